/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#include "domain/qh-age.h"
#include "domain/qh-curp.h"
#include "fixture.h"
#include "store/qh-store-lists.h"
#include "ui/cases/qh-case-dialog.h"
#include "ui/cases/qh-case-list-model.h"
#include "ui/cases/qh-case-list.h"
#include "ui/cases/qh-case-members.h"
#include "ui/cases/qh-case-page.h"
#include "ui/cases/qh-case-quick-add.h"
#include "ui/cases/qh-case-timeline-row.h"
#include "ui/cases/qh-case-timeline.h"
#include "ui/cases/qh-cases-export.h"
#include "ui/cases/qh-cases-page.h"
#include "ui/cases/qh-person-form.h"
#include "ui/cases/qh-person-search.h"
#include "ui/forms/qh-choices.h"
#include "ui/forms/qh-date-text.h"
#include "ui/forms/qh-field-row.h"
#include "ui/forms/qh-record-dialog.h"
#include "ui/forms/qh-record-form.h"
#include "ui/qh-undo-actions.h"
#include "ui/settings/qh-editor.h"
#include "ui/today/qh-minutes.h"
#include "ui/widgets/qh-code-entry.h"

#define PATIENCE (180 * G_USEC_PER_SEC)

static void
settle (void)
{
  for (guint i = 0; i < 30; i++)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (1000);
    }
}

static QhSession *
open_session (Fixture *fixture)
{
  QhSession *session = qh_session_new (fixture->store);
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (qh_session_get_case_index (session) == NULL || qh_session_get_frame (session) == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
    }
  return session;
}

static void
close_session (QhSession *session)
{
  settle ();
  g_signal_handlers_disconnect_by_data (session, NULL);
  g_object_unref (session);
}

static GtkWidget *
find_nth (GtkWidget *widget,
          GType      type,
          guint     *n)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && (*n)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_nth (child, type, n);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gpointer
find (GtkWidget *widget,
      GType      type,
      guint      n)
{
  GtkWidget *found = find_nth (widget, type, &n);

  g_assert_nonnull (found);
  return found;
}

/* A label that says something, wherever in it. */
static GtkWidget *
find_label (GtkWidget  *widget,
            const char *text)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static QhFieldRow *
find_field (GtkWidget  *form,
            const char *name)
{
  for (guint i = 0;; i++)
    {
      QhFieldRow *row = find (form, QH_TYPE_FIELD_ROW, i);

      if (g_str_equal (qh_field_row_get_field (row)->name, name))
        return row;
    }
}

static void
type_into (GtkWidget  *form,
           const char *field,
           const char *text)
{
  gtk_editable_set_text (find (GTK_WIDGET (find_field (form, field)), GTK_TYPE_ENTRY, 0), text);
}

static GtkWidget *
present (GtkWidget *child)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), child);
  adw_window_set_content (ADW_WINDOW (window), overlay);
  gtk_window_set_default_size (GTK_WINDOW (window), 1066, 760);
  gtk_window_present (GTK_WINDOW (window));
  settle ();
  return window;
}

/* Forms */

static void
test_dates (void)
{
  QhDay today = qh_day_from_ymd (2026, 10, 30);
  g_autofree char *shown = qh_date_text_format (today);

  g_assert_cmpint (qh_date_text_parse ("2026-10-30", today), ==, today);
  g_assert_cmpint (qh_date_text_parse (shown, today), ==, today);
  g_assert_cmpint (qh_date_text_parse ("today", today), ==, today);
  g_assert_cmpint (qh_date_text_parse ("2026-02-30", today), ==, QH_NO_DAY);
  g_assert_cmpint (qh_date_text_parse ("nonsense", today), ==, QH_NO_DAY);
  g_assert_cmpint (qh_date_text_parse ("", today), ==, QH_NO_DAY);
}

static void
test_form (Fixture      *fixture,
           gconstpointer data)
{
  QhSession *session = open_session (fixture);
  g_autoptr (QhRecord) person = qh_store_new_record (fixture->store, QH_KIND_PERSON);
  GtkWidget *form = qh_record_form_new (session, person);
  GtkWidget *window = present (form);
  const QhRecord *typed = qh_record_form_get_record (QH_RECORD_FORM (form));
  g_autoptr (GError) error = NULL;

  g_assert_false (qh_record_form_check (QH_RECORD_FORM (form), &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_REQUIRED);
  g_assert_true (qh_field_row_has_error (find_field (form, "given_names")));
  type_into (form, "given_names", "Ana Muestra");
  g_assert_false (qh_field_row_has_error (find_field (form, "given_names")));
  type_into (form, "birth_date", "1959-05-12");
  g_assert_cmpint (qh_record_get_integer (typed, "birth_date"), ==, qh_day_from_ymd (1959, 5, 12));
  type_into (form, "birth_date", "1959-02-31");
  g_assert_false (qh_record_form_check (QH_RECORD_FORM (form), NULL));
  g_assert_true (qh_field_row_has_error (find_field (form, "birth_date")));
  type_into (form, "birth_date", "");
  qh_record_form_set_value (QH_RECORD_FORM (form), "stated_age", &(QhValue) { QH_VALUE_MISSING, { .integer = QH_MISSING_REFUSED } });
  g_assert_true (qh_record_form_check (QH_RECORD_FORM (form), NULL));
  g_assert_cmpint (qh_record_get (typed, "stated_age")->tag, ==, QH_VALUE_MISSING);
  g_assert_cmpint (qh_record_get (typed, "stated_age")->integer, ==, QH_MISSING_REFUSED);
  type_into (form, "stated_age", "67");
  g_assert_cmpint (qh_record_get_integer (typed, "stated_age"), ==, 67);
  g_assert_true (qh_record_form_is_changed (QH_RECORD_FORM (form)));
  gtk_window_destroy (GTK_WINDOW (window));
  close_session (session);
}

static void
test_choices (Fixture      *fixture,
              gconstpointer data)
{
  QhSession *session = open_session (fixture);
  g_autoptr (QhChoices) sexes = qh_choices_new_catalogue (session, "sex", TRUE);
  g_autoptr (QhChoices) boroughs = qh_choices_new_catalogue (session, "municipality", TRUE);
  g_autoptr (GPtrArray) all = qh_choices_find (sexes, "");
  g_autoptr (GPtrArray) typed = qh_choices_find (boroughs, "coyoacan");
  g_autoptr (GPtrArray) elsewhere = NULL;

  g_assert_cmpuint (all->len, ==, 3 + QH_N_MISSING);
  g_assert_false (((QhChoice *) g_ptr_array_index (all, 2))->missing);
  g_assert_true (((QhChoice *) g_ptr_array_index (all, 3))->missing);
  g_assert_cmpuint (typed->len, ==, 1);
  g_assert_true (qh_choices_can_add (boroughs));
  g_assert_false (qh_choices_can_add (sexes));
  qh_choices_set_parent (boroughs, 15001);
  elsewhere = qh_choices_find (boroughs, "coyoacan");
  g_assert_cmpuint (elsewhere->len, ==, 0);
  close_session (session);
}

/* A CURP made up for the test: its last digit is computed. */
static void
test_curp (Fixture      *fixture,
           gconstpointer data)
{
  QhSession *session = open_session (fixture);
  g_autoptr (QhRecord) person = qh_store_new_record (fixture->store, QH_KIND_PERSON);
  GtkWidget *form = qh_person_form_new (session, person);
  GtkWidget *window = present (form);
  const QhRecord *typed = qh_record_form_get_record (qh_person_form_get_form (QH_PERSON_FORM (form)));
  const char *first = "MUEA590512MDFXXN0";
  g_autofree char *curp = g_strdup_printf ("%s%c", first, qh_curp_digit (first));

  type_into (form, "curp", curp);
  g_assert_cmpint (qh_record_get_integer (typed, "birth_date"), ==, qh_day_from_ymd (1959, 5, 12));
  g_assert_cmpint (qh_record_get_integer (typed, "sex"), ==, fixture_code (fixture->store, "sex", "M"));
  g_assert_cmpint (qh_record_get_integer (typed, "birth_state"), ==, fixture_code (fixture->store, "state", "09"));
  gtk_window_destroy (GTK_WINDOW (window));
  close_session (session);
}

static gboolean
has_warning (QhFieldRow *row)
{
  for (guint i = 0;; i++)
    {
      guint n = i;
      GtkWidget *label = find_nth (GTK_WIDGET (row), GTK_TYPE_LABEL, &n);

      if (label == NULL || (gtk_widget_has_css_class (label, "warning") && gtk_widget_get_visible (label)))
        return label != NULL;
    }
}

/* An age that the birth date contradicts is warned of, and kept. */
static void
test_stated_age (Fixture      *fixture,
                 gconstpointer data)
{
  QhSession *session = open_session (fixture);
  g_autoptr (QhRecord) person = qh_store_new_record (fixture->store, QH_KIND_PERSON);
  GtkWidget *form = qh_person_form_new (session, person);
  GtkWidget *window = present (form);
  QhFieldRow *row = find_field (form, "stated_age");
  g_autofree char *age = g_strdup_printf ("%d", qh_age_on_day (qh_day_from_ymd (1959, 5, 12), qh_day_today ()));

  type_into (form, "given_names", "Ana Muestra");
  type_into (form, "stated_age", "40");
  g_assert_false (has_warning (row));
  type_into (form, "birth_date", "1959-05-12");
  g_assert_true (has_warning (row));
  g_assert_true (qh_record_form_check (qh_person_form_get_form (QH_PERSON_FORM (form)), NULL));
  type_into (form, "stated_age", age);
  g_assert_false (has_warning (row));
  type_into (form, "stated_age", "12");
  g_assert_true (has_warning (row));
  type_into (form, "stated_age", "");
  g_assert_false (has_warning (row));
  gtk_window_destroy (GTK_WINDOW (window));
  close_session (session);
}

/* The list */

static void
count_changes_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  guint      *n)
{
  *n = *n - removed + added;
}

static GArray *
make_ids (gint64 first,
          guint  n)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < n; i++)
    g_array_append_vals (ids, (gint64[]) { first + i }, 1);
  return ids;
}

static void
test_model (void)
{
  g_autoptr (QhCaseListModel) model = qh_case_list_model_new ();
  g_autoptr (QhCaseItem) item = NULL;
  guint n = 0, position;

  g_signal_connect (model, "items-changed", G_CALLBACK (count_changes_cb), &n);
  qh_case_list_model_set_ids (model, make_ids (100, 1000));
  g_assert_cmpuint (n, ==, 1000);
  item = g_list_model_get_item (G_LIST_MODEL (model), 7);
  g_assert_cmpint (qh_case_item_get_id (item), ==, 107);
  qh_case_list_model_set_ids (model, make_ids (500, 20));
  g_assert_cmpuint (n, ==, 20);
  g_assert_cmpint (qh_case_item_get_id (item), ==, 507);
  g_assert_true (qh_case_list_model_find (model, 519, &position));
  g_assert_cmpuint (position, ==, 19);
  g_assert_false (qh_case_list_model_find (model, 100, &position));
}

static gint64
put_case (Fixture    *fixture,
          const char *name)
{
  QhRecord *person = fixture_new_person (fixture->store, name, "M", 1959);
  gint64 id = fixture_put (fixture->store, person);
  QhRecord *record = fixture_new_case (fixture->store);
  QhRows *people = qh_rows_new (1, 2);

  people->cells[0] = id;
  people->cells[1] = fixture_code (fixture->store, "case_role", "TI");
  qh_record_take_rows (record, "people", people);
  return fixture_put (fixture->store, record);
}

static guint
count_shown (GtkWidget *page)
{
  g_autoptr (GArray) ids = qh_case_list_dup_ids (find (page, QH_TYPE_CASE_LIST, 0));

  return ids->len;
}

static void
test_search (Fixture      *fixture,
             gconstpointer data)
{
  QhSession *session;
  GtkWidget *page = qh_cases_page_new ();
  GtkWidget *window = present (page);
  GtkEditable *search;

  put_case (fixture, "Guadalupe López Ejemplo");
  put_case (fixture, "Norma Vidal Muestra");
  session = open_session (fixture);
  qh_cases_page_set_session (QH_CASES_PAGE (page), session);
  settle ();
  search = find (page, GTK_TYPE_SEARCH_ENTRY, 0);
  g_assert_cmpuint (count_shown (page), ==, 2);
  gtk_editable_set_text (search, "lopez guad");
  settle ();
  g_assert_cmpuint (count_shown (page), ==, 1);
  gtk_editable_set_text (search, "nobody");
  settle ();
  g_assert_cmpuint (count_shown (page), ==, 0);
  gtk_widget_activate_action (find (page, QH_TYPE_CASE_LIST, 0), "cases.clear-filters", NULL);
  settle ();
  g_assert_cmpuint (count_shown (page), ==, 2);
  put_case (fixture, "Itzel Cruz Prueba");
  settle ();
  g_assert_cmpuint (count_shown (page), ==, 3);
  qh_cases_page_set_session (QH_CASES_PAGE (page), NULL);
  g_assert_cmpuint (count_shown (page), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
  close_session (session);
}

static void
test_export (Fixture      *fixture,
             gconstpointer data)
{
  gint64 shown = put_case (fixture, "Guadalupe Marcada Canaria");
  g_autofree char *path = g_build_filename (fixture->folder, "cases.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  QhSession *session;
  GtkWidget *page = gtk_label_new ("");
  GtkWidget *window = present (page);

  put_case (fixture, "Norma Vidal Muestra");
  session = open_session (fixture);
  g_array_append_val (ids, shown);
  qh_cases_export_write (page, session, ids, "1", file);
  for (gint64 end = g_get_monotonic_time () + PATIENCE; !g_file_test (path, G_FILE_TEST_EXISTS);)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      settle ();
    }
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (g_strstrip (text), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  g_assert_null (strstr (text, "Marcada"));
  g_unlink (path);
  gtk_window_destroy (GTK_WINDOW (window));
  close_session (session);
}

/* Opening a case */

typedef struct
{
  guint n_changes;
  guint n_touched;
  gint64 saved;
} Saved;

static void
changed_cb (Saved  *saved,
            GArray *touched)
{
  saved->n_changes++;
  saved->n_touched += touched->len;
}

static void
saved_cb (Saved *saved,
          gint64 id)
{
  saved->saved = id;
}

static void
test_new_case (Fixture      *fixture,
               gconstpointer data)
{
  QhSession *session = open_session (fixture);
  GtkWidget *window = present (gtk_label_new (""));
  GtkWidget *dialog = qh_case_dialog_new (window, session, NULL);
  Saved saved = { 0 };
  g_autoptr (QhRecord) record = NULL;
  g_autofree char *title = NULL;
  gulong handler;

  g_signal_connect_swapped (dialog, "saved", G_CALLBACK (saved_cb), &saved);
  handler = g_signal_connect_swapped (fixture->store, "changed", G_CALLBACK (changed_cb), &saved);
  gtk_window_present (GTK_WINDOW (dialog));
  settle ();
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  settle ();
  g_assert_cmpint (saved.saved, ==, 0);

  g_signal_emit_by_name (find (dialog, QH_TYPE_PERSON_SEARCH, 0), "create", "reynaldo López Muestra");
  gtk_widget_activate_action (dialog, "dialog.person-done", NULL);
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  for (gint64 end = g_get_monotonic_time () + PATIENCE; saved.saved == 0;)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      settle ();
    }
  g_assert_cmpuint (saved.n_changes, ==, 1);
  g_assert_cmpuint (saved.n_touched, ==, 2);
  record = qh_store_get (fixture->store, QH_KIND_CASE, saved.saved, NULL);
  g_assert_cmpuint (qh_record_get_rows (record, "people")->n_rows, ==, 1);
  g_assert_cmpstr (qh_record_get_text (record, "folio"), !=, "");
  title = qh_session_dup_case_title (session, saved.saved);
  g_assert_cmpstr (title, ==, "Reynaldo López Muestra");
  g_signal_handler_disconnect (fixture->store, handler);
  gtk_window_destroy (GTK_WINDOW (window));
  close_session (session);
}

/* Escape clears what is searched for, and then closes the form. */
static void
test_escape (Fixture      *fixture,
             gconstpointer data)
{
  QhSession *session = open_session (fixture);
  GtkWidget *window = present (gtk_label_new (""));
  GtkWidget *dialog = qh_case_dialog_new (window, session, NULL);
  GtkWidget *entry = find (dialog, GTK_TYPE_SEARCH_ENTRY, 0);

  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  gtk_window_present (GTK_WINDOW (dialog));
  settle ();
  gtk_editable_set_text (GTK_EDITABLE (entry), "algo");
  g_signal_emit_by_name (entry, "stop-search");
  settle ();
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  g_assert_true (gtk_widget_get_mapped (dialog));
  g_signal_emit_by_name (entry, "stop-search");
  settle ();
  g_assert_null (dialog);
  gtk_window_destroy (GTK_WINDOW (window));
  close_session (session);
}

static GtkWidget *
find_editor (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (QH_IS_EDITOR (window))
        return window;
    }
  return NULL;
}

/* A case's page */

static guint
count_items (Fixture *fixture,
             gint64   id)
{
  g_autoptr (GPtrArray) items = qh_store_list_of_case (fixture->store, QH_KIND_ACTION_ITEM, id, NULL);

  return items->len;
}

static void
test_page (Fixture      *fixture,
           gconstpointer data)
{
  gint64 id = put_case (fixture, "Ofelia López Ficticia");
  QhSession *session = open_session (fixture);
  GtkWidget *page = g_object_new (QH_TYPE_CASE_PAGE, NULL);
  GtkWidget *window = present (page);
  GtkWidget *add = find (page, QH_TYPE_CASE_QUICK_ADD, 0);
  GtkWidget *editor;
  g_autoptr (QhRecord) closed = NULL;

  g_assert_true (qh_case_page_open (QH_CASE_PAGE (page), session, id));
  settle ();
  gtk_toggle_button_set_active (find (add, GTK_TYPE_TOGGLE_BUTTON, 2), TRUE);
  gtk_widget_activate (find (add, GTK_TYPE_BUTTON, 3));
  settle ();
  g_assert_cmpuint (count_items (fixture, id), ==, 0);
  for (guint i = 0; i < 12; i++)
    {
      guint n = i;
      GtkWidget *entry = find_nth (add, GTK_TYPE_ENTRY, &n);

      if (entry != NULL && gtk_widget_get_mapped (entry) && gtk_editable_get_text (GTK_EDITABLE (entry))[0] == '\0')
        {
          gtk_editable_set_text (GTK_EDITABLE (entry), "Llamar a la clínica");
          g_signal_emit_by_name (entry, "activate");
          break;
        }
    }
  for (gint64 end = g_get_monotonic_time () + PATIENCE; count_items (fixture, id) == 0;)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      settle ();
    }
  gtk_widget_activate_action (page, "case.close", NULL);
  settle ();
  editor = find_editor ();
  g_signal_emit_by_name (editor, "save");
  settle ();
  g_assert_true (find_editor () == editor); /* not without a reason */
  adw_combo_row_set_selected (find (editor, ADW_TYPE_COMBO_ROW, 0), 2);
  g_signal_emit_by_name (editor, "save");
  for (gint64 end = g_get_monotonic_time () + PATIENCE; find_editor () != NULL;)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      settle ();
    }
  closed = qh_store_get (fixture->store, QH_KIND_CASE, id, NULL);
  g_assert_true (qh_record_is_set (closed, "closing_reason"));
  g_assert_cmpint (qh_record_get_integer (closed, "status"), ==, fixture_code (fixture->store, "case_status", "S3"));
  g_assert_cmpint (qh_record_get_integer (closed, "closed"), ==, qh_day_today ());
  settle ();
  gtk_widget_activate_action (page, "case.reopen", NULL);
  for (gint64 end = g_get_monotonic_time () + PATIENCE; qh_record_is_set (closed, "closing_reason");)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      settle ();
      qh_record_free (closed);
      closed = qh_store_get (fixture->store, QH_KIND_CASE, id, NULL);
    }
  g_assert_false (qh_record_is_set (closed, "closed"));
  qh_case_page_close (QH_CASE_PAGE (page));
  gtk_window_destroy (GTK_WINDOW (window));
  close_session (session);
}

/* Reopened in the form, a case keeps neither day nor reason of its closing. */
static void
test_reopen_in_form (Fixture      *fixture,
                     gconstpointer data)
{
  gint64 id = put_case (fixture, "Ofelia López Ficticia");
  QhRecord *closed = qh_store_get (fixture->store, QH_KIND_CASE, id, NULL);
  QhSession *session;
  GtkWidget *page = gtk_label_new (NULL);
  GtkWidget *window = present (page);
  GtkWidget *dialog;
  g_autoptr (QhRecord) record = NULL;

  qh_record_set_integer (closed, "status", fixture_code (fixture->store, "case_status", "S3"));
  qh_record_set_integer (closed, "closed", qh_day_today ());
  qh_record_set_integer (closed, "closing_reason", fixture_code (fixture->store, "closing_reason", "B01"));
  fixture_put (fixture->store, closed);
  session = open_session (fixture);
  record = qh_store_get (fixture->store, QH_KIND_CASE, id, NULL);
  g_assert_true (qh_record_is_set (record, "closing_reason"));
  dialog = qh_case_dialog_new (page, session, record);
  gtk_window_present (GTK_WINDOW (dialog));
  settle ();
  qh_record_form_set_integer (find (dialog, QH_TYPE_RECORD_FORM, 0), "status", fixture_code (fixture->store, "case_status", "S4"));
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  for (gint64 end = g_get_monotonic_time () + PATIENCE; qh_record_is_set (record, "closing_reason");)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      settle ();
      qh_record_free (record);
      record = qh_store_get (fixture->store, QH_KIND_CASE, id, NULL);
    }
  g_assert_false (qh_record_is_set (record, "closed"));
  settle ();
  gtk_window_destroy (GTK_WINDOW (window));
  close_session (session);
}

static GPtrArray *
wait_for (Fixture *fixture,
          guint    kind,
          gint64   id,
          guint    n)
{
  for (gint64 end = g_get_monotonic_time () + PATIENCE;;)
    {
      g_autoptr (GPtrArray) records = qh_store_list_of_case (fixture->store, kind, id, NULL);

      if (records->len >= n)
        {
          settle ();
          return g_steal_pointer (&records);
        }
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      settle ();
    }
}

static GtkEditable *
find_hinted (GtkWidget  *add,
             const char *hint)
{
  for (guint i = 0;; i++)
    {
      GtkEntry *entry = find (add, GTK_TYPE_ENTRY, i);

      if (g_strcmp0 (gtk_entry_get_placeholder_text (entry), hint) == 0)
        return GTK_EDITABLE (entry);
    }
}

/* What is logged began so many minutes ago, and has no outcome that nobody chose. */
static void
test_quick_add (Fixture      *fixture,
                gconstpointer data)
{
  gint64 id = put_case (fixture, "Ofelia López Ficticia");
  QhSession *session = open_session (fixture);
  GtkWidget *page = g_object_new (QH_TYPE_CASE_PAGE, NULL);
  GtkWidget *window = present (page);
  GtkWidget *add = find (page, QH_TYPE_CASE_QUICK_ADD, 0);
  g_autoptr (QhRecord) sample = fixture_new_activity (fixture->store);
  g_autoptr (GPtrArray) activities = NULL;
  const QhRecord *activity;
  int start;

  g_assert_true (qh_case_page_open (QH_CASE_PAGE (page), session, id));
  settle ();
  qh_code_entry_set_code (find (add, QH_TYPE_CODE_ENTRY, 0),
                          qh_record_get_integer (sample, "type"));
  gtk_editable_set_text (find_hinted (add, "min"), "40");
  start = qh_minutes_get_start (40);
  g_signal_emit_by_name (find_hinted (add, "min"), "activate");
  activities = wait_for (fixture, QH_KIND_ACTIVITY, id, 1);
  activity = g_ptr_array_index (activities, 0);
  g_assert_false (qh_record_is_set (activity, "outcome"));
  g_assert_cmpint (qh_record_get_integer (activity, "minutes"), ==, 40);
  g_assert_cmpint (qh_record_get_integer (activity, "start"), >=, start);
  g_assert_cmpint (qh_record_get_integer (activity, "start"), <=, start + 1);
  g_assert_cmpint (qh_minutes_get_start (24 * 60), ==, 0);
  qh_case_page_close (QH_CASE_PAGE (page));
  gtk_window_destroy (GTK_WINDOW (window));
  close_session (session);
}

static void
wait_for_minutes (Fixture *fixture,
                  gint64   id,
                  gint64   minutes)
{
  for (gint64 end = g_get_monotonic_time () + PATIENCE;;)
    {
      g_autoptr (QhRecord) activity = qh_store_get (fixture->store, QH_KIND_ACTIVITY, id, NULL);

      settle ();
      if (qh_record_get_integer (activity, "minutes") == minutes)
        return;
      g_assert_cmpint (g_get_monotonic_time (), <, end);
    }
}

static GtkWidget *
find_button (GtkWidget  *root,
             const char *label)
{
  for (guint i = 0;; i++)
    {
      GtkWidget *button = find (root, GTK_TYPE_BUTTON, i);

      if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) == 0)
        return button;
    }
}

/* What was changed in the window of a record is taken back where that was opened. */
static void
test_edit_and_undo (Fixture      *fixture,
                    gconstpointer data)
{
  gint64 case_id = put_case (fixture, "Ofelia López Ficticia");
  QhRecord *activity = fixture_new_activity (fixture->store);
  g_autoptr (QhRecord) stored = NULL;
  QhSession *session;
  GtkWidget *page = g_object_new (QH_TYPE_CASE_PAGE, NULL);
  GtkWidget *window = present (page);
  GtkWidget *dialog;
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (QhUndoActions) undo = NULL;
  gint64 id;

  qh_record_set_integer (activity, "case", case_id);
  id = fixture_put (fixture->store, activity);
  stored = qh_store_get (fixture->store, QH_KIND_ACTIVITY, id, NULL);
  session = open_session (fixture);
  g_assert_true (qh_case_page_open (QH_CASE_PAGE (page), session, case_id));
  settle ();
  dialog = qh_record_dialog_new (find (page, QH_TYPE_CASE_TIMELINE, 0), session, "Activity", stored, NULL, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  settle ();
  type_into (dialog, "minutes", "33");
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  wait_for_minutes (fixture, id, 33);
  undo = qh_undo_actions_new (gtk_widget_get_ancestor (page, ADW_TYPE_TOAST_OVERLAY), G_ACTION_MAP (group));
  qh_undo_actions_set_session (undo, session);
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (group));
  g_signal_emit_by_name (find_button (window, "Undo"), "clicked");
  wait_for_minutes (fixture, id, qh_record_get_integer (stored, "minutes"));
  qh_case_page_close (QH_CASE_PAGE (page));
  gtk_window_destroy (GTK_WINDOW (window));
  close_session (session);
}

/* A problem that is not in the list is refused where it was typed, and kept;
 * so is what waits under another toggle. */
static void
test_quick_add_refuses (Fixture      *fixture,
                        gconstpointer data)
{
  gint64 id = put_case (fixture, "Ofelia López Ficticia");
  QhSession *session = open_session (fixture);
  GtkWidget *page = g_object_new (QH_TYPE_CASE_PAGE, NULL);
  GtkWidget *window = present (page);
  GtkWidget *add = find (page, QH_TYPE_CASE_QUICK_ADD, 0);
  GtkEditable *problem = find_hinted (add, "Problem…");
  GtkEditable *minutes = find_hinted (add, "min");
  g_autoptr (GPtrArray) none = NULL;

  g_assert_true (qh_case_page_open (QH_CASE_PAGE (page), session, id));
  gtk_editable_set_text (minutes, "25");
  gtk_toggle_button_set_active (find (add, GTK_TYPE_TOGGLE_BUTTON, 1), TRUE);
  gtk_editable_set_text (problem, "xyzzy");
  gtk_editable_set_text (find_hinted (add, "Reason for coming (optional)"), "Vino por su hija");
  settle ();
  g_signal_emit_by_name (problem, "activate");
  settle ();
  none = qh_store_list_of_case (fixture->store, QH_KIND_CONSULTATION, id, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpstr (gtk_editable_get_text (problem), ==, "xyzzy");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (problem), "error"));

  gtk_toggle_button_set_active (find (add, GTK_TYPE_TOGGLE_BUTTON, 2), TRUE);
  gtk_editable_set_text (find_hinted (add, "What is to be done…"), "Llamar a la clínica");
  g_signal_emit_by_name (find_hinted (add, "What is to be done…"), "activate");
  g_ptr_array_unref (wait_for (fixture, QH_KIND_ACTION_ITEM, id, 1));
  gtk_toggle_button_set_active (find (add, GTK_TYPE_TOGGLE_BUTTON, 1), TRUE);
  settle ();
  g_assert_cmpstr (gtk_editable_get_text (problem), ==, "xyzzy");
  g_assert_cmpstr (gtk_editable_get_text (minutes), ==, "25");

  /* The action item has no date: it is on top of the timeline all the same. */
  g_assert_cmpint (qh_case_record_get_day (qh_case_timeline_row_get_record (find (page, QH_TYPE_CASE_TIMELINE_ROW, 0))), ==, QH_NO_DAY);
  qh_case_page_close (QH_CASE_PAGE (page));
  gtk_window_destroy (GTK_WINDOW (window));
  close_session (session);
}

/* What is still being written when the page goes to another case is written, and
 * what was typed there meanwhile stays. */
static void
test_quick_add_elsewhere (Fixture      *fixture,
                          gconstpointer data)
{
  gint64 id = put_case (fixture, "Ofelia López Ficticia");
  gint64 other = put_case (fixture, "Rufina Soto Ficticia");
  QhSession *session = open_session (fixture);
  GtkWidget *page = g_object_new (QH_TYPE_CASE_PAGE, NULL);
  GtkWidget *window = present (page);
  GtkWidget *add = find (page, QH_TYPE_CASE_QUICK_ADD, 0);
  GtkEditable *task = find_hinted (add, "What is to be done…");

  g_assert_true (qh_case_page_open (QH_CASE_PAGE (page), session, id));
  gtk_toggle_button_set_active (find (add, GTK_TYPE_TOGGLE_BUTTON, 2), TRUE);
  gtk_editable_set_text (task, "Llamar a la clínica");
  g_signal_emit_by_name (task, "activate");
  g_assert_true (qh_case_page_open (QH_CASE_PAGE (page), session, other));
  gtk_editable_set_text (task, "Pedir el acta");
  g_ptr_array_unref (wait_for (fixture, QH_KIND_ACTION_ITEM, id, 1));
  g_assert_cmpstr (gtk_editable_get_text (task), ==, "Pedir el acta");

  g_signal_emit_by_name (task, "activate");
  qh_case_page_close (QH_CASE_PAGE (page));
  g_ptr_array_unref (wait_for (fixture, QH_KIND_ACTION_ITEM, other, 1));
  gtk_window_destroy (GTK_WINDOW (window));
  close_session (session);
}

static GtkWidget *
find_record_dialog (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) toplevel = g_list_model_get_item (toplevels, i);

      if (QH_IS_RECORD_DIALOG (toplevel))
        return toplevel;
    }
  return NULL;
}

/* One without an outcome is late after a month; it is written down from its row. */
static void
check_outcome (Fixture   *fixture,
               GtkWidget *page,
               QhRecord  *referral)
{
  gint64 id = referral->id;
  GtkWidget *dialog;
  QhRecordForm *form;

  qh_record_set_integer (referral, "date", qh_day_today () - 45);
  fixture_put (fixture->store, referral);
  settle ();
  g_assert_nonnull (find_label (page, "No outcome for 45 days"));
  g_assert_true (gtk_widget_activate_action (find (page, QH_TYPE_CASE_TIMELINE_ROW, 0), "timeline.outcome", "x", id));
  settle ();
  dialog = find_record_dialog ();
  g_assert_nonnull (dialog);
  form = qh_record_dialog_get_form (QH_RECORD_DIALOG (dialog));
  g_assert_cmpint (qh_record_get_integer (qh_record_form_get_record (form), "result_date"), ==, qh_day_today ());
  g_assert_false (qh_record_form_is_changed (form));
  qh_record_form_set_integer (form, "result", fixture_code (fixture->store, "referral_result", "C03"));
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  for (guint i = 0; i < 100 && find_label (page, "Completed: the person was seen") == NULL; i++)
    settle ();
  g_assert_nonnull (find_label (page, "Completed: the person was seen"));
  g_assert_false (gtk_widget_activate_action (page, "timeline.outcome", "x", id)); /* it is the timeline's */
}

/* A referral is written in a form and stands in the timeline with its outcome. */
static void
test_referral (Fixture      *fixture,
               gconstpointer data)
{
  gint64 id = put_case (fixture, "Ofelia López Ficticia");
  QhSession *session = open_session (fixture);
  GtkWidget *page = g_object_new (QH_TYPE_CASE_PAGE, NULL);
  GtkWidget *window = present (page);
  GtkWidget *dialog;
  QhRecord *typed;
  GPtrArray *referrals;

  g_assert_true (qh_case_page_open (QH_CASE_PAGE (page), session, id));
  settle ();
  gtk_widget_activate_action (page, "case.add-referral", NULL);
  settle ();
  dialog = find_record_dialog ();
  g_assert_nonnull (dialog);
  typed = qh_record_copy (qh_record_form_get_record (qh_record_dialog_get_form (QH_RECORD_DIALOG (dialog))));
  g_assert_cmpint (qh_record_get_integer (typed, "case"), ==, id);
  g_assert_cmpint (qh_record_get_integer (typed, "date"), ==, qh_day_today ());
  qh_record_set_integer (typed, "type", fixture_code (fixture->store, "referral_type", "D03"));
  qh_record_set_text (typed, "reason", "Para su tratamiento");
  fixture_put (fixture->store, typed);
  gtk_window_destroy (GTK_WINDOW (dialog));
  referrals = wait_for (fixture, QH_KIND_REFERRAL, id, 1);
  settle ();
  g_assert_nonnull (find_label (page, "Referrals 1"));
  g_assert_nonnull (find_label (page, "No outcome yet"));
  typed = qh_record_copy (g_ptr_array_index (referrals, 0));
  g_ptr_array_unref (referrals);
  check_outcome (fixture, page, typed);
  qh_case_page_close (QH_CASE_PAGE (page));
  gtk_window_destroy (GTK_WINDOW (window));
  close_session (session);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/cases/dates", test_dates);
  g_test_add_func ("/cases/model", test_model);
  g_test_add ("/cases/form", Fixture, NULL, fixture_set_up, test_form, fixture_tear_down);
  g_test_add ("/cases/choices", Fixture, NULL, fixture_set_up, test_choices, fixture_tear_down);
  g_test_add ("/cases/curp", Fixture, NULL, fixture_set_up, test_curp, fixture_tear_down);
  g_test_add ("/cases/stated-age", Fixture, NULL, fixture_set_up, test_stated_age, fixture_tear_down);
  g_test_add ("/cases/edit-and-undo", Fixture, NULL, fixture_set_up, test_edit_and_undo, fixture_tear_down);
  g_test_add ("/cases/search", Fixture, NULL, fixture_set_up, test_search, fixture_tear_down);
  g_test_add ("/cases/export", Fixture, NULL, fixture_set_up, test_export, fixture_tear_down);
  g_test_add ("/cases/new-case", Fixture, NULL, fixture_set_up, test_new_case, fixture_tear_down);
  g_test_add ("/cases/escape", Fixture, NULL, fixture_set_up, test_escape, fixture_tear_down);
  g_test_add ("/cases/page", Fixture, NULL, fixture_set_up, test_page, fixture_tear_down);
  g_test_add ("/cases/referral", Fixture, NULL, fixture_set_up, test_referral, fixture_tear_down);
  g_test_add ("/cases/reopen-in-form", Fixture, NULL, fixture_set_up, test_reopen_in_form, fixture_tear_down);
  g_test_add ("/cases/quick-add", Fixture, NULL, fixture_set_up, test_quick_add, fixture_tear_down);
  g_test_add ("/cases/quick-add-refuses", Fixture, NULL, fixture_set_up, test_quick_add_refuses, fixture_tear_down);
  g_test_add ("/cases/quick-add-elsewhere", Fixture, NULL, fixture_set_up, test_quick_add_elsewhere, fixture_tear_down);
  return g_test_run ();
}
