#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Flatpak manifest: it builds this program on the GNOME runtime with the
libraries that the runtime lacks, and gives it neither network nor folders."""
import pathlib
import re
import sys

try:
    import yaml
except ImportError:
    print('no python3-yaml here')
    sys.exit(77)

root = pathlib.Path(sys.argv[1])
manifest = yaml.safe_load((root / 'flatpak' / 'org.quehacer.Quehacer.yml').read_text())
modules = {module['name']: module for module in manifest['modules']}
rights = manifest['finish-args']
program = modules.get('quehacer', {})
meson = (root / 'meson.build').read_text()

checks = {
    'the id is that of the desktop entry': manifest['id'] == 'org.quehacer.Quehacer'
        and (root / 'data' / f"{manifest['id']}.desktop.in").exists()
        and f"app_id = '{manifest['id']}'" in meson,
    'the command is the program': manifest['command'] == 'quehacer'
        and "executable('quehacer'" in (root / 'src' / 'meson.build').read_text(),
    'the GNOME runtime, 45 or newer': manifest['runtime'] == 'org.gnome.Platform'
        and manifest['sdk'] == 'org.gnome.Sdk' and int(manifest['runtime-version']) >= 45,
    'the libraries that the runtime lacks': {'libsodium', 'zxcvbn', 'libcsv', 'libxlsxwriter', 'libqrencode', 'readstat', 'r-mathlib', 'gsl'} <= modules.keys(),
    'the program is the last module, built by Meson': manifest['modules'][-1] is program
        and program['buildsystem'] == 'meson',
    'a display': {'--socket=wayland', '--socket=fallback-x11'} <= set(rights),
    'no network, no folders, no devices but the graphics card': not [
        right for right in rights
        if re.match(r'--(share=network|filesystem|socket=(session-bus|system-bus)|device=(?!dri$))', right)],
    'every source is pinned': all(
        source['type'] == 'dir' or {'tag', 'commit'} & source.keys() or 'sha256' in source or source['type'] in ('script', 'file')
        for module in manifest['modules'] for source in module['sources']),
}
for what, good in checks.items():
    print('ok' if good else 'NO', what)
sys.exit(0 if all(checks.values()) else 1)
