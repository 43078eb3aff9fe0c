/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fixture.h"
#include "frame/qh-day-index.h"
#include "frame/qh-table.h"

static QhRecord *
activity_on (QhStore *store, const char *date, const char *type, const char *function, int start)
{
  QhRecord *activity = fixture_new_activity (store);

  qh_record_set_integer (activity, "date", qh_day_from_iso (date));
  qh_record_set_integer (activity, "type", fixture_code (store, "activity_type", type));
  qh_record_set_integer (activity, "function", fixture_code (store, "function", function));
  if (start >= 0)
    qh_record_set_integer (activity, "start", start);
  return activity;
}

static void
set_problems (QhRecord *record, QhStore *store, const char *first, const char *second)
{
  QhRows *rows = qh_rows_new (second != NULL ? 2 : 1, 1);

  rows->cells[0] = fixture_code (store, "problem", first);
  if (second != NULL)
    rows->cells[1] = fixture_code (store, "problem", second);
  qh_record_take_rows (record, "problems", rows);
}

static guint64
count_key (QhTable *table, gint64 row_key, gint64 column_key)
{
  for (guint r = 0; r < table->n_rows; r++)
    if (qh_variable_get_key (table->rows, r) == row_key)
      {
        if (table->columns == NULL)
          return qh_table_get_cell (table, r, 0);
        for (guint c = 0; c < table->n_columns; c++)
          if (qh_variable_get_key (table->columns, c) == column_key)
            return qh_table_get_cell (table, r, c);
      }
  return 0;
}

static QhTable *
table_of (QhFrame *frame, const char *rows, const char *columns, const char *condition)
{
  g_autoptr (QhFilter) filter = qh_filter_new ();
  g_autofree guint8 *mask = NULL;
  g_autoptr (GError) error = NULL;
  QhTable *table;

  if (condition != NULL)
    qh_filter_parse (filter, frame, condition, &error);
  g_assert_no_error (error);
  mask = qh_filter_to_mask (filter, frame, &error);
  g_assert_no_error (error);
  table = qh_table_new (frame, rows, columns, mask, QH_MEASURE_COUNT, &error);
  g_assert_no_error (error);
  return table;
}

static void
fill (Fixture *fixture)
{
  QhStore *store = fixture->store;
  QhRecord *activity;

  activity = activity_on (store, "2026-10-30", "AC010", "F01", 10 * 60);
  set_problems (activity, store, "P01", "P32");
  fixture_put (store, activity);
  activity = activity_on (store, "2026-10-31", "AC010", "F01", 10 * 60 + 59);
  set_problems (activity, store, "P01", NULL);
  fixture_put (store, activity);
  activity = activity_on (store, "2026-09-01", "AC002", "F04", -1);
  qh_record_set_missing (activity, "start", QH_MISSING_NOT_KNOWN);
  qh_record_set_missing (activity, "outcome", QH_MISSING_REFUSED);
  fixture_put (store, activity);
}

static void
test_tables (Fixture *fixture, gconstpointer data)
{
  QhStore *store = fixture->store;
  g_autoptr (QhFrame) frame = NULL;
  g_autoptr (GError) error = NULL;
  gint64 visit = fixture_code (store, "activity_type", "AC010");

  fill (fixture);
  frame = qh_frame_load (store, QH_KIND_ACTIVITY, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (qh_frame_get_n_rows (frame), ==, 3);
  {
    g_autoptr (QhTable) types = table_of (frame, "type", "function", NULL);
    g_autoptr (QhTable) hours = table_of (frame, "weekday", "hour", NULL);
    g_autoptr (QhTable) months = table_of (frame, "month", NULL, NULL);
    g_autoptr (QhTable) outcomes = table_of (frame, "outcome", NULL, NULL);
    g_autoptr (QhTable) problems = table_of (frame, "problems", "type", NULL);
    g_autoptr (QhTable) october = table_of (frame, "type", NULL, "date=2026-10..2026-10");
    g_autoptr (QhTable) whole_month = table_of (frame, "type", NULL, "date=2026-10");
    g_autoptr (QhTable) whole_year = table_of (frame, "type", NULL, "date=2026");
    g_autoptr (QhTable) violence = table_of (frame, "type", NULL, "problems=P32");
    g_autoptr (QhTable) visits = table_of (frame, "month", NULL, "type=visita domiciliária");

    g_assert_cmpuint (count_key (types, visit, fixture_code (store, "function", "F01")), ==, 2);
    /* 30 October 2026 is a Friday. */
    g_assert_cmpuint (count_key (hours, 4, 10), ==, 1);
    g_assert_cmpuint (count_key (hours, 5, 10), ==, 1);
    g_assert_cmpuint (count_key (hours, 1, QH_SCAN_MISSING (QH_MISSING_NOT_KNOWN)), ==, 1);
    g_assert_cmpuint (count_key (months, qh_day_from_iso ("2026-10-01"), 0), ==, 2);
    g_assert_cmpuint (count_key (outcomes, QH_SCAN_MISSING (QH_MISSING_REFUSED), 0), ==, 1);
    g_assert_cmpuint (count_key (outcomes, QH_SCAN_NONE, 0), ==, 2);
    g_assert_cmpuint (count_key (problems, fixture_code (store, "problem", "P01"), visit), ==, 2);
    g_assert_cmpuint (qh_table_sum (problems), ==, 3);
    g_assert_cmpuint (qh_table_sum (october), ==, 2);
    g_assert_cmpuint (qh_table_sum (whole_month), ==, 2);
    g_assert_cmpuint (qh_table_sum (whole_year), ==, 3);
    g_assert_cmpuint (qh_table_sum (violence), ==, 1);
    g_assert_cmpuint (qh_table_sum (visits), ==, 2);
  }
}

/* Days in the wrong order, days that nobody has, and a period that ends before it begins. */
static void
test_days (Fixture *fixture, gconstpointer data)
{
  static const char *const days[] = { "2026-10-30", "2026-09-01", "2026-10-30", "2026-10-31", "2026-10-01" };
  g_autoptr (QhFrame) frame = NULL;
  g_autoptr (QhFrame) taken = NULL;
  g_autoptr (QhDayIndex) index = NULL;
  g_autofree guint32 *rows = NULL;
  const guint32 *found;
  guint n;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    fixture_put (fixture->store, activity_on (fixture->store, days[i], "AC010", "F01", -1));
  frame = qh_frame_load (fixture->store, QH_KIND_ACTIVITY, NULL, NULL, NULL, NULL);
  index = qh_day_index_new (frame, "date");
  g_assert_null (qh_day_index_new (frame, "minutes"));
  found = qh_day_index_find (index, qh_day_from_iso ("2026-10-01"), qh_day_from_iso ("2026-10-30"), &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpuint (found[0], ==, 4);
  g_assert_cmpuint (found[1], ==, 0);
  g_assert_cmpuint (found[2], ==, 2);
  rows = qh_day_index_list (index, qh_day_from_iso ("2026-10-01"), qh_day_from_iso ("2026-10-30"), &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpuint (rows[0], ==, 0);
  g_assert_cmpuint (rows[1], ==, 2);
  g_assert_cmpuint (rows[2], ==, 4);
  taken = qh_frame_take_rows (frame, rows, n);
  g_assert_cmpint (qh_frame_get_ids (taken)[1], ==, qh_frame_get_ids (frame)[2]);
  g_assert_cmpint (qh_frame_column_get (qh_frame_find_column (taken, "date"), 2), ==, qh_day_from_iso ("2026-10-01"));
  qh_day_index_find (index, qh_day_from_iso ("2026-11-01"), qh_day_from_iso ("9999-12-31"), &n);
  g_assert_cmpuint (n, ==, 0);
  qh_day_index_find (index, qh_day_from_iso ("2026-10-30"), qh_day_from_iso ("2026-09-01"), &n);
  g_assert_cmpuint (n, ==, 0);
}

/* Each table of several that are counted in one pass is the one of its category alone. */
static void
test_layers (Fixture *fixture, gconstpointer data)
{
  static const char *const crossings[][2] = { { "type", NULL }, { "type", "day" }, { "problems", NULL }, { "problems", "type" }, { "sex", "age_group" } };
  g_autoptr (QhFrame) frame = NULL;

  fill (fixture);
  fixture_put (fixture->store, activity_on (fixture->store, "2026-10-30", "AC002", "F01", -1));
  frame = qh_frame_load (fixture->store, QH_KIND_ACTIVITY, NULL, NULL, NULL, NULL);
  for (guint c = 0; c < G_N_ELEMENTS (crossings); c++)
    {
      g_autoptr (QhTable) all = qh_table_new_in_layers (
        frame, "function", crossings[c][0], crossings[c][1], NULL, QH_MEASURE_COUNT, NULL);

      for (guint layer = 0; layer < all->n_layers; layer++)
        {
          g_autofree char *code = qh_variable_dup_key_code (all->layers, qh_variable_get_key (all->layers, layer));
          g_autofree char *condition = g_strconcat ("function=", code, NULL);
          g_autoptr (QhTable) alone = table_of (frame, crossings[c][0], crossings[c][1], condition);
          QhTable view = qh_table_get_layer (all, layer);

          g_assert_cmpmem (view.cells, (gsize)view.n_rows * view.n_columns * sizeof (guint64),
                           alone->cells, (gsize)alone->n_rows * alone->n_columns * sizeof (guint64));
        }
    }
}

static void
test_unknown_variable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhFrame) frame
    = qh_frame_load (fixture->store, QH_KIND_ACTIVITY, NULL, NULL, NULL, NULL);
  g_autoptr (QhFilter) filter = qh_filter_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (qh_table_new (frame, "nombre", NULL, NULL, QH_MEASURE_COUNT, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_CODE);
  g_clear_error (&error);
  g_assert_false (qh_filter_parse (filter, frame, "type=ZZZ", &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_CODE);
}

static void
assert_same (QhFrame *a, QhFrame *b)
{
  static const char *const variables[]
    = { "type",    "function", "month",     "weekday", "hour", "problems",
        "outcome", "sex",      "age_group", "worker",  "case" };

  g_assert_cmpuint (qh_frame_get_n_rows (a), ==, qh_frame_get_n_rows (b));
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      g_autoptr (QhTable) first = table_of (a, variables[i], NULL, NULL);
      g_autoptr (QhTable) second = table_of (b, variables[i], NULL, NULL);

      g_assert_cmpuint (qh_table_sum (first), ==, qh_table_sum (second));
      for (guint r = 0; r < first->n_rows; r++)
        g_assert_cmpuint (qh_table_get_cell (first, r, 0),
                          ==,
                          count_key (second, qh_variable_get_key (first->rows, r), 0));
    }
}

typedef struct
{
  QhFrame *frame;
  guint reloads;
} Follower;

static void
follow (QhStore *store, GArray *touched, Follower *follower)
{
  g_autoptr (GError) error = NULL;

  if (qh_frame_update (follower->frame, store, touched))
    return;
  follower->reloads++;
  qh_frame_unref (follower->frame);
  follower->frame = qh_frame_load (store, QH_KIND_ACTIVITY, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_update (Fixture *fixture, gconstpointer data)
{
  QhStore *store = fixture->store;
  Follower follower = { qh_frame_load (store, QH_KIND_ACTIVITY, NULL, NULL, NULL, NULL), 0 };
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (QhFrame) fresh = NULL;

  g_signal_connect (store, "changed", G_CALLBACK (follow), &follower);
  fill (fixture);
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (QhRecord) record = NULL;
      guint at = ids->len > 0 ? (guint)g_rand_int_range (random, 0, (gint32)ids->len) : 0;

      if (ids->len > 3 && g_rand_double (random) < 0.3)
        {
          g_autoptr (QhChange) change = qh_change_new ();

          record = qh_store_get (store, QH_KIND_ACTIVITY, g_array_index (ids, gint64, at), NULL);
          qh_change_delete (change, g_steal_pointer (&record));
          g_assert_true (qh_store_apply (store, change, NULL, NULL, NULL, NULL));
          g_array_remove_index (ids, at);
          continue;
        }
      if (ids->len > 3 && g_rand_boolean (random))
        record = qh_store_get (store, QH_KIND_ACTIVITY, g_array_index (ids, gint64, at), NULL);
      else
        record
          = activity_on (store, "2025-02-03", "AC002", "F04", g_rand_int_range (random, 0, 1440));
      set_problems (record, store, "P05", g_rand_boolean (random) ? "P06" : NULL);
      if (record->id == 0)
        {
          gint64 id = fixture_put (store, g_steal_pointer (&record));

          g_array_append_val (ids, id);
        }
      else
        fixture_put (store, g_steal_pointer (&record));
    }
  fresh = qh_frame_load (store, QH_KIND_ACTIVITY, NULL, NULL, NULL, NULL);
  assert_same (follower.frame, fresh);
  g_assert_cmpuint (follower.reloads, ==, 0);
  g_signal_handlers_disconnect_by_data (store, &follower);
  qh_frame_unref (follower.frame);
}

/* Served: a group as recorded, else the linked people, else the titular of direct work. */
static void
test_served (Fixture *fixture, gconstpointer data)
{
  QhStore *store = fixture->store;
  gint64 woman = fixture_put (store, fixture_new_person (store, "Una", "M", 1990));
  gint64 man = fixture_put (store, fixture_new_person (store, "Otro", "H", 2020));
  QhRecord *record = fixture_new_case (store);
  const gint64 titular[] = { woman, fixture_code (store, "case_role", "TI") };
  const gint64 group[] = { fixture_code (store, "sex", "H"), QH_MISSING_NOT_KNOWN, 12 };
  QhRows *rows = qh_rows_new (0, 2);
  QhRecord *activity;
  gint64 case_id;
  g_autoptr (QhFrame) frame = NULL;
  g_autoptr (QhTable) table = NULL;
  gint64 sex_woman = fixture_code (store, "sex", "M"), sex_man = fixture_code (store, "sex", "H");

  qh_rows_append (rows, titular);
  qh_record_take_rows (record, "people", rows);
  case_id = fixture_put (store, record);

  activity = fixture_new_activity (store);
  qh_record_set_integer (activity, "case", case_id);
  fixture_put (store, activity);

  activity = fixture_new_activity (store);
  qh_record_set_integer (activity, "case", case_id);
  rows = qh_rows_new (1, 1);
  rows->cells[0] = man;
  qh_record_take_rows (activity, "people", rows);
  fixture_put (store, activity);

  activity = fixture_new_activity (store);
  rows = qh_rows_new (0, 3);
  qh_rows_append (rows, group);
  qh_record_take_rows (activity, "served", rows);
  fixture_put (store, activity);

  /* Paper work for the case serves nobody directly. */
  activity = fixture_new_activity (store);
  qh_record_set_integer (activity, "type", fixture_code (store, "activity_type", "AC058"));
  qh_record_set_integer (activity, "case", case_id);
  fixture_put (store, activity);

  frame = qh_frame_load (store, QH_KIND_ACTIVITY, NULL, NULL, NULL, NULL);
  table = table_of (frame, "sex", "age_group", NULL);
  g_assert_cmpuint (qh_table_sum (table), ==, 14);
  g_assert_cmpuint (count_key (table, sex_woman, fixture_code (store, "age_group", "E25")), ==, 1);
  g_assert_cmpuint (count_key (table, sex_man, fixture_code (store, "age_group", "E05")), ==, 1);
  g_assert_cmpuint (count_key (table, sex_man, QH_SCAN_MISSING (QH_MISSING_NOT_KNOWN)), ==, 12);
}

static void
test_holds_no_identifier (Fixture *fixture, gconstpointer data)
{
  static const guint kinds[] = { QH_KIND_ACTIVITY,     QH_KIND_CASE,        QH_KIND_PERSON,
                                 QH_KIND_CONSULTATION, QH_KIND_ACTION_ITEM, QH_KIND_WORKER };
  QhRecord *definition = qh_store_new_record (fixture->store, QH_KIND_OWN_FIELD);

  qh_record_set_text (definition, "kind", "person");
  qh_record_set_text (definition, "name", "apodo");
  qh_record_set_text (definition, "type", "text");
  qh_record_set_text (definition, "label_es", "Apodo");
  qh_record_set_text (definition, "sensitivity", "plain");
  fixture_put (fixture->store, definition);
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autoptr (QhFrame) frame = qh_frame_load (fixture->store, kinds[k], NULL, NULL, NULL, NULL);

      g_assert_nonnull (frame);
      for (guint i = 0; i < qh_frame_get_n_columns (frame); i++)
        {
          const QhField *field = qh_frame_get_column (frame, i)->field;

          g_assert_false (field->sealed);
          g_assert_cmpint (field->type, !=, QH_TYPE_TEXT);
          g_assert_cmpint (field->sensitivity, <, QH_SENSITIVITY_IDENTIFIER);
        }
    }
}

/* A frame of @n rows: a number, minutes and a day, with answers missing here and there. */
static QhFrame *
make_numbers (GRand *rand, guint n, gboolean empty)
{
  static const QhType types[] = { QH_TYPE_COUNT, QH_TYPE_MINUTES, QH_TYPE_DATE };
  static const char *const names[] = { "number", "minutes", "date" };
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (QhCatalogues) catalogues = qh_catalogues_new (none);
  GPtrArray *fields = g_ptr_array_new ();
  QhKind *kind;
  QhFrame *frame;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    g_ptr_array_add (fields, qh_field_new_own (i + 1, names[i], types[i], QH_SENSITIVITY_PLAIN, NULL));
  kind = qh_kind_new_made ("made", fields);
  frame = qh_frame_new_made (kind, catalogues, n);
  qh_kind_unref (kind);
  for (guint row = 0; row < n; row++)
    for (guint c = 0; c < G_N_ELEMENTS (types); c++)
      qh_frame_set (frame, c, row,
                    empty || g_rand_int_range (rand, 0, 5) == 0 ? QH_SCAN_NONE + g_rand_int_range (rand, 0, QH_FRAME_FIRST_CODE)
                                                                : g_rand_int_range (rand, -9000, 20000));
  return frame;
}

/* The key of each row's category is what stands in the row, however many rows are decoded at once. */
static void
test_decode (void)
{
  static const guint n_rows[] = { 0, 1, 255, 256, 257, 1200 };
  static const char *const names[] = { "number", "minutes", "date" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint t = 0; t < 2 * G_N_ELEMENTS (n_rows); t++)
    {
      guint n = n_rows[t / 2], start = n / 7;
      g_autoptr (QhFrame) frame = make_numbers (rand, n, t % 2);
      g_autofree guint32 *categories = g_new (guint32, n + 1);

      for (guint c = 0; c < G_N_ELEMENTS (names); c++)
        {
          g_autoptr (QhVariable) variable = qh_variable_new (frame, names[c], NULL);

          g_assert_nonnull (variable);
          qh_variable_decode (variable, start, n - start, categories);
          for (guint row = start; row < n; row++)
            g_assert_cmpint (qh_variable_get_key (variable, categories[row - start]), ==,
                             qh_frame_column_get (qh_frame_get_column (frame, c), row));
          g_assert_true (t % 2 == 0 || qh_variable_get_n_keys (variable) == QH_FRAME_FIRST_CODE);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/frame/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("tables", test_tables);
  ADD ("days", test_days);
  ADD ("layers", test_layers);
  ADD ("unknown-variable", test_unknown_variable);
  ADD ("update", test_update);
  ADD ("served", test_served);
  ADD ("holds-no-identifier", test_holds_no_identifier);
  g_test_add_func ("/frame/decode", test_decode);
  return g_test_run ();
}
