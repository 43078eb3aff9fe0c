/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/qh-entry-body.h"

/* See fuzz-main.c. */

#define RECORD G_GINT64_CONSTANT (912497143771359924)

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhEntryBody) body = qh_entry_body_decode (RECORD, data, size, &error);

  g_assert_true ((body == NULL) == (error != NULL));
  for (guint i = 0; body != NULL && i < body->edits->len; i++)
    {
      const QhFieldEdit *edit = &g_array_index (body->edits, QhFieldEdit, i);

      g_assert_true (qh_value_equal (&edit->before, &edit->before)
                     || edit->before.tag == QH_VALUE_REAL);
      g_assert_true (edit->after.tag != QH_VALUE_TEXT
                     || g_utf8_validate (edit->after.text, -1, NULL));
    }
  return 0;
}
