/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "research/qh-coding.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BLOCK 4096

/* Only the rows that pass are kept, in their order. */
static void
keep_rows (QhCoding *self, const guint8 *mask, guint n_rows)
{
  for (guint row = 0; row < n_rows; row++)
    if (mask[row])
      self->codes[self->n++] = self->codes[row];
  self->codes = g_renew (guint32, self->codes, MAX (1, self->n));
}

static int
compare_reals (gconstpointer a, gconstpointer b)
{
  double first = qh_scan_to_real (*(const gint64 *)a), second = qh_scan_to_real (*(const gint64 *)b);

  return first < second ? -1 : first > second;
}

/* Numbers with fractions: each different one is a category, ascending. */
static void
code_reals (QhCoding *self, guint n_rows)
{
  const gint64 *values = self->column->data;
  g_autoptr (GHashTable) codes = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint row = 0; row < n_rows; row++)
    if (!QH_SCAN_IS_EMPTY (values[row]) && g_hash_table_add (codes, (gpointer)&values[row]))
      g_array_append_val (found, values[row]);
  g_array_sort (found, compare_reals);
  self->n_categories = QH_FRAME_FIRST_CODE + found->len;
  self->numbers = g_new0 (double, self->n_categories);
  g_hash_table_remove_all (codes);
  for (guint i = 0; i < found->len; i++)
    {
      self->numbers[QH_FRAME_FIRST_CODE + i] = qh_scan_to_real (g_array_index (found, gint64, i));
      g_hash_table_insert (codes, &g_array_index (found, gint64, i), GUINT_TO_POINTER (QH_FRAME_FIRST_CODE + i));
    }
  for (guint row = 0; row < n_rows; row++)
    self->codes[row] = QH_SCAN_IS_EMPTY (values[row])
                         ? (guint32)(values[row] - QH_SCAN_NONE)
                         : GPOINTER_TO_UINT (g_hash_table_lookup (codes, &values[row]));
}

static gboolean
code_variable (QhCoding *self, QhFrame *frame, GError **error)
{
  guint n_rows = qh_frame_get_n_rows (frame);

  self->variable = qh_variable_new (frame, self->name, error);
  if (self->variable == NULL)
    return FALSE;
  if (self->variable->level == QH_LEVEL_SERVED)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_CODE,
                   _ ("“%s” is of the people of a row, who may be several. Count persons, or choose another variable."),
                   self->name);
      return FALSE;
    }
  if (self->variable->level != QH_LEVEL_ROW)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_CODE,
                   _ ("“%s” has several answers a row. Use “%s:first”, or another variable."),
                   self->name,
                   self->name);
      return FALSE;
    }
  self->column = self->variable->column;
  self->n_categories = qh_variable_get_n_keys (self->variable);
  for (guint start = 0; start < n_rows; start += BLOCK)
    qh_variable_decode (self->variable, start, MIN (BLOCK, n_rows - start), self->codes + start);
  return TRUE;
}

/**
 * qh_coding_new:
 * @name: as qh_variable_new() takes it, or a column of numbers with fractions
 * @mask: (nullable) (array): the rows to take
 *
 * Returns: (transfer full): the variable of those rows, good as long as @frame is not updated.
 */
QhCoding *
qh_coding_new (QhFrame *frame, const char *name, const guint8 *mask, GError **error)
{
  g_autoptr (QhCoding) self = g_new0 (QhCoding, 1);
  guint n_rows = qh_frame_get_n_rows (frame);

  self->name = g_strdup (name);
  self->codes = g_new (guint32, MAX (1, n_rows));
  self->column = qh_frame_find_column (frame, name);
  if (self->column != NULL && self->column->form == QH_COLUMN_REAL)
    code_reals (self, n_rows);
  else if (!code_variable (self, frame, error))
    return NULL;
  self->n = n_rows;
  if (mask != NULL)
    {
      self->n = 0;
      keep_rows (self, mask, n_rows);
    }
  return g_steal_pointer (&self);
}

void
qh_coding_free (QhCoding *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  qh_variable_free (self->variable);
  g_free (self->numbers);
  g_free (self->codes);
  g_free (self);
}

/**
 * qh_coding_list_new:
 * @names: (array zero-terminated=1): variables, each once
 *
 * Returns: (transfer full) (element-type QhCoding): one for each name.
 */
GPtrArray *
qh_coding_list_new (QhFrame *frame, const char *const *names, const guint8 *mask, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_coding_free);

  for (guint i = 0; names[i] != NULL; i++)
    {
      QhCoding *coding = qh_coding_new (frame, names[i], mask, error);

      if (coding == NULL)
        return NULL;
      g_ptr_array_add (list, coding);
    }
  return g_steal_pointer (&list);
}

/**
 * qh_coding_is_ordered:
 *
 * Returns: whether its categories are more and less: numbers, days, times and ordered codes.
 */
gboolean
qh_coding_is_ordered (const QhCoding *self)
{
  if (self->variable == NULL)
    return TRUE;
  if (self->variable->form == QH_VARIABLE_CODE || self->variable->form == QH_VARIABLE_YESNO)
    return self->column != NULL && self->column->field->ordered;
  return self->variable->form != QH_VARIABLE_REFERENCE && self->variable->form != QH_VARIABLE_DIRECT;
}

/**
 * qh_coding_dup_text:
 *
 * Returns: (transfer full): the category's code: the same in every language, "" for nothing.
 */
char *
qh_coding_dup_text (const QhCoding *self, guint category)
{
  char exact[G_ASCII_DTOSTR_BUF_SIZE];

  if (self->variable != NULL)
    return qh_variable_dup_key_code (self->variable, qh_variable_get_key (self->variable, category));
  if (qh_category_is_missing (category))
    return g_strdup ("");
  return g_strdup (g_ascii_formatd (exact, sizeof exact, "%.15g", self->numbers[category]));
}
