/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a session loads, and when. */
#include "fixture.h"
#include "ui/qh-session.h"

#define PATIENCE (60 * G_USEC_PER_SEC)
#define PAINTING (G_PRIORITY_HIGH_IDLE + 20) /* GDK's, of a frame */

static gboolean
paint_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* A machine that has no rest from painting loads all the same. */
static void
test_busy (Fixture      *fixture,
           gconstpointer data)
{
  guint painting = g_idle_add_full (PAINTING, paint_cb, NULL, NULL);
  QhSession *session = qh_session_new (fixture->store);
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (qh_session_get_frame (session) == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (painting);
  qh_session_close (session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (session);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/session/busy", Fixture, NULL, fixture_set_up, test_busy, fixture_tear_down);
  return g_test_run ();
}
