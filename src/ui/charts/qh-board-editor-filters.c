/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart's own filter: a pill for each field of its records. */
#include <glib/gi18n-lib.h>

#include "ui/charts/qh-board-editor-private.h"
#include "ui/charts/qh-filter-pill.h"

static const struct
{
  const char *variable;
  const char *label;
} filters[] = {
  { "type", N_ ("T_ype") },
  { "function", N_ ("F_unction") },
  { "level", N_ ("Le_vel") },
  { "field", N_ ("Fiel_d") },
  { "worker", N_ ("_Worker") },
  { "status", N_ ("Stat_us") },
  { "problems", N_ ("Pro_blems") },
  { "origin", N_ ("Ori_gin") },
};

/* The records of a chart; NULL while they are read. */
static QhFrame *
get_frame (QhBoardEditor *self, guint kind)
{
  if (kind == QH_KIND_ACTIVITY)
    return qh_session_get_frame (self->session);
  return self->board != NULL ? qh_board_get_frame_of (self->board, kind) : NULL;
}

/* The condition on a variable is written anew; what others there are stays. */
static void
filter_changed_cb (QhFilterPill *pill, gpointer data)
{
  QhBoardEditor *self = qh_board_editor_find (pill);
  QhChartSpec *spec = qh_board_editor_get_chart (self, pill);
  const char *variable = g_object_get_data (G_OBJECT (pill), "variable");
  g_autoptr (QhVariable) codes = NULL;
  g_autoptr (QhFilter) filter = qh_filter_new ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GString) text = NULL;
  g_autofree char *prefix = g_strconcat (variable, "=", NULL);
  const QhCondition *condition;
  QhFrame *frame = spec != NULL ? get_frame (self, spec->kind) : NULL;

  if (frame == NULL)
    return;
  for (guint i = 0; spec->filter != NULL && spec->filter[i] != NULL; i++)
    if (!g_str_has_prefix (spec->filter[i], prefix))
      g_strv_builder_add (builder, spec->filter[i]);
  qh_filter_pill_apply (pill, filter);
  condition = qh_filter_find (filter, variable);
  codes = condition != NULL ? qh_variable_new (frame, variable, NULL) : NULL;
  text = g_string_new (prefix);
  for (guint i = 0; codes != NULL && i < condition->keys->len; i++)
    {
      g_autofree char *code = qh_variable_dup_key_code (codes, g_array_index (condition->keys, gint64, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "," : "", code);
    }
  if (codes != NULL)
    g_strv_builder_add (builder, text->str);
  g_strfreev (spec->filter);
  spec->filter = g_strv_builder_end (builder);
  if (spec->filter[0] == NULL)
    g_clear_pointer (&spec->filter, g_strfreev);
  qh_board_editor_touch (self);
}

static void
take_condition (QhFilterPill *pill, QhFrame *frame, const QhChartSpec *spec, const char *variable)
{
  g_autofree char *prefix = g_strconcat (variable, "=", NULL);

  for (guint i = 0; spec->filter != NULL && spec->filter[i] != NULL; i++)
    {
      g_autoptr (QhFilter) filter = qh_filter_new ();
      const QhCondition *condition;

      if (!g_str_has_prefix (spec->filter[i], prefix) || !qh_filter_parse (filter, frame, spec->filter[i], NULL))
        continue;
      condition = qh_filter_find (filter, variable);
      for (guint k = 0; condition->keys != NULL && k < condition->keys->len; k++)
        qh_filter_pill_set_key (pill, g_array_index (condition->keys, gint64, k), TRUE);
    }
}

/* A pill for each of the fields that these records have; without the records later. */
static void
fill_filter (QhBoardEditor *self, const QhChartSpec *spec, guint chart, GtkWidget *box)
{
  QhFrame *frame = get_frame (self, spec->kind);

  if (frame == NULL)
    {
      g_ptr_array_add (self->waiting, box);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      GtkWidget *pill;

      if (qh_frame_find_column (frame, filters[i].variable) == NULL)
        continue;
      pill = qh_filter_pill_new (filters[i].variable, _ (filters[i].label));
      g_object_set_data (G_OBJECT (pill), "chart", GUINT_TO_POINTER (chart));
      g_object_set_data (G_OBJECT (pill), "variable", (gpointer)filters[i].variable);
      qh_filter_pill_set_frame (QH_FILTER_PILL (pill), frame, self->language, qh_session_name_record, self->session);
      take_condition (QH_FILTER_PILL (pill), frame, spec, filters[i].variable);
      g_signal_connect (pill, "changed", G_CALLBACK (filter_changed_cb), NULL);
      gtk_flow_box_append (GTK_FLOW_BOX (box), pill);
      gtk_widget_set_focusable (gtk_widget_get_parent (pill), FALSE);
    }
}

/**
 * qh_board_editor_fill_filters:
 *
 * Shows the filters whose records have been read meanwhile.
 */
void
qh_board_editor_fill_filters (QhBoardEditor *self)
{
  g_autoptr (GPtrArray) boxes = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new ();
  for (guint i = 0; i < boxes->len; i++)
    {
      GtkWidget *box = g_ptr_array_index (boxes, i);
      guint chart = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (box), "chart"));

      if (chart < self->spec->charts->len)
        fill_filter (self, g_ptr_array_index (self->spec->charts, chart), chart, box);
    }
}

GtkWidget *
qh_board_editor_new_filter_row (QhBoardEditor *self, const QhChartSpec *spec, guint chart)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (box), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (box), 3);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  g_object_set_data (G_OBJECT (box), "chart", GUINT_TO_POINTER (chart));
  fill_filter (self, spec, chart, box);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Filter"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}
