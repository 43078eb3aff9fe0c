/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/forms/qh-draft-keeper.h"
#include "ui/today/qh-entry-defaults.h"
#include "ui/today/qh-entry-line.h"
#include "ui/widgets/qh-case-entry.h"
#include "ui/widgets/qh-code-drop-down.h"
#include "ui/widgets/qh-code-entry.h"

G_BEGIN_DECLS

struct _QhEntryLine
{
  GtkWidget parent_instance;

  QhCodeEntry *type;
  QhCaseEntry *case_entry;
  GtkWidget *minutes;
  QhCodeDropDown *outcome;
  GtkWidget *note_box;
  GtkWidget *note_button;
  GtkEntryBuffer *note_text;
  GtkWidget *problem;
  QhEntryDefaults *defaults;

  QhSession *session;
  QhDraftKeeper *draft;
  QhDay day;
  QhRecord *more; /* what the line has no field for, or NULL */
  gboolean minutes_typed;
  gboolean filling;
  gboolean busy;
};

QhRecord *qh_entry_line_make_draft    (QhEntryLine *self);
QhRecord *qh_entry_line_make_activity (QhEntryLine *self);
void      qh_entry_line_clear_problem (QhEntryLine *self);
void      qh_entry_line_show_problem  (QhEntryLine *self, GtkWidget *field, const char *text);

G_END_DECLS
