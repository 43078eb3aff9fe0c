/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-labelled.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "domain/qh-measurement.h"

/* Kinds of missing are −1 to −4; where a number may be negative, far below. */
#define MISSING_BASE 0.0
#define MISSING_BASE_OF_NEGATIVE -999999990.0

static void
clear_label (gpointer data)
{
  QhValueLabel *label = data;

  g_free (label->code);
  g_free (label->label);
}

static void
variable_free (gpointer data)
{
  QhLabelledVariable *variable = data;

  g_free (variable->name);
  g_free (variable->label);
  g_free (variable->numbers);
  g_array_unref (variable->labels);
  g_free (variable);
}

static gboolean
may_be_negative (QhLabelledType        type,
                 const QhExportColumn *column)
{
  return type == QH_LABELLED_REAL || (type == QH_LABELLED_WHOLE && column->field != NULL && column->field->min < 0);
}

static QhLabelledVariable *
add_variable (QhLabelled           *self,
              QhLabelledType        type,
              const QhExportColumn *column,
              const char           *label)
{
  QhLabelledVariable *variable = g_new0 (QhLabelledVariable, 1);

  variable->type = type;
  variable->column = column;
  variable->label = g_strdup (label);
  variable->labels = g_array_new (FALSE, FALSE, sizeof (QhValueLabel));
  variable->missing_base = may_be_negative (type, column) ? MISSING_BASE_OF_NEGATIVE : MISSING_BASE;
  variable->may_miss = column->source != NULL && column->cell != QH_EXPORT_REFERENCE;
  g_array_set_clear_func (variable->labels, clear_label);
  g_ptr_array_add (self->variables, variable);
  return variable;
}

static void
add_label (QhLabelledVariable *variable,
           double              value,
           const char         *code,
           const char         *label)
{
  QhValueLabel entry = { value, g_strdup (code), g_strdup (label) };

  g_array_append_val (variable->labels, entry);
}

static gboolean
is_whole (const char *code)
{
  gsize length = strlen (code);

  return length > 0 && length < 9 && strspn (code, "0123456789") == length;
}

static int
by_id (gconstpointer a,
       gconstpointer b)
{
  const QhEntry *first = *(const QhEntry *const *) a, *second = *(const QhEntry *const *) b;

  return (first->id > second->id) - (first->id < second->id);
}

/* The number of each entry: its code where all codes of the catalogue are whole
 * numbers, else its place by age, so that a new entry moves no other's number. */
static GHashTable *
number_entries (const GPtrArray *entries)
{
  GHashTable *numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_direct_hash, g_direct_equal);
  gboolean whole = TRUE;

  for (guint i = 0; i < entries->len; i++)
    {
      const QhEntry *entry = g_ptr_array_index (entries, i);

      g_ptr_array_add (sorted, (gpointer) entry);
      whole = whole && is_whole (entry->code) && g_hash_table_add (seen, GINT_TO_POINTER (atoi (entry->code)));
    }
  g_ptr_array_sort (sorted, by_id);
  for (guint i = 0; i < sorted->len; i++)
    {
      const QhEntry *entry = g_ptr_array_index (sorted, i);
      double number = whole ? (double) atoi (entry->code) : (double) i + 1;

      g_hash_table_insert (numbers, (gpointer) &entry->id, g_memdup2 (&number, sizeof number));
    }
  return numbers;
}

static void
label_yes_and_no (QhLabelledVariable *variable)
{
  add_label (variable, 0, "0", _("No"));
  add_label (variable, 1, "1", _("Yes"));
}

static int
by_value (gconstpointer a,
          gconstpointer b)
{
  double first = ((const QhValueLabel *) a)->value, second = ((const QhValueLabel *) b)->value;

  return (first > second) - (first < second);
}

static void
label_codes (QhLabelled         *self,
             QhLabelledVariable *variable)
{
  const QhFrameColumn *source = variable->column->source;
  GPtrArray *entries = qh_catalogues_list (qh_frame_get_catalogues (self->plan->frame), source->field->catalogue);
  g_autoptr (GHashTable) numbers = NULL;

  if (entries == NULL)
    return;
  numbers = number_entries (entries);
  for (guint i = 0; i < entries->len; i++)
    {
      const QhEntry *entry = g_ptr_array_index (entries, i);
      const double *number = g_hash_table_lookup (numbers, &entry->id);

      add_label (variable, *number, entry->code, qh_entry_get_label (entry, self->plan->options->language));
    }
  g_array_sort (variable->labels, by_value);
  for (guint i = QH_FRAME_FIRST_CODE; i < source->ids->len; i++)
    {
      gint64 id = qh_frame_column_get_id (source, i);
      const double *number = g_hash_table_lookup (numbers, &id);

      variable->numbers[i] = number != NULL ? *number : NAN;
    }
}

/* A key means the same in other files, a number that stands for it would not. */
static void
add_key (QhLabelled           *self,
         const QhExportColumn *column)
{
  QhLabelledVariable *variable
    = add_variable (self, QH_LABELLED_TEXT, column, qh_field_get_label (column->field, self->plan->options->language));

  variable->may_miss = FALSE;
  variable->width = 1;
  for (guint i = 0; i < column->texts->len; i++)
    variable->width = MAX (variable->width, strlen (g_array_index (column->texts, QhExportText, i).text));
}

static void
add_coded (QhLabelled           *self,
           const QhExportColumn *column)
{
  const QhFrameColumn *source = column->source;
  QhLabelledVariable *variable
    = add_variable (self, QH_LABELLED_CODED, column, qh_field_get_label (source->field, self->plan->options->language));

  variable->numbers = g_new0 (double, source->ids->len);
  if (source->field->type != QH_TYPE_YESNO)
    {
      label_codes (self, variable);
      return;
    }
  label_yes_and_no (variable);
  for (guint i = QH_FRAME_FIRST_CODE; i < source->ids->len; i++)
    variable->numbers[i] = qh_frame_column_get_id (source, i) != 0;
}

/* The bytes of the joined codes of the row that has the most. */
static gsize
measure_list (const QhExportPlan   *plan,
              const QhExportColumn *column)
{
  const guint16 *indices = column->source->data;
  gsize most = 1;

  for (guint r = 0; r < plan->n_rows; r++)
    {
      guint32 row = plan->rows[r];
      gsize length = 0;

      for (guint32 i = column->source->offsets[row]; i < column->source->offsets[row + 1]; i++)
        length += strlen (g_array_index (column->texts, QhExportText, indices[i]).text) + 2;
      most = MAX (most, length);
    }
  return most;
}

/* The joined codes; each answer that was given has a column of its own. */
static void
add_list (QhLabelled           *self,
          const QhExportColumn *column)
{
  QhLabelledVariable *joined = add_variable (self, QH_LABELLED_TEXT, column, qh_field_get_label (column->field, self->plan->options->language));

  joined->width = measure_list (self->plan, column);
  joined->may_miss = FALSE;
}

static void
add_column (QhLabelled           *self,
            const QhExportColumn *column)
{
  QhLanguage language = self->plan->options->language;
  const char *label = column->field != NULL ? qh_field_get_label (column->field, language) : column->label;

  switch (column->cell)
    {
    case QH_EXPORT_TEXT:
      if (qh_export_is_key (column))
        add_key (self, column);
      else
        add_coded (self, column);
      break;
    case QH_EXPORT_LIST:
      add_list (self, column);
      break;
    case QH_EXPORT_FLAG:
      label_yes_and_no (add_variable (self, QH_LABELLED_FLAG, column, column->label));
      break;
    case QH_EXPORT_DAY:
      add_variable (self, QH_LABELLED_DAY, column, label);
      break;
    case QH_EXPORT_TIME:
      add_variable (self, QH_LABELLED_TIME, column, label);
      break;
    case QH_EXPORT_REAL:
      add_variable (self, QH_LABELLED_REAL, column, label);
      break;
    case QH_EXPORT_REASON: /* the number itself says why it is missing */
      break;
    default:
      add_variable (self, QH_LABELLED_WHOLE, column, column->cell == QH_EXPORT_REFERENCE ? column->label : label);
    }
}

/* The first shape of a variable has its name before flags have theirs. */
static void
name_variables (QhLabelled *self)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint flags = 0; flags < 2; flags++)
    for (guint i = 0; i < self->variables->len; i++)
      {
        QhLabelledVariable *variable = g_ptr_array_index (self->variables, i);

        if ((variable->type == QH_LABELLED_FLAG) == (gboolean) flags)
          variable->name = qh_labelled_make_name (variable->column->name, taken);
      }
}

/**
 * qh_labelled_new:
 * @plan: made with %QH_EXPORT_CODES and flags; must outlive the result
 *
 * Returns: (transfer full): the plan's columns as variables of a statistical file.
 */
QhLabelled *
qh_labelled_new (const QhExportPlan *plan)
{
  QhLabelled *self = g_new0 (QhLabelled, 1);

  self->plan = plan;
  self->variables = g_ptr_array_new_with_free_func (variable_free);
  self->served = g_new0 (guint32, plan->n_slots + 1);
  self->served_row = G_MAXUINT;
  self->scratch = g_string_new (NULL);
  for (gint64 id = 1; id <= QH_N_MISSING; id++)
    {
      const QhEntry *entry = qh_catalogues_find (qh_frame_get_catalogues (plan->frame), id);

      self->missing[id] = entry != NULL ? qh_entry_get_label (entry, plan->options->language) : "";
    }
  for (guint c = 0; c < plan->columns->len; c++)
    add_column (self, g_ptr_array_index (plan->columns, c));
  name_variables (self);
  return self;
}

void
qh_labelled_free (QhLabelled *self)
{
  g_ptr_array_unref (self->variables);
  g_string_free (self->scratch, TRUE);
  g_free (self->served);
  g_free (self);
}

/**
 * qh_labelled_is_ordinal:
 *
 * Returns: whether the order of the variable's codes means more and less.
 */
gboolean
qh_labelled_is_ordinal (const QhLabelledVariable *variable)
{
  return variable->type == QH_LABELLED_CODED && qh_measurement_of_field (variable->column->field) == QH_MEASUREMENT_ORDINAL;
}

/* Values */

static inline void
set_index (const double    *numbers,
           guint            index,
           QhLabelledValue *value)
{
  value->empty = index == QH_FRAME_NONE;
  value->missing = index < QH_FRAME_FIRST_CODE ? index : 0;
  value->number = index < QH_FRAME_FIRST_CODE ? 0 : numbers[index];
}

static void
get_flag (const QhExportColumn *column,
          guint                 row,
          QhLabelledValue      *value)
{
  gint64 flag = qh_export_get_flag (column, row);

  value->empty = flag == QH_SCAN_NONE;
  if (QH_SCAN_IS_EMPTY (flag))
    value->missing = (guint) (flag - QH_SCAN_NONE);
  else
    value->number = (double) flag;
}

static void
get_joined (QhLabelled               *self,
            const QhLabelledVariable *variable,
            guint                     row,
            QhLabelledValue          *value)
{
  const QhFrameColumn *source = variable->column->source;
  const guint16 *indices = source->data;

  g_string_truncate (self->scratch, 0);
  for (guint32 i = source->offsets[row]; i < source->offsets[row + 1]; i++)
    {
      if (self->scratch->len > 0)
        g_string_append_len (self->scratch, "; ", 2);
      g_string_append (self->scratch, g_array_index (variable->column->texts, QhExportText, indices[i]).text);
    }
  value->empty = self->scratch->len == 0;
  value->text = self->scratch->str;
}

static void
get_number (const QhLabelledVariable *variable,
            guint                     row,
            QhLabelledValue          *value)
{
  gint64 number = qh_frame_column_get (variable->column->source, row);

  value->empty = number == QH_SCAN_NONE;
  value->missing = !value->empty && QH_SCAN_IS_EMPTY (number) ? (guint) (number - QH_SCAN_NONE) : 0;
  if (!QH_SCAN_IS_EMPTY (number))
    value->number = variable->type == QH_LABELLED_REAL ? qh_scan_to_real (number) : (double) number;
}

/**
 * qh_labelled_get:
 * @position: of the row in the file, from 0
 * @value: (out caller-allocates): what stands there
 */
void
qh_labelled_get (QhLabelled               *self,
                 const QhLabelledVariable *variable,
                 guint                     position,
                 QhLabelledValue          *value)
{
  const QhExportColumn *column = variable->column;
  guint row = self->plan->rows[position];

  *value = (QhLabelledValue) { 0 };
  switch (column->cell)
    {
    case QH_EXPORT_ROW_NUMBER:
      value->number = position + 1;
      break;
    case QH_EXPORT_TEXT:
      if (variable->type == QH_LABELLED_TEXT)
        {
          value->text = g_array_index (column->texts, QhExportText, qh_export_index (column->source, row)).text;
          value->empty = value->text[0] == '\0';
          break;
        }
      set_index (variable->numbers, qh_export_index (column->source, row), value);
      break;
    case QH_EXPORT_REFERENCE:
      value->number = column->numbers[qh_export_index (column->source, row)];
      value->empty = value->number == 0;
      break;
    case QH_EXPORT_LIST:
      get_joined (self, variable, row, value);
      break;
    case QH_EXPORT_FLAG:
      get_flag (column, row, value);
      break;
    case QH_EXPORT_SERVED:
      if (self->served_row != row)
        qh_export_plan_count_served (self->plan, self->served_row = row, self->served);
      value->number = self->served[column->slot];
      break;
    default:
      get_number (variable, row, value);
    }
}
