/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-case-index.h"
#include "store/qh-name-arena.h"

G_BEGIN_DECLS

struct _QhCaseIndex
{
  gatomicrefcount references;
  QhNameArena *arena;
  GPtrArray *cases;        /* of QhCaseRow, by id ascending; NULL where deleted ones stood are removed */
  GHashTable *case_by_id;  /* gint64 → QhCaseRow */
  GPtrArray *order;        /* of QhCaseRow, the latest activity first */
  GPtrArray *persons;      /* of QhPersonRow */
  GHashTable *person_by_id;
  gint64 titular_role;
  gint64 closed_status;
};

G_END_DECLS
