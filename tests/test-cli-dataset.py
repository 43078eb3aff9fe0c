#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Data sets by the built program: the published file as a researcher who sees no
names, and a practice workspace; every file is read by other programs and compared
cell by cell. What the manifest and the codebook say, and what bad input gets. Speaks TAP."""
import collections
import csv
import hashlib
import html
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess

import dataset_reader
import harness
import stata_syntax

ANA, RITA = 'mesa azul diecisiete grillos', 'puente nueve lunas calladas'
commands = harness.Commands('cli-dataset', quiet=True, timeout=300)
path, write, works, fails = commands.path, commands.write, commands.works, commands.fails
PRACTICE = path('demo.quehacer')
QUASI = ['victima_edad', 'victima_genero', 'llamado_region']


def recipe(name, **parts):
    return write(name + '.json', json.dumps({'recipe': 1, 'name': name, **parts}, ensure_ascii=False))


def export(name, *arguments, workspace=PRACTICE, **parts):
    """Exports a recipe's file, or whatever ARGUMENTS ask for, into a folder of that name."""
    works('dataset', 'export', workspace, *([recipe(name, **parts)] if parts else []), '--output', path(name), *arguments, notes='written')
    return json.loads(pathlib.Path(path(name), 'manifest.json').read_text(encoding='utf-8'))


def rows(name):
    with open(f'{path(name)}/{name}.csv', encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


def read_elsewhere(name):
    problems, absent = dataset_reader.compare(path(name))
    if absent:
        print(f'# not here: {", ".join(absent)}')
    assert not problems, problems


def broken(manifest):
    return {point['name']: point['broken_by'] for point in manifest['privacy']}


def researcher():
    """The published file, imported, and the options of who sees no names."""
    file = harness.shared_file('linea137_2024.csv')
    mine, hers = write('mine', ANA + '\n'), write('hers', RITA + '\n')
    workspace, owner = path('linea.quehacer'), ['--user', 'Ana', '--passphrase-file', mine]
    if not os.path.exists(workspace):
        works('create', workspace, '--unit', 'Línea 137', '--worker', 'Ana Prueba', '--user', 'Ana', '--quick-derivation',
              '--passphrase-file', mine, notes='created')
        works('import', workspace, file, '--profile', 'linea137', *owner, '--format', 'json')
        works('user', 'add', workspace, 'Rita', '--role', 'researcher', *owner, '--new-passphrase-file', hers, notes='Rita')
    return workspace, ['--user', 'Rita', '--passphrase-file', hers]


def test_published_file_with_k():
    workspace, asks = researcher()
    file = recipe('llamadas', title='Llamadas, 2024', notes='Datos «públicos».\nSegunda línea.', unit='activity', language='es',
                  derived=[{'name': 'grupo', 'label': 'Grupo de edad', 'make': 'bins', 'from': 'victima_edad', 'cuts': [12, 18, 30, 60]}],
                  variables=['date', 'start', *QUASI, 'grupo', 'violencia_tipo', 'problems', 'outcome', 'victima_cantidad', 'served'],
                  filter=['victima_cantidad=1..', 'llamado_region=METROPOLITANA,PAMPEANA'],
                  period={'variable': 'date', 'from': '2024-01', 'to': '2024-06'}, dates={'date': 'month'},
                  deidentify={'quasi': QUASI, 'sensitive': ['violencia_tipo'], 'k': 5, 'suppress': 0.05})
    works('dataset', 'save', workspace, file, *asks, notes='version 1')
    works('dataset', 'export', workspace, 'llamadas', '--output', path('llamadas'), *asks, notes='written')
    read_elsewhere('llamadas')
    manifest = json.loads(pathlib.Path(path('llamadas'), 'manifest.json').read_text(encoding='utf-8'))
    assert manifest['filter'] == ('Número de víctimas: from 1; Región de la llamada: Metropolitana, Pampeana; '
                                  'Fecha: 2024-01-01 to 2024-06-30'), manifest['filter']
    assert manifest['user'] == 'Rita' and manifest['recipe']['version'] == 1 and manifest['risk']['after']['k'] >= 5
    classes = collections.Counter(tuple(row[q] for q in QUASI) for row in rows('llamadas'))
    assert min(classes.values()) == manifest['risk']['after']['k'], classes
    # Groups of an age and people by sex and age tell what the age itself no longer does.
    assert broken(manifest)['quasi'] == 'grupo, served', broken(manifest)
    taken = [row for row in json.loads(works('audit', workspace, '--format', 'json', *asks)) if row['action'] == 'export']
    assert taken[0]['user'] == 'Rita' and 'llamadas 1' in taken[0]['what'], taken


def test_published_file_whole():
    workspace, asks = researcher()
    manifest = export('todo', *asks, workspace=workspace)
    assert manifest['rows']['written'] == 4146 and manifest['filter'] is None, manifest
    read_elsewhere('todo')
    problems = collections.Counter(code for row in rows('todo') for code in row['problems'].split('; '))
    assert problems['P01'] == 3021 == sum(row['problems_P01'] == '1' for row in rows('todo')), problems


def test_numbers_below_zero():
    export('casos', unit='case', language='es', variables=['status', 'level', 'opened', 'closed', 'left', 'share', 'n'],
           rules=[{'name': 'n', 'of': 'activity', 'take': 'count'}, {'name': 'minutes', 'of': 'activity', 'take': 'sum', 'field': 'minutes'}],
           derived=[{'name': 'left', 'make': 'difference', 'from': ['opened', 'closed']},
                    {'name': 'share', 'make': 'ratio', 'from': ['minutes', 'n']}])
    found = [int(row['left']) for row in rows('casos') if row['left']]
    assert found and min(found) < 0, found
    read_elsewhere('casos')


def test_several_answers_in_both_shapes():
    """As joined codes, the main one first, and a 0/1 column each, by a recipe as without one."""
    given = dict(unit='activity', language='es', formats=['csv', 'xlsx', 'sav'])
    export('ambas', variables=['date', {'name': 'problems', 'as': 'motivos', 'label': 'Motivos'}, 'served'], **given)
    flags = [name for name in rows('ambas')[0] if name.startswith('motivos_')]
    assert flags, rows('ambas')[0]
    for row in rows('ambas'):
        codes = row['motivos'].split('; ') if row['motivos'] else []
        assert [row[flag] for flag in flags] == ['' if not codes else str(int(flag[8:] in codes)) for flag in flags], row
    sexes = [name for name in rows('ambas')[0] if name.startswith('served_sex_')]
    assert any(int(row['served']) > 1 for row in rows('ambas'))
    assert all(int(row['served']) == sum(int(row[name]) for name in sexes) for row in rows('ambas'))
    package = json.loads(pathlib.Path(path('ambas'), 'datapackage.json').read_text(encoding='utf-8'))
    titles = {field['name']: field['title'] for field in package['resources'][0]['schema']['fields']}
    assert titles['motivos'] == 'Motivos' and titles[flags[0]].startswith('Motivos: '), titles
    # Without a list all leave, people served too; who de-identifies has to name those.
    assert 'served' in rows_of('sin', **given)[0] and 'problems' in rows('sin')[0]
    hidden = rows_of('con', deidentify={'quasi': ['date:month'], 'k': 5, 'suppress': 0.5}, **given)[0]
    assert 'served' not in hidden and 'problems' in hidden, hidden
    fails('dataset', 'risk', PRACTICE, recipe('as', variables=[{'name': 'served', 'as': 'gente'}]), says='keeps their names')
    fails('dataset', 'risk', PRACTICE, recipe('none', unit='person', variables=['served']), says='no variable “served”')


def rows_of(name, **parts):
    export(name, **parts)
    return rows(name)


def test_keys_of_a_study_are_texts():
    given = dict(unit='case', variables=['status'], language='es', formats=['csv', 'sav'])
    one = {row['study_key'] for row in rows_of('uno', study='E', **given)}
    two = {row['study_key'] for row in rows_of('dos', study='E', filter=['opened=2026-01..'], **given)}
    assert two and two < one and all(re.fullmatch('[0-9a-z]{16}', key) for key in one), (one, two)


def test_codebook_has_the_manifest():
    manifest = export('dicho', '--where', 'type=AC002')
    page = html.unescape(pathlib.Path(path('dicho'), 'dicho.codebook.html').read_text(encoding='utf-8'))
    described = [file for file in manifest['files'] if not file['name'].endswith('.html')]
    assert len(described) == len(manifest['files']) - 1 == 11 - 1, manifest['files']
    for file in described:
        assert f"<td>{file['name']}</td>" in page and file['sha256'] in page, file
        assert hashlib.sha256(pathlib.Path(path('dicho'), file['name']).read_bytes()).hexdigest() == file['sha256']
    for name, value in (('Rows selected', manifest['rows']['selected']), ('Rows written', manifest['rows']['written']),
                        ('Variables', manifest['columns']), ('Filter', manifest['filter']), ('Made by', manifest['user'])):
        assert f'<td>{name}</td><td>{value}</td>' in page, (name, value)
    assert manifest['filter'] == 'Activity type: Follow-up interview', manifest['filter']


def test_long_labels_are_listed():
    manifest = export('largo', unit='person', formats=['csv', 'sav', 'dta', 'html'], variables=[{'name': 'sex', 'label': 'Ñandú ' * 50}])
    assert {(cut['format'], cut['variable']) for cut in manifest['cut_labels']} == {('spss', 'sex'), ('stata', 'sex')}, manifest
    page = pathlib.Path(path('largo'), 'largo.codebook.html').read_text(encoding='utf-8')
    assert page.count('Label cut in the file for') == 2


def ugly():
    """A table of what files are made of that nobody would write on purpose."""
    long = ('Etiqueta muy larga con acentos áéíóúñ ' * 9)[:300]
    head = ['_guion bajo', 'ALL', 'with', '¿signos y espacios?', 'ñandú 🙂', long, 'EDAD', 'edad', 'fecha', 'gran', 'menos', 'largo', 'nan', '1empieza', 'a' * 64 + '1', 'a' * 64 + '2']
    places = ['"comillas"', 'con, coma', 'línea\nrota', "apóstrofo '", 'tab\tulador', '$var ${x} `']
    # SPSS knows no day before this first one.
    days = ['1582-10-15', '1600-02-29', '1899-12-31', '1900-03-01', '1969-12-31', '2150-12-31', '9999-12-31', '2026-02-28']
    file = path('ugly.csv')
    with open(file, 'w', encoding='utf-8', newline='') as out:
        lines = csv.writer(out)
        lines.writerow(head)
        for i in range(80):
            lines.writerow([f'v{i % 3}', i % 4, ['sí', 'no'][i % 2], places[i % 6], ['🙂', 'niño', '=1+1', '@x', '-', '+'][i % 6], ['corto', long, 'otro'][i % 3], i, 100 - i,
                            days[i % 8], ['1e+300', '-1e+300', '1.5', '1e-300', '-2.25', '0.1'][i % 6], ['-0.0', '0.5', '-0.5', '3.25'][i % 4],
                            ['s' * 756, 'b' * 300, 'c'][i % 3], ['NaN', 'nan', 'Inf', 'x'][i % 4], i % 2, i % 5, i % 3])
    return file


def test_table_that_somebody_brings():
    """All formats of a csv without a workspace, as every other program reads them."""
    works('dataset', 'export', '--from-csv', ugly(), '--output', path('brought'), notes='written')
    manifest = json.loads(pathlib.Path(path('brought'), 'manifest.json').read_text(encoding='utf-8'))
    assert manifest['rows']['written'] == 80 and len(rows('brought')) == 80, manifest['rows']
    read_elsewhere('brought')
    works('dataset', 'export', '--from-csv', ugly(), '--type', 'edad=nominal', '--where', 'EDAD=10..19', '--formats', 'csv', '--output', path('part'), notes='written')
    assert len(rows('part')) == 10
    fails('dataset', 'list', '--from-csv', ugly(), says='goes with export')
    fails('dataset', 'export', '--from-csv', ugly(), says='--output is required')
    fails('dataset', 'export', '--from-csv', path('none.csv'), '--output', path('no'), says='no such file')
    fails('dataset', 'export', PRACTICE, '--type', 'a=scale', '--output', path('no'), says='go with --from-csv')
    assert not os.path.exists(path('no'))


def test_words_that_syntax_must_not_read():
    title = 'Cierre "final" $HOME `x\' /* no // l\'été'
    export('palabras', unit='person', language='es', title=title, variables=[{'name': 'sex', 'label': title}, 'schooling'])
    read_elsewhere('palabras')
    stata = pathlib.Path(path('palabras'), 'palabras.do').read_text(encoding='utf-8')
    assert '\\$HOME \\`x' in stata and '/*' not in stata.split('\n')[1], stata[:400]


def test_words_that_stata_must_not_read():
    """Labels of codes with all that Stata looks for in a text, and long ones; a number that nobody answered."""
    workspace = path('raro.quehacer')
    awkward = ['Dijo "sí"', '"', '`"', '"\'', "`x'", 'fin `', '$5 y ${HOME} \\$y', 'a `"b"\' c', '/* // ///', 'Ñandú ' * 50, "'", 'fin\\']
    works('demo', workspace, '--rows', '60', '--seed', '3', '--until', '2026-10-30', notes='invented people')
    database = sqlite3.connect(workspace)
    codes = [code for code, in database.execute("SELECT e.id FROM entries e WHERE e.catalogue = 'outcome' ORDER BY e.id LIMIT ?", (len(awkward),))]
    for code, label in zip(codes, awkward):
        database.execute('UPDATE entries SET label_es = ?, label_en = ? WHERE id = ?', (label, label, code))
    database.execute("INSERT INTO own_fields (id, kind, name, type, label_es, sensitivity) VALUES (5000000001, 'activity', 'calls_made', 'count', 'Llamadas', 'plain')")
    database.commit()
    database.close()
    export('raro', workspace=workspace, language='es', variables=['outcome', 'calls_made', 'minutes', 'date', 'start'])
    found = stata_syntax.read(path('raro'), 'raro')
    labels = set(found['outcome']['labels'].values())
    for label in awkward:
        assert stata_syntax.told(label) in labels, (label, labels)
    assert set(found['calls_made']['cells']) == {''} and len(found['minutes']['cells']) == len(rows('raro')), found['calls_made']


def test_retired_field():
    workspace = path('retired.quehacer')
    shutil.copy(PRACTICE, workspace)
    database = sqlite3.connect(workspace)
    database.execute("INSERT INTO own_fields (id, kind, name, type, label_es, sensitivity, retired) "
                     "VALUES (5000000001, 'activity', 'calls_made', 'count', 'Llamadas', 'plain', 1)")
    database.commit()
    database.close()
    fails('dataset', 'export', workspace, recipe('viejo', variables=['calls_made']), '--output', path('viejo'), says='was retired')
    assert not os.path.exists(path('viejo'))


def test_drive_that_fills():
    """A drive of its own where one can be made, else a limit: no folder, and no half of one."""
    place = path('drive')
    os.mkdir(place)
    mounted = subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=200k', 'none', place], capture_output=True).returncode == 0
    try:
        fails('dataset', 'export', PRACTICE, '--output', os.path.join(place, 'lleno'), says='no room', limit=None if mounted else 40000)
        assert os.listdir(place) == [], os.listdir(place)
    finally:
        if mounted:
            subprocess.run(['umount', place], check=True)


works('demo', PRACTICE, '--rows', '900', '--seed', '4', '--until', '2026-10-30', notes='invented people')
commands.main(dict(globals()))
