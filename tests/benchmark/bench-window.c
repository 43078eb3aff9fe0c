/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window, which must not be slower for more rows: the list of cases, and the
 * first frame after unlocking. Needs a display; without one it says so. */
#include <adwaita.h>
#include <stdio.h>

#include "app/qh-application.h"
#include "app/qh-window.h"
#include "bench.h"
#include "ui/cases/qh-cases-page.h"
#include "ui/qh-preferences.h"
#include "ui/qh-session.h"

#define RUNS 7
#define FEW_ROWS 100
#define FEW_CASES 500
#define MANY_CASES 100000
#define QUIET_SECONDS 4 /* for the worker to finish what a start began */
#define WIDTH 1200
#define HEIGHT 800

/* Waiting */

static void
paint_cb (GdkFrameClock *clock,
          gpointer       data)
{
  *(gboolean *) data = TRUE;
}

/* Runs the main loop until the window has been drawn anew. */
static void
wait_for_frame (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gboolean painted = FALSE;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (paint_cb), &painted);

  gtk_widget_queue_draw (window);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
}

static gboolean
wake_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run_for (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, wake_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* The list of cases */

/* From giving the page a workspace whose names are known to its first frame. */
static double
open_cases (QhSession *session,
            GtkWidget *window)
{
  double start = bench_now ();
  GtkWidget *page = qh_cases_page_new ();

  qh_cases_page_set_session (QH_CASES_PAGE (page), session);
  gtk_window_set_child (GTK_WINDOW (window), page);
  wait_for_frame (window);
  start = bench_now () - start;
  qh_cases_page_set_session (QH_CASES_PAGE (page), NULL);
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  run_for (100);
  return start;
}

static QhSession *
start_session (guint n_cases)
{
  g_autoptr (QhStore) store = bench_open_cases (n_cases);
  QhSession *session = qh_session_new (store);

  while (qh_session_get_case_index (session) == NULL || qh_session_get_frame (session) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return session;
}

static void
bench_cases (void)
{
  GtkWidget *window = gtk_window_new ();
  QhSession *few = start_session (FEW_CASES);
  QhSession *many = start_session (MANY_CASES);
  double least[2] = { G_MAXDOUBLE, G_MAXDOUBLE };

  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
  run_for (500);
  for (guint i = 0; i < RUNS; i++)
    {
      least[0] = MIN (least[0], open_cases (few, window));
      least[1] = MIN (least[1], open_cases (many, window));
    }
  bench_report ("list of 100,000 cases, open to first frame", "ms", least[1] * 1000, least[0] * 1000, 1.5);
  gtk_window_destroy (GTK_WINDOW (window));
  qh_session_close (few);
  qh_session_close (many);
  g_object_unref (few);
  g_object_unref (many);
}

/* Starting */

static double
start_on (QhWindow *window,
          guint     n_rows)
{
  QhStore *store = bench_open_store (n_rows);
  double start = bench_now ();

  qh_window_take_store (window, store);
  wait_for_frame (GTK_WIDGET (window));
  start = bench_now () - start;
  run_for (QUIET_SECONDS * 1000);
  g_object_unref (store);
  qh_window_lock (window);
  run_for (500);
  return start;
}

static void
bench_start (QhApplication *application)
{
  double least[2] = { G_MAXDOUBLE, G_MAXDOUBLE };
  QhWindow *window;

  g_application_activate (G_APPLICATION (application));
  window = QH_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (application)));
  run_for (500);
  for (guint i = 0; i < RUNS; i++)
    {
      least[0] = MIN (least[0], start_on (window, FEW_ROWS));
      least[1] = MIN (least[1], start_on (window, bench_n_rows ()));
    }
  bench_report ("start to first frame after unlock", "ms", least[1] * 1000, least[0] * 1000, 1.5);
  gtk_window_destroy (GTK_WINDOW (window));
  run_for (500);
}

int
main (void)
{
  g_autoptr (GSettings) settings = NULL;
  QhApplication *application;

  if (!gtk_init_check ())
    {
      printf ("# no display: nothing of the window was measured\n");
      return 77;
    }
  settings = qh_preferences_new ();
  application = qh_application_new (settings);
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_OPEN);
  g_application_register (G_APPLICATION (application), NULL, NULL);
  bench_cases ();
  bench_start (application);
  g_object_unref (application);
  return 0;
}
