#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Units of analysis and variables derived from others, by the built program
(QUEHACER_PROGRAM). Speaks TAP."""
import collections
import datetime
import json
import sqlite3

from research_commands import commands, fails, near, path, read, variables, works, write


def counts_of(*arguments):
    return {r['code']: int(r['count']) for r in read('table', *arguments)}


def test_units_and_rules():
    """What the children of cases and persons add up to, beside the workspace's own tables."""
    file = path('units.quehacer')
    works('demo', file, '--rows', '900', '--seed', '4', '--until', '2026-10-30', notes='invented people')
    rules = [{'name': 'n', 'of': 'activity', 'take': 'count'}, {'name': 'first', 'of': 'activity', 'take': 'first'},
             {'name': 'last', 'of': 'activity', 'take': 'last'}, {'name': 'span', 'of': 'activity', 'take': 'span'},
             {'name': 'total', 'label': 'Minutos en total', 'of': 'activity', 'take': 'sum', 'field': 'minutes'},
             {'name': 'mean', 'of': 'activity', 'take': 'mean', 'field': 'minutes'},
             {'name': 'gap', 'of': 'activity', 'take': 'gap', 'field': 'date'},
             {'name': 'long', 'of': 'activity', 'take': 'count', 'where': ['minutes=30..']}]
    described = variables('case.json', unit='case', rules=rules,
                          derived=[{'name': 'rate', 'make': 'ratio', 'from': ['total', 'n']},
                                   {'name': 'days', 'make': 'difference', 'from': ['last', 'first']}])
    with sqlite3.connect(f'file:{file}?mode=ro', uri=True) as database:
        cases = [row[0] for row in database.execute('SELECT id FROM cases')]
        rows = database.execute('SELECT "case", date, minutes FROM activities').fetchall()
        people = database.execute('SELECT owner, person FROM activities_people').fetchall()
        persons = [row[0] for row in database.execute('SELECT id FROM persons')]
    of = {case: [(datetime.date.fromisoformat(d), m) for c, d, m in rows if c == case] for case in cases}
    days = {case: [d for d, m in activities] for case, activities in of.items()}
    minutes = {case: [m for d, m in activities if m is not None] for case, activities in of.items()}
    given = [file, '--variables', described]
    assert counts_of(*given, '--rows', 'n') == collections.Counter(str(len(a)) for a in of.values())
    assert counts_of(*given, '--rows', 'total') == collections.Counter(str(sum(m)) for m in minutes.values())
    assert counts_of(*given, '--rows', 'first') == collections.Counter(min(d).isoformat() if d else '' for d in days.values())
    assert counts_of(*given, '--rows', 'last') == collections.Counter(max(d).isoformat() if d else '' for d in days.values())
    spans = collections.Counter(str((max(d) - min(d)).days) if d else '' for d in days.values())
    assert counts_of(*given, '--rows', 'span') == spans == counts_of(*given, '--rows', 'days')
    assert counts_of(*given, '--rows', 'long') == collections.Counter(str(sum(m >= 30 for m in a)) for a in minutes.values())
    found = {r['variable']: r for r in read('describe', *given)}
    means = [sum(m) / len(m) for m in minutes.values() if m]
    near(float(found['mean']['mean']), sum(means) / len(means))
    gaps = [(max(d) - min(d)).days / (len(d) - 1) for d in days.values() if len(d) > 1]
    near(float(found['gap']['mean']), sum(gaps) / len(gaps))
    rates = [sum(minutes[c]) / len(days[c]) for c in cases if days[c]]
    near(float(found['rate']['mean']), sum(rates) / len(rates))
    assert found['total']['label'] == 'Minutos en total' and found['first']['level'] == 'date'
    person = variables('person.json', unit='person', rules=[{'name': 'n', 'of': 'activity', 'take': 'count'}],
                       derived=[{'name': 'age', 'make': 'age', 'from': 'birth_year', 'on': '2026-10-30'},
                                {'name': 'group', 'make': 'age_group', 'from': 'birth_year', 'on': '2026-10-30'}])
    attended = collections.Counter(p for owner, p in people)
    assert counts_of(file, '--variables', person, '--rows', 'n') == collections.Counter(str(attended[p]) for p in persons)
    assert all(code == '' or code.startswith('E') for code in counts_of(file, '--variables', person, '--rows', 'group'))
    again = json.loads(works('risk', file, '--variables', person, '--quasi', 'sex,group', '--format', 'json'))
    assert again['records'] == len(persons)
    for rule, says in (({'name': 'n', 'of': 'person', 'take': 'count'}, '“of” is nothing'), ({'of': 'activity'}, '“name” is missing'),
                       ({'name': 'status', 'of': 'activity', 'take': 'count'}, 'of that name already'),
                       ({'name': 'n', 'of': 'activity', 'take': 'most'}, '“take” is none'),
                       ({'name': 'n', 'of': 'activity', 'take': 'sum', 'field': 'type'}, 'not a number'),
                       ({'name': 'n', 'of': 'activity', 'take': 'first', 'field': 'minutes'}, 'not a date'),
                       ({'name': 'n', 'of': 'activity', 'take': 'sum'}, '“field” is missing'),
                       ({'name': 'n', 'of': 'activity', 'take': 'count', 'where': ['type=zzz']}, '“zzz” is not a code')):
        fails('describe', file, '--variables', variables('bad.json', unit='case', rules=[rule]), says=says)
    fails('describe', file, '--variables', variables('bad.json', unit='house'), says='no unit of analysis “house”')


def test_derived_variables():
    file = write('derived.csv', 'edad,nace,lugar,abre,cierra,gasto,veces\n' + ''.join(f'{line}\n' for line in (
        '17,2009,A,2026-01-05,2026-01-10,10.5,2', '18,2008,B,2026-02-05,2026-03-07,20,0', '45,1981,A,2026-02-09,,7,7',
        ',,C,2025-12-31,2026-01-01,,1', '80,1946,,2026-07-14,2026-07-14,9,3')))
    derived = [
        {'name': 'grupo', 'make': 'bins', 'from': 'edad', 'cuts': [18, 60]},
        {'name': 'decena', 'make': 'bins', 'from': 'edad', 'width': 10},
        {'name': 'tramo', 'make': 'bins', 'from': 'gasto', 'width': 7.5},
        {'name': 'zona', 'label': 'Zona', 'make': 'collapse', 'from': 'lugar',
         'groups': [{'code': 'norte', 'label': 'Norte', 'values': ['A', 'B']}]},
        {'name': 'centro', 'make': 'collapse', 'from': 'lugar', 'groups': [{'code': 'a', 'values': ['A']}], 'rest': 'Lo demás'},
        {'name': 'comunes', 'make': 'merge_rare', 'from': 'lugar', 'least': 2},
        {'name': 'mes', 'make': 'part', 'from': 'abre', 'part': 'month'},
        {'name': 'dia', 'make': 'part', 'from': 'abre', 'part': 'weekday'},
        {'name': 'dias', 'make': 'difference', 'from': ['cierra', 'abre']},
        {'name': 'tasa', 'make': 'ratio', 'from': ['gasto', 'veces'], 'times': 100},
        {'name': 'edad2', 'make': 'age', 'from': 'nace', 'on': 'abre'},
        {'name': 'ab', 'make': 'any', 'from': 'lugar', 'values': ['A', 'C']},
        {'name': 'edad2_grupo', 'make': 'bins', 'from': 'edad2', 'cuts': [18]},
    ]
    given = ['--from-csv', file, '--type', 'edad=scale', '--type', 'veces=scale', '--type', 'nace=scale',
             '--variables', variables('derived.json', derived=derived)]
    expected = {
        'grupo': {'<18': 1, '18–59': 2, '60+': 1, '': 1}, 'decena': {'10–19': 2, '40–49': 1, '80–89': 1, '': 1},
        'tramo': {'[0, 7.5)': 1, '[7.5, 15)': 2, '[15, 22.5)': 1, '': 1}, 'zona': {'norte': 3, 'C': 1, '': 1},
        'centro': {'a': 2, 'other': 2, '': 1}, 'comunes': {'A': 2, 'other': 2, '': 1},
        'mes': {'2025-12': 1, '2026-01': 1, '2026-02': 2, '2026-07': 1}, 'dia': {'1': 2, '2': 1, '3': 1, '4': 1},
        'dias': {'0': 1, '1': 1, '5': 1, '30': 1, '': 1}, 'edad2': {'17': 1, '18': 1, '45': 1, '80': 1, '': 1},
        'ab': {'1': 3, '0': 1, '': 1}, 'edad2_grupo': {'<18': 1, '18+': 3, '': 1},
    }
    for name, counts in expected.items():
        assert counts_of(*given, '--rows', name) == counts, (name, counts_of(*given, '--rows', name))
    row = {r['variable']: r for r in read('describe', *given)}
    near(float(row['tasa']['mean']), 100 * (10.5 / 2 + 7 / 7 + 9 / 3) / 3)
    assert (row['zona']['label'], row['grupo']['level'], row['zona']['level'], row['tasa']['n']) == ('Zona', 'ordinal', 'nominal', '3')
    for one, says in (({'name': 'x', 'make': 'magic'}, '“make” is none'), ({'name': 'x', 'make': 'bins', 'from': 'lugar', 'width': 5}, 'not a number'),
                      ({'name': 'x', 'make': 'bins', 'from': 'edad'}, 'bins want'), ({'name': 'x', 'make': 'bins', 'from': 'edad', 'cuts': [5, 5]}, 'do not ascend'),
                      ({'name': 'x', 'make': 'bins', 'from': 'edad', 'width': 0.001}, 'at most 1000'),
                      ({'name': 'x', 'make': 'bins', 'from': 'talla', 'width': 5}, 'no variable “talla”'),
                      ({'name': 'x', 'make': 'difference', 'from': ['edad', 'abre']}, 'do not go together'),
                      ({'name': 'x', 'make': 'ratio', 'from': ['abre', 'cierra']}, 'no ratio'), ({'name': 'x', 'make': 'ratio', 'from': 'edad'}, 'two variables'),
                      ({'name': 'x', 'make': 'collapse', 'from': 'lugar', 'groups': [{'code': 'a', 'values': ['A', 'Z']}]}, '“Z” is not a code'),
                      ({'name': 'x', 'make': 'collapse', 'from': 'lugar', 'groups': [{'code': 'a', 'values': ['A']}, {'code': 'b', 'values': ['A']}]}, 'two groups'),
                      ({'name': 'x', 'make': 'merge_rare', 'from': 'lugar', 'least': 1}, '“least”'), ({'name': 'x', 'make': 'age', 'from': 'nace', 'on': 'edad'}, '“on” is neither'),
                      ({'name': 'x', 'make': 'part', 'from': 'abre', 'part': 'century'}, 'century'), ({'name': 'a=b', 'make': 'bins'}, 'equals sign'),
                      ({'name': 'edad', 'make': 'bins', 'from': 'edad', 'width': 5}, 'of that name already')):
        fails('describe', *given[:-1], variables('bad.json', derived=[one]), says=says)
    fails('describe', *given[:-1], write('bad.json', '{'), says='not JSON')
    fails('describe', *given[:-1], write('bad.json', '[]'), says='not an object')
    fails('describe', *given[:-1], write('bad.json', '{"derived": [1]}'), says='not a list')
    fails('describe', *given[:-1], variables('bad.json', unit='case'), says='no unit of analysis')
    fails('describe', *given[:-1], path('none.json'), says='none.json')


commands.main(dict(globals()))
