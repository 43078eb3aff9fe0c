/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms of records: dates, CURP, ages, choices. */
#include "cases-fixture.h"
#include "domain/qh-age.h"
#include "domain/qh-curp.h"
#include "ui/cases/qh-person-form.h"
#include "ui/forms/qh-choices.h"
#include "ui/forms/qh-date-text.h"
#include "ui/forms/qh-record-form.h"

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

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/cases/dates", test_dates);
  g_test_add ("/cases/form", Fixture, NULL, fixture_set_up, test_form, fixture_tear_down);
  g_test_add ("/cases/choices", Fixture, NULL, fixture_set_up, test_choices, fixture_tear_down);
  g_test_add ("/cases/curp", Fixture, NULL, fixture_set_up, test_curp, fixture_tear_down);
  g_test_add ("/cases/stated-age", Fixture, NULL, fixture_set_up, test_stated_age, fixture_tear_down);
  return g_test_run ();
}
