#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every string of the sources is listed, and said in Spanish and in English.

Usage: test-translations.py SOURCE_ROOT
"""
import pathlib
import re
import subprocess
import sys
import tempfile

root = pathlib.Path(sys.argv[1])
failures = 0


def check(what, passed, detail=""):
    global failures
    failures += not passed
    if not passed:
        print(f"Not so: {what}\n{detail}")


listed = set((root / "po/POTFILES.in").read_text().split())
marked = re.compile(r"\b(_|N_|C_|ngettext|g_dngettext) \(\s*\"")
sources = [p for p in root.glob("src/**/*.c") if marked.search(p.read_text())]
templates = [p for p in root.glob("ui/**/*.ui") if "translatable=" in p.read_text()]
missing = sorted(str(p.relative_to(root)) for p in sources + templates
                 if str(p.relative_to(root)) not in listed)
check("po/POTFILES.in lists every file with strings", not missing, "\n".join(missing))
gone = sorted(name for name in listed if not (root / name).exists())
check("po/POTFILES.in lists no file that is gone", not gone, "\n".join(gone))

with tempfile.TemporaryDirectory() as folder:
    template = f"{folder}/quehacer.pot"
    subprocess.run(["xgettext", "--from-code=UTF-8", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2",
                    "--keyword=ngettext:1,2", "--keyword=g_dngettext:2,3", "-f", "po/POTFILES.in", "-o", template],
                   cwd=root, check=True, stderr=subprocess.DEVNULL)
    for language in (root / "po/LINGUAS").read_text().splitlines():
        if not language or language.startswith("#"):
            continue
        merged = f"{folder}/{language}.po"
        subprocess.run(["msgmerge", "-q", "--no-fuzzy-matching", f"po/{language}.po", template, "-o", merged],
                       cwd=root, check=True)
        left = subprocess.run(["msgattrib", "--untranslated", "--no-obsolete", merged],
                              cwd=root, check=True, capture_output=True, text=True).stdout
        entries = [line for line in left.splitlines() if line.startswith("msgid ") and line != 'msgid ""']
        check(f"{language} is complete", not entries and 'msgid ""\n"' not in left.split("\n\n", 1)[-1], left[:4000])
        formats = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", merged], capture_output=True, text=True)
        check(f"{language} keeps the formats", formats.returncode == 0, formats.stderr)

# The quotation marks of the screen in Spanish are «…».
entries = (root / "po/es.po").read_text().split("\n\n")
english = [entry for entry in entries if re.search("[“”]", entry.partition("\nmsgstr")[2])]
check("es has Spanish quotation marks", not english, "\n\n".join(english)[:4000])

sys.exit(failures != 0)
