#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that are no workspace, are cut off, newer, full or in use: the commands say so in
one sentence and change nothing. Speaks TAP."""
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time

import harness
from workspace_commands import PASSPHRASE, Skip, commands, demo, fails, log, path, rows, run, shared


def test_verify():
    _, _, said = run('verify', demo())
    assert 'is whole' in said, said
    broken = path('broken.quehacer')
    shutil.copy(demo(), broken)
    database = sqlite3.connect(broken)
    database.execute('PRAGMA foreign_keys = OFF')
    a, b = database.execute('SELECT id, sealed FROM persons LIMIT 2').fetchall()
    database.execute('UPDATE persons SET sealed = ? WHERE id = ?', (b[1], a[0]))
    database.execute('DELETE FROM units')
    database.commit()
    database.close()
    status, output, errors = run('verify', broken, '--format', 'json')
    assert status == 1
    problems = [row['problem'] for row in json.loads(output)]
    assert any('does not open' in problem for problem in problems), problems
    assert any('units' in problem for problem in problems), problems
    assert 'problems' in errors, errors
    database = sqlite3.connect(broken)
    database.execute('ALTER TABLE persons DROP COLUMN sealed')
    database.close()
    status, output, errors = run('verify', broken)
    assert status == 1, errors


def test_unknown():
    fails('nothing', says='nothing')
    fails('list', shared(), '--nothing', says='--nothing')
    fails('list', shared(), 'nothing', says='nothing')
    fails('list', shared(), says='WORKSPACE')
    fails('list', shared(), 'activities', 'more', says='more')
    fails('list', shared(), 'activities', '--format', 'xml', says='xml')
    fails('list', shared(), 'activities', '--from', '2026-02-30', '--passphrase-file', '-', stdin=PASSPHRASE, says='2026-02-30')
    fails('list', shared(), 'activities', '--case', 'NADA-1', '--passphrase-file', '-', stdin=PASSPHRASE, says='NADA-1')
    fails('list', shared(), 'activities', '--worker', 'Nadie', '--passphrase-file', '-', stdin=PASSPHRASE, says='Nadie')
    fails('list', shared(), 'codes', '--catalogue', 'nothing', '--passphrase-file', '-', stdin=PASSPHRASE, says='activity_type')
    fails('demo', path('x.quehacer'), '--rows', 'many', says='many')
    fails('demo', path('x.quehacer'), '--rows', '-1', says='-1')
    fails('demo', path('x.quehacer'), '--until', '2999-01-01', says='today')
    assert not os.path.exists(path('x.quehacer'))


def test_not_a_workspace():
    text = path('text.quehacer')
    with open(text, 'w') as file:
        file.write('not a workspace ' * 1000)
    other = path('other.sqlite')
    database = sqlite3.connect(other)
    database.execute('CREATE TABLE t (a)')
    database.close()
    empty = path('empty.quehacer')
    open(empty, 'w').close()
    for file in (text, other, empty):
        with open(file, 'rb') as opened:
            before = opened.read()
        for command in (['list', file, 'activities'], ['log', file, '--type', 'AC010'], ['verify', file]):
            fails(*command, says=os.path.basename(file))
        with open(file, 'rb') as opened:
            assert opened.read() == before
    fails('verify', path('absent.quehacer'), says='absent.quehacer')
    assert not os.path.exists(path('absent.quehacer'))
    fails('verify', commands.folder, says=commands.folder)


def test_newer():
    newer = path('newer.quehacer')
    shutil.copy(demo(), newer)
    database = sqlite3.connect(newer)
    database.execute('PRAGMA user_version = 99')
    database.close()
    fails('list', newer, 'activities', says='newer')


def test_truncated():
    for size, name in ((0.5, 'half.quehacer'), (0.98, 'almost.quehacer')):
        cut = path(name)
        shutil.copy(demo(), cut)
        os.truncate(cut, int(os.path.getsize(cut) * size))
        with open(cut, 'rb') as file:
            before = file.read()
        fails('list', cut, 'activities', says='cut short')
        fails('verify', cut, says='cut short')
        with open(cut, 'rb') as file:
            assert file.read() == before, 'a damaged file was changed'


def test_no_folder():
    fails('create', '/proc/quehacer/w.quehacer', '--passphrase-file', '-', stdin=PASSPHRASE, says='/proc/quehacer')
    with open(path('file'), 'w'):
        pass
    fails('demo', path('file/w.quehacer'), says='file/w.quehacer')


def test_read_only_folder():
    folder = tempfile.mkdtemp(prefix='quehacer-cli-readonly-')
    shutil.copy(demo(), os.path.join(folder, 'w.quehacer'))
    os.chmod(folder, 0o555)
    more = {'user': 65534} if os.geteuid() == 0 else {}  # root may write anywhere
    try:
        done = subprocess.run([harness.PROGRAM, '--version'], capture_output=True, **more)
        if done.returncode != 0:
            raise Skip('nobody else may start the program')
        for command in (['create', 'new.quehacer', '--passphrase-file', '-'], ['demo', 'new.quehacer'], ['log', 'w.quehacer', '--type', 'AC010']):
            command[1] = os.path.join(folder, command[1])
            done = subprocess.run([harness.PROGRAM, *command], input=PASSPHRASE, capture_output=True, text=True, start_new_session=True,
                                  env=dict(os.environ, LC_ALL='C.UTF-8'), **more)
            assert done.returncode == 1, (command, done)
            assert len(done.stderr.splitlines()) == 1 and command[1] in done.stderr, done.stderr
        assert os.listdir(folder) == ['w.quehacer']
    except PermissionError:
        raise Skip('nobody else may start the program') from None
    finally:
        os.chmod(folder, 0o755)
        shutil.rmtree(folder)


def test_no_room():
    name = path('room.quehacer')
    fails('demo', name, '--rows', '2000', limit=500000, says='room.quehacer')
    assert not any(file.startswith('room.quehacer') for file in os.listdir(commands.folder)), 'something was left behind'
    if os.path.exists('/dev/full'):
        with open('/dev/full', 'w') as full:
            done = subprocess.run([harness.PROGRAM, 'list', demo(), 'activities'], stdout=full, stderr=subprocess.PIPE, text=True)
        assert done.returncode == 1 and len(done.stderr.splitlines()) == 1, done.stderr


def test_together():
    """Several programs on one file: each waits for the other and sees its rows."""
    before = len(rows(shared(), 'activities', '--date', '2026-03-05'))
    database = sqlite3.connect(shared(), isolation_level=None, check_same_thread=False)
    database.execute('BEGIN IMMEDIATE')
    threads = [threading.Thread(target=log, args=(shared(), '--type', 'AC010', '--date', '2026-03-05')) for _ in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    database.execute('ROLLBACK')
    database.close()
    for thread in threads:
        thread.join()
    assert len(rows(shared(), 'activities', '--date', '2026-03-05')) == before + 4


def test_interrupted():
    name = path('interrupted.quehacer')
    program = subprocess.Popen([harness.PROGRAM, 'demo', name, '--rows', '2000000'], stderr=subprocess.PIPE, text=True,
                               env=dict(os.environ, LC_ALL='C.UTF-8'))
    end = time.monotonic() + 30
    while time.monotonic() < end and not (os.path.exists(name) and os.path.getsize(name) > 1000000):
        time.sleep(0.05)
    program.send_signal(signal.SIGINT)
    _, errors = program.communicate(timeout=60)
    assert program.returncode == 1 and len(errors.splitlines()) == 1, (program.returncode, errors)
    assert not any(file.startswith('interrupted') for file in os.listdir(commands.folder)), 'something was left behind'


commands.main(dict(globals()))
