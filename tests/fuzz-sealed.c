/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "domain/qh-record.h"
#include "store/qh-row.h"

/* See fuzz-main.c. */

#define ROW G_GINT64_CONSTANT (912497143771359924)

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* As a seal from elsewhere, which must not open, and as what a seal held: a
 * program of a later version may put there what this one does not know. */
static void
open_both (QhKind *kind, QhKeyring *keyring, const guint8 *data, gsize size)
{
  g_autoptr (QhRecord) forged = qh_record_new (kind);
  g_autoptr (QhRecord) record = qh_record_new (kind);
  g_autoptr (GBytes) sealed
    = qh_seal (keyring, QH_KEY_IDENTITY, kind->number, ROW, data, size);
  g_autoptr (GError) error = NULL;
  gsize length;
  const guint8 *blob = g_bytes_get_data (sealed, &length);

  forged->id = record->id = ROW;
  g_assert_true (!qh_sealed_fields_open (forged, data, size, keyring, &error) || forged->closed);
  for (guint i = 0; i < forged->n_values; i++)
    g_assert_cmpint (forged->values[i].tag, ==, QH_VALUE_NONE);
  g_clear_error (&error);
  g_assert_true (qh_sealed_fields_open (record, blob, length, keyring, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < record->n_values; i++)
    g_assert_true (record->values[i].tag != QH_VALUE_TEXT || record->values[i].text != NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static QhDictionary *dictionary;
  static QhKeyring *keyring;

  if (dictionary == NULL)
    {
      dictionary = qh_dictionary_new_builtin ();
      keyring = qh_keyring_generate ();
    }
  open_both (qh_dictionary_get_kind (dictionary, QH_KIND_PERSON), keyring, data, size);
  open_both (qh_dictionary_get_kind (dictionary, QH_KIND_ACTIVITY), keyring, data, size);
  return 0;
}
