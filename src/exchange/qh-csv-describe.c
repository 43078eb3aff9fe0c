/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-csv-reader.h"

#include <glib/gi18n-lib.h>

static const char *
name_separator (char separator)
{
  switch (separator)
    {
    case ',':
      return _("comma");
    case ';':
      return _("semicolon");
    case '\t':
      return _("tab");
    case '|':
      return _("vertical bar");
    default:
      return _("another character");
    }
}

/**
 * qh_csv_reader_describe:
 * @self: a table
 *
 * Returns: (transfer full) (array zero-terminated=1): translated sentences that
 *   say what was understood
 */
char **
qh_csv_reader_describe (QhCsvReader *self)
{
  const QhCsvReport *report = qh_csv_reader_get_report (self);
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_autofree char *encoding = g_strdup_printf (report->encoding.byte_order_mark
                                                 ? _("Encoding: %s, with its mark")
                                                 : _("Encoding: %s"),
                                               report->encoding.name);
  g_autofree char *separator = g_strdup_printf (_("Separator: %s"),
                                                name_separator (report->separator));
  g_autofree char *size = g_strdup_printf (_("%'u rows, %'u columns"), report->n_rows,
                                           qh_csv_reader_get_n_columns (self));

  g_strv_builder_add_many (lines, encoding, separator, size, NULL);
  if (report->n_wrapped > 0)
    {
      g_autofree char *line = g_strdup_printf (
        ngettext ("%'u row stood whole in one quoted cell and was unwrapped",
                  "%'u rows stood whole in one quoted cell and were unwrapped",
                  report->n_wrapped), report->n_wrapped);

      g_strv_builder_add (lines, line);
    }
  if (report->n_ragged > 0)
    {
      g_autofree char *line = g_strdup_printf (
        ngettext ("%'u row has too few or too many cells",
                  "%'u rows have too few or too many cells", report->n_ragged), report->n_ragged);

      g_strv_builder_add (lines, line);
    }
  if (report->n_blank > 0)
    {
      g_autofree char *line = g_strdup_printf (
        ngettext ("%'u blank row was left out", "%'u blank rows were left out", report->n_blank),
        report->n_blank);

      g_strv_builder_add (lines, line);
    }
  for (guint i = 0; i < report->duplicate_columns->len; i++)
    {
      g_autofree char *line = g_strdup_printf (_("The column name “%s” occurs more than once"),
                                               (char *) report->duplicate_columns->pdata[i]);

      g_strv_builder_add (lines, line);
    }
  return g_strv_builder_end (lines);
}
