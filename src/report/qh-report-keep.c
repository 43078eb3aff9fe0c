/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a month as they are when it is closed. They are kept by what they
 * count, not by their names: in another language, or with another label, they are
 * the same.
 *
 *   {"version": 1, "rules": by which the program counts, "language": …, "sections":
 *    [{"title", "form", "of", "rows": {key: label}, "columns": {key: label},
 *      "row_rules": {key: digest of its definition}, "column_rules": …,
 *      "figures": {"row|column": [value, hidden, [records behind it, null where not known]]}}]}
 *
 * "rules" and "…_rules", and what stands third in a figure, came later: without them
 * a month was closed before. */
#include "domain/qh-json.h"
#include "report/qh-report-closed-private.h"

#include <math.h>

#define VERSION 1
#define DIGEST_LETTERS 16

static const char *const form_names[] = { "indicators", "figures", "table", "notes" };

/* Keys */

const char *
qh_report_kept_get_form (const QhReportBlock *block)
{
  return form_names[block->form];
}

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

/**
 * qh_report_kept_make_key:
 *
 * Returns: (transfer full): by which a figure is found again.
 */
char *
qh_report_kept_make_key (const QhReportBlock *block, guint line, guint head)
{
  g_autofree char *row = make_line_key (block, line);
  g_autofree char *column = make_head_key (g_ptr_array_index (block->heads, head));

  return g_strdup_printf ("%s|%s", row, column);
}

/* Definitions */

static char *
make_digest (const GString *definition)
{
  g_autofree char *all = g_compute_checksum_for_string (G_CHECKSUM_SHA256, definition->str, (gssize)definition->len);

  return g_strndup (all, DIGEST_LETTERS);
}

static void
add_texts (GString *definition, const char *text, char *const *texts)
{
  g_string_append_printf (definition, "%s\n", text != NULL ? text : "");
  for (guint i = 0; texts[i] != NULL; i++)
    g_string_append_printf (definition, "%s\n", texts[i]);
}

/**
 * qh_report_kept_digest_line:
 *
 * Returns: (transfer full): the same as long as the row counts the same.
 */
char *
qh_report_kept_digest_line (const QhReportBlock *block, guint line)
{
  const QhReportLine *row = g_ptr_array_index (block->lines, line);
  g_autoptr (GString) definition = g_string_new (block->rule);

  add_texts (definition, row->rule, row->where);
  return make_digest (definition);
}

/**
 * qh_report_kept_digest_head:
 *
 * Returns: (transfer full): the same as long as the column counts the same.
 */
char *
qh_report_kept_digest_head (const QhReportBlock *block, guint head)
{
  const QhReportHead *column = g_ptr_array_index (block->heads, head);
  g_autoptr (GString) definition = g_string_new (NULL);

  g_string_append_printf (definition, "%d %d\n", column->show, column->measure);
  add_texts (definition, NULL, column->where);
  return make_digest (definition);
}

/**
 * qh_report_kept_list_records:
 *
 * Returns: (transfer full) (element-type double): how many records stand behind a figure;
 *   NaN where that is not known, nothing where none do.
 */
GArray *
qh_report_kept_list_records (const QhReportBlock *block, const QhReportLine *line, guint head)
{
  const QhReportHead *column = g_ptr_array_index (block->heads, head);
  const QhReportCell *cell = qh_report_get_cell (line, head);
  GArray *records = g_array_new (FALSE, FALSE, sizeof (double));

  if (block->form != QH_REPORT_TABLE && line->records != NULL)
    g_array_append_vals (records, line->records->data, line->records->len);
  else if (column->show == QH_REPORT_PERCENT)
    g_array_append_val (records, line->done);
  else if (column->show != QH_REPORT_PLANNED)
    g_array_append_val (records, cell->count);
  return records;
}

/* Keeping */

/* What is not there counts as nothing, so that most days' zeros need no room. */
static gboolean
is_worth_keeping (const QhReportBlock *block, const QhReportCell *cell)
{
  return !isnan (cell->value) && (cell->value != 0 || block->form == QH_REPORT_INDICATORS);
}

static void
keep_rows (JsonBuilder *builder, const QhReportBlock *block, gboolean rules)
{
  json_builder_set_member_name (builder, rules ? "row_rules" : "rows");
  json_builder_begin_object (builder);
  for (guint i = 0; i < block->lines->len; i++)
    {
      const QhReportLine *line = g_ptr_array_index (block->lines, i);
      g_autofree char *key = make_line_key (block, i);
      g_autofree char *digest = qh_report_kept_digest_line (block, i);

      qh_json_text (builder, key, rules ? digest : line->label);
    }
  json_builder_end_object (builder);
}

static void
keep_columns (JsonBuilder *builder, const QhReportBlock *block, gboolean rules)
{
  json_builder_set_member_name (builder, rules ? "column_rules" : "columns");
  json_builder_begin_object (builder);
  for (guint h = 0; h < block->heads->len; h++)
    {
      const QhReportHead *head = g_ptr_array_index (block->heads, h);
      g_autofree char *key = make_head_key (head);
      g_autofree char *digest = qh_report_kept_digest_head (block, h);

      qh_json_text (builder, key, rules ? digest : head->label);
    }
  json_builder_end_object (builder);
}

static void
keep_figure (JsonBuilder *builder, const QhReportBlock *block, const QhReportLine *line, guint head)
{
  const QhReportCell *cell = qh_report_get_cell (line, head);
  g_autoptr (GArray) records = qh_report_kept_list_records (block, line, head);

  json_builder_begin_array (builder);
  json_builder_add_double_value (builder, cell->value);
  json_builder_add_boolean_value (builder, cell->hidden);
  json_builder_begin_array (builder);
  for (guint i = 0; i < records->len; i++)
    if (isnan (g_array_index (records, double, i)))
      json_builder_add_null_value (builder);
    else
      json_builder_add_double_value (builder, g_array_index (records, double, i));
  json_builder_end_array (builder);
  json_builder_end_array (builder);
}

static void
keep_figures (JsonBuilder *builder, const QhReportBlock *block)
{
  json_builder_set_member_name (builder, "figures");
  json_builder_begin_object (builder);
  for (guint i = 0; i < block->lines->len; i++)
    for (guint h = 0; h < block->heads->len; h++)
      {
        const QhReportLine *line = g_ptr_array_index (block->lines, i);
        g_autofree char *key = qh_report_kept_make_key (block, i, h);

        if (!is_worth_keeping (block, qh_report_get_cell (line, h)))
          continue;
        json_builder_set_member_name (builder, key);
        keep_figure (builder, block, line, h);
      }
  json_builder_end_object (builder);
}

static void
keep_block (JsonBuilder *builder, const QhReportBlock *block)
{
  json_builder_begin_object (builder);
  qh_json_text (builder, "title", block->title);
  qh_json_text (builder, "form", form_names[block->form]);
  qh_json_text (builder, "of", block->kind != NULL ? block->kind : "");
  for (guint rules = 0; rules < 2; rules++)
    {
      keep_rows (builder, block, rules != 0);
      keep_columns (builder, block, rules != 0);
    }
  keep_figures (builder, block);
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

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, VERSION);
  json_builder_set_member_name (builder, "rules");
  json_builder_add_int_value (builder, QH_COUNTING_RULES);
  qh_json_text (builder, "language", qh_language_to_code (language));
  json_builder_set_member_name (builder, "sections");
  json_builder_begin_array (builder);
  for (guint b = 0; b < self->blocks->len; b++)
    keep_block (builder, g_ptr_array_index (self->blocks, b));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return qh_json_to_text (builder, FALSE);
}
