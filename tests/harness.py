# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the commands share: the built program (QUEHACER_PROGRAM) in a
folder of its own, and the lines of TAP."""
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import traceback

PROGRAM = os.environ['QUEHACER_PROGRAM']


class Skip(Exception):
    """Says why a test cannot be run here."""


def shared_file(*parts):
    """A file of shared/data, which not every machine has."""
    file = os.path.join(os.environ.get('QUEHACER_SHARED', ''), 'data', *parts)
    if not os.path.exists(file):
        raise Skip(f'{parts[-1]} is not here')
    return file


class Commands:
    """Runs commands. STDIN and OPTIONS are those of every command that says nothing
    else. Where it is QUIET, no command that works may print to standard error but
    what a test expects."""

    def __init__(self, name, stdin='', options=(), quiet=False, timeout=600):
        self.folder = tempfile.mkdtemp(prefix=f'quehacer-{name}-')
        self.stdin, self.options, self.quiet, self.timeout = stdin, options, quiet, timeout

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text, encoding='utf-8'):
        with open(self.path(name), 'w', encoding=encoding, newline='') as file:
            file.write(text)
        return self.path(name)

    def run(self, *arguments, stdin=None, env=None, limit=None, locale='C.UTF-8'):
        """Returns the status, the output and the errors. LIMIT is of a file's bytes."""
        environment = dict(os.environ, LC_ALL=locale, LANGUAGE='', G_DEBUG='fatal-criticals')
        for name in ('DISPLAY', 'WAYLAND_DISPLAY'):
            environment.pop(name, None)
        environment.update(env or {})
        before = (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))) if limit else None
        # Where files are limited, the signal that says so stays ignored: a write fails as on a full drive.
        done = subprocess.run([PROGRAM, *arguments, *self.options], input=(self.stdin if stdin is None else stdin).encode(),
                              capture_output=True, env=environment, preexec_fn=before, restore_signals=limit is None,
                              start_new_session=True, timeout=self.timeout)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def works(self, *arguments, notes='', **more):
        """The output of a command; NOTES is in its errors."""
        status, output, errors = self.run(*arguments, **more)
        assert status == 0, f'{arguments}: status {status}: {errors}'
        assert notes in errors, f'{arguments}: {errors!r} does not say {notes!r}'
        assert notes or not errors or not self.quiet, f'{arguments}: {errors!r}'
        return output

    def fails(self, *arguments, says='', **more):
        """The command is refused with one line that holds SAYS, and prints nothing."""
        status, output, errors = self.run(*arguments, **more)
        assert status == 1, f'{arguments}: status {status}, not 1: {errors}'
        lines = errors.splitlines()
        assert lines and lines[-1].startswith('quehacer: '), f'not one line: {errors!r}'
        assert self.quiet or len(lines) == 1, f'not one line: {errors!r}'
        assert len(lines[-1]) < 600, f'a line of {len(lines[-1])} characters'
        assert says in lines[-1], f'{lines[-1]!r} does not say {says!r}'
        assert output == '', f'printed {output!r}'

    def main(self, names):
        """Runs every test of a module's NAMES, and ends the program."""
        tests = [(name[5:], value) for name, value in names.items() if name.startswith('test_')]
        failed = 0
        print('TAP version 13')
        print(f'1..{len(tests)}')
        for number, (name, test) in enumerate(tests, 1):
            try:
                test()
                print(f'ok {number} - {name}')
            except Skip as reason:
                print(f'ok {number} - {name} # SKIP {reason}')
            except Exception:
                failed += 1
                print(f'not ok {number} - {name}')
                print('\n'.join('# ' + line for line in traceback.format_exc().splitlines()))
            sys.stdout.flush()
        shutil.rmtree(self.folder, ignore_errors=True)
        sys.exit(failed > 0)
