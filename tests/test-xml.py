#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The XML beside the program: icons are small, our own and recolourable; every
icon and template that a resource list names is there and well formed; the file
type says what a workspace file is called."""
import pathlib
import re
import sys
import xml.etree.ElementTree as ET

root = pathlib.Path(sys.argv[1])
SVG = '{http://www.w3.org/2000/svg}'
MIME = '{http://www.freedesktop.org/standards/shared-mime-info}'
problems = []


def check(good, text):
    if not good:
        problems.append(text)


icons = sorted((root / 'icons').rglob('*.svg'))
check(len(icons) > 2, 'icons/ is empty')
for path in icons:
    svg = ET.parse(path).getroot()
    check(svg.tag == SVG + 'svg', f'{path}: not an SVG drawing')
    check(path.stat().st_size < 4096, f'{path}: over 4 KiB')
    check(all(e.tag.startswith(SVG) for e in svg.iter() if isinstance(e.tag, str)),
          f'{path}: holds what an editor left in it')
    if path.stem.endswith('-symbolic'):
        check(svg.get('viewBox') == '0 0 16 16', f'{path}: a symbolic icon is drawn on 16 × 16')
        colours = set(re.findall(r'(?:fill|stroke)="(#[^"]+)"', path.read_text()))
        check(colours == {'#2e3436'}, f'{path}: GTK recolours #2e3436 only, not {colours}')

for listing in list(root.glob('ui/*.gresource.xml')) + list(root.glob('data/*.gresource.xml')):
    for entry in ET.parse(listing).getroot().iter('file'):
        where = [folder / entry.text for folder in (root / 'ui', root / 'data')]
        check(any(path.exists() for path in where), f'{listing.name} names {entry.text}, which is nowhere')

bundled = (root / 'ui' / 'ui.gresource.xml').read_text()
for path in (root / 'icons' / 'actions').glob('*.svg'):
    check(path.name in bundled, f'{path.name} is not bundled in ui/ui.gresource.xml')

used = set()
for path in [*(root / 'ui').rglob('*.ui'), *(root / 'src').rglob('*.c')]:
    used.update(re.findall(r'\bqh-[a-z-]+-symbolic\b', path.read_text()))
for name in sorted(used):
    check((root / 'icons' / 'actions' / f'{name}.svg').exists(), f'the icon {name} is used but not drawn')

for path in (root / 'ui').rglob('*.ui'):
    ET.parse(path)

mime = ET.parse(sys.argv[2]).getroot().find(MIME + 'mime-type')
check(mime is not None and mime.get('type') == 'application/x-quehacer', 'the file type has another name')
check(mime is not None and mime.find(MIME + 'glob').get('pattern') == '*.quehacer', 'the file type has another ending')
desktop = (root / 'data' / 'org.quehacer.Quehacer.desktop.in').read_text()
check('MimeType=application/x-quehacer;' in desktop, 'the desktop entry does not open workspace files')

print('\n'.join(problems) or f'{len(icons)} icons, all well')
sys.exit(1 if problems else 0)
