/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Where a variable can be put. */
typedef enum
{
  QH_SHELF_ROWS,
  QH_SHELF_COLUMNS,
  QH_SHELF_COLOUR,
  QH_SHELF_LAYERS,
  QH_SHELF_FILTER,
  QH_SHELF_WEIGHT,
  QH_N_SHELVES,
} QhShelf;

/**
 * QhShelfKind:
 * @name: as signals name it
 * @key: that puts a variable there, a small letter
 * @field: where a #QhExploreQuestion keeps it
 */
typedef struct
{
  const char *name;
  char key;
  gsize field;
} QhShelfKind;

const QhShelfKind *qh_shelf_get       (guint shelf);
const char        *qh_shelf_get_title (guint shelf);

#define QH_TYPE_EXPLORE_SHELF (qh_explore_shelf_get_type ())
G_DECLARE_FINAL_TYPE (QhExploreShelf, qh_explore_shelf, QH, EXPLORE_SHELF, GtkWidget)

GtkWidget  *qh_explore_shelf_new      (guint shelf);
void        qh_explore_shelf_set_name (QhExploreShelf *self, const char *name, const char *label);
const char *qh_explore_shelf_get_name (QhExploreShelf *self);

G_END_DECLS
