# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the researcher's commands share: tables that somebody brings."""
import csv
import io
import itertools
import json

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


def risk(file, quasi, *more, notes=''):
    return json.loads(works('risk', file, '--quasi', quasi, '--format', 'json', *more, notes=notes))


def table(name, header, rows):
    return write(name, ','.join(header) + '\n' + ''.join(','.join(map(str, row)) + '\n' for row in rows))


def near(found, expected):
    assert found is not None and abs(found - expected) <= 1e-12 * max(1, abs(expected)), f'{found} is not {expected}'


def emd(part, whole, values, ordered):
    gaps = [part.count(v) / len(part) - whole.count(v) / len(whole) for v in values]
    if not ordered:
        return sum(map(abs, gaps)) / 2
    return sum(map(abs, itertools.accumulate(gaps))) / (len(values) - 1) if len(values) > 1 else 0


def variables(name, **description):
    return write(name, json.dumps(description))
