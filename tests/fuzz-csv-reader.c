/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-category-folder.h"
#include "exchange/qh-cell-value.h"
#include "exchange/qh-csv-reader.h"

/* With Clang's -fsanitize=fuzzer and -DQH_LIBFUZZER this is a libFuzzer target;
 * without, it reads the files that it is given, so that the seeds stay good. */

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

#ifndef QH_LIBFUZZER
int
main (int   argc,
      char *argv[])
{
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *data = NULL;
      gsize length;

      if (!g_file_get_contents (argv[i], &data, &length, NULL))
        return 1;
      LLVMFuzzerTestOneInput ((const guint8 *) data, length);
    }
  return argc > 1 ? 0 : 1;
}
#endif
