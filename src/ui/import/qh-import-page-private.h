/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "exchange/qh-importer.h"
#include "ui/import/qh-import-page.h"
#include "ui/import/qh-import-profile-view.h"
#include "ui/import/qh-import-report-view.h"
#include "ui/import/qh-import-table-view.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

typedef enum
{
  STEP_FILE,
  STEP_TABLE,
  STEP_PROFILE,
  STEP_PLAN,
  STEP_DONE,
  N_STEPS,
} QhImportStep;

struct _QhImportPage
{
  GtkWidget parent_instance;

  AdwWindowTitle *title;
  GtkStack *stack;
  GtkLabel *problem;
  GtkWidget *choose;
  QhImportTableView *table_view;
  QhImportProfileView *profile_view;
  QhImportReportView *report_view;
  GtkLabel *busy_title;
  GtkSpinner *spinner;
  GtkProgressBar *bar;
  GtkLabel *count;
  GtkWidget *cancel;
  GtkWidget *actions;
  GtkWidget *next;

  QhSession *session;
  QhCsvReader *table;
  QhImporter *importer;
  GCancellable *cancellable; /* of what runs; NULL where nothing does */
  QhImportStep step;
};

void qh_import_page_show_problem   (QhImportPage *self, const char *text);
void qh_import_page_show_step      (QhImportPage *self, QhImportStep step);
void qh_import_page_update_actions (QhImportPage *self);
void qh_import_page_label_title    (QhImportPage *self);
void qh_import_page_focus_step     (QhImportPage *self);
void qh_import_page_set_progress   (QhImportPage *self, guint64 done, guint64 total);

G_END_DECLS
