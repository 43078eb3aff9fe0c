/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-codebook.h"

#include <glib/gi18n-lib.h>

static const char *const type_words[] = {
  [QH_TYPE_TEXT] = N_ ("text"),
  [QH_TYPE_CODE] = N_ ("one code"),
  [QH_TYPE_CODES] = N_ ("several codes, the first is the main one"),
  [QH_TYPE_DATE] = N_ ("date"),
  [QH_TYPE_TIME] = N_ ("time of day"),
  [QH_TYPE_MINUTES] = N_ ("minutes"),
  [QH_TYPE_COUNT] = N_ ("whole number"),
  [QH_TYPE_NUMBER] = N_ ("number"),
  [QH_TYPE_YESNO] = N_ ("yes or no"),
  [QH_TYPE_REFERENCE] = N_ ("number of a record"),
  [QH_TYPE_REFERENCES] = N_ ("numbers of records"),
  [QH_TYPE_ROWS] = N_ ("table"),
};

static const char *const sensitivity_words[] = {
  [QH_SENSITIVITY_PLAIN] = N_ ("plain"),
  [QH_SENSITIVITY_SENSITIVE] = N_ ("sensitive"),
  [QH_SENSITIVITY_QUASI_IDENTIFIER] = N_ ("could help to identify somebody"),
  [QH_SENSITIVITY_IDENTIFIER] = N_ ("identifies somebody"),
  [QH_SENSITIVITY_NARRATIVE] = N_ ("narrative"),
};

static void
row_free (gpointer data)
{
  QhCodebookRow *row = data;

  g_free (row->variable);
  g_free (row->label);
  g_free (row->type);
  g_free (row->unit);
  g_free (row->sensitivity);
  g_free (row->code);
  g_free (row->meaning);
  g_free (row);
}

static QhCodebookRow *
add_row (GPtrArray  *rows,
         const char *variable,
         const char *label)
{
  QhCodebookRow *row = g_new0 (QhCodebookRow, 1);

  row->variable = g_strdup (variable);
  row->label = g_strdup (label);
  g_ptr_array_add (rows, row);
  return row;
}

static void
add_code (GPtrArray  *rows,
          const char *variable,
          const char *label,
          const char *code,
          const char *meaning)
{
  QhCodebookRow *row = add_row (rows, variable, label);

  row->code = g_strdup (code);
  row->meaning = g_strdup (meaning);
}

static void
add_catalogue (GPtrArray            *rows,
               const QhExportPlan   *plan,
               const QhExportColumn *column,
               const char           *catalogue)
{
  GPtrArray *entries = catalogue != NULL ? qh_catalogues_list (qh_frame_get_catalogues (plan->frame), catalogue) : NULL;

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const QhEntry *entry = g_ptr_array_index (entries, i);
      const char *label = qh_entry_get_label (entry, plan->options->language);
      g_autofree char *retired = entry->retired ? g_strdup_printf (_("%s (retired)"), label) : NULL;

      add_code (rows, column->name, column->header, entry->code, retired != NULL ? retired : label);
    }
}

static void
add_missing (GPtrArray            *rows,
             const QhExportPlan   *plan,
             const QhExportColumn *column)
{
  for (gint64 id = 1; id <= QH_N_MISSING; id++)
    {
      const QhEntry *entry = qh_catalogues_find (qh_frame_get_catalogues (plan->frame), id);
      const char *label = entry != NULL ? qh_entry_get_label (entry, plan->options->language) : "";
      g_autofree char *meaning = g_strdup_printf (_("Missing: %s"), label);

      if (entry != NULL)
        add_code (rows, column->name, column->header, entry->code, meaning);
    }
}

static const char *
note_on (const QhExportColumn *column)
{
  switch (column->cell)
    {
    case QH_EXPORT_ROW_NUMBER:
      return _("Drawn at random for this file; the rows are in its order. Outside this file it means nothing.");
    case QH_EXPORT_REFERENCE:
      return _("The same number is the same record within this file. Drawn at random; outside this file it means nothing.");
    case QH_EXPORT_LIST:
      return _("Parted by “; ”.");
    case QH_EXPORT_FLAG:
      return _("Whether it is among the answers; empty where nothing was noted.");
    case QH_EXPORT_REASON:
      return _("Why the value before it is missing; empty where there is a value, or where nothing was noted.");
    case QH_EXPORT_SERVED:
      return _("People, as noted for groups; otherwise those linked to the activity, or the person in the centre of its case. 0 for none.");
    case QH_EXPORT_TEXT:
      return _("Empty where nothing was noted.");
    default:
      return _("Empty where there is no value.");
    }
}

static const char *
type_of (const QhExportColumn *column)
{
  switch (column->cell)
    {
    case QH_EXPORT_ROW_NUMBER:
      return _("number of a row");
    case QH_EXPORT_REASON:
      return _("one code");
    case QH_EXPORT_SERVED:
      return _("whole number");
    case QH_EXPORT_FLAG:
      return _("yes or no");
    default:
      return gettext (type_words[column->field->type]);
    }
}

static void
add_variable (GPtrArray            *rows,
              const QhExportPlan   *plan,
              const QhExportColumn *column)
{
  QhCodebookRow *row = add_row (rows, column->name, column->header);
  QhSensitivity sensitivity = column->field != NULL                   ? column->field->sensitivity
                              : column->cell == QH_EXPORT_SERVED ? QH_SENSITIVITY_QUASI_IDENTIFIER
                                                                      : QH_SENSITIVITY_PLAIN;
  gboolean reason = column->cell == QH_EXPORT_REASON;

  row->type = g_strdup (type_of (column));
  row->unit = g_strdup (column->field != NULL && !reason ? column->field->unit : NULL);
  row->sensitivity = g_strdup (gettext (sensitivity_words[sensitivity]));
  row->meaning = g_strdup (note_on (column));
  if (column->texts == NULL || qh_export_is_key (column))
    return;
  if (!reason && (column->cell == QH_EXPORT_FLAG || column->field->type == QH_TYPE_YESNO))
    {
      add_code (rows, column->name, column->header, "1", _("Yes"));
      add_code (rows, column->name, column->header, "0", _("No"));
    }
  else if (!reason)
    add_catalogue (rows, plan, column, column->field->catalogue);
  add_missing (rows, plan, column);
}

/**
 * qh_codebook_new:
 *
 * Describes what a file of @plan holds: every variable, and every code that it
 * can have, retired ones and the kinds of missing included.
 *
 * Returns: (transfer full) (element-type QhCodebookRow): its rows, in the order of the columns.
 */
GPtrArray *
qh_codebook_new (const QhExportPlan *plan)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);

  for (guint c = 0; c < plan->columns->len; c++)
    {
      const QhExportColumn *column = g_ptr_array_index (plan->columns, c);

      if (column->first_of_variable)
        add_variable (rows, plan, column);
    }
  return rows;
}
