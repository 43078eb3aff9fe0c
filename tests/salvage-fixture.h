/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fixture.h"
#include "store/qh-salvage.h"

/* A workspace that gets damaged, and what is saved of it. */

#define N_ACTIVITIES 1500
#define PAGE_SIZE 8192

static const QhSecret secret = { .passphrase = FIXTURE_PASSPHRASE };

/* A workspace with many activities, and what it takes to open it later with the recovery key. */
typedef struct
{
  Fixture base;
  char *saved;
  char *words;
  gint64 last;
} Damaged;

gint64 put_activities (QhStore *store, guint n);
void set_up (Damaged *self, gconstpointer data);
void tear_down (Damaged *self, gconstpointer data);
void close_store (Damaged *self);
GArray *list_pages (Damaged *self, const char *table);
guint64 damage (Damaged *self, const char *table, guint first, guint step);
QhSalvageReport *salvage (Damaged *self, const char *backup);
const QhSalvageTable *find_table (const QhSalvageReport *report, const char *name);
QhStore *open_saved (Damaged *self);
char *make_backup (Damaged *self);
void assert_note (QhStore *store, gint64 id, const char *note);
