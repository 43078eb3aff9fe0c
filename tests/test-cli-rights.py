#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the law lets a person ask for, by the built program (QUEHACER_PROGRAM): a copy
of all that is held on them. Speaks TAP."""
import json
import os
import re
import shutil
import stat
import subprocess

import harness

PASSPHRASE = 'lluvia tres caballos martillo'
RITA = 'puente nueve lunas calladas'
commands = harness.Commands('cli-rights', stdin='practica')
path, run, works, fails, Skip = commands.path, commands.run, commands.works, commands.fails, harness.Skip


def secret_file(name, text):
    with open(path(name), 'w') as file:
        file.write(text + '\n')
    return path(name)


def as_json(*arguments, **more):
    return json.loads(works(*arguments, '--format', 'json', '--passphrase-file', '-', **more))


_demo = []


def demo():
    if not _demo:
        _demo.append(path('demo.quehacer'))
        works('demo', _demo[0], '--rows', '400', '--seed', '7', '--until', '2026-06-30')
    return _demo[0]


def busiest(workspace):
    """A case with several people and its first person."""
    case = max(as_json('list', workspace, 'cases'), key=lambda row: row['people'])
    people = as_json('list', workspace, 'people', '--case', case['folio'])
    assert len(people) == case['people'] > 1
    return case, people


def test_person():
    case, people = busiest(demo())
    person, others = people[0], people[1:]
    copy = path('copy.json')
    said = as_json('subject-access', demo(), person['id'], '--output', copy)[0]
    with open(copy) as file:
        found = json.load(file)
    about = [section['about'] for section in found['sections']]
    assert about[0] == 'person' and about[-2:] == ['history', 'access'], about
    assert said['records'] == sum(kind in ('person', 'case', 'consultation', 'activity', 'action_item') for kind in about)
    fields = {field['name']: field for field in found['sections'][0]['fields']}
    assert fields['sex']['value'] == person['sex'] and fields['birth_year']['value'] == str(person['birth_year'])
    text = json.dumps(found, ensure_ascii=False)
    assert case['folio'] in text
    for other in others:
        assert other['name'] not in text, 'somebody else is named'
    assert stat.S_IMODE(os.stat(copy).st_mode) == 0o600
    audit = works('audit', demo(), '--format', 'csv', '--passphrase-file', '-')
    assert 'subject-access' in audit
    assert 'WORKSPACE PERSON' in works('subject-access', '--help')


def test_case_as_pdf():
    case, people = busiest(demo())
    status, _, errors = run('subject-access', demo(), '--case', case['folio'], '--output', path('copy.pdf'), '--passphrase-file', '-')
    assert status == 0 and f'the data of {len(people)} people' in errors, errors
    if not shutil.which('pdftotext'):
        raise Skip('no pdftotext here')
    text = subprocess.run(['pdftotext', '-layout', path('copy.pdf'), '-'], capture_output=True, text=True, check=True).stdout
    for person in people:
        assert person['name'] in text
    pages = re.findall(r'Page (\d+) of (\d+)', text)
    assert [int(page) for page, _ in pages] == list(range(1, len(pages) + 1))
    assert {int(of) for _, of in pages} == {len(pages)}


def test_bad_input():
    person = busiest(demo())[1][0]['id']
    ask = ('subject-access', demo(), '--passphrase-file', '-')
    fails(*ask, '--output', path('x.pdf'), says='--case')
    fails(*ask, person, '--case', 'PRA-2024-00001', '--output', path('x.pdf'), says='--case')
    fails(*ask, person, says='--output')
    fails(*ask, person, '--output', path('x.docx'), says='.pdf')
    fails(*ask, person, '--output', path('no/x.pdf'), says='Choose another folder')
    fails(*ask, '77', '--output', path('x.pdf'), says='77')
    fails(*ask, 'Lucía', '--output', path('x.pdf'), says='Lucía')
    fails(*ask, '--case', 'NO-1', '--output', path('x.pdf'), says='NO-1')
    assert not os.path.exists(path('x.pdf'))


def test_erase():
    workspace = path('erase.quehacer')
    works('demo', workspace, '--rows', '200', '--seed', '7', '--until', '2026-06-30')
    case, people = busiest(workspace)
    ask = ('erase', workspace, 'case', case['folio'], '--passphrase-file', '-')
    would = json.loads(works(*ask, '--dry-run', '--format', 'json'))
    assert as_json('list', workspace, 'cases').count(case) == 1, 'a dry run erased'
    fails(*ask, says='Say why')
    status, output, errors = run(*ask, '--reason', 'solicitud', '--format', 'json')
    assert status == 0 and json.loads(output) == would, errors
    assert 'Erased for good' in errors and 'Backups made before still hold it' in errors
    assert {'kind': 'case', 'deleted': 1, 'cleared': 0} in would
    assert case['folio'] not in works('list', workspace, 'cases', '--passphrase-file', '-')
    fails(*ask, '--reason', 'solicitud', says=case['folio'])
    works('verify', workspace, '--passphrase-file', '-')


def test_retention():
    workspace = path('retention.quehacer')
    works('demo', workspace, '--rows', '200', '--seed', '7', '--until', '2026-06-30')
    assert as_json('retention', workspace) == []
    due = as_json('retention', workspace, '--kind', 'case', '--months', '1')
    assert due and {row['kind'] for row in due} == {'case'}
    ask = ('retention', workspace, '--passphrase-file', '-')
    fails(*ask, '--months', '5', says='--kind')
    fails(*ask, '--kind', 'case', says='--months')
    fails(*ask, '--kind', 'case', '--months', '1201', says='1200')
    fails(*ask, '--kind', 'person', '--months', '5', says='no retention period')
    keep = (*ask, '--kind', 'case', '--keep', due[0]['record'])
    fails(*keep, '--until', '2199-01-01', says='why')
    fails(*keep, '--until', '2020-01-01', '--reason', 'juicio', says='still to come')
    left = json.loads(works(*keep, '--until', '2199-01-01', '--reason', 'juicio', '--format', 'json'))
    assert left == due[1:]
    assert 'juicio' in works('audit', workspace, '--format', 'csv', '--passphrase-file', '-')


def test_researcher():
    workspace = path('rita.quehacer')
    works('demo', workspace, '--rows', '20', '--seed', '7', '--until', '2026-06-30')
    person = as_json('list', workspace, 'people')[0]['id']
    works('user', 'add', workspace, 'Rita', '--role', 'researcher', '--passphrase-file', secret_file('mine', 'practica'),
          '--new-passphrase-file', secret_file('ritas', RITA))
    fails('subject-access', workspace, person, '--user', 'Rita', '--output', path('r.pdf'), '--passphrase-file', '-', stdin=RITA,
          says='Ask somebody who can')
    assert not os.path.exists(path('r.pdf'))


commands.main(dict(globals()))
