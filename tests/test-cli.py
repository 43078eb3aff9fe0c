#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands, by the built program (QUEHACER_PROGRAM): what they write, list, import and
export, and what bad input gets: one sentence on standard error, an exit status that is
not 0, nothing half-written. Speaks TAP."""
import csv
import hashlib
import io
import json
import os
import pathlib
import sqlite3
import subprocess

from workspace_commands import (
    PASSPHRASE, Skip, commands, create, demo, fails, files_there, log, path, rows, run, shared, table, works)


def refuse_log(says, *options):
    before = rows(shared())
    fails('log', shared(), '--passphrase-file', '-', *options, stdin=PASSPHRASE, says=says)
    assert rows(shared()) == before, 'something was written'


def test_help():
    output = works('--help')
    for command in ('create', 'demo', 'import', 'log', 'list', 'table', 'chart', 'board', 'card', 'export', 'verify', 'user', 'passphrase', 'recover',
                    'recovery-sheet', 'restrict', 'unrestrict', 'reseal'):
        assert f'\n  {command} ' in output, command
        assert 'WORKSPACE' in works(command, '--help')
    assert '--own' not in output
    assert '--served' in works('log', '--help')
    activity_variables = next(line for line in works('table', '--help').splitlines() if 'weekday' in line)
    assert ' worker,' in activity_variables and ' consultation,' not in activity_variables
    assert '--quick-derivation' not in works('create', '--help')
    assert works('--version').startswith('Quehacer ')


def test_create():
    workspace = create('created.quehacer')
    with open(workspace, 'rb') as file:
        assert file.read(16) == b'SQLite format 3\0'
    assert os.stat(workspace).st_mode & 0o077 == 0
    fails('create', workspace, '--passphrase-file', '-', stdin=PASSPHRASE, says='already')
    fails('create', path('weak.quehacer'), '--passphrase-file', '-', stdin='1234', says='too easy')
    assert not os.path.exists(path('weak.quehacer'))


def test_log():
    row = json.loads(log(shared(), '--type', 'VISITA domiciliária', '--minutes', '25', '--date', '2026-03-02', '--start', '9:05',
                         '--outcome', 'R01', '--worker', 'amelia MUESTRA', '--note', 'Una nota', '--problems', 'P32', '--problems',
                         'Duelo', '--served', 'M:E25=7', '--served', 'Hombre:E60=2'))[0]
    assert (row['type'], row['function'], row['contact_mode'], row['minutes']) == ('AC010', 'F01', 'M2', 25), row
    assert (row['date'], row['start'], row['worker'], row['note']) == ('2026-03-02', '09:05', 'Amelia Muestra', 'Una nota'), row
    assert row in rows(shared(), 'activities', '--date', '2026-03-02')
    database = sqlite3.connect(shared())
    served = database.execute('SELECT n FROM activities_served WHERE owner = ? ORDER BY position', (int(row['id']),)).fetchall()
    problems = database.execute('SELECT code FROM activities_problems WHERE owner = ? ORDER BY position', (int(row['id']),)).fetchall()
    assert served == [(7,), (2,)], served
    assert problems == [(6032,), (6045,)], problems
    assert json.loads(log(shared(), '--type', 'AC010', '--minutes', 'NS'))[0]['minutes'] == 'NS'


def test_own_field():
    workspace = create('own.quehacer')
    database = sqlite3.connect(workspace)
    database.execute("INSERT INTO own_fields (id, kind, name, type, label_es, sensitivity) "
                     "VALUES (5000000001, 'activity', 'calls_made', 'count', 'Llamadas', 'plain')")
    database.commit()
    database.close()
    row = json.loads(log(workspace, '--type', 'AC050', '--calls-made', '3'))[0]
    database = sqlite3.connect(workspace)
    assert database.execute('SELECT record, value FROM own_values').fetchall() == [(int(row['id']), 3)]
    database.close()
    fails('log', workspace, '--passphrase-file', '-', '--type', 'AC050', '--calls-made', '-3', stdin=PASSPHRASE, says='Llamadas')


def test_demo():
    assert len(rows(demo())) == 400
    cases = rows(demo(), 'cases')
    assert len(cases) == 20
    assert all(case['folio'].startswith('PRA-') for case in cases)
    works('list', demo(), 'activities')  # opens by itself: its passphrase is public
    again = path('again.quehacer')
    works('demo', again, '--rows', '400', '--seed', '7', '--until', '2026-06-30')
    first, second = (works('list', one, 'activities', '--format', 'csv') for one in (demo(), again))
    strip = lambda text: [line.split(',', 1)[1] for line in text.splitlines()]
    assert strip(first) == strip(second), 'the same seed gave other data'
    other = path('other.quehacer')
    works('demo', other, '--rows', '400', '--seed', '8', '--until', '2026-06-30')
    assert strip(first) != strip(works('list', other, 'activities', '--format', 'csv'))


def test_list():
    all_rows = rows(demo())
    assert [row['date'] for row in all_rows] == sorted(row['date'] for row in all_rows)
    some = rows(demo(), 'activities', '--from', '2026-01-01', '--to', '2026-02-28')
    assert some == [row for row in all_rows if '2026-01-01' <= row['date'] <= '2026-02-28']
    some = rows(demo(), 'activities', '--worker', 'bruno cano')
    assert some == [row for row in all_rows if row['worker'] == 'Bruno Cano'] and some
    folio = next(row['folio'] for row in all_rows if row['folio'])
    some = rows(demo(), 'activities', '--case', folio.lower())
    assert some == [row for row in all_rows if row['folio'] == folio]
    assert [row['folio'] for row in rows(demo(), 'cases', '--case', folio)] == [folio]
    codes = json.loads(works('list', demo(), 'codes', '--catalogue', 'sex', '--format', 'json'))
    assert [code['code'] for code in codes] == ['M', 'H', 'X']
    assert works('list', 'activities', demo()) == works('list', demo(), 'activities')


def test_csv_quotes():
    note = 'coma, "comillas" y\notra línea'
    log(shared(), '--type', 'AC008', '--date', '2026-03-03', '--note', note)
    output = works('list', shared(), 'activities', '--date', '2026-03-03', '--format', 'csv', '--passphrase-file', '-', stdin=PASSPHRASE)
    parsed = list(csv.DictReader(io.StringIO(output, newline='')))
    assert [row['note'] for row in parsed] == [note], parsed


def test_import():
    file = os.path.join(os.environ.get('QUEHACER_SHARED', ''), 'data', 'linea137_2024.csv')
    if not os.path.exists(file):
        raise Skip('the published file is not here')
    workspace = create('import.quehacer')
    arguments = ['import', workspace, file, '--profile', 'linea137', '--passphrase-file', '-', '--format', 'json']
    report = json.loads(works(*arguments, '--dry-run', stdin=PASSPHRASE))
    assert (report['read'], report['new'], report['applied']) == (4146, 4146, False), report
    assert rows(workspace) == []
    report = json.loads(works(*arguments, stdin=PASSPHRASE))
    assert (report['new'], report['wrapped'], report['applied'], report['skipped']) == (4146, 136, True, []), report
    dates = [row['date'] for row in rows(workspace)]
    counts = [dates.count(date) for date in set(dates)]
    assert (len(dates), len(counts), min(counts), max(counts)) == (4146, 206, 1, 46)
    problems = {row[0]: row[2] for row in table(workspace, '--rows', 'problems')}
    assert problems['P01'] == '3021', problems
    report = json.loads(works(*arguments, stdin=PASSPHRASE))
    assert (report['new'], report['already']) == (0, 4146), report
    assert len(rows(workspace)) == 4146
    text = works('import', workspace, file, '--profile', 'linea137', '--passphrase-file', '-', stdin=PASSPHRASE)
    assert '4146' in text.replace(',', ''), text


def test_import_of_others():
    picture = path('picture.csv')
    with open(picture, 'wb') as file:
        file.write(b'\x89PNG\r\n\x1a\n\0\0\0\rIHDR' + bytes(range(256)))
    table_file = path('table.csv')
    with open(table_file, 'w') as file:
        file.write('a,b\n1,2\n')
    common = ['--passphrase-file', '-']
    fails('import', shared(), picture, '--profile', 'linea137', *common, stdin=PASSPHRASE, says='picture.csv')
    fails('import', shared(), table_file, '--profile', 'linea137', *common, stdin=PASSPHRASE, says='llamado_fecha')
    fails('import', shared(), table_file, '--profile', 'nothing', *common, stdin=PASSPHRASE, says='nothing')
    fails('import', shared(), table_file, '--profile', path('.'), *common, stdin=PASSPHRASE, says='could not be read')
    fails('import', shared(), table_file, *common, stdin=PASSPHRASE, says='--profile')
    fails('import', shared(), path('absent.csv'), '--profile', 'linea137', *common, stdin=PASSPHRASE, says='absent.csv')


def test_export():
    file = path('data.csv')
    _, _, said = run('export', demo(), '--output', file)
    assert said.count('400') == 2, said
    with open(file, newline='', encoding='utf-8') as opened:
        exported = list(csv.DictReader(opened))
    assert len(exported) == 400
    activities = rows(demo())
    count = lambda values: {value: values.count(value) for value in set(values)}
    assert count([row['Activity type (code)'] for row in exported]) == count([row['type'] for row in activities])
    with open(file, encoding='utf-8') as opened:
        text = opened.read()
    for row in activities:
        for secret in (row['folio'], row['note'], row['worker'], row['case'], row['id']):
            assert not secret or secret not in text, secret
    report = json.loads(works('export', demo(), '--output', path('some.xlsx'), '--where', 'type=AC002', '--format', 'json'))[0]
    n = sum(row['type'] == 'AC002' for row in activities)
    assert (report['selected'], report['written'], report['sheets']) == (n, n, 1), report
    with open(path('some.xlsx'), 'rb') as opened:
        assert opened.read(2) == b'PK'
    assert json.loads(works('export', demo(), '--output', path('cases.csv'), '--of', 'cases', '--format', 'json'))[0]['written'] == 20
    before = files_there()
    for bad, says in (([], '--output'), (['--output', path('x.por')], 'x.por'), (['--output', path('nowhere/x.csv')], 'nowhere'),
                      (['--output', path('x.csv'), '--answers', 'none'], 'none'), (['--output', path('x.csv'), '--of', 'dogs'], 'dogs'),
                      (['--output', path('x.csv'), '--where', 'nothing=1'], 'nothing')):
        fails('export', demo(), *bad, says=says)
    for ending in ('csv', 'xlsx'):
        with open(path(f'kept.{ending}'), 'w') as kept:
            kept.write('what was there')
        fails('export', demo(), '--output', path(f'kept.{ending}'), limit=40000, says=f'kept.{ending}')
        with open(path(f'kept.{ending}')) as kept:
            assert kept.read() == 'what was there'
        os.unlink(path(f'kept.{ending}'))
    assert files_there() == before, 'something was left behind'


def test_dataset():
    folder = path('set')
    report = json.loads(works('dataset', 'export', demo(), '--output', folder, '--where', 'type=AC002', '--format', 'json'))[0]
    manifest = json.loads(pathlib.Path(folder, 'manifest.json').read_text())
    assert report['written'] > 0 and report['selected'] == report['written'] + report['left_out'], report
    assert manifest['rows']['written'] == report['written'], manifest
    assert sorted(os.listdir(folder)) == sorted([file['name'] for file in manifest['files']] + ['manifest.json'])
    for file in manifest['files']:
        contents = pathlib.Path(folder, file['name']).read_bytes()
        assert hashlib.sha256(contents).hexdigest() == file['sha256'], file
    with open(pathlib.Path(folder, 'set.csv'), newline='', encoding='utf-8') as opened:
        assert len(list(csv.DictReader(opened))) == report['written']
    before = files_there()
    fails('dataset', 'export', demo(), '--output', folder, says=folder)
    fails('dataset', 'export', demo(), says='--output')
    fails('dataset', 'export', demo(), '--output', path('set2'), '--formats', 'csv,por', says='por')
    fails('dataset', 'export', demo(), '--output', path('set2'), limit=40000, says='set2')
    assert files_there() == before, 'something was left behind'


def test_spanish():
    if 'es_MX.utf8' not in subprocess.run(['locale', '-a'], capture_output=True, text=True).stdout:
        raise Skip('no es_MX.UTF-8 here')
    output = works('list', demo(), 'codes', '--catalogue', 'sex', locale='es_MX.UTF-8')
    assert 'Mujer' in output, output


def test_log_values():
    refuse_log('2026-02-30', '--type', 'AC010', '--date', '2026-02-30')
    refuse_log('Date', '--type', 'AC010', '--date', '2199-01-01')
    refuse_log('1440', '--type', 'AC010', '--minutes', '1500')
    refuse_log('Minutes', '--type', 'AC010', '--minutes', '-5')
    refuse_log('31.0', '--type', 'AC010', '--minutes', '31.0')
    refuse_log('25:00', '--type', 'AC010', '--start', '25:00')
    refuse_log('-3', '--type', 'AC042', '--served', 'M:E25=-3')
    refuse_log('M:E25', '--type', 'AC042', '--served', 'M:E25')
    refuse_log('AC999', '--type', 'AC999')
    refuse_log('--catalogue activity_type', '--type', 'no hay tal tipo')
    refuse_log('Activity type', '--minutes', '5')
    refuse_log('TS-1', '--type', 'AC010', '--case', 'TS-1')
    refuse_log('Nadie', '--type', 'AC010', '--worker', 'Nadie')
    refuse_log('abc', '--type', 'AC010', '--people', 'abc')
    refuse_log('12345', '--type', 'AC010', '--people', '12345')
    refuse_log('--sex', '--type', 'AC010', '--sex', 'M')


def test_texts():
    refuse_log('100', '--type', 'AC008', '--note', 'a' * 120000)  # an argument holds no more, a note 100,000
    refuse_log('aaaa…', '--type', 'a' * 120000)
    kept = ['👩🏽‍🦽 rampa 🛗', 'שלום عليكم ‏123', 'Zoë ñandú ' * 100]
    for note in kept:
        assert json.loads(log(shared(), '--type', 'AC008', '--date', '2026-03-04', '--note', note))[0]['note'] == note
    assert [row['note'] for row in rows(shared(), 'activities', '--date', '2026-03-04')] == kept
    status, _, errors = run('log', shared(), '--type', b'\xff\xfe'.decode('utf-8', 'surrogateescape'), '--passphrase-file', '-', stdin=PASSPHRASE)
    assert status == 1 and len(errors.splitlines()) == 1, errors


commands.main(dict(globals()))
