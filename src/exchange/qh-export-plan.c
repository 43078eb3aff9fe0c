/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-export-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "frame/qh-id-index.h"

/* An id and where it goes: in the order of the keyed hashes, which tells nothing. */
typedef struct
{
  guint64 place;
  gint64 id;
  guint32 index;
} Drawn;

static int
by_place (const Drawn *first,
          const Drawn *second)
{
  if (first->place != second->place)
    return first->place < second->place ? -1 : 1;
  return (first->id > second->id) - (first->id < second->id);
}

/* Hashes are spread evenly, so their first bits tell nearly where each one goes: what
 * is left to put right is among neighbours. */
static void
sort_drawn (GArray *drawn)
{
  guint bits = g_bit_storage (drawn->len);
  Drawn *all = (Drawn *) (gpointer) drawn->data;
  g_autofree Drawn *unsorted = g_memdup2 (all, drawn->len * sizeof (Drawn));
  g_autofree guint32 *next = g_new0 (guint32, ((gsize) 1 << bits) + 1);

  for (guint i = 0; i < drawn->len; i++)
    next[(unsorted[i].place >> (64 - bits)) + 1]++;
  for (gsize i = 0; i < (gsize) 1 << bits; i++)
    next[i + 1] += next[i];
  for (guint i = 0; i < drawn->len; i++)
    all[next[unsorted[i].place >> (64 - bits)]++] = unsorted[i];
  for (guint i = 1; i < drawn->len; i++)
    {
      Drawn one = all[i];
      guint to = i;

      for (; to > 0 && by_place (&all[to - 1], &one) > 0; to--)
        all[to] = all[to - 1];
      all[to] = one;
    }
}

static Drawn
draw (const QhExportPlan *plan,
      gint64              id,
      guint32             index)
{
  gint64 bytes = GINT64_TO_LE (id);

  return (Drawn) { qh_hash_short (plan->key, &bytes, sizeof bytes), id, index };
}

static void
select_rows (QhExportPlan *plan)
{
  guint all = qh_frame_get_n_rows (plan->frame);
  const gint64 *ids = qh_frame_get_ids (plan->frame);
  g_autoptr (GArray) drawn = g_array_new (FALSE, FALSE, sizeof (Drawn));

  for (guint row = 0; row < all; row++)
    if (plan->mask == NULL || plan->mask[row] != 0)
      {
        Drawn one = draw (plan, ids[row], row);

        g_array_append_val (drawn, one);
      }
  sort_drawn (drawn);
  plan->n_rows = drawn->len;
  plan->rows = g_new (guint32, MAX (1, drawn->len));
  for (guint i = 0; i < drawn->len; i++)
    plan->rows[i] = g_array_index (drawn, Drawn, i).index;
}

/* Texts */

static void
clear_text (gpointer data)
{
  QhExportText *text = data;

  g_free (text->text);
  g_free (text->quoted);
}

static void
append_text (GArray     *texts,
             const char *text)
{
  QhExportText entry = { g_strdup (text), qh_export_quote (text), 0, FALSE, 0 };

  entry.quoted_length = (guint) strlen (entry.quoted);
  g_array_append_val (texts, entry);
}

static const char *
text_of_code (const QhExportPlan *plan,
              gint64              id,
              gboolean            label)
{
  const QhEntry *entry = qh_catalogues_find (qh_frame_get_catalogues (plan->frame), id);

  if (entry == NULL)
    return "";
  return label ? qh_entry_get_label (entry, plan->options->language) : entry->code;
}

static GArray *
make_texts (const QhExportPlan  *plan,
            const QhFrameColumn *source,
            gboolean             label)
{
  GArray *texts = g_array_new (FALSE, FALSE, sizeof (QhExportText));
  gboolean yesno = source != NULL && source->field->type == QH_TYPE_YESNO;

  g_array_set_clear_func (texts, clear_text);
  append_text (texts, "");
  for (gint64 reason = 1; reason <= QH_N_MISSING; reason++)
    append_text (texts, text_of_code (plan, reason, label));
  for (guint i = QH_FRAME_FIRST_CODE; source != NULL && i < source->ids->len; i++)
    {
      gint64 id = qh_frame_column_get_id (source, i);

      if (!yesno)
        append_text (texts, text_of_code (plan, id, label));
      else if (label)
        append_text (texts, id != 0 ? _("Yes") : _("No"));
      else
        {
          append_text (texts, id != 0 ? "1" : "0");
          g_array_index (texts, QhExportText, i).is_number = TRUE;
          g_array_index (texts, QhExportText, i).number = id != 0;
        }
    }
  return texts;
}

/* Columns */

static void
column_free (gpointer data)
{
  QhExportColumn *column = data;

  g_free (column->name);
  g_free (column->header);
  g_free (column->label);
  g_free (column->numbers);
  g_clear_pointer (&column->texts, g_array_unref);
  g_free (column);
}

/* Takes @name and @header. Two columns of one header would be told apart by nobody. */
static QhExportColumn *
add_column (QhExportPlan        *plan,
            QhExportCell         cell,
            const QhFrameColumn *source,
            char                *name,
            char                *header)
{
  QhExportColumn *column = g_new0 (QhExportColumn, 1);

  column->cell = cell;
  column->source = source;
  column->field = source != NULL ? source->field : NULL;
  column->name = name;
  column->header = plan->options->variable_names ? g_strdup (name) : g_strdup (header);
  column->first_of_variable = TRUE;
  for (guint i = 0; i < plan->columns->len; i++)
    if (g_str_equal (((QhExportColumn *) g_ptr_array_index (plan->columns, i))->header, column->header))
      {
        g_free (column->header);
        column->header = g_strdup_printf ("%s [%s]", header, name);
        break;
      }
  column->label = header;
  g_ptr_array_add (plan->columns, column);
  return column;
}

/* What a variable is called in this file. */
static char *
dup_name (const QhExportPlan *plan,
          const char         *name)
{
  const char *other = plan->options->names != NULL ? g_hash_table_lookup (plan->options->names, name) : NULL;

  return g_strdup (other != NULL ? other : name);
}

/* A column of codes, one of labels, or both. */
static void
add_coded (QhExportPlan        *plan,
           QhExportCell         cell,
           const QhFrameColumn *source,
           const QhFrameColumn *index_source,
           const char          *name,
           const char          *label)
{
  QhExportAnswers answers = plan->options->answers;
  QhExportColumn *column;

  if (answers != QH_EXPORT_LABELS)
    {
      column = add_column (plan, cell, source, g_strdup (name),
                           answers == QH_EXPORT_CODES ? g_strdup (label) : g_strdup_printf (_("%s (code)"), label));
      column->texts = make_texts (plan, index_source, FALSE);
    }
  if (answers != QH_EXPORT_CODES)
    {
      column = add_column (plan, cell, source, answers == QH_EXPORT_LABELS ? g_strdup (name) : g_strdup_printf ("%s_label", name),
                           g_strdup (label));
      column->texts = make_texts (plan, index_source, TRUE);
      column->first_of_variable = answers == QH_EXPORT_LABELS;
    }
}

/* Several answers */

static guint8 *
find_answers (const QhExportPlan  *plan,
              const QhFrameColumn *source)
{
  guint8 *occurs = g_new0 (guint8, source->ids->len);
  const guint16 *indices = source->data;

  for (guint r = 0; r < plan->n_rows; r++)
    for (guint32 i = source->offsets[plan->rows[r]]; i < source->offsets[plan->rows[r] + 1]; i++)
      occurs[indices[i]] = 1;
  return occurs;
}

static void
add_flag (QhExportPlan        *plan,
          const QhFrameColumn *source,
          const QhEntry       *entry,
          guint                answer)
{
  QhLanguage language = plan->options->language;
  g_autofree char *name = g_strdup_printf ("%s_%s", source->field->name, entry->code);
  QhExportColumn *column = add_column (plan, QH_EXPORT_FLAG, source, dup_name (plan, name),
                                       g_strdup_printf ("%s: %s", qh_field_get_label (source->field, language), qh_entry_get_label (entry, language)));

  column->slot = answer;
  column->texts = make_texts (plan, NULL, FALSE);
}

/* A flag for each answer that occurs, in the order of the catalogue. */
static void
add_flags (QhExportPlan        *plan,
           const QhFrameColumn *source)
{
  GPtrArray *entries = qh_catalogues_list (qh_frame_get_catalogues (plan->frame), source->field->catalogue);
  g_autofree guint8 *occurs = find_answers (plan, source);

  for (guint e = 0; entries != NULL && e < entries->len; e++)
    {
      const QhEntry *entry = g_ptr_array_index (entries, e);

      for (guint i = QH_FRAME_FIRST_CODE; i < source->ids->len; i++)
        if (occurs[i] && qh_frame_column_get_id (source, i) == entry->id)
          add_flag (plan, source, entry, i);
    }
}

static gboolean
any_missing (const QhExportPlan  *plan,
             const QhFrameColumn *source)
{
  for (guint i = 0; i < plan->n_rows; i++)
    {
      gint64 value = qh_frame_column_get (source, plan->rows[i]);

      if (value > QH_SCAN_NONE && QH_SCAN_IS_EMPTY (value))
        return TRUE;
    }
  return FALSE;
}

/* Numbers stay numbers: why one is missing stands in a column beside it, where
 * any is. */
static void
add_number (QhExportPlan        *plan,
            QhExportCell         cell,
            const QhFrameColumn *source)
{
  const char *label = qh_field_get_label (source->field, plan->options->language);

  g_autofree char *own_name = dup_name (plan, source->field->name);

  add_column (plan, cell, source, g_strdup (own_name), g_strdup (label));
  if (any_missing (plan, source))
    {
      g_autofree char *name = g_strdup_printf ("%s_missing", own_name);
      g_autofree char *header = g_strdup_printf (_("%s: why missing"), label);

      add_coded (plan, QH_EXPORT_REASON, source, NULL, name, header);
    }
}

static void
add_field (QhExportPlan        *plan,
           const QhFrameColumn *source)
{
  const char *label = qh_field_get_label (source->field, plan->options->language);
  g_autofree char *name = dup_name (plan, source->field->name);

  switch (source->field->type)
    {
    case QH_TYPE_CODE:
    case QH_TYPE_YESNO:
      add_coded (plan, QH_EXPORT_TEXT, source, source, name, label);
      break;
    case QH_TYPE_CODES:
      add_coded (plan, QH_EXPORT_LIST, source, source, name, label);
      if (plan->options->flags)
        add_flags (plan, source);
      break;
    case QH_TYPE_REFERENCE:
      add_column (plan, QH_EXPORT_REFERENCE, source, g_strdup (name), g_strdup_printf (_("%s (number)"), label));
      break;
    case QH_TYPE_DATE:
      add_number (plan, QH_EXPORT_DAY, source);
      break;
    case QH_TYPE_TIME:
      add_number (plan, QH_EXPORT_TIME, source);
      break;
    case QH_TYPE_NUMBER:
      add_number (plan, QH_EXPORT_REAL, source);
      break;
    case QH_TYPE_MINUTES:
    case QH_TYPE_COUNT:
      add_number (plan, QH_EXPORT_WHOLE, source);
      break;
    default: /* texts and rows do not enter frames */
      break;
    }
}

/* References: the same number for the same record wherever it stands in the file */

static void
collect_ids (const QhExportPlan  *plan,
             const QhFrameColumn *source,
             QhIdIndex           *seen,
             GArray              *drawn)
{
  g_autofree guint8 *used = g_new0 (guint8, source->ids->len);

  for (guint i = 0; i < plan->n_rows; i++)
    used[qh_export_index (source, plan->rows[i])] = 1;
  for (guint i = QH_FRAME_FIRST_CODE; i < source->ids->len; i++)
    {
      gint64 id = qh_frame_column_get_id (source, i);
      guint32 place;

      if (used[i] && !qh_id_index_lookup (seen, id, &place))
        {
          Drawn one = draw (plan, id, drawn->len);

          qh_id_index_insert (seen, id, drawn->len);
          g_array_append_val (drawn, one);
        }
    }
}

static void
number_references (QhExportPlan *plan,
                   const char   *kind)
{
  QhIdIndex *seen = qh_id_index_new (1024);
  g_autoptr (GArray) drawn = g_array_new (FALSE, FALSE, sizeof (Drawn));
  g_autofree guint32 *numbers = NULL;

  for (guint c = 0; c < plan->columns->len; c++)
    {
      QhExportColumn *column = g_ptr_array_index (plan->columns, c);

      if (column->cell == QH_EXPORT_REFERENCE && g_str_equal (column->field->kind, kind))
        collect_ids (plan, column->source, seen, drawn);
    }
  sort_drawn (drawn);
  numbers = g_new (guint32, MAX (1, drawn->len));
  for (guint i = 0; i < drawn->len; i++)
    numbers[g_array_index (drawn, Drawn, i).index] = i + 1;
  for (guint c = 0; c < plan->columns->len; c++)
    {
      QhExportColumn *column = g_ptr_array_index (plan->columns, c);
      guint32 place;

      if (column->cell != QH_EXPORT_REFERENCE || !g_str_equal (column->field->kind, kind))
        continue;
      column->numbers = g_new0 (guint32, column->source->ids->len);
      for (guint i = QH_FRAME_FIRST_CODE; i < column->source->ids->len; i++)
        if (qh_id_index_lookup (seen, qh_frame_column_get_id (column->source, i), &place))
          column->numbers[i] = numbers[place];
    }
  qh_id_index_free (seen);
}

/* People served */

static void
add_served_of (QhExportPlan *plan,
               const char   *prefix,
               GArray       *ids,
               guint         first_slot,
               const gboolean *occurs)
{
  for (guint place = 0; place < ids->len; place++)
    {
      /* The codes come first, then the kinds of missing that there are. */
      guint i = place + QH_FRAME_FIRST_CODE < ids->len ? place + QH_FRAME_FIRST_CODE : place + QH_FRAME_FIRST_CODE - ids->len;
      gboolean missing = i < QH_FRAME_FIRST_CODE;
      gint64 id = missing ? (gint64) i : g_array_index (ids, gint64, i);
      g_autofree char *subject = NULL;
      g_autofree char *name = NULL;
      QhExportColumn *column;

      if (missing && (i == QH_FRAME_NONE || !occurs[first_slot + i]))
        continue;
      subject = missing ? g_strdup_printf ("%s, %s", first_slot == plan->sex_slots ? _("sex") : _("age"), text_of_code (plan, id, TRUE))
                        : g_strdup (text_of_code (plan, id, TRUE));
      name = g_strdup_printf ("%s_%s", prefix, text_of_code (plan, id, FALSE));
      column = add_column (plan, QH_EXPORT_SERVED, NULL, dup_name (plan, name),
                           g_strdup_printf (_("People served: %s"), subject));
      column->slot = first_slot + i;
    }
}

static void
add_served (QhExportPlan *plan)
{
  const QhServed *served = qh_frame_get_served (plan->frame);
  g_autofree gboolean *occurs = NULL;

  plan->sex_slots = QH_SERVED_TOTAL + 1;
  plan->age_slots = plan->sex_slots + served->sex_ids->len;
  plan->n_slots = plan->age_slots + served->age_group_ids->len;
  occurs = g_new0 (gboolean, plan->n_slots);
  for (guint r = 0; r < plan->n_rows; r++)
    for (guint32 i = served->offsets[plan->rows[r]]; i < served->offsets[plan->rows[r] + 1]; i++)
      occurs[plan->sex_slots + served->sex[i]] = occurs[plan->age_slots + served->age_group[i]] = TRUE;
  add_column (plan, QH_EXPORT_SERVED, NULL, g_strdup ("served"), g_strdup (_("People served")));
  add_served_of (plan, "served_sex", served->sex_ids, plan->sex_slots, occurs);
  add_served_of (plan, "served_age", served->age_group_ids, plan->age_slots, occurs);
}

/**
 * qh_export_plan_new:
 * @mask: (nullable): which rows to take; must outlive the plan
 * @options: must outlive the plan
 *
 * Decides what leaves: the rows in an order that tells nothing, new numbers for
 * every record, the columns and the text of every code.
 *
 * Returns: (transfer full): the plan, good as long as the frame is not updated.
 */
QhExportPlan *
qh_export_plan_new (QhFrame               *frame,
                    const guint8          *mask,
                    const QhExportOptions *options)
{
  QhExportPlan *plan = g_new0 (QhExportPlan, 1);
  const char *row_label;

  plan->frame = qh_frame_ref (frame);
  plan->mask = mask;
  plan->options = options;
  plan->columns = g_ptr_array_new_with_free_func (column_free);
  if (options->key != NULL)
    memcpy (plan->key, options->key, sizeof plan->key);
  else
    qh_hash_draw_key (plan->key);
  select_rows (plan);
  row_label = qh_kind_get_label (qh_frame_get_kind (frame), options->language);
  add_column (plan, QH_EXPORT_ROW_NUMBER, NULL, g_strdup ("number"), g_strdup_printf (_("%s (number)"), row_label));
  for (guint c = 0; c < qh_frame_get_n_columns (frame); c++)
    add_field (plan, qh_frame_get_column (frame, c));
  for (guint c = 0; c < plan->columns->len; c++)
    {
      QhExportColumn *column = g_ptr_array_index (plan->columns, c);

      if (column->cell == QH_EXPORT_REFERENCE && column->numbers == NULL)
        number_references (plan, column->field->kind);
    }
  if (qh_frame_get_served (frame) != NULL)
    add_served (plan);
  return plan;
}

void
qh_export_plan_free (QhExportPlan *plan)
{
  g_ptr_array_unref (plan->columns);
  g_free (plan->rows);
  qh_frame_unref (plan->frame);
  g_free (plan);
}
