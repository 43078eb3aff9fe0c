/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Own indicators, in the real window. */
#include <string.h>

#include "day-fixture.h"
#include "desk/qh-indicator.h"
#include "ui/goals/qh-goals-page.h"
#include "ui/goals/qh-indicator-editor.h"
#include "ui/goals/qh-indicators-window.h"

static gpointer
find_window (GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }
  return NULL;
}

static gpointer
find_row (gpointer root, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (root) && g_strcmp0 (adw_preferences_row_get_title (root), title) == 0
      && gtk_widget_get_visible (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The label that says what the indicator comes to. */
static GtkLabel *
find_live (gpointer root)
{
  if (GTK_IS_LABEL (root) && g_str_has_prefix (gtk_label_get_text (root), "This month:"))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkLabel *found = find_live (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_shipped (gpointer window)
{
  return find_row (window, "I02 · Activities per worker-day on duty") != NULL
         || find_row (window, "I02 · Actividades por día laborado") != NULL;
}

static gboolean
has_own (gpointer window)
{
  return find_row (window, "U01 · Visitas") != NULL;
}

static gboolean
has_no_own (gpointer window)
{
  return has_shipped (window) && !has_own (window);
}

static gboolean
has_no_editor (gpointer data)
{
  return find_window (QH_TYPE_EDITOR) == NULL;
}

static gboolean
says (const char *text)
{
  gpointer editor = find_window (QH_TYPE_EDITOR);
  GtkLabel *live = editor != NULL ? find_live (editor) : NULL;

  return live != NULL && g_strcmp0 (gtk_label_get_text (live), text) == 0;
}

static gboolean
says_three (gpointer data)
{
  return says ("This month: 3");
}

static gboolean
says_half (gpointer data)
{
  return says ("This month: 3 (3 / 1)");
}

static void
choose (const char *title, guint choice)
{
  gpointer row = find_row (find_window (QH_TYPE_EDITOR), title);

  g_assert_nonnull (row);
  adw_combo_row_set_selected (row, choice);
}

static QhIndicatorsWindow *
open_window (Day *day)
{
  QhIndicatorsWindow *window
    = QH_INDICATORS_WINDOW (qh_indicators_window_new (GTK_WIDGET (day->page), day->session));

  gtk_window_present (GTK_WINDOW (window));
  wait_for (has_shipped, window);
  return window;
}

static void
put_activities (Day *day)
{
  for (guint i = 0; i < 3; i++)
    {
      QhRecord *activity = fixture_new_activity (day->store.store);

      qh_record_set_integer (activity, "date", qh_day_today ());
      fixture_put (day->store.store, activity);
    }
}

static char *
get_definition (Day *day)
{
  g_autoptr (GPtrArray) indicators = qh_indicators_list (day->store.store, NULL);
  const QhIndicator *last = g_ptr_array_index (indicators, indicators->len - 1);

  return last->own ? g_strdup (last->definition) : NULL;
}

/* An indicator is made by choosing, shows what it comes to, is saved, changed, removed and put back. */
static void
test_own (Day *day, gconstpointer data)
{
  QhIndicatorsWindow *window;
  g_autofree char *definition = NULL;

  put_activities (day);
  window = open_window (day);
  g_signal_emit_by_name (child_of (window, QH_TYPE_INDICATORS_WINDOW, "add"), "clicked");
  wait_for (says_three, NULL);
  g_signal_emit_by_name (find_window (QH_TYPE_EDITOR), "save"); /* it has no name */
  settle ();
  g_assert_nonnull (find_window (QH_TYPE_EDITOR));
  gtk_editable_set_text (find_row (find_window (QH_TYPE_EDITOR), "Name in _English"), "Visitas");
  choose ("What Is _Better", QH_DIRECTION_UP);
  g_signal_emit_by_name (find_window (QH_TYPE_EDITOR), "save");
  wait_for (has_no_editor, NULL);
  wait_for (has_own, window);
  definition = get_definition (day);
  g_assert_nonnull (strstr (definition, "\"value\":{\"count\":\"activity\"}"));
  g_assert_nonnull (strstr (definition, "\"direction\":\"up\""));
  /* What was saved is taken back, and done again by hand. */
  gtk_widget_activate_action (GTK_WIDGET (window), QH_INDICATOR_PUT_BACK, "(ss)", "U01", "");
  wait_for (has_no_own, window);
  gtk_widget_activate_action (GTK_WIDGET (window), QH_INDICATOR_PUT_BACK, "(ss)", "U01", definition);
  wait_for (has_own, window);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* One over another: the second figure is chosen too, and what is in the definition besides stays. */
static void
test_ratio (Day *day, gconstpointer data)
{
  static const char json[]
    = "{\"code\": \"U01\", \"label\": {\"es\": \"Visitas\", \"pt\": \"Visitas\"}, \"unit\": \"number\","
      " \"value\": {\"count\": \"activity\", \"where\": [\"direct=1,0\"]}}";
  QhIndicatorsWindow *window;
  g_autofree char *code = NULL;
  g_autofree char *definition = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *workers;

  put_activities (day);
  g_assert_true (qh_indicators_add (day->store.store, json, &code, &error));
  g_assert_no_error (error);
  window = open_window (day);
  g_signal_emit_by_name (find_row (window, "U01 · Visitas"), "activated");
  wait_for (says_three, NULL);
  workers = qh_store_list_all (day->store.store, QH_KIND_WORKER, NULL);
  g_assert_cmpuint (workers->len, ==, 1);
  g_ptr_array_unref (workers);
  /* The second “What” is that of what it is divided by. */
  for (GtkWidget *row = find_row (find_window (QH_TYPE_EDITOR), "What"); row != NULL; row = NULL)
    {
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);
      GtkWidget *next = gtk_widget_get_next_sibling (group);

      while (next != NULL && (!ADW_IS_PREFERENCES_GROUP (next) || find_row (next, "What") == NULL))
        next = gtk_widget_get_next_sibling (next);
      g_assert_nonnull (next);
      adw_combo_row_set_selected (find_row (next, "What"), 1 + QH_FIGURE_WORKERS);
    }
  wait_for (says_half, NULL);
  choose ("_Unit of the Number", QH_INDICATOR_PERCENT);
  g_signal_emit_by_name (find_window (QH_TYPE_EDITOR), "save");
  wait_for (has_no_editor, NULL);
  definition = get_definition (day);
  g_assert_nonnull (strstr (definition, "\"over\":{\"duty\":\"workers\"}"));
  g_assert_nonnull (strstr (definition, "direct=1,0"));
  g_assert_nonnull (strstr (definition, "\"pt\":\"Visitas\""));
  g_assert_nonnull (strstr (definition, "\"unit\":\"percent\""));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
add_tests (QhApplication *application)
{
  g_test_add ("/indicators-window/own", Day, application, day_set_up, test_own, day_tear_down);
  g_test_add ("/indicators-window/ratio", Day, application, day_set_up, test_ratio, day_tear_down);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
