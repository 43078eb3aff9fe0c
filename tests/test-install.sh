#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What "meson install" leaves is whole, and the program starts from there.
set -euo pipefail
build=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
DESTDIR=$folder meson install -C "$build" --no-rebuild --quiet
prefix=$folder$(python3 -c 'import json, sys
for option in json.load(open(sys.argv[1])):
    if option["name"] == "prefix": print(option["value"])' "$build/meson-info/intro-buildoptions.json")
failed=0
for file in bin/quehacer \
            share/applications/org.quehacer.Quehacer.desktop \
            share/metainfo/org.quehacer.Quehacer.metainfo.xml \
            share/mime/packages/org.quehacer.Quehacer.xml \
            share/glib-2.0/schemas/org.quehacer.Quehacer.gschema.xml \
            share/icons/hicolor/scalable/apps/org.quehacer.Quehacer.svg \
            share/icons/hicolor/symbolic/apps/org.quehacer.Quehacer-symbolic.svg \
            share/locale/es/LC_MESSAGES/quehacer.mo \
            share/locale/en/LC_MESSAGES/quehacer.mo; do
  if [ ! -s "$prefix/$file" ]; then
    echo "not installed: $file"
    failed=1
  fi
done
desktop-file-validate "$prefix/share/applications/org.quehacer.Quehacer.desktop" || failed=1
glib-compile-schemas --strict "$prefix/share/glib-2.0/schemas" || failed=1
update-mime-database "$prefix/share/mime" || failed=1
grep -q '^application/x-quehacer:\*.quehacer$' "$prefix/share/mime/globs" || { echo "the file type is not known"; failed=1; }
if find "$prefix" -name '*.a' | grep .; then
  echo "libraries of the build are installed"
  failed=1
fi
env -u GSETTINGS_SCHEMA_DIR -u QUEHACER_LOCALE_DIR "$prefix/bin/quehacer" --version >/dev/null || { echo "the installed program does not start"; failed=1; }
exit $failed
