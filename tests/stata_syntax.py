# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a do-file as Stata would, strictly and only as far as ours need it: macros and
compound quotes, names and limits of Stata 14, and what each command does to the data.
Whatever Stata might take for something else is an error here. Stata itself is nowhere."""
import csv
import datetime
import pathlib
import re

NAME = re.compile(r'[A-Za-z_][A-Za-z0-9_]{0,31}')
RESERVED = {'_all', '_b', 'byte', '_coef', '_cons', 'double', 'float', 'if', 'in', 'int', 'long', '_n', '_N', '_pi', '_pred', '_rc', '_skip',
            'strL', 'using', 'with'} | {f'str{n}' for n in range(1, 2046)}
LARGEST, LEAST = 2147483620, -2147483647
LONGEST_LINE = 264408  # of the smallest edition
LONGEST_LABEL, LONGEST_VALUE_LABEL = 80, 32000
EPOCH = datetime.date(1960, 1, 1)
MISSING = {f'.{letter}' for letter in 'abcdefghijklmnopqrstuvwxyz'}


class Refused(Exception):
    """What Stata would stop at, or understand otherwise."""


def told(text):
    """A text as a do-file tells it: what cannot stand within Stata's quotes by its likeness."""
    text = text.replace('"\'', '"’').replace('`"', '‘"').replace('\\$', '/$').replace('\\`', '/`')
    return text[:-1] + '‘' if text.endswith('`') else text


def expand(line):
    """Macros go first: none of ours is meant, and a backslash keeps $ and ` from being one."""
    out, at = [], 0
    while at < len(line):
        two = line[at:at + 2]
        if two in ('\\$', '\\`'):
            out.append(two[1])
            at += 2
            continue
        if line[at] == '$' and re.match(r'\$[A-Za-z_{]', line[at:]):
            raise Refused(f'a global macro in {line[:80]!r}')
        if line[at] == '`' and two != '`"':
            raise Refused(f'a local macro in {line[:80]!r}')
        out.append(line[at])
        at += 1
    return ''.join(out)


def take_strings(line):
    """The line with \\0 for each text, and the texts: compound quotes nest, plain ones do not."""
    out, texts, at = [], [], 0
    while at < len(line):
        if line.startswith('`"', at):
            depth, end = 1, at + 2
            while depth:
                if end >= len(line):
                    raise Refused(f'a text without an end in {line[:80]!r}')
                step = 1 if line.startswith('`"', end) else -1 if line.startswith('"\'', end) else 0
                depth += step
                end += 2 if step else 1
            texts.append(line[at + 2:end - 2])
            out.append('\0')
            at = end
        elif line[at] == '"':
            end = line.find('"', at + 1)
            if end < 0:
                raise Refused(f'a text without an end in {line[:80]!r}')
            texts.append(line[at + 1:end])
            out.append('\0')
            at = end + 1
        else:
            if line.startswith(('//', '/*'), at):
                raise Refused(f'a comment in {line[:80]!r}')
            out.append(line[at])
            at += 1
    return ''.join(out), texts


class Stata:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.columns = {}  # name: cells; a number is a float, nothing is None, a kind of missing is '.a'
        self.texts = set()  # names of strings
        self.titles, self.formats, self.attached, self.labels = {}, {}, {}, {}

    def refuse(self, good, text):
        if not good:
            raise Refused(text)

    def get(self, name):
        self.refuse(name in self.columns, f'no variable {name}')
        return self.columns[name]

    def check_name(self, name):
        self.refuse(NAME.fullmatch(name) and name not in RESERVED, f'{name!r} is no name')

    def run(self, file):
        raw = pathlib.Path(file).read_bytes()
        self.refuse(not raw.startswith(b'\xef\xbb\xbf'), 'a byte-order mark')
        lines = raw.decode('utf-8').split('\n')
        self.refuse(lines.pop() == '', 'the last line has no end')
        self.refuse(re.fullmatch(r'version 1[4-9]', lines[0]), f'{lines[0]!r} is no version from 14 on')
        for number, line in enumerate(lines[1:], 2):
            self.refuse(len(line.encode()) <= LONGEST_LINE and not re.search(r'[\x00-\x1f]', line), f'line {number} is too long, or has a control character')
            try:
                if line.startswith('*'):
                    self.refuse(not line.rstrip().endswith('///') and '/*' not in line, 'a comment that goes on')
                    continue
                self.do(*take_strings(expand(line)))
            except Refused as why:
                raise Refused(f'line {number}: {why}') from None

    def do(self, command, texts):
        for pattern, action in ((r'import delimited using \0, (.*)', self.import_csv),
                                (r'generate double (\w+) = (date|clock)\((\w+), \0\)', self.generate),
                                (r'replace (\w+) = (\.[a-z]) if (\w+) == (-?\d+|\0)', self.replace),
                                (r'order (\w+), after\((\w+)\)', self.order), (r'drop (\w+)', self.drop), (r'rename (\w+) (\w+)', self.rename),
                                (r'format (\w+) (\S+)', self.set_format), (r'label variable (\w+) \0', self.label_variable),
                                (r'label define (\w+) (-?\d+|\.[a-z]) \0, modify', self.label_define),
                                (r'label values (\w+) (\w+)', self.label_values)):
            found = re.fullmatch(pattern, command)
            if found:
                action(*found.groups(), *texts)
                return
        raise Refused(f'{command[:80]!r} is no command that is known')

    # Commands

    def import_csv(self, options, name, encoding):
        self.refuse(not self.columns, 'data are read twice')
        given = dict(re.findall(r'(\w+)(?:\(([^)]*)\))?', options.replace('\0', encoding)))
        self.refuse(set(given) <= {'clear', 'varnames', 'case', 'encoding', 'bindquote', 'asdouble', 'stringcols', 'numericcols'}, f'options: {given}')
        self.refuse((given['varnames'], given['case'], given['encoding'], given['bindquote']) == ('1', 'preserve', 'UTF-8', 'strict')
                    and {'clear', 'asdouble'} <= set(given), f'options: {given}')
        with open(self.folder / name, newline='', encoding='utf-8') as file:
            names, *rows = csv.reader(file)
        self.refuse(len({n.lower() for n in names}) == len(names), 'two variables of one name')
        texts, numbers = ({int(n) - 1 for n in given.get(which, '').split()} for which in ('stringcols', 'numericcols'))
        # What is left to be guessed would be a text where it is empty in all rows.
        self.refuse(texts | numbers == set(range(len(names))) and not texts & numbers, 'not every column is said to be a text or a number')
        for place, name in enumerate(names):
            self.check_name(name)
            cells = [row[place] for row in rows]
            if place in texts:
                self.texts.add(name)
                self.columns[name] = cells
            else:
                self.columns[name] = [float(cell) if cell else None for cell in cells]

    def generate(self, name, function, source, mask):
        self.check_name(name)
        self.refuse(name not in self.columns and source in self.texts, f'{name} is there, or {source} is no text')
        self.refuse((function, mask) in (('date', 'YMD'), ('clock', 'hm')), f'{function} does not take {mask}')
        made = []
        for cell in self.get(source):
            day, time = re.fullmatch(r'(\d{4})-(\d\d)-(\d\d)', cell), re.fullmatch(r'(\d\d):(\d\d)', cell)
            if function == 'date' and day:
                made.append(float((datetime.date(*map(int, day.groups())) - EPOCH).days))
            elif function == 'clock' and time:
                made.append(60000.0 * (60 * int(time[1]) + int(time[2])))
            else:
                made.append(None)
        self.columns[name] = made

    def replace(self, name, kind, condition, value, text=None):
        self.refuse(name not in self.texts and kind in MISSING, f'{name} is a text')
        self.refuse((condition in self.texts) == (value == '\0'), f'{condition}: type mismatch')
        wanted = text if value == '\0' else float(value)
        cells, asked = self.get(name), list(self.get(condition))
        for row, cell in enumerate(asked):
            if cell == wanted:
                cells[row] = kind

    def order(self, name, after):
        cells = self.get(name)
        self.get(after)
        del self.columns[name]
        self.columns = {n: c for pair in ([(k, v)] + ([(name, cells)] if k == after else []) for k, v in self.columns.items()) for n, c in pair}

    def drop(self, name):
        self.get(name)
        del self.columns[name]
        self.texts.discard(name)

    def rename(self, old, new):
        self.check_name(new)
        self.get(old)
        self.refuse(new not in self.columns, f'{new} is there')
        self.columns = {new if name == old else name: cells for name, cells in self.columns.items()}

    def set_format(self, name, form):
        self.get(name)
        self.refuse(name not in self.texts and form in ('%td', '%tcHH:MM'), f'no format {form} for {name}')
        self.formats[name] = form

    def label_variable(self, name, text):
        self.get(name)
        self.refuse(len(text) <= LONGEST_LABEL, f'the label of {name} has {len(text)} letters')
        self.titles[name] = text

    def label_define(self, name, value, text):
        self.refuse(NAME.fullmatch(name), f'{name!r} is no name')
        self.refuse(value in MISSING or LEAST <= int(value) <= LARGEST, f'{value} cannot have a label')
        self.refuse(len(text.encode()) <= LONGEST_VALUE_LABEL and text != '', f'the label of {name} {value} is too long, or empty')
        self.labels.setdefault(name, {})
        self.refuse(value not in self.labels[name], f'{name} {value} is labelled twice')
        self.labels[name][value] = text

    def label_values(self, name, label):
        self.get(name)
        self.refuse(name not in self.texts and label in self.labels, f'{name} is a text, or there is no label {label}')
        self.attached[name] = label


def show(stata, name, cell):
    if cell is None:
        return ''
    if isinstance(cell, str):
        return cell[1:] if cell in MISSING and name not in stata.texts else cell
    if stata.formats.get(name) == '%td':
        return (EPOCH + datetime.timedelta(days=cell)).isoformat()
    return repr(cell / 60000 if stata.formats.get(name) == '%tcHH:MM' else cell)


def read(folder, name):
    """Runs FOLDER/NAME.do: each variable with its title, its labels and its cells."""
    stata = Stata(folder)
    stata.run(stata.folder / f'{name}.do')
    unused = set(stata.labels) - set(stata.attached.values())
    stata.refuse(not unused, f'labels that no variable has: {unused}')
    found = {}
    for variable, cells in stata.columns.items():
        labels = stata.labels.get(stata.attached.get(variable), {})
        found[variable] = {'title': stata.titles.get(variable, ''), 'labels': {value.lstrip('.'): text for value, text in labels.items()},
                           'cells': [show(stata, variable, cell) for cell in cells]}
        numbers = {f'{cell:.0f}' for cell in cells if isinstance(cell, float)}
        stata.refuse(not any(not v.startswith('.') for v in labels) or numbers <= set(labels), f'{variable}: a value without a label')
    return found
