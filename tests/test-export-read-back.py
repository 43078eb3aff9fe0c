#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports read back by programs that are not ours: openpyxl opens the workbook,
LibreOffice turns it into a csv, PSPP opens the files for SPSS, and all give the
cells of our own csv."""
import csv
import datetime
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import dataset_reader

SKIPPED = 77
try:
    import openpyxl
except ImportError:
    print('python3-openpyxl is not here')
    sys.exit(SKIPPED)

folder = pathlib.Path(tempfile.mkdtemp(prefix='quehacer-'))
problems = []


def check(good, text):
    if not good:
        problems.append(text)


def as_text(value):
    """A cell as our csv writes it."""
    if value is None:
        return ''
    if isinstance(value, datetime.datetime):
        return value.strftime('%Y-%m-%d')
    if isinstance(value, datetime.time):
        return value.strftime('%H:%M')
    if isinstance(value, float):
        return f'{value:.15g}'
    return str(value)


def check_openpyxl(expected):
    book = openpyxl.load_workbook(folder / 'data.xlsx')
    check(len(book.sheetnames) == 3, f'sheets: {book.sheetnames}')
    data, summary, codebook = (book[name] for name in book.sheetnames)
    rows = [[as_text(value) for value in row] for row in data.iter_rows(values_only=True)]
    check(rows == expected, 'the workbook and the csv differ')
    check(data.freeze_panes == 'B2', f'frozen at {data.freeze_panes}')
    check(data.auto_filter.ref is not None, 'no autofilter')
    check(data.column_dimensions['A'].width > 5, 'no column widths')
    date = data.cell(2, expected[0].index('date') + 1)
    check(date.is_date and date.number_format == 'yyyy-mm-dd', f'a date is {date.number_format}')
    check(len(summary._charts) == 2, f'{len(summary._charts)} charts')
    cells = [cell for row in summary.iter_rows(values_only=True) for cell in row]
    check('Enero a marzo de 2025' in cells and len(expected) - 1 in cells, 'the summary says too little')
    described = {row[0] for row in codebook.iter_rows(min_row=2, values_only=True)}
    missing = [name for name in expected[0] if name not in described and not name.endswith('_label')]
    check(not missing, f'not in the codebook: {missing}')
    codes = {(row[0], row[5]): row[6] for row in codebook.iter_rows(min_row=2, values_only=True)}
    check(codes.get(('type', 'AC010')) == 'Visita domiciliaria', 'a code has no label in the codebook')
    check(('outcome', 'NS') in codes, 'no kinds of missing in the codebook')


def check_libreoffice(expected):
    program = shutil.which('soffice') or shutil.which('localc')
    if program is None:
        print('LibreOffice is not here')
        return
    subprocess.run([program, f'-env:UserInstallation=file://{folder}/profile', '--headless', '--convert-to',
                    'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1',
                    '--outdir', str(folder / 'out'), str(folder / 'data.xlsx')],
                   check=True, timeout=110, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    files = list((folder / 'out').glob('*.csv'))
    check(len(files) == 1, f'LibreOffice wrote {files}')
    with open(files[0], newline='', encoding='utf-8') as file:
        rows = list(csv.reader(file))
    check(len(rows) == len(expected), f'LibreOffice reads {len(rows)} rows of {len(expected)}')
    for number, (row, wanted) in enumerate(zip(rows, expected)):
        for name, cell, other in zip(expected[0], row, wanted):
            same = cell == other
            if not same and name == 'puntos':  # shown rounded
                same = abs(float(cell) - float(other)) < 0.01
            if not same and name == 'start':  # shown with seconds
                same = datetime.datetime.strptime(cell, '%I:%M:%S %p').strftime('%H:%M') == other
            check(same, f'LibreOffice reads {cell!r}, not {other!r}, in row {number}, {name}')


def check_pspp(name, expected):
    """PSPP writes the file as a csv, with labels in place of codes."""
    if shutil.which('pspp') is None:
        print('PSPP is not here')
        return
    syntax = folder / f'{name}.sps'
    table = folder / f'{name}.csv'
    syntax.write_text(f"GET FILE='{folder}/{name}'.\nSAVE TRANSLATE /OUTFILE='{table}' /TYPE=CSV "
                      "/FIELDNAMES /CELLS=LABELS /MISSING=IGNORE.\nDISPLAY DICTIONARY.\n")
    said = subprocess.run(['pspp', '-O', 'format=csv', str(syntax)], check=False, timeout=110, capture_output=True, text=True,
                          env=dict(os.environ, LC_ALL='C.UTF-8'))
    check(said.returncode == 0, f'PSPP: {said.stdout[:500]} {said.stderr[:500]}')
    check('Tipo de actividad' in said.stdout and '-4 THRU -1' in said.stdout, f'{name}: the dictionary lacks labels or missing values')
    with open(table, newline='', encoding='utf-8') as file:
        rows = list(csv.DictReader(file))
    check(len(rows) == len(expected) - 1, f'PSPP reads {len(rows)} rows of {name}')
    for number, row in enumerate(rows):
        wanted = dict(zip(expected[0], expected[number + 1]))
        for column, other in [('number', 'number'), ('minutes', 'minutes'), ('type', 'type_label'), ('outcome', 'outcome_label'),
                              ('problems', 'problems'), ('reincidente', 'reincidente_label'), ('served_sex_M', 'served_sex_M')]:
            check(row[column].strip() == wanted[other], f'{name}, row {number}: {column} is {row[column]!r}, not {wanted[other]!r}')
        day = datetime.datetime.strptime(row['date'], '%m/%d/%Y').strftime('%Y-%m-%d')
        check(day == wanted['date'], f'{name}, row {number}: {day}')
        start = wanted['start'] or wanted['start_missing_label']
        check(row['start'].strip()[:5] == start[:5], f'{name}, row {number}: {row["start"]!r}, not {start!r}')
        check(abs(float(row['puntos']) - float(wanted['puntos'])) < 1e-9, f'{name}, row {number}: {row["puntos"]}')
        codes = wanted['problems'].split('; ')
        flag = '' if not wanted['problems'] else 'Yes' if 'RARO' in codes else 'No'
        check(row['problems_RARO'].strip() == flag, f'{name}, row {number}: {row["problems_RARO"]!r}, not {flag!r}')


def check_dataset():
    """Every file of a data set's folder holds what its csv does."""
    place = folder / 'conjunto'
    subprocess.run(['xmllint', '--noout', str(place / 'conjunto.ddi.xml')], check=True)
    subprocess.run(['xmllint', '--noout', '--html', str(place / 'conjunto.codebook.html')], check=True, stderr=subprocess.DEVNULL)
    found, absent = dataset_reader.compare(place)
    problems.extend(found)
    if absent:
        print(f'not here: {", ".join(absent)}')


def with_comma():
    """An environment whose numbers have a comma, where it can be made."""
    locale = folder / 'pt_BR.UTF-8'
    try:
        subprocess.run(['localedef', '-f', 'UTF-8', '-i', 'pt_BR', str(locale)], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        print('no locale with a comma could be made')
        return None
    environment = dict(os.environ, LOCPATH=str(folder), LC_NUMERIC='pt_BR.UTF-8')
    environment.pop('LC_ALL', None)
    # With LOCPATH glibc's newlocale() leaks its copy of it. The export test
    # itself is checked for leaks without it.
    environment['ASAN_OPTIONS'] = os.environ.get('ASAN_OPTIONS', '') + ':detect_leaks=0'
    return environment


try:
    subprocess.run([sys.argv[1], 'write', str(folder)], check=True, env=with_comma())
    with open(folder / 'data.csv', newline='', encoding='utf-8') as table:
        cells = list(csv.reader(table))
    check(len(cells) == 61, f'{len(cells)} rows')
    check_openpyxl(cells)
    check_libreoffice(cells)
    for name in ('data.sav', 'data.zsav'):
        check_pspp(name, cells)
    check_dataset()
finally:
    shutil.rmtree(folder, ignore_errors=True)
for problem in problems[:20]:
    print(problem)
sys.exit(1 if problems else 0)
