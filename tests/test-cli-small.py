#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What commands show to who may not see the rows, by the built program
(QUEHACER_PROGRAM): no small figure, and nothing that would give one away. Speaks TAP."""
import csv
import io
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import traceback

PROGRAM = os.environ['QUEHACER_PROGRAM']
FOLDER = tempfile.mkdtemp(prefix='quehacer-cli-small-')
PHRASES = {'practica': 'practica', 'Rita': 'puente nueve lunas calladas', 'Sonia': 'viento cuatro mesas azules'}


def path(name):
    return os.path.join(FOLDER, name)


def run(*arguments, user=None):
    environment = dict(os.environ, LC_ALL='C.UTF-8', LANGUAGE='', G_DEBUG='fatal-criticals')
    environment.pop('DISPLAY', None)
    options = ['--user', user, '--passphrase-file', '-'] if user else []
    done = subprocess.run([PROGRAM, *arguments, *options], input=PHRASES.get(user, '').encode(), capture_output=True,
                          env=environment, start_new_session=True, timeout=100)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def works(*arguments, user='practica'):
    status, output, errors = run(*arguments, user=user)
    assert status == 0, f'{arguments}: status {status}: {errors}'
    return output


def fails(*arguments, says, user='Rita'):
    status, output, errors = run(*arguments, user=user)
    lines = errors.splitlines()
    assert status == 1 and len(lines) == 1 and output == '', f'{arguments}: {status} {errors!r} {output!r}'
    assert says in lines[0], f'{lines[0]!r} does not say {says!r}'


def practice():
    """One practice workspace for all, with a researcher and a supervisor."""
    workspace = path('practice.quehacer')
    if not os.path.exists(workspace):
        assert run('demo', workspace, '--rows', '800', '--seed', '7', '--until', '2026-10-30')[0] == 0
        with open(path('mine'), 'w', encoding='utf-8') as file:
            file.write('practica')
        for name, role in (('Rita', 'researcher'), ('Sonia', 'supervisor')):
            with open(path(name), 'w', encoding='utf-8') as file:
                file.write(PHRASES[name])
            status, _, errors = run('user', 'add', workspace, name, '--role', role, '--passphrase-file', path('mine'),
                                    '--new-passphrase-file', path(name), *(['--user', 'practica'] if name == 'Sonia' else []))
            assert status == 0, errors
    return workspace


def read(*arguments, user='practica'):
    return list(csv.reader(io.StringIO(works(*arguments, '--format', 'csv', user=user), newline='')))


def compare(whole, part, least=5):
    """Every figure is what it is or hidden, none is small; gives back how many are hidden."""
    hidden = 0
    assert len(whole) == len(part), (len(whole), len(part))
    for one, other in zip(whole, part):
        for a, b in zip(one, other):
            assert b in ('', a), (one, other)
            assert not b.isdigit() or not 0 < int(b) < least, other
            hidden += a != '' and b == ''
    return hidden


def none_alone(rows):
    """In no row with its total is one figure hidden alone: it would follow from the others."""
    for line in rows:
        assert sum(cell == '' for cell in line) != 1, line


def test_table():
    for options in (['--rows', 'type'], ['--rows', 'type', '--columns', 'contact_mode'], ['--rows', 'place', '--columns', 'function'],
                    ['--rows', 'sex', '--columns', 'age_group', '--where', 'type=AC002'], ['--of', 'cases', '--rows', 'field', '--columns', 'status'],
                    ['--rows', 'case'], ['--rows', 'worker', '--where', 'date=2026-10-30']):
        whole, part = (read('table', practice(), *options, user=user) for user in ('practica', 'Rita'))
        figures = [row[2:] for row in part[1:]]
        assert compare([row[2:] for row in whole[1:]], figures) > 0, options
        if '--columns' in options:
            none_alone([row for row in figures if any(row)])
        published = read('table', practice(), *options, '--small-cells', '5')
        assert [row[2:] for row in published] == [row[2:] for row in part], options
        assert read('table', practice(), *options, user='Sonia') == whole
    text = works('table', practice(), '--rows', 'type', '--columns', 'contact_mode', user='Rita')
    assert '<5' in text and '…' in text
    assert 'Counts below 5' in run('table', practice(), '--rows', 'type', user='Rita')[2]
    assert None in [row['count'] for row in json.loads(works('table', practice(), '--rows', 'type', '--format', 'json', user='Rita'))]
    fails('table', practice(), '--rows', 'type', '--small-cells', '0', says='those below 5')
    assert compare([row[2:] for row in read('table', practice(), '--rows', 'type')[1:]],
                   [row[2:] for row in read('table', practice(), '--rows', 'type', '--small-cells', '9', user='Rita')[1:]], 9) > 0


def test_minutes():
    """Minutes of few activities are hidden as these are."""
    for columns in ([], ['--columns', 'function']):
        options = ['--rows', 'type', *columns]
        counts, minutes = (read('table', practice(), *options, *more, user='Rita') for more in ([], ['--measure', 'minutes']))
        assert [[cell == '' for cell in row[2:]] for row in counts] == [[cell == '' for cell in row[2:]] for row in minutes]
        assert any(row[-1] == '' for row in minutes)


def test_cross_table():
    for more in ([], ['--weight', 'minutes'], ['--measure', 'minutes']):
        options = ['--rows', 'function', '--columns', 'place', '--percent', 'row,column,total', '--expected', '--residuals', *more]
        whole, part = ({row[0]: row[2] for row in read('table', practice(), *options, user=user)} for user in ('practica', 'Rita'))
        counts = {row[0]: row[2] for row in read('table', practice(), *options[:8])}
        hidden = 0
        for name, count in counts.items():
            cell = name.rpartition('.')[0]
            if not name.endswith('.count'):
                continue
            assert part[name] in ('', whole[name])
            if 0 < int(float(count)) < 5:
                assert part[name] == '', (name, count)
            if part[name] == '':
                hidden += 1
                for figure in ('row_percent', 'column_percent', 'total_percent', 'residual', 'expected'):
                    assert part[f'{cell}.{figure}'] == '', (cell, figure)
        assert hidden > 1
    shares = read('table', practice(), '--rows', 'type', '--percent', 'total', user='Rita')
    small = {row[1] for row in read('table', practice(), '--rows', 'type')[1:] if int(row[2]) < 5}
    assert small
    for i, row in enumerate(shares):
        if row[0].endswith('.category') and row[2] in small:
            assert [shares[i + k][2] for k in range(1, 5)] == [''] * 4, shares[i]
    assert '…' in works('table', practice(), '--rows', 'function', '--columns', 'place', '--percent', 'row', user='Rita')


def test_describe():
    whole, part = ({row['variable']: row for row in csv.DictReader(io.StringIO(works('describe', practice(), '--format', 'csv', user=user)))}
                   for user in ('practica', 'Rita'))
    hidden = 0
    for name, row in whole.items():
        missing = [row[code] for code in ('n', 'no_answer', 'NP', 'NS', 'NR', 'NA')]
        shown = [part[name][code] for code in ('n', 'no_answer', 'NP', 'NS', 'NR', 'NA')]
        hidden += compare([missing], [shown])
        assert shown.count('') != 1, shown
        for code in ('mean', 'sd', 'median'):
            assert part[name][code] == row[code]
    # the longest activity is one; of the shortest there are many
    longest = [row for row in json.loads(works('list', practice(), 'activities', '--format', 'json'))
               if row['minutes'] is not None and str(row['minutes']) == whole['minutes']['max']]
    assert 0 < len(longest) < 5 and part['minutes']['max'] == '' and part['minutes']['min'] == whole['minutes']['min'] != ''
    alone = {row[0]: row[2] for row in read('describe', practice(), '--of', 'minutes', user='Rita')}
    assert alone['max'] == '' and alone['median'] == whole['minutes']['median']
    one = read('table', practice(), '--rows', 'type')
    few = next(row[0] for row in one[1:] if 0 < int(row[2]) < 5)
    alone = {row[0]: row[2] for row in read('describe', practice(), '--of', 'minutes', '--where', f'type={few}', user='Rita')}
    assert not any(alone[name] for name in ('n', 'mean', 'median', 'min', 'max', 'q1', 'mode')), alone
    for variable in ('type', 'outcome', 'problems'):
        whole, part = (read('describe', practice(), '--of', variable, user=user) for user in ('practica', 'Rita'))
        for one, other in zip(whole[1:], part[1:]):
            assert other[2] in ('', one[2]) and not 0 < int(other[2] or 9) < 5, other
            assert other[2] != '' or other[2:] == [''] * 5, other


def read_result(*arguments, user):
    """What a test says: its figures by name, its tables by name as rows, the rest as text."""
    figures, tables, texts = {}, {}, []
    for measure, label, value, *_ in read('test', practice(), *arguments, user=user)[1:]:
        parts = measure.split('.')
        if len(parts) == 3:
            tables.setdefault(parts[0], {}).setdefault(int(parts[1]), {})[parts[2]] = value
        elif measure in ('assumption', 'note', 'sentence'):
            texts.append(value)
        else:
            figures[measure] = value
    return figures, {name: list(rows.values()) for name, rows in tables.items()}, texts


def test_groups():
    counts = {row[1]: int(row[2]) for row in read('table', practice(), '--rows', 'type')[1:]}
    small = [label for label, count in counts.items() if count < 5]
    shared = {}
    for row in json.loads(works('list', practice(), 'activities', '--format', 'json')):
        shared[str(row['minutes'])] = shared.get(str(row['minutes']), 0) + 1
    assert len(small) > 1
    for test in ('describe', 'anova', 'kruskal-wallis', 'levene'):
        whole, part = (read_result(test, '--of', 'minutes', '--by', 'type', user=user) for user in ('practica', 'Rita'))
        left_out = next(text for text in part[2] if 'Left out' in text)
        for name, rows in part[1].items():
            for row in rows:
                assert not {row.get(column) for column in ('group', 'first', 'second')} & set(small), row
                for column in ('min', 'max'):
                    assert row.get(column, '') == '' or shared[row[column]] >= 5, row
        assert all(label in left_out for label in small), left_out
        # who is left out is not behind the figures either
        assert int(part[0]['n']) <= sum(counts.values()) - sum(counts[label] for label in small) < int(whole[0]['n']), test
    codes = [row[0] for row in read('table', practice(), '--rows', 'type')[1:] if counts[row[1]] < 5]
    fails('test', practice(), 'welch', '--of', 'minutes', '--by', 'type', '--where', f'type={codes[0]},AC002', says='fewer than 5 rows')
    fails('test', practice(), 'describe', '--of', 'minutes', '--where', f'type={codes[0]}', says='fewer than 5 rows')
    assert works('test', practice(), 'describe', '--of', 'minutes', '--where', f'type={codes[0]}')


def test_pairs():
    """Of two by two the test is the small count told otherwise; of more, categories are put together."""
    head, *rows = read('table', practice(), '--rows', 'function', '--columns', 'level')
    levels = [(i, code) for i, code in enumerate(head) if len(code) == 2]

    def find():
        """Two functions and two levels with one small cell, none of few rows beside them."""
        for one, other in itertools.combinations(rows, 2):
            for (i, first), (j, second) in itertools.combinations(levels, 2):
                cells = sorted(int(row[k]) for row in (one, other) for k in (i, j))
                beside = int(one[-1]) + int(other[-1]) - sum(cells)
                if 0 < cells[0] < 5 <= cells[1] and (beside == 0 or beside >= 5):
                    return f'function={one[0]},{other[0]}', f'level={first},{second}'
    functions, few_levels = find()
    where = ['--where', functions, '--where', few_levels]
    for test in ('odds-ratio', 'chi-square', 'chi-square-corrected', 'likelihood-ratio', 'fisher', 'association'):
        fails('test', practice(), test, '--of', 'function', '--by', 'level', *where, says='would tell the counts below 5')
        assert works('test', practice(), test, '--of', 'function', '--by', 'level', *where)
    fails('test', practice(), 'logistic', '--of', 'level', '--by', 'function', *where, says='fewer than 5 rows')
    table = works('table', practice(), '--rows', 'function', '--columns', 'level', '--tests', *where, user='Rita')
    assert 'would tell the counts below 5' in table and 'chi-square' not in table, table
    more = ['--rows', 'function', '--columns', 'level', '--tests']
    table, said = (run('table', practice(), *more, user=user)[1] for user in ('Rita', 'practica'))
    assert 'Put together' in table and 'chi-square' in table and 'Put together' not in said
    figures = read_result('chi-square', '--of', 'function', '--by', 'level', user='Rita')
    whole = read_result('chi-square', '--of', 'function', '--by', 'level', user='practica')
    assert int(figures[0]['df']) < int(whole[0]['df']) and figures[0]['n'] == whole[0]['n']


def test_subtracting():
    """Figures with a condition and without it differ by no few rows."""
    counts = {row[0]: int(row[2]) for row in read('table', practice(), '--rows', 'type')[1:]}
    few = next(code for code, count in counts.items() if count < 5)
    others = 'type=' + ','.join(code for code in counts if code != few)
    for command in (['table', '--rows', 'sex'], ['describe', '--of', 'minutes'], ['test', 'describe', '--of', 'minutes'], ['chart', 'types']):
        name, *rest = command
        fails(name, practice(), *rest, '--where', others, says='leaves out fewer than 5 rows')
        assert works(name, practice(), *rest, '--where', others, user='Sonia')
    both = ['--where', 'type=AC002,' + few]
    assert works('table', practice(), '--rows', 'sex', *both, user='Rita')
    fails('table', practice(), '--rows', 'sex', *both, '--where', others, says='leaves out fewer than 5 rows')
    fails('table', practice(), '--rows', 'sex', '--where', others, '--small-cells', '5', says='leaves out fewer than 5 rows', user='practica')


def test_charts():
    for chart in ('types', 'workers', 'hours', 'people', 'function-minutes', 'direct-time', 'worker-functions', 'problems',
                  'demand-hours', 'flow', 'closings', 'open-cases', 'durations', 'days', 'case-problems'):
        whole, part = (read('chart', practice(), chart, user=user) for user in ('practica', 'Rita'))
        for row in part[1:]:
            for cell in row[1:]:
                assert not cell.isdigit() or not 0 < int(cell) < 5, (chart, row)
        # totals are of what is shown
        assert len(whole) >= len(part)
    assert 'Below 5' in run('chart', practice(), 'types', user='Rita')[2]
    boxes = [row[0] for row in read('chart', practice(), 'type-minutes', user='Rita')[1:]]
    counts = {row[1]: int(row[2]) for row in read('table', practice(), '--rows', 'type')[1:]}
    assert boxes and all(counts[label] >= 5 for label in boxes)
    assert 'Outliers' not in read('chart', practice(), 'type-minutes', user='Rita')[0]
    assert 'Outliers' in read('chart', practice(), 'type-minutes')[0]
    minutes = {row[0]: row[1] for row in read('chart', practice(), 'function-minutes', user='Rita')[1:]}
    few = [row[1] for row in read('table', practice(), '--rows', 'function')[1:] if int(row[2]) < 5]
    assert few and all(minutes[label] == '' for label in few), minutes


def test_files():
    """What is written into a file hides small figures whoever writes it, unless they say otherwise."""
    for user in ('practica', 'Sonia', 'Rita'):
        works('chart', practice(), 'types', '--output', path(f'{user}.svg'), user=user)
    works('chart', practice(), 'types', '--output', path('all.svg'), '--small-cells', '0')
    told = {name: run('chart', practice(), 'types', '--output', path('told.svg'), *more, user='practica')[2]
            for name, more in (('few', []), ('all', ['--small-cells', '0']))}
    assert '800 activities' in told['all'] and '800 activities' not in told['few'], told
    for command, thing, output in (('card', 'types', 'x.png'), ('board', 'unit', 'x'), ('chart', 'types', 'x.svg')):
        fails(command, practice(), thing, '--output', path(output), '--small-cells', '2', says='those below 5')
        works(command, practice(), thing, '--output', path(output), user='Rita')
    fails('report', 'month', practice(), '--month', '2026-10', '--output', path('x.csv'), '--small-cells', '0', says='those below 5')
    with open(path('x/function-minutes.csv'), newline='', encoding='utf-8') as file:
        assert '' in [row[1] for row in csv.reader(file)]


def test_indicators():
    whole, part = ({(row[0], row[2]): row for row in read('indicators', practice(), '--period', '2026-10', user=user)}
                   for user in ('practica', 'Rita'))
    assert compare(list(whole.values()), list(part.values()), 0) > 0
    assert whole[('I13', '')][3] not in ('', '0') and int(whole[('I13', '')][3]) < 5 and part[('I13', '')][3] == ''


def test_command():
    workspace = path('command.quehacer')
    shutil.copy(practice(), workspace)
    assert read('small-cells', workspace, user='Rita') == [['least'], ['5']]
    fails('small-cells', workspace, '--least', '2', says='administrator')
    fails('small-cells', workspace, '--least', '1001', says='1000', user='Sonia')
    fails('small-cells', workspace, '--least', 'five', says='five', user='practica')
    works('small-cells', workspace, '--least', '12', user='practica')
    assert read('small-cells', workspace, user='Sonia') == [['least'], ['12']]
    part = read('table', workspace, '--rows', 'type', user='Rita')
    assert compare([row[2:] for row in read('table', workspace, '--rows', 'type')[1:]], [row[2:] for row in part[1:]], 12) > 0
    works('small-cells', workspace, '--least', '0', user='practica')
    assert read('table', workspace, '--rows', 'type', user='Rita') == read('table', workspace, '--rows', 'type')
    assert 'small-cells' in works('audit', workspace)


def main():
    tests = [(name[5:], value) for name, value in globals().items() if name.startswith('test_')]
    failed = 0
    print('TAP version 13')
    print(f'1..{len(tests)}')
    for number, (name, test) in enumerate(tests, 1):
        try:
            test()
            print(f'ok {number} - {name}')
        except Exception:
            failed += 1
            print(f'not ok {number} - {name}')
            for line in traceback.format_exc().splitlines():
                print(f'# {line}')
        sys.stdout.flush()
    shutil.rmtree(FOLDER, ignore_errors=True)
    return 1 if failed else 0


sys.exit(main())
