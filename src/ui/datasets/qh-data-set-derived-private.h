/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/datasets/qh-data-set-derived.h"
#include "ui/settings/qh-editor.h"

G_BEGIN_DECLS

/**
 * QhDeriving:
 *
 * A derived variable in its window.
 */
typedef struct
{
  QhFrame *frame;
  QhLanguage language;
  JsonObject *derived;
  gboolean is_new;
  QhDerivedDone done;
  gpointer user_data;
  GtkWidget *name;
  GtkWidget *label;
  GtkWidget *second;  /* this and the next: NULL where they do not apply */
  GPtrArray *names;   /* what @second offers */
  GtkWidget *cuts;
  GtkWidget *number;  /* a width, a factor, the least */
  GtkWidget *rest;
  GPtrArray *entries; /* of categories: a group's name each, or a tick each */
  GPtrArray *codes;   /* the categories' */
} QhDeriving;

const char *qh_deriving_get_text (JsonObject *derived, const char *member);
const char *qh_deriving_get_from (JsonObject *derived, guint at);
const char *qh_deriving_get_make (const QhDeriving *self);
gboolean    qh_deriving_write    (QhEditor *editor, QhDeriving *self, JsonObject *made);

G_END_DECLS
