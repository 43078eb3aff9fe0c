/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frame/qh-filter.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BLOCK 4096

static void
condition_free (gpointer data)
{
  QhCondition *condition = data;

  g_free (condition->variable);
  g_clear_pointer (&condition->keys, g_array_unref);
  g_free (condition);
}

/**
 * qh_filter_new:
 *
 * Returns: (transfer full): a filter that lets everything through.
 */
QhFilter *
qh_filter_new (void)
{
  QhFilter *filter = g_new0 (QhFilter, 1);

  filter->conditions = g_ptr_array_new_with_free_func (condition_free);
  return filter;
}

/**
 * qh_filter_copy:
 *
 * Returns: (transfer full): a filter with the same conditions.
 */
QhFilter *
qh_filter_copy (const QhFilter *filter)
{
  QhFilter *copy = qh_filter_new ();

  for (guint i = 0; i < filter->conditions->len; i++)
    {
      const QhCondition *condition = g_ptr_array_index (filter->conditions, i);

      if (condition->keys != NULL)
        qh_filter_set_keys (copy,
                            condition->variable,
                            (const gint64 *)(void *)condition->keys->data,
                            condition->keys->len);
      else
        qh_filter_set_range (copy, condition->variable, condition->least, condition->greatest);
    }
  return copy;
}

void
qh_filter_free (QhFilter *filter)
{
  if (filter == NULL)
    return;
  g_ptr_array_unref (filter->conditions);
  g_free (filter);
}

/**
 * qh_filter_find:
 *
 * Returns: (transfer none) (nullable): the condition on a variable.
 */
const QhCondition *
qh_filter_find (const QhFilter *filter, const char *variable)
{
  for (guint i = 0; i < filter->conditions->len; i++)
    {
      const QhCondition *condition = g_ptr_array_index (filter->conditions, i);

      if (g_str_equal (condition->variable, variable))
        return condition;
    }
  return NULL;
}

/**
 * qh_filter_remove:
 *
 * Takes away the condition on a variable, if there is one.
 */
void
qh_filter_remove (QhFilter *filter, const char *variable)
{
  const QhCondition *condition = qh_filter_find (filter, variable);

  if (condition != NULL)
    g_ptr_array_remove (filter->conditions, (gpointer)condition);
}

static QhCondition *
add (QhFilter *filter, const char *variable)
{
  QhCondition *condition = g_new0 (QhCondition, 1);

  condition->variable = g_strdup (variable);
  g_ptr_array_add (filter->conditions, condition);
  return condition;
}

/**
 * qh_filter_set_keys:
 *
 * Lets through only rows with one of @keys, in the place of what was asked of
 * the variable before.
 */
void
qh_filter_set_keys (QhFilter *filter, const char *variable, const gint64 *keys, guint n_keys)
{
  GArray *copy = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_keys);

  g_array_append_vals (copy, keys, n_keys);
  qh_filter_remove (filter, variable);
  add (filter, variable)->keys = copy;
}

/**
 * qh_filter_set_range:
 *
 * Lets through only rows from @least to @greatest, both included.
 */
void
qh_filter_set_range (QhFilter *filter, const char *variable, gint64 least, gint64 greatest)
{
  QhCondition *condition;

  qh_filter_remove (filter, variable);
  condition = add (filter, variable);
  condition->least = least;
  condition->greatest = greatest;
}

/* A month or a year, which stands for all its days. */
static gboolean
is_span_of_days (const QhVariable *variable, const char *text)
{
  return variable->form == QH_VARIABLE_DAY && g_ascii_isdigit (text[0]) && (strlen (text) == 7 || strlen (text) == 4);
}

static gboolean
parse_range (QhFilter *filter, const QhVariable *variable, const char *from, const char *to, GError **error)
{
  gint64 least = QH_SCAN_NONE + QH_FRAME_FIRST_CODE, greatest = G_MAXINT64;

  if ((from[0] != '\0' && !qh_variable_parse_key (variable, from, &least, error))
      || (to[0] != '\0' && !qh_variable_parse_key (variable, to, &greatest, error)))
    return FALSE;
  /* The end of a month or a year is meant, not its first day. */
  if (is_span_of_days (variable, to))
    greatest = qh_day_add_months ((QhDay)greatest, strlen (to) == 7 ? 1 : 12) - 1;
  qh_filter_set_range (filter, variable->name, least, greatest);
  return TRUE;
}

/**
 * qh_filter_parse:
 * @text: "VARIABLE=CODE", "VARIABLE=CODE,CODE" or "VARIABLE=FROM..TO"; the code
 *   of a date may be a month or a year
 *
 * Returns: whether @text is a condition; it is then added to @filter.
 */
gboolean
qh_filter_parse (QhFilter *filter, QhFrame *frame, const char *text, GError **error)
{
  const char *equals = strchr (text, '=');
  const char *dots = equals != NULL ? strstr (equals, "..") : NULL;
  g_autofree char *name = NULL;
  g_autoptr (QhVariable) variable = NULL;
  g_autoptr (GArray) keys = NULL;
  g_auto (GStrv) codes = NULL;

  if (equals == NULL)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_FORMAT,
                   _ ("“%s” is not a condition. Write VARIABLE=CODE or VARIABLE=FROM..TO."),
                   text);
      return FALSE;
    }
  name = g_strndup (text, equals - text);
  variable = qh_variable_new (frame, name, error);
  if (variable == NULL)
    return FALSE;
  if (dots != NULL)
    {
      g_autofree char *from = g_strndup (equals + 1, dots - equals - 1);

      return parse_range (filter, variable, from, dots + 2, error);
    }
  if (is_span_of_days (variable, equals + 1))
    return parse_range (filter, variable, equals + 1, equals + 1, error);
  codes = g_strsplit (equals + 1, ",", -1);
  keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i == 0 || codes[i] != NULL; i++)
    {
      gint64 key;

      if (!qh_variable_parse_key (variable, codes[i] != NULL ? codes[i] : "", &key, error))
        return FALSE;
      g_array_append_val (keys, key);
      if (codes[i] == NULL)
        break;
    }
  qh_filter_set_keys (filter, name, (const gint64 *)(void *)keys->data, keys->len);
  return TRUE;
}

/* For each category of the variable, whether the condition lets it through. */
static guint8 *
list_allowed (const QhCondition *condition, const QhVariable *variable)
{
  guint n = qh_variable_get_n_keys (variable);
  guint8 *allowed = g_new0 (guint8, MAX (1, n));

  for (guint category = 0; category < n; category++)
    {
      gint64 key = qh_variable_get_key (variable, category);

      if (condition->keys == NULL)
        allowed[category] = key >= condition->least && key <= condition->greatest;
      else
        for (guint i = 0; i < condition->keys->len && !allowed[category]; i++)
          allowed[category] = g_array_index (condition->keys, gint64, i) == key;
    }
  return allowed;
}

/* The one index that passes, or −1 where there are several. */
static int
find_only (const guint8 *allowed, guint n)
{
  int only = -1;

  for (guint i = 0; i < n; i++)
    if (allowed[i])
      {
        if (only >= 0)
          return -1;
        only = (int)i;
      }
  return only;
}

#define APPLY(type)                                                                                \
  {                                                                                                \
    const type *data = column->data;                                                               \
    if (only >= 0)                                                                                 \
      for (guint row = 0; row < n_rows; row++)                                                     \
        mask[row] &= data[row] == (type)only;                                                      \
    else                                                                                           \
      for (guint row = 0; row < n_rows; row++)                                                     \
        mask[row] &= allowed[data[row]];                                                           \
  }

/* Indices as they stand in the column need no decoding. */
static void
apply_to_indices (const QhVariable *variable, const guint8 *allowed, guint8 *mask, guint n_rows)
{
  const QhFrameColumn *column = variable->column;
  int only = find_only (allowed, qh_variable_get_n_keys (variable));

  if (column->width == 1)
    APPLY (guint8)
  else if (column->width == 2)
    APPLY (guint16)
  else
    APPLY (guint32)
}

static void
apply_to_rows (const QhVariable *variable, const guint8 *allowed, guint8 *mask, guint n_rows)
{
  guint32 categories[BLOCK];

  if (variable->column->form == QH_COLUMN_CODED && variable->groups == NULL)
    {
      apply_to_indices (variable, allowed, mask, n_rows);
      return;
    }

  for (guint start = 0; start < n_rows; start += BLOCK)
    {
      guint n = MIN (BLOCK, n_rows - start);

      qh_variable_decode (variable, start, n, categories);
      for (guint i = 0; i < n; i++)
        mask[start + i] &= allowed[categories[i]];
    }
}

/* A row passes if any of its answers does; a row without answers has none. */
static void
apply_to_lists (const QhVariable *variable, const guint8 *allowed, guint8 *mask, guint n_rows)
{
  const QhServed *served = qh_frame_get_served (variable->frame);
  gboolean list = variable->level == QH_LEVEL_LIST;
  const guint32 *offsets = list ? variable->column->offsets : served->offsets;
  const guint16 *answers = list ? variable->column->data : NULL;
  const guint8 *bytes = list                                  ? NULL
                        : g_str_equal (variable->name, "sex") ? served->sex
                                                              : served->age_group;

  for (guint row = 0; row < n_rows; row++)
    {
      guint8 pass = offsets[row] == offsets[row + 1] ? allowed[QH_FRAME_NONE] : 0;

      for (guint32 i = offsets[row]; i < offsets[row + 1] && !pass; i++)
        pass = allowed[list ? answers[i] : bytes[i]];
      mask[row] &= pass;
    }
}

/**
 * qh_filter_to_mask:
 *
 * Returns: (transfer full) (array): for each row of @frame 1 if it passes, else
 *   0; %NULL with an error if a condition is on a variable that is not there.
 */
guint8 *
qh_filter_to_mask (const QhFilter *filter, QhFrame *frame, GError **error)
{
  guint n_rows = qh_frame_get_n_rows (frame);
  g_autofree guint8 *mask = g_malloc (MAX (1, n_rows));

  memset (mask, 1, MAX (1, n_rows));
  for (guint i = 0; i < filter->conditions->len; i++)
    {
      const QhCondition *condition = g_ptr_array_index (filter->conditions, i);
      g_autoptr (QhVariable) variable = qh_variable_new (frame, condition->variable, error);
      g_autofree guint8 *allowed = NULL;

      if (variable == NULL)
        return NULL;
      allowed = list_allowed (condition, variable);
      if (variable->level == QH_LEVEL_ROW)
        apply_to_rows (variable, allowed, mask, n_rows);
      else
        apply_to_lists (variable, allowed, mask, n_rows);
    }
  return g_steal_pointer (&mask);
}

/**
 * qh_mask_count:
 *
 * Returns: how many of @n rows pass.
 */
guint
qh_mask_count (const guint8 *mask, guint n)
{
  guint count = 0;

  for (guint i = 0; i < n; i++)
    count += mask[i];
  return count;
}
