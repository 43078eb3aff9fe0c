#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The last line of ./test is honest: what fails, crashes or never runs is not
counted as passed, and what is skipped is named and not counted."""
import json
import pathlib
import subprocess
import sys
import tempfile

counter = pathlib.Path(sys.argv[1]) / 'tools' / 'count-tests.py'

# (what, runs as (result, stdout), Meson's status, last line, exit status, lines that must be there)
CASES = [
    ('points of a TAP program', [('OK', 'TAP version 13\n1..2\nok 1 /a\n# ok 9\nok 2 /b\n')], 0,
     '2 passed, 0 failed', 0, []),
    ('plan at the end', [('OK', 'ok 1 /lost\nTAP version 13\nok 1 /a\n1..1\n')], 0, '1 passed, 0 failed', 0, []),
    ('a point failed', [('FAIL', 'TAP version 13\n1..2\nok 1 /a\nnot ok 2 /b\n')], 1,
     '1 passed, 1 failed', 1, ['FAILED: x: /b']),
    ('a crash half way', [('FAIL', 'TAP version 13\n1..3\nok 1 /a\n')], 1, '1 passed, 2 failed', 1, []),
    ('a bad end after the last point', [('FAIL', 'TAP version 13\n1..1\nok 1 /a\n')], 1,
     '1 passed, 1 failed', 1, ['FAILED: x (fail)']),
    ('skipped points', [('SKIP', 'TAP version 13\n1..1\nok 1 /a # SKIP no data\n')], 0,
     '0 passed, 0 failed', 0, ['skipped: x: /a (no data)']),
    ('a plain program', [('OK', 'hello'), ('SKIP', ''), ('TIMEOUT', '')], 1,
     '1 passed, 1 failed', 1, ['skipped: x', 'FAILED: x (timeout)']),
    ('Meson unhappy', [('OK', '')], 2, '1 passed, 1 failed', 1, []),
    ('nothing ran', [], 0, '0 passed, 1 failed', 1, []),
]

problems = 0
for what, runs, meson_status, last, status, present in CASES:
    with tempfile.NamedTemporaryFile('w', suffix='.json') as log:
        for result, stdout in runs:
            log.write(json.dumps({'name': 'suite - project:x', 'result': result, 'stdout': stdout}) + '\n')
        log.flush()
        done = subprocess.run([sys.executable, counter, log.name, str(meson_status)],
                              capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    if lines[-1:] != [last] or done.returncode != status or not all(line in lines for line in present):
        print(f'{what}: wanted {last!r} and {status}, got {done.returncode} and\n{done.stdout}{done.stderr}')
        problems += 1
print(f'{len(CASES) - problems} of {len(CASES)} cases as they should be')
sys.exit(1 if problems else 0)
