#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Goals, indicators and what is off, by the built program (QUEHACER_PROGRAM), and
what bad input gets. Speaks TAP."""
import csv
import io
import json
import os
import shutil
import subprocess
import zipfile

import harness

PASSPHRASE = 'lluvia tres caballos martillo'
WEEK = [f'weekdays={day}' for day in range(1, 6)]
commands = harness.Commands('cli-desk', stdin=PASSPHRASE, options=['--passphrase-file', '-'])
path, run, works, fails = commands.path, commands.run, commands.works, commands.fails


def fails_practice(*arguments, says):
    fails(*arguments, says=says, stdin='practica')


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


def xlsx(name, rows, sheet='xl/worksheets/sheet1.xml', **more):
    """A workbook as others write it: numbers as such, texts in the sheet, some rows left out."""
    from xml.sax.saxutils import escape
    cells = []
    for r, row in enumerate(rows, 1):
        cells.append(f'<row r="{r}">')
        for c, value in enumerate(row):
            where = f'{chr(65 + c)}{r}'
            if isinstance(value, (int, float)):
                cells.append(f'<c r="{where}"><v>{value}</v></c>')
            elif value:
                cells.append(f'<c r="{where}" t="inlineStr"><is><t>{escape(value)}</t></is></c>')
        cells.append('</row>')
    parts = {
        'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId7"/></sheets></workbook>',
        'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId7" Target="worksheets/sheet1.xml"/></Relationships>',
        'xl/worksheets/sheet1.xml': '<worksheet><sheetData>' + ''.join(cells) + '</sheetData></worksheet>',
    }
    parts.update(more.get('parts', {}))
    with zipfile.ZipFile(path(name), 'w', zipfile.ZIP_DEFLATED) as file:
        for part, text in parts.items():
            file.writestr(part, text)
    return path(name)


def planned(w, year):
    rows = read('goals', 'list', w, '--month', f'{year}-01', '--months', '12')
    return {(r['month'], r['unit'] or r['worker'], r['type'] or r['function']): r['planned'] for r in rows}


def test_goal_tables():
    """What is exported is read back the same, also from LibreOffice; edited cells change, empty ones do not."""
    w = create('tables.quehacer')
    works('goals', 'set', w, '--month', '2026-01', '--months', '12', '--unit', 'Trabajo Social', '--type', 'AC010', '--planned', '4')
    works('goals', 'set', w, '--month', '2026-03', '--worker', 'Amelia Muestra', '--function', 'F01', '--planned', '0')
    before = planned(w, 2026)
    assert len(before) == 13, before
    for ending in ('csv', 'xlsx'):
        file = path(f'year.{ending}')
        works('goals', 'export', w, file, '--year', '2026')
        assert '13 goals stand so already' in run('goals', 'import', w, file, '--dry-run')[2]
        fresh = create(f'fresh-{ending}.quehacer')
        assert '13 goals are new' in run('goals', 'import', fresh, file, '--dry-run')[2]
        assert planned(fresh, 2026) == {}
        works('goals', 'import', fresh, file)
        assert planned(fresh, 2026) == before, planned(fresh, 2026)
        works('undo', fresh)
        assert planned(fresh, 2026) == {}
    works('goals', 'export', w, path('form.csv'), '--year', '2026', '--unit', 'Trabajo Social', '--by', 'function')
    with open(path('form.csv'), encoding='utf-8-sig') as file:
        form = list(csv.DictReader(file))
    assert [row['2026-01'] for row in form if row['2026-01']] == ['4'] and len(form) > 5, form
    works('goals', 'import', w, path('form.csv'))
    assert planned(w, 2026) == before
    # As a spreadsheet program may leave it: months that became days, numbers with a point, a gap.
    edited = xlsx('edited.xlsx', [['Servicio', 'Tipo de actividad', 46023, '2026-02'], [],
                                  ['trabajo social', 'AC010', 7.0, ''], ['Trabajo Social', 'AC011', '', 3]])
    works('goals', 'import', w, edited)
    after = planned(w, 2026)
    assert after.pop(('2026-02', 'Trabajo Social', 'AC011')) == '3'
    before[('2026-01', 'Trabajo Social', 'AC010')] = '7'
    assert after == before
    fails('goals', 'export', w, path('year.ods'), says='.xlsx or .csv')
    fails('goals', 'export', w, path('year.csv'), '--by', 'colour', says='colour')
    fails('goals', 'export', w, path('year.csv'), '--by', 'type', says='--unit')
    fails('goals', 'export', w, path('none/year.csv'), says='year.csv')


def test_libreoffice():
    """A table of goals that LibreOffice opened and saved again says the same."""
    office = shutil.which('soffice') or shutil.which('libreoffice')
    if office is None:
        return
    w = create('office.quehacer')
    works('goals', 'set', w, '--month', '2026-01', '--months', '12', '--unit', 'Trabajo Social', '--type', 'AC010', '--planned', '4')
    works('goals', 'export', w, path('office.xlsx'), '--year', '2026', '--unit', 'Trabajo Social', '--by', 'type')
    os.mkdir(path('saved'))
    subprocess.run([office, f'-env:UserInstallation=file://{path("office-home")}', '--headless', '--convert-to', 'xlsx',
                    '--outdir', path('saved'), path('office.xlsx')], capture_output=True, check=True, timeout=90)
    assert '12 goals stand so already' in run('goals', 'import', w, path('saved/office.xlsx'), '--dry-run')[2]


def test_bad_goal_tables():
    """Each fault with its row, nothing half written, and no file that fills the memory."""
    w = create('bad-tables.quehacer')
    head = ['unit', 'worker', 'type', 'function', '2026-01', '2026-02']
    good = ['Trabajo Social', '', 'AC010', '', 5, 6]
    for rows, says in (
            ([head, good, ['Trabajo Social', '', 'AC999', '', 1]], 'Row 3, 2026-01: “AC999”'),
            ([head, ['', 'Nadie', 'AC010', '', 1]], 'Row 2, 2026-01: Worker'),
            ([head, ['Otro', '', 'AC010', '', '', 1]], 'Row 2, 2026-02: Unit'),
            ([head, ['Trabajo Social', '', 'AC010', '', 'doce']], '“doce” cannot be planned'),
            ([head, ['Trabajo Social', '', 'AC010', '', 1.5]], '“1.5” cannot be planned'),
            ([head, ['Trabajo Social', '', 'AC010', '', -1]], '“-1” cannot be planned'),
            ([head, ['Trabajo Social', '', 'AC010', 'F01', 1]], 'of one type or one function'),
            ([head, good, good], 'Row 3, 2026-01: the same is planned in row 2 already'),
            ([['unit', 'type', '2026-12', '2026-13'], ['Trabajo Social', 'AC010', 1, 1]], 'Row 1: There is no month “2026-13”'),
            ([['month', 'unit', 'type', 'planned'], ['2026-13', 'Trabajo Social', 'AC010', 1]], 'Row 2: There is no month “2026-13”'),
            ([['month', 'unit', 'type', 'planned'], ['', 'Trabajo Social', 'AC010', 1]], 'Row 2: The month is missing'),
            ([['a', 'b'], [1, 2]], 'no column “month”'),
            ([], 'empty')):
        fails('goals', 'import', w, xlsx('bad.xlsx', rows), says=says)
    assert planned(w, 2026) == {}
    status, output, errors = run('goals', 'import', w, xlsx('bad.xlsx', [head, good, ['Nada', '', 'AC010', '', 1, 2]]), '--dry-run')
    assert status == 1 and 'Row 3, 2026-01' in errors and 'Row 3, 2026-02' in errors and '2 goals are new' in errors, errors
    sheet = 'xl/worksheets/sheet1.xml'
    fails('goals', 'import', w, xlsx('bomb.xlsx', [], parts={sheet: '<worksheet>' + ' ' * (80 << 20)}), says='64 MB')
    fails('goals', 'import', w, xlsx('cut.xlsx', [], parts={sheet: '<worksheet><sheetData><row r="1"><c'}), says='cannot be read')
    fails('goals', 'import', w, xlsx('index.xlsx', [], parts={sheet: '<a><row><c t="s"><v>9</v></c></row></a>'}), says='cannot be read')
    fails('goals', 'import', w, xlsx('other.xlsx', [], parts={'xl/workbook.xml': '<workbook/>'}), says='no xlsx')
    with zipfile.ZipFile(path('text.odt'), 'w') as file:
        file.writestr('content.xml', '<a/>')
    fails('goals', 'import', w, path('text.odt'), says='no xlsx')
    with open(xlsx('whole.xlsx', [head, good]), 'rb') as file:
        whole = file.read()
    for length in (5, 30, len(whole) // 2, len(whole) - 30):
        with open(path('part.xlsx'), 'wb') as file:
            file.write(whole[:length])
        assert run('goals', 'import', w, path('part.xlsx'))[0] in (0, 1)
    with open(path('noise.xlsx'), 'wb') as file:
        file.write(b'PK\3\4' + bytes(range(256)) * 50)
    fails('goals', 'import', w, path('noise.xlsx'), says='no xlsx')
    fails('goals', 'import', w, path('nowhere.xlsx'), says='nowhere.xlsx')


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
    for text, says in (('', ''), ('a,b\n1,2\n', 'month'), ('month,planned,unit,type\n2026-10,x,Trabajo Social,AC010\n', 'Row 2')):
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
    # A day on which there was nothing to report is no longer off, until that is taken back.
    day = ('--worker', 'Amelia Muestra', '--date')
    works('review', 'nothing', w, *day, '2026-10-28')
    fails('review', 'nothing', w, *day, '2026-10-27', says='something to report')
    fails('review', 'nothing', w, says='--worker')
    assert [r['state'] for r in read('review', 'list', w, '--period', '2026-10', '--state', 'nothing')] == ['nothing']
    assert [r['date'] for r in read('check', w, '--period', '2026-10') if r['finding'] == 'no-entries'] == ['2026-10-26', '2026-10-30']
    works('undo', w)
    assert len([r for r in read('check', w, '--period', '2026-10') if r['finding'] == 'no-entries']) == 3
    fails('check', w, '--days', '0', says='0')
    fails('check', w, '--period', '2026-13', says='2026-13')
    fails('check', w, '--worker', 'Nadie', says='Nadie')


def test_limits():
    """From when on a case or a referral is off is the unit's to say, and one command's for once."""
    w = create('limits.quehacer')
    found = lambda *more: sorted(r['finding'] for r in read('check', w, '--period', '2020-01', *more))
    works('add', w, 'case', 'opened=2020-09-15', 'level=N1', 'status=S1', 'worker=Amelia Muestra')
    case = json.loads(works('list', w, 'cases', '--format', 'json'))[0]
    works('add', w, 'referral', f"case={case['id']}", 'date=2020-09-20', 'worker=Amelia Muestra', 'type=D01')
    assert read('limits', w) == [{'limit': 'idle-days', 'days': '60'}, {'limit': 'referral-days', 'days': '30'}]
    assert found() == ['idle-case', 'late-referral']
    assert found('--days', '3650') == ['late-referral'] and found('--referral-days', '3650') == ['idle-case']
    works('limits', w, '--idle-days', '45')
    assert [r['days'] for r in read('limits', w, '--referral-days', '3650')] == ['45', '3650']
    assert found() == ['idle-case']
    fails('limits', w, '--idle-days', '0', says='--idle-days')
    fails('limits', w, '--referral-days', 'x', says='--referral-days')
    assert 'referral-days = 3650' in works('audit', w)
    # Before a month is closed they are looked at as of its end: the case had 46 days, the referral 41.
    works('limits', w, '--referral-days', '30')
    closing = lambda month: sorted(r['check'] for r in read('close-month', w, '--month', month, '--dry-run'))
    assert closing('2020-10') == ['idle-case', 'late-referral']
    works('limits', w, '--idle-days', '47', '--referral-days', '42')
    assert closing('2020-10') == []
    assert closing('2020-11') == ['idle-case', 'late-referral']


def test_nobody():
    """Who is no worker logs for nobody, until it is said whose the activity is, or who they are."""
    w = create('nobody.quehacer')
    works('log', w, '--type', 'AC010')  # whoever began the workspace is its first worker
    works('add', w, 'worker', 'name=Berta Otra')
    with open(path('rosa'), 'w') as file:
        file.write('cuatro palabras de Rosa juntas')
    works('user', 'add', w, 'Rosa', '--role', 'practitioner', '--new-passphrase-file', path('rosa'))
    rosa = {'stdin': 'cuatro palabras de Rosa juntas'}
    fails('log', w, '--type', 'AC010', '--user', 'Rosa', says='--worker', **rosa)
    works('log', w, '--type', 'AC010', '--worker', 'Berta Otra', '--user', 'Rosa', **rosa)


def test_review():
    w = create('review.quehacer')
    who = json.loads(works('user', 'list', w, '--format', 'json'))[0]['name']
    october = ('--period', '2026-10')
    for day in ('2026-10-05', '2026-10-06'):
        works('log', w, '--type', 'AC010', '--minutes', '30', '--date', day)
    assert [(r['date'], r['activities'], r['minutes'], r['state']) for r in read('review', 'list', w, *october)] == [
        ('2026-10-05', '1', '30', 'pending'), ('2026-10-06', '1', '30', 'pending')]
    works('user', 'role', w, who, '--role', 'practitioner', '--role', 'administrator')
    fails('review', 'approve', w, *october, says='supervisor')
    works('user', 'role', w, who, '--role', 'practitioner', '--role', 'administrator', '--role', 'supervisor')
    day = ('--worker', 'amelia muestra', '--date', '2026-10-05')
    fails('review', 'return', w, says='--worker')
    fails('review', 'return', w, *day, says='comment')
    fails('review', 'sign', w, says='sign')
    fails('review', 'list', w, '--state', 'lost', says='lost')
    works('review', 'return', w, *day, '--comment', 'Falta una visita')
    assert [r['comment'] for r in read('review', w, 'list', *october, '--state', 'returned')] == ['Falta una visita']
    assert '0 days' in run('review', 'approve', w, *day)[2]
    assert 'corrected since' not in works('review', 'list', w, *october)
    works('log', w, '--type', 'AC010', '--minutes', '5', '--date', '2026-10-05')
    assert 'Returned, corrected since' in works('review', 'list', w, *october)
    works('undo', w)
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


def test_bad_review():
    w = create('bad-review.quehacer')
    works('log', w, '--type', 'AC010', '--minutes', '30', '--date', '2026-10-05')
    day = ('--worker', 'Amelia Muestra', '--date')
    for action in ('approve', 'return', 'answer', 'nothing', 'list'):
        fails('review', action, w, '--worker', 'Nadie', '--date', '2026-10-05', '--comment', 'x', says='Nadie')
        fails('review', action, w, *day, '2026-02-30', '--comment', 'x', says='2026-02-30')
    fails('review', 'list', w, '--period', '2026-13', says='2026-13')
    fails('review', 'sample', w, '--size', '0', says='from 1 to')
    fails('review', 'sample', w, '--seed', 'x', says='--seed')
    fails('review', 'nothing', w, *day, '2099-01-01', says='still to come')
    fails('review', w, says='review list|approve')
    for month in ('october', '2026', '2026-00', ''):
        fails('close-month', w, '--month', month, says='2026-10')
    fails('close-month', w, '--month', '2026-10', '--unit', 'Otra', says='Otra')
    fails('goals', 'list', w, '--month', '2026', says='2026-10')
    fails('goals', 'list', w, '--worker', 'Nadie', says='Nadie')
    fails('goals', 'copy', w, '--from', '2026-10', '--month', '2027-01', '--months', '0', says='--months')
    fails('goals', 'import', w, path('nada.csv'), says='nada.csv')
    fails('indicators', w, '--worker', 'Nadie', says='Nadie')
    fails('indicators', w, '--period', '2026-10-15..2026-10-01', says='2026-10-15')
    fails('check', w, '--unit', 'Otra', says='Otra')
    fails('check', w, '--days', 'x', says='--days')
    assert [r['state'] for r in read('review', 'list', w, '--period', '2026-10')] == ['pending']


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
    works('user', 'role', w, who, '--role', 'practitioner', '--role', 'administrator')
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
    rows = read('close-month', w, *october, '--show')
    assert {r['why'] for r in rows} == {'records'}, rows
    rows = {r['figure']: (r['closed'], r['now'], r['difference']) for r in rows}
    assert ('6', '7', '1') in rows.values() and ('180', '200', '20') in rows.values(), rows
    works(*report, path('other.csv'))
    with open(path('other.csv')) as file:
        told = [(r['column'], r['value']) for r in csv.DictReader(file) if r['section'].startswith('Differences')]
    assert told == [], told  # one activity is too few to be told on paper
    works(*report, path('other.pdf'))
    text = subprocess.run(['pdftotext', '-layout', path('other.pdf'), '-'], capture_output=True, check=True).stdout.decode()
    assert 'too little to' in text and 'fewer than 5 records' in text and '+20' not in text
    works(*report, path('other.csv'), '--small-cells', '0')
    with open(path('other.csv')) as file:
        told = [(r['column'], r['value']) for r in csv.DictReader(file) if r['section'].startswith('Differences')]
    assert ('Closed', '6') in told and ('Now', '7') in told and ('Difference', '1') in told, told
    works(*report, path('other.pdf'), '--small-cells', '0')
    text = subprocess.run(['pdftotext', '-layout', path('other.pdf'), '-'], capture_output=True, check=True).stdout.decode()
    assert 'Closed on' in text and 'Differences to the closed figures' in text and '+20' in text
    # Another unit's month is not this one, and one worker's report has no closed figures.
    works('report', 'month', w, *october, '--worker', 'amelia muestra', '--output', path('hers.csv'))
    assert 'Differences' not in open(path('hers.csv')).read()
    works('undo', w, '--reason', 'Era de otra')
    assert read('close-month', w, *october, '--show') == []
    # The month of one unit alone.
    september = ('--month', '2026-09', '--unit')
    works('add', w, 'unit', 'name=Turno nocturno')
    fails('close-month', w, *september, 'Turno lunar', says='Turno lunar')
    works('close-month', w, *september, 'turno nocturno')
    fails('close-month', w, *september, 'Turno nocturno', says='closed already')
    fails('close-month', w, *september, 'Trabajo Social', '--show', says='not closed')
    works('log', w, '--type', 'AC010', '--date', '2026-09-10', '--minutes', '20')


def test_goals_board():
    """The board of goals shows what “goals” and the indicator I01 print."""
    w = path('goals-board.quehacer')
    works('demo', w, '--rows', '2000', '--seed', '7', '--until', '2026-10-30', stdin='practica')
    period = ('--where', 'date=2026-10-01..2026-10-31')

    def draw(chart, *more):
        rows = list(csv.reader(io.StringIO(works('chart', w, chart, '--format', 'csv', *more, stdin='practica'), newline='')))
        return {row[0]: row[1:] for row in rows[1:]}
    labels = {kind: {row['code']: row['label'] for row in read('table', w, '--rows', kind, stdin='practica')} for kind in ('type', 'function')}
    of_unit = read('goals', 'list', w, '--month', '2026-10', '--unit', 'Trabajo Social (práctica)', stdin='practica')
    for kind, chart in (('type', 'goal-types'), ('function', 'goal-functions')):
        shown = draw(chart, *period)
        planned = {labels[kind][row[kind]]: row for row in of_unit if row[kind]}
        assert len(planned) > 2
        for label, row in planned.items():
            assert shown[label] == [row['done'], row['due']], (label, row, shown[label])
        for label, (done, due) in shown.items():
            assert label in planned or label == 'Total' or (due == '' and int(done) > 0), label
    indicator = {row['code']: row for row in read('indicators', w, '--period', '2026-10', stdin='practica')}['I01']
    assert draw('goal-months', *period)['Total'] == [indicator['numerator'], indicator['denominator']]
    year = {row['code']: row for row in read('indicators', w, '--period', '2026-01-01..2026-10-31', stdin='practica')}['I01']
    total = draw('goal-months', '--where', 'date=2026-01-01..2026-10-31')['Total']
    assert total[0] == year['numerator'] and abs(float(total[1]) - float(year['denominator'])) < 1e-9, (total, year)
    workers = draw('goal-workers', *period)
    for name in (name for name in workers if name != 'Total'):
        own = {row['code']: row for row in read('indicators', w, '--period', '2026-10', '--worker', name, stdin='practica')}['I01']
        assert workers[name][0] == own['numerator'] and abs(float(workers[name][1]) - float(own['denominator'])) < 1e-9, name
    status, output, errors = run('chart', w, 'goal-types', '--where', 'date=2015-10-01..2015-10-31', stdin='practica')
    assert status == 0 and 'Nothing is planned' in errors, errors
    works('board', w, 'goals', '--output', path('goals-pictures'), stdin='practica')
    assert len(os.listdir(path('goals-pictures'))) == 10


def test_my_month():
    """A board of one's own work is of who asks for it."""
    w = create('mine.quehacer')
    works('log', w, '--type', 'AC010', '--date', '2026-10-05')
    works('add', w, 'worker', 'name=Bruno Muestra', 'unit=Trabajo Social')
    for _ in range(2):
        works('log', w, '--type', 'AC010', '--date', '2026-10-05', '--worker', 'Bruno Muestra')
    assert read('chart', w, 'outcomes', '--where', 'date=2026-10-01..2026-10-31')[-1]['Count'] == '1'
    both = ('--where', 'worker=Bruno Muestra')
    assert read('chart', w, 'outcomes', '--where', 'date=2026-10-01..2026-10-31', *both)[-1]['Count'] == '2'
    total = next(row for row in read('chart', w, 'types', '--where', 'date=2026-10-01..2026-10-31') if row['Type'] == 'Total')
    assert list(total.values())[-1] == '3', total


def test_card():
    """An indicator as a card says what “indicators” prints, and nothing of a few."""
    w = path('cards.quehacer')
    works('demo', w, '--rows', '2000', '--seed', '7', '--until', '2026-10-30', stdin='practica')
    shown = {row['code']: row for row in read('indicators', w, '--period', '2026-10', stdin='practica')}

    def card(code, *more, name='card.png'):
        status, output, errors = run('card', w, code, '--output', path(name), *more, stdin='practica')
        assert status == 0 and output == '', errors
        return errors
    october = ('--period', '2026-10')
    assert f"{float(shown['I01']['value']):.1f} %" in card('I01', *october)
    assert f"{shown['I01']['numerator']} of " in card('I01', *october)
    with open(path('card.png'), 'rb') as file:
        assert file.read(4) == b'\x89PNG'
    text = card('I05', *october, '--title', 'Tiempo con personas', '--size', '1080x1920', name='card.svg')
    assert text.startswith('Tiempo con personas. ') and 'Direct time' not in text
    few = [code for code in ('I13', 'I14', 'I16') if 0 < float(shown[code]['value']) < 5]
    assert few, shown
    for code in few:
        fails_practice('card', w, code, *october, '--output', path('few.png'), says='fewer than 5')
        assert not os.path.exists(path('few.png'))
        card(code, *october, '--small-cells', '0')
    assert ' in ' in card('I11', '--period', '2026')
    fails_practice('card', w, 'I01', '--period', '2015-01', '--output', path('none.png'), says='nothing')
    fails_practice('card', w, 'I99', '--output', path('none.png'), says='I99')
    fails_practice('card', w, 'I01', '--where', 'type=AC010', '--output', path('none.png'), says='--period')
    fails_practice('card', w, 'types', *october, '--output', path('none.png'), says='--where')


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
