#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a program on the display that there is, or on one of its own.
if [[ -z ${DISPLAY:-} ]] && command -v xvfb-run > /dev/null; then
  exec xvfb-run -a -s '-screen 0 1400x1000x24' "$@"
fi
exec "$@"
