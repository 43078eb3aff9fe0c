#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables that somebody brings, by the built program (QUEHACER_PROGRAM): described,
counted and tested. Speaks TAP."""
import json
import re

from research_commands import PEOPLE, commands, fails, levels, path, read, works, write


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


commands.main(dict(globals()))
