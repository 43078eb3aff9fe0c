/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "research/qh-recipe-preview.h"

#include "exchange/qh-export-private.h"

static char *
tell_list (const QhExportColumn *column, guint row)
{
  const guint16 *answers = column->source->data;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint32 i = column->source->offsets[row]; i < column->source->offsets[row + 1]; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", g_array_index (column->texts, QhExportText, answers[i]).text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
tell_cell (const QhExportPlan *plan, const QhExportColumn *column, guint row, guint position)
{
  g_autofree guint32 *served = NULL;
  gint64 value;

  if (column->cell == QH_EXPORT_ROW_NUMBER)
    return g_strdup_printf ("%u", position + 1);
  if (column->cell == QH_EXPORT_TEXT)
    return g_strdup (g_array_index (column->texts, QhExportText, qh_export_index (column->source, row)).text);
  if (column->cell == QH_EXPORT_REFERENCE)
    {
      guint32 number = column->numbers[qh_export_index (column->source, row)];

      return number > 0 ? g_strdup_printf ("%u", number) : g_strdup ("");
    }
  if (column->cell == QH_EXPORT_LIST)
    return tell_list (column, row);
  if (column->cell == QH_EXPORT_SERVED)
    {
      served = g_new0 (guint32, plan->n_slots);
      qh_export_plan_count_served (plan, row, served);
      return g_strdup_printf ("%u", served[column->slot]);
    }
  value = column->cell == QH_EXPORT_FLAG ? qh_export_get_flag (column, row) : qh_frame_column_get (column->source, row);
  if (QH_SCAN_IS_EMPTY (value))
    return g_strdup ("");
  if (column->cell == QH_EXPORT_DAY)
    {
      char iso[QH_DAY_ISO_SIZE];

      qh_day_to_iso ((QhDay)value, iso);
      return g_strdup (iso);
    }
  if (column->cell == QH_EXPORT_TIME)
    return g_strdup_printf ("%02d:%02d", (int)value / 60, (int)value % 60);
  if (column->cell == QH_EXPORT_REAL)
    return g_strdup_printf ("%g", ((const double *)column->source->data)[row]);
  return g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

/**
 * qh_recipe_result_preview:
 * @language: of labels
 * @n_rows: at most
 *
 * Returns: (transfer full) (element-type GStrv): the names of the columns, then the
 *   first rows in the order in which they leave, codes as their labels.
 */
GPtrArray *
qh_recipe_result_preview (const QhRecipeResult *self, QhLanguage language, guint n_rows)
{
  const QhExportOptions options = { .path = "", .language = language, .answers = QH_EXPORT_LABELS, .variable_names = TRUE, .flags = TRUE, .key = self->key };
  g_autoptr (QhExportPlan) plan = qh_export_plan_new (self->frame, NULL, &options);
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);

  for (guint line = 0; line <= MIN (n_rows, plan->n_rows); line++)
    {
      g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();

      for (guint c = 0; c < plan->columns->len; c++)
        {
          const QhExportColumn *column = g_ptr_array_index (plan->columns, c);
          g_autofree char *text = NULL;

          if (column->cell == QH_EXPORT_REASON)
            continue;
          text = line == 0 ? g_strdup (column->name) : tell_cell (plan, column, plan->rows[line - 1], line - 1);
          g_strv_builder_add (cells, text);
        }
      g_ptr_array_add (lines, g_strv_builder_end (cells));
    }
  return lines;
}
