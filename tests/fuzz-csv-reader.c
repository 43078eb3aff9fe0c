/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-category-folder.h"
#include "exchange/qh-cell-value.h"
#include "exchange/qh-csv-reader.h"

/* See fuzz-main.c. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (QhCsvReader) table = qh_csv_reader_new_for_bytes (bytes, "x.csv", NULL, &error);

  g_assert_true ((table == NULL) == (error != NULL));
  for (guint row = 0; table != NULL && row < qh_csv_reader_get_n_rows (table); row++)
    for (guint column = 0; column < qh_csv_reader_get_n_columns (table); column++)
      {
        const char *cell = qh_csv_reader_get_cell (table, row, column);
        g_autofree char *key = qh_category_key (cell);
        double number;
        GDate date;
        int minute;

        g_assert_true (g_utf8_validate (cell, -1, NULL));
        qh_cell_parse_number (cell, QH_DECIMAL_MARK_AUTO, &number, NULL);
        qh_cell_parse_date (cell, QH_DATE_ORDER_AUTO, &date, NULL);
        qh_cell_parse_time (cell, &minute, NULL);
      }
  return 0;
}
