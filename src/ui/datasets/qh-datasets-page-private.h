/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

#include "research/qh-recipe-edit.h"
#include "ui/charts/qh-filter-bar.h"
#include "ui/datasets/qh-data-set-computing.h"
#include "ui/datasets/qh-data-set-derived.h"
#include "ui/datasets/qh-data-set-variables.h"
#include "ui/datasets/qh-datasets-page.h"
#include "ui/forms/qh-draft-keeper.h"
#include "ui/widgets/qh-wrap-layout.h"

G_BEGIN_DECLS

struct _QhDatasetsPage
{
  GtkWidget parent_instance;

  GtkWidget *content;
  AdwWindowTitle *title;
  GtkEditable *name;
  GtkDropDown *units;
  QhFilterBar *conditions;
  GtkWidget *period;     /* of the filter bar, as the next */
  GtkWidget *add_filter;
  GPtrArray *chips;
  GtkCheckButton *deidentify;
  GtkSpinButton *k;
  GtkSpinButton *suppress;
  GtkDropDown *loss;
  GtkSpinner *spinner;
  GtkLabel *state;
  GtkWidget *results;
  QhDataSetVariables *variables;
  GtkWidget *add_variable;
  GtkMenuButton *add_derived;
  QhWrapBox *derived;
  QhWrapBox *formats;
  GPtrArray *format_checks;
  GtkBox *risk;
  GtkBox *drivers;
  GtkBox *checks;
  GtkBox *preview;

  QhSession *session;
  GCancellable *cancellable; /* of what is computed */
  JsonObject *recipe;        /* the one that shows */
  char *kept;                /* the same as it was opened or saved */
  char *next;                /* what takes its place once that is agreed to */
  QhDraftKeeper *draft;
  QhDataSetComputing *computed; /* (nullable): the last */
  QhFrame *source;           /* (nullable): the rows of its unit of analysis */
  char *description;         /* what @source was made of */
  GPtrArray *rows;           /* of QhDataSetRow: the variables as they show */
  const QhDerivedWay *way; /* of the derived variable that is being made */
  int deriving;            /* the place of the one that is changed; -1 for a new one */
  guint timeout;
  gboolean filling;
};

/* What is done to the recipe from elsewhere in the page. */
void qh_datasets_page_compute       (QhDatasetsPage *self);
void qh_datasets_page_show_recipe   (QhDatasetsPage *self);
gboolean qh_datasets_page_take      (QhDatasetsPage *self, const char *json, GError **error);
char *qh_datasets_page_dup_json     (QhDatasetsPage *self);
char *qh_datasets_page_dup_new      (void);

/* Variables */
void qh_datasets_page_show_variables (QhDatasetsPage *self, const QhDataSetComputing *computing);
void qh_datasets_page_edit_variable (QhDatasetsPage *self, guint at);
void qh_datasets_page_install_variables (GtkWidgetClass *widget_class);

void qh_datasets_page_list_now      (QhDatasetsPage *self);

/* Derived variables */
void qh_datasets_page_make_derived  (QhDatasetsPage *self);
void qh_datasets_page_show_derived  (QhDatasetsPage *self);

/* Filter, period and formats */
void qh_datasets_page_make_parts    (QhDatasetsPage *self);
void qh_datasets_page_show_parts    (QhDatasetsPage *self);

/* The goal, and the search for the best way to reach it */
void qh_datasets_page_make_goal     (QhDatasetsPage *self);
void qh_datasets_page_show_goal     (QhDatasetsPage *self);
void qh_datasets_page_take_goal     (QhDatasetsPage *self);
void qh_datasets_page_bind_goal     (GtkWidgetClass *widget_class);
void qh_datasets_page_install_goal  (GtkWidgetClass *widget_class);

/* Saved recipes and files */
void qh_datasets_page_keep          (QhDatasetsPage *self);
void qh_datasets_page_show_name     (QhDatasetsPage *self);
void qh_datasets_page_note_saved    (QhDatasetsPage *self, const char *json, guint version);
void qh_datasets_page_begin_draft   (QhDatasetsPage *self);
gboolean qh_datasets_page_is_unsaved (QhDatasetsPage *self);
void qh_datasets_page_replace       (QhDatasetsPage *self, const char *json);
void qh_datasets_page_show_recipes  (QhDatasetsPage *self, GPtrArray *recipes);
void qh_datasets_page_install_recipes (GtkWidgetClass *widget_class);

G_END_DECLS
