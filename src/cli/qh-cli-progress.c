/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <unistd.h>

#include "cli/qh-cli-private.h"

#define SHOW_EVERY (G_USEC_PER_SEC / 5)

static gboolean
interrupted_cb (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_CONTINUE;
}

/**
 * qh_cli_progress_begin:
 * @self: (out caller-allocates): for the time of one long piece of work
 *
 * From now on Ctrl+C cancels instead of ending the program in the middle.
 */
void
qh_cli_progress_begin (QhCliProgress *self)
{
  *self = (QhCliProgress){ .cancellable = g_cancellable_new (), .shown = isatty (STDERR_FILENO) };
  self->sources[0] = g_unix_signal_add (SIGINT, interrupted_cb, self->cancellable);
  self->sources[1] = g_unix_signal_add (SIGTERM, interrupted_cb, self->cancellable);
}

/**
 * qh_cli_progress_cb:
 *
 * A #QhProgress: shows how much is done where a person looks, and lets signals in.
 */
void
qh_cli_progress_cb (guint64  done,
                    guint64  total,
                    gpointer data)
{
  QhCliProgress *self = data;
  gint64 now = g_get_monotonic_time ();

  while (g_main_context_iteration (NULL, FALSE))
    ;
  if (!self->shown || total == 0 || now - self->last < SHOW_EVERY)
    return;
  self->last = now;
  g_printerr ("\r%3d %%", (int) (done * 100 / total));
}

void
qh_cli_progress_end (QhCliProgress *self)
{
  if (self->last != 0)
    g_printerr ("\r     \r");
  for (guint i = 0; i < G_N_ELEMENTS (self->sources); i++)
    g_clear_handle_id (&self->sources[i], g_source_remove);
  g_clear_object (&self->cancellable);
}
