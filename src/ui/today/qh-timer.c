/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/today/qh-timer.h"

#define KEY "timer-started"
#define SECONDS_A_DAY 86400

/**
 * QhTimer:
 *
 * Measures what is being done. It goes on while the window is closed.
 */
struct _QhTimer
{
  GObject parent_instance;

  GSettings *settings; /* NULL where nothing is remembered */
  gint64 started;      /* seconds since 1970, or 0 */
  guint source;
};

G_DEFINE_FINAL_TYPE (QhTimer, qh_timer, G_TYPE_OBJECT)

enum
{
  TICK,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static gboolean
tick_cb (gpointer data)
{
  g_signal_emit (data, signals[TICK], 0);
  return G_SOURCE_CONTINUE;
}

static void
set_started (QhTimer *self,
             gint64   started)
{
  self->started = started;
  g_clear_handle_id (&self->source, g_source_remove);
  if (started != 0)
    self->source = g_timeout_add_seconds (1, tick_cb, self);
  if (self->settings != NULL && g_settings_get_int64 (self->settings, KEY) != started)
    g_settings_set_int64 (self->settings, KEY, started);
  g_signal_emit (self, signals[TICK], 0);
}

static void
qh_timer_dispose (GObject *object)
{
  QhTimer *self = QH_TIMER (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (qh_timer_parent_class)->dispose (object);
}

static void
qh_timer_class_init (QhTimerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_timer_dispose;

  /**
   * QhTimer::tick:
   *
   * A second passed, or the timer was started or stopped.
   */
  signals[TICK] = g_signal_new ("tick", QH_TYPE_TIMER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
qh_timer_init (QhTimer *self)
{
}

/**
 * qh_timer_new:
 * @settings: (nullable): what this computer remembers
 *
 * Returns: (transfer full): the timer, running if it was left so less than a day ago.
 */
QhTimer *
qh_timer_new (GSettings *settings)
{
  QhTimer *self = g_object_new (QH_TYPE_TIMER, NULL);
  gint64 started = settings != NULL ? g_settings_get_int64 (settings, KEY) : 0;
  gint64 now = get_now ();

  g_set_object (&self->settings, settings);
  set_started (self, started <= now && now - started < SECONDS_A_DAY ? started : 0);
  return self;
}

gboolean
qh_timer_is_running (QhTimer *self)
{
  return self->started != 0;
}

void
qh_timer_start (QhTimer *self)
{
  set_started (self, get_now ());
}

/**
 * qh_timer_stop:
 *
 * Returns: how many minutes it ran, rounded, at least 1.
 */
int
qh_timer_stop (QhTimer *self)
{
  int minutes = (qh_timer_get_seconds (self) + 30) / 60;

  set_started (self, 0);
  return MAX (minutes, 1);
}

/**
 * qh_timer_get_seconds:
 *
 * Returns: for how many seconds it has been running.
 */
int
qh_timer_get_seconds (QhTimer *self)
{
  return self->started != 0 ? (int) MAX (get_now () - self->started, 0) : 0;
}

/**
 * qh_timer_get_start:
 *
 * Returns: the minute of the day at which it was started.
 */
int
qh_timer_get_start (QhTimer *self)
{
  g_autoptr (GDateTime) start = g_date_time_new_from_unix_local (self->started != 0 ? self->started : get_now ());

  return g_date_time_get_hour (start) * 60 + g_date_time_get_minute (start);
}

/**
 * qh_timer_dup_text:
 *
 * Returns: (transfer full): how long it has been running, as a clock shows it.
 */
char *
qh_timer_dup_text (QhTimer *self)
{
  int seconds = qh_timer_get_seconds (self);

  if (seconds < 3600)
    return g_strdup_printf ("%d:%02d", seconds / 60, seconds % 60);
  return g_strdup_printf ("%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
}
