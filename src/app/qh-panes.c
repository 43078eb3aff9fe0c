/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/qh-panes.h"

static void
collect_panes (GtkWidget *widget,
               GPtrArray *panes)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_get_mapped (child))
        continue;
      if (gtk_widget_has_css_class (child, QH_PANE_CLASS))
        g_ptr_array_add (panes, child);
      else
        collect_panes (child, panes);
    }
}

static guint
find_current (GPtrArray *panes,
              GtkWidget *focus)
{
  for (guint i = 0; i < panes->len && focus != NULL; i++)
    {
      GtkWidget *pane = g_ptr_array_index (panes, i);

      if (focus == pane || gtk_widget_is_ancestor (focus, pane))
        return i;
    }
  return 0;
}

/**
 * qh_panes_move:
 * @sidebar: the first pane
 * @page: what shows beside it; its mapped descendants with the style class
 *   %QH_PANE_CLASS are its panes, or it is one itself
 *
 * Moves the focus to the next pane, or the one before.
 *
 * Returns: whether there was one that could take it.
 */
gboolean
qh_panes_move (GtkWidget *sidebar,
               GtkWidget *page,
               gboolean   forward)
{
  g_autoptr (GPtrArray) panes = g_ptr_array_new ();
  guint current;

  g_ptr_array_add (panes, sidebar);
  collect_panes (page, panes);
  if (panes->len == 1)
    g_ptr_array_add (panes, page);
  current = find_current (panes, gtk_root_get_focus (gtk_widget_get_root (sidebar)));
  for (guint i = 1; i <= panes->len; i++)
    {
      guint next = (current + (forward ? i : panes->len - i)) % panes->len;

      if (gtk_widget_child_focus (g_ptr_array_index (panes, next), GTK_DIR_TAB_FORWARD))
        return TRUE;
    }
  return FALSE;
}
