/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings: the unit, its catalogues and own fields, the passphrase. */
#include "store/qh-unit-number.h"
#include "ui-fixture.h"
#include "ui/settings/qh-editor.h"
#include "ui/settings/qh-entry-editor.h"
#include "ui/settings/qh-field-editor.h"
#include "ui/settings/qh-passphrase-window.h"
#include "ui/settings/qh-settings-page.h"
#include "ui/settings/qh-settings-unit.h"
#include "ui/unlock/qh-unlock-page.h"
#include "window-fixture.h"

/* Finding */

static void
type (gpointer    root,
      const char *title,
      const char *text)
{
  GtkWidget *row = find_row (root, title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
choose (gpointer    root,
        const char *title,
        const char *label)
{
  GtkWidget *row = find_row (root, title);
  GListModel *model;

  g_assert_nonnull (row);
  model = adw_combo_row_get_model (ADW_COMBO_ROW (row));
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (model, i);

      if (g_str_equal (gtk_string_object_get_string (item), label))
        {
          adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
          return;
        }
    }
  g_error ("%s cannot be chosen", label);
}

/* Presses Save; the editor closes once the store has written. */
static void
save_editor (GtkWindow *editor)
{
  gpointer watched = editor;

  g_object_add_weak_pointer (G_OBJECT (editor), &watched);
  g_signal_emit_by_name (editor, "save");
  wait_for (is_gone, &watched);
}

/* Tests */

static gboolean
offers_to_apply (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), "adw-entry-apply-symbolic") == 0)
    return gtk_widget_get_mapped (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (offers_to_apply (child))
      return TRUE;
  return FALSE;
}

/* A number of the unit's own is written; a senseless one is refused, and the row shows what holds. */
static void
check_unit_number (World      *fixture,
                   GtkWidget  *row,
                   const char *typed,
                   const char *holds)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  gtk_editable_set_text (GTK_EDITABLE (row), typed);
  g_signal_emit_by_name (row, "apply");
  while (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), holds)
         || qh_unit_number_get (qh_window_get_store (fixture->window), QH_UNIT_IDLE_DAYS) != atoi (holds))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
    }
}

/* What is typed reaches the file, and a locked window forgets it. */
static void
test_unit (World        *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) units = NULL;
  GtkWidget *settings, *unit, *row;
  gint64 end;

  open_new (fixture);
  settings = get_page (fixture, "settings");
  unit = (gpointer) gtk_stack_get_child_by_name (child_of (settings, QH_TYPE_SETTINGS_PAGE, "stack"), "unit");
  row = child_of (unit, QH_TYPE_SETTINGS_UNIT, "name");
  settle ();
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, ""); /* read once it is seen */
  qh_window_show_page (fixture->window, "settings");
  for (end = g_get_monotonic_time () + PATIENCE; !g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), "Unit");)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
    }
  settle ();
  g_assert_false (offers_to_apply (row)); /* nobody has typed anything */
  gtk_editable_set_text (GTK_EDITABLE (row), "Another Name");
  g_assert_true (offers_to_apply (row));
  g_signal_emit_by_name (row, "apply");
  for (end = g_get_monotonic_time () + PATIENCE; units == NULL;)
    {
      g_autoptr (QhStoreInfo) info = qh_store_peek (fixture->path, NULL);

      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
      if (g_strcmp0 (info->unit, "Another Name") == 0)
        units = qh_store_list_all (qh_window_get_store (fixture->window), QH_KIND_UNIT, &error);
    }
  g_assert_cmpuint (units->len, ==, 1);
  g_assert_cmpstr (qh_record_get_text (g_ptr_array_index (units, 0), "institution"), ==, "Institution");
  g_assert_nonnull (find_row (unit, WORKER));
  check_unit_number (fixture, child_of (unit, QH_TYPE_SETTINGS_UNIT, "idle_days"), "45", "45");
  check_unit_number (fixture, child_of (unit, QH_TYPE_SETTINGS_UNIT, "idle_days"), "mucho", "45");
  qh_window_lock (fixture->window);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "");
  g_assert_null (find_row (unit, WORKER));
}

static guint
find_position (QhStore    *store,
               const char *catalogue,
               gint64      id)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  GPtrArray *entries = qh_catalogues_list (catalogues, catalogue);

  for (guint i = 0; i < entries->len; i++)
    if (((const QhEntry *) g_ptr_array_index (entries, i))->id == id)
      return i;
  return G_MAXUINT;
}

static void
test_order (World        *fixture,
            gconstpointer data)
{
  g_autoptr (QhCatalogues) catalogues = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (QhChange) change = NULL;
  const QhEntry *second;
  QhStore *store;

  open_new (fixture);
  store = qh_window_get_store (fixture->window);
  catalogues = qh_store_ref_catalogues (store);
  second = g_ptr_array_index (qh_catalogues_list (catalogues, "outcome"), 1);
  change = qh_entries_move (store, "outcome", second->id, -1);
  g_assert_true (qh_store_apply (store, change, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (find_position (store, "outcome", second->id), ==, 0);
  g_assert_null (qh_entries_move (store, "outcome", second->id, -1));
}

/* A place among the favourites belongs to one type, and a label may be corrected. */
static void
test_entry (World        *fixture,
            gconstpointer data)
{
  g_autoptr (QhCatalogues) before = NULL;
  g_autoptr (QhCatalogues) after = NULL;
  const QhEntry *first = NULL, *other = NULL;
  QhStore *store;
  GtkWindow *editor;

  open_new (fixture);
  store = qh_window_get_store (fixture->window);
  before = qh_store_ref_catalogues (store);
  for (guint i = 0; i < qh_catalogues_list (before, "activity_type")->len; i++)
    {
      const QhEntry *entry = g_ptr_array_index (qh_catalogues_list (before, "activity_type"), i);

      if (entry->favourite == 1)
        first = entry;
      if (entry->favourite == 0)
        other = entry;
    }
  g_assert_nonnull (first);
  editor = qh_entry_editor_open (GTK_WIDGET (fixture->window), qh_window_get_session (fixture->window), "activity_type", other->id);
  type (editor, "Label in _Spanish", "Otra etiqueta");
  choose (editor, "_Favourite", "Alt+1");
  type (editor, "_Minutes", "1441");
  g_signal_emit_by_name (editor, "save");
  g_assert_true (gtk_widget_get_visible (child_of (editor, QH_TYPE_EDITOR, "problem")));
  type (editor, "_Minutes", "35");
  save_editor (editor);
  after = qh_store_ref_catalogues (store);
  g_assert_cmpuint (qh_catalogues_find (after, first->id)->favourite, ==, 0);
  g_assert_cmpuint (qh_catalogues_find (after, other->id)->favourite, ==, 1);
  g_assert_cmpint (qh_catalogues_find (after, other->id)->default_minutes, ==, 35);
  g_assert_cmpstr (qh_catalogues_find (after, other->id)->labels[QH_LANGUAGE_ES], ==, "Otra etiqueta");
  g_assert_cmpstr (qh_catalogues_find (after, other->id)->code, ==, other->code);
  g_assert_cmpint (qh_catalogues_find (after, first->id)->default_function, ==, first->default_function);
}

static void
test_new_entry (World        *fixture,
                gconstpointer data)
{
  g_autoptr (QhCatalogues) catalogues = NULL;
  GPtrArray *entries;
  GtkWindow *editor;
  QhStore *store;

  open_new (fixture);
  store = qh_window_get_store (fixture->window);
  editor = qh_entry_editor_open (GTK_WIDGET (fixture->window), qh_window_get_session (fixture->window), "place", 0);
  type (editor, "Label in _Spanish", "");
  g_signal_emit_by_name (editor, "save");
  g_assert_true (gtk_widget_get_visible (child_of (editor, QH_TYPE_EDITOR, "problem")));
  type (editor, "Label in _Spanish", "Mercado");
  save_editor (editor);
  catalogues = qh_store_ref_catalogues (store);
  entries = qh_catalogues_list (catalogues, "place");
  g_assert_cmpstr (((const QhEntry *) g_ptr_array_index (entries, entries->len - 1))->labels[QH_LANGUAGE_ES], ==, "Mercado");
}

static void
test_own_field (World        *fixture,
                gconstpointer data)
{
  g_autoptr (QhCatalogues) catalogues = NULL;
  const QhField *field;
  GtkWindow *editor;
  GPtrArray *entries;
  QhStore *store;

  open_new (fixture);
  store = qh_window_get_store (fixture->window);
  editor = qh_field_editor_open (GTK_WIDGET (fixture->window), qh_window_get_session (fixture->window), NULL);
  type (editor, "Label in _Spanish", "Pabellón de origen");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (GTK_WIDGET (editor), "_Variable Name"))), ==, "pabellon_de_origen");
  choose (editor, "_Type", "One entry of a catalogue");
  g_assert_false (gtk_widget_get_visible (find_row (GTK_WIDGET (editor), "_Least Value")));
  g_signal_emit_by_name (editor, "save");
  g_assert_true (gtk_widget_get_visible (child_of (editor, QH_TYPE_EDITOR, "problem")));
  type (editor, "Its E_ntries, with ; between them", "Norte; Sur ;; Urgencias");
  save_editor (editor);
  field = qh_kind_find_field (qh_store_get_kind (store, QH_KIND_ACTIVITY), "pabellon_de_origen");
  g_assert_nonnull (field);
  g_assert_true (field->own);
  g_assert_cmpint (field->type, ==, QH_TYPE_CODE);
  catalogues = qh_store_ref_catalogues (store);
  entries = qh_catalogues_list (catalogues, field->catalogue);
  g_assert_cmpuint (entries->len, ==, 3);
  g_assert_cmpstr (((const QhEntry *) g_ptr_array_index (entries, 1))->labels[QH_LANGUAGE_ES], ==, "Sur");
}

static void
test_passphrase (World        *fixture,
                 gconstpointer data)
{
  QhUnlockPage *unlock = child_of (fixture->window, QH_TYPE_WINDOW, "unlock");
  GtkWidget *problem;
  GtkWidget *window;
  gpointer watched;

  open_new (fixture);
  window = GTK_WIDGET (qh_passphrase_window_open (GTK_WIDGET (fixture->window), qh_window_get_store (fixture->window)));
  problem = child_of (window, QH_TYPE_PASSPHRASE_WINDOW, "problem");
  gtk_editable_set_text (child_of (window, QH_TYPE_PASSPHRASE_WINDOW, "old"), "not the one");
  gtk_editable_set_text (child_of (window, QH_TYPE_PASSPHRASE_WINDOW, "passphrase"), OTHER_PASSPHRASE);
  gtk_editable_set_text (child_of (window, QH_TYPE_PASSPHRASE_WINDOW, "again"), OTHER_PASSPHRASE);
  g_signal_emit_by_name (child_of (window, QH_TYPE_PASSPHRASE_WINDOW, "change"), "clicked");
  wait_for (is_visible, problem);
  gtk_editable_set_text (child_of (window, QH_TYPE_PASSPHRASE_WINDOW, "old"), PASSPHRASE);
  watched = window;
  g_object_add_weak_pointer (G_OBJECT (window), &watched);
  g_signal_emit_by_name (child_of (window, QH_TYPE_PASSPHRASE_WINDOW, "change"), "clicked");
  wait_for (is_gone, &watched);

  qh_window_lock (fixture->window);
  unlock_with (fixture, PASSPHRASE);
  wait_for (is_visible, child_of (unlock, QH_TYPE_UNLOCK_PAGE, "problem"));
  unlock_with (fixture, OTHER_PASSPHRASE);
  wait_for (is_open, fixture->window);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *home = g_dir_make_tmp ("quehacer-home-XXXXXX", NULL);
  g_autoptr (QhApplication) application = NULL;

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_unsetenv ("LANGUAGE");
  gtk_test_init (&argc, &argv, NULL);
  application = create_application ();
  ADD ("/settings/unit", test_unit);
  ADD ("/settings/order", test_order);
  ADD ("/settings/entry", test_entry);
  ADD ("/settings/new-entry", test_new_entry);
  ADD ("/settings/own-field", test_own_field);
  ADD ("/settings/passphrase", test_passphrase);
  return g_test_run ();
}
