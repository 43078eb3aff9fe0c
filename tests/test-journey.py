#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The built program (QUEHACER_PROGRAM) driven from outside, in Spanish, as a person
would: what shows is read over AT-SPI, keys come from xdotool. Unlock, log the day
by keyboard with the key strokes counted, see it in the list and in the charts,
export it, read the workbook back, be killed and go on where it was, lock, quit. Needs a display and a session bus."""
import collections
import csv
import datetime
import io
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback

SKIPPED = 77
PATIENCE = 40  # seconds; a loaded machine is slow, a good one never waits that long
PASSPHRASE = 'lluvia tres caballos martillo'
WORKER = 'Amelia Muestra Canario'
CASES = {'C-101': 'Guadalupe Abedul Ejemplo', 'C-102': 'Ramiro Encino Ejemplo'}
VISIT, INTERVIEW, CALL = 'AC010', 'AC001', 'AC050'
MOST_STROKES, REPEAT_STROKES = 12, 2

PROFILE = '''{
 "id": "journey", "name": {"es": "Prueba"}, "kind": "activity",
 "fields": [{"field": "date", "column": "Fecha"}, {"field": "type", "column": "Actividad"},
            {"field": "minutes", "column": "Minutos"}],
 "case": {"column": "Folio", "prefix": "C-", "fields": [
   {"field": "name", "column": "Nombre"}, {"field": "level", "constant": "N1"}, {"field": "status", "constant": "S1"}]}
}'''


def skip(text):
    print(f'skipped: {text}')
    sys.exit(SKIPPED)


try:
    import gi
    gi.require_version('Atspi', '2.0')
    from gi.repository import Atspi, GLib
    import pyatspi
except (ImportError, ValueError) as error:
    skip(f'python3-pyatspi is not here ({error})')
try:
    import openpyxl
except ImportError:
    skip('python3-openpyxl is not here')
if shutil.which('xdotool') is None:
    skip('xdotool is not here')
if not os.environ.get('DISPLAY') or not os.environ.get('DBUS_SESSION_BUS_ADDRESS'):
    skip('there is no display or no session bus; ./test gives both')


TEXT_ROLES = (Atspi.Role.TEXT, Atspi.Role.ENTRY, Atspi.Role.PASSWORD_TEXT)


class NotYet(Exception):
    pass


def wait_for(what, condition, patience=PATIENCE):
    """Asks until CONDITION gives something, and gives that."""
    end = time.monotonic() + patience
    while True:
        try:
            found = condition()
        except GLib.Error:  # what was looked at has gone meanwhile
            found = None
        if found:
            return found
        if time.monotonic() > end:
            raise NotYet(f'after {patience} s still not: {what}')
        time.sleep(0.1)


def typed(field):
    return Atspi.Text.get_text(field, 0, Atspi.Text.get_character_count(field))


def midday_zone():
    """A time zone in which it is about eleven now: no midnight comes in between."""
    ahead = 11 - datetime.datetime.now(datetime.timezone.utc).hour
    return f'JRN{-ahead:+d}', datetime.timezone(datetime.timedelta(hours=ahead))


class Journey:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix='quehacer-journey-')
        self.workspace = self.path('servicio.quehacer')
        self.program = None
        self.application = None
        self.places = {}
        self.strokes = 0
        zone, information = midday_zone()
        self.today = datetime.datetime.now(information).date()
        os.mkdir(self.path('home'))
        self.environment = dict(os.environ, LANGUAGE='es', LC_ALL='es_MX.UTF-8', TZ=zone, HOME=self.path('home'),
                                G_DEBUG='fatal-criticals', GSETTINGS_BACKEND='memory', GDK_BACKEND='x11',
                                GSK_RENDERER='cairo')
        for name in 'CONFIG', 'DATA', 'CACHE', 'STATE':
            self.environment[f'XDG_{name}_HOME'] = self.path('home', name.lower())
        self.environment.pop('GTK_A11Y', None)
        # The toolkit's threads are cut off as the program ends, with what they
        # hold. Leaks are looked for in the window's own tests.
        self.environment['ASAN_OPTIONS'] = os.environ.get('ASAN_OPTIONS', '') + ':detect_leaks=0'

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, name, text):
        with open(self.path(name), 'w', encoding='utf-8') as file:
            file.write(text)
        return self.path(name)

    # Commands

    def run(self, *arguments):
        done = subprocess.run([os.environ['QUEHACER_PROGRAM'], *arguments, '--passphrase-file', self.path('passphrase')],
                              capture_output=True, text=True, env=self.environment, timeout=100)
        assert done.returncode == 0, f'{arguments}: {done.stderr}'
        return done.stdout

    def table(self, variable):
        """code → count, as the command says."""
        rows = csv.DictReader(io.StringIO(self.run('table', self.workspace, '--rows', variable, '--format', 'csv')))
        return {row['code']: int(row['count']) for row in rows if int(row['count']) > 0}

    # The screen, as a screen reader has it

    def find_application(self):
        assert self.program.poll() is None, f'the program ended with {self.program.returncode}: {self.errors()}'
        for application in pyatspi.Registry.getDesktop(0):
            if application is not None and application.get_process_id() == self.program.pid:
                application.set_cache_mask(Atspi.Cache.NONE)
                return application
        return None

    def walk(self, node=None):
        """Every part of the program's windows, hidden pages included."""
        try:
            if node is None:
                assert self.program.poll() is None, f'the program ended with {self.program.returncode}: {self.errors()}'
                node = self.application
            yield node
            for i in range(node.get_child_count()):
                child = node.get_child_at_index(i)
                if child is not None:
                    yield from self.walk(child)
        except GLib.Error:  # gone meanwhile
            return

    def texts(self, place=None):
        """All names, descriptions and typed texts of a place, or of everything."""
        for part in self.walk(self.place(place) if place is not None else None):
            yield part.get_name()
            yield part.get_description()
            if part.get_role() in TEXT_ROLES:
                yield typed(part)

    def place(self, kind):
        """The part of the screen of that widget type; looked for once, for each question over the bus takes time."""
        if kind not in self.places:
            self.places[kind] = next((node for node in self.walk() if node.get_name() == kind), None)
        assert self.places[kind] is not None, f'there is no {kind} on the screen'
        return self.places[kind]

    def shows(self, place, text):
        return any(text in shown for shown in self.texts(place))

    def check_names(self):
        """A screen reader says the name of a button once."""
        for node in self.walk():
            words = node.get_name().split()
            half = len(words) // 2
            if node.get_role() == Atspi.Role.PUSH_BUTTON and half > 0:
                assert words[:half] != words[half:], f'a button is called “{node.get_name()}”'

    def names_shown(self):
        """What of the workspace's names is anywhere on the screen, hidden pages included."""
        secrets = [WORKER, *CASES, *CASES.values()]
        return {secret for text in self.texts() for secret in secrets if secret in text}

    def rows(self):
        """The names of the activities in the day's list."""
        listed = next((node for node in self.walk(self.place('QhDayList')) if node.get_role() == Atspi.Role.LIST), None)
        if listed is None:  # the page is still being made
            return []
        children = [listed.get_child_at_index(i) for i in range(listed.get_child_count())]
        return [child.get_name() for child in children if child is not None and child.get_role() == Atspi.Role.LIST_ITEM]

    def wait_for_rows(self, count):
        return wait_for(f'{count} activities in the list', lambda: len(self.rows()) == count and self.rows())

    def in_field(self, kind):
        """Whether the keys go to the field of that widget type."""
        return any(node.get_role() in TEXT_ROLES and node.get_state_set().contains(Atspi.StateType.FOCUSED)
                   for node in self.walk(self.place(kind)))

    def in_dialog_field(self):
        dialog = self.application.get_child_at_index(self.application.get_child_count() - 1)
        return any(node.get_role() in TEXT_ROLES and node.get_state_set().contains(Atspi.StateType.FOCUSED)
                   and typed(node).endswith('.xlsx') for node in self.walk(dialog))

    def is_active(self):
        """Whether one of the windows has the keys. (An entry row of libadwaita does not tell that it has them.)"""
        windows = [self.application.get_child_at_index(i) for i in range(self.application.get_child_count())]
        return any(window is not None and window.get_state_set().contains(Atspi.StateType.ACTIVE) for window in windows)

    # Keys

    def xdotool(self, *arguments):
        done = subprocess.run(['xdotool', *arguments], capture_output=True, text=True, timeout=60)
        return done.stdout.split()

    def keys(self, *keys):
        """Strikes keys; a chord such as ctrl+r is one stroke."""
        self.strokes += len(keys)
        self.xdotool('key', '--delay', '30', *keys)

    def type(self, text):
        self.strokes += len(text)
        self.xdotool('type', '--delay', '30', text)

    def focus_window(self, count):
        """Without a window manager nobody gives a new window the keys."""
        def newest():
            windows = self.xdotool('search', '--onlyvisible', '--pid', str(self.program.pid), '--name', '.')
            return windows[-1] if len(windows) == count else None
        window = wait_for(f'{count} windows', newest)
        self.xdotool('windowfocus', '--sync', window)
        return window

    # The program

    def errors(self):
        with open(self.path('errors'), encoding='utf-8', errors='replace') as file:
            return file.read()

    def start(self):
        with open(self.path('errors'), 'w', encoding='utf-8') as errors:
            self.program = subprocess.Popen([os.environ['QUEHACER_PROGRAM'], self.workspace], env=self.environment,
                                            stdin=subprocess.DEVNULL, stdout=errors, stderr=errors)
        self.application = wait_for('the program on the accessibility bus', self.find_application)

    def stop(self):
        if self.program is not None and self.program.poll() is None:
            self.program.send_signal(signal.SIGKILL)
            self.program.wait()

    # Steps

    def prepare(self):
        """A workspace with two cases and three activities of today, by commands."""
        self.write('passphrase', PASSPHRASE + '\n')
        self.run('create', self.workspace, '--unit', 'Trabajo Social', '--worker', WORKER, '--quick-derivation')
        rows = [f'{self.today},{type},{minutes},{folio[2:]},{name}'
                for (folio, name), type, minutes in zip(CASES.items(), (CALL, INTERVIEW), (10, 45))]
        source = self.write('antes.csv', '\n'.join(['Fecha,Actividad,Minutos,Folio,Nombre', *rows, '']))
        self.run('import', self.workspace, source, '--profile', self.write('perfil.json', PROFILE), '--worker', WORKER)
        self.run('log', self.workspace, '--type', INTERVIEW, '--minutes', '30', '--case', 'C-101')
        # Favourites are chosen in the settings, whose own test does so; here it is a short cut.
        with sqlite3.connect(self.workspace) as database:
            changed = database.execute("UPDATE entries SET favourite = 1 WHERE catalogue = 'activity_type' AND code = ?", (VISIT,))
            assert changed.rowcount == 1
        database.close()
        assert self.table('type') == {CALL: 1, INTERVIEW: 2}, self.table('type')

    def unlock(self):
        self.start()
        self.focus_window(1)
        wait_for('an active window', self.is_active)
        assert not self.names_shown(), 'a name shows before it is unlocked'
        self.check_names()
        self.type('otra cosa')
        self.keys('Return')
        wait_for('that the passphrase is wrong', lambda: self.shows('QhUnlockPage', 'La frase de contraseña no es correcta.'))
        assert not self.rows()
        self.type(PASSPHRASE)  # what was wrong is selected: typing replaces it
        self.keys('Return')
        self.wait_for_rows(3)

    def log_by_keyboard(self):
        wait_for('the focus in the entry line', lambda: self.in_field('QhCodeEntry'))
        self.type('visita dom')
        self.keys('Tab')  # takes what is offered, on to the case
        self.keys('Tab')  # none; on to the minutes
        self.type('35')
        self.keys('Return')
        rows = self.wait_for_rows(4)
        assert any('Visita domiciliaria' in row and '35' in row for row in rows), rows
        self.strokes = 0
        self.keys('ctrl+r', 'Return')
        rows = self.wait_for_rows(5)
        assert self.strokes <= REPEAT_STROKES
        assert sum('Visita domiciliaria' in row and '35' in row for row in rows) == 2, rows

    def log_a_favourite(self):
        """For another case, with its minutes, without a note."""
        wait_for('the focus in the entry line', lambda: self.in_field('QhCodeEntry'))
        self.strokes = 0
        self.keys('alt+1')
        self.type('rami')
        self.keys('Tab')
        self.type('50')
        self.keys('Return')
        rows = self.wait_for_rows(6)
        assert self.strokes <= MOST_STROKES, f'{self.strokes} key strokes'
        assert any('Visita domiciliaria' in row and CASES['C-102'] in row and '50' in row for row in rows), rows
        print(f'  {self.strokes} key strokes for a favourite, {REPEAT_STROKES} for the same again')

    def see_charts(self):
        self.keys('ctrl+3')

        def described():
            page = self.place('QhChartsPage')
            return any('Visita domiciliaria (3)' in node.get_description() for node in self.walk(page)
                       if node.get_role() == Atspi.Role.IMAGE)
        wait_for('a chart that tells of three visits', described)

    def export(self):
        target = self.path('actividades.xlsx')
        self.keys('ctrl+e')
        self.focus_window(2)
        wait_for('the field for a file name', self.in_dialog_field)
        self.keys('ctrl+a')  # the name that is proposed
        self.type(target)
        self.keys('Return')
        wait_for('the workbook', lambda: os.path.exists(target))
        self.focus_window(1)
        sheets = [list(sheet.iter_rows(values_only=True)) for sheet in openpyxl.load_workbook(target).worksheets]
        header, rows = sheets[0][0], sheets[0][1:]
        for variable, title in ('type', 'Tipo de actividad (código)'), ('function', 'Función (código)'):
            told = collections.Counter(row[header.index(title)] for row in rows)
            assert told == self.table(variable), f'{variable}: {told} in the workbook, {self.table(variable)} in the table'
        assert sum(row[header.index('Minutos')] for row in rows) == 10 + 45 + 30 + 35 + 35 + 50
        cells = [str(cell) for sheet in sheets for row in sheet for cell in row if cell is not None]
        exported = [secret for secret in [WORKER, *CASES, *CASES.values()] if any(secret in cell for cell in cells)]
        assert not exported, f'in the workbook: {exported}'

    def survive(self):
        """What is typed outlives the program, is offered once, and can be gone on with."""
        self.keys('ctrl+1')
        wait_for('the focus in the entry line', lambda: self.in_field('QhCodeEntry'))
        self.type('entrevista ini')
        self.keys('Tab', 'Tab')
        self.type('25')
        time.sleep(1.5)  # it is kept within a second
        self.program.kill()
        self.program.wait()
        self.places = {}
        self.start()
        self.focus_window(1)
        wait_for('an active window', self.is_active)
        self.type(PASSPHRASE)
        self.keys('Return')
        self.focus_window(2)
        wait_for('what was typed', lambda: any('· Entrevista inicial' in text for text in self.texts()))
        self.keys('Return')
        self.focus_window(1)
        wait_for('the minutes that were typed', lambda: '25' in self.texts('QhEntryLine'))
        assert len(self.rows()) == 6
        self.keys('Return')
        rows = self.wait_for_rows(7)
        assert any('Entrevista inicial' in row and '25' in row for row in rows), rows

    def lock(self):
        assert self.shows('QhDayList', CASES['C-101']), 'no name shows to begin with'
        self.keys('ctrl+l')
        wait_for('an empty list', lambda: not self.rows())
        still = self.names_shown()
        assert not still, f'still on the screen: {still}'

    def finish(self):
        self.keys('ctrl+q')
        wait_for('the end of the program', lambda: self.program.poll() is not None)
        assert self.program.returncode == 0, f'it ended with {self.program.returncode}'
        assert 'CRITICAL' not in self.errors(), self.errors()
        self.run('verify', self.workspace)
        with sqlite3.connect(self.workspace) as database:
            assert database.execute('SELECT count(*) FROM drafts').fetchone() == (0,), 'a draft was left'
        database.close()


STEPS = ['prepare', 'unlock', 'log_by_keyboard', 'log_a_favourite', 'see_charts', 'export', 'survive', 'lock', 'finish']


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the program ends with its test in any case
    journey = Journey()
    try:
        for step in STEPS:
            begin = time.monotonic()
            getattr(journey, step)()
            print(f'{step.replace("_", " ")}: {time.monotonic() - begin:.1f} s', flush=True)
    except Exception:
        traceback.print_exc()
        if os.path.exists(journey.path('errors')):
            print(f'The program said: {journey.errors()}', file=sys.stderr)
        return 1
    finally:
        journey.stop()
        shutil.rmtree(journey.folder, ignore_errors=True)
    return 0


sys.exit(main())
