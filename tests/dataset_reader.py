# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads every file of a data set's folder by programs that are not ours, and compares
each cell and each label with the csv: R (haven, and its own syntax), PSPP (the files
for SPSS, and the syntax), LibreOffice, xmllint; the do-file by a strict reader of ours. What is not installed is left out, and
said. The schema of DDI is in no package: its codebook.xsd is named by
QUEHACER_DDI_SCHEMA."""
import collections
import csv
import datetime
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree

import stata_syntax

DDI = {'d': 'ddi:codebook:2_5'}
NUMBERS = ('integer', 'number')
EPOCH = datetime.date(1970, 1, 1)
LETTERS = 'abcd'
CELLS = {'integer': r'-?\d+', 'number': r'-?\d+(\.\d+)?(e[-+]?\d+)?', 'date': r'\d{4}-\d\d-\d\d', 'time': r'\d\d:\d\d', 'string': r'.+'}

# Each variable as V (name, label, class), its labels as L (value, label), its cells as D.
DUMP = r'''
put <- function(con, ...) writeLines(paste(gsub("[\t\r\n]", " ", c(...)), collapse = "\t"), con)
digits <- function(x) format(x, digits = 15, scientific = FALSE, trim = TRUE)
cells <- function(x) {
  if (inherits(x, "Date")) y <- format(x)
  else if (inherits(x, c("hms", "difftime"))) y <- digits(as.numeric(x, units = "secs") / 60)
  else if (inherits(x, "POSIXct")) y <- digits(as.numeric(x) %% 86400 / 60)
  else if (is.character(x) || is.factor(x)) y <- as.character(x)
  else y <- digits(as.numeric(unclass(x)))
  missing <- is.na(unclass(x))
  if (is.double(x) && "package:haven" %in% search()) {
    tag <- haven::na_tag(x)
    y[!is.na(tag)] <- tag[!is.na(tag)]
    missing <- missing & is.na(tag)
  }
  y[missing] <- ""
  y
}
dump <- function(d, file) {
  con <- file(file, "w", encoding = "UTF-8")
  for (n in names(d)) {
    x <- d[[n]]
    put(con, "V", n, if (is.null(attr(x, "label"))) "" else attr(x, "label"), class(x)[1])
    l <- attr(x, "labels")
    for (i in seq_along(l)) put(con, "L", if (is.na(l[i])) haven::na_tag(l[i]) else digits(l[[i]]), names(l)[i])
    put(con, "D", cells(x))
  }
  close(con)
}
a <- commandArgs(TRUE)
setwd(a[1])
source(paste0(a[2], ".R"), encoding = "UTF-8")
dump(d, file.path(a[3], "syntax.txt"))
if (requireNamespace("haven", quietly = TRUE)) {
  suppressMessages(library(haven))
  for (f in c("sav", "zsav")) dump(read_sav(paste0(a[2], ".", f), user_na = TRUE), file.path(a[3], paste0(f, ".txt")))
  dump(read_dta(paste0(a[2], ".dta")), file.path(a[3], "dta.txt"))
}
'''


def on_a_line(text):
    """As syntax has a label: what would break its line is a blank."""
    return re.sub('[\t\r\n]', ' ', text)


def is_whole_or_cut(found, whole, limit):
    """A format holds LIMIT bytes of a text: what it has is all, or the beginning up to there."""
    return found == whole or len(whole.encode()) > limit and whole.startswith(found) and len(found.encode()) > limit - 4


def to_minutes(text):
    hours, minutes = text.split(':')[:2]
    return int(hours) * 60 + int(minutes)


class DataSet:
    """What the csv, its data package and the DDI say: the cells, titles, labels and
    kinds of missing of each variable."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder).resolve()
        self.name = self.folder.name
        self.problems = []
        self.absent = []
        schema = json.loads((self.folder / 'datapackage.json').read_text(encoding='utf-8'))['resources'][0]['schema']
        self.types = {field['name']: field['type'] for field in schema['fields']}
        self.titles = {field['name']: on_a_line(field['title']) for field in schema['fields']}
        self.labels = {field['name']: {str(c['value']): on_a_line(c['label']) for c in field.get('categories', [])} for field in schema['fields']}
        self.missing_values = set(schema['missingValues'])
        with open(self.folder / f'{self.name}.csv', newline='', encoding='utf-8') as file:
            self.names, *self.rows = csv.reader(file)
        self.kinds = {}
        self.check(self.names == list(self.types), 'the data package names other columns')

    def check(self, good, text):
        if not good:
            self.problems.append(text)

    def cells(self, name):
        """Each cell: None, the label of why it is missing, a number or a text."""
        place = self.names.index(name)
        for row in self.rows:
            cell = row[place]
            if cell == '':
                yield None
            elif cell in self.kinds[name]:
                yield (self.kinds[name][cell],)
            else:
                yield float(cell) if self.types[name] in NUMBERS else cell

    def compare(self, what, name, found, is_same):
        """Says of the first cell of a variable that differs."""
        found = list(found)
        self.check(len(found) == len(self.rows), f'{what}: {name} has {len(found)} rows, not {len(self.rows)}')
        for number, (cell, wanted) in enumerate(zip(found, self.cells(name))):
            if not (cell == '' if wanted is None else is_same(name, cell, wanted)):
                self.check(False, f'{what}: {name} is {cell!r}, not {wanted!r}, in row {number}')
                return

    def check_package(self):
        for place, name in enumerate(self.names):
            for row in self.rows:
                if row[place] not in self.missing_values and not re.fullmatch(CELLS[self.types[name]], row[place]):
                    self.check(False, f'the data package: {row[place]!r} of {name} is no {self.types[name]}')
                    break
            known = set(self.labels[name]) | self.missing_values
            self.check(not self.labels[name] or {row[place] for row in self.rows} <= known, f'{name}: a value without a label')

    def read_ddi(self):
        file = self.folder / f'{self.name}.ddi.xml'
        variables = xml.etree.ElementTree.parse(file).getroot().findall('.//d:var', DDI)
        self.check([v.get('name') for v in variables] == self.names, 'DDI names other variables')
        for variable, name in zip(variables, self.names):
            self.check(on_a_line(variable.find('d:labl', DDI).text) == self.titles[name], f'DDI: another label of {name}')
            categories = variable.findall('d:catgry', DDI)
            labels = {c.find('d:catValu', DDI).text: on_a_line(c.find('d:labl', DDI).text) for c in categories if c.get('missing') is None}
            self.check(labels == self.labels[name], f'DDI: other labels of {name}')
            self.kinds[name] = {c.find('d:catValu', DDI).text: c.find('d:labl', DDI).text for c in categories if c.get('missing')}
            counts = collections.Counter(row[self.names.index(name)] for row in self.rows)
            for category in categories:
                value, said = category.find('d:catValu', DDI).text, int(category.find('d:catStat', DDI).text)
                self.check(counts[value] == said, f'DDI counts {said} of {name} {value}, there are {counts[value]}')
        schema = os.environ.get('QUEHACER_DDI_SCHEMA')
        if schema is None:
            self.absent.append('the schema of DDI')
        else:
            done = subprocess.run(['xmllint', '--noout', '--nonet', '--schema', schema, str(file)], capture_output=True, text=True)
            self.check(done.returncode == 0, f'DDI: {done.stderr[:500]}')

    def run_r(self, out):
        if shutil.which('Rscript') is None:
            self.absent.append('R')
            return
        (out / 'dump.R').write_text(DUMP, encoding='utf-8')
        done = subprocess.run(['Rscript', '--vanilla', str(out / 'dump.R'), str(self.folder), self.name, str(out)], capture_output=True,
                              text=True, timeout=200, env=dict(os.environ, LC_ALL='C.UTF-8'))
        self.check(done.returncode == 0, f'R: {done.stderr[-800:]}')
        self.check_r_syntax(self.read_dump(out / 'syntax.txt'))
        if not (out / 'dta.txt').exists():
            self.absent.append('haven')
            return
        for form in ('sav', 'zsav', 'dta'):
            self.check_haven(form, self.read_dump(out / f'{form}.txt'))

    @staticmethod
    def read_dump(file):
        variables = {}
        for line in file.read_text(encoding='utf-8').splitlines():
            mark, *parts = line.split('\t')
            if mark == 'V':
                variable = variables[parts[0]] = {'title': parts[1], 'labels': {}}
            elif mark == 'L':
                variable['labels'][parts[0]] = parts[1]
            else:
                variable['cells'] = parts
        return variables

    def check_r_syntax(self, found):
        def is_same(name, cell, wanted):
            if isinstance(wanted, tuple):
                return cell == ''
            if self.labels[name]:
                label = self.labels[name][f'{wanted:.0f}']
                return cell in (label, f'{label} [{wanted:.0f}]')
            return abs(float(cell) - wanted) <= 1e-12 * abs(wanted) if self.types[name] in NUMBERS else cell == wanted

        for name in self.names:
            self.check(found[name]['title'] == self.titles[name], f'R: another label of {name}')
            self.compare('R', name, found[name]['cells'], is_same)
            reasons = found.get(f'{name}_missing', {}).get('cells', [''] * len(self.rows))
            wanted = [cell[0] if isinstance(cell, tuple) else '' for cell in self.cells(name)]
            self.check(reasons == wanted, f'R: other reasons why {name} is missing')

    def check_haven(self, form, found):
        stata = form in ('dta', 'do')

        def is_same(name, cell, wanted):
            if isinstance(wanted, tuple):
                kinds = list(self.kinds[name].values())
                return cell == LETTERS[kinds.index(wanted[0])] if stata else self.kinds[name].get(cell) == wanted[0] or self.types[name] in ('date', 'time')
            if self.types[name] == 'time':  # with its kinds of missing it is seconds
                return float(cell) in (to_minutes(wanted), 60 * to_minutes(wanted))
            if self.types[name] == 'date':
                return cell == wanted or cell.lstrip('-').isdigit() and (EPOCH + datetime.timedelta(days=int(cell))).isoformat() == wanted
            return abs(float(cell) - wanted) <= 1e-12 * abs(wanted) if self.types[name] in NUMBERS else cell == wanted

        self.check(list(found) == self.names, f'{form}: other names: {list(found)}')
        for name in self.names:
            if name not in found:
                continue
            title = self.titles[name]
            self.check(found[name]['title'] == title[:80] if stata else is_whole_or_cut(found[name]['title'], title, 256), f'{form}: another label of {name}')
            labels = dict(self.labels[name])
            labels.update(zip(LETTERS, self.kinds[name].values()) if stata else self.kinds[name])
            if form == 'do':
                labels = {code: stata_syntax.told(text) for code, text in labels.items()}
            same = set(found[name]['labels']) == set(labels) and all(
                is_whole_or_cut(text, labels[code], 32000 if stata else 120) for code, text in found[name]['labels'].items())
            self.check(self.types[name] in ('date', 'time') or same, f'{form}: other labels of {name}')
            self.compare(form, name, found[name]['cells'], is_same)

    def check_stata_syntax(self):
        """There is no Stata here: a strict reader of ours runs the do-file."""
        try:
            self.check_haven('do', stata_syntax.read(self.folder, self.name))
        except stata_syntax.Refused as why:
            self.check(False, f'the do-file: {why}')

    def run_pspp(self, out):
        if shutil.which('pspp') is None:
            self.absent.append('PSPP')
            return
        for what, get in (('sav', f"GET FILE='{self.name}.sav'."), ('zsav', f"GET FILE='{self.name}.zsav'."),
                          ('syntax', f"INSERT FILE='{self.name}.sps'.")):
            table, syntax = out / f'{what}.csv', out / f'{what}.sps'
            syntax.write_text(f"{get}\nSAVE TRANSLATE /OUTFILE='{table}' /TYPE=CSV /FIELDNAMES /CELLS=LABELS /MISSING=IGNORE.\n"
                              "DISPLAY DICTIONARY.\n", encoding='utf-8')
            done = subprocess.run(['pspp', '-O', 'format=csv', str(syntax)], cwd=self.folder, capture_output=True, text=True, timeout=200,
                                  env=dict(os.environ, LC_ALL='C.UTF-8'))
            self.check(done.returncode == 0 and 'error:' not in done.stdout, f'PSPP, {what}: {done.stdout[:800]}')
            with open(table, newline='', encoding='utf-8') as file:
                rows = list(csv.DictReader(file))
            said = on_a_line(done.stdout.replace('""', '"'))
            self.check(set(rows[0]) == set(self.names), f'PSPP, {what}: other names: {sorted(rows[0])}')
            for name in self.names:
                self.check(self.titles[name][:120] in said, f'PSPP, {what}: another label of {name}')
                self.compare(f'PSPP, {what}', name, [row[name].strip() for row in rows], self.is_as_pspp_says)

    def is_as_pspp_says(self, name, cell, wanted):
        if isinstance(wanted, tuple):
            return cell == wanted[0]
        if self.labels[name]:
            return is_whole_or_cut(on_a_line(cell), self.labels[name][f'{wanted:.0f}'].strip(), 120)
        if self.types[name] == 'time':
            return cell[:5] == wanted
        if self.types[name] == 'date':
            return wanted == (datetime.datetime.strptime(cell, '%m/%d/%Y').strftime('%Y-%m-%d') if '/' in cell else cell)
        return abs(float(cell) - wanted) <= 1e-12 * abs(wanted) if self.types[name] in NUMBERS else cell == wanted

    def run_libreoffice(self, out):
        program = shutil.which('soffice') or shutil.which('localc')
        if program is None:
            self.absent.append('LibreOffice')
            return
        subprocess.run([program, f'-env:UserInstallation=file://{out}/profile', '--headless', '--convert-to',
                        'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,1', '--outdir', str(out / 'office'),
                        str(self.folder / f'{self.name}.xlsx')], check=True, timeout=200, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(next((out / 'office').glob('*.csv')), newline='', encoding='utf-8') as file:
            names, *rows = csv.reader(file)
        table = {name: [row[place] for row in rows] for place, name in enumerate(names)}
        self.check(set(self.names) <= set(names), f'LibreOffice: the workbook lacks {set(self.names) - set(names)}')
        for name in set(self.names) & set(names):
            reason = table.get(f'{name}_missing_label')
            labels = table.get(f'{name}_label', reason)
            # A number's reason stands beside it; a flag has its code alone.
            cells = zip(table[name], labels or [None] * len(rows))
            self.compare('LibreOffice', name, ['' if cell + (label or '') == '' else (cell, label) for cell, label in cells], self.is_as_office_says)

    def is_as_office_says(self, name, cell, wanted):
        value, label = cell
        if isinstance(wanted, tuple):
            return label == wanted[0] if label is not None else value.isupper()
        if self.labels[name] and label is not None:
            return on_a_line(label) == self.labels[name][f'{wanted:.0f}']
        if self.types[name] == 'time':
            return datetime.datetime.strptime(value, '%I:%M:%S %p').strftime('%H:%M') == wanted
        return abs(float(value) - wanted) <= 1e-12 * abs(wanted) if self.types[name] in NUMBERS else value == wanted


def compare(folder):
    """What differs, in a few words each, and which programs are not here."""
    data = DataSet(folder)
    out = pathlib.Path(tempfile.mkdtemp(prefix='quehacer-read-'))
    try:
        data.read_ddi()
        data.check_package()
        data.run_r(out)
        data.check_stata_syntax()
        data.run_pspp(out)
        data.run_libreoffice(out)
    finally:
        shutil.rmtree(out, ignore_errors=True)
    return data.problems, data.absent
