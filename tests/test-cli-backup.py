#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups, restoring and salvaging by the built program (QUEHACER_PROGRAM). Speaks TAP."""
import csv
import glob
import io
import json
import os
import shutil
import sqlite3

import harness

PASSPHRASE = 'lluvia tres caballos martillo'
PAGE = 8192
commands = harness.Commands('cli-backup', stdin=PASSPHRASE)
path, run, works, fails = commands.path, commands.run, commands.works, commands.fails


def create(name, activities=3):
    workspace = path(name)
    works('create', workspace, '--unit', 'Trabajo Social', '--worker', 'Amelia Muestra', '--quick-derivation',
          '--passphrase-file', '-')
    for i in range(activities):
        works('log', workspace, '--type', 'AC010', '--note', f'nota {i}', '--passphrase-file', '-')
    return workspace


def count(workspace):
    output = works('list', workspace, 'activities', '--format', 'json', '--passphrase-file', '-')
    return len(json.loads(output))


def back_up(workspace, *options):
    output = works('backup', workspace, '--format', 'json', '--passphrase-file', '-', *options)
    return json.loads(output)[0]['backup']


def test_daily():
    """The first activity of a day leaves a backup beside the workspace, the next ones none."""
    workspace = create('daily.quehacer', 0)
    folder = path('daily.backups')
    assert not os.path.exists(folder)
    works('log', workspace, '--type', 'AC010', '--passphrase-file', '-')
    first = sorted(os.listdir(folder))
    assert len(first) == 2 and first[1] == 'heads', first
    works('log', workspace, '--type', 'AC010', '--passphrase-file', '-')
    assert sorted(os.listdir(folder)) == first


def names(folder):
    return sorted(name for name in os.listdir(folder) if name != 'heads')


def test_daily_of_any_command():
    """Whatever writes records makes the day's backup, once it has written; what only reads makes none."""
    workspace = create('any.quehacer', 1)
    folder = path('any.backups')
    berta = path('berta.txt')
    with open(berta, 'w') as file:
        file.write('otra frase larga tambien')
    add = ['user', 'add', workspace, 'Berta', '--role', 'practitioner', '--new-passphrase-file', berta]
    for command in (['undo', workspace], ['redo', workspace], add):
        shutil.rmtree(folder)
        with sqlite3.connect(workspace) as database:
            database.execute("DELETE FROM workspace WHERE name = 'backup-last'")
        database.close()
        works('list', workspace, 'activities', '--passphrase-file', '-')
        assert not os.path.exists(folder)
        works(*command, '--passphrase-file', '-')
        assert len(names(folder)) == 1, (command, os.listdir(folder))
        backup = os.path.join(folder, names(folder)[0])
        facts = dict(csv.reader(io.StringIO(works('restore', backup, '--peek', '--format', 'csv', '--passphrase-file', '-'))))
        assert facts['Activity'] == ('0' if command[0] == 'undo' else '1'), (command, facts)


def test_reasons():
    """The list says why each was made."""
    workspace = create('why.quehacer', 1)
    shutil.copy(back_up(workspace), path('why.backups/why-20260101-0900.quehacer-backup'))
    listed = json.loads(works('backup', workspace, '--list', '--format', 'json', stdin=''))
    assert sorted(row['reason'] for row in listed) == ['daily', 'manual'], listed


def test_settings():
    workspace = create('set.quehacer', 0)
    drive = path('set-drive')
    os.mkdir(drive)
    shown = works('backup', workspace, '--set-folder', drive, '--set-days', '3', '--format', 'json', '--passphrase-file', '-')
    assert [row['value'] for row in json.loads(shown)] == [drive, '3', '4', '12'], shown
    assert os.listdir(drive) == []
    works('log', workspace, '--type', 'AC010', '--passphrase-file', '-')
    assert len(names(drive)) == 1
    works('backup', workspace, '--set-folder', 'beside', '--passphrase-file', '-')
    assert os.path.dirname(back_up(workspace)) == path('set.backups')
    fails('backup', workspace, '--set-folder', path('nowhere'), '--passphrase-file', '-', says='folder')
    fails('backup', workspace, '--set-weeks', '0', '--passphrase-file', '-', says='1 to 1000')


def test_daily_fails():
    """Where the backup cannot be made, the activity is logged all the same."""
    workspace = create('hindered.quehacer', 0)
    open(path('hindered.backups'), 'w').close()
    status, output, errors = run('log', workspace, '--type', 'AC010', '--passphrase-file', '-')
    assert status == 0 and 'No backup was made' in errors, errors
    assert count(workspace) == 1


def test_round_trip():
    workspace = create('round.quehacer')
    os.mkdir(path('drive'))
    backup = back_up(workspace, '--to', path('drive'))
    assert os.path.dirname(backup) == path('drive')
    listed = json.loads(works('backup', workspace, '--list', '--to', path('drive'), '--format', 'json', stdin=''))
    assert [row['backup'] for row in listed] == [backup], listed
    text = works('backup', workspace, '--list', stdin='')
    assert 'round.backups' in text
    peek = csv.reader(io.StringIO(works('restore', backup, '--peek', '--format', 'csv', '--passphrase-file', '-')))
    facts = dict(peek)
    assert facts['Unit'] in ('1', 'Trabajo Social') and facts['Activity'] == '3', facts
    works('restore', backup, path('back.quehacer'), '--passphrase-file', '-')
    assert count(path('back.quehacer')) == 3
    works('verify', path('back.quehacer'), '--passphrase-file', '-')


def test_check():
    workspace = create('look.quehacer', 1)
    backup = back_up(workspace)
    rows = json.loads(works('backup', workspace, '--check', '--format', 'json', '--passphrase-file', '-'))
    assert [row['sound'] for row in rows] == ['yes'], rows
    bad = path('look.backups/look-20260101-0900.quehacer-backup')
    shutil.copy(backup, bad)
    os.truncate(bad, 100000)
    status, output, errors = run('backup', workspace, '--check', '--format', 'json', '--passphrase-file', '-')
    assert status == 1 and '1 backup is not sound' in errors, errors
    assert sorted(row['sound'] for row in json.loads(output)) == ['no', 'yes'], output


def test_before_restore():
    """Restoring a backup of a workspace that is there makes a backup of it as it is."""
    workspace = create('now.quehacer', 1)
    backup = back_up(workspace)
    works('log', workspace, '--type', 'AC010', '--passphrase-file', '-')
    works('restore', backup, path('then.quehacer'), '--passphrase-file', '-')
    listed = json.loads(works('backup', workspace, '--list', '--format', 'json', stdin=''))
    before, = [row for row in listed if row['reason'] == 'restore']
    facts = dict(csv.reader(io.StringIO(works('restore', before['backup'], '--peek', '--format', 'csv', '--passphrase-file', '-'))))
    assert facts['Activity'] == '2' and count(path('then.quehacer')) == 1, facts


def test_refusals():
    workspace = create('refused.quehacer')
    backup = back_up(workspace)
    new = path('never.quehacer')
    fails('restore', backup, new, '--passphrase-file', '-', stdin='otra frase', says='not correct')
    fails('restore', backup, workspace, '--passphrase-file', '-', says='File exists')
    fails('restore', backup, '--passphrase-file', '-', says='--peek')
    fails('restore', workspace, new, '--passphrase-file', '-', says='not a backup')
    fails('restore', path('nothing'), new, '--passphrase-file', '-', says='nothing')
    fails('restore', backup, path('no/such/folder.quehacer'), '--passphrase-file', '-', says='folder')
    fails('backup', workspace, '--to', path('no-folder'), '--passphrase-file', '-', says='folder')
    fails('backup', path('nothing'), '--passphrase-file', '-', says='nothing')
    fails('backup', workspace, '--list', '--to', path('no-folder'), says='folder')
    bad = path('bad.quehacer-backup')
    whole = open(backup, 'rb').read()
    with open(bad, 'wb') as file:
        file.write(whole[:-100])
    fails('restore', bad, new, '--passphrase-file', '-', says='damaged')
    with open(bad, 'wb') as file:
        file.write(whole[:50000] + bytes([whole[50000] ^ 1]) + whole[50001:])
    fails('restore', bad, new, '--passphrase-file', '-', says='damaged')
    assert not glob.glob(new + '*')


def leaf_pages(workspace, table):
    with sqlite3.connect(workspace) as database:
        try:
            rows = database.execute("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'", (table,)).fetchall()
        except sqlite3.OperationalError:
            rows = [database.execute('SELECT rootpage FROM sqlite_schema WHERE name = ?', (table,)).fetchone()]
    database.close()
    return [row[0] for row in rows]


def overwrite(workspace, pages):
    with open(workspace, 'r+b') as file:
        for page in pages:
            file.seek((page - 1) * PAGE)
            file.write(b'\xaa' * PAGE)


def test_salvage():
    workspace = create('hurt.quehacer')
    backup = back_up(workspace)
    works('log', workspace, '--type', 'AC010', '--note', 'la nueva', '--passphrase-file', '-')
    overwrite(workspace, leaf_pages(workspace, 'cases') + leaf_pages(workspace, 'own_fields'))
    table = json.loads(works('salvage', workspace, path('saved.quehacer'), '--format', 'json', '--passphrase-file', '-'))
    saved = {row['what']: row for row in table}
    assert saved['Activity']['saved'] == 4 and saved['Case']['damaged'] == 'yes', saved
    assert count(path('saved.quehacer')) == 4
    overwrite(workspace, leaf_pages(workspace, 'activities'))
    works('salvage', workspace, path('merged.quehacer'), '--backup', backup, '--passphrase-file', '-')
    assert count(path('merged.quehacer')) == 4, 'what is newer than the backup stands in the log too'
    fails('salvage', workspace, path('merged.quehacer'), '--passphrase-file', '-', says='File exists')
    fails('salvage', path('nothing'), path('x.quehacer'), '--passphrase-file', '-', says='nothing')
    fails('salvage', workspace, path('x.quehacer'), '--passphrase-file', '-', stdin='otra frase', says='not correct')
    assert not glob.glob(path('x.quehacer*'))


def test_advice():
    """Of a workspace whose end is missing, the message names the backup and the way out."""
    workspace = create('short.quehacer')
    backup = back_up(workspace)
    with open(workspace, 'r+b') as file:
        file.truncate(10 * PAGE)
    fails('list', workspace, 'activities', '--passphrase-file', '-', says=backup)
    fails('list', workspace, 'activities', '--passphrase-file', '-', says='quehacer salvage')


def test_first_page():
    """A workspace whose beginning is lost is told by its backups; what is newer than the last comes along."""
    workspace = create('begin.quehacer', 2)
    backup = back_up(workspace)
    works('log', workspace, '--type', 'AC010', '--note', 'la nueva', '--passphrase-file', '-')
    overwrite(workspace, [1])
    fails('list', workspace, 'activities', '--passphrase-file', '-', says=backup)
    fails('salvage', workspace, path('begun.quehacer'), '--passphrase-file', '-', says='--backup')
    works('salvage', workspace, path('begun.quehacer'), '--backup', backup, '--passphrase-file', '-')
    assert count(path('begun.quehacer')) == 3
    works('verify', path('begun.quehacer'), '--passphrase-file', '-')
    shutil.rmtree(path('begin.backups'))
    fails('list', workspace, 'activities', '--passphrase-file', '-', says='not a workspace')


commands.main(dict(globals()))
