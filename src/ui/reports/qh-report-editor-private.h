/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "ui/forms/qh-draft-keeper.h"
#include "ui/reports/qh-report-editor.h"

G_BEGIN_DECLS

/* What a row changes: a text of an object, or the order of a list. */
typedef struct
{
  JsonObject *object;
  const char *member;
  JsonArray *array;
  guint index;
  gboolean plain; /* a text that has no languages */
} QhReportChange;

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

/* The rows */
QhReportChange *qh_report_change_text  (JsonObject *object, const char *member, gboolean plain);
QhReportChange *qh_report_change_order (JsonArray *array, guint index);
void            qh_report_change_free  (gpointer data, GClosure *closure);
QhReportEditor *qh_report_editor_find  (gpointer widget);
GtkWidget  *qh_report_editor_new_text  (QhReportEditor *self, const char *title, JsonObject *object, const char *member, gboolean plain);
GtkWidget  *qh_report_editor_new_choice (const char *title, const char *const *labels, guint selected);
void        qh_report_editor_add_order (GtkWidget *row, JsonArray *array, guint index);
GtkWidget  *qh_report_editor_new_section (QhReportEditor *self, JsonArray *sections, guint index);
GtkWidget  *qh_report_editor_new_section_choice (QhReportEditor *self);
char       *qh_report_editor_name_indicator (QhReportEditor *self, GPtrArray *indicators, const char *code);
GtkWidget  *qh_report_editor_new_indicator_choice (QhReportEditor *self, GPtrArray *indicators, JsonArray *codes);

G_END_DECLS
