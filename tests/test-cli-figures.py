#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures and charts of a workspace, by the built program (QUEHACER_PROGRAM). Speaks TAP."""
import csv
import io
import json
import os
import statistics
import struct

from workspace_commands import commands, demo, fails, files_there, path, rows, table, works


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
    for name in ('types.csv', 'people.csv'):
        with open(path('all/' + name), newline='') as whole, open(path('some/' + name), newline='') as part:
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


commands.main(dict(globals()))
