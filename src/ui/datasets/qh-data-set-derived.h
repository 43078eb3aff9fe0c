/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

#include "frame/qh-frame.h"

G_BEGIN_DECLS

/**
 * QhDerivedWay:
 * @make: as recipes have it
 * @label: what it makes, to be translated
 * @takes: whether it can be made of a column
 */
typedef struct
{
  const char *make;
  const char *label;
  gboolean (*takes) (const QhFrameColumn *column);
} QhDerivedWay;

const QhDerivedWay *qh_derived_list_ways (guint *n);
const QhDerivedWay *qh_derived_find_way  (const char *make);

/**
 * QhDerivedDone:
 * @derived: (transfer none) (nullable): how the variable is made; %NULL to remove it
 * @error: (out): what speaks against it
 *
 * Returns: whether it was taken.
 */
typedef gboolean (*QhDerivedDone) (JsonObject *derived, gpointer user_data, GError **error);

void qh_data_set_derive (GtkWidget *from, QhStore *store, QhFrame *frame, QhLanguage language, JsonObject *derived, gboolean is_new,
                         QhDerivedDone done, gpointer user_data);

G_END_DECLS
