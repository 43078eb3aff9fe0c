/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has become of a month's figures since it was closed. */
#include "report/qh-report-closed-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "domain/qh-id.h"
#include "store/qh-store-lists.h"

#define MOST_LISTED 150

/* A report that is compared with what was kept of it. */
typedef struct
{
  QhReport *report;
  QhReportBlock *differences;
  QhCounted counted_anew; /* what the program counts by other rules since */
  guint n;
  guint n_anew;
  guint n_withheld;
  gboolean same_language;
} Comparison;

/* A figure that is no longer what it was. */
typedef struct
{
  const QhReportBlock *block;
  QhReportLine *line; /* (nullable): the row is gone */
  guint head;
  char *label;
  double closed;
  double now;
  gboolean few;   /* it would tell of few records */
  gboolean whole; /* it is of all that the section counts */
  gboolean open;  /* no records stand behind it */
  gboolean anew;  /* it is counted by another rule */
} Difference;

static void
difference_clear (gpointer data)
{
  g_free (((Difference *)data)->label);
}

/* Whether a section is what it was: a unit may have changed its form since. */
static gboolean
is_same_section (Comparison *self, const QhReportBlock *block, JsonObject *kept)
{
  return g_str_equal (json_object_get_string_member_with_default (kept, "form", ""), qh_report_kept_get_form (block))
         && g_str_equal (json_object_get_string_member_with_default (kept, "of", ""),
                         block->kind != NULL ? block->kind : "")
         && (!self->same_language
             || g_strcmp0 (json_object_get_string_member_with_default (kept, "title", ""), block->title) == 0);
}

/* Differences of a section */

static double
get_precision (const QhReportBlock *block, const QhReportLine *line)
{
  if (block->form != QH_REPORT_INDICATORS || line == NULL)
    return 0.5;
  switch (line->unit)
    {
    case QH_INDICATOR_MINUTES:
      return 0.5;
    case QH_INDICATOR_NUMBER:
      return 0.005;
    default:
      return 0.05;
    }
}

static char *
make_label (const QhReportBlock *block, const char *row, const char *column)
{
  return block->heads->len > 1 ? g_strdup_printf ("%s: %s, %s", block->title, row, column)
                               : g_strdup_printf ("%s: %s", block->title, row);
}

/* Whether a figure is defined, or counted by the program, otherwise than when it was kept. */
static gboolean
is_counted_anew (Comparison *self, const QhReportBlock *block, guint row, guint head, const char *key, JsonObject *kept)
{
  const QhReportLine *line = g_ptr_array_index (block->lines, row);
  const QhReportHead *column = g_ptr_array_index (block->heads, head);
  g_auto (GStrv) parts = g_strsplit (key, "|", 2);
  const char *row_rule = qh_report_kept_get_name (kept, "row_rules", parts[0]);
  const char *column_rule = qh_report_kept_get_name (kept, "column_rules", parts[1]);
  g_autofree char *row_now = qh_report_kept_digest_line (block, row);
  g_autofree char *column_now = qh_report_kept_digest_head (block, head);
  QhCounted counted = line->counted;

  if (block->form == QH_REPORT_TABLE)
    counted = column->show == QH_REPORT_PLANNED || column->show == QH_REPORT_PERCENT ? QH_COUNTED_GOALS : QH_COUNTED_RECORDS;
  return (counted & self->counted_anew) != 0 || (row_rule != NULL && !g_str_equal (row_rule, row_now))
         || (column_rule != NULL && !g_str_equal (column_rule, column_now));
}

static gboolean
is_whole (const QhReportLine *line, const QhReportHead *head)
{
  return line->total && head->show == QH_REPORT_TOTAL && head->by == NULL && head->where[0] == NULL;
}

static void
compare_cell (Comparison *self, const QhReportBlock *block, guint row, guint head, const char *key, JsonObject *kept, GArray *found)
{
  QhReportLine *line = g_ptr_array_index (block->lines, row);
  const QhReportHead *column = g_ptr_array_index (block->heads, head);
  const QhReportCell *cell = qh_report_get_cell (line, head);
  double now = isnan (cell->value) ? 0 : cell->value;
  g_autoptr (GArray) records = qh_report_kept_list_records (block, line, head);
  g_auto (QhReportKept) then = { 0 };

  if (!qh_report_kept_read (json_object_get_object_member (kept, "figures"), key, &then) || cell->hidden
      || !qh_report_kept_may_tell (&then, self->report->least) || fabs (now - then.value) < get_precision (block, line))
    return;
  g_array_append_vals (found,
                       &(Difference){ .block = block,
                                      .line = line,
                                      .head = head,
                                      .label = make_label (block, line->label, column->label),
                                      .closed = then.value,
                                      .now = now,
                                      .few = qh_report_kept_tells_few (&then, records, self->report->least),
                                      .whole = is_whole (line, column),
                                      .open = records->len == 0,
                                      .anew = is_counted_anew (self, block, row, head, key, kept) },
                       1);
}

/* A row that was there when the month was closed, and is no longer. */
static void
compare_gone (Comparison *self, const QhReportBlock *block, const char *key, JsonObject *kept, GArray *found)
{
  g_auto (GStrv) parts = g_strsplit (key, "|", 2);
  const char *row = qh_report_kept_get_name (kept, "rows", parts[0]);
  const char *column = qh_report_kept_get_name (kept, "columns", parts[1]);
  g_auto (QhReportKept) then = { 0 };

  if (row == NULL || column == NULL || !qh_report_kept_read (json_object_get_object_member (kept, "figures"), key, &then)
      || then.value == 0 || !qh_report_kept_may_tell (&then, self->report->least))
    return;
  g_array_append_vals (
    found,
    &(Difference){ .block = block,
                   .label = make_label (block, row, column),
                   .closed = then.value,
                   .few = qh_report_kept_tells_few (&then, NULL, self->report->least) },
    1);
}

static void
compare_cells (Comparison *self, const QhReportBlock *block, JsonObject *kept, GArray *found)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GList) keys = json_object_get_members (json_object_get_object_member (kept, "figures"));

  for (guint i = 0; i < block->lines->len; i++)
    for (guint h = 0; h < block->heads->len; h++)
      {
        char *key = qh_report_kept_make_key (block, i, h);

        g_hash_table_add (seen, key);
        compare_cell (self, block, i, h, key, kept, found);
      }
  for (GList *l = keys; l != NULL; l = l->next)
    if (!g_hash_table_contains (seen, l->data))
      compare_gone (self, block, l->data, kept, found);
}

/* Telling */

/* As the cell would say it if it held another figure; plainly where there is no cell. */
static char *
format_as (const Difference *difference, double value)
{
  QhReportCell *cell = difference->line != NULL ? qh_report_get_cell (difference->line, difference->head) : NULL;
  double now = cell != NULL ? cell->value : 0;
  char *text;

  if (cell == NULL)
    return g_strdup_printf ("%'.0f", value);
  cell->value = value;
  text = qh_report_cell_to_text (difference->block, difference->line, difference->head);
  cell->value = now;
  return text;
}

static void
add_row (Comparison *self, const Difference *difference)
{
  double by = difference->now - difference->closed;
  g_autofree char *amount = format_as (difference, fabs (by));
  double values[] = { difference->closed, difference->now, by };
  g_autofree char *label = NULL;
  QhReportLine *row;

  self->n_anew += difference->anew;
  if (self->n++ >= MOST_LISTED)
    return;
  if (difference->anew)
    /* Translators: a figure that is no longer what it was, and why */
    label = g_strdup_printf (_ ("%s (counted anew by a newer rule)"), difference->label);
  row = qh_report_add_line (self->differences, label != NULL ? label : difference->label, 1);
  row->anew = difference->anew;
  row->texts = g_new0 (char *, G_N_ELEMENTS (values) + 1);
  row->texts[0] = format_as (difference, difference->closed);
  row->texts[1] = format_as (difference, difference->now);
  row->texts[2] = g_strdup_printf ("%s%s", by > 0 ? "+" : "−", amount);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    qh_report_get_cell (row, i)->value = values[i];
}

/* Where one difference tells of few records, those beside it would give it away; their
 * sum does not, as at least two are kept back. */
static void
compare_block (Comparison *self, const QhReportBlock *block, JsonObject *kept)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Difference));
  gboolean few = FALSE;

  g_array_set_clear_func (found, difference_clear);
  compare_cells (self, block, kept, found);
  for (guint i = 0; i < found->len; i++)
    few |= g_array_index (found, Difference, i).few;
  for (guint i = 0; i < found->len; i++)
    {
      const Difference *difference = &g_array_index (found, Difference, i);

      if (difference->few || (few && !difference->whole && !difference->open))
        self->n_withheld++;
      else
        add_row (self, difference);
    }
}

static void
compare_sections (Comparison *self, JsonArray *sections)
{
  guint n_other = 0;

  /* The last one is that of the differences. */
  for (guint b = 0; b + 1 < self->report->blocks->len; b++)
    {
      QhReportBlock *block = g_ptr_array_index (self->report->blocks, b);
      JsonObject *kept = b < json_array_get_length (sections) ? json_array_get_object_element (sections, b) : NULL;

      if (block->form == QH_REPORT_NOTES)
        continue;
      if (kept == NULL || !json_object_has_member (kept, "figures") || !is_same_section (self, block, kept))
        n_other++;
      else
        compare_block (self, block, kept);
    }
  if (n_other > 0)
    g_ptr_array_add (self->differences->notes,
                     g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                   "%u section is not compared: the form is another one than when the month was closed.",
                                                   "%u sections are not compared: the form is another one than when the month was closed.",
                                                   n_other),
                                      n_other));
}

static char *
describe_changes (const Comparison *self)
{
  g_autofree char *changed = NULL;
  g_autofree char *anew = NULL;

  if (self->n == 0)
    return g_strdup (self->n_withheld > 0 ? _ ("what has changed since is too little to be told")
                                          : _ ("nothing of it has changed since"));
  changed = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                          "%u figure has changed since",
                                          "%u figures have changed since",
                                          self->n),
                             self->n);
  if (self->n_anew == 0)
    return g_steal_pointer (&changed);
  anew = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%u counted anew by a newer rule",
                                       "%u counted anew by a newer rule",
                                       self->n_anew),
                          self->n_anew);
  return g_strdup_printf ("%s, %s", changed, anew);
}

static void
add_fact (Comparison *self, const QhRecord *record)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (qh_id_get_time (record->id) / 1000);
  g_autofree char *iso = g_date_time_format (time, "%Y-%m-%d");
  g_autofree char *day = qh_day_format_short (qh_day_from_iso (iso));
  g_autofree char *since = describe_changes (self);
  g_autofree char *text = g_strdup_printf ("%s · %s", day, since);

  qh_report_add_fact (self->report->facts, _ ("Closed on"), text);
}

static void
begin_differences (Comparison *self)
{
  QhReportBlock *block
    = qh_report_add_block (self->report, QH_REPORT_TABLE, _ ("Differences to the closed figures"));

  block->row_title = g_strdup (_ ("Figure"));
  qh_report_add_head (block, _ ("Closed"), QH_REPORT_TOTAL, 0);
  qh_report_add_head (block, _ ("Now"), QH_REPORT_TOTAL, 1);
  qh_report_add_head (block, _ ("Difference"), QH_REPORT_TOTAL, 2);
  self->differences = block;
}

/* Where nothing differs there is no section of it. */
static void
end_differences (Comparison *self)
{
  guint more = self->n > MOST_LISTED ? self->n - MOST_LISTED : 0;

  self->differences->empty = self->n == 0;
  if (more > 0)
    g_ptr_array_add (self->differences->notes,
                     g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                   "And %u more figure has changed.",
                                                   "And %u more figures have changed.",
                                                   more),
                                      more));
  if (self->n_withheld > 0)
    g_ptr_array_add (self->differences->notes,
                     g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                   "%u figure that has changed is not listed: it would tell of fewer than %u records.",
                                                   "%u figures that have changed are not listed: they would tell of fewer than %u records.",
                                                   self->n_withheld),
                                      self->n_withheld,
                                      self->report->least));
  if (self->n == 0 && self->differences->notes->len == 0)
    g_ptr_array_remove_index (self->report->blocks, self->report->blocks->len - 1);
  else
    self->report->differences = self->differences;
}

static JsonArray *
parse (JsonParser *parser, const QhRecord *record, GError **error)
{
  g_autoptr (GError) reason = NULL;
  JsonNode *root = NULL;

  if (json_parser_load_from_data (parser, qh_record_get_text (record, "figures"), -1, &reason))
    root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root)
      && json_object_has_member (json_node_get_object (root), "sections")
      && JSON_NODE_HOLDS_ARRAY (json_object_get_member (json_node_get_object (root), "sections")))
    return json_object_get_array_member (json_node_get_object (root), "sections");
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_DAMAGED,
               _ ("The figures with which the month was closed cannot be read: %s. Restore a backup, or undo the closing and close it again."),
               reason != NULL ? reason->message : _ ("they have no sections"));
  return NULL;
}

/**
 * qh_report_compare_closed:
 * @self: a month's report, with all its figures
 * @unit: of which unit it is, or 0 for all
 *
 * Where the month is closed, says so among the facts, and lists in a last section
 * which figures are no longer those with which it was closed, told apart by whether
 * the records or the rule is another one. A figure that is hidden, or was, is not
 * compared: it would follow from the difference. Nor is a difference told that is of
 * few records, where few are not shown.
 *
 * Returns: whether it could be told; a month that is not closed is no error.
 */
gboolean
qh_report_compare_closed (QhReport *self, QhStore *store, gint64 unit, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (QhRecord) record = qh_store_find_closed_month (store, self->from, unit, &reason);
  g_autoptr (JsonParser) parser = json_parser_new ();
  Comparison comparison = { .report = self };
  JsonArray *sections;

  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (record == NULL)
    return TRUE;
  sections = parse (parser, record, error);
  if (sections == NULL)
    return FALSE;
  comparison.counted_anew = qh_counting_changed_from (
    json_object_get_int_member_with_default (json_node_get_object (json_parser_get_root (parser)), "rules", 0));
  comparison.same_language = g_str_equal (
    json_object_get_string_member_with_default (json_node_get_object (json_parser_get_root (parser)), "language", ""),
    qh_language_to_code (qh_store_get_language (store)));
  begin_differences (&comparison);
  compare_sections (&comparison, sections);
  add_fact (&comparison, record);
  end_differences (&comparison);
  return TRUE;
}
