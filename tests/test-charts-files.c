/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts and the activities behind them, saved, shared and exported. */
#include <string.h>

#include <glib/gstdio.h>

#include "charts-page-fixture.h"
#include "ui-fixture.h"

static const char *saved_path;

static gboolean
is_saved (gpointer data)
{
  g_autofree char *bytes = NULL;
  gsize length = 0;

  return g_file_get_contents (saved_path, &bytes, &length, NULL) && length > 500;
}

static void
test_save (Bench        *bench,
           gconstpointer filled)
{
  static const struct
  {
    const char *name;
    const char *begin;
  } files[] = { { "tipos.pdf", "%PDF" }, { "tipos.svg", "<?xml" }, { "tipos.png", "\x89PNG" } };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (bench->fixture.folder, files[i].name, NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autofree char *bytes = NULL;

      saved_path = path;
      qh_chart_card_save_to (qh_charts_page_get_card (bench->page, QH_BOARD_TYPES), file);
      wait_for (is_saved, bench);
      g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
      g_assert_cmpint (strncmp (bytes, files[i].begin, strlen (files[i].begin)), ==, 0);
      g_remove (path);
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static QhShareWindow *shared;

static gboolean
is_ready (gpointer data)
{
  return qh_share_window_is_ready (shared);
}

static gboolean
is_shared (gpointer data)
{
  g_autofree char *bytes = NULL;

  return g_file_get_contents (saved_path, &bytes, NULL, NULL) && strstr (bytes, "</svg>") != NULL;
}

static void
text_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static char *copied;

static gboolean
is_copied (gpointer data)
{
  return copied != NULL;
}

/* A chart becomes a picture for sharing; its words are on the clipboard, small figures in neither. */
static void
test_share (Bench        *bench,
            gconstpointer filled)
{
  g_autofree char *path = g_build_filename (bench->fixture.folder, "card.svg", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (bench->window));

  gdk_clipboard_set_text (clipboard, "before");
  gtk_widget_activate_action (GTK_WIDGET (qh_charts_page_get_card (bench->page, QH_BOARD_TYPES)), "chart.share", NULL);
  {
    GListModel *windows = gtk_window_get_toplevels ();

    shared = NULL;
    for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
      {
        g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

        if (QH_IS_SHARE_WINDOW (window))
          shared = QH_SHARE_WINDOW (window);
      }
  }
  g_assert_nonnull (shared);
  saved_path = path;
  wait_for (is_ready, bench);
  qh_share_window_save_to (shared, file);
  wait_for (is_shared, bench);
  /* What was saved is said, and its words are copied, after it is there. */
  for (guint i = 0; i < 400 && !gdk_clipboard_is_local (clipboard); i++)
    g_main_context_iteration (NULL, FALSE);
  copied = NULL;
  for (guint i = 0; i < 50 && (copied == NULL || g_str_equal (copied, "before")); i++)
    {
      g_clear_pointer (&copied, g_free);
      gdk_clipboard_read_text_async (clipboard, NULL, text_read_cb, &copied);
      wait_for (is_copied, bench);
      g_usleep (20000);
    }
  g_assert_nonnull (strstr (copied, "By type and function"));
  g_assert_nonnull (strstr (copied, "hidden"));
  g_clear_pointer (&copied, g_free);
  gtk_window_destroy (GTK_WINDOW (shared));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_export (Bench        *bench,
             gconstpointer filled)
{
  g_autofree char *path = g_build_filename (bench->fixture.folder, "filas.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;
  guint lines = 0;

  g_assert_true (choose (bench, QH_BOARD_TYPES, fixture_code (bench->fixture.store, "activity_type", "AC010"), FALSE));
  saved_path = path;
  qh_charts_page_export_to (bench->page, file);
  wait_for (is_saved, bench);
  for (guint i = 0; i < 50; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (2000);
    }
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  for (const char *at = text; (at = strchr (at, '\n')) != NULL; at++)
    lines++;
  g_assert_cmpuint (lines, ==, 1 + 3);
  g_remove (path);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, filled, function) g_test_add ("/charts-page/" name, Bench, filled, set_up, function, tear_down)
  ADD ("save", "filled", test_save);
  ADD ("share", "filled", test_share);
  ADD ("export", "filled", test_export);
  return g_test_run ();
}
