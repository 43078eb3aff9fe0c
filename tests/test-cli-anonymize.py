#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables made anonymous by the built program (QUEHACER_PROGRAM), beside the best that
trying everything finds. Speaks TAP."""
import collections
import csv
import datetime
import io
import itertools
import json
import math
import os
import random

from research_commands import commands, emd, fails, near, path, risk, table, variables, works, write


def anonymize(file, quasi, *more, notes='', output=None):
    output = output or path('anonymous-output.csv')
    found = json.loads(works('anonymize', file, '--quasi', quasi, '--format', 'json', '--output', output, *more, notes=notes))
    with open(output, encoding='utf-8', newline='') as lines:
        rows = list(csv.DictReader(lines))
    return found, rows


AGES = 'edad,sexo,problema\n' + ''.join(f'{age},{sex},{problem}\n' for age, sex, problem in (
    (21, 'M', 'a'), (22, 'M', 'b'), (23, 'M', 'a'), (24, 'M', 'c'), (31, 'F', 'a'), (32, 'F', 'b'), (36, 'F', 'a'),
    (37, 'F', 'b'), (90, 'M', 'a')))


def test_anonymize_by_hand():
    file = write('ages.csv', AGES)
    found, rows = anonymize(file, 'edad,sexo', '--k', '4', '--suppress', '0.12', '--sensitive', 'problema')
    # By tens: 20–29 M four times, 30–39 F four times; who is 90 is left out.
    assert found['levels'] == {'edad': 2, 'sexo': 0} and found['suppressed'] == 1 and found['proven'], found
    assert (found['k'], found['classes'], found['records'], found['before']['k'], found['before']['uniques']) == (4, 2, 8, 1, 9), found
    # Ranges are 90 − 21 = 69: four records lose 3, four 6 of it, one record all of both variables.
    near(found['loss'], (4 * 3 / 69 + 4 * 6 / 69 + 2) / 18)
    assert [(r['edad'], r['sexo']) for r in rows] == [('20–29', 'M')] * 4 + [('30–39', 'F')] * 4, rows
    assert sorted(r['problema'] for r in rows) == list('aaaabbbc')
    age = found['steps'][0]
    assert (age['values_before'], age['values_after'], age['k_if_exact'], age['average_risk_if_exact']) == (9, 3, 1, 1), age
    # What is written tells the same to the command that looks at it.
    again = risk(path('anonymous-output.csv'), 'edad,sexo', '--sensitive', 'problema')
    for key in 'records', 'classes', 'k', 'uniques', 'average_risk', 'highest_risk', 'l_distinct', 't':
        assert again[key] == found[key], key


def test_ends_and_hierarchies():
    file = write('ages.csv', AGES)
    found, rows = anonymize(file, 'edad', '--k', '1', '--top', 'edad=36', '--bottom', 'edad=23')
    assert sorted({r['edad'] for r in rows}) == ['23', '24', '31', '32', '36+', '<23'], rows
    young = write('h.csv', ''.join(f'{a};{"joven" if a < 30 else "mayor"};*\n' for a in (21, 22, 23, 24, 31, 32, 36, 37, 90)))
    found, rows = anonymize(file, 'edad', '--k', '4', '--hierarchy', f'edad={young}')
    assert found['levels'] == {'edad': 1}, found
    assert collections.Counter(r['edad'] for r in rows) == {'joven': 4, 'mayor': 5}
    some = write('some.csv', '21;joven;*\n')
    fails('anonymize', file, '--quasi', 'edad', '--hierarchy', f'edad={some}', '--output', path('no.csv'), says='does not cover “22”')
    parts = write('parts.csv', ''.join(f'{a};x;{a}\n' for a in (21, 22, 23, 24, 31, 32, 36, 37, 90)))
    fails('anonymize', file, '--quasi', 'edad', '--hierarchy', f'edad={parts}', '--output', path('no.csv'), says='parts values')
    twice = write('twice.csv', '21;x\n21;y\n')
    fails('anonymize', file, '--quasi', 'edad', '--hierarchy', f'edad={twice}', '--output', path('no.csv'), says='second time')
    uneven = write('uneven.csv', '21;x;y\n22;x\n')
    fails('anonymize', file, '--quasi', 'edad', '--hierarchy', f'edad={uneven}', '--output', path('no.csv'), says='line 2')
    fails('anonymize', file, '--quasi', 'edad', '--hierarchy', f'talla={young}', '--output', path('no.csv'), says='“talla” is not among')
    fails('anonymize', file, '--quasi', 'edad', '--hierarchy', f'edad={path("none.csv")}', '--output', path('no.csv'), says='none.csv')
    fails('anonymize', file, '--quasi', 'edad', '--hierarchy', 'edad', '--output', path('no.csv'), says='not VARIABLE=VALUE')
    fails('anonymize', file, '--quasi', 'edad', '--output', file, says='is the file that is read')
    fails('anonymize', file, '--quasi', 'edad', '--output', path('no.xlsx'), says='only a csv can be written')
    fails('anonymize', file, '--quasi', 'edad', '--drop', 'edad', '--output', path('no.csv'), says='Name it in one place')
    assert not os.path.exists(path('no.csv')) and not os.path.exists(path('no.xlsx')) and open(file).read() == AGES


def test_usual_hierarchies():
    header = 'dia,hora,nivel,lugar,monto\n'
    days = [('2026-01-05', '9:05', 'bajo', 'x', '1.5'), ('2026-02-07', '9:50', 'medio', 'y', '2.5'),
            ('2026-05-01', '17:00', 'alto', 'z', '9.5'), ('2025-05-01', '23:10', 'muy alto', 'x', '')]
    file = write('usual.csv', header + ''.join(','.join(day) + '\n' for day in days))
    order = ['--type', 'nivel=ordinal:bajo,medio,alto,muy alto']
    # Months of four days are four, and hours told by quarters of the day no fewer than told exactly to the hour.
    for quasi, levels in ('dia', 4), ('hora', 3), ('nivel', 3):
        found, rows = anonymize(file, quasi, '--k', '2' if quasi == 'nivel' else '1', *order)
        if quasi == 'nivel':
            assert sorted(r[quasi] for r in rows) == ['alto – muy alto'] * 2 + ['bajo – medio'] * 2, rows
        assert found['steps'][0]['levels'] == levels, found
    found, rows = anonymize(file, 'dia', '--k', '3', '--suppress', '0.25')
    assert [r['dia'] for r in rows] == ['2026'] * 3, rows
    # A missing value is a value: it stays apart until nothing is told.
    found, rows = anonymize(file, 'monto', '--k', '2')
    assert [r['monto'] for r in rows] == ['*'] * 4, rows


def penalty(rows, told, counts, hierarchies, levels, domains, k):
    """The normalised certainty penalty, value by value."""
    loss = 0
    for row, groups in zip(rows, told):
        for i, text in enumerate(groups):
            members = sum(hierarchies[i][v][levels[i]] == text for v in domains[i])
            loss += 1 if counts[groups] < k or (members == len(domains[i]) > 1) else members / len(domains[i]) if members > 1 else 0
    return loss / len(rows) / len(hierarchies)


def discernibility(counts, n, k):
    return sum(c * (c if c >= k else n) for c in counts.values()) / n / n


def class_size(counts, n, k):
    """What is left out is one class."""
    return n / (sum(c >= k for c in counts.values()) + any(c < k for c in counts.values())) / k


def best_by_brute_force(rows, hierarchies, k, suppress, by='ncp'):
    """The least loss over every way: for each the classes counted plainly."""
    n, q = len(rows), len(hierarchies)
    domains = [sorted({row[i] for row in rows}) for i in range(q)]
    losses = []
    for levels in itertools.product(*(range(len(next(iter(h.values())))) for h in hierarchies)):
        told = [tuple(hierarchies[i][row[i]][levels[i]] for i in range(q)) for row in rows]
        counts = collections.Counter(told)
        out = sum(c for c in counts.values() if c < k)
        if out > suppress * n + 1e-9 or out == n:
            continue
        loss = penalty(rows, told, counts, hierarchies, levels, domains, k) if by == 'ncp' else discernibility(counts, n, k) if by == 'discernibility' else class_size(counts, n, k)
        losses.append((loss, levels, out))
    return sorted(losses)


def search_by_brute_force(by, seed, times, more_rows=0):
    random_ = random.Random(seed)
    for number in range(times):
        q, n = random_.randint(1, 4), random_.randint(5, 80) + more_rows
        hierarchies = []
        for i in range(q):
            values = 'abcdefgh'[:random_.randint(2, 8)]
            levels = [{v: v for v in values}]
            while len(set(levels[-1].values())) > 1 and len(levels) < 4:
                merged = {t: f'{len(levels)}{random_.randint(0, 2)}' for t in set(levels[-1].values())}
                levels.append({v: merged[levels[-1][v]] for v in values})
            hierarchies.append({v: [level[v] for level in levels] for v in values})
        rows = [[random_.choice(sorted(h)) for h in hierarchies] for _ in range(n)]
        names = [f'q{i}' for i in range(q)]
        file = table('search.csv', names, rows)
        more = []
        for name, hierarchy in zip(names, hierarchies):
            more += ['--hierarchy', f'{name}={write(name + ".h.csv", "".join(";".join([v] + t[1:]) + chr(10) for v, t in hierarchy.items()))}']
        k, suppress = random_.randint(2, 5), random_.choice([0, 0.05, 0.2])
        best = best_by_brute_force(rows, hierarchies, k, suppress, by)
        arguments = [file, '--quasi', ','.join(names), '--k', str(k), '--suppress', str(suppress), '--loss', by, '--output', path('found.csv'), *more]
        if not best:
            fails('anonymize', *arguments, says='Nothing reaches' if k <= n else 'cannot be made')
            continue
        found = json.loads(works('anonymize', *arguments, '--format', 'json'))
        assert found['loss_metric'] == by and found['losses'][by] == found['loss']
        assert found['proven'] and found['nodes'] == math.prod(len(next(iter(h.values()))) for h in hierarchies)
        near(found['loss'], best[0][0])
        others = [a['loss'] for a in found['alternatives']]
        assert len(others) == min(2, len(best) - 1)
        for other, expected in zip(others, best[1:]):
            near(other, expected[0])
        with open(path('found.csv'), encoding='utf-8') as lines:
            written = list(csv.reader(lines))[1:]
        assert len(written) == n - found['suppressed']
        assert min(collections.Counter(map(tuple, written)).values()) >= k


def test_search_by_brute_force():
    search_by_brute_force('ncp', 17, 14)


def test_search_by_discernibility():
    search_by_brute_force('discernibility', 19, 12, 60)


def test_search_by_class_size():
    search_by_brute_force('class-size', 29, 12, 60)


def test_losses_differ():
    """Discernibility would rather leave one large class whole than make many small ones."""
    rows = [('a', p) for p in 'xxxxxxxxyyyy'] + [('b', p) for p in 'xxxyyyz']
    file = table('losses.csv', ['p', 'q'], rows)
    arguments = ['--k', '3', '--suppress', '0.1']
    found = {by: anonymize(file, 'p,q', *arguments, '--loss', by)[0] for by in ('ncp', 'discernibility', 'class-size')}
    # One row is left out: 8² + 4² + 3² + 3² + 1 × 19, of 19²; 19 rows in four classes and one.
    near(found['discernibility']['loss'], (64 + 16 + 9 + 9 + 19) / 361)
    near(found['class-size']['loss'], 19 / 5 / 3)
    text = works('anonymize', file, '--quasi', 'p,q', *arguments, '--loss', 'discernibility', '--output', path('l.csv'), notes='Bayardo')
    assert 'Information lost: discernibility' in text and 'Information lost: average class size' in text, text
    fails('anonymize', file, '--quasi', 'p,q', '--loss', 'entropy', '--output', path('no.csv'), says='no “entropy”')


def test_goals_of_l_and_t():
    random_ = random.Random(23)
    rows = [(random_.randint(18, 60), random_.choice('MF'), random_.choice('aaaabbc')) for _ in range(400)]
    file = table('goals.csv', ['edad', 'sexo', 'd'], rows)
    for goal, key, least in ((['--l', '3'], 'l_distinct', 3), (['--l-entropy', '2'], 'l_entropy', 2), (['--l-recursive', '2', '--c', '4'], 'l_recursive', 1)):
        for suppress in '0', '0.1':
            found, written = anonymize(file, 'edad,sexo', '--k', '3', '--sensitive', 'd', '--suppress', suppress, *goal)
            assert found['k'] >= 3 and found[key] >= least, found
    found, written = anonymize(file, 'edad,sexo', '--k', '3', '--sensitive', 'd', '--t', '0.15', '--suppress', '0.05')
    assert found['t'] <= 0.15 and found['suppressed'] <= 20, found
    classes = collections.defaultdict(list)
    for row in written:
        classes[row['edad'], row['sexo']].append(row['d'])
    near(found['t'], max(emd(c, [r['d'] for r in written], 'abc', False) for c in classes.values()))
    fails('anonymize', file, '--quasi', 'edad', '--t', '0.1', '--output', path('no.csv'), says='none is named')


def test_blank_cells():
    # Four are alike; three differ from them and each other only in the place, and one in all.
    rows = [('30', 'M', 'norte')] * 4 + [('50', 'F', place) for place in ('norte', 'sur', 'centro')] + [('90', 'M', 'sur')]
    flat = write('flat.csv', ''.join(f'{v}\n' for v in ('30', '50', '90', 'M', 'F', 'norte', 'sur', 'centro')))
    flats = sum((['--hierarchy', f'{name}={flat}'] for name in ('edad', 'sexo', 'lugar')), [])
    file = table('blank.csv', ['edad', 'sexo', 'lugar'], rows)
    arguments = ['--k', '3', '--suppress', '0.5', '--type', 'edad=nominal', *flats]
    found, written = anonymize(file, 'edad,sexo,lugar', *arguments)
    assert (found['records'], found['suppressed'], found['blank_cells']) == (4, 4, 0), found
    near(found['loss'], 4 * 3 / 24)
    found, written = anonymize(file, 'edad,sexo,lugar', *arguments, '--blank-cells')
    assert (found['records'], found['suppressed'], found['blank_cells'], found['k'], found['classes']) == (7, 1, 3, 3, 2), found
    near(found['loss'], (3 + 3) / 24)
    assert sorted(tuple(r.values()) for r in written) == sorted([('30', 'M', 'norte')] * 4 + [('50', 'F', '')] * 3), written
    random_ = random.Random(41)
    for number in range(5):
        rows = [[random_.choice(['', *'abc']) for _ in range(4)] for _ in range(70)]
        file = table('blank.csv', 'pqrs', rows)
        found, written = anonymize(file, 'p,q,r,s', '--k', '4', '--suppress', '0.4', '--blank-cells')
        without, fewer = anonymize(file, 'p,q,r,s', '--k', '4', '--suppress', '0.4')
        assert len(written) >= len(fewer) and found['loss'] <= without['loss'] + 1e-12
        counts = collections.Counter(tuple(r.values()) for r in written)
        assert min(counts.values()) == found['k'] >= 4 and len(counts) == found['classes']
    fails('anonymize', file, '--quasi', 'p', '--sensitive', 'q', '--l', '2', '--blank-cells', '--output', path('no.csv'), says='not for l and t')


def test_anonymize_a_workspace():
    file = path('hidden.quehacer')
    works('demo', file, '--rows', '900', '--seed', '5', '--until', '2026-10-30', notes='invented people')
    made = variables('made.json', unit='person', rules=[{'name': 'n', 'of': 'activity', 'take': 'count'}],
                     derived=[{'name': 'age', 'make': 'age', 'from': 'birth_year', 'on': '2026-10-30'}])
    found, rows = anonymize(file, 'sex,age,schooling', '--variables', made, '--k', '3', '--suppress', '0.05', '--sensitive', 'n')
    assert found['k'] >= 3 and len(rows) == found['records'] and found['before']['k'] == 1, found
    counts = collections.Counter((r['sex'], r['age'], r['schooling']) for r in rows)
    assert min(counts.values()) == found['k'] and len(counts) == found['classes'], counts
    # What the dictionary marks leaves only as it was asked for.
    assert 'n' in rows[0] and 'birth_year' not in rows[0] and 'municipality' not in rows[0], rows[0]
    works('anonymize', file, '--unit', 'persons', '--quasi', 'sex', '--k', '3', '--output', path('hidden.sav'), '--format', 'json')
    assert os.path.getsize(path('hidden.sav')) > 100
    assert works('audit', file, '--format', 'csv').count('Data exported') == 2
    fails('anonymize', file, '--unit', 'persons', '--quasi', 'sex', '--id', 'sex', '--output', path('no.csv'), says='is for tables')
    fails('anonymize', file, '--unit', 'persons', '--quasi', 'sex', '--k', '3', '--output', path('no.txt'), says='no.txt')
    assert not [name for name in os.listdir(commands.folder) if name.startswith('.')]


def test_anonymize_asked_wrongly():
    file = write('ages.csv', AGES)
    out = ['--output', path('no.csv')]
    fails('anonymize', file, '--quasi', 'edad', says='--output is required')
    fails('anonymize', file, *out, says='no quasi-identifiers')
    fails('anonymize', file, '--quasi', 'edad', '--k', '10', *out, says='A class of 10 cannot be made of 9 records')
    fails('anonymize', file, '--quasi', 'edad', '--k', '0', *out, says='not a whole number')
    fails('anonymize', file, '--quasi', 'edad', '--where', 'edad=50..60', *out, says='no rows')
    fails('anonymize', file, '--quasi', 'edad', '--suppress', '5', *out, says='not a number from 0 to 1')
    fails('anonymize', file, '--quasi', 'edad', '--drop', 'talla', *out, says='no column “talla”')
    fails('anonymize', file, '--quasi', 'edad', '--top', 'edad=x', *out, says='“x” is not a number')
    fails('anonymize', file, '--quasi', 'edad', '--k', '5', '--sensitive', 'sexo', '--l', '4', *out, says='Nothing reaches')
    fails('anonymize', file, '--quasi', 'edad', '--output', path('nowhere/no.csv'), says='no folder')
    fails('anonymize', file, '--quasi', 'edad', '--output', commands.folder, says='no ordinary file')
    assert not os.path.exists(path('no.csv'))
    names = write('names.csv', 'nombre,g\n' + ''.join(f'P{i},{i % 2}\n' for i in range(20)))
    anonymize(names, 'g', notes='“nombre” has another value')
    found, rows = anonymize(names, 'g', '--drop', 'nombre')
    assert list(rows[0]) == ['g'] and len(rows) == 20


def test_a_full_disk_leaves_nothing():
    file = write('names.csv', 'nombre,g\n' + ''.join(f'P{i} {"x" * 100},{i % 2}\n' for i in range(2000)))
    folder = path('full')
    os.mkdir(folder)
    kept = os.path.join(folder, 'kept.csv')
    with open(kept, 'w') as old:
        old.write('old')
    fails('anonymize', file, '--quasi', 'g', '--output', kept, limit=50000, says='no room')
    assert os.listdir(folder) == ['kept.csv'] and open(kept).read() == 'old'


VISITS = 'folio,sexo,nace,visita,gasto,peso\n' + ''.join(
    f'A{i % 12},{"MF"[i % 2]},{1990 + i % 12}-03-0{1 + i % 9},2026-{1 + i % 12:02}-{10 + i // 12},{100 + 7 * i},{50 + i / 4}\n' for i in range(48))


def days_between(a, b):
    return (datetime.date.fromisoformat(a) - datetime.date.fromisoformat(b)).days


def test_treatments():
    file = write('visits.csv', VISITS)
    key, other = write('study.key', 'x' * 40), write('other.key', 'y' * 40)
    treat = ['--k', '5', '--id', 'folio', '--shift-dates', '60', '--coarsen', 'nace=quarter', '--microaggregate', 'gasto=4',
             '--noise', 'peso=0.1']
    found, one = anonymize(file, 'sexo', *treat, '--key-file', key)
    found, again = anonymize(file, 'sexo', *treat, '--key-file', key)
    found, two = anonymize(file, 'sexo', *treat, '--key-file', other)
    found, three = anonymize(file, 'sexo', *treat)
    assert one == again and one != two and one != three
    ids = [{row['folio'] for row in rows} for rows in (one, two, three)]
    assert all(len(names) == 12 for names in ids) and not ids[0] & ids[1] and not ids[0] & ids[2], ids
    assert not any(name.startswith('A') for name in ids[0]), ids[0]
    assert {row['nace'] for row in one} == {f'{year}-Q1' for year in range(1990, 2002)}
    # Days between the visits of a person stay; the days themselves do not.
    visits, told = collections.defaultdict(list), collections.defaultdict(list)
    for row in csv.DictReader(io.StringIO(VISITS)):
        visits[row['folio']].append(row['visita'])
    for row in one:
        told[row['folio']].append(row['visita'])
    gaps = lambda dates: tuple(days_between(d, min(dates)) for d in sorted(dates))
    assert sorted(map(gaps, visits.values())) == sorted(map(gaps, told.values()))
    shifts = set()
    for year in range(1990, 2002):
        row = next(r for r in one if r['nace'] == f'{year}-Q1')
        before = sorted(visits[f'A{year - 1990}'])[0]
        after = sorted(told[row['folio']])[0]
        shifts.add(days_between(after, before))
    assert all(1 <= abs(shift) <= 60 for shift in shifts) and len(shifts) > 6, shifts
    # Means of fours: the sum stays, and each occurs four times.
    spent = sorted(float(row['gasto']) for row in one)
    near(sum(spent), sum(100 + 7 * i for i in range(48)))
    assert set(collections.Counter(spent).values()) == {4} and spent[0] == 110.5, spent
    weights = sorted(float(row['peso']) for row in one)
    assert weights != sorted(50 + i / 4 for i in range(48)) and 50 < sum(weights) / 48 < 62
    out = ['--output', path('no.csv')]
    for more, says in ((['--id', 'talla'], 'no column “talla”'), (['--id', 'sexo'], 'already used'),
                       (['--shift-dates', '30'], 'wants --id'), (['--coarsen', 'nace=day'], 'Choose month'),
                       (['--coarsen', 'sexo=year'], 'already used'), (['--coarsen', 'gasto=year'], 'not a date'),
                       (['--microaggregate', 'folio=3'], 'not a number'), (['--microaggregate', 'gasto=1'], 'from 2 to 1000'),
                       (['--microaggregate', 'gasto=100'], 'fewer than 100'), (['--noise', 'gasto=-1'], 'not a part'),
                       (['--id', 'folio', '--key-file', write('short.key', 'x')], 'too short'),
                       (['--id', 'folio', '--key-file', path('none.key')], 'none.key')):
        fails('anonymize', file, '--quasi', 'sexo', *more, *out, says=says)


def test_microaggregation_by_brute_force():
    random_ = random.Random(31)
    for number in range(6):
        values = [random_.randint(0, 40) for _ in range(random_.randint(4, 11))]
        k = random_.randint(2, min(4, len(values)))
        file = table('micro.csv', ['v', 'q'], [(v, 'x') for v in values])
        found, rows = anonymize(file, 'q', '--k', '1', '--microaggregate', f'v={k}', '--type', 'v=scale')
        ordered, least = sorted(values), math.inf
        for cuts in itertools.chain.from_iterable(itertools.combinations(range(1, len(values)), n) for n in range(len(values))):
            groups = [ordered[a:b] for a, b in zip((0, *cuts), (*cuts, len(values)))]
            if min(map(len, groups)) >= k:
                least = min(least, sum((v - sum(g) / len(g)) ** 2 for g in groups for v in g))
        told = sorted(float(row['v']) for row in rows)
        assert abs(sum((a - b) ** 2 for a, b in zip(ordered, told)) - least) < 1e-6, (values, told)
        assert min(collections.Counter(told).values()) >= k


commands.main(dict(globals()))
