/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "cli/qh-demo.h"
#include "fixture.h"
#include "frame/qh-table.h"
#include "report/qh-report-edit.h"
#include "report/qh-report.h"

#define N_ACTIVITIES 4000

/* One practice workspace that the tests only read. */
typedef struct
{
  char *folder;
  QhStore *store;
  gint64 worker;
} Practice;

static Practice practice;

static void
practice_set_up (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) workers = NULL;
  QhNewStore start;

  qh_demo_start (&start);
  practice.folder = g_dir_make_tmp ("quehacer-XXXXXX", NULL);
  path = g_build_filename (practice.folder, "practice.quehacer", NULL);
  practice.store = qh_store_create (path, QH_DEMO_PASSPHRASE, &start, &error);
  g_assert_no_error (error);
  qh_demo_fill (practice.store, N_ACTIVITIES, 7, qh_day_from_ymd (2026, 6, 30), NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  qh_store_set_language (practice.store, QH_LANGUAGE_ES);
  workers = qh_store_list_all (practice.store, QH_KIND_WORKER, &error);
  practice.worker = ((QhRecord *)g_ptr_array_index (workers, 0))->id;
}

static void
practice_clear (void)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  fixture_assert_finalized (practice.store);
  dir = g_dir_open (practice.folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (practice.folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (practice.folder);
  g_free (practice.folder);
}

static QhReport *
make_report (QhStore *store, const QhReportTemplate *template, QhReportPeriod period, const char *day, gint64 worker, guint least)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhDesk) desk
    = qh_desk_new (store, qh_scope_new (store, 0, worker, &error), 1, 1, NULL);
  QhReport *report;

  g_assert_no_error (error);
  report = qh_report_new (desk, template, period, qh_day_from_iso (day), least, &error);
  g_assert_no_error (error);
  return report;
}

static QhReport *
make (QhReportPeriod period, const char *day, gint64 worker, guint least)
{
  g_autoptr (QhDictionary) dictionary = qh_store_ref_dictionary (practice.store);
  g_autoptr (QhReportTemplate) template = qh_report_template_new_builtin (dictionary);

  return make_report (practice.store, template, period, day, worker, least);
}

/* Every figure is what “table” counts */

static void
parse_all (QhFilter *filter, QhFrame *frame, char **where)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; where[i] != NULL; i++)
    {
      qh_filter_parse (filter, frame, where[i], &error);
      g_assert_no_error (error);
    }
}

static int
find_code (const QhVariable *variable, const char *code)
{
  for (guint i = 0; i < qh_variable_get_n_keys (variable); i++)
    {
      g_autofree char *there = qh_variable_dup_key_code (variable, qh_variable_get_key (variable, i));

      if (g_str_equal (there, code))
        return (int)i;
    }
  return -1;
}

/* From all records, with the conditions in words: as the command does. */
static guint64
count_anew (QhFrame *frame, const QhReportBlock *block, const QhReportLine *line, const QhReportHead *head, const char *rows)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhFilter) filter = qh_filter_new ();
  g_autofree guint8 *mask = NULL;
  g_autofree char *by = head->show == QH_REPORT_PRINCIPAL ? g_strconcat (rows, ":first", NULL) : g_strdup (rows);
  g_autoptr (QhTable) table = NULL;
  guint64 sum = 0;
  int row, column;

  parse_all (filter, frame, block->where);
  parse_all (filter, frame, line->where);
  parse_all (filter, frame, head->where);
  mask = qh_filter_to_mask (filter, frame, &error);
  g_assert_no_error (error);
  table = qh_table_new (frame,
                        by,
                        head->measure == QH_REPORT_PEOPLE ? "sex" : head->by,
                        mask,
                        head->measure == QH_REPORT_MINUTES ? QH_MEASURE_MINUTES : QH_MEASURE_COUNT,
                        &error);
  g_assert_no_error (error);
  row = line->by != NULL ? find_code (table->rows, line->code) : -1;
  column = head->by != NULL ? find_code (table->columns, head->code) : -1;
  for (guint r = 0; r < table->n_rows; r++)
    for (guint c = 0; c < table->n_columns; c++)
      if ((line->by == NULL || (int)r == row) && (head->by == NULL || (int)c == column))
        sum += qh_table_get_cell (table, r, c);
  return sum;
}

static const char *
find_rows (const QhReportBlock *block, const QhReportLine *line)
{
  const QhReportLine *first = g_ptr_array_index (block->lines, 0);

  if (line->by != NULL)
    return line->by;
  if (line->total)
    return block->named ? NULL : first->by;
  return "function";
}

static guint
compare_block (QhDesk *desk, const QhReportBlock *block)
{
  g_autoptr (QhDictionary) dictionary = qh_store_ref_dictionary (desk->store);
  guint kind = qh_dictionary_find_kind (dictionary, block->kind)->number;
  QhFrame *frame = qh_desk_get_frame (desk, kind, NULL);
  guint n = 0;

  for (guint i = 0; i < block->lines->len; i++)
    for (guint h = 0; h < block->heads->len; h++)
      {
        const QhReportLine *line = g_ptr_array_index (block->lines, i);
        const QhReportHead *head = g_ptr_array_index (block->heads, h);
        const char *rows = find_rows (block, line);
        double value = qh_report_get_cell (line, h)->value;

        if (head->show == QH_REPORT_PLANNED || head->show == QH_REPORT_PERCENT || rows == NULL)
          continue;
        if (value != (double)count_anew (frame, block, line, head, rows))
          g_error ("%s, %s, %s: %f", block->title, line->label, head->label, value);
        n++;
      }
  return n;
}

static const struct
{
  QhReportPeriod period;
  const char *day;
  gboolean worker;
  guint least_cells;
} periods[] = {
  { QH_REPORT_MONTH, "2026-05-12", FALSE, 700 },
  { QH_REPORT_MONTH, "2026-02-12", TRUE, 200 },
  { QH_REPORT_QUARTER, "2026-05-12", FALSE, 500 },
  { QH_REPORT_YEAR, "2025-05-12", FALSE, 500 },
};

static void
test_equals_table (void)
{
  g_autoptr (QhDesk) desk = qh_desk_new (practice.store, qh_scope_new (practice.store, 0, 0, NULL), 1, 1, NULL);

  for (guint p = 0; p < G_N_ELEMENTS (periods); p++)
    {
      g_autoptr (QhReport) report
        = make (periods[p].period, periods[p].day, periods[p].worker ? practice.worker : 0, 0);
      guint n = 0;

      for (guint b = 0; b < report->blocks->len; b++)
        {
          const QhReportBlock *block = g_ptr_array_index (report->blocks, b);

          if (block->form == QH_REPORT_TABLE)
            n += compare_block (desk, block);
        }
      g_test_message ("%u figures", n);
      g_assert_cmpuint (n, >, periods[p].least_cells);
    }
}

static const QhReportBlock *
find_block (const QhReport *report, const char *title)
{
  for (guint b = 0; b < report->blocks->len; b++)
    {
      const QhReportBlock *block = g_ptr_array_index (report->blocks, b);

      if (strstr (block->title, title) != NULL)
        return block;
    }
  g_error ("no block %s", title);
}

/* What was there before and what is new, less what was closed, is what is there. */
static void
test_cases_add_up (void)
{
  g_autoptr (QhReport) report = make (QH_REPORT_MONTH, "2026-05-01", 0, 0);
  const QhReportBlock *block = find_block (report, "Casos");
  double values[4];

  for (guint i = 0; i < 4; i++)
    values[i] = qh_report_get_cell (g_ptr_array_index (block->lines, i), 0)->value;
  g_assert_cmpfloat (values[1], >, 0);
  g_assert_cmpfloat (values[0] + values[1] - values[2], ==, values[3]);
}

/* A function is planned by its types; what is not planned is in no per cent. */
static void
put_activities (Fixture *fixture, const char *type, const char *function, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      QhRecord *activity = fixture_new_activity (fixture->store);

      qh_record_set_integer (activity, "date", qh_day_from_iso ("2026-10-05"));
      qh_record_set_integer (activity, "type", fixture_code (fixture->store, "activity_type", type));
      qh_record_set_integer (activity, "function", fixture_code (fixture->store, "function", function));
      fixture_put (fixture->store, activity);
    }
}

static void
put_goal (Fixture *fixture, const char *type, guint planned)
{
  g_autoptr (QhRecord) worker = qh_store_get (fixture->store, QH_KIND_WORKER, fixture->worker, NULL);
  QhRecord *goal = qh_store_new_record (fixture->store, QH_KIND_GOAL);

  qh_record_set_integer (goal, "month", qh_day_from_iso ("2026-10-01"));
  qh_record_set_integer (goal, "unit", qh_record_get_integer (worker, "unit"));
  qh_record_set_integer (goal, "type", fixture_code (fixture->store, "activity_type", type));
  qh_record_set_integer (goal, "planned", planned);
  fixture_put (fixture->store, goal);
}

/* Lines of the table by function and type, as they are printed. */
static char *
say_lines (const QhReportBlock *block)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < block->lines->len; i++)
    {
      const QhReportLine *line = g_ptr_array_index (block->lines, i);

      g_string_append (text, line->total ? "=" : line->code);
      for (guint h = 0; h < block->heads->len; h++)
        {
          const QhReportHead *head = g_ptr_array_index (block->heads, h);
          g_autofree char *cell = qh_report_cell_to_text (block, line, h);

          if (head->show == QH_REPORT_PLANNED || head->show == QH_REPORT_PERCENT || head->show == QH_REPORT_TOTAL)
            g_string_append_printf (text, " %s", cell);
        }
      g_string_append (text, "; ");
    }
  return g_string_free (text, FALSE);
}

static void
test_goals (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhDictionary) dictionary = qh_store_ref_dictionary (fixture->store);
  g_autoptr (QhReportTemplate) template = qh_report_template_new_builtin (dictionary);
  g_autoptr (QhReport) report = NULL;
  g_autofree char *lines = NULL;

  qh_store_set_language (fixture->store, QH_LANGUAGE_ES);
  put_goal (fixture, "AC001", 4);
  put_goal (fixture, "AC010", 10);
  put_activities (fixture, "AC001", "F02", 3);
  put_activities (fixture, "AC004", "F02", 2);
  put_activities (fixture, "AC058", "F17", 1);
  report = make_report (fixture->store, template, QH_REPORT_MONTH, "2026-10-01", 0, 0);
  lines = say_lines (find_block (report, "por función y tipo"));
  g_assert_cmpstr (lines,
                   ==,
                   "F01 10 0 0\302\240%; F02 4 5 75\302\240%; AC001 4 3 75\302\240%; AC004 – 2 n. p.; "
                   "F17 – 1 n. p.; = 14 6 21\302\240%; ");
}

/* Small figures */

/* Works out what a sum with one unknown leaves, again and again; then nothing
 * that is hidden may be known. */
static gboolean
solve (gboolean *known, const guint *members, guint n)
{
  guint n_unknown = 0, at = 0;

  for (guint i = 0; i < n; i++)
    if (!known[members[i]])
      {
        n_unknown++;
        at = members[i];
      }
  if (n_unknown != 1)
    return FALSE;
  known[at] = TRUE;
  return TRUE;
}

static void
check_hidden (const QhReportBlock *block, guint first, guint end, int total)
{
  guint width = block->heads->len;
  g_autofree gboolean *known = g_new0 (gboolean, block->lines->len * width);
  g_autofree guint *members = g_new0 (guint, block->lines->len + width);
  gboolean more = TRUE;

#define AT(i, h) ((i) * width + (h))
  for (guint i = 0; i < block->lines->len; i++)
    for (guint h = 0; h < width; h++)
      known[AT (i, h)] = !qh_report_get_cell (g_ptr_array_index (block->lines, i), h)->hidden;
  while (more)
    {
      more = FALSE;
      for (guint i = 0; total >= 0 && i < block->lines->len; i++)
        {
          guint n = 0;

          for (guint h = first; h < end; h++)
            members[n++] = AT (i, h);
          members[n++] = AT (i, (guint)total);
          more |= solve (known, members, n);
        }
      for (guint h = first; h < end; h++)
        {
          guint n = 0, last = block->lines->len - 1;

          for (guint i = 0; i < block->lines->len; i++)
            if (((QhReportLine *)g_ptr_array_index (block->lines, i))->level == 1)
              members[n++] = AT (i, h);
          if (((QhReportLine *)g_ptr_array_index (block->lines, last))->total)
            more |= solve (known, members, n);
          for (guint i = 0; i < block->lines->len; i = MAX (last, i + 1))
            {
              n = 0;
              members[n++] = AT (i, h);
              for (last = i + 1; last < block->lines->len
                                 && ((QhReportLine *)g_ptr_array_index (block->lines, last))->level == 2;
                   last++)
                members[n++] = AT (last, h);
              if (n > 1)
                more |= solve (known, members, n);
            }
        }
    }
  for (guint i = 0; i < block->lines->len; i++)
    for (guint h = first; h < end; h++)
      if (known[AT (i, h)] && qh_report_get_cell (g_ptr_array_index (block->lines, i), h)->hidden)
        g_error ("%s: %s follows", block->title, ((QhReportLine *)g_ptr_array_index (block->lines, i))->label);
#undef AT
}

static void
check_block (const QhReportBlock *block)
{
  int total = -1;

  for (guint h = 0; h < block->heads->len; h++)
    {
      const QhReportHead *head = g_ptr_array_index (block->heads, h);

      if (head->show == QH_REPORT_TOTAL && head->where[0] == NULL && head->measure != QH_REPORT_PEOPLE)
        total = (int)h;
      for (guint i = 0; i < block->lines->len; i++)
        {
          const QhReportCell *cell = qh_report_get_cell (g_ptr_array_index (block->lines, i), h);

          g_assert_true (cell->hidden || !(cell->count > 0 && cell->count < 5));
        }
    }
  for (guint h = 0; h < block->heads->len;)
    {
      const QhReportHead *head = g_ptr_array_index (block->heads, h);
      guint end = h + 1;

      while (end < block->heads->len && ((QhReportHead *)g_ptr_array_index (block->heads, end))->column == head->column)
        end++;
      if (head->show == QH_REPORT_DAYS || head->show == QH_REPORT_PARTS || head->show == QH_REPORT_BY)
        check_hidden (block, h, end, total);
      h = end;
    }
}

static void
test_small_cells (void)
{
  for (guint p = 0; p < G_N_ELEMENTS (periods); p++)
    {
      g_autoptr (QhReport) report
        = make (periods[p].period, periods[p].day, periods[p].worker ? practice.worker : 0, 5);
      guint n_hidden = 0;

      for (guint b = 0; b < report->blocks->len; b++)
        {
          const QhReportBlock *block = g_ptr_array_index (report->blocks, b);

          if (block->form != QH_REPORT_TABLE)
            continue;
          check_block (block);
          for (guint i = 0; i < block->lines->len; i++)
            for (guint h = 0; h < block->heads->len; h++)
              n_hidden += qh_report_get_cell (g_ptr_array_index (block->lines, i), h)->hidden;
        }
      g_assert_cmpuint (n_hidden, >, 0);
    }
}

/* Periods */

static void
test_bounds (void)
{
  static const struct
  {
    QhReportPeriod period;
    const char *day, *from, *to;
  } cases[] = {
    { QH_REPORT_MONTH, "2028-02-29", "2028-02-01", "2028-02-29" },
    { QH_REPORT_MONTH, "2026-12-31", "2026-12-01", "2026-12-31" },
    { QH_REPORT_QUARTER, "2026-08-01", "2026-07-01", "2026-09-30" },
    { QH_REPORT_YEAR, "2026-08-01", "2026-01-01", "2026-12-31" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      QhDay from, to;

      qh_report_period_bounds (cases[i].period, qh_day_from_iso (cases[i].day), &from, &to);
      g_assert_cmpint (from, ==, qh_day_from_iso (cases[i].from));
      g_assert_cmpint (to, ==, qh_day_from_iso (cases[i].to));
    }
}

/* A month of which there is nothing says so; one that has not begun is refused. */
static void
test_nothing (void)
{
  g_autoptr (QhReport) report = make (QH_REPORT_MONTH, "2001-05-01", 0, 5);
  g_autoptr (QhDictionary) dictionary = qh_store_ref_dictionary (practice.store);
  g_autoptr (QhReportTemplate) template = qh_report_template_new_builtin (dictionary);
  g_autoptr (QhDesk) desk = qh_desk_new (practice.store, qh_scope_new (practice.store, 0, 0, NULL), 1, 1, NULL);
  g_autoptr (GError) error = NULL;
  const QhReportBlock *block = find_block (report, "Problemáticas");

  g_assert_true (block->empty);
  g_assert_cmpuint (block->notes->len, >, 0);
  g_assert_null (qh_report_new (desk, template, QH_REPORT_MONTH, qh_day_from_iso ("2999-01-01"), 5, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_RANGE);
}

/* A code that is not there is said with the section's name. */
static void
test_unknown_code (void)
{
  static const char json[] = "{\"title\": \"x\", \"sections\": [{\"form\": \"table\", \"title\": \"Visitas\","
                             "\"rows\": [{\"label\": \"x\", \"where\": [\"type=ZZ9\"]}], \"columns\": [{\"show\": \"total\"}]}]}";
  g_autoptr (QhDictionary) dictionary = qh_store_ref_dictionary (practice.store);
  g_autoptr (GError) error = NULL;
  g_autoptr (QhReportTemplate) template = qh_report_template_parse (dictionary, json, -1, &error);
  g_autoptr (QhDesk) desk = qh_desk_new (practice.store, qh_scope_new (practice.store, 0, 0, NULL), 1, 1, NULL);

  g_assert_no_error (error);
  g_assert_null (qh_report_new (desk, template, QH_REPORT_MONTH, qh_day_from_iso ("2026-05-01"), 5, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_CODE);
  g_assert_nonnull (strstr (error->message, "Visitas"));
  g_assert_nonnull (strstr (error->message, "ZZ9"));
}

/* A template while it is changed stays one that can be read, whatever is asked of it. */
static void
test_edit (void)
{
  g_autoptr (QhDictionary) dictionary = qh_store_ref_dictionary (practice.store);
  g_autofree char *builtin = qh_report_template_dup_builtin ();
  g_autoptr (JsonNode) root = json_from_string (builtin, NULL);
  JsonArray *sections = json_object_get_array_member (json_node_get_object (root), "sections");
  JsonObject *section = json_array_get_object_element (sections, 2);
  g_autoptr (QhReport) before = make (QH_REPORT_MONTH, "2026-05-01", 0, 0);
  const QhReportBlock *block = g_ptr_array_index (before->blocks, 2);
  g_autoptr (QhReport) after = NULL;
  g_autoptr (QhReportTemplate) template = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  const QhReportLine *one, *other;

  /* Its rows become named ones, and show the same. */
  qh_report_edit_name_rows (section, block);
  qh_report_edit_set_label (json_array_get_object_element (json_object_get_array_member (section, "rows"), 1),
                            "label", QH_LANGUAGE_ES, "Como en nuestro formato");
  qh_report_edit_set_label (section, "title", QH_LANGUAGE_ES, "Lo que hicimos");
  g_assert_cmpstr (qh_report_edit_get_label (section, "title", QH_LANGUAGE_EN), ==, "Activities by function and type");
  qh_report_edit_move (sections, 0, -1);
  qh_report_edit_move (sections, 1, 0);
  json = json_to_string (root, FALSE);
  template = qh_report_template_parse (dictionary, json, -1, &error);
  g_assert_no_error (error);
  after = make_report (practice.store, template, QH_REPORT_MONTH, "2026-05-01", 0, 0);
  block = g_ptr_array_index (after->blocks, 0);
  g_assert_cmpstr (block->title, ==, "Lo que hicimos");
  g_assert_cmpuint (block->lines->len, ==, ((const QhReportBlock *)g_ptr_array_index (before->blocks, 2))->lines->len);
  for (guint i = 0; i + 1 < block->lines->len; i++)
    for (guint h = 0; h < 6; h++)
      {
        one = g_ptr_array_index (((const QhReportBlock *)g_ptr_array_index (before->blocks, 2))->lines, i);
        other = g_ptr_array_index (block->lines, i);
        if (!isnan (qh_report_get_cell (one, h)->value) || !isnan (qh_report_get_cell (other, h)->value))
          g_assert_cmpfloat (qh_report_get_cell (one, h)->value, ==, qh_report_get_cell (other, h)->value);
      }
  other = g_ptr_array_index (block->lines, 1);
  g_assert_cmpstr (other->label, ==, "Como en nuestro formato");
  /* What there is only for goals goes when the rows have none. */
  qh_report_edit_set_rows (section, "worker", NULL);
  g_clear_pointer (&template, qh_report_template_free);
  g_free (json);
  json = json_to_string (root, FALSE);
  template = qh_report_template_parse (dictionary, json, -1, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  practice_set_up ();
  g_test_add_func ("/report/equals-table", test_equals_table);
  g_test_add_func ("/report/cases-add-up", test_cases_add_up);
  g_test_add ("/report/goals", Fixture, NULL, fixture_set_up, test_goals, fixture_tear_down);
  g_test_add_func ("/report/small-cells", test_small_cells);
  g_test_add_func ("/report/bounds", test_bounds);
  g_test_add_func ("/report/nothing", test_nothing);
  g_test_add_func ("/report/unknown-code", test_unknown_code);
  g_test_add_func ("/report/edit", test_edit);
  status = g_test_run ();
  practice_clear ();
  return status;
}
