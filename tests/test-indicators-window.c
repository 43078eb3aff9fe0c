/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Own indicators, in the real window. */
#include <string.h>

#include "day-fixture.h"
#include "desk/qh-indicator.h"
#include "ui/goals/qh-condition-menu.h"
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
  return says ("This month: 3 (3\u00a0/\u00a01)");
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

static gboolean
has_other_own (gpointer window)
{
  return find_row (window, "U01 · Recorridos") != NULL;
}

static gboolean
has_no_other_own (gpointer window)
{
  return has_shipped (window) && !has_other_own (window);
}

static void
step (QhIndicatorsWindow *window, const char *action, Condition then)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
  wait_for (then, window);
}

static GtkWidget *
find_bin (GtkWidget *root)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (root)), "user-trash-symbolic") == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_bin (child);
  return found;
}

static void
remove_own (QhIndicatorsWindow *window, const char *title)
{
  g_signal_emit_by_name (find_bin (find_row (window, title)), "clicked");
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
  /* What was saved is taken back, done again, changed, and all of it taken back. */
  step (window, "win.undo", has_no_own);
  step (window, "win.redo", has_own);
  g_signal_emit_by_name (find_row (window, "U01 · Visitas"), "activated");
  gtk_editable_set_text (find_row (find_window (QH_TYPE_EDITOR), "Name in _Spanish"), "Recorridos");
  gtk_editable_set_text (find_row (find_window (QH_TYPE_EDITOR), "Name in _English"), "");
  g_signal_emit_by_name (find_window (QH_TYPE_EDITOR), "save");
  wait_for (has_no_editor, NULL);
  wait_for (has_other_own, window);
  step (window, "win.undo", has_own);
  step (window, "win.redo", has_other_own);
  remove_own (window, "U01 · Recorridos");
  wait_for (has_no_other_own, window);
  step (window, "win.undo", has_other_own);
  step (window, "win.undo", has_own);
  step (window, "win.undo", has_no_own);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL); /* nothing is left */
  settle ();
  g_assert_true (has_no_own (window));
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

/* The button says what it is of. */
static QhConditionMenu *
find_condition (gpointer root, const char *label)
{
  if (QH_IS_CONDITION_MENU (root)
      && g_str_has_prefix (gtk_widget_get_tooltip_text (gtk_widget_get_first_child (root)), label))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      QhConditionMenu *found = find_condition (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
find_entries (gpointer root, GPtrArray *entries)
{
  if (GTK_IS_ENTRY (root))
    g_ptr_array_add (entries, root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    find_entries (child, entries);
}

static void
type_ends (QhConditionMenu *menu, const char *from, const char *to)
{
  g_autoptr (GPtrArray) ends = g_ptr_array_new ();

  find_entries (menu, ends);
  g_assert_cmpuint (ends->len, ==, 2);
  gtk_editable_set_text (g_ptr_array_index (ends, 0), from);
  gtk_editable_set_text (g_ptr_array_index (ends, 1), to);
  settle ();
}

static gboolean
says_two (gpointer data)
{
  return says ("This month: 2");
}

static gboolean
says_none (gpointer data)
{
  return says ("This month: 0");
}

/* Dates, numbers and workers are conditions too; what is not understood changes nothing. */
static void
test_conditions (Day *day, gconstpointer data)
{
  static const int minutes[] = { 20, 45, 90 };
  g_autofree char *worker = g_strdup_printf ("worker=%" G_GINT64_FORMAT, day->store.worker);
  QhIndicatorsWindow *window;
  QhConditionMenu *menu;
  g_autofree char *definition = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (minutes); i++)
    {
      QhRecord *activity = fixture_new_activity (day->store.store);

      qh_record_set_integer (activity, "date", qh_day_today ());
      qh_record_set_integer (activity, "minutes", minutes[i]);
      fixture_put (day->store.store, activity);
    }
  window = open_window (day);
  g_signal_emit_by_name (child_of (window, QH_TYPE_INDICATORS_WINDOW, "add"), "clicked");
  wait_for (says_three, NULL);
  gtk_editable_set_text (find_row (find_window (QH_TYPE_EDITOR), "Name in _English"), "Visitas");
  menu = find_condition (find_window (QH_TYPE_EDITOR), "Minutes:");
  type_ends (menu, "30", "");
  wait_for (says_two, NULL);
  type_ends (menu, "media hora", "");
  g_assert_cmpstr (qh_condition_menu_get (menu), ==, "30..");
  type_ends (menu, "30", "120");
  menu = find_condition (find_window (QH_TYPE_EDITOR), "Date:");
  type_ends (menu, "", "2019");
  wait_for (says_none, NULL);
  type_ends (menu, "1/1/2020", "");
  wait_for (says_two, NULL);
  menu = find_condition (find_window (QH_TYPE_EDITOR), "Worker:");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_widget (menu, GTK_TYPE_CHECK_BUTTON, NULL)), TRUE);
  g_signal_emit_by_name (find_window (QH_TYPE_EDITOR), "save");
  wait_for (has_no_editor, NULL);
  definition = get_definition (day);
  g_assert_nonnull (strstr (definition, "\"minutes=30..120\""));
  g_assert_nonnull (strstr (definition, "\"date=2020-01-01..\""));
  g_assert_nonnull (strstr (definition, worker));
  /* They are there when it is opened again, and can be taken away. */
  wait_for (has_own, window);
  g_signal_emit_by_name (find_row (window, "U01 · Visitas"), "activated");
  wait_for (says_two, NULL);
  menu = find_condition (find_window (QH_TYPE_EDITOR), "Minutes:");
  g_assert_cmpstr (qh_condition_menu_get (menu), ==, "30..120");
  type_ends (menu, "", "");
  wait_for (says_three, NULL);
  gtk_window_destroy (find_window (QH_TYPE_EDITOR));
  wait_for (has_no_editor, NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_draft (gpointer day)
{
  g_autoptr (GPtrArray) drafts = qh_drafts_list (((Day *)day)->store.store, NULL);

  return drafts != NULL && drafts->len == 1;
}

/* What is typed is kept as a draft, and goes on in a window of its own. */
static void
test_draft (Day *day, gconstpointer data)
{
  QhIndicatorsWindow *window = open_window (day);
  g_autoptr (GPtrArray) drafts = NULL;
  gpointer editor;

  g_signal_emit_by_name (child_of (window, QH_TYPE_INDICATORS_WINDOW, "add"), "clicked");
  editor = find_window (QH_TYPE_EDITOR);
  gtk_editable_set_text (find_row (editor, "Name in _Spanish"), "Visitas");
  wait_for (has_draft, day);
  drafts = qh_drafts_list (day->store.store, NULL);
  gtk_window_destroy (editor);
  wait_for (has_no_editor, NULL);
  qh_indicators_window_continue (window, g_ptr_array_index (drafts, 0));
  editor = find_window (QH_TYPE_EDITOR);
  g_assert_cmpstr (gtk_editable_get_text (find_row (editor, "Name in _Spanish")), ==, "Visitas");
  g_signal_emit_by_name (editor, "save");
  wait_for (has_no_editor, NULL);
  wait_for (has_own, window);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
add_tests (QhApplication *application)
{
  g_test_add ("/indicators-window/own", Day, application, day_set_up, test_own, day_tear_down);
  g_test_add ("/indicators-window/conditions", Day, application, day_set_up, test_conditions, day_tear_down);
  g_test_add ("/indicators-window/draft", Day, application, day_set_up, test_draft, day_tear_down);
  g_test_add ("/indicators-window/ratio", Day, application, day_set_up, test_ratio, day_tear_down);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
