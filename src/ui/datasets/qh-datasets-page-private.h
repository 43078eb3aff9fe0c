/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

#include "research/qh-recipe-edit.h"
#include "ui/charts/qh-filter-bar.h"
#include "ui/datasets/qh-data-set-computing.h"
#include "ui/datasets/qh-data-set-variables.h"
#include "ui/datasets/qh-datasets-page.h"
#include "ui/widgets/qh-wrap-layout.h"

G_BEGIN_DECLS

struct _QhDatasetsPage
{
  GtkWidget parent_instance;

  GtkWidget *content;
  AdwWindowTitle *title;
  GtkDropDown *recipes;
  GtkEditable *name;
  GtkDropDown *units;
  QhFilterBar *conditions;
  GtkWidget *period;     /* of the filter bar, as the next */
  GtkWidget *add_filter;
  GPtrArray *chips;
  GtkCheckButton *deidentify;
  GtkSpinButton *k;
  GtkSpinButton *suppress;
  GtkSpinner *spinner;
  GtkLabel *state;
  GtkWidget *results;
  QhDataSetVariables *variables;
  GtkWidget *add_variable;
  QhWrapBox *formats;
  GPtrArray *format_checks;
  GtkBox *risk;
  GtkBox *checks;
  GtkBox *preview;

  QhSession *session;
  GCancellable *cancellable; /* of what is computed */
  GPtrArray *saved;          /* of QhRecipe */
  JsonObject *recipe;        /* the one that shows */
  QhFrame *source;           /* (nullable): the rows of its unit of analysis */
  char *description;         /* what @source was made of */
  GPtrArray *rows;           /* of QhDataSetRow: the variables as they show */
  guint timeout;
  gboolean filling;
};

/* What is done to the recipe from elsewhere in the page. */
void qh_datasets_page_compute       (QhDatasetsPage *self);
void qh_datasets_page_show_recipe   (QhDatasetsPage *self);
gboolean qh_datasets_page_take      (QhDatasetsPage *self, const char *json, GError **error);
char *qh_datasets_page_dup_json     (QhDatasetsPage *self);

/* Variables */
void qh_datasets_page_show_variables (QhDatasetsPage *self, const QhDataSetComputing *computing);
void qh_datasets_page_edit_variable (QhDatasetsPage *self, guint at);
void qh_datasets_page_install_variables (GtkWidgetClass *widget_class);

/* Filter, period and formats */
void qh_datasets_page_make_parts    (QhDatasetsPage *self);
void qh_datasets_page_show_parts    (QhDatasetsPage *self);

/* Saved recipes and files */
void qh_datasets_page_list_recipes  (QhDatasetsPage *self);
void qh_datasets_page_install_recipes (GtkWidgetClass *widget_class);

G_END_DECLS
