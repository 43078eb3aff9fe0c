#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""packages.txt is complete: every library that meson.build asks for comes from a
package on the list, so does every library that the program links directly, and
README.md gives each package's reason. Skipped where there is no dpkg."""
import pathlib
import re
import shutil
import subprocess
import sys

root, build = map(pathlib.Path, sys.argv[1:])
if not shutil.which('dpkg-query'):
    print('no dpkg here')
    sys.exit(77)

problems = []
listed = {'run': set(), 'test': set()}
for line in (root / 'tools' / 'packages.txt').read_text().splitlines():
    if line.strip() and not line.startswith('#'):
        purpose, choice, reason = line.split(maxsplit=2)
        listed[purpose].update(choice.split('|'))
everything = listed['run'] | listed['test']


def output(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ''


def owners(paths):
    """The package that each of the paths (what: path) comes from, asked in one go."""
    wanted = {}
    for what, path in paths.items():
        if path.startswith('/'):
            wanted[str(pathlib.Path(path).parent.resolve() / pathlib.Path(path).name)] = what
    done = subprocess.run(['dpkg-query', '-S', *wanted], capture_output=True, text=True, check=False)
    found = {}
    for line in done.stdout.splitlines():
        package, path = line.split(': ', 1)
        if path in wanted:
            found[wanted[path]] = package.split(':')[0]
    return found


def asked(pattern, folders):
    return {name for folder in folders for path in (root / folder).rglob('meson.build')
            for name in re.findall(pattern, path.read_text())}


# What the build asks for, and what the program links directly: the package of
# each one's development file.
modules = asked(r"dependency\('([^']+)'", ['src', 'tests'])
libraries = asked(r"find_library\('([^']+)'", ['src', 'tests'])
linked = re.findall(r'NEEDED\s+lib(\S+?)[.]so', output('objdump', '-p', str(build / 'src' / 'quehacer')))
files = {}
for name in modules:
    files[name] = output('pkg-config', '--variable=pcfiledir', name) + f'/{name}.pc'
for name in libraries.union(linked):
    files[f'lib{name}'] = output('cc', f'-print-file-name=lib{name}.so')
# Depended on by GTK's and the compiler's own packages.
implied = {'libgdk-pixbuf-2.0-dev', 'libgraphene-1.0-dev', 'libgcc-12-dev'}
for name, package in sorted(owners(files).items()):
    if package not in everything | implied:
        problems.append(f'{name} comes from {package}, which is not in packages.txt')

readme = (root / 'README.md').read_text()
for package in sorted(everything):
    if f'`{package}`' not in readme:
        problems.append(f'README.md does not say what {package} is for')

print('\n'.join(problems) or f'{len(everything)} packages cover {len(files)} dependencies')
sys.exit(1 if problems else 0)
