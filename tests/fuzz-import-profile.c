/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "exchange/qh-import-profile.h"

/* See fuzz-main.c. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* A profile from elsewhere, checked as an import would before it reads a row. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const char cells[] = "Fecha,Servicio,Sexo,Edad,Asistentes\n1/2/2026,Taller,F,20,3\n";
  static QhDictionary *dictionary;
  static QhCatalogues *catalogues;
  static QhCsvReader *table;
  g_autoptr (GError) error = NULL;
  g_autoptr (QhImportProfile) profile = NULL;

  if (dictionary == NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cells, strlen (cells));
      g_autoptr (GPtrArray) shipped = NULL;

      dictionary = qh_dictionary_new_builtin ();
      shipped = qh_catalogues_shipped (dictionary);
      catalogues = qh_catalogues_new (shipped);
      table = qh_csv_reader_new_for_bytes (bytes, "x.csv", NULL, NULL);
    }
  profile
    = qh_import_profile_new_from_json ((const char *)data, (gssize)size, "x.json", &error);

  g_assert_true ((profile == NULL) == (error != NULL));
  if (profile != NULL)
    {
      gboolean good = qh_import_profile_check (profile, dictionary, catalogues, &error);

      g_assert_true (good == (error == NULL));
      g_clear_error (&error);
      good = qh_import_profile_check_columns (profile, table, &error);
      g_assert_true (good == (error == NULL));
    }
  return 0;
}
