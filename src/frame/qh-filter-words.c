/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "frame/qh-filter.h"

/* Days so that they are read alike everywhere. */
static char *
describe_key (const QhVariable *variable, gint64 key, QhLanguage language)
{
  char iso[QH_DAY_ISO_SIZE];

  if (variable->form != QH_VARIABLE_DAY || QH_SCAN_IS_EMPTY (key))
    return qh_variable_dup_key_label (variable, key, language, NULL, NULL);
  qh_day_to_iso ((QhDay)key, iso);
  return g_strdup (iso);
}

/* No record is named where only a file is described. */
static char *
describe_keys (const QhCondition *condition, const QhVariable *variable, QhLanguage language)
{
  g_autoptr (GString) words = g_string_new (NULL);

  if (variable->form == QH_VARIABLE_REFERENCE)
    return g_strdup_printf (ngettext ("%u chosen", "%u chosen", condition->keys->len), condition->keys->len);
  for (guint i = 0; i < condition->keys->len; i++)
    {
      g_autofree char *label = describe_key (variable, g_array_index (condition->keys, gint64, i), language);

      g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", label);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static char *
describe_range (const QhCondition *condition, const QhVariable *variable, QhLanguage language)
{
  gboolean has_least = condition->least > QH_SCAN_NONE + QH_FRAME_FIRST_CODE, has_greatest = condition->greatest < G_MAXINT64;
  g_autofree char *least = has_least ? describe_key (variable, condition->least, language) : NULL;
  g_autofree char *greatest = has_greatest ? describe_key (variable, condition->greatest, language) : NULL;

  if (has_least && has_greatest)
    return g_strdup_printf (_ ("from %s to %s"), least, greatest);
  if (has_least)
    return g_strdup_printf (_ ("from %s on"), least);
  return has_greatest ? g_strdup_printf (_ ("up to %s"), greatest) : g_strdup (_ ("any answer"));
}

/**
 * qh_filter_describe:
 * @frame: of which the filter is
 * @language: of the labels
 *
 * Returns: (transfer full) (nullable): which rows pass, in words, such as "Activity
 *   type: Home visit; Date: from 2026-01-01 to 2026-03-31"; %NULL where all do.
 */
char *
qh_filter_describe (const QhFilter *filter, QhFrame *frame, QhLanguage language)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < filter->conditions->len; i++)
    {
      const QhCondition *condition = g_ptr_array_index (filter->conditions, i);
      g_autoptr (QhVariable) variable = qh_variable_new (frame, condition->variable, NULL);
      g_autofree char *label = variable != NULL ? qh_variable_dup_label (variable, language) : NULL;
      g_autofree char *what = NULL;

      if (variable == NULL)
        continue;
      what = condition->keys != NULL ? describe_keys (condition, variable, language) : describe_range (condition, variable, language);
      g_string_append_printf (words, "%s%s: %s", words->len > 0 ? "; " : "", label, what);
    }
  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}
