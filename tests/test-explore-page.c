/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Explore, in the real window. */
#include <glib/gstdio.h>
#include <string.h>

#include "day-fixture.h"
#include "store/qh-drafts.h"
#include "ui/drafts/qh-drafts-window.h"
#include "ui/explore/qh-explore-page-private.h"
#include "ui/explore/qh-explore-shelf.h"
#include "ui/explore/qh-sheet-list.h"
#include "ui/explore/qh-sheet-window.h"
#include "ui/explore/qh-variable-list.h"

static QhExplorePage *
get_page (Day *day)
{
  return find_widget (day->window, QH_TYPE_EXPLORE_PAGE, NULL);
}

static gboolean
has_variables (gpointer day)
{
  QhVariableList *list = find_widget (get_page (day), QH_TYPE_VARIABLE_LIST, NULL);

  return list != NULL && qh_variable_list_find (list, "minutes") != NULL;
}

static gboolean
has_text (gpointer widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && strstr (gtk_label_get_text (widget), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_text (child, text))
      return TRUE;
  return FALSE;
}

static gboolean
has_description (gpointer day)
{
  return has_text (get_page (day), "Standard deviation");
}

static gboolean
has_cross_table (gpointer day)
{
  return has_text (get_page (day), "Cross-table");
}

static void
open_page (Day *day)
{
  for (guint i = 0; i < 12; i++)
    {
      QhRecord *activity = fixture_new_activity (day->store.store);

      qh_record_set_integer (activity, "date", qh_day_today ());
      qh_record_set_integer (activity, "minutes", 5 + i);
      fixture_put (day->store.store, activity);
    }
  qh_window_show_page (day->window, "explore");
  wait_for (has_variables, day);
}

/* One variable: what describes it. */
static void
test_one (Day *day, gconstpointer data)
{
  open_page (day);
  g_assert_true (has_text (get_page (day), "Choose a variable"));
  qh_explore_page_put (get_page (day), "minutes", "alone");
  wait_for (has_description, day);
}

/* Two variables, and one taken away again. */
static void
test_two (Day *day, gconstpointer data)
{
  open_page (day);
  qh_explore_page_put (get_page (day), "type", "rows");
  qh_explore_page_put (get_page (day), "outcome", "columns");
  settle ();
  qh_explore_page_put (get_page (day), "date", "rows");
  qh_explore_page_put (get_page (day), "type", "columns");
  wait_for (has_cross_table, day);
  qh_explore_page_put (get_page (day), "minutes", "alone");
  wait_for (has_description, day);
}

static gboolean
has_draft (gpointer data)
{
  g_autoptr (GPtrArray) drafts = qh_drafts_list (((Day *)data)->store.store, NULL);

  return drafts != NULL && drafts->len > 0;
}

static gboolean
has_no_draft (gpointer data)
{
  return !has_draft (data);
}

static gboolean
is_there (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static char *
save_sheet (Day *day, QhSheetWindow *window, const char *name)
{
  g_autofree char *path = g_build_filename (day->store.folder, name, NULL);
  char *content = NULL;

  qh_sheet_window_save (window, path);
  wait_for (is_there, path);
  settle ();
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_remove (path);
  return content;
}

/* What was left behind is called what it is, not a definition. */
static void
assert_draft_named (Day *day)
{
  GPtrArray *drafts = qh_drafts_list (day->store.store, NULL);
  GtkWidget *window
    = qh_drafts_window_new (GTK_WINDOW (day->window), qh_window_get_session (day->window), drafts);

  gtk_window_present (GTK_WINDOW (window));
  settle ();
  g_assert_true (has_text (window, "Sheet of results"));
  g_assert_true (has_text (window, "Minutes"));
  g_assert_false (has_text (window, "Definition"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* As a page for documents, and as text for all else. */
static gboolean
has_table_on_clipboard (gpointer day)
{
  GdkContentFormats *formats
    = gdk_clipboard_get_formats (gtk_widget_get_clipboard (GTK_WIDGET (get_page (day))));

  return gdk_content_formats_contain_mime_type (formats, "text/html")
         && gdk_content_formats_contain_gtype (formats, G_TYPE_STRING);
}

/* What shows goes onto the sheet, is kept as a draft and leaves as a page, a PDF and a
 * file that can be opened again; then the draft goes. */
static void
test_sheet (Day *day, gconstpointer data)
{
  QhSheetWindow *window;
  g_autofree char *html = NULL;
  g_autofree char *pdf = NULL;
  g_autofree char *json = NULL;

  open_page (day);
  qh_explore_page_put (get_page (day), "minutes", "alone");
  wait_for (has_description, day);
  gtk_widget_activate_action (GTK_WIDGET (get_page (day)), "explore.add", NULL);
  wait_for (has_draft, day);
  assert_draft_named (day);
  gtk_widget_activate_action (GTK_WIDGET (get_page (day)), "explore.copy", NULL);
  wait_for (has_table_on_clipboard, day);
  window = qh_sheet_window_open (get_page (day));
  html = save_sheet (day, window, "s.html");
  g_assert_nonnull (strstr (html, "Standard deviation"));
  g_assert_nonnull (strstr (html, "<img"));
  pdf = save_sheet (day, window, "s.pdf");
  g_assert_true (g_str_has_prefix (pdf, "%PDF"));
  g_assert_true (has_draft (day));
  json = save_sheet (day, window, "s.json");
  g_assert_nonnull (strstr (json, "quehacer_sheet"));
  wait_for (has_no_draft, day);
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
}

static QhExploreShelf *
get_shelf (Day *day, const char *name)
{
  GtkWidget *shelf = find_widget (get_page (day), QH_TYPE_EXPLORE_SHELF, NULL);

  for (guint i = 0; i < QH_N_SHELVES && !g_str_equal (qh_shelf_get (i)->name, name); i++)
    shelf = gtk_widget_get_next_sibling (shelf);
  return QH_EXPLORE_SHELF (shelf);
}

static gboolean
has_days_open (gpointer day)
{
  QhVariableList *list = find_widget (get_page (day), QH_TYPE_VARIABLE_LIST, NULL);

  return qh_variable_list_find (list, "days_open") != NULL;
}

static gboolean
has_one_case (gpointer day)
{
  return has_text (get_page (day), "Frequencies · Status");
}

static GtkWidget *
find_button (GtkWidget *root, const char *label)
{
  GtkWidget *found = GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0 ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, label);
  return found;
}

static gboolean
is_computed_anew (gpointer window)
{
  return has_text (window, "Computed anew");
}

/* What was asked of cases is asked of cases again, whatever the page looks at. */
static void
run_again (Day *day)
{
  GtkWidget *window = GTK_WIDGET (qh_sheet_window_open (get_page (day)));

  settle ();
  g_assert_true (has_text (window, "Frequencies · Status · Cases"));
  g_signal_emit_by_name (find_button (window, "_Run again"), "clicked");
  wait_for (is_computed_anew, window);
  gtk_widget_activate_action (window, "sheet.undo", NULL);
  g_assert_true (has_text (window, "Frequencies · Status · Cases"));
  g_assert_true (has_text (window, "Frequencies · Status · Cases"));
  g_signal_emit_by_name (find_button (window, "_Run again"), "clicked");
  gtk_window_destroy (GTK_WINDOW (window)); /* before that has ended */
  settle ();
}

/* Cases in place of activities, with what their activities add up to. */
static void
test_units (Day *day, gconstpointer data)
{
  QhVariableList *list;

  for (guint i = 0; i < 8; i++)
    fixture_put (day->store.store, fixture_new_case (day->store.store));
  open_page (day);
  qh_explore_page_put (get_page (day), "minutes", "alone");
  wait_for (has_description, day);
  qh_explore_page_choose_unit (get_page (day), "case");
  wait_for (has_days_open, day);
  list = find_widget (get_page (day), QH_TYPE_VARIABLE_LIST, NULL);
  g_assert_nonnull (qh_variable_list_find (list, "n_activities"));
  g_assert_null (qh_variable_list_find (list, "minutes"));
  g_assert_true (has_text (get_page (day), "Choose a variable"));
  qh_explore_page_put (get_page (day), "status", "alone");
  wait_for (has_one_case, day);
  gtk_widget_activate_action (GTK_WIDGET (get_page (day)), "explore.add", NULL);
  wait_for (has_draft, day);
  qh_explore_page_choose_unit (get_page (day), "activity");
  wait_for (has_variables, day);
  run_again (day);
}

static gboolean
is_table (gpointer day)
{
  QhVariableList *list = find_widget (get_page (day), QH_TYPE_VARIABLE_LIST, NULL);

  return qh_variable_list_find (list, "grade") != NULL;
}

static gboolean
is_scale (gpointer day)
{
  QhVariableList *list = find_widget (get_page (day), QH_TYPE_VARIABLE_LIST, NULL);
  const QhExploreVariable *variable = qh_variable_list_find (list, "grade");

  /* "3" stands for no answer then: 7 of 30. */
  return variable != NULL && variable->level == QH_MEASUREMENT_SCALE && variable->n == 23;
}

static GtkWidget *
find_window (const char *title)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_strcmp0 (gtk_window_get_title (window), title) == 0)
        return GTK_WIDGET (window);
    }
  return NULL;
}

/* The first category that the page's table lists. */
static const char *
find_first_category (gpointer widget)
{
  const char *found = NULL;

  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && gtk_widget_has_css_class (widget, "explore-cell"))
    {
      const char *text = gtk_label_get_text (widget);

      return g_ascii_isdigit (text[0]) && text[1] == '\0' ? text : NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_first_category (child);
  return found;
}

static gboolean
is_reordered (gpointer day)
{
  return g_strcmp0 (find_first_category (get_page (day)), "3") == 0;
}

static void
press (GtkWidget *widget, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled = FALSE;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &handled);
      if (handled)
        return;
    }
  g_assert_not_reached ();
}

/* 0, 1, 2, 3: the first goes down, the last to the top, all by the window's own keys. */
static void
order_by_keys (GtkWidget *row)
{
  GtkWidget *window, *list;

  g_signal_emit_by_name (find_widget (row, GTK_TYPE_BUTTON, "Order…"), "clicked");
  window = find_window ("Order of “grade”");
  g_assert_nonnull (window);
  settle ();
  list = find_widget (window, GTK_TYPE_LIST_BOX, NULL);
  for (guint i = 0; i < 3; i++)
    {
      gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 3 - (int)i)));
      press (list, GDK_KEY_Up, GDK_ALT_MASK);
    }
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1)));
  press (list, GDK_KEY_Down, GDK_ALT_MASK);
  g_signal_emit_by_name (gtk_window_get_default_widget (GTK_WINDOW (window)), "clicked");
}

/* A table that is brought is guessed, and corrected in its window. */
static void
test_table (Day *day, gconstpointer data)
{
  g_autofree char *path = g_build_filename (day->store.folder, "t.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GString) text = g_string_new ("grade,place\n");
  GtkWidget *window, *row;

  for (guint i = 0; i < 30; i++)
    g_string_append_printf (text, "%u,p%u\n", i % 4, i % 3);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  open_page (day);
  qh_explore_page_open_csv (get_page (day), file);
  wait_for (is_table, day);
  g_assert_false (is_scale (day));
  gtk_widget_activate_action (GTK_WIDGET (get_page (day)), "explore.types", NULL);
  window = find_window ("Types of the Table");
  g_assert_nonnull (window);
  row = find_widget (window, ADW_TYPE_COMBO_ROW, NULL);
  order_by_keys (row);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "3 < 1 < 0 < 2");
  g_assert_true (gtk_widget_activate (gtk_window_get_default_widget (GTK_WINDOW (window))));
  qh_explore_page_put (get_page (day), "grade", "alone");
  wait_for (is_reordered, day);
  gtk_widget_activate_action (GTK_WIDGET (get_page (day)), "explore.types", NULL);
  window = find_window ("Types of the Table");
  row = find_widget (window, ADW_TYPE_COMBO_ROW, NULL);
  /* It was kept. */
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "3 < 1 < 0 < 2");
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), QH_MEASUREMENT_SCALE);
  gtk_editable_set_text (find_widget (window, ADW_TYPE_ENTRY_ROW, NULL), "3, p9");
  g_assert_true (gtk_widget_activate (gtk_window_get_default_widget (GTK_WINDOW (window))));
  wait_for (is_scale, day);
  qh_explore_page_choose_unit (get_page (day), "activity");
  wait_for (has_variables, day);
  g_remove (path);
}

/* A table whose grades do not sort as they rise; of the second one there are more. */
static GFile *
write_grades (Day *day, const char *name, guint n, gboolean with_place)
{
  const char *const grades[] = { "low", "middle", "high" };
  g_autofree char *path = g_build_filename (day->store.folder, name, NULL);
  g_autoptr (GString) text = g_string_new (with_place ? "grade,place\n" : "grade,other\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s,p%u\n", grades[i % 3], i % 2);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  return g_file_new_for_path (path);
}

static gboolean
has_grades (gpointer day)
{
  return has_text (get_page (day), "30 rows");
}

static gboolean
has_more_grades (gpointer day)
{
  return has_text (get_page (day), "60 rows");
}

static gboolean
has_low (gpointer day)
{
  return has_text (get_page (day), "low");
}

static gboolean
has_entry (gpointer day)
{
  return qh_explore_page_get_sheet (get_page (day))->answers->len == 1;
}

/* As if it had been asked of the first table. */
static void
add_entry_of_place (Day *day)
{
  QhExploreQuestion question = { .unit = (char *)QH_EXPLORE_TABLE, .rows = (char *)"place", .types = (char *)"place=nominal" };
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_answer_free);

  g_ptr_array_add (answers, qh_answer_new (&question, "Frequencies", "place"));
  qh_explore_page_add_answers (get_page (day), answers);
}

/* "low" less than "middle" less than "high", as its types say. */
static void
correct_grades (Day *day, GFile *file)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  char **types = g_new0 (char *, 2);

  g_ptr_array_add (order, (char *)"low");
  g_ptr_array_add (order, (char *)"middle");
  g_ptr_array_add (order, (char *)"high");
  types[0] = qh_csv_type_new ("grade", QH_MEASUREMENT_ORDINAL, order);
  qh_explore_page_read_table (get_page (day), NULL, file, types, NULL);
}

/* Run again on another table a sheet understands it as the one before; what that table has not
 * is told in its place. */
static void
test_again_on_table (Day *day, gconstpointer data)
{
  g_autoptr (GFile) first = write_grades (day, "first.csv", 30, TRUE), second = write_grades (day, "second.csv", 60, FALSE);
  QhSheetWindow *window;
  const QhAnswer *answer;

  open_page (day);
  correct_grades (day, first);
  wait_for (has_grades, day);
  qh_explore_page_put (get_page (day), "grade", "alone");
  wait_for (has_low, day);
  gtk_widget_activate_action (GTK_WIDGET (get_page (day)), "explore.add", NULL);
  wait_for (has_entry, day);
  add_entry_of_place (day);
  qh_explore_page_open_csv (get_page (day), second);
  wait_for (has_more_grades, day);
  window = qh_sheet_window_open (get_page (day));
  settle ();
  g_signal_emit_by_name (find_button (GTK_WIDGET (window), "_Run again"), "clicked");
  wait_for (is_computed_anew, window);
  answer = g_ptr_array_index (qh_explore_page_get_sheet (get_page (day))->answers, 0);
  g_assert_cmpstr (qh_answer_table_get (g_ptr_array_index (answer->tables, 0), 1, 0), ==, "low");
  g_assert_cmpstr (qh_answer_table_get (g_ptr_array_index (answer->tables, 0), 1, 1), ==, "20");
  answer = g_ptr_array_index (qh_explore_page_get_sheet (get_page (day))->answers, 1);
  g_assert_cmpstr (answer->title, ==, "Not computed");
  g_assert_cmpstr (answer->subtitle, ==, "place");
  g_assert_true (has_text (window, "There is no column “place” in the file."));
  qh_explore_page_choose_unit (get_page (day), "activity");
  wait_for (has_variables, day);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A key for one entry of the sheet. */
static void
press_entry (GtkWidget *list, guint at, guint key, GdkModifierType state)
{
  GtkWidget *row = gtk_widget_get_first_child (gtk_widget_get_first_child (list));

  for (; at > 0; at--)
    row = gtk_widget_get_next_sibling (row);
  gtk_widget_grab_focus (gtk_widget_get_first_child (row));
  press (row, key, state);
}

static const char *
get_title (QhSheet *sheet, guint at)
{
  return ((QhAnswer *)g_ptr_array_index (sheet->answers, at))->title;
}

/* Entries are moved and taken off by keys, and what was taken off comes back with its note. */
static void
test_sheet_keys (Day *day, gconstpointer data)
{
  const char *const titles[] = { "one", "two", "three" };
  QhExploreQuestion question = { .rows = "minutes" };
  g_autoptr (QhSheet) sheet = qh_sheet_new ();
  GtkWidget *window = gtk_window_new (), *list = qh_sheet_list_new ();

  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (sheet->answers, qh_answer_new (&question, titles[i], ""));
  qh_sheet_list_show (QH_SHEET_LIST (list), sheet);
  gtk_window_set_child (GTK_WINDOW (window), list);
  gtk_window_present (GTK_WINDOW (window));
  settle ();
  press_entry (list, 0, GDK_KEY_Down, GDK_ALT_MASK);
  g_assert_cmpstr (get_title (sheet, 0), ==, "two");
  g_assert_cmpstr (get_title (sheet, 1), ==, "one");
  press_entry (list, 2, GDK_KEY_Up, GDK_ALT_MASK);
  g_assert_cmpstr (get_title (sheet, 1), ==, "three");
  gtk_editable_set_text (find_widget (list, GTK_TYPE_ENTRY, NULL), "kept");
  press_entry (list, 0, GDK_KEY_Delete, 0);
  g_assert_cmpuint (sheet->answers->len, ==, 2);
  qh_sheet_list_put_back (QH_SHEET_LIST (list));
  g_assert_cmpstr (get_title (sheet, 0), ==, "two");
  g_assert_cmpstr (((QhAnswer *)g_ptr_array_index (sheet->answers, 0))->note, ==, "kept");
  qh_sheet_list_put_back (QH_SHEET_LIST (list));
  g_assert_cmpuint (sheet->answers->len, ==, 3);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_filtered (gpointer day)
{
  return has_text (get_page (day), "Minutes: 8..10");
}

/* A range is asked for in its popover; what is no number is told there. */
static void
test_filter (Day *day, gconstpointer data)
{
  GtkWidget *popover, *from, *to, *button;

  open_page (day);
  qh_explore_page_put (get_page (day), "minutes", "alone");
  wait_for (has_description, day);
  qh_explore_page_put (get_page (day), "minutes", "filter");
  settle ();
  popover = find_widget (GTK_WIDGET (get_shelf (day, "filter")), GTK_TYPE_POPOVER, NULL);
  g_assert_nonnull (popover);
  from = find_widget (popover, GTK_TYPE_ENTRY, NULL);
  to = gtk_widget_get_next_sibling (gtk_widget_get_next_sibling (from));
  button = gtk_widget_get_last_child (gtk_widget_get_parent (from));
  gtk_editable_set_text (GTK_EDITABLE (from), "much");
  g_signal_emit_by_name (button, "clicked");
  settle ();
  g_assert_false (is_filtered (day));
  gtk_editable_set_text (GTK_EDITABLE (from), "8");
  gtk_editable_set_text (GTK_EDITABLE (to), "10");
  g_signal_emit_by_name (button, "clicked");
  wait_for (is_filtered, day);
}

/* The menu of a variable puts it onto each shelf. */
static void
test_shelves (Day *day, gconstpointer data)
{
  static const char *const names[] = { "rows", "columns", "colour", "layers" };
  static const char *const variables[] = { "minutes", "type", "function", "level" };

  open_page (day);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    qh_explore_page_put (get_page (day), variables[i], names[i]);
  settle ();
  g_assert_true (has_text (get_page (day), "Colour"));
  g_assert_true (has_text (get_page (day), "Weight"));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (qh_explore_shelf_get_name (get_shelf (day, names[i])), ==, variables[i]);
  qh_explore_page_put (get_page (day), "function", "columns");
  settle ();
  g_assert_null (qh_explore_shelf_get_name (get_shelf (day, "colour")));
}

/* A variable that is put elsewhere moves. */
static void
test_moves (Day *day, gconstpointer data)
{
  open_page (day);
  qh_explore_page_put (get_page (day), "minutes", "rows");
  qh_explore_page_put (get_page (day), "minutes", "columns");
  wait_for (has_description, day);
  g_assert_false (has_text (get_page (day), "Pearson"));
}

static gboolean
is_left_out (gpointer row)
{
  return !gtk_widget_get_child_visible (row);
}

/* From the search the keys go to the first variable that it found. */
static void
test_search (Day *day, gconstpointer data)
{
  GtkWidget *list, *search, *first, *found;

  open_page (day);
  list = find_widget (get_page (day), QH_TYPE_VARIABLE_LIST, NULL);
  search = find_widget (list, GTK_TYPE_SEARCH_ENTRY, NULL);
  first = GTK_WIDGET (gtk_list_box_get_row_at_index (find_widget (list, GTK_TYPE_LIST_BOX, NULL), 0));
  gtk_widget_grab_focus (search);
  gtk_editable_set_text (GTK_EDITABLE (search), "minutes");
  wait_for (is_left_out, first);
  press (search, GDK_KEY_Down, 0);
  found = gtk_window_get_focus (GTK_WINDOW (day->window));
  g_assert_true (GTK_IS_LIST_BOX_ROW (found) && gtk_widget_get_child_visible (found));
  g_assert_true (gtk_window_get_focus_visible (GTK_WINDOW (day->window)));
  g_signal_emit_by_name (found, "activate");
  wait_for (has_description, day);
}

static void
add_tests (QhApplication *application)
{
  g_test_add ("/explore-page/one", Day, application, day_set_up, test_one, day_tear_down);
  g_test_add ("/explore-page/two", Day, application, day_set_up, test_two, day_tear_down);
  g_test_add ("/explore-page/sheet", Day, application, day_set_up, test_sheet, day_tear_down);
  g_test_add ("/explore-page/units", Day, application, day_set_up, test_units, day_tear_down);
  g_test_add ("/explore-page/table", Day, application, day_set_up, test_table, day_tear_down);
  g_test_add ("/explore-page/sheet-keys", Day, application, day_set_up, test_sheet_keys, day_tear_down);
  g_test_add ("/explore-page/again-on-table", Day, application, day_set_up, test_again_on_table, day_tear_down);
  g_test_add ("/explore-page/filter", Day, application, day_set_up, test_filter, day_tear_down);
  g_test_add ("/explore-page/shelves", Day, application, day_set_up, test_shelves, day_tear_down);
  g_test_add ("/explore-page/search", Day, application, day_set_up, test_search, day_tear_down);
  g_test_add ("/explore-page/moves", Day, application, day_set_up, test_moves, day_tear_down);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
