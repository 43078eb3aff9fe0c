/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart's place among the charts: up, down, twice, away. */
#include <glib/gi18n-lib.h>

#include "ui/charts/qh-board-editor-private.h"

#include "ui/widgets/qh-tooltip.h"

typedef enum
{
  ORDER_UP,
  ORDER_DOWN,
  ORDER_COPY,
  ORDER_REMOVE,
} Order;

/* A name that no chart of the board has, for commands and files. */
char *
qh_board_editor_make_name (QhBoardEditor *self)
{
  for (guint n = 1;; n++)
    {
      g_autofree char *name = g_strdup_printf ("chart-%u", n);
      gboolean taken = FALSE;

      for (guint i = 0; i < self->spec->charts->len; i++)
        taken |= g_str_equal (((const QhChartSpec *)g_ptr_array_index (self->spec->charts, i))->name, name);
      if (!taken)
        return g_steal_pointer (&name);
    }
}

static void
order_cb (GtkWidget *button, gpointer data)
{
  QhBoardEditor *self = qh_board_editor_find (button);
  guint at = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "chart"));
  GPtrArray *charts = self->spec->charts;
  QhChartSpec *copy;

  if (qh_board_editor_get_chart (self, button) == NULL)
    return;
  switch ((Order)GPOINTER_TO_UINT (data))
    {
    case ORDER_UP:
      g_ptr_array_insert (charts, (int)at - 1, g_ptr_array_steal_index (charts, at));
      self->expanded = at - 1;
      break;
    case ORDER_DOWN:
      g_ptr_array_insert (charts, (int)at + 1, g_ptr_array_steal_index (charts, at));
      self->expanded = at + 1;
      break;
    case ORDER_COPY:
      copy = qh_chart_spec_copy (g_ptr_array_index (charts, at));
      g_free (copy->name);
      copy->name = qh_board_editor_make_name (self);
      g_ptr_array_insert (charts, (int)at + 1, copy);
      self->expanded = at + 1;
      break;
    case ORDER_REMOVE:
      g_ptr_array_remove_index (charts, at);
      self->expanded = G_MAXUINT;
      break;
    default:
      g_assert_not_reached ();
    }
  qh_board_editor_rebuild (self);
}

static void
add_button (GtkWidget *box, const char *icon, const char *tooltip, guint chart, Order order, gboolean sensitive)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  qh_tooltip_set (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_sensitive (button, sensitive);
  g_object_set_data (G_OBJECT (button), "chart", GUINT_TO_POINTER (chart));
  g_signal_connect (button, "clicked", G_CALLBACK (order_cb), GUINT_TO_POINTER (order));
  gtk_box_append (GTK_BOX (box), button);
}

GtkWidget *
qh_board_editor_new_order_row (QhBoardEditor *self, guint chart)
{
  guint n = self->spec->charts->len;
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_end (box, 6);
  add_button (box, "go-up-symbolic", _ ("Move up"), chart, ORDER_UP, chart > 0);
  add_button (box, "go-down-symbolic", _ ("Move down"), chart, ORDER_DOWN, chart + 1 < n);
  add_button (box, "edit-copy-symbolic", _ ("Duplicate"), chart, ORDER_COPY, n < QH_BOARD_MOST_CHARTS);
  add_button (box, "user-trash-symbolic", _ ("Remove"), chart, ORDER_REMOVE, n > 1);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}
