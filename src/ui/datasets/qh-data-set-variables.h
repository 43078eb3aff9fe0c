/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * QhDataSetRow:
 * @variable: the frame's variable
 * @title: its label in the data set
 * @name: its name there
 * @standing: what it is for the risk, in a word
 * @style: (nullable): the style class of @standing
 * @treatment: what is done to it, in words
 * @values: how many values it has, before and after; "" where that is not known
 * @loss: what the treatment costs, 0 to 1; NaN where that is not known
 * @problem: (nullable): why it cannot leave
 *
 * A variable of a recipe as the list shows it.
 */
typedef struct
{
  char *variable;
  char *title;
  char *name;
  const char *standing;
  const char *style;
  char *treatment;
  char *values;
  double loss;
  char *problem;
} QhDataSetRow;

QhDataSetRow *qh_data_set_row_new  (void);
void          qh_data_set_row_free (QhDataSetRow *row);

#define QH_TYPE_DATA_SET_VARIABLES (qh_data_set_variables_get_type ())
G_DECLARE_FINAL_TYPE (QhDataSetVariables, qh_data_set_variables, QH, DATA_SET_VARIABLES, GtkWidget)

void qh_data_set_variables_show  (QhDataSetVariables *self, GPtrArray *rows);
void qh_data_set_variables_focus (QhDataSetVariables *self, guint at);

G_END_DECLS
