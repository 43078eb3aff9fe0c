/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-csv-quote.h"

/**
 * qh_csv_append_quoted:
 *
 * Appends a cell in quotation marks, as RFC 4180 wants them.
 */
void
qh_csv_append_quoted (GString *line, const char *text)
{
  g_autoptr (GString) quoted = g_string_new (text);

  g_string_replace (quoted, "\"", "\"\"", 0);
  g_string_append_printf (line, "\"%s\"", quoted->str);
}
