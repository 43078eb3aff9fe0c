/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include <string.h>

#include "domain/qh-age.h"
#include "domain/qh-curp.h"
#include "domain/qh-fold.h"
#include "domain/qh-id.h"
#include "domain/qh-number.h"
#include "domain/qh-referral.h"

static void
test_days (void)
{
  static const struct
  {
    const char *iso;
    gboolean exists;
  } cases[] = {
    { "2026-10-30", TRUE },  { "2024-02-29", TRUE },   { "2026-02-29", FALSE },
    { "2026-13-01", FALSE }, { "2026-1-1", FALSE },    { "30/10/2026", FALSE },
    { "", FALSE },           { "2026-10-30x", FALSE },
  };
  char iso[QH_DAY_ISO_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      QhDay day = qh_day_from_iso (cases[i].iso);

      g_assert_cmpint (day != QH_NO_DAY, ==, cases[i].exists);
      if (day == QH_NO_DAY)
        continue;
      qh_day_to_iso (day, iso);
      g_assert_cmpstr (iso, ==, cases[i].iso);
    }
  g_assert_cmpint (qh_day_get_weekday (qh_day_from_iso ("2026-10-30")), ==, 4);
  g_assert_cmpint (
    qh_day_add_months (qh_day_from_iso ("2026-01-31"), 1), ==, qh_day_from_iso ("2026-02-28"));
  g_assert_cmpint (
    qh_day_month_start (qh_day_from_iso ("2026-10-30")), ==, qh_day_from_iso ("2026-10-01"));
}

static void
test_times (void)
{
  static const struct
  {
    const char *text;
    int minute; /* -1: no time */
  } cases[]
    = { { "9:05", 545 }, { "09:05", 545 }, { "09:05:59", 545 }, { "23:59", 1439 }, { "24:00", -1 },
        { "9:5", -1 },   { "9", -1 },      { "", -1 },          { "a:05", -1 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int minute = -1;

      g_assert_cmpint (qh_minute_from_text (cases[i].text, &minute), ==, cases[i].minute >= 0);
      g_assert_cmpint (minute, ==, cases[i].minute);
    }
}

static void
test_fold (void)
{
  static const struct
  {
    const char *typed;
    gboolean found;
  } cases[] = {
    { "visita", TRUE },     { "domiciliária", TRUE }, { "dom", TRUE }, { "DOM vis", TRUE },
    { "iciliaria", FALSE }, { "visita x", FALSE },    { "", TRUE },
  };
  g_autofree char *folded = qh_fold ("Visita  Domiciliaria ");

  g_assert_cmpstr (folded, ==, "visita domiciliaria");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) words = qh_fold_words (cases[i].typed);

      g_assert_cmpint (qh_fold_match (folded, words), ==, cases[i].found);
    }
}

/* The digit of the first is computed by hand from the published rule. */
static void
test_numbers (void)
{
  static const struct
  {
    const char *text;
    gboolean is_number;
    double number;
  } cases[] = {
    { "12.5", TRUE, 12.5 },  { "12,5", TRUE, 12.5 },  { " -3 ", TRUE, -3 },  { "+.5", TRUE, 0.5 },  { "7.", TRUE, 7 },
    { "", FALSE, 0 },        { "-", FALSE, 0 },       { ".", FALSE, 0 },     { "inf", FALSE, 0 },   { "nan", FALSE, 0 },
    { "0x10", FALSE, 0 },    { "1e3", FALSE, 0 },     { "1,000.5", FALSE, 0 }, { "12 5", FALSE, 0 }, { "12a", FALSE, 0 },
  };
  g_autofree char *huge = g_strnfill (400, '9');
  double number;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (qh_number_parse (cases[i].text, &number) == cases[i].is_number);
      g_assert_true (!cases[i].is_number || number == cases[i].number);
    }
  g_assert_false (qh_number_parse (huge, &number));
}

/* What is no number, as a median that is not reached, is told and not counted with. */
static void
test_formats (void)
{
  static const struct
  {
    double number;
    const char *told;
  } cases[] = { { NAN, "nan" }, { INFINITY, "inf" }, { 0, "0" }, { 2026, "2026" }, { -0.5, "-0.5" }, { 1.23456, "1.235" }, { 12345.6, "12346" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *told = qh_number_format (cases[i].number, 4);

      g_assert_cmpstr (told, ==, cases[i].told);
    }
}

static void
test_curp (void)
{
  static const struct
  {
    const char *text;
    const char *problem; /* NULL: it is one */
  } cases[] = {
    { "HEGG560427MVZRRL04", NULL },    { "hegg560427mvzrrl04", NULL },
    { "HEGG560427MVZRRL05", "digit" }, { "HEGG561327MVZRRL04", "exist" },
    { "HEGG560427MZZRRL04", "exist" }, { "HEGG560427", "CURP" },
    { "HEGG560427MVZRRL0ñ", "CURP" },  { "", "CURP" },
  };
  QhCurp curp;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (qh_curp_parse (cases[i].text, &curp, &error), ==, cases[i].problem == NULL);
      if (cases[i].problem != NULL)
        g_assert_nonnull (strstr (error->message, cases[i].problem));
    }
  g_assert_true (qh_curp_parse (cases[0].text, &curp, NULL));
  g_assert_cmpint (curp.birth, ==, qh_day_from_iso ("1956-04-27"));
  g_assert_cmpint (curp.sex, ==, 'M');
  g_assert_cmpstr (curp.state, ==, "VZ");
}

static void
test_ages (void)
{
  QhDay birth = qh_day_from_iso ("2000-02-29");

  g_assert_cmpint (qh_age_on_day (birth, qh_day_from_iso ("2026-02-28")), ==, 25);
  g_assert_cmpint (qh_age_on_day (birth, qh_day_from_iso ("2026-03-01")), ==, 26);
  g_assert_cmpint (qh_age_on_day (birth, qh_day_from_iso ("1999-03-01")), ==, QH_NO_AGE);
}

static void
test_stated_age (void)
{
  g_autoptr (QhDictionary) dictionary = qh_dictionary_new_builtin ();
  g_autoptr (QhRecord) person = qh_record_new (qh_dictionary_get_kind (dictionary, QH_KIND_PERSON));
  QhDay today = qh_day_from_iso ("2026-10-30");

  qh_record_set_integer (person, "stated_age", 40);
  qh_person_derive (person, today);
  g_assert_cmpint (qh_record_get_integer (person, "birth_year"), ==, 1986);
  g_assert_cmpint (qh_person_get_age (person, qh_day_from_iso ("2028-01-01")), ==, 42);
  qh_record_set_missing (person, "stated_age", QH_MISSING_REFUSED);
  qh_person_derive (person, today);
  g_assert_false (qh_record_is_set (person, "birth_year"));
}

static void
test_ids (void)
{
  QhIdSource source = { 0 };
  gint64 last = 0;

  for (guint i = 0; i < 100000; i++)
    {
      gint64 id = qh_id_source_next (&source);

      g_assert_cmpint (id, >, last);
      last = id;
    }
  /* A clock that goes back does not bring ids back. */
  source.milliseconds += 1000000;
  g_assert_cmpint (qh_id_source_next (&source), >, last);
}

static void
test_catalogues (void)
{
  g_autoptr (QhDictionary) dictionary = qh_dictionary_new_builtin ();
  g_autoptr (GPtrArray) shipped = qh_catalogues_shipped (dictionary);
  g_autoptr (QhCatalogues) catalogues = qh_catalogues_new (shipped);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_int64_hash, g_int64_equal);
  const QhEntry *visit
    = qh_catalogues_find_text (catalogues, "activity_type", "VISITA DOMICILIÁRIA");

  g_assert_nonnull (visit);
  g_assert_cmpstr (visit->code, ==, "AC010");
  g_assert_cmpstr (qh_entry_get_label (visit, QH_LANGUAGE_EN), ==, "Home visit");
  g_assert_cmpint (visit->default_minutes, ==, 90);
  g_assert_cmpuint (qh_catalogues_list (catalogues, "activity_type")->len, ==, 74);
  g_assert_cmpint (qh_catalogues_find_code (catalogues, "sex", "NS")->id, ==, QH_MISSING_NOT_KNOWN);
  for (guint i = 0; i < shipped->len; i++)
    {
      const QhRecord *record = g_ptr_array_index (shipped, i);

      g_assert_cmpint (record->id, <, QH_FIRST_OWN_ID);
      g_assert_true (g_hash_table_add (ids, (gpointer)&record->id));
      g_assert_cmpstr (qh_record_get_text (record, "label_en"), !=, "");
      g_assert_cmpstr (qh_record_get_text (record, "label_pt"), !=, "");
    }
}

/* Every field has labels in three languages, and every catalogue it names is there. */
static void
test_dictionary (void)
{
  g_autoptr (QhDictionary) dictionary = qh_dictionary_new_builtin ();
  g_autoptr (GPtrArray) shipped = qh_catalogues_shipped (dictionary);
  g_autoptr (QhCatalogues) catalogues = qh_catalogues_new (shipped);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint k = 1; k < QH_N_KINDS; k++)
    {
      QhKind *kind = qh_dictionary_get_kind (dictionary, k);

      g_assert_nonnull (kind);
      for (guint i = 0; i < qh_kind_get_n_fields (kind); i++)
        {
          const QhField *field = qh_kind_get_field (kind, i);

          g_assert_true (g_hash_table_add (ids, (gpointer)&field->id));
          for (guint l = 0; l < QH_N_LANGUAGES; l++)
            g_assert_cmpstr (field->labels[l], !=, NULL);
          if (field->catalogue != NULL)
            g_assert_nonnull (qh_catalogues_list (catalogues, field->catalogue));
          if (field->kind != NULL)
            g_assert_nonnull (qh_dictionary_find_kind (dictionary, field->kind));
        }
    }
}

/* A referral waits from its day on until there is an outcome that is one. */
static void
test_referrals (void)
{
  g_autoptr (QhDictionary) dictionary = qh_dictionary_new_builtin ();
  g_autoptr (GPtrArray) shipped = qh_catalogues_shipped (dictionary);
  g_autoptr (QhCatalogues) catalogues = qh_catalogues_new (shipped);
  g_autoptr (QhRecord) referral = qh_record_new (qh_dictionary_get_kind (dictionary, QH_KIND_REFERRAL));
  QhDay day = qh_day_from_iso ("2026-10-01");

  qh_record_set_integer (referral, "date", day);
  g_assert_cmpint (qh_referral_get_waiting_days (referral, catalogues, day), ==, 0);
  g_assert_cmpint (qh_referral_get_waiting_days (referral, catalogues, day + 31), ==, 31);
  g_assert_cmpint (qh_referral_get_waiting_days (referral, catalogues, day - 1), ==, 0);
  qh_record_set_integer (referral, "result", qh_catalogues_find_code (catalogues, "referral_result", "C01")->id);
  g_assert_cmpint (qh_referral_get_waiting_days (referral, catalogues, day + 2), ==, 2);
  qh_record_set_integer (referral, "result", qh_catalogues_find_code (catalogues, "referral_result", "C05")->id);
  g_assert_cmpint (qh_referral_get_waiting_days (referral, catalogues, day + 2), ==, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/days", test_days);
  g_test_add_func ("/domain/times", test_times);
  g_test_add_func ("/domain/fold", test_fold);
  g_test_add_func ("/domain/numbers", test_numbers);
  g_test_add_func ("/domain/formats", test_formats);
  g_test_add_func ("/domain/curp", test_curp);
  g_test_add_func ("/domain/ages", test_ages);
  g_test_add_func ("/domain/stated-age", test_stated_age);
  g_test_add_func ("/domain/ids", test_ids);
  g_test_add_func ("/domain/catalogues", test_catalogues);
  g_test_add_func ("/domain/dictionary", test_dictionary);
  g_test_add_func ("/domain/referrals", test_referrals);
  return g_test_run ();
}
