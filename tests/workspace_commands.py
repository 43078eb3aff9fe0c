# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of a workspace's commands share: workspaces, and activities to log in them."""
import csv
import io
import json
import os

import harness

PASSPHRASE = 'lluvia tres caballos martillo'
commands = harness.Commands('cli')
path, run, works, fails, Skip = commands.path, commands.run, commands.works, commands.fails, harness.Skip


def files_there():
    """All but SQLite's own files, which stay where a limit keeps it from folding them in."""
    return sorted(name for name in os.listdir(commands.folder) if not name.endswith(('-wal', '-shm')))


def create(name):
    workspace = path(name)
    works('create', workspace, '--unit', 'Trabajo Social', '--worker', 'Amelia Muestra', '--quick-derivation',
          '--passphrase-file', '-', stdin=PASSPHRASE + '\n')
    return workspace


_shared = {}


def shared():
    """A workspace for tests that leave no more than rows in it."""
    if 'path' not in _shared:
        _shared['path'] = create('shared.quehacer')
    return _shared['path']


def demo():
    if 'demo' not in _shared:
        _shared['demo'] = path('demo.quehacer')
        works('demo', _shared['demo'], '--rows', '400', '--seed', '7', '--until', '2026-06-30')
    return _shared['demo']


def log(workspace, *options, **more):
    return works('log', workspace, '--passphrase-file', '-', '--format', 'json', *options, stdin=PASSPHRASE, **more)


def rows(workspace, thing='activities', *options):
    output = works('list', workspace, thing, '--format', 'json', '--passphrase-file', '-', *options,
                   stdin='practica' if workspace == _shared.get('demo') else PASSPHRASE)
    return json.loads(output)


def table(workspace, *options):
    output = works('table', workspace, '--format', 'csv', '--passphrase-file', '-', *options,
                   stdin='practica' if workspace == _shared.get('demo') else PASSPHRASE)
    return list(csv.reader(io.StringIO(output, newline='')))
