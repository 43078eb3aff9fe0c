#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who opens a workspace and with what, by the built program (QUEHACER_PROGRAM): users,
recovery, passphrases from a file, a pipe or a terminal. Speaks TAP."""
import json
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import time

import harness
from workspace_commands import PASSPHRASE, Skip, commands, create, fails, path, run, shared, works


def secret_file(name, text):
    with open(path(name), 'w') as file:
        file.write(text + '\n')
    return path(name)


def test_users():
    workspace, mine = create('users.quehacer'), secret_file('mine', PASSPHRASE)
    rita, beto = secret_file('rita', 'puente nueve lunas calladas'), secret_file('beto', 'viento cuatro mesas azules')
    me = json.loads(works('user', 'list', workspace, '--passphrase-file', mine, '--format', 'json'))
    assert [row['roles'] for row in me] == ['practitioner supervisor administrator'], me
    owner = ['--user', me[0]['name'], '--passphrase-file', mine]
    works('user', 'add', workspace, 'Rita', '--role', 'researcher', '--new-passphrase-file', rita, *owner[2:])
    works('user', 'add', workspace, 'Beto', '--role', 'supervisor', '--role', 'researcher', '--new-passphrase-file', beto, *owner)
    fails('list', workspace, 'activities', '--passphrase-file', mine, says='--user NAME')
    fails('list', workspace, 'activities', '--user', 'Nadie', '--passphrase-file', mine, says='Rita')
    fails('user', 'list', workspace, 'Rita', *owner, says='usage')
    fails('user', 'ban', workspace, 'Rita', *owner, says='“ban”')
    status, _, errors = run('verify', workspace, '--user', 'Rita', '--passphrase-file', rita)
    assert status == 0 and 'whole' in errors and 'Not checked' in errors, errors
    fails('user', 'add', workspace, 'Otra', '--role', 'boss', '--new-passphrase-file', beto, *owner, says='boss')
    fails('user', 'add', workspace, 'Otra', '--new-passphrase-file', beto, *owner, says='role')
    fails('user', 'add', workspace, 'RITA', '--role', 'researcher', '--new-passphrase-file', beto, *owner, says='RITA')
    fails('user', 'remove', workspace, 'Beto', '--user', 'Rita', '--passphrase-file', rita, says='administrator')
    works('log', workspace, '--type', 'AC010', '--note', 'Refiere cansancio', *owner)

    # What names there are, a researcher does not get by any command.
    assert 'cansancio' in works('list', workspace, 'activities', '--user', 'beto', '--passphrase-file', beto)
    asks = ['--user', 'rita', '--passphrase-file', rita]
    said = works('list', workspace, 'activities', *asks) + works('list', workspace, 'activities', '--format', 'json', *asks)
    said += works('list', workspace, 'cases', *asks) + works('table', workspace, '--rows', 'worker', *asks)
    said += works('chart', workspace, 'types', *asks) + works('audit', workspace, '--format', 'json', *asks)
    works('export', workspace, '--output', path('rita.csv'), *asks)
    works('chart', workspace, 'types', '--output', path('rita.png'), *asks)
    taken = [row for row in json.loads(works('audit', workspace, '--format', 'json', *asks)) if row['action'] == 'export']
    assert [row['user'] for row in taken] == ['Rita', 'Rita'], taken
    assert 'png, types' in taken[0]['what'] and 'csv, ' in taken[1]['what'], taken
    with open(path('rita.csv')) as file:
        said += file.read()
    assert 'cansancio' not in said and 'Amelia' not in said and 'Muestra' not in said, said

    works('user', 'role', workspace, 'Beto', '--role', 'administrator', *owner)
    assert 'cansancio' not in works('list', workspace, 'activities', '--user', 'beto', '--passphrase-file', beto)
    works('user', 'role', workspace, 'Beto', '--role', 'administrator', '--role', 'practitioner', '--user', 'beto',
          '--passphrase-file', beto)
    waiting = json.loads(works('user', 'list', workspace, '--format', 'json', *owner))
    assert {row['name']: row['waiting'] for row in waiting}['Beto'] == 'yes', waiting
    works('user', 'give-keys', workspace, 'Beto', *owner)
    assert 'cansancio' in works('list', workspace, 'activities', '--user', 'beto', '--passphrase-file', beto)
    works('user', 'remove', workspace, 'Rita', *owner)
    fails('list', workspace, 'activities', *asks, says='user')


def test_restriction():
    workspace, mine = path('restricted.quehacer'), secret_file('practice', 'practica')
    beto, new = secret_file('beto', 'viento cuatro mesas azules'), secret_file('new', 'arroz doce barcos dormidos')
    works('demo', workspace, '--rows', '50', '--seed', '3')
    name = json.loads(works('user', 'list', workspace, '--passphrase-file', mine, '--format', 'json'))[0]['name']
    owner, asks = ['--user', name, '--passphrase-file', mine], ['--user', 'Beto', '--passphrase-file', beto]
    case = json.loads(works('list', workspace, 'cases', '--format', 'json', *owner))[0]['folio']
    works('user', 'add', workspace, 'Beto', '--role', 'practitioner', '--new-passphrase-file', beto, *owner)
    works('log', workspace, '--type', 'AC010', '--case', case, '--note', 'Refiere cansancio', *owner)
    assert 'cansancio' in works('list', workspace, 'activities', *asks)
    fails('restrict', workspace, case, *owner, says='--for')
    fails('restrict', workspace, case, '--for', 'Nadie', *owner, says='Nadie')
    fails('restrict', workspace, 'TS-1999-00001', '--for', name, *owner, says='TS-1999-00001')
    works('restrict', workspace, case, '--for', name, *owner)
    assert 'cansancio' not in works('list', workspace, 'activities', *asks)
    assert 'cansancio' in works('list', workspace, 'activities', *owner)
    fails('unrestrict', workspace, case, *asks, says='“')
    works('verify', workspace, *asks)
    works('unrestrict', workspace, case, *owner)
    assert 'cansancio' in works('list', workspace, 'activities', *asks)

    works('user', 'reset', workspace, 'Beto', '--new-passphrase-file', new, *owner)
    fails('list', workspace, 'activities', *asks, says='passphrase')
    works('list', workspace, 'activities', '--user', 'Beto', '--passphrase-file', new)
    works('user', 'remove', workspace, 'Beto', *owner)
    works('reseal', workspace, *owner)
    assert 'cansancio' in works('list', workspace, 'activities', *owner)
    fails('reseal', path('nowhere.quehacer'), '--passphrase-file', mine, says='nowhere')


def test_recovery():
    workspace, sheet = path('recovery.quehacer'), path('sheet.pdf')
    mine, new = secret_file('mine', PASSPHRASE), secret_file('new', 'arroz doce barcos dormidos')
    newer = secret_file('newer', 'mantel siete nubes sordas')
    fails('create', workspace, '--quick-derivation', '--passphrase-file', mine, '--recovery-sheet', path('nowhere/sheet.pdf'),
          says='sheet.pdf')
    assert not os.path.exists(workspace), 'a workspace whose recovery words nobody has'
    works('create', workspace, '--user', 'ana', '--quick-derivation', '--passphrase-file', mine, '--recovery-sheet', sheet)
    assert os.stat(sheet).st_mode & 0o077 == 0
    if not shutil.which('pdftotext'):
        raise Skip('no pdftotext here')
    text = subprocess.run(['pdftotext', '-layout', sheet, '-'], capture_output=True, text=True, check=True).stdout
    found = dict(re.findall(r'\b(\d{1,2})\s+([a-z]{4,8})\b', text))
    words = ' '.join(found[str(number)] for number in range(1, 18))
    assert commands.folder not in text

    fails('recover', workspace, '--recovery-words-file', secret_file('bad', 'uno dos tres'), '--new-passphrase-file', new, says='uno')
    fails('recover', workspace, '--recovery-words-file', secret_file('bad', words + ' ' + found['1']), '--new-passphrase-file', new,
          says='17')
    works('recover', workspace, '--recovery-words-file', secret_file('words', words.upper()), '--new-passphrase-file', new)
    fails('list', workspace, 'activities', '--passphrase-file', mine, says='passphrase')
    works('list', workspace, 'activities', '--passphrase-file', new)

    fails('passphrase', workspace, '--passphrase-file', new, '--new-passphrase-file', secret_file('weak', '1234'), says='easy')
    works('passphrase', workspace, '--user', 'ana', '--passphrase-file', new, '--new-passphrase-file', newer)
    works('list', workspace, 'activities', '--passphrase-file', newer)

    # A later sheet takes the place of the first.
    fails('recovery-sheet', workspace, '--passphrase-file', mine, says='passphrase')
    status, _, errors = run('recovery-sheet', workspace, '--passphrase-file', newer)
    later = [line for line in errors.splitlines() if len(line.split()) == 17 and line.islower()]
    assert status == 0 and len(later) == 1, errors
    fails('recover', workspace, '--recovery-words-file', secret_file('words', words), '--new-passphrase-file', new, says='older')
    works('recover', workspace, '--recovery-words-file', secret_file('words', later[0]), '--new-passphrase-file', new)

    # Without a sheet the words are shown once.
    status, output, errors = run('create', path('shown.quehacer'), '--quick-derivation', '--passphrase-file', mine)
    shown = [line for line in errors.splitlines() if len(line.split()) == 17 and line.islower()]
    assert status == 0 and len(shown) == 1, errors
    works('recover', path('shown.quehacer'), '--recovery-words-file', secret_file('words', shown[0]), '--new-passphrase-file', new)


def test_no_core_dump():
    """While it asks for a passphrase: no core file, and nobody may look into its memory."""
    workspace = shared()
    child, terminal = pty.fork()
    if child == 0:
        os.execv(harness.PROGRAM, [harness.PROGRAM, 'list', workspace, 'activities'])
    try:
        seen = b''
        while b':' not in seen and select.select([terminal], [], [], 20)[0]:
            seen += os.read(terminal, 1000)
        with open(f'/proc/{child}/limits') as limits:
            core = next(line for line in limits if line.startswith('Max core file size'))
        assert core.split()[4:6] == ['0', '0'], core
        # What may not be dumped belongs to root; where the tests are root, that tells nothing.
        assert os.stat(f'/proc/{child}/environ').st_uid == 0
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def test_passphrase_file():
    with open(path('secret'), 'w') as file:
        file.write(PASSPHRASE + '\r\nsecond line\n')
    works('list', shared(), 'activities', '--passphrase-file', path('secret'))
    fails('list', shared(), 'activities', '--passphrase-file', path('nothing'), says='nothing')
    fails('list', shared(), 'activities', '--passphrase-file', '-', stdin='\n', says='standard input')
    fails('list', shared(), 'activities', says='no terminal')


def test_wrong_passphrase():
    fails('list', shared(), 'activities', '--passphrase-file', '-', stdin='otra frase cualquiera', says='passphrase')


def test_terminal():
    """The passphrase is asked for on the terminal and what is typed is not shown."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(LC_ALL='C.UTF-8', LANGUAGE='')
        os.execv(harness.PROGRAM, [harness.PROGRAM, 'list', shared(), 'codes', '--catalogue', 'sex', '--format', 'csv'])
    said = b''
    typed = False
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                read = os.read(terminal, 4096)
            except OSError:
                break
            if not read:
                break
            said += read
        if not typed and said.endswith(b': '):
            time.sleep(0.2)
            os.write(terminal, PASSPHRASE.encode() + b'\n')
            typed = True
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 0, said
    assert typed and b'Passphrase:' in said and b'sex,M,Woman' in said, said
    assert PASSPHRASE.encode() not in said, said


commands.main(dict(globals()))
