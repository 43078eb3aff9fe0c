/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/forms/qh-draft-keeper.h"
#include "ui/settings/qh-editor.h"

G_BEGIN_DECLS

struct _QhEditor
{
  AdwWindow parent_instance;

  GtkWidget *scroller;
  GtkWidget *content;
  GtkWidget *save;
  GtkWidget *problem;
  AdwPreferencesGroup *group;

  GtkWidget *from;
  QhStore *store;
  GPtrArray *rows; /* what can be changed, in its order */
  QhSession *session;
  QhDraftKeeper *draft; /* NULL where nothing is kept */
  QhRecord *record;     /* what a draft is about */
  GStrv unchanged;      /* what the rows held at first */
  char *done;
  char *undo;           /* the action that takes back what was run, or NULL */
  GVariant *undo_target;
  gboolean touched;     /* something was changed that is no row */
  guint focus_source;
};

/* The rows */
GStrv qh_editor_read_rows     (QhEditor *self);
void  qh_editor_fill_row      (GtkWidget *row, const char *text);

/* What is typed in them */
void  qh_editor_typed_cb      (QhEditor *self);
void  qh_editor_discard_draft (QhEditor *self);

/* Saving */
void  qh_editor_save_cb       (QhEditor *self);
void  qh_editor_show_problem  (QhEditor *self, const char *text);

G_END_DECLS
