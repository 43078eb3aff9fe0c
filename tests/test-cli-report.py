#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports by the built program (QUEHACER_PROGRAM): every figure is what the command
“table” prints, the PDF is read back with pdftotext and the workbook with
LibreOffice, and bad input gets a clear word. Speaks TAP."""
import base64
import csv
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import traceback

PROGRAM = os.environ['QUEHACER_PROGRAM']
PASSPHRASE = 'practica'
FOLDER = tempfile.mkdtemp(prefix='quehacer-cli-report-')
PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='


def path(name):
    return os.path.join(FOLDER, name)


def run(*arguments):
    environment = dict(os.environ, LC_ALL='C.UTF-8', LANGUAGE='', G_DEBUG='fatal-criticals')
    environment.pop('DISPLAY', None)
    done = subprocess.run([PROGRAM, *arguments, '--passphrase-file', '-'], input=PASSPHRASE.encode(),
                          capture_output=True, env=environment, start_new_session=True, timeout=100)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def works(*arguments):
    status, output, errors = run(*arguments)
    assert status == 0, f'{arguments}: status {status}: {errors}'
    return output


def fails(*arguments, says):
    status, output, errors = run(*arguments)
    lines = errors.splitlines()
    assert status == 1 and len(lines) == 1 and output == '', f'{arguments}: {status} {errors!r} {output!r}'
    assert says in lines[0], f'{lines[0]!r} does not say {says!r}'


def practice():
    """One practice workspace for all, and its last month."""
    workspace = path('practice.quehacer')
    if not os.path.exists(workspace):
        environment = dict(os.environ, LC_ALL='C.UTF-8', LANGUAGE='')
        subprocess.run([PROGRAM, 'demo', workspace, '--rows', '2500', '--seed', '4', '--until', '2026-10-30'], check=True,
                       capture_output=True, env=environment, timeout=100)
    return workspace, '2026-10'


def make(name, *more, small='0'):
    workspace, month = practice()
    output = path(name)
    works('report', 'month', workspace, '--month', month, '--output', output, '--small-cells', small, *more)
    return output


def read_csv(name, *more, small='0'):
    with open(make(name, *more, small=small), newline='', encoding='utf-8') as file:
        return list(csv.DictReader(file))


KINDS = {'activity': 'activities', 'case': 'cases', 'person': 'persons'}


def count_anew(workspace, figure):
    """What “table” prints for the conditions that stand beside a figure."""
    rows = figure['rows'] or 'function'
    columns = 'sex' if figure['measure'] == 'people' else figure['columns']
    command = ['table', workspace, '--of', KINDS[figure['of']], '--rows', rows, '--format', 'csv']
    if columns and columns != rows:
        command += ['--columns', columns]
    if figure['measure'] == 'minutes':
        command += ['--measure', 'minutes']
    for condition in figure['where'].split('; '):
        command += ['--where', condition]
    return command


def look_up(table, figure):
    column = figure['column_code'] if figure['columns'] else None
    last = [name for name in table[0] if name in ('total', 'count', 'minutes')][-1] if table else 'count'
    wanted = [line for line in table
              if not figure['rows'] or figure['row_code'] == 'total' or line['code'] == figure['row_code']]
    return sum(int(line.get(column or last) or 0) for line in wanted)


def compare_with_table(figures):
    workspace, _ = practice()
    tables, n = {}, 0
    for figure in figures:
        if figure['measure'] in ('', 'planned', 'percent') or figure['of'] not in KINDS:
            continue
        if figure['row_code'] == 'total' and not figure['rows']:
            continue
        command = tuple(count_anew(workspace, figure))
        if command not in tables:
            tables[command] = list(csv.DictReader(io.StringIO(works(*command))))
        assert look_up(tables[command], figure) == int(figure['value']), (figure, command)
        n += 1
    return n


def test_equals_table():
    assert compare_with_table(read_csv('month.csv')) > 400


def test_equals_table_of_worker():
    workspace, _ = practice()
    worker = works('table', workspace, '--rows', 'worker', '--format', 'csv').splitlines()[1].split(',')[1]
    assert compare_with_table(read_csv('worker.csv', '--worker', worker)) > 100


def tell_apart(figures):
    """The figures of the tables by section: each row's name and its texts as they are printed."""
    sections, first = {}, {}
    for figure in figures:
        title = figure['section']
        if figure['measure'] not in ('count', 'minutes', 'people'):
            continue
        if figure['column'] == first.setdefault(title, figure['column']):
            sections.setdefault(title, []).append((figure['row'], []))
        sections[title][-1][1].append('*' if figure['hidden'] else figure['value'])
    return sections


def test_pdf():
    for small in ('0', '5'):
        figures = read_csv('paper.csv', small=small)
        paper = make('paper.pdf', small=small)
        text = subprocess.run(['pdftotext', '-layout', paper, '-'], check=True, capture_output=True).stdout.decode()
        sections = re.split(r'^\s*\d+\. ', text, flags=re.MULTILINE)
        n = 0
        for title, rows in tell_apart(figures).items():
            body = next(section for section in sections if section.startswith(title))
            lines = [line.split() for line in body.splitlines()]
            for label, cells in rows:
                words = label.split()
                found = [line[len(words):] for line in lines if line[:len(words)] == words]
                if not found and len(label) > 25:
                    continue  # its name takes two lines
                # The per cent of a goal stands between the counts.
                assert any(is_in_order(cells, line) for line in found), (title, label, cells, found)
                n += len(cells)
        assert n > 300, n
        information = subprocess.run(['pdfinfo', paper], check=True, capture_output=True).stdout.decode()
        assert re.search(r'Title: +Monthly report of social work, ', information), information
        assert re.search(r'Author: +\S', information), information
        pages = int(re.search(r'Pages: +(\d+)', information).group(1))
        assert pages > 1 and f'Page {pages} of {pages}' in text
        assert ('Small figures are shown' in text) == (small == '0')


def is_in_order(cells, line):
    rest = iter(line)
    return all(cell in rest for cell in cells)


def test_structure():
    """Headings and tables are told as such."""
    paper = make('structure.pdf')
    structure = subprocess.run(['pdfinfo', '-struct', paper], check=True, capture_output=True).stdout.decode()
    for element in ('H1', 'H2', 'Table', 'TR', 'TH', 'TD', 'Figure'):
        assert re.search(rf'^\s*{element}\b', structure, flags=re.MULTILINE), element


def test_xlsx():
    program = shutil.which('soffice') or shutil.which('localc')
    figures = read_csv('book.csv')
    book = make('book.xlsx')
    if program is None:
        print('# LibreOffice is not here')
        return
    subprocess.run([program, f'-env:UserInstallation=file://{FOLDER}/profile', '--headless', '--convert-to',
                    'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,1',
                    '--outdir', path('out'), book], check=True, timeout=110, capture_output=True)
    with open(next(pathlib.Path(path('out')).glob('*.csv')), newline='', encoding='utf-8') as file:
        rows = list(csv.reader(file))
    n = 0
    for title, lines in tell_apart(figures).items():
        start = next(i for i, row in enumerate(rows) if re.fullmatch(r'\d+\. ' + re.escape(title), row[0]))
        end = next((i for i in range(start + 1, len(rows)) if re.match(r'\d+\. ', rows[i][0])), len(rows))
        for label, cells in lines:
            found = [row[1:] for row in rows[start:end] if row[0] == label]
            assert any(is_in_order(cells, row) for row in found), (title, label, cells, found)
            n += len(cells)
    assert n > 400, n
    assert b'chart' in subprocess.run(['unzip', '-l', book], capture_output=True, check=False).stdout \
        or shutil.which('unzip') is None


def write_template(name, sections, **more):
    with open(path(name), 'w', encoding='utf-8') as file:
        json.dump(dict(more, title='Informe propio', sections=sections), file)
    return path(name)


TABLE = {'form': 'table', 'title': 'Visitas', 'rows': {'by': 'type'}, 'columns': [{'show': 'total'}]}


def test_template():
    label = ' '.join(['Atención'] * 14)[:120]
    table = dict(TABLE, title=label, rows=[{'label': label, 'where': ['type=AC010']}], columns=[{'show': 'days'}])
    template = write_template('own.json', [table], logo=PIXEL, paper='a4', landscape=True,
                              signatures=[{'label': label, 'name': label}])
    paper = make('own.pdf', '--template', template)
    text = subprocess.run(['pdftotext', paper, '-'], check=True, capture_output=True).stdout.decode()
    assert 'Informe propio' in text and 'Page 1 of 1' in text
    assert ' '.join(text.split()).count(label) >= 2, text
    size = subprocess.run(['pdfinfo', paper], check=True, capture_output=True).stdout.decode()
    assert re.search(r'Page size: +841\.\d+ x 595\.', size), size


def test_bad_input():
    workspace, month = practice()
    ask = ('report', 'month', workspace, '--month', month, '--output')
    fails(*ask, path('x.doc'), says='.xlsx')
    fails('report', 'month', workspace, '--output', path('x.pdf'), says='--month')
    fails('report', 'month', workspace, '--month', '2026-13', '--output', path('x.pdf'), says='2026-13')
    fails('report', 'quarter', workspace, '--quarter', '2026-Q5', '--output', path('x.pdf'), says='2026-Q5')
    fails('report', 'year', workspace, '--year', 'x', '--output', path('x.pdf'), says='2026')
    fails('report', 'month', workspace, '--month', '2999-01', '--output', path('x.pdf'), says='not begun')
    fails('report', 'week', workspace, '--output', path('x.pdf'), says='month, quarter')
    fails('report', 'day', workspace, '--output', path('x.pdf'), says='--worker')
    fails('report', 'day', workspace, '--worker', 'x', '--output', path('x.csv'), says='PDF')
    fails('report', 'day', workspace, '--worker', 'x', '--date', '2026-02-30', '--output', path('x.pdf'), says='2026-02-30')
    worker = list(csv.DictReader(io.StringIO(works('table', workspace, '--rows', 'worker', '--format', 'csv'))))[0]['label']
    fails('report', 'day', workspace, '--worker', worker, '--date', '2099-01-01', '--output', path('x.pdf'), says='still to come')
    fails('report', 'month', workspace, '--month', month, says='--output')
    fails(*ask, path('no/such/x.pdf'), says='x.pdf')
    fails(*ask, path('no/such/x.xlsx'), says='no/such')
    fails(*ask, path('x.pdf'), '--worker', 'Nadie', says='Nadie')
    fails(*ask, path('x.pdf'), '--template', 'nada', says='nada')
    fails(*ask, path('x.pdf'), '--template', path('nada.json'), says='nada.json')
    logo = base64.b64encode(b'GIF89a').decode()
    fails(*ask, path('x.pdf'), '--template', write_template('logo.json', [TABLE], logo=logo), says='PNG')
    table = {key: value for key, value in TABLE.items() if key != 'columns'}
    fails(*ask, path('x.pdf'), '--template', write_template('less.json', [table]), says='section 1: “columns” is missing')
    table = dict(TABLE, where=['type=ZZ9'])
    fails(*ask, path('x.pdf'), '--template', write_template('code.json', [table]), says='ZZ9')
    assert not os.path.exists(path('x.pdf'))


def test_empty_month():
    workspace, _ = practice()
    works('report', 'month', workspace, '--month', '2001-02', '--output', path('empty.pdf'))
    text = subprocess.run(['pdftotext', path('empty.pdf'), '-'], check=True, capture_output=True).stdout.decode()
    assert 'There is nothing recorded of this in the period.' in text


def test_longer_periods():
    workspace, month = practice()
    works('report', workspace, 'quarter', '--quarter', month, '--output', path('quarter.csv'))
    works('report', workspace, 'year', '--year', month[:4], '--output', path('year.csv'), '--small-cells', '0')
    with open(path('year.csv'), newline='', encoding='utf-8') as file:
        figures = list(csv.DictReader(file))
    assert compare_with_table(figures) > 400
    months = {figure['column_code'] for figure in figures if figure['columns'] == 'date:month'}
    assert len(months) == 12, months
    # The months, what was planned and the per cent stand beside each other, on each page again.
    works('report', workspace, 'year', '--year', month[:4], '--output', path('year.pdf'))
    text = subprocess.run(['pdftotext', '-layout', path('year.pdf'), '-'], check=True, capture_output=True).stdout.decode()
    heads = [line.split() for line in text.splitlines() if line.split()[:3] == ['Function', '/', 'Activity']]
    assert len(heads) > 1 and all(head[-3:] == ['Planned', 'Done', '%'] and 'Jan' in head for head in heads), heads
    # A group that goes on says so at the top of the page.
    assert '(continued)' in text


def read_words(paper):
    text = subprocess.run(['pdftotext', '-layout', paper, '-'], check=True, capture_output=True).stdout.decode()
    return ' '.join(text.split())


def test_day_sheet():
    """With names by who may see them, unless they say otherwise; no name then."""
    workspace, _ = practice()
    day = list(csv.DictReader(io.StringIO(works('table', workspace, '--rows', 'day', '--columns', 'worker',
                                                '--format', 'csv'))))[-1]
    worker = next(name for name in day if name.isdigit() and int(day[name]) > 0)
    ask = ('report', 'day', workspace, '--date', day['code'], '--worker', worker, '--output')
    rows = list(csv.DictReader(io.StringIO(works('list', 'activities', workspace, '--date', day['code'], '--format', 'csv'))))
    rows = [row for row in rows if row['start'] and row['folio']]
    works(*ask, path('day.pdf'))
    works(*ask, path('nobody.pdf'), '--without-identities')
    named, bare = read_words(path('day.pdf')), read_words(path('nobody.pdf'))
    assert 'Page 1 of' in named and 'Without identities' in bare
    folios = {row['folio'] for row in rows if row['folio'] in named}
    assert folios, (named, rows)
    assert not any(folio in bare for folio in folios), bare
    size = subprocess.run(['pdfinfo', path('day.pdf')], check=True, capture_output=True).stdout.decode()
    assert re.search(r'Page size: +792 x 612', size), size
    # The signatures are not alone on a page.
    pages = subprocess.run(['pdftotext', '-layout', path('day.pdf'), '-'], check=True, capture_output=True).stdout.decode()
    last = pages.split('\f')[-2]
    assert re.search(r'^\s*Total\b', last, flags=re.MULTILINE), last
    works('report', 'day', workspace, '--date', '2001-01-01', '--worker', worker, '--output', path('none.pdf'))
    assert 'There is nothing recorded on this day.' in read_words(path('none.pdf'))


def main():
    tests = [value for name, value in globals().items() if name.startswith('test_')]
    failed = 0
    print('TAP version 13')
    print(f'1..{len(tests)}')
    for number, test in enumerate(tests, 1):
        try:
            test()
            print(f'ok {number} - {test.__name__[5:]}', flush=True)
        except Exception:
            failed += 1
            for line in traceback.format_exc().splitlines():
                print(f'# {line}')
            print(f'not ok {number} - {test.__name__[5:]}', flush=True)
    shutil.rmtree(FOLDER)
    return failed > 0


if __name__ == '__main__':
    sys.exit(main())
