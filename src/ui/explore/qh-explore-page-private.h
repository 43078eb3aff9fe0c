/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "exchange/qh-csv-frame.h"
#include "ui/explore/qh-explore-page.h"
#include "ui/explore/qh-explore-run.h"
#include "ui/explore/qh-explore-shelf.h"
#include "ui/explore/qh-variable-list.h"

G_BEGIN_DECLS

#define QH_EXPLORE_N_SHELVES 4

struct _QhExplorePage
{
  GtkWidget parent_instance;

  GtkWidget *content;
  AdwWindowTitle *title;
  QhVariableList *variables;
  GtkGrid *shelves;
  GtkMenuButton *figures;
  GtkMenuButton *tests;
  GtkSpinner *spinner;
  GtkStack *stack;
  AdwStatusPage *error_page;
  GtkBox *answers;
  QhExploreShelf *shelf[QH_EXPLORE_N_SHELVES];

  QhSession *session;
  QhCsvFrame *csv;           /* (nullable): looked at in place of the session's frame */
  GCancellable *cancellable; /* of the question under way */
  GCancellable *listing;     /* of the list under way */
  GCancellable *reading;     /* of a csv */
  QhExploreQuestion question;
  GPtrArray *asked; /* tests besides what is usual, of names */
  guint running;
  gboolean stale;
};

QhFrame       *qh_explore_page_get_frame (QhExplorePage *self);
GPtrArray     *qh_explore_page_list_questions (QhExplorePage *self);
QhExploreRules qh_explore_page_get_rules (QhExplorePage *self, gboolean leaving);
void           qh_explore_page_ask       (QhExplorePage *self);
void           qh_explore_page_list      (QhExplorePage *self);
void           qh_explore_page_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
