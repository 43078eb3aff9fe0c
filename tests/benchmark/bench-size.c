/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How much the log adds to a file: activities imported through the shipped
 * profile of a helpline, and the same file without its log. Both are compacted, so that
 * free pages count on neither side. */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>

#include "bench.h"
#include "exchange/qh-importer.h"

#define ROWS_A_FILE 50000
#define HEADER                                                                                                             \
  "caso_id,llamante_descripcion,llamante_genero,llamante_vinculo_ninios_presentes,violencia_tipo,victima_edad,"            \
  "victima_rango_etario,victima_genero,victima_cantidad,agresor_cantidad,agresor_genero,agresor_relacion_victima,"         \
  "llamado_derivacion,llamado_fecha,llamado_hora,llamado_region\n"

static const char *const violence[] = { "Física y psicológica", "Psicológica", "Sexual", "Física", "Económica" };
static const char *const relation[] = { "Pareja", "Ex pareja", "Padre", "Hijo", "Otro" };
static const char *const outcome[] = { "Llamante solicitó información y/o orientación", "Otras", "Se trata de un conflicto familiar" };
static const char *const region[] = { "Metropolitana", "Pampeana", "NOA", "NEA", "Cuyo", "Patagonia" };

/* A file of calls as published, one call in ten of a case that called before. */
static void
write_calls (const char *path, guint first, guint n)
{
  FILE *file = g_fopen (path, "w");

  g_assert_nonnull (file);
  fputs (HEADER, file);
  for (guint i = first; i < first + n; i++)
    fprintf (file, "%u,Víctima,Femenino,Madre,%s,%u,,Femenino,1,%u,Masculino,%s,%s,20%02u-%02u-%02u,%02u:%02u,%s\n",
             100000 + i - (i % 10 == 0 ? i % 1000 / 2 : 0), violence[i % 5], 18 + i * 7 % 60, 1 + i % 2, relation[i / 3 % 5],
             outcome[i / 7 % 3], 10 + i / 1000 % 15, 1 + i % 12, 1 + i / 12 % 28, i / 5 % 24, i * 11 % 60, region[i / 11 % 6]);
  g_assert_cmpint (fclose (file), ==, 0);
}

static void
import_calls (QhStore *store, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (QhCsvReader) table = qh_csv_reader_new_for_file (file, NULL, &error);
  g_autoptr (QhImportProfile) profile = qh_import_profile_open ("linea137", &error);
  g_autoptr (QhImporter) importer = NULL;

  g_assert_no_error (error);
  importer = qh_importer_new (store, table, profile);
  qh_importer_plan (importer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  qh_importer_apply (importer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
import_all (const char *path, guint n_rows)
{
  static const QhNewStore start = { .unit = "Trabajo Social", .worker = "Amelia Muestra", .floor = TRUE };
  g_autofree char *calls = bench_path ("calls.csv");
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = qh_store_create (path, BENCH_PASSPHRASE, &start, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < n_rows; i += ROWS_A_FILE)
    {
      write_calls (calls, i, MIN (ROWS_A_FILE, n_rows - i));
      import_calls (store, calls);
    }
  g_unlink (calls);
  printf ("# imported %" G_GINT64_FORMAT " activities of %" G_GINT64_FORMAT " cases\n", qh_store_count (store, QH_KIND_ACTIVITY),
          qh_store_count (store, QH_KIND_CASE));
  qh_store_close (store);
}

/* The size of the file once compacted, in MB. */
static double
compact (const char *path, const char *before)
{
  GStatBuf info;
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, before, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "VACUUM; PRAGMA wal_checkpoint (TRUNCATE)", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return (double)info.st_size / 1e6;
}

int
main (void)
{
  g_autofree char *path = bench_path ("size.quehacer");
  double with, without;

  bench_remove (path);
  import_all (path, bench_n_rows ());
  with = compact (path, "");
  without = compact (path, "DELETE FROM changes; DELETE FROM change_entries");
  bench_report ("file with its log, imported activities", "MB", with, without, 1.6);
  bench_remove (path);
  return 0;
}
