/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store.h"

G_BEGIN_DECLS

#define FIXTURE_PASSPHRASE "lluvia tres caballos martillo"

/**
 * Fixture:
 *
 * A new workspace in a temporary folder, for tests.
 */
typedef struct
{
  char *folder;
  char *path;
  QhStore *store;
  gint64 worker;
} Fixture;

void      fixture_set_up       (Fixture *fixture, gconstpointer data);
void      fixture_tear_down    (Fixture *fixture, gconstpointer data);
void      fixture_assert_finalized (gpointer object);
gint64    fixture_code         (QhStore *store, const char *catalogue, const char *text);
gint64    fixture_put          (QhStore *store, QhRecord *record);
void      fixture_refuse       (QhStore *store, QhRecord *record, int expected_code);
QhRecord *fixture_new_activity (QhStore *store);
QhRecord *fixture_new_case     (QhStore *store);
QhRecord *fixture_new_person   (QhStore *store, const char *name, const char *sex, int birth_year);

G_END_DECLS
