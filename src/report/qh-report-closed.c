/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a month as they were when it was closed, and what has become of
 * them since. They are kept by what they count, not by their names: in another
 * language, or with another label, they are the same. */
#include "report/qh-report-closed.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>

#include "domain/qh-id.h"
#include "store/qh-store-lists.h"

#define VERSION 1
#define MOST_LISTED 150
#define SAME 1e-9

static const char *const form_names[] = { "indicators", "figures", "table", "notes" };

/* Keys */

/* Rows by codes are told by them, those that the template names by their place. */
static char *
make_line_key (const QhReportBlock *block, guint index)
{
  const QhReportLine *line = g_ptr_array_index (block->lines, index);
  const QhReportLine *above = NULL;

  if (line->total)
    return g_strdup ("total");
  if (line->code == NULL)
    return g_strdup_printf ("#%u", index);
  for (guint i = index; line->level > 1 && above == NULL && i > 0; i--)
    if (((const QhReportLine *)g_ptr_array_index (block->lines, i - 1))->level == 1)
      above = g_ptr_array_index (block->lines, i - 1);
  return g_strdup_printf ("%s%s%s=%s%s%s",
                          above != NULL && above->code != NULL ? above->code : "",
                          above != NULL ? "/" : "",
                          line->by != NULL ? line->by : "",
                          line->code,
                          line->category != NULL ? ":" : "",
                          line->category != NULL ? line->category : "");
}

static char *
make_head_key (const QhReportHead *head)
{
  if (head->by == NULL)
    return g_strdup_printf ("%d.%u.%" G_GINT64_FORMAT, head->show, head->column, head->least);
  return g_strdup_printf (
    "%d.%u.%s=%s", head->show, head->column, head->by, head->code != NULL ? head->code : "");
}

static char *
make_key (const QhReportBlock *block, guint line, guint head)
{
  g_autofree char *row = make_line_key (block, line);
  g_autofree char *column = make_head_key (g_ptr_array_index (block->heads, head));

  return g_strdup_printf ("%s|%s", row, column);
}

/* Keeping */

/* What is not there counts as nothing, so that most days' zeros need no room. */
static gboolean
is_worth_keeping (const QhReportBlock *block, const QhReportCell *cell)
{
  return !isnan (cell->value) && (cell->value != 0 || block->form == QH_REPORT_INDICATORS);
}

static void
keep_block (JsonBuilder *builder, const QhReportBlock *block)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "title");
  json_builder_add_string_value (builder, block->title);
  json_builder_set_member_name (builder, "form");
  json_builder_add_string_value (builder, form_names[block->form]);
  json_builder_set_member_name (builder, "of");
  json_builder_add_string_value (builder, block->kind != NULL ? block->kind : "");
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_object (builder);
  for (guint i = 0; i < block->lines->len; i++)
    {
      g_autofree char *key = make_line_key (block, i);

      json_builder_set_member_name (builder, key);
      json_builder_add_string_value (builder, ((const QhReportLine *)g_ptr_array_index (block->lines, i))->label);
    }
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "columns");
  json_builder_begin_object (builder);
  for (guint h = 0; h < block->heads->len; h++)
    {
      const QhReportHead *head = g_ptr_array_index (block->heads, h);
      g_autofree char *key = make_head_key (head);

      json_builder_set_member_name (builder, key);
      json_builder_add_string_value (builder, head->label);
    }
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "figures");
  json_builder_begin_object (builder);
  for (guint i = 0; i < block->lines->len; i++)
    for (guint h = 0; h < block->heads->len; h++)
      {
        const QhReportCell *cell = qh_report_get_cell (g_ptr_array_index (block->lines, i), h);
        g_autofree char *key = make_key (block, i, h);

        if (!is_worth_keeping (block, cell))
          continue;
        json_builder_set_member_name (builder, key);
        json_builder_begin_array (builder);
        json_builder_add_double_value (builder, cell->value);
        json_builder_add_boolean_value (builder, cell->hidden);
        json_builder_end_array (builder);
      }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

/**
 * qh_report_keep_figures:
 * @language: in which its sections are named
 *
 * Returns: (transfer full): the report's figures, the hidden ones too, as they are kept
 *   when a month is closed; as JSON.
 */
char *
qh_report_keep_figures (const QhReport *self, QhLanguage language)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, VERSION);
  json_builder_set_member_name (builder, "language");
  json_builder_add_string_value (builder, qh_language_to_code (language));
  json_builder_set_member_name (builder, "sections");
  json_builder_begin_array (builder);
  for (guint b = 0; b < self->blocks->len; b++)
    keep_block (builder, g_ptr_array_index (self->blocks, b));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/* Comparing */

/* A report that is compared with what was kept of it. */
typedef struct
{
  QhReport *report;
  QhReportBlock *differences;
  guint n;
  gboolean same_language;
} Comparison;

/* Whether a section is what it was: a unit may have changed its form since. */
static gboolean
is_same_section (Comparison *self, const QhReportBlock *block, JsonObject *kept)
{
  return g_str_equal (json_object_get_string_member_with_default (kept, "form", ""), form_names[block->form])
         && g_str_equal (json_object_get_string_member_with_default (kept, "of", ""),
                         block->kind != NULL ? block->kind : "")
         && (!self->same_language
             || g_strcmp0 (json_object_get_string_member_with_default (kept, "title", ""), block->title) == 0);
}

/* What was closed is shown only where it was, and where as little is shown today. */
static gboolean
read_kept (Comparison *self, JsonObject *figures, const char *key, gboolean counted, double *value)
{
  JsonNode *node = json_object_get_member (figures, key);
  JsonArray *kept = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  *value = 0;
  if (kept == NULL || json_array_get_length (kept) != 2)
    return node == NULL;
  *value = json_array_get_double_element (kept, 0);
  if (self->report->least < 2)
    return TRUE;
  return !json_array_get_boolean_element (kept, 1) && !(counted && *value > 0 && *value < self->report->least);
}

/* As the cell would say it if it held another figure; plainly where there is no cell. */
static char *
format_as (const QhReportBlock *block, QhReportLine *line, guint head, double value)
{
  QhReportCell *cell = line != NULL ? qh_report_get_cell (line, head) : NULL;
  double now = cell != NULL ? cell->value : 0;
  char *text;

  if (cell == NULL)
    return g_strdup_printf ("%'.0f", value);
  cell->value = value;
  text = qh_report_cell_to_text (block, line, head);
  cell->value = now;
  return text;
}

/* A figure that is no longer what it was. */
static void
add_row (Comparison *self,
         const QhReportBlock *block,
         const char *name,
         const char *column,
         double closed,
         double now,
         QhReportLine *line,
         guint head)
{
  g_autofree char *label = block->heads->len > 1 ? g_strdup_printf ("%s: %s, %s", block->title, name, column)
                                                 : g_strdup_printf ("%s: %s", block->title, name);
  g_autofree char *difference = format_as (block, line, head, fabs (now - closed));
  double values[] = { closed, now, now - closed };
  QhReportLine *row;

  if (++self->n > MOST_LISTED)
    return;
  row = qh_report_add_line (self->differences, label, 1);
  row->texts = g_new0 (char *, G_N_ELEMENTS (values) + 1);
  row->texts[0] = format_as (block, line, head, closed);
  row->texts[1] = format_as (block, line, head, now);
  row->texts[2] = g_strdup_printf ("%s%s", now > closed ? "+" : "−", difference);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    qh_report_get_cell (row, i)->value = values[i];
}

/* What a row or a column was called when the month was closed. */
static const char *
get_name (JsonObject *kept, const char *which, const char *key)
{
  JsonObject *names = json_object_has_member (kept, which) ? json_object_get_object_member (kept, which) : NULL;

  return names != NULL && key != NULL ? json_object_get_string_member_with_default (names, key, NULL) : NULL;
}

static gboolean
is_count (const QhReportBlock *block, const QhReportHead *head)
{
  return block->form != QH_REPORT_INDICATORS && head->show != QH_REPORT_PLANNED
         && head->show != QH_REPORT_PERCENT && head->measure != QH_REPORT_MINUTES;
}

/* Rows that were there when the month was closed, and are no longer. */
static void
add_gone (Comparison *self, QhReportBlock *block, JsonObject *kept, GHashTable *seen)
{
  JsonObject *figures = json_object_get_object_member (kept, "figures");
  g_autoptr (GList) keys = json_object_get_members (figures);

  for (GList *l = keys; l != NULL; l = l->next)
    {
      g_auto (GStrv) parts = g_strsplit (l->data, "|", 2);
      const char *row = get_name (kept, "rows", parts[0]);
      const char *column = get_name (kept, "columns", parts[1]);
      double closed;

      if (row == NULL || column == NULL || g_hash_table_contains (seen, l->data)
          || !read_kept (self, figures, l->data, TRUE, &closed) || closed == 0)
        continue;
      add_row (self, block, row, column, closed, 0, NULL, 0);
    }
}

static void
compare_block (Comparison *self, QhReportBlock *block, JsonObject *kept)
{
  JsonObject *figures = json_object_get_object_member (kept, "figures");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < block->lines->len; i++)
    for (guint h = 0; h < block->heads->len; h++)
      {
        QhReportLine *line = g_ptr_array_index (block->lines, i);
        const QhReportHead *head = g_ptr_array_index (block->heads, h);
        const QhReportCell *cell = qh_report_get_cell (line, h);
        char *key = make_key (block, i, h);
        double now = isnan (cell->value) ? 0 : cell->value, closed;

        g_hash_table_add (seen, key);
        if (!cell->hidden && read_kept (self, figures, key, is_count (block, head), &closed)
            && fabs (now - closed) > SAME)
          add_row (self, block, line->label, head->label, closed, now, line, h);
      }
  add_gone (self, block, kept, seen);
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

static void
add_fact (Comparison *self, const QhRecord *record)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (qh_id_get_time (record->id) / 1000);
  g_autofree char *iso = g_date_time_format (time, "%Y-%m-%d");
  g_autofree char *day = qh_day_format_short (qh_day_from_iso (iso));
  g_autofree char *since
    = self->n > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                  "%u figure has changed since",
                                                  "%u figures have changed since",
                                                  self->n),
                                     self->n)
                  : g_strdup (_ ("nothing of it has changed since"));
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
 * which figures are no longer those with which it was closed. A figure that is
 * hidden, or was, is not compared: it would follow from the difference.
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
  comparison.same_language = g_str_equal (
    json_object_get_string_member_with_default (json_node_get_object (json_parser_get_root (parser)), "language", ""),
    qh_language_to_code (qh_store_get_language (store)));
  begin_differences (&comparison);
  compare_sections (&comparison, sections);
  add_fact (&comparison, record);
  end_differences (&comparison);
  return TRUE;
}
