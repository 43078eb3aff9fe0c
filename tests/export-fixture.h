/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fixture.h"
#include "frame/qh-frame.h"
#include "vault/qh-hash.h"

/* Records with everything in them that an export must keep or leave out. */

#define N_ACTIVITIES 60
#define CANARY_NAME "Canaria Marcadísima"
#define CANARY_NOTE "nota-canaria-que-no-sale"
#define AWKWARD "Dijo \"sí\", luego «no»\ny se fue"

static const guint8 key[QH_HASH_SHORT_KEY_SIZE] = { 7 };

void fill (Fixture *fixture);
QhFrame *load (Fixture *fixture, guint kind);
char *contents (const char *path);
