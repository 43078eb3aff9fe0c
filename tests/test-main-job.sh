#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What ./run does without a display: every file that it names is there and is what
# it says, and the spreadsheet holds the 2,000 practice rows and the one logged.
set -euo pipefail
tools=$1
program=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

env -u DISPLAY -u WAYLAND_DISPLAY LC_ALL=es_MX.UTF-8 \
  "$tools/main-job" "$program" "$folder" | tee "$folder/said"

for chart in time types hours people; do
  grep -qF "$folder/$chart.png" "$folder/said"
  [ "$(head -c 8 "$folder/$chart.png" | od -An -tx1 | tr -d ' ')" = 89504e470d0a1a0a ]
done
for one in time types hours; do # four different pictures
  if cmp -s "$folder/$one.png" "$folder/people.png"; then
    echo "the charts $one and people are the same picture"
    exit 1
  fi
done

/usr/bin/python3 - "$folder/activities.xlsx" <<'EOF'
import sys
import openpyxl
rows = max(sheet.max_row for sheet in openpyxl.load_workbook(sys.argv[1]))
if rows != 2002:
    sys.exit(f'the largest sheet has {rows} rows, not a header and 2,001')
EOF
