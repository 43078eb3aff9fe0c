#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables that somebody brings, by the built program (QUEHACER_PROGRAM): described,
counted, tested. Speaks TAP."""
import csv
import io
import os
import shutil
import subprocess
import sys
import tempfile
import traceback

PROGRAM = os.environ['QUEHACER_PROGRAM']
FOLDER = tempfile.mkdtemp(prefix='quehacer-cli-research-')


def path(name):
    return os.path.join(FOLDER, name)


def write(name, text, encoding='utf-8'):
    with open(path(name), 'w', encoding=encoding, newline='') as file:
        file.write(text)
    return path(name)


def run(*arguments):
    environment = dict(os.environ, LC_ALL='C.UTF-8', LANGUAGE='', G_DEBUG='fatal-criticals')
    environment.pop('DISPLAY', None)
    done = subprocess.run([PROGRAM, *arguments], stdin=subprocess.DEVNULL, capture_output=True,
                          env=environment, start_new_session=True, timeout=100)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def works(*arguments, notes=''):
    status, output, errors = run(*arguments)
    assert status == 0, f'{arguments}: status {status}: {errors}'
    assert notes in errors, f'{arguments}: {errors!r} does not say {notes!r}'
    assert notes or not errors, f'{arguments}: {errors!r}'
    return output


def fails(*arguments, says):
    status, output, errors = run(*arguments)
    assert status == 1 and output == '', f'{arguments}: {status} {errors!r} {output!r}'
    assert says in errors.splitlines()[-1], f'{errors!r} does not say {says!r}'


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
    header = write('header.csv', 'a,b\n')
    assert levels(header) == {'a': 'nominal', 'b': 'nominal'}
    assert read('table', '--from-csv', header, '--rows', 'a') == []


def test_many_categories():
    file = write('many.csv', 'id,x\n' + ''.join(f'k{i:06},{i % 7}\n' for i in range(100000)))
    rows = read('table', '--from-csv', file, '--rows', 'id')
    assert len(rows) == 100000 and rows[70000] == {'code': 'k070000', 'label': 'k070000', 'count': '1'}, rows[70000]
    fails('table', '--from-csv', file, '--rows', 'id', '--columns', 'id', says='too large')


def test_what_is_asked_wrongly():
    file = write('people.csv', PEOPLE)
    fails('describe', says='An argument is missing')
    fails('describe', file, '--from-csv', file, says='one argument too many')
    fails('table', '--from-csv', file, '--rows', 'talla', says='no variable “talla”')
    fails('table', '--from-csv', file, '--rows', 'ingreso', says='number with fractions')
    fails('table', '--from-csv', file, '--rows', 'sexo', '--where', 'sexo=Otra', says='“Otra” is not a code')
    fails('describe', file, '--no-answer', 'x', says='are for tables')


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
            print('\n'.join('# ' + line for line in traceback.format_exc().splitlines()))
        sys.stdout.flush()
    shutil.rmtree(FOLDER, ignore_errors=True)
    return failed > 0


sys.exit(main())
