#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables that somebody brings, by the built program (QUEHACER_PROGRAM): described,
counted, tested, and the risk that somebody is found in them, beside published
examples and beside a plain count of every pair of records. Speaks TAP."""
import collections
import csv
import datetime
import io
import itertools
import json
import math
import os
import random
import re
import sqlite3

import harness

commands = harness.Commands('cli-research', quiet=True, timeout=600)
path, write, run, works, fails = commands.path, commands.write, commands.run, commands.works, commands.fails


def read(*arguments, notes=''):
    return list(csv.DictReader(io.StringIO(works(*arguments, '--format', 'csv', notes=notes))))


def levels(file, *more, notes=''):
    return {r['variable']: r['level'] for r in read('describe', '--from-csv', file, *more, notes=notes)}


PEOPLE = '''edad,sexo,postal,nota,ingreso,fecha,hora,vacia,dolor
34,Mujer,06700,a,"1,234.50",2026-01-31,9:05,,1
8,Hombre,06700,b,10,2026-02-01,17:30,,2
34,Mujer,14000,c,7.25,2026-02-01,9:05,,3
NA,Mujer,14000,d,,2026-03-15,9:05,,3
51,Hombre,14000,e,3,2026-03-15,9:05,NA,2
77,Mujer,14000,f,3,2026-03-15,9:05,,1
'''


def test_types_are_guessed_and_corrected():
    file = write('people.csv', PEOPLE)
    assert levels(file) == {
        'edad': 'scale', 'sexo': 'nominal', 'postal': 'nominal', 'nota': 'nominal', 'ingreso': 'scale',
        'fecha': 'date', 'hora': 'time', 'vacia': 'nominal', 'dolor': 'ordinal'}, levels(file)
    assert levels(file, '--type', 'dolor=scale', '--type', 'edad=code')['dolor'] == 'scale'
    row = {r['variable']: r for r in read('describe', '--from-csv', file)}
    assert (row['edad']['n'], row['edad']['no_answer'], row['edad']['mean']) == ('5', '1', '40.799999999999997')
    assert (row['ingreso']['n'], float(row['ingreso']['max'])) == ('5', 1234.5)
    assert row['vacia']['n'] == '0'
    fails('describe', '--from-csv', file, '--type', 'sexo=scale', says="“Hombre” is in it")
    fails('describe', '--from-csv', file, '--type', 'talla=scale', says='no column “talla”')
    fails('describe', '--from-csv', file, '--type', 'sexo=colour', says='no type “colour”')
    fails('describe', '--from-csv', file, '--type', 'sexo', says='not VARIABLE=TYPE')


def test_order_of_categories():
    file = write('order.csv', 'g\n10 a 14\n5 a 9\nalto\nbajo\nmedio\n')
    codes = [r['code'] for r in read('table', '--from-csv', file, '--rows', 'g')]
    assert codes == ['10 a 14', '5 a 9', 'alto', 'bajo', 'medio'], codes
    codes = [r['code'] for r in read('table', '--from-csv', file, '--rows', 'g', '--type',
                                     'g=ordinal:bajo,medio,alto,5 a 9,10 a 14')]
    assert codes == ['bajo', 'medio', 'alto', '5 a 9', '10 a 14'], codes
    fails('table', '--from-csv', file, '--rows', 'g', '--type', 'g=ordinal:bajo,alto', says='lacks its category “10 a 14”')
    file = write('ages.csv', 'g\n10 a 14\n5 a 9\n100 y más\n')
    assert [r['code'] for r in read('table', '--from-csv', file, '--rows', 'g')] == ['5 a 9', '10 a 14', '100 y más']


def test_table_test_and_filter():
    file = write('people.csv', PEOPLE)
    rows = read('table', '--from-csv', file, '--rows', 'postal', '--columns', 'sexo')
    assert [(r['code'], r['Mujer'], r['Hombre']) for r in rows] == [('06700', '1', '1'), ('14000', '3', '1')], rows
    rows = read('table', '--from-csv', file, '--rows', 'fecha:month', '--where', 'edad=30..60')
    assert [(r['code'], r['count']) for r in rows] == [('2026-01', '1'), ('2026-02', '1'), ('2026-03', '1')], rows
    cells = [('a', 'x', 10), ('a', 'y', 20), ('b', 'x', 30), ('b', 'y', 40)]
    file = write('two.csv', 'p,q\n' + ''.join(f'{p},{q}\n' * n for p, q, n in cells))
    found = {r['measure']: r['value'] for r in read('test', 'chi-square', '--from-csv', file, '--of', 'p', '--by', 'q')}
    # 100 (10·40 − 20·30)² / (30·70·40·60)
    assert abs(float(found['statistic']) - 100 * 200 ** 2 / (30 * 70 * 40 * 60)) < 1e-12, found
    assert 'chi-square' in works('test', 'list', '--from-csv', file)


# Ten people: two groups, a number before and after, an item that is 0 or 1, how often they are.
SAMPLE = '''grupo,nivel,antes,despues,si,veces,dias,cierre,zona,quien
a,bajo,10,12,no,1,5,si,x,x
a,medio,12,15,si,2,9,si,y,y
a,alto,9,9,no,0,12,no,x,y
a,bajo,14,15,si,1,3,si,z,z
a,medio,11,,si,3,8,no,y,y
b,alto,20,18,si,1,15,si,z,z
b,alto,17,19,no,1,21,no,x,x
b,medio,15,16,si,2,18,si,y,x
b,bajo,18,21,no,0,25,si,z,y
b,alto,,17,si,1,30,no,x,x
'''


def ask(name, *arguments, file=None):
    found = json.loads(works('test', name, '--from-csv', file or write('sample.csv', SAMPLE), *arguments,
                             '--type', 'nivel=ordinal:bajo,medio,alto', '--type', 'veces=scale', '--format', 'json'))
    return found, {f['name']: f['value'] for f in found['figures']}


def test_every_test():
    asked = {
        'cross-table': 'grupo:nivel', 'chi-square': 'grupo:nivel', 'chi-square-corrected': 'grupo:si', 'likelihood-ratio': 'grupo:nivel',
        'fisher': 'grupo:nivel', 'association': 'grupo:zona', 'odds-ratio': 'grupo:si', 'gamma': 'nivel:si', 'mcnemar': 'zona:quien',
        'kappa': 'zona:quien', 'welch': 'antes:grupo', 'student': 'antes:grupo', 'mann-whitney': 'nivel:grupo', 'anova': 'antes:zona',
        'anova-welch': 'antes:zona', 'kruskal-wallis': 'nivel:zona', 'levene': 'antes:zona', 'brown-forsythe': 'antes:zona',
        'pearson': 'antes:despues', 'spearman': 'nivel:despues', 'kendall': 'nivel:despues', 'paired': 'antes:despues',
        'wilcoxon': 'antes:despues', 'linear': 'despues:antes,grupo', 'logistic': 'si:antes', 'describe': 'antes:zona', 'proportion': 'zona', 'shapiro-wilk': 'antes',
        'cronbach': 'antes,despues', 'kaplan-meier': 'dias:grupo',
    }
    listed = [row['test'] for row in json.loads(works('test', 'list', '--from-csv', write('sample.csv', SAMPLE), '--format', 'json'))]
    assert listed == list(asked), listed
    for name, variables in asked.items():
        of, _, by = variables.partition(':')
        more = ['--event', 'cierre=si'] if name == 'kaplan-meier' else []
        arguments = ['--of', of, *(['--by', by] if by else []), *more]
        found, figures = ask(name, *arguments)
        assert found['test'] == name and found['sentence'] and figures['n'] <= 10, found
        # The three formats say the same.
        rows = {r['measure']: r['value'] for r in read('test', name, '--from-csv', write('sample.csv', SAMPLE), *arguments,
                                                       '--type', 'nivel=ordinal:bajo,medio,alto')}
        for figure, value in figures.items():
            assert value == 'inf' or float(rows[figure]) == value, (name, figure, rows[figure], value)
        text = works('test', name, '--from-csv', write('sample.csv', SAMPLE), *arguments, '--type', 'nivel=ordinal:bajo,medio,alto')
        assert found['sentence'] in text and found['title'] in text, text


def test_time_to_an_end():
    file = write('times.csv', 'inicio,fin,g,motivo\n2026-01-01,2026-01-11,a,logro\n2026-01-05,,b,\n2026-01-10,2026-02-01,a,baja\n2026-01-02,2026-01-20,b,logro\n')
    found = json.loads(works('test', 'kaplan-meier', '--from-csv', file, '--of', 'inicio,fin', '--by', 'g', '--format', 'json'))
    figures = {f['name']: f['value'] for f in found['figures']}
    assert figures['n'] == 4 and figures['ended'] == 3 and '2026-02-01' in found['notes'][0], found
    steps = [t for t in found['tables'] if t['name'] == 'steps'][0]['rows']
    assert [(r['group'], r['time']) for r in steps] == [('a', 10), ('a', 22), ('b', 18)], steps
    # Only some ends are the event that is asked for.
    found = json.loads(works('test', 'kaplan-meier', '--from-csv', file, '--of', 'inicio,fin', '--event', 'motivo=logro', '--format', 'json'))
    assert {f['name']: f['value'] for f in found['figures']} == {'n': 4, 'ended': 2}, found
    rows = json.loads(works('test', 'offered', '--from-csv', file, '--of', 'inicio', '--format', 'json'))
    assert [row['test'] for row in rows] == ['kaplan-meier'], rows
    fails('test', 'kaplan-meier', '--from-csv', file, '--of', 'inicio', says='which times ended')
    fails('test', 'kaplan-meier', '--from-csv', file, '--of', 'fin,inicio', says='before it began')
    fails('test', 'welch', '--from-csv', file, '--of', 'inicio', '--by', 'g', says='not a number')


def test_what_is_offered():
    def offered(of, by=None):
        more = ['--by', by] if by else []
        rows = json.loads(works('test', 'offered', '--from-csv', write('sample.csv', SAMPLE), '--of', of, *more,
                                '--type', 'nivel=ordinal:bajo,medio,alto', '--format', 'json'))
        return {row['test'] for row in rows}

    assert {'chi-square', 'fisher', 'chi-square-corrected', 'odds-ratio'} <= offered('grupo', 'si')
    assert not {'gamma', 'welch', 'pearson', 'mcnemar', 'kappa'} & offered('grupo', 'zona')
    assert {'mcnemar', 'kappa'} <= offered('zona', 'quien')
    assert {'welch', 'student', 'mann-whitney', 'anova', 'levene'} <= offered('antes', 'grupo')
    assert not {'welch', 'student', 'mann-whitney'} & offered('antes', 'zona')
    assert {'anova', 'kruskal-wallis'} <= offered('antes', 'zona')
    assert {'pearson', 'paired', 'wilcoxon', 'linear'} <= offered('antes', 'despues')
    assert {'spearman', 'kendall', 'kruskal-wallis'} <= offered('nivel', 'zona') | offered('nivel', 'antes')
    assert not {'pearson', 'linear'} & offered('nivel', 'antes')
    assert offered('antes') == {'describe', 'shapiro-wilk', 'kaplan-meier'}
    assert offered('zona') == {'proportion'}
    assert not offered('nada')


def test_weights():
    file = write('sample.csv', SAMPLE)
    # A row that stands for two is there twice; one of nothing is not there.
    head, *lines = SAMPLE.splitlines()
    written_out = write('out.csv', '\n'.join([head] + [line for line in lines for _ in range(int(line.split(',')[5]))]) + '\n')
    for name, of, by in (('chi-square', 'grupo', 'zona'), ('welch', 'antes', 'grupo'), ('spearman', 'antes', 'despues'),
                         ('linear', 'despues', 'antes,zona'), ('fisher', 'grupo', 'zona'), ('cross-table', 'nivel', 'zona')):
        assert ask(name, '--of', of, '--by', by, '--weight', 'veces', file=file)[0] == ask(name, '--of', of, '--by', by, file=written_out)[0], name
    half = write('half.csv', 'a,b,w\nx,p,0.5\nx,q,1.5\ny,p,2\ny,q,0\nz,q,0\n')
    found = {r['measure']: r['value'] for r in read('test', 'cross-table', '--from-csv', half, '--of', 'a', '--by', 'b', '--weight', 'w')}
    assert float(found['n']) == 4 and found['rows'] == '2' and float(found['cells.2.count']) == 1.5, found
    # There is no exact p of fractions, and nothing else is printed for it.
    parts = write('parts.csv', 'a,b,w\nu,v,0.5\nv,u,1.25\nu,u,2\nv,v,1\n')
    found = json.loads(works('test', 'mcnemar', '--from-csv', parts, '--of', 'a', '--by', 'b', '--weight', 'w', '--format', 'json'))
    assert {figure['name'] for figure in found['figures']} >= {'changed', 'statistic', 'p'} and 'exact' not in str(found), found
    fails('test', 'fisher', '--from-csv', half, '--of', 'a', '--by', 'b', '--weight', 'w', says='whole numbers')
    fails('test', 'proportion', '--from-csv', half, '--of', 'a', '--weight', 'w', says='whole number')
    fails('test', 'chi-square', '--from-csv', half, '--of', 'a', '--by', 'b', '--weight', 'a', says='not a number')


def test_several_at_once():
    found, figures = ask('mann-whitney', '--of', 'antes,despues,dias', '--by', 'grupo,si')
    rows = found['tables'][0]['rows']
    assert figures['computed'] == 6 and [(r['of'], r['by']) for r in rows][:2] == [('antes', 'grupo'), ('antes', 'si')], rows
    single = ask('mann-whitney', '--of', 'despues', '--by', 'grupo')[1]
    assert rows[2]['p'] == single['p'] and rows[2]['n'] == single['n'], rows
    assert all(r['p'] <= r['p_holm'] and r['p_benjamini'] <= r['p_holm'] for r in rows), rows
    # What cannot be computed is said, and does not count.
    found, figures = ask('welch', '--of', 'antes,despues', '--by', 'grupo,zona')
    assert figures['computed'] == 2 and sum('zona' in note for note in found['notes']) == 2, found


def test_cross_table():
    file = write('sample.csv', SAMPLE)
    given = ['table', '--from-csv', file, '--rows', 'grupo', '--columns', 'si']
    rows = read(*given, '--percent', 'row', '--tests')
    found = {r['measure']: r['value'] for r in rows}
    # a: 2 no, 3 yes; b: 2 no, 3 yes.
    assert found['cells.1.count'] == '2' and float(found['cells.2.row_percent']) == 60 and float(found['cells.1.residual']) == 0, found
    assert float(found['cells.1.expected']) == 2 and float(found['tests.1.p']) == 1, found
    text = works(*given, '--percent', 'row,total', '--expected', '--residuals')
    assert text.count('60.0 %') == 2 and 'Expected' in text and 'Adjusted residual' in text and 'p' in text, text
    fails(*given, '--percent', 'rows', says='row, column or total')
    assert json.loads(works(*given, '--tests', '--format', 'json'))['test'] == 'cross-table'
    shares = read('table', '--from-csv', file, '--rows', 'zona', '--percent', 'total')
    assert {r['measure']: r['value'] for r in shares}['shares.1.percent'] == '40', shares


def test_tests_that_cannot_be():
    file = write('sample.csv', SAMPLE)
    for arguments, says in (
            (['welch', '--of', 'grupo', '--by', 'si'], 'not a number'), (['gamma', '--of', 'zona', '--by', 'nivel'], 'without an order'),
            (['kaplan-meier', '--of', 'dias'], 'which times ended'), (['kaplan-meier', '--of', 'dias', '--event', 'cierre=tal vez'], 'tal vez'),
            (['linear', '--of', 'antes'], 'one to compare'), (['cronbach', '--of', 'antes'], '2 to 100'),
            (['linear', '--of', 'antes', '--by', 'despues,despues'], 'named twice'),
            (['linear', '--of', 'antes', '--by', 'veces', '--where', 'veces=1', '--type', 'veces=scale'], 'says nothing that the others'),
            (['mcnemar', '--of', 'grupo', '--by', 'si'], 'no category in common'), (['logistic', '--of', 'zona', '--by', 'antes'], 'two categories'),
            (['shapiro-wilk', '--of', 'antes', '--where', 'antes=9'], '3 to 5000'),
            (['chi-square', '--of', 'grupo', '--by', 'si', '--confidence', '95'], 'between 0 and 1'),
            (['chi-square', '--of', 'nada', '--by', 'si'], 'nada'), (['nada', '--of', 'grupo'], 'no test')):
        fails('test', arguments[0], '--from-csv', file, *arguments[1:], says=says)


def test_other_peoples_files():
    comma = write('comma.csv', 'peso;n\n1,5;1\n"1.234,25";2\n2;3\n', encoding='windows-1252')
    row = {r['variable']: r for r in read('describe', '--from-csv', comma)}['peso']
    assert float(row['max']) == 1234.25 and row['level'] == 'scale', row
    unsure = write('unsure.csv', 'a;b\n1.234;03/04/2026\n5.678;05/04/2026\n')
    row = {r['variable']: r for r in read('describe', '--from-csv', unsure, notes='two ways')}
    assert float(row['a']['max']) == 5678 and row['b']['level'] == 'date', row
    days = read('table', '--from-csv', unsure, '--rows', 'b', notes='day-first')
    assert [r['code'] for r in days] == ['2026-04-03', '2026-04-05'], days
    twice = write('twice.csv', 'a,a,b,a\n1,x,2,y\n')
    assert list(levels(twice, notes='“a_2”')) == ['a', 'a_2', 'b', 'a_3']
    ragged = write('ragged.csv', 'a,b,c\nx,y,z\nx\nx,y,z,w\nx,y,z,\n')
    rows = read('table', '--from-csv', ragged, '--rows', 'b', notes='line 4')
    assert [(r['code'], r['count']) for r in rows] == [('y', '2'), ('', '1')], rows
    odd = write('odd.csv', 'edad\n40\n18\nSin dato\n22\n')
    assert levels(odd, notes='--no-answer')['edad'] == 'nominal'
    assert levels(odd, '--no-answer', 'Sin dato')['edad'] == 'scale'
    fails('describe', '--from-csv', write('empty.csv', ''), says='empty')
    fails('describe', '--from-csv', path('none.csv'), says='none.csv')
    fails('describe', '--from-csv', path('none.csv'), says='there is no such file')
    fails('describe', '--from-csv', commands.folder, says='it is a folder')
    tiny = write('tiny.csv', 'p,long,ward\n1e-06,0.12345678901234567,3E2\n2.5E+10,2.12345678901234567,3E1\n-1,7,1E1\n')
    assert levels(tiny) == {'p': 'scale', 'long': 'scale', 'ward': 'nominal'}, levels(tiny)
    assert float({r['variable']: r for r in read('describe', '--from-csv', tiny)}['p']['max']) == 2.5e10
    header = write('header.csv', 'a,b\n')
    assert levels(header) == {'a': 'nominal', 'b': 'nominal'}
    assert read('table', '--from-csv', header, '--rows', 'a') == []


def test_many_categories():
    file = write('many.csv', 'id,x\n' + ''.join(f'k{i:06},{i % 7}\n' for i in range(100000)))
    rows = read('table', '--from-csv', file, '--rows', 'id')
    assert len(rows) == 100000 and rows[70000] == {'code': 'k070000', 'label': 'k070000', 'count': '1'}, rows[70000]
    fails('table', '--from-csv', file, '--rows', 'id', '--columns', 'id', says='too large')
    shown = works('risk', file, '--quasi', 'id,x')
    assert re.search(r'^uniques +Uniques +100000$', shown, re.M), shown


def test_what_is_asked_wrongly():
    file = write('people.csv', PEOPLE)
    fails('describe', says='An argument is missing')
    fails('describe', file, '--from-csv', file, says='one argument too many')
    fails('table', '--from-csv', file, '--rows', 'talla', says='no variable “talla”')
    fails('table', '--from-csv', file, '--rows', 'ingreso', says='number with fractions')
    fails('table', '--from-csv', file, '--rows', 'sexo', '--where', 'sexo=Otra', says='“Otra” is not a code')
    fails('describe', file, '--no-answer', 'x', says='are for tables')
    fails('table', '--from-csv', file, '--rows', 'talla', says='There are: edad, sexo, postal, nota')
    fails('describe', '--from-csv', file, '--bogus', says='quehacer describe --help')
    for test, *names in (['pearson', '--of', 'edad', '--by', 'edad'], ['cronbach', '--of', 'edad,dolor,edad'], ['chi-square', '--of', 'sexo', '--by', 'sexo']):
        fails('test', '--from-csv', file, test, *names, says='named twice')
    for command in (['describe'], ['table', '--rows', 'sexo']):
        assert works(*command, '--from-csv', file, '--where', 'edad=90..', notes='leave no rows')


def risk(file, quasi, *more, notes=''):
    return json.loads(works('risk', file, '--quasi', quasi, '--format', 'json', *more, notes=notes))


def table(name, header, rows):
    return write(name, ','.join(header) + '\n' + ''.join(','.join(map(str, row)) + '\n' for row in rows))


def near(found, expected):
    assert found is not None and abs(found - expected) <= 1e-12 * max(1, abs(expected)), f'{found} is not {expected}'


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


def emd(part, whole, values, ordered):
    gaps = [part.count(v) / len(part) - whole.count(v) / len(whole) for v in values]
    if not ordered:
        return sum(map(abs, gaps)) / 2
    return sum(map(abs, itertools.accumulate(gaps))) / (len(values) - 1) if len(values) > 1 else 0


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
    fails('anonymize', file, '--quasi', 'edad', '--drop', 'edad', *out, says='Name it in one place')
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


def best_by_brute_force(rows, hierarchies, k, suppress):
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
        loss = 0
        for row in told:
            for i, text in enumerate(row):
                members = sum(hierarchies[i][v][levels[i]] == text for v in domains[i])
                loss += 1 if counts[row] < k or (members == len(domains[i]) > 1) else members / len(domains[i]) if members > 1 else 0
        losses.append((loss / n / q, levels, out))
    return sorted(losses)


def test_search_by_brute_force():
    random_ = random.Random(17)
    for number in range(14):
        q, n = random_.randint(1, 4), random_.randint(5, 80)
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
        best = best_by_brute_force(rows, hierarchies, k, suppress)
        arguments = [file, '--quasi', ','.join(names), '--k', str(k), '--suppress', str(suppress), '--output', path('found.csv'), *more]
        if not best:
            fails('anonymize', *arguments, says='Nothing reaches' if k <= n else 'cannot be made')
            continue
        found = json.loads(works('anonymize', *arguments, '--format', 'json'))
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


def variables(name, **description):
    return write(name, json.dumps(description))


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
