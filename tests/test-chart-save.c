/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts saved as files, and as pictures to look at. */
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "chart-checks.h"
#include "chart-samples.h"

static char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("test-chart-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
check_with_xmllint (const char *path)
{
  g_autofree char *program = g_find_program_in_path ("xmllint");
  g_autoptr (GError) error = NULL;
  int status = 0;

  if (program == NULL)
    return;
  g_spawn_sync (NULL,
                (char *[]){ program, "--noout", "--nonet", (char *)path, NULL },
                NULL,
                G_SPAWN_DEFAULT,
                NULL,
                NULL,
                NULL,
                NULL,
                &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

static void
check_with_pdfinfo (const char *path)
{
  g_autofree char *program = g_find_program_in_path ("pdfinfo");
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;

  if (program == NULL)
    return;
  g_spawn_sync (NULL,
                (char *[]){ program, (char *)path, NULL },
                NULL,
                G_SPAWN_DEFAULT,
                NULL,
                NULL,
                &output,
                NULL,
                NULL,
                &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (output, "Título <con> & signos"));
}

static void
test_save (void)
{
  static const char *const names[] = { "a.png", "a.svg", "a.PDF" };
  static const char *const magic[] = { "\x89PNG\r\n\x1a\n", "<?xml", "%PDF-" };
  g_autofree char *folder = make_folder ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (all_forms); i++)
    {
      g_autoptr (QhChartData) data = make_sample (all_forms[i]);
      qh_chart_data_set_string (&data->title, "Título <con> & signos");
      for (guint f = 0; f < G_N_ELEMENTS (names); f++)
        {
          g_autofree char *path = g_build_filename (folder, names[f], NULL);
          g_autofree char *content = NULL;
          gsize length = 0;
          QhChartFormat format;

          g_assert_true (qh_chart_format_from_path (path, &format, &error));
          g_assert_cmpint (format, ==, f);
          qh_chart_save (data, path, format, 900, 500, QH_CHART_THEME_LIGHT, &error);
          g_assert_no_error (error);
          g_assert_true (g_file_get_contents (path, &content, &length, NULL));
          g_assert_cmpuint (length, >, 1000);
          g_assert_true (memcmp (content, magic[f], strlen (magic[f])) == 0);
          if (format == QH_CHART_SVG)
            {
              check_with_xmllint (path);
              g_assert_nonnull (strstr (content, "<title>Título &lt;con&gt; &amp; signos</title>"));
            }
          if (format == QH_CHART_PDF)
            check_with_pdfinfo (path);
        }
    }
  g_assert_cmpuint (count_files (folder), ==, G_N_ELEMENTS (names));
  remove_folder (folder);
}

static void
test_save_errors (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *missing = g_build_filename (folder, "missing", "a.png", NULL);
  g_autofree char *closed = g_build_filename (folder, "a.png", NULL);
  g_autoptr (QhChartData) data = make_heat_map ();
  g_autoptr (GError) error = NULL;
  QhChartFormat format;

  g_assert_false (
    qh_chart_save (data, missing, QH_CHART_PNG, 400, 300, QH_CHART_THEME_LIGHT, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (strstr (error->message, missing));
  g_clear_error (&error);

  g_assert_false (
    qh_chart_save (data, folder, QH_CHART_PNG, 400, 300, QH_CHART_THEME_LIGHT, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
  g_clear_error (&error);

  g_assert_false (qh_chart_save (data, closed, QH_CHART_PNG, 4, 300, QH_CHART_THEME_LIGHT, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);

  g_assert_false (qh_chart_format_from_path ("a.jpeg", &format, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME);
  g_clear_error (&error);

  if (geteuid () != 0)
    {
      g_chmod (folder, 0500);
      g_assert_false (
        qh_chart_save (data, closed, QH_CHART_PNG, 400, 300, QH_CHART_THEME_LIGHT, &error));
      g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ACCES);
      g_clear_error (&error);
      g_chmod (folder, 0700);
    }
  g_assert_cmpuint (count_files (folder), ==, 0);
  remove_folder (folder);
}

/* A write that stops half way, as on a full disk, leaves what was there. */
static void
test_save_cut_short (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "a.png", NULL);
  g_autofree char *content = NULL;
  g_autoptr (QhChartData) data = make_heat_map ();
  g_autoptr (GError) error = NULL;
  struct rlimit before;

  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  struct rlimit small = { 2000, before.rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  gboolean saved = qh_chart_save (data, path, QH_CHART_PNG, 900, 500, QH_CHART_THEME_LIGHT, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);

  g_assert_false (saved);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "before");
  g_assert_cmpuint (count_files (folder), ==, 1);
  remove_folder (folder);
}

/* With QH_CHART_PICTURES naming a folder, pictures to look at are left in it. */
static void
test_pictures (void)
{
  static const char *const forms[] = { "line", "bars", "heat", "pyramid" };
  static const char *const themes[] = { "light", "dark", "print" };
  const char *folder = g_getenv ("QH_CHART_PICTURES");

  if (folder == NULL)
    {
      g_test_skip ("QH_CHART_PICTURES names no folder");
      return;
    }
  setlocale (LC_NUMERIC, "");
  {
    g_autoptr (QhChartData) days = make_days (6, 22);
    g_autofree char *name = g_build_filename (folder, "days.png", NULL);

    g_assert_true (qh_chart_save (days, name, QH_CHART_PNG, 500, 240, QH_CHART_THEME_LIGHT, NULL));
  }
  for (guint f = 0; f < G_N_ELEMENTS (all_forms); f++)
    {
      for (QhChartTheme theme = 0; theme < QH_CHART_N_THEMES; theme++)
        {
          for (guint i = 0; i < CHART_CHECKS_N_SIZES; i++)
            {
              for (int selected = 0; selected < 2; selected++)
                {
                  g_autoptr (QhChartData) data = make_sample (all_forms[f]);
                  g_autofree char *name = g_strdup_printf ("%s/%s-%s-%d%s.png",
                                                           folder,
                                                           forms[f],
                                                           themes[theme],
                                                           chart_checks_size[i][0],
                                                           selected ? "-selected" : "");
                  g_autoptr (GError) error = NULL;
                  if (selected)
                    qh_chart_data_select_category (data, qh_chart_data_get_category (data, 4)->key);
                  if (selected && f == 2)
                    qh_chart_data_select_series (data, 9);
                  qh_chart_save (data,
                                 name,
                                 QH_CHART_PNG,
                                 chart_checks_size[i][0],
                                 chart_checks_size[i][1],
                                 theme,
                                 &error);
                  g_assert_no_error (error);
                }
            }
        }
    }
  setlocale (LC_NUMERIC, "C");
}

int
main (int argc, char **argv)
{
  setlocale (LC_CTYPE, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chart/save/formats", test_save);
  g_test_add_func ("/chart/save/errors", test_save_errors);
  g_test_add_func ("/chart/save/cut-short", test_save_cut_short);
  g_test_add_func ("/chart/pictures", test_pictures);

  return g_test_run ();
}
