/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-xlsx-reader.h"

/* See fuzz-main.c. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (QhXlsxSheet) sheet = qh_xlsx_read (bytes, "x.xlsx", NULL, &error);
  guint last = 0;

  g_assert_true ((sheet == NULL) == (error != NULL));
  for (guint i = 0; sheet != NULL && i < sheet->rows->len; i++)
    {
      const QhXlsxRow *row = &g_array_index (sheet->rows, QhXlsxRow, i);

      g_assert_cmpuint (row->number, >, last);
      last = row->number;
      for (guint column = 0; column < row->cells->len; column++)
        {
          const char *cell = g_ptr_array_index (row->cells, column);

          g_assert_true (cell == NULL || g_utf8_validate (cell, -1, NULL));
        }
    }
  return 0;
}
