#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""count-tests.py LOG STATUS: counts the tests in Meson's testlog.json, says
"N passed, N failed" and ends with a status to match. STATUS is Meson's own.

A program that speaks TAP counts once for each of its test points, any other
program once. A point that was planned but never ran is a failure; so is a
program that ended badly without saying which point failed. Skipped tests are
listed by name and counted in neither figure.
"""
import json
import re
import sys

POINT = re.compile(r'^(not )?ok\b\s*(\d*)\s*(?:- )?(.*?)\s*(?:#\s*(skip|todo)\b\s*(.*))?$',
                   re.IGNORECASE)
PLAN = re.compile(r'^1\.\.(\d+)')


def count(run):
    """Returns (passed, failed names, skipped names) of one test program."""
    name, result = run['name'].split(':', 1)[-1].strip(), run['result']
    passed, failed, skipped, planned, seen = 0, [], [], None, 0
    tap = False
    for line in (run.get('stdout') or '').splitlines():
        plan = PLAN.match(line)
        if plan:
            tap, planned = True, int(plan.group(1))
            continue
        tap = tap or line.startswith('TAP version')
        point = POINT.match(line) if tap else None
        if not point:
            continue
        seen += 1
        label = f'{name}: {point.group(3) or point.group(2)}'
        directive = (point.group(4) or '').lower()
        if directive == 'skip':
            skipped.append(label + (f' ({point.group(5)})' if point.group(5) else ''))
        elif directive == 'todo' or not point.group(1):
            passed += 1
        else:
            failed.append(label)
    good = result in ('OK', 'EXPECTEDFAIL')
    if not tap:
        if good:
            passed = 1
        elif result == 'SKIP':
            skipped.append(name)
        else:
            failed.append(f'{name} ({result.lower()})')
    else:
        if planned is not None:
            failed += [f'{name}: a planned test that did not run'] * (planned - seen)
        if not good and result != 'SKIP' and not failed:
            failed.append(f'{name} ({result.lower()})')
    return passed, failed, skipped


def main(path, status):
    passed, failed, skipped = 0, [], []
    try:
        with open(path, encoding='utf-8') as log:
            runs = [json.loads(line) for line in log if line.strip()]
    except (OSError, ValueError) as error:
        print(f'No log of the tests: {error}')
        runs = []
    for run in runs:
        good, bad, left = count(run)
        passed += good
        failed += bad
        skipped += left
    if not runs:
        failed.append('no test ran')
    if status != 0 and not failed:
        failed.append(f'meson test ended with status {status}')
    for name in skipped:
        print(f'skipped: {name}')
    for name in failed:
        print(f'FAILED: {name}')
    print(f'{passed} passed, {len(failed)} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
