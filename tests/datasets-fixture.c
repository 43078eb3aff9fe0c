/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "datasets-fixture.h"

#include <string.h>

#include "research/qh-recipes.h"
#include "ui/datasets/qh-data-set-variables.h"
#include "ui/settings/qh-editor.h"

#define N_ACTIVITIES 12

/* Twelve, half of them of yesterday. */
void
put_activities (Day *day)
{
  for (guint i = 0; i < N_ACTIVITIES; i++)
    {
      QhRecord *activity = fixture_new_activity (day->store.store);

      qh_record_set_integer (activity, "date", qh_day_today () - (gint64)(i % 2));
      fixture_put (day->store.store, activity);
    }
}

static gboolean
is_known (gpointer page)
{
  return qh_datasets_page_get_state (page)[0] != '\0';
}

QhDatasetsPage *
open_page (Day *day)
{
  QhDatasetsPage *page;

  qh_window_show_page (day->window, "datasets");
  page = find_widget (day->window, QH_TYPE_DATASETS_PAGE, NULL);
  wait_for (is_known, page);
  return page;
}

/* Whether a row is called so, or what is pointed at says so. */
static gboolean
is_called (gpointer widget, const char *words, gboolean begins)
{
  const char *title = ADW_IS_PREFERENCES_ROW (widget) ? adw_preferences_row_get_title (widget) : gtk_widget_get_tooltip_text (widget);

  return title != NULL && (begins ? g_str_has_prefix (title, words) : g_str_equal (title, words));
}

static gpointer
find_called (gpointer root, const char *words, gboolean begins)
{
  if (is_called (root, words, begins))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find_called (child, words, begins);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A row of that title, or a button that says so when it is pointed at. */
gpointer
find_said (gpointer root, const char *words)
{
  return find_called (root, words, FALSE);
}

gpointer
find_starting (gpointer root, const char *words)
{
  return find_called (root, words, TRUE);
}

/* The window in which something is changed, where it is open. */
gpointer
find_editor (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (QH_IS_EDITOR (window))
        return window;
    }
  return NULL;
}

gboolean
has_editor (gpointer data)
{
  return find_editor () != NULL;
}

gboolean
has_no_editor (gpointer data)
{
  return find_editor () == NULL;
}

/* The list of variables */

GtkWidget *
find_list (QhDatasetsPage *page)
{
  return find_widget (find_widget (page, QH_TYPE_DATA_SET_VARIABLES, NULL), GTK_TYPE_LIST_BOX, NULL);
}

/* The variables as a screen reader tells them. */
char *
read_list (QhDatasetsPage *page)
{
  GString *words = g_string_new (NULL);

  for (GtkWidget *row = gtk_widget_get_first_child (find_list (page)); row != NULL; row = gtk_widget_get_next_sibling (row))
    g_string_append_printf (words, "%s\n", gtk_widget_get_tooltip_text (row));
  return g_string_free (words, FALSE);
}

/* Whether the first two variables are so called. */
gboolean
lists (QhDatasetsPage *page, const char *first, const char *second)
{
  g_autofree char *words = read_list (page);
  g_auto (GStrv) lines = g_strsplit (words, "\n", -1);

  return lines[0] != NULL && lines[1] != NULL && strstr (lines[0], first) != NULL && strstr (lines[1], second) != NULL;
}

gboolean
lists_type_first (gpointer page)
{
  return lists (page, "(type)", "(minutes)");
}

gboolean
lists_minutes_first (gpointer page)
{
  return lists (page, "(minutes)", "(type)");
}

gboolean
says_by_month (gpointer page)
{
  g_autofree char *words = read_list (page);

  return strstr (words, "(date). Quasi-id., by month") != NULL;
}

gboolean
says_exactly (gpointer page)
{
  g_autofree char *words = read_list (page);

  return strstr (words, "(date). Quasi-id., as it is") != NULL;
}

gboolean
says_top (gpointer page)
{
  g_autofree char *words = read_list (page);

  return strstr (words, "(minutes). Free, top 20") != NULL;
}

/* A key on a variable. */
void
press (QhDatasetsPage *page, int at, guint key, GdkModifierType state)
{
  GtkWidget *list = find_list (page);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (list);
  gboolean handled = FALSE;

  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), at)));
  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &handled);
    }
  g_assert_true (handled);
}

/* Enter on a variable. */
void
activate (QhDatasetsPage *page, int at)
{
  g_signal_emit_by_name (gtk_list_box_get_row_at_index (GTK_LIST_BOX (find_list (page)), at), "activate");
}

/* What is said */

static void
collect (GtkWidget *widget, GString *words)
{
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (words, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, words);
}

gboolean
says (gpointer root, const char *text)
{
  g_autoptr (GString) words = g_string_new (NULL);

  collect (root, words);
  return strstr (words->str, text) != NULL;
}

gboolean
says_twelve (gpointer page)
{
  return strstr (qh_datasets_page_get_state (page), "12") != NULL;
}

gboolean
is_saved (gpointer store)
{
  g_autoptr (GPtrArray) recipes = qh_recipes_list (store, NULL);

  return recipes->len == 1;
}

gboolean
writes_bins (gpointer page)
{
  return says (page, "20–39") || says (page, "<20") || says (page, "40+");
}
