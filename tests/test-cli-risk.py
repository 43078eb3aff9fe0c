#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The risk that somebody is found in a table, by the built program (QUEHACER_PROGRAM),
beside published examples and beside a plain count of every pair of records. Speaks TAP."""
import collections
import json
import math
import random

from research_commands import PEOPLE, commands, emd, fails, near, path, read, risk, table, works, write


def test_sweeney():
    """Sweeney (2002), k-anonymity: figure 2, k = 2."""
    rows = [line.split() for line in (
        'Black 1965 m 0214* breath', 'Black 1965 m 0214* chest', 'Black 1965 f 0213* hypertension',
        'Black 1965 f 0213* hypertension', 'Black 1964 f 0213* obesity', 'Black 1964 f 0213* chest',
        'White 1964 m 0213* chest', 'White 1964 m 0213* obesity', 'White 1964 m 0213* breath',
        'White 1967 m 0213* chest', 'White 1967 m 0213* chest')]
    file = table('sweeney.csv', ['race', 'birth', 'gender', 'zip', 'problem'], rows)
    found = risk(file, 'race,birth,gender,zip', '--sensitive', 'problem')
    assert (found['records'], found['classes'], found['k'], found['uniques'], found['l_distinct']) == (11, 5, 2, 0, 1), found
    near(found['average_risk'], 5 / 11)
    near(found['highest_risk'], 1 / 2)


def test_machanavajjhala():
    """Machanavajjhala and others (2007), l-diversity: the 4-anonymous and the 3-diverse table."""
    one = [('130**', '<30', x) for x in ('heart', 'heart', 'viral', 'viral')]
    two = [('1485*', '>=40', x) for x in ('cancer', 'heart', 'viral', 'viral')]
    three = [('130**', '3*', 'cancer')] * 4
    found = risk(table('anonymous.csv', ['zip', 'age', 'condition'], one + two + three), 'zip,age', '--sensitive', 'condition')
    assert (found['k'], found['classes'], found['l_distinct'], found['l_recursive']) == (4, 3, 1, 1), found
    near(found['l_entropy'], 1)
    mixed = ('heart', 'viral', 'cancer', 'cancer')
    rows = [('1305*', '<=40', x) for x in mixed] + two + [('1306*', '<=40', x) for x in mixed]
    file = table('diverse.csv', ['zip', 'age', 'condition'], rows)
    found = risk(file, 'zip,age', '--sensitive', 'condition')
    assert (found['k'], found['l_distinct'], found['l_recursive']) == (4, 3, 2), found
    near(found['l_entropy'], math.exp(-(2 * 0.25 * math.log(0.25) + 0.5 * math.log(0.5))))
    # 2 < c · 1 from c > 2 on
    assert risk(file, 'zip,age', '--sensitive', 'condition', '--c', '2.1')['l_recursive'] == 3


def test_li():
    """Li, Li and Venkatasubramanian (2007), t-closeness: salaries of tables 2 and 5."""
    for classes, t in (((3, 4, 5), (6, 11, 8), (7, 9, 10)), 0.375), (((3, 5, 9), (6, 11, 8), (4, 7, 10)), 1 / 6):
        rows = [(group, salary) for group, salaries in enumerate(classes) for salary in salaries]
        file = table('li.csv', ['group', 'salary'], rows)
        near(risk(file, 'group', '--sensitive', 'salary')['t'], t)
    found = risk(file, 'group', '--sensitive', 'salary', '--type', 'salary=nominal')
    near(found['t'], 2 / 3)
    assert found['sensitive'][0]['distance'] == 'equal'


# The tests of sdcMicro's freqCalc(): three key variables, NA, and what it counts.
SDCMICRO = (
    ([(2, 3, 1), (3, 3, 3), (2, 3, 1), (2, 3, 2), (3, 3, 1), (3, 3, 1), (1, 4, 1), (2, 3, 1)], [3, 1, 3, 1, 2, 2, 1, 3]),
    ([(2, 3, 1), (3, 3, 3), (2, 3, 'NA'), (2, 3, 2), (3, 3, 1), (3, 3, 1), (1, 4, 'NA'), (2, 3, 1)], [3, 1, 4, 2, 2, 2, 1, 3]),
    ([(2, 3, 'NA'), (3, 3, 'NA'), ('NA', 'NA', 'NA'), (2, 3, 'NA'), (3, 3, 'NA'), (3, 3, 'NA'), (1, 4, 'NA'), (2, 3, 'NA')],
     [4, 4, 8, 4, 4, 4, 2, 4]),
)


def test_sdcmicro():
    for rows, expected in SDCMICRO:
        found = risk(table('sdc.csv', 'ABC', rows), 'A,B,C', '--missing', 'wildcard')
        assert found['classes'] is None and found['k'] == min(expected), found
        assert found['uniques'] == expected.count(1), found
        near(found['average_risk'], sum(1 / f for f in expected) / len(expected))
        assert found['riskiest_lines'] == [i + 2 for i, f in enumerate(expected) if f == min(expected)], found


def agree(a, b, wildcard):
    return all(x == y or (wildcard and '' in (x, y)) for x, y in zip(a, b))


def find_recursive(counts, c):
    counts = sorted(counts, reverse=True)
    return max((l for l in range(1, len(counts) + 1) if counts[0] < c * sum(counts[l - 1:])), default=0)


def check_by_brute_force(random_, number):
    n_quasi, n = random_.randint(1, 5), random_.randint(1, 60)
    rows = [[random_.choice('abcde'[:random_.randint(1, 5)] if random_.random() > 0.2 else ['']) for _ in range(n_quasi)]
            for _ in range(n)]
    secrets = [random_.randint(1, 6) for _ in range(n)]
    names = [f'q{i}' for i in range(n_quasi)]
    file = table(f'random-{number}.csv', names + ['s'], [row + [s] for row, s in zip(rows, secrets)])
    for wildcard in False, True:
        found = risk(file, ','.join(names), '--sensitive', 's', '--type', 's=scale', '--missing',
                     'wildcard' if wildcard else 'value', '--sampling-fraction', '0.3')
        counts = [sum(agree(a, b, wildcard) for b in rows) for a in rows]
        assert (found['records'], found['k'], found['uniques']) == (n, min(counts), counts.count(1)), (rows, found)
        near(found['average_risk'], sum(1 / f for f in counts) / n)
        near(found['highest_risk'], 1 / min(counts))
        for share in found['variables']:
            place = names.index(share['variable'])
            fewer = [row[:place] + row[place + 1:] for row in rows]
            without = [sum(agree(a, b, wildcard) for b in fewer) for a in fewer]
            assert share['uniques_without'] == without.count(1), (rows, share)
            near(share['average_risk_without'], sum(1 / f for f in without) / n)
        if wildcard:
            assert found['classes'] is None and found['t'] is None and found['l_distinct'] is None
            continue
        classes = collections.defaultdict(list)
        for row, secret in zip(rows, secrets):
            classes[tuple(row)].append(secret)
        assert found['classes'] == len(classes)
        assert found['l_distinct'] == min(len(set(c)) for c in classes.values())
        shares = [[c.count(v) / len(c) for v in set(c)] for c in classes.values()]
        near(found['l_entropy'], min(math.exp(-sum(p * math.log(p) for p in share)) for share in shares))
        assert found['l_recursive'] == min(find_recursive([c.count(v) for v in set(c)], 2) for c in classes.values())
        near(found['t'], max(emd(c, secrets, sorted(set(secrets)), True) for c in classes.values()))
        nominal = risk(file, ','.join(names), '--sensitive', 's', '--type', 's=nominal')
        near(nominal['t'], max(emd(c, secrets, sorted(set(secrets)), False) for c in classes.values()))


def test_risk_by_brute_force():
    random_ = random.Random(5)
    for number in range(25):
        check_by_brute_force(random_, number)


def expect(f, p):
    """E (1/F | f): F = f, f + 1, … with the chances of a negative binomial."""
    chance, total, size = p ** f, 0.0, f
    while chance > 1e-25 or size < 10 * f:
        total += chance / size
        chance *= (1 - p) * size / (size + 1 - f)
        size += 1
    return total


def test_population():
    counts = [1, 1, 2, 3, 7, 40]
    file = table('population.csv', ['q'], [(f'g{i}',) for i, f in enumerate(counts) for _ in range(f)])
    for p in 0.02, 0.3, 0.5, 0.8, 1:
        found = risk(file, 'q', '--sampling-fraction', str(p))['population']
        expected = [expect(f, p) for f in counts]
        assert abs(found['expected_identifications'] - sum(f * e for f, e in zip(counts, expected))) < 1e-9, (p, found)
        assert abs(found['highest_risk'] - expected[0]) < 1e-9, (p, found)
        near(found['expected_uniques'], 2 * p)
    assert 'population' not in risk(file, 'q')


def test_risk_of_a_workspace():
    file = path('demo.quehacer')
    works('demo', file, '--rows', '600', '--seed', '3', '--until', '2026-10-30', notes='invented people')
    found = json.loads(works('risk', file, '--unit', 'persons', '--format', 'json'))
    marked = [v['variable'] for v in found['variables']]
    assert 'sex' in marked and 'birth_year' in marked and 'birth_date' not in marked, marked
    assert found['records'] > 50 and found['k'] == 1
    some = json.loads(works('risk', file, '--unit', 'persons', '--quasi', 'sex', '--sensitive', 'schooling', '--format', 'json'))
    assert some['classes'] < 6 and some['sensitive'][0]['distance'] == 'ordered', some
    fails('risk', file, '--quasi', 'sex,problems', says='people of a row')
    fails('risk', file, '--quasi', 'problems', says='“problems:first”')


def test_risk_asked_wrongly():
    file = write('people.csv', PEOPLE)
    fails('risk', file, says='no quasi-identifiers')
    fails('risk', file, '--quasi', 'edad,edad', says='“edad” is named twice')
    fails('risk', file, '--quasi', 'edad', '--sensitive', 'edad', says='“edad” is named twice')
    fails('risk', file, '--quasi', 'edad,talla', says='no variable “talla”')
    fails('risk', file, '--quasi', 'edad', '--missing', 'maybe', says='no “maybe”')
    fails('risk', file, '--quasi', 'edad', '--sampling-fraction', '1.5', says='not a number from 0 to 1')
    fails('risk', file, '--quasi', 'edad', '--where', 'edad=200..300', says='no rows')
    fails('risk', write('header.csv', 'a,b\n'), '--quasi', 'a', says='no rows')
    fails('risk', path('none.csv'), '--quasi', 'a', says='none.csv')
    assert risk(file, 'ingreso', '--where', 'edad=30..60')['records'] == 3
    assert risk(file, 'vacia')['k'] == 6
    assert 'Lines at the highest risk' in works('risk', file, '--quasi', 'edad,sexo')
    rows = {r['measure']: r['value'] for r in read('risk', file, '--quasi', 'edad,sexo', '--sensitive', 'dolor')}
    assert rows['k'] == '1' and rows['l_distinct'] == '1', rows


commands.main(dict(globals()))
