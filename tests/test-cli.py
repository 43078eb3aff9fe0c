#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands, by the built program (QUEHACER_PROGRAM), and what bad input gets:
one sentence on standard error, an exit status that is not 0, nothing half-written.
Speaks TAP."""
import csv
import hashlib
import io
import json
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import sqlite3
import struct
import statistics
import subprocess
import tempfile
import threading
import time

import harness

PASSPHRASE = 'lluvia tres caballos martillo'
commands = harness.Commands('cli')
path, run, works, fails, Skip = commands.path, commands.run, commands.works, commands.fails, harness.Skip


def files_there():
    """All but SQLite's own files, which stay where a limit keeps it from folding them in."""
    return sorted(name for name in os.listdir(commands.folder) if not name.endswith(('-wal', '-shm')))


def create(name):
    workspace = path(name)
    works('create', workspace, '--unit', 'Trabajo Social', '--worker', 'Amelia Muestra', '--quick-derivation',
          '--passphrase-file', '-', stdin=PASSPHRASE + '\n')
    return workspace


_shared = {}


def shared():
    """A workspace for tests that leave no more than rows in it."""
    if 'path' not in _shared:
        _shared['path'] = create('shared.quehacer')
    return _shared['path']


def demo():
    if 'demo' not in _shared:
        _shared['demo'] = path('demo.quehacer')
        works('demo', _shared['demo'], '--rows', '400', '--seed', '7', '--until', '2026-06-30')
    return _shared['demo']


def log(workspace, *options, **more):
    return works('log', workspace, '--passphrase-file', '-', '--format', 'json', *options, stdin=PASSPHRASE, **more)


def refuse_log(says, *options):
    before = rows(shared())
    fails('log', shared(), '--passphrase-file', '-', *options, stdin=PASSPHRASE, says=says)
    assert rows(shared()) == before, 'something was written'


def rows(workspace, thing='activities', *options):
    output = works('list', workspace, thing, '--format', 'json', '--passphrase-file', '-', *options,
                   stdin='practica' if workspace == _shared.get('demo') else PASSPHRASE)
    return json.loads(output)


# What works


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


def secret_file(name, text):
    with open(path(name), 'w') as file:
        file.write(text + '\n')
    return path(name)


def test_users():
    workspace, mine = create('users.quehacer'), secret_file('mine', PASSPHRASE)
    rita, beto = secret_file('rita', 'puente nueve lunas calladas'), secret_file('beto', 'viento cuatro mesas azules')
    me = json.loads(works('user', 'list', workspace, '--passphrase-file', mine, '--format', 'json'))
    assert [row['roles'] for row in me] == ['practitioner supervisor administrator'], me
    owner = ['--user', me[0]['name'], '--passphrase-file', mine]
    works('user', 'add', workspace, 'Rita', '--role', 'researcher', '--new-passphrase-file', rita, *owner[2:])
    works('user', 'add', workspace, 'Beto', '--role', 'supervisor', '--role', 'researcher', '--new-passphrase-file', beto, *owner)
    fails('list', workspace, 'activities', '--passphrase-file', mine, says='--user NAME')
    fails('list', workspace, 'activities', '--user', 'Nadie', '--passphrase-file', mine, says='Rita')
    fails('user', 'list', workspace, 'Rita', *owner, says='usage')
    fails('user', 'ban', workspace, 'Rita', *owner, says='“ban”')
    status, _, errors = run('verify', workspace, '--user', 'Rita', '--passphrase-file', rita)
    assert status == 0 and 'whole' in errors and 'Not checked' in errors, errors
    fails('user', 'add', workspace, 'Otra', '--role', 'boss', '--new-passphrase-file', beto, *owner, says='boss')
    fails('user', 'add', workspace, 'Otra', '--new-passphrase-file', beto, *owner, says='role')
    fails('user', 'add', workspace, 'RITA', '--role', 'researcher', '--new-passphrase-file', beto, *owner, says='RITA')
    fails('user', 'remove', workspace, 'Beto', '--user', 'Rita', '--passphrase-file', rita, says='administrator')
    works('log', workspace, '--type', 'AC010', '--note', 'Refiere cansancio', *owner)

    # What names there are, a researcher does not get by any command.
    assert 'cansancio' in works('list', workspace, 'activities', '--user', 'beto', '--passphrase-file', beto)
    asks = ['--user', 'rita', '--passphrase-file', rita]
    said = works('list', workspace, 'activities', *asks) + works('list', workspace, 'activities', '--format', 'json', *asks)
    said += works('list', workspace, 'cases', *asks) + works('table', workspace, '--rows', 'worker', *asks)
    said += works('chart', workspace, 'types', *asks) + works('audit', workspace, '--format', 'json', *asks)
    works('export', workspace, '--output', path('rita.csv'), *asks)
    works('chart', workspace, 'types', '--output', path('rita.png'), *asks)
    taken = [row for row in json.loads(works('audit', workspace, '--format', 'json', *asks)) if row['action'] == 'export']
    assert [row['user'] for row in taken] == ['Rita', 'Rita'], taken
    assert 'png, types' in taken[0]['what'] and 'csv, ' in taken[1]['what'], taken
    with open(path('rita.csv')) as file:
        said += file.read()
    assert 'cansancio' not in said and 'Amelia' not in said and 'Muestra' not in said, said

    works('user', 'role', workspace, 'Beto', '--role', 'administrator', *owner)
    assert 'cansancio' not in works('list', workspace, 'activities', '--user', 'beto', '--passphrase-file', beto)
    works('user', 'role', workspace, 'Beto', '--role', 'administrator', '--role', 'practitioner', '--user', 'beto',
          '--passphrase-file', beto)
    waiting = json.loads(works('user', 'list', workspace, '--format', 'json', *owner))
    assert {row['name']: row['waiting'] for row in waiting}['Beto'] == 'yes', waiting
    works('user', 'give-keys', workspace, 'Beto', *owner)
    assert 'cansancio' in works('list', workspace, 'activities', '--user', 'beto', '--passphrase-file', beto)
    works('user', 'remove', workspace, 'Rita', *owner)
    fails('list', workspace, 'activities', *asks, says='user')


def test_restriction():
    workspace, mine = path('restricted.quehacer'), secret_file('practice', 'practica')
    beto, new = secret_file('beto', 'viento cuatro mesas azules'), secret_file('new', 'arroz doce barcos dormidos')
    works('demo', workspace, '--rows', '50', '--seed', '3')
    name = json.loads(works('user', 'list', workspace, '--passphrase-file', mine, '--format', 'json'))[0]['name']
    owner, asks = ['--user', name, '--passphrase-file', mine], ['--user', 'Beto', '--passphrase-file', beto]
    case = json.loads(works('list', workspace, 'cases', '--format', 'json', *owner))[0]['folio']
    works('user', 'add', workspace, 'Beto', '--role', 'practitioner', '--new-passphrase-file', beto, *owner)
    works('log', workspace, '--type', 'AC010', '--case', case, '--note', 'Refiere cansancio', *owner)
    assert 'cansancio' in works('list', workspace, 'activities', *asks)
    fails('restrict', workspace, case, *owner, says='--for')
    fails('restrict', workspace, case, '--for', 'Nadie', *owner, says='Nadie')
    fails('restrict', workspace, 'TS-1999-00001', '--for', name, *owner, says='TS-1999-00001')
    works('restrict', workspace, case, '--for', name, *owner)
    assert 'cansancio' not in works('list', workspace, 'activities', *asks)
    assert 'cansancio' in works('list', workspace, 'activities', *owner)
    fails('unrestrict', workspace, case, *asks, says='“')
    works('verify', workspace, *asks)
    works('unrestrict', workspace, case, *owner)
    assert 'cansancio' in works('list', workspace, 'activities', *asks)

    works('user', 'reset', workspace, 'Beto', '--new-passphrase-file', new, *owner)
    fails('list', workspace, 'activities', *asks, says='passphrase')
    works('list', workspace, 'activities', '--user', 'Beto', '--passphrase-file', new)
    works('user', 'remove', workspace, 'Beto', *owner)
    works('reseal', workspace, *owner)
    assert 'cansancio' in works('list', workspace, 'activities', *owner)
    fails('reseal', path('nowhere.quehacer'), '--passphrase-file', mine, says='nowhere')


def test_recovery():
    workspace, sheet = path('recovery.quehacer'), path('sheet.pdf')
    mine, new = secret_file('mine', PASSPHRASE), secret_file('new', 'arroz doce barcos dormidos')
    newer = secret_file('newer', 'mantel siete nubes sordas')
    fails('create', workspace, '--quick-derivation', '--passphrase-file', mine, '--recovery-sheet', path('nowhere/sheet.pdf'),
          says='sheet.pdf')
    assert not os.path.exists(workspace), 'a workspace whose recovery words nobody has'
    works('create', workspace, '--user', 'ana', '--quick-derivation', '--passphrase-file', mine, '--recovery-sheet', sheet)
    assert os.stat(sheet).st_mode & 0o077 == 0
    if not shutil.which('pdftotext'):
        raise Skip('no pdftotext here')
    text = subprocess.run(['pdftotext', '-layout', sheet, '-'], capture_output=True, text=True, check=True).stdout
    found = dict(re.findall(r'\b(\d{1,2})\s+([a-z]{4,8})\b', text))
    words = ' '.join(found[str(number)] for number in range(1, 18))
    assert commands.folder not in text

    fails('recover', workspace, '--recovery-words-file', secret_file('bad', 'uno dos tres'), '--new-passphrase-file', new, says='uno')
    fails('recover', workspace, '--recovery-words-file', secret_file('bad', words + ' ' + found['1']), '--new-passphrase-file', new,
          says='17')
    works('recover', workspace, '--recovery-words-file', secret_file('words', words.upper()), '--new-passphrase-file', new)
    fails('list', workspace, 'activities', '--passphrase-file', mine, says='passphrase')
    works('list', workspace, 'activities', '--passphrase-file', new)

    fails('passphrase', workspace, '--passphrase-file', new, '--new-passphrase-file', secret_file('weak', '1234'), says='easy')
    works('passphrase', workspace, '--user', 'ana', '--passphrase-file', new, '--new-passphrase-file', newer)
    works('list', workspace, 'activities', '--passphrase-file', newer)

    # A later sheet takes the place of the first.
    fails('recovery-sheet', workspace, '--passphrase-file', mine, says='passphrase')
    status, _, errors = run('recovery-sheet', workspace, '--passphrase-file', newer)
    later = [line for line in errors.splitlines() if len(line.split()) == 17 and line.islower()]
    assert status == 0 and len(later) == 1, errors
    fails('recover', workspace, '--recovery-words-file', secret_file('words', words), '--new-passphrase-file', new, says='older')
    works('recover', workspace, '--recovery-words-file', secret_file('words', later[0]), '--new-passphrase-file', new)

    # Without a sheet the words are shown once.
    status, output, errors = run('create', path('shown.quehacer'), '--quick-derivation', '--passphrase-file', mine)
    shown = [line for line in errors.splitlines() if len(line.split()) == 17 and line.islower()]
    assert status == 0 and len(shown) == 1, errors
    works('recover', path('shown.quehacer'), '--recovery-words-file', secret_file('words', shown[0]), '--new-passphrase-file', new)


def test_no_core_dump():
    """While it asks for a passphrase: no core file, and nobody may look into its memory."""
    workspace = shared()
    child, terminal = pty.fork()
    if child == 0:
        os.execv(harness.PROGRAM, [harness.PROGRAM, 'list', workspace, 'activities'])
    try:
        seen = b''
        while b':' not in seen and select.select([terminal], [], [], 20)[0]:
            seen += os.read(terminal, 1000)
        with open(f'/proc/{child}/limits') as limits:
            core = next(line for line in limits if line.startswith('Max core file size'))
        assert core.split()[4:6] == ['0', '0'], core
        # What may not be dumped belongs to root; where the tests are root, that tells nothing.
        assert os.stat(f'/proc/{child}/environ').st_uid == 0
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def test_passphrase_file():
    with open(path('secret'), 'w') as file:
        file.write(PASSPHRASE + '\r\nsecond line\n')
    works('list', shared(), 'activities', '--passphrase-file', path('secret'))
    fails('list', shared(), 'activities', '--passphrase-file', path('nothing'), says='nothing')
    fails('list', shared(), 'activities', '--passphrase-file', '-', stdin='\n', says='standard input')
    fails('list', shared(), 'activities', says='no terminal')


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


def table(workspace, *options):
    output = works('table', workspace, '--format', 'csv', '--passphrase-file', '-', *options,
                   stdin='practica' if workspace == _shared.get('demo') else PASSPHRASE)
    return list(csv.reader(io.StringIO(output, newline='')))


def describe(*options):
    return json.loads(works('describe', demo(), '--format', 'json', '--passphrase-file', '-', *options, stdin='practica'))


def test_describe():
    minutes = [row['minutes'] for row in rows(demo()) if isinstance(row['minutes'], int)]
    overview = {row['variable']: row for row in describe()}
    assert overview['minutes']['n'] == len(minutes) and overview['minutes']['max'] == max(minutes), overview['minutes']
    assert abs(overview['minutes']['mean'] - statistics.mean(minutes)) < 1e-9
    assert overview['type']['mean'] is None and overview['type']['n'] == 400
    one = {row['measure']: row['value'] for row in describe('--of', 'minutes')}
    assert abs(one['sd'] - statistics.stdev(minutes)) < 1e-9 and one['median'] == statistics.median(minutes), one
    types = describe('--of', 'type')
    assert abs(sum(row['percent'] for row in types) - 100) < 1e-9
    assert all(row['low'] < row['valid_percent'] < row['high'] for row in types), types
    problems = describe('--of', 'problems')
    assert all(0 <= row['percent'] <= 100 for row in problems), problems
    assert describe('--unit', 'cases')
    for bad, says in ((['--of', 'nothing'], 'nothing'), (['--unit', 'dogs'], 'dogs'), (['--of', 'note'], 'note'),
                      (['--of', 'minutes', '--where', 'minutes=1439..1440'], 'no value')):
        fails('describe', demo(), *bad, says=says)


def test_statistics():
    def ask(*options):
        return json.loads(works('test', demo(), *options, '--format', 'json', '--passphrase-file', '-', stdin='practica'))

    assert {'chi-square', 'fisher', 'welch'} <= {row['test'] for row in ask('list')}
    wide = ask('chi-square', '--of', 'type', '--by', 'function')
    figures = {figure['name']: figure['value'] for figure in wide['figures']}
    assert figures['n'] <= 400 and 0 <= figures['p'] <= 1 and 0 <= figures['cramers_v'] <= 1, wide
    assert wide['sentence'] and {one['state'] for one in wide['assumptions']} <= {'met', 'broken', 'open'}, wide
    # Several answers, and people, are counted; but a row that is there twice cannot be tested.
    for of, by in (('problems', 'level'), ('age_group', 'sex')):
        crossed = ask('cross-table', '--of', of, '--by', by)
        assert [t['name'] for t in crossed['tables']] == ['cells'] and 'no test' in crossed['sentence'], crossed
        cells = crossed['tables'][0]['rows']
        assert abs(sum(c['total_percent'] for c in cells) - 100) < 1e-9 and crossed['figures'][0]['value'] == sum(c['count'] for c in cells)
    drawn = ['fisher', '--of', 'level', '--by', 'function', '--draws', '500', '--seed', '7']
    assert ask(*drawn) == ask(*drawn)
    for bad, says in ((['nothing'], 'nothing'), (['fisher'], '--of'), (['chi-square', '--of', 'type'], 'one to compare'),
                      (['chi-square-corrected', '--of', 'type', '--by', 'function'], 'two by two'),
                      (['cronbach', '--of', 'minutes'], '2 to 100'),
                      (['welch', '--of', 'type', '--by', 'direct'], 'not a number'),
                      (['welch', '--of', 'minutes', '--by', 'type'], 'groups'),
                      (['chi-square', '--of', 'problems', '--by', 'type'], 'problems'), (['chi-square', '--of', 'type', '--by', 'note'], 'note'),
                      (['chi-square', '--of', 'type', '--by', 'function', '--where', 'minutes=1439..1440'], 'fewer')):
        fails('test', demo(), *bad, says=says)


def test_table():
    activities = rows(demo())
    one_way = table(demo(), '--rows', 'type')
    assert one_way[0] == ['code', 'label', 'count']
    counts = {row[0]: int(row[2]) for row in one_way[1:]}
    assert counts == {code: sum(row['type'] == code for row in activities) for code in {row['type'] for row in activities}}
    two_ways = table(demo(), '--rows', 'weekday', '--columns', 'function')
    assert two_ways[0][:2] == ['code', 'label'] and two_ways[0][-1] == 'total'
    assert set(two_ways[0][2:-1]) == {row['function'] for row in activities}
    assert all(sum(map(int, row[2:-1])) == int(row[-1]) for row in two_ways[1:])
    assert sum(int(row[-1]) for row in two_ways[1:]) == 400
    some = table(demo(), '--rows', 'function', '--where', 'date=2026-01..2026-02', '--where', 'worker=bruno cano')
    expected = [row for row in activities if '2026-01-01' <= row['date'] <= '2026-02-28' and row['worker'] == 'Bruno Cano']
    assert sum(int(row[2]) for row in some[1:]) == len(expected)
    minutes = table(demo(), '--rows', 'worker', '--measure', 'minutes')
    assert {row[1]: int(row[2]) for row in minutes[1:]}['Bruno Cano'] == sum(
        row['minutes'] for row in activities if row['worker'] == 'Bruno Cano' and isinstance(row['minutes'], int))
    assert sum(int(row[2]) for row in table(demo(), '--rows', 'status', '--of', 'cases')[1:]) == 20
    week = [row for row in activities if '2026-01-12' <= row['date'] <= '2026-01-18']
    some = table(demo(), '--rows', 'type', '--where', 'week=2026-01-14')
    assert week and sum(int(row[2]) for row in some[1:]) == len(week), (some, len(week))
    assert table(demo(), '--rows', 'type', '--where', 'minutes=1439..1440') == [['code', 'label', 'count']]
    for bad, says in ((['--rows', 'nothing'], 'nothing'), ([], '--rows'), (['--rows', 'note'], 'note'),
                      (['--rows', 'type', '--where', 'type=AC999'], 'AC999'), (['--rows', 'type', '--where', 'type'], 'type'),
                      (['--rows', 'type', '--where', 'worker=Nadie'], 'Nadie'), (['--rows', 'type', '--of', 'dogs'], 'dogs'),
                      (['--rows', 'type', '--where', 'weekday=9'], '9'), (['--rows', 'type', '--where', 'hour=24'], '24'),
                      (['--rows', 'type', '--measure', 'miles'], 'miles')):
        fails('table', demo(), *bad, says=says)


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


def test_chart():
    starts = {'png': b'\x89PNG', 'svg': b'<?xml', 'pdf': b'%PDF'}
    for name in ('time', 'types', 'hours', 'people'):
        for ending, start in starts.items():
            picture = path(f'{name}.{ending}')
            works('chart', demo(), name, '--output', picture)
            with open(picture, 'rb') as file:
                assert file.read(5).startswith(start), picture
    for name in ('flow', 'year', 'open-cases', 'workers'):
        works('chart', demo(), name, '--output', path(f'{name}.png'))
    numbers = list(csv.reader(io.StringIO(works('chart', demo(), 'hours', '--format', 'csv'), newline='')))
    with_start = sum(row['start'][0].isdigit() for row in rows(demo()))
    assert numbers[0][-1] == 'Total' and int(next(row for row in numbers if row[0] == 'Total')[-1]) == with_start, numbers
    folder = path('caseload')
    works('board', demo(), 'caseload', '--output', folder)
    there = sorted(os.listdir(folder))
    assert 'open-cases.png' in there and 'open-cases.csv' in there and len(there) == 12, there
    with open(os.path.join(folder, 'open-cases.csv'), newline='') as file:
        assert next(row for row in csv.reader(file) if row[0] == 'Total')[-1].isdigit()
    for size, name in (('1080x1080', 'card.png'), ('1200x675', 'card.svg'), ('1080x1920', 'story.png')):
        works('card', demo(), 'people', '--size', size, '--output', path(name))
    with open(path('card.png'), 'rb') as file:
        assert struct.unpack('>II', file.read(24)[16:]) == (1080, 1080)
    for bad, says in ((['people', '--output', path('y.png'), '--size', '5x5'], '5x5'), (['people'], '--output'),
                      (['nothing', '--output', path('y.png')], 'nothing')):
        fails('card', demo(), *bad, says=says)
    # what leaves the program hides what is small, and what would tell it
    works('board', demo(), 'unit', '--output', path('all'), '--small-cells', '0')
    works('board', demo(), 'unit', '--output', path('some'))
    for table in ('types.csv', 'people.csv'):
        with open(path('all/' + table), newline='') as whole, open(path('some/' + table), newline='') as part:
            for one, other in zip(list(csv.reader(whole))[1:], list(csv.reader(part))[1:]):
                if one[0] not in ('Total', 'Not specified'):
                    assert all(b == '' or (b == a and not 0 < int(b) < 5) for a, b in zip(one[1:-1], other[1:-1])), (one, other)
    for bad, says in ((['nothing', '--output', folder], 'demand'), (['unit'], '--output'),
                      (['unit', '--output', folder, '--picture', 'gif'], 'gif'), (['unit', '--output', '/proc/x/y'], '/proc/x/y')):
        fails('board', demo(), *bad, says=says)
    before = files_there()
    for bad, says in ((['nothing', '--output', path('x.png')], 'nothing'), (['time', '--output', path('x.gif')], 'x.gif'),
                      (['time', '--output', path('nowhere/x.png')], 'x.png'), (['time', '--output', '/proc/x.png'], 'x.png'),
                      (['time', '--output', path('x.png'), '--width', '5'], '--width'),
                      (['time', '--output', path('x.png'), '--theme', 'pink'], 'pink'),
                      (['time', '--output', path('x.png'), '--where', 'type=AC999'], 'AC999')):
        fails('chart', demo(), *bad, says=says)
    # less than the picture, more than what opening the workspace takes
    fails('chart', demo(), 'time', '--output', path('x.png'), '--width', '4000', limit=40000, says='x.png')
    assert files_there() == before, 'something was left behind'


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


def test_verify():
    _, _, said = run('verify', demo())
    assert 'is whole' in said, said
    broken = path('broken.quehacer')
    shutil.copy(demo(), broken)
    database = sqlite3.connect(broken)
    database.execute('PRAGMA foreign_keys = OFF')
    a, b = database.execute('SELECT id, sealed FROM persons LIMIT 2').fetchall()
    database.execute('UPDATE persons SET sealed = ? WHERE id = ?', (b[1], a[0]))
    database.execute('DELETE FROM units')
    database.commit()
    database.close()
    status, output, errors = run('verify', broken, '--format', 'json')
    assert status == 1
    problems = [row['problem'] for row in json.loads(output)]
    assert any('does not open' in problem for problem in problems), problems
    assert any('units' in problem for problem in problems), problems
    assert 'problems' in errors, errors
    database = sqlite3.connect(broken)
    database.execute('ALTER TABLE persons DROP COLUMN sealed')
    database.close()
    status, output, errors = run('verify', broken)
    assert status == 1, errors


# What bad input gets


def test_wrong_passphrase():
    fails('list', shared(), 'activities', '--passphrase-file', '-', stdin='otra frase cualquiera', says='passphrase')


def test_unknown():
    fails('nothing', says='nothing')
    fails('list', shared(), '--nothing', says='--nothing')
    fails('list', shared(), 'nothing', says='nothing')
    fails('list', shared(), says='WORKSPACE')
    fails('list', shared(), 'activities', 'more', says='more')
    fails('list', shared(), 'activities', '--format', 'xml', says='xml')
    fails('list', shared(), 'activities', '--from', '2026-02-30', '--passphrase-file', '-', stdin=PASSPHRASE, says='2026-02-30')
    fails('list', shared(), 'activities', '--case', 'NADA-1', '--passphrase-file', '-', stdin=PASSPHRASE, says='NADA-1')
    fails('list', shared(), 'activities', '--worker', 'Nadie', '--passphrase-file', '-', stdin=PASSPHRASE, says='Nadie')
    fails('list', shared(), 'codes', '--catalogue', 'nothing', '--passphrase-file', '-', stdin=PASSPHRASE, says='activity_type')
    fails('demo', path('x.quehacer'), '--rows', 'many', says='many')
    fails('demo', path('x.quehacer'), '--rows', '-1', says='-1')
    fails('demo', path('x.quehacer'), '--until', '2999-01-01', says='today')
    assert not os.path.exists(path('x.quehacer'))


def test_not_a_workspace():
    text = path('text.quehacer')
    with open(text, 'w') as file:
        file.write('not a workspace ' * 1000)
    other = path('other.sqlite')
    database = sqlite3.connect(other)
    database.execute('CREATE TABLE t (a)')
    database.close()
    empty = path('empty.quehacer')
    open(empty, 'w').close()
    for file in (text, other, empty):
        with open(file, 'rb') as opened:
            before = opened.read()
        for command in (['list', file, 'activities'], ['log', file, '--type', 'AC010'], ['verify', file]):
            fails(*command, says=os.path.basename(file))
        with open(file, 'rb') as opened:
            assert opened.read() == before
    fails('verify', path('absent.quehacer'), says='absent.quehacer')
    assert not os.path.exists(path('absent.quehacer'))
    fails('verify', commands.folder, says=commands.folder)


def test_newer():
    newer = path('newer.quehacer')
    shutil.copy(demo(), newer)
    database = sqlite3.connect(newer)
    database.execute('PRAGMA user_version = 99')
    database.close()
    fails('list', newer, 'activities', says='newer')


def test_truncated():
    for size, name in ((0.5, 'half.quehacer'), (0.98, 'almost.quehacer')):
        cut = path(name)
        shutil.copy(demo(), cut)
        os.truncate(cut, int(os.path.getsize(cut) * size))
        with open(cut, 'rb') as file:
            before = file.read()
        fails('list', cut, 'activities', says='cut short')
        fails('verify', cut, says='cut short')
        with open(cut, 'rb') as file:
            assert file.read() == before, 'a damaged file was changed'


def test_no_folder():
    fails('create', '/proc/quehacer/w.quehacer', '--passphrase-file', '-', stdin=PASSPHRASE, says='/proc/quehacer')
    with open(path('file'), 'w'):
        pass
    fails('demo', path('file/w.quehacer'), says='file/w.quehacer')


def test_read_only_folder():
    folder = tempfile.mkdtemp(prefix='quehacer-cli-readonly-')
    shutil.copy(demo(), os.path.join(folder, 'w.quehacer'))
    os.chmod(folder, 0o555)
    more = {'user': 65534} if os.geteuid() == 0 else {}  # root may write anywhere
    try:
        done = subprocess.run([harness.PROGRAM, '--version'], capture_output=True, **more)
        if done.returncode != 0:
            raise Skip('nobody else may start the program')
        for command in (['create', 'new.quehacer', '--passphrase-file', '-'], ['demo', 'new.quehacer'], ['log', 'w.quehacer', '--type', 'AC010']):
            command[1] = os.path.join(folder, command[1])
            done = subprocess.run([harness.PROGRAM, *command], input=PASSPHRASE, capture_output=True, text=True, start_new_session=True,
                                  env=dict(os.environ, LC_ALL='C.UTF-8'), **more)
            assert done.returncode == 1, (command, done)
            assert len(done.stderr.splitlines()) == 1 and command[1] in done.stderr, done.stderr
        assert os.listdir(folder) == ['w.quehacer']
    except PermissionError:
        raise Skip('nobody else may start the program') from None
    finally:
        os.chmod(folder, 0o755)
        shutil.rmtree(folder)


def test_no_room():
    name = path('room.quehacer')
    fails('demo', name, '--rows', '2000', limit=500000, says='room.quehacer')
    assert not any(file.startswith('room.quehacer') for file in os.listdir(commands.folder)), 'something was left behind'
    if os.path.exists('/dev/full'):
        with open('/dev/full', 'w') as full:
            done = subprocess.run([harness.PROGRAM, 'list', demo(), 'activities'], stdout=full, stderr=subprocess.PIPE, text=True)
        assert done.returncode == 1 and len(done.stderr.splitlines()) == 1, done.stderr


def test_together():
    """Several programs on one file: each waits for the other and sees its rows."""
    before = len(rows(shared(), 'activities', '--date', '2026-03-05'))
    database = sqlite3.connect(shared(), isolation_level=None, check_same_thread=False)
    database.execute('BEGIN IMMEDIATE')
    threads = [threading.Thread(target=log, args=(shared(), '--type', 'AC010', '--date', '2026-03-05')) for _ in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    database.execute('ROLLBACK')
    database.close()
    for thread in threads:
        thread.join()
    assert len(rows(shared(), 'activities', '--date', '2026-03-05')) == before + 4


def test_interrupted():
    name = path('interrupted.quehacer')
    program = subprocess.Popen([harness.PROGRAM, 'demo', name, '--rows', '2000000'], stderr=subprocess.PIPE, text=True,
                               env=dict(os.environ, LC_ALL='C.UTF-8'))
    end = time.monotonic() + 30
    while time.monotonic() < end and not (os.path.exists(name) and os.path.getsize(name) > 1000000):
        time.sleep(0.05)
    program.send_signal(signal.SIGINT)
    _, errors = program.communicate(timeout=60)
    assert program.returncode == 1 and len(errors.splitlines()) == 1, (program.returncode, errors)
    assert not any(file.startswith('interrupted') for file in os.listdir(commands.folder)), 'something was left behind'


def test_terminal():
    """The passphrase is asked for on the terminal and what is typed is not shown."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(LC_ALL='C.UTF-8', LANGUAGE='')
        os.execv(harness.PROGRAM, [harness.PROGRAM, 'list', shared(), 'codes', '--catalogue', 'sex', '--format', 'csv'])
    said = b''
    typed = False
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                read = os.read(terminal, 4096)
            except OSError:
                break
            if not read:
                break
            said += read
        if not typed and said.endswith(b': '):
            time.sleep(0.2)
            os.write(terminal, PASSPHRASE.encode() + b'\n')
            typed = True
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 0, said
    assert typed and b'Passphrase:' in said and b'sex,M,Woman' in said, said
    assert PASSPHRASE.encode() not in said, said


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
