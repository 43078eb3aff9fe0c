/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "exchange/qh-csv-frame.h"
#include "ui/explore/qh-explore-page.h"
#include "ui/explore/qh-explore-run.h"
#include "ui/explore/qh-explore-shelf.h"
#include "research/qh-sheet.h"
#include "ui/explore/qh-variable-list.h"
#include "ui/forms/qh-draft-keeper.h"

G_BEGIN_DECLS

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
  GtkDropDown *units;
  GtkStack *stack;
  AdwStatusPage *error_page;
  GtkBox *answers;
  QhExploreShelf *shelf[QH_N_SHELVES];

  QhSession *session;
  QhCsvFrame *csv;           /* (nullable): looked at in place of the workspace's rows */
  guint unit;                /* of analysis, as qh_variables_get_unit() counts them */
  QhFrame *frame;            /* (nullable): of a unit that the session has no frame of */
  GCancellable *loading;     /* of that frame */
  gboolean filling;          /* the units are being listed */
  GCancellable *cancellable; /* of the question under way */
  GCancellable *listing;     /* of the list under way */
  GCancellable *reading;     /* of a csv */
  QhExploreQuestion question;
  char *filter_words; /* nullable: what the filter says */
  GPtrArray *asked; /* tests besides what is usual, of names */
  QhSheet *sheet;
  QhDraftKeeper *keeper; /* nullable: of the sheet */
  GtkWidget *window;     /* nullable, weak: of the sheet */
  gboolean unsaved;      /* the sheet is in no file that can be opened again */
  guint running;
  gboolean showing_test; /* the answer under way is to one more test */
  int frames_to_wait;    /* until it is laid out */
  gboolean stale;
};

QhFrame       *qh_explore_page_get_frame (QhExplorePage *self);
void           qh_explore_page_run       (QhExplorePage *self, GPtrArray *questions, gboolean leaving, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
GPtrArray     *qh_explore_page_list_questions (QhExplorePage *self);
QhExploreRules qh_explore_page_get_rules (QhExplorePage *self, gboolean leaving);
const char    *qh_explore_page_get_unit  (QhExplorePage *self);
void           qh_explore_page_ask       (QhExplorePage *self);
void           qh_explore_page_list      (QhExplorePage *self);
/* Shelves */
char         **qh_explore_page_get_field   (QhExplorePage *self, guint shelf);
void           qh_explore_page_show_shelf  (QhExplorePage *self, guint shelf);
void           qh_explore_page_set_shelf   (QhExplorePage *self, guint shelf, const char *name);
void           qh_explore_page_changed     (QhExplorePage *self);
void           qh_explore_page_add_shelves (QhExplorePage *self);
void           qh_explore_page_add_figures (QhExplorePage *self);
/* What is looked at */
void           qh_explore_page_list_units  (QhExplorePage *self);
void           qh_explore_page_load_unit   (QhExplorePage *self);
void           qh_explore_page_clear_frames (QhExplorePage *self);
void           qh_explore_page_clear_filter (QhExplorePage *self);
void           qh_explore_page_set_running (QhExplorePage *self, int step);
void           qh_explore_page_read_table  (QhExplorePage *self, QhCsvReader *table, GFile *file, char **types);
void           qh_explore_page_install_frame (GtkWidgetClass *widget_class);
/* The sheet */
QhSheet       *qh_explore_page_get_sheet (QhExplorePage *self);
void           qh_explore_page_begin_sheet (QhExplorePage *self);
void           qh_explore_page_keep_sheet (QhExplorePage *self);
void           qh_explore_page_sheet_saved (QhExplorePage *self);
void           qh_explore_page_add_answers (QhExplorePage *self, GPtrArray *answers);
void           qh_explore_page_install_sheet (GtkWidgetClass *widget_class);
/* What leaves */
void           qh_explore_page_copy_answers (QhExplorePage *self, GPtrArray *answers);
void           qh_explore_page_install_leaving (GtkWidgetClass *widget_class);

G_END_DECLS
