/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "ui/forms/qh-draft-keeper.h"
#include "ui/reports/qh-report-editor.h"

G_BEGIN_DECLS

struct _QhReportEditor
{
  AdwWindow parent_instance;

  GtkBox *groups;
  GtkWidget *save;
  GtkLabel *problem;
  QhReportPreview *preview;

  GtkWidget *from;
  QhSession *session;
  QhLanguage language;
  QhReportWish wish;
  QhRecord *record; /* the definition as it was; new: id 0 */
  char *name;
  JsonNode *root;
  char *unchanged;
  gboolean *expanded; /* by section */
  guint n_expanded;
  gboolean building;
  guint refresh_source;
  guint rebuild_source;
  GCancellable *cancellable;
  QhDraftKeeper *draft;
};

JsonObject *qh_report_editor_get_root (QhReportEditor *self);
void        qh_report_editor_touch    (QhReportEditor *self);
void        qh_report_editor_rebuild  (QhReportEditor *self);
void        qh_report_editor_build    (QhReportEditor *self);
char       *qh_report_editor_name_indicator (QhReportEditor *self, GPtrArray *indicators, const char *code);
GtkWidget  *qh_report_editor_new_indicator_choice (QhReportEditor *self, GPtrArray *indicators, JsonArray *codes);

G_END_DECLS
