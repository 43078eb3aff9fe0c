#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Goals, indicators and what is off, by the built program (QUEHACER_PROGRAM), and
what bad input gets. Speaks TAP."""
import csv
import io
import json
import subprocess

import harness

PASSPHRASE = 'lluvia tres caballos martillo'
WEEK = [f'weekdays={day}' for day in range(1, 6)]
commands = harness.Commands('cli-desk', stdin=PASSPHRASE, options=['--passphrase-file', '-'])
path, run, works, fails = commands.path, commands.run, commands.works, commands.fails


def create(name):
    workspace = path(name)
    works('create', workspace, '--unit', 'Trabajo Social', '--worker', 'Amelia Muestra', '--quick-derivation')
    return workspace


def read(*arguments, stdin=PASSPHRASE):
    return list(csv.DictReader(io.StringIO(works(*arguments, '--format', 'csv', stdin=stdin))))


def test_goals():
    w = create('goals.quehacer')
    for day in ('2026-10-05', '2026-10-31', '2026-11-01'):
        works('log', w, '--type', 'AC010', '--date', day)
    works('goals', 'set', w, '--month', '2026-10', '--unit', 'trabajo social', '--type', 'AC010', '--planned', '4')
    works('goals', w, 'set', '--month', '2026-10', '--worker', 'amelia muestra', '--function', 'F01', '--planned', '0')
    rows = read('goals', 'list', w, '--month', '2026-10')
    assert [(r['planned'], r['done'], r['percent']) for r in rows] == [('4', '2', '50'), ('0', '2', '')], rows
    assert 'not planned' in works('goals', 'list', w, '--month', '2026-10')
    assert [r['month'] for r in read('goals', 'list', w, '--month', '2026-10', '--unit', 'Trabajo Social')] == ['2026-10']
    works('goals', 'copy', w, '--from', '2026-10', '--month', '2027-10', '--months', '1')
    assert len(read('goals', 'list', w, '--month', '2027-10')) == 2
    # What is printed can be imported, edited.
    table = works('goals', 'list', w, '--month', '2026-10', '--format', 'csv')
    with open(path('goals.csv'), 'w') as file:
        file.write(table.replace(',4,4,', ',8,8,'))
    works('goals', 'import', w, path('goals.csv'))
    assert [r['percent'] for r in read('goals', 'list', w, '--month', '2026-10')] == ['25', '']
    works('undo', w)
    assert [r['percent'] for r in read('goals', 'list', w, '--month', '2026-10')] == ['50', '']


def test_bad_goals():
    w = create('bad-goals.quehacer')
    fails('goals', 'plan', w, says='plan')
    fails('goals', 'import', w, says='FILE')
    fails('goals', 'set', w, '--month', '2026-13', '--unit', 'Trabajo Social', '--type', 'AC010', '--planned', '1', says='2026-13')
    fails('goals', 'set', w, '--unit', 'Trabajo Social', '--type', 'AC010', '--planned', '1', says='month')
    fails('goals', 'set', w, '--month', '2026-10', '--type', 'AC010', '--planned', '1', says='one unit or one worker')
    fails('goals', 'set', w, '--month', '2026-10', '--unit', 'Trabajo Social', '--type', 'AC010', '--planned', '-1', says='-1')
    fails('goals', 'set', w, '--month', '2026-10', '--unit', 'Trabajo Social', '--type', 'AC999', '--planned', '1', says='AC999')
    fails('goals', 'set', w, '--month', '2026-10', '--unit', 'Otro', '--type', 'AC010', '--planned', '1', says='Otro')
    fails('goals', 'copy', w, '--from', '2026-10', says='--month')
    fails('goals', 'copy', w, '--from', '2026-10', '--month', '2027-10', says='no goals')
    for text, says in (('', ''), ('a,b\n1,2\n', 'month'), ('month,planned,unit,type\n2026-10,x,Trabajo Social,AC010\n', 'Line 2')):
        with open(path('bad.csv'), 'w') as file:
            file.write(text)
        fails('goals', 'import', w, path('bad.csv'), says=says)
    assert read('goals', 'list', w, '--month', '2026-10') == []


def test_add():
    w = create('add.quehacer')
    row = read('add', w, 'schedule', 'worker=amelia muestra', 'begins=2026-01-01', 'minutes_a_day=480', *WEEK)
    assert row[0]['kind'] == 'schedule' and int(row[0]['id']) > 0
    fails('add', w, 'leave', 'worker=Amelia Muestra', 'begins=2026-10-05', 'ends=2026-10-01', 'reason=V01', says='before')
    fails('add', w, 'leave', 'worker=Amelia Muestra', 'begins=2026-10-05', 'reason=V01', says='required')
    fails('add', w, 'leave', 'worker', says='FIELD=VALUE')
    works('add', w, 'leave', 'worker=Amelia Muestra', 'begins=2026-10-05', 'ends=2026-10-09', 'reason=V01')
    fails('add', w, 'leave', 'worker=Amelia Muestra', 'begins=2026-10-09', 'ends=2026-10-12', 'reason=V01', says='10/05')
    works('add', w, 'schedule', 'worker=Amelia Muestra', 'begins=2026-10-01', 'minutes_a_day=240', *WEEK)
    fails('add', w, 'schedule', 'worker=Amelia Muestra', 'begins=2026-09-01', 'ends=2026-10-31', 'minutes_a_day=60', *WEEK,
          says='Choose other days')
    fails('add', w, 'leave', 'colour=red', says='colour')
    fails('add', w, 'nothing', 'a=b', says='nothing')
    fails('add', w, 'user', 'name=Beto', says='user add')
    assert 'minutes_a_day*' in run('add', '--help')[1]


def test_indicators():
    w = create('indicators.quehacer')
    works('add', w, 'schedule', 'worker=Amelia Muestra', 'begins=2026-10-26', 'minutes_a_day=480', *WEEK)
    works('log', w, '--type', 'AC010', '--date', '2026-10-27', '--minutes', '30')
    works('log', w, '--type', 'AC008', '--date', '2026-10-27', '--minutes', '10')
    rows = {r['code']: r for r in read('indicators', w, '--period', '2026-10')}
    assert rows['I02']['value'] == '0.40000000000000002' or float(rows['I02']['value']) == 0.4, rows['I02']
    assert float(rows['I05']['value']) == 75
    assert rows['I01']['value'] == '' and rows['I01']['direction'] == 'up'
    assert json.loads(works('indicators', w, '--period', '2026', '--format', 'json'))
    fails('indicators', w, '--period', '2026-99', says='2026-99')
    fails('indicators', w, '--period', '2999', says='begun')
    fails('indicators', w, '--unit', 'Trabajo Social', '--worker', 'Amelia Muestra', says='exclude')
    with open(path('own.json'), 'w') as file:
        json.dump({'code': 'U01', 'label': 'Visitas', 'value': {'count': 'activity', 'where': ['type=AC010']}}, file)
    works('indicators', w, '--add', path('own.json'))
    assert {r['code']: r['value'] for r in read('indicators', w, '--period', '2026-10')}['U01'] == '1'
    with open(path('own.json'), 'w') as file:
        json.dump({'code': 'U01', 'label': 'Visitas', 'value': {'count': 'activity', 'where': ['kind=AC010']}}, file)
    fails('indicators', w, '--add', path('own.json'), says='kind')
    fails('indicators', w, '--add', path('none.json'), says='none.json')
    works('indicators', w, '--remove', 'U01')
    fails('indicators', w, '--remove', 'U01', says='U01')


def test_check():
    w = create('check.quehacer')
    assert read('check', w) == []
    works('add', w, 'schedule', 'worker=Amelia Muestra', 'begins=2026-10-26', 'minutes_a_day=480', *WEEK)
    works('add', w, 'leave', 'worker=Amelia Muestra', 'begins=2026-10-29', 'ends=2026-10-29', 'reason=V02')
    for _ in range(2):
        works('log', w, '--type', 'AC010', '--date', '2026-10-27', '--start', '9:00', '--minutes', '30')
    found = [(r['finding'], r['date']) for r in read('check', w, '--period', '2026-10')]
    assert found == [('no-entries', '2026-10-26'), ('no-entries', '2026-10-28'), ('no-entries', '2026-10-30'),
                     ('duplicate', '2026-10-27')], found
    fails('check', w, '--days', '0', says='0')


def test_review():
    w = create('review.quehacer')
    who = json.loads(works('user', 'list', w, '--format', 'json'))[0]['name']
    october = ('--period', '2026-10')
    for day in ('2026-10-05', '2026-10-06'):
        works('log', w, '--type', 'AC010', '--minutes', '30', '--date', day)
    assert [(r['date'], r['activities'], r['minutes'], r['state']) for r in read('review', 'list', w, *october)] == [
        ('2026-10-05', '1', '30', 'pending'), ('2026-10-06', '1', '30', 'pending')]
    fails('review', 'approve', w, *october, says='supervisor')
    works('user', 'role', w, who, '--role', 'practitioner', '--role', 'administrator', '--role', 'supervisor')
    day = ('--worker', 'amelia muestra', '--date', '2026-10-05')
    fails('review', 'return', w, says='--worker')
    fails('review', 'return', w, *day, says='comment')
    fails('review', 'sign', w, says='sign')
    fails('review', 'list', w, '--state', 'lost', says='lost')
    works('review', 'return', w, *day, '--comment', 'Falta una visita')
    assert [r['comment'] for r in read('review', w, 'list', *october, '--state', 'returned')] == ['Falta una visita']
    works('review', 'answer', w, *day, '--comment', 'Se agregó')
    assert '2 days' in run('review', 'approve', w, *october)[2]
    assert '0 days' in run('review', 'approve', w, *october)[2]
    late = ('log', w, '--type', 'AC010', '--date', '2026-10-05', '--minutes', '15')
    fails(*late, says='--reason')
    works(*late, '--reason', 'No se había anotado')
    rows = read('review', 'list', w, *october)
    assert [(r['minutes'], r['state'], r['comment']) for r in rows] == [
        ('45', 'corrected', 'No se había anotado'), ('30', 'approved', '')], rows
    fails('undo', w, says='--reason')
    works('undo', w, '--reason', 'Era de otro día')
    assert [r['minutes'] for r in read('review', 'list', w, *october)] == ['30', '30']
    assert len(read('review', 'sample', w, *october, '--size', '1')) == 1
    assert len(read('review', 'sample', w, *october)) == 2


def test_answer():
    """Somebody else does not answer for her; nor she without a word, nor for what is not returned."""
    w = create('answer.quehacer')
    who = json.loads(works('user', 'list', w, '--format', 'json'))[0]['name']
    works('user', 'role', w, who, '--role', 'practitioner', '--role', 'administrator', '--role', 'supervisor')
    day = ('--worker', 'amelia muestra', '--date', '2026-10-05')
    other = ('--worker', 'amelia muestra', '--date', '2026-10-06')
    for date in (day[3], other[3]):
        works('log', w, '--type', 'AC010', '--minutes', '30', '--date', date)
    works('review', 'return', w, *day, '--comment', 'Falta una visita')
    fails('review', 'answer', w, *day, says='comment')
    fails('review', 'answer', w, *other, '--comment', 'Ya', says='not returned')
    fails('review', 'answer', w, *day[:3], '2026-10-09', '--comment', 'Ya', says='logged nothing')
    secrets = {'Beto': 'cuatro palabras de otra gente', 'Amelia': 'otras cuatro palabras de ella'}
    for name, secret in secrets.items():
        with open(path('secret.txt'), 'w') as file:
            file.write(secret + '\n')
        works('user', 'add', w, name, '--role', 'practitioner', '--new-passphrase-file', path('secret.txt'), '--user', who,
              *(('--worker', 'Amelia Muestra') if name == 'Amelia' else ()))
    answer = ('review', 'answer', w, *day, '--comment', 'Se agregó', '--user')
    status, _, errors = run(*answer, 'Beto', stdin=secrets['Beto'])
    assert status == 1 and 'whose day it is' in errors, errors
    states = ('review', 'list', w, '--period', '2026-10', '--user', who)
    assert [r['state'] for r in read(*states)] == ['returned', 'pending']
    works(*answer, 'Amelia', stdin=secrets['Amelia'])
    assert [(r['state'], r['comment']) for r in read(*states)] == [('answered', 'Se agregó'), ('pending', '')]
    works(*answer, who)


def test_close_month():
    w = create('closed.quehacer')
    who = json.loads(works('user', 'list', w, '--format', 'json'))[0]['name']
    october = ('--month', '2026-10')
    for day in range(5, 11):
        works('log', w, '--type', 'AC010', '--minutes', '30', '--date', f'2026-10-{day:02}')
    fails('close-month', w, says='2026-10')
    fails('close-month', w, *october, '--show', says='not closed')
    fails('close-month', w, '--month', '2999-01', says='not over')
    rows = read('close-month', w, *october, '--dry-run')
    assert [(r['check'], r['date']) for r in rows] == [('unsigned', f'2026-10-{day:02}') for day in range(5, 11)], rows
    status, output, errors = run('close-month', w, *october)
    assert status == 1 and '--anyway' in errors and 'days not signed: 6' in errors and '2026-10-05' in output, errors
    assert 'role' in run('close-month', w, *october, '--anyway')[2]
    fails('close-month', w, *october, '--show', says='not closed')
    works('user', 'role', w, who, '--role', 'practitioner', '--role', 'administrator', '--role', 'supervisor')
    works('review', 'approve', w, '--period', '2026-10')
    works('close-month', w, *october)
    fails('close-month', w, *october, says='closed already')
    assert read('close-month', w, *october, '--show') == []
    report = ('report', 'month', w, *october, '--output')
    works(*report, path('same.csv'))
    assert 'Differences' not in open(path('same.csv')).read()
    # A day that nobody signed is of the month too.
    late = ('log', w, '--type', 'AC010', '--date', '2026-10-12', '--minutes', '20')
    fails(*late, says='--reason')
    works(*late, '--reason', 'Faltaba la hoja')
    rows = {r['figure']: (r['closed'], r['now'], r['difference']) for r in read('close-month', w, *october, '--show')}
    assert ('6', '7', '1') in rows.values() and ('180', '200', '20') in rows.values(), rows
    works(*report, path('other.csv'))
    with open(path('other.csv')) as file:
        told = [(r['column'], r['value']) for r in csv.DictReader(file) if r['section'].startswith('Differences')]
    assert ('Closed', '6') in told and ('Now', '7') in told and ('Difference', '1') in told, told
    works(*report, path('other.pdf'))
    text = subprocess.run(['pdftotext', '-layout', path('other.pdf'), '-'], capture_output=True, check=True).stdout.decode()
    assert 'Closed on' in text and 'Differences to the closed figures' in text and '+20' in text
    # Another unit's month is not this one, and one worker's report has no closed figures.
    works('report', 'month', w, *october, '--worker', 'amelia muestra', '--output', path('hers.csv'))
    assert 'Differences' not in open(path('hers.csv')).read()
    works('undo', w, '--reason', 'Era de otra')
    assert read('close-month', w, *october, '--show') == []


def test_practice():
    w = path('practice.quehacer')
    works('demo', w, '--rows', '2000', '--seed', '7', '--until', '2026-10-30', stdin='practica')
    first = works('goals', 'list', w, '--month', '2026-10', '--format', 'csv', stdin='practica')
    assert len(first.splitlines()) > 10
    rows = read('indicators', w, '--period', '2026', stdin='practica')
    assert sum(r['code'] == 'I11' for r in rows) > 3
    assert float({r['code']: r['value'] for r in rows}['I01']) > 0
    again = path('again.quehacer')
    works('demo', again, '--rows', '2000', '--seed', '7', '--until', '2026-10-30', stdin='practica')
    assert works('goals', 'list', again, '--month', '2026-10', '--format', 'csv', stdin='practica') == first


commands.main(dict(globals()))
