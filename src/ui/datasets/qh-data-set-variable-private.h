/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/datasets/qh-datasets-page-private.h"
#include "ui/settings/qh-editor.h"

G_BEGIN_DECLS

/**
 * QhVariableEdit:
 * @at: the variable's place
 * @standings: (nullable): as the following, %NULL where it does not apply
 * @levels: (element-type GtkCheckButton): the best, then each level
 *
 * The window in which a variable of the recipe is changed.
 */
typedef struct
{
  QhDatasetsPage *page;
  guint at;
  char *name;
  QhStanding standing;
  GtkWidget *as;
  GtkWidget *label;
  GtkWidget *standings;
  GPtrArray *levels;
  GtkWidget *dates;
  GtkWidget *bottom;
  GtkWidget *top;
  GtkWidget *least;
  GtkWidget *means;
  GtkWidget *noise;
} QhVariableEdit;

gboolean qh_variable_edit_is_there      (const QhVariableEdit *edit);
gboolean qh_variable_edit_take          (QhEditor *editor, QhVariableEdit *edit);
int      qh_variable_edit_find_coding   (const QhVariableEdit *edit);
void     qh_variable_edit_add_hierarchy (QhEditor *editor, const QhVariableEdit *edit);

G_END_DECLS
