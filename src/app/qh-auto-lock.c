/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/qh-auto-lock.h"

#include <gio/gunixfdlist.h>
#include <glib/gi18n-lib.h>
#include <time.h>
#include <unistd.h>

#define CHECK_SECONDS 5

#define LOGIN "org.freedesktop.login1"
#define LOGIN_PATH "/org/freedesktop/login1"
#define LOGIN_MANAGER LOGIN ".Manager"
#define LOGIN_SESSION LOGIN ".Session"

struct _QhAutoLock
{
  GObject parent_instance;

  QhSession *session; /* while a workspace is open */
  guint seconds;      /* 0: never by itself */
  gint64 touched;     /* on a clock that goes on in sleep */
  double x, y;        /* where the pointer was */
  gboolean due;       /* to be locked as soon as what runs is through */
  guint timer;

  GCancellable *cancellable;
  GDBusConnection *desktop;
  GDBusConnection *system;
  GArray *desktop_signals;
  GArray *system_signals;
  int delay; /* while it is held, sleep waits for the lock; -1 */
};

enum
{
  LOCK,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhAutoLock, qh_auto_lock, G_TYPE_OBJECT)

static gint64
get_seconds (void)
{
  struct timespec now;

  return clock_gettime (CLOCK_BOOTTIME, &now) == 0 ? now.tv_sec
                                                   : g_get_monotonic_time () / G_USEC_PER_SEC;
}

/* What a lock would break off, an import say, comes to its end first. */
static void
lock (QhAutoLock *self)
{
  if (self->session == NULL)
    return;
  self->due = qh_session_is_working (self->session);
  if (!self->due)
    g_signal_emit (self, signals[LOCK], 0);
}

/* Idle */

/* What a person waits for, an import say, is no reason to lock. */
static gboolean
check_cb (gpointer data)
{
  QhAutoLock *self = data;

  if (self->due)
    lock (self);
  if (self->session == NULL || self->seconds == 0)
    return G_SOURCE_CONTINUE;
  if (qh_session_is_working (self->session))
    self->touched = get_seconds ();
  else if (get_seconds () - self->touched >= self->seconds)
    lock (self);
  return G_SOURCE_CONTINUE;
}

/* GTK makes motion up where widgets move below a pointer that lies still. */
static gboolean
has_moved (QhAutoLock *self, GdkEvent *event)
{
  double x, y;

  if (!gdk_event_get_position (event, &x, &y) || (x == self->x && y == self->y))
    return FALSE;
  self->x = x;
  self->y = y;
  return TRUE;
}

static gboolean
event_cb (QhAutoLock *self, GdkEvent *event)
{
  switch (gdk_event_get_event_type (event))
    {
    case GDK_KEY_PRESS:
    case GDK_BUTTON_PRESS:
    case GDK_SCROLL:
    case GDK_TOUCH_BEGIN:
    case GDK_TOUCH_UPDATE:
      self->touched = get_seconds ();
      break;
    case GDK_MOTION_NOTIFY:
      if (has_moved (self, event))
        self->touched = get_seconds ();
      break;
    default:
      break;
    }
  return GDK_EVENT_PROPAGATE;
}

/* The screen, by what desktops say on the session bus */

static void
screen_saver_cb (GDBusConnection *bus,
                 const char *sender,
                 const char *path,
                 const char *interface,
                 const char *signal,
                 GVariant *parameters,
                 gpointer data)
{
  gboolean active = FALSE;

  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    g_variant_get (parameters, "(b)", &active);
  if (active)
    lock (data);
}

/* Sleep and locked sessions, by logind */

static void
inhibited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GUnixFDList) descriptors = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_with_unix_fd_list_finish (
    G_DBUS_CONNECTION (source), &descriptors, result, NULL);
  QhAutoLock *self;

  if (answer == NULL || descriptors == NULL)
    return; /* cancelled, or a system without logind: it sleeps without waiting */
  self = data;
  if (self->delay >= 0)
    close (self->delay);
  self->delay = g_unix_fd_list_get (descriptors, 0, NULL);
}

static void
delay_sleep (QhAutoLock *self)
{
  g_dbus_connection_call_with_unix_fd_list (
    self->system,
    LOGIN,
    LOGIN_PATH,
    LOGIN_MANAGER,
    "Inhibit",
    g_variant_new ("(ssss)", "sleep", "Quehacer", _ ("Lock the workspace first"), "delay"),
    G_VARIANT_TYPE ("(h)"),
    G_DBUS_CALL_FLAGS_NONE,
    -1,
    NULL,
    self->cancellable,
    inhibited_cb,
    self);
}

static void
sleep_cb (GDBusConnection *bus,
          const char *sender,
          const char *path,
          const char *interface,
          const char *signal,
          GVariant *parameters,
          gpointer data)
{
  QhAutoLock *self = data;
  gboolean begins = FALSE;

  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    g_variant_get (parameters, "(b)", &begins);
  if (!begins)
    {
      delay_sleep (self);
      return;
    }
  lock (self);
  if (self->delay >= 0)
    close (self->delay);
  self->delay = -1;
}

static void
session_locked_cb (GDBusConnection *bus,
                   const char *sender,
                   const char *path,
                   const char *interface,
                   const char *signal,
                   GVariant *parameters,
                   gpointer data)
{
  lock (data);
}

static void
subscribe (QhAutoLock *self,
           GArray *ids,
           GDBusConnection *bus,
           const char *sender,
           const char *interface,
           const char *signal,
           const char *path,
           GDBusSignalCallback callback)
{
  guint id = g_dbus_connection_signal_subscribe (bus,
                                                 sender,
                                                 interface,
                                                 signal,
                                                 path,
                                                 NULL,
                                                 G_DBUS_SIGNAL_FLAGS_NONE,
                                                 callback,
                                                 self,
                                                 NULL);

  g_array_append_val (ids, id);
}

/* The session's own object, for another's lock is not ours. */
static void
session_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) answer
    = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  const char *path;

  if (answer == NULL)
    return; /* cancelled, or no session known to logind */
  g_variant_get (answer, "(&o)", &path);
  subscribe (data,
             ((QhAutoLock *)data)->system_signals,
             G_DBUS_CONNECTION (source),
             LOGIN,
             LOGIN_SESSION,
             "Lock",
             path,
             session_locked_cb);
}

static void
leave (GDBusConnection *bus, GArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    g_dbus_connection_signal_unsubscribe (bus, g_array_index (ids, guint, i));
  g_array_set_size (ids, 0);
}

static void
qh_auto_lock_dispose (GObject *object)
{
  QhAutoLock *self = QH_AUTO_LOCK (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->desktop != NULL)
    leave (self->desktop, self->desktop_signals);
  if (self->system != NULL)
    leave (self->system, self->system_signals);
  g_clear_object (&self->desktop);
  g_clear_object (&self->system);
  g_clear_object (&self->session);
  if (self->delay >= 0)
    close (self->delay);
  self->delay = -1;
  G_OBJECT_CLASS (qh_auto_lock_parent_class)->dispose (object);
}

static void
qh_auto_lock_finalize (GObject *object)
{
  QhAutoLock *self = QH_AUTO_LOCK (object);

  g_array_unref (self->desktop_signals);
  g_array_unref (self->system_signals);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (qh_auto_lock_parent_class)->finalize (object);
}

static void
qh_auto_lock_class_init (QhAutoLockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_auto_lock_dispose;
  G_OBJECT_CLASS (klass)->finalize = qh_auto_lock_finalize;

  /**
   * QhAutoLock::lock:
   *
   * The open workspace is to be locked now.
   */
  signals[LOCK] = g_signal_new (
    "lock", QH_TYPE_AUTO_LOCK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
qh_auto_lock_init (QhAutoLock *self)
{
  self->delay = -1;
  self->cancellable = g_cancellable_new ();
  self->desktop_signals = g_array_new (FALSE, FALSE, sizeof (guint));
  self->system_signals = g_array_new (FALSE, FALSE, sizeof (guint));
}

/**
 * qh_auto_lock_new:
 *
 * Returns: (transfer full): a watch over nothing yet.
 */
QhAutoLock *
qh_auto_lock_new (void)
{
  return g_object_new (QH_TYPE_AUTO_LOCK, NULL);
}

/**
 * qh_auto_lock_watch:
 * @toplevel: the window, or one over it
 *
 * Keys and pointer in it count as somebody being there.
 */
void
qh_auto_lock_watch (QhAutoLock *self, GtkWidget *toplevel)
{
  GtkEventController *events = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect_object (events, "event", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (toplevel, events);
}

/**
 * qh_auto_lock_set_session:
 * @session: (nullable): the open workspace, or %NULL where there is nothing to lock
 */
void
qh_auto_lock_set_session (QhAutoLock *self, QhSession *session)
{
  g_set_object (&self->session, session);
  self->touched = get_seconds ();
  self->due = self->due && session != NULL;
  g_clear_handle_id (&self->timer, g_source_remove);
  if (session != NULL)
    self->timer
      = g_timeout_add_seconds (MIN (CHECK_SECONDS, MAX (1, self->seconds)), check_cb, self);
}

/**
 * qh_auto_lock_set_seconds:
 * @seconds: after how long without a key or the pointer it locks; 0 for never
 */
void
qh_auto_lock_set_seconds (QhAutoLock *self, guint seconds)
{
  self->seconds = seconds;
  qh_auto_lock_set_session (self, self->session);
}

/**
 * qh_auto_lock_use_desktop:
 * @bus: the session bus
 *
 * From now on it locks as the desktop's screen is.
 */
void
qh_auto_lock_use_desktop (QhAutoLock *self, GDBusConnection *bus)
{
  static const char *const interfaces[]
    = { "org.gnome.ScreenSaver", "org.freedesktop.ScreenSaver" };

  g_set_object (&self->desktop, bus);
  for (guint i = 0; i < G_N_ELEMENTS (interfaces); i++)
    subscribe (self,
               self->desktop_signals,
               bus,
               NULL,
               interfaces[i],
               "ActiveChanged",
               NULL,
               screen_saver_cb);
}

/**
 * qh_auto_lock_use_system:
 * @bus: the bus on which logind is
 *
 * From now on it locks before the computer sleeps, which waits for it, and as
 * the person's session is locked.
 */
void
qh_auto_lock_use_system (QhAutoLock *self, GDBusConnection *bus)
{
  g_set_object (&self->system, bus);
  subscribe (self,
             self->system_signals,
             bus,
             LOGIN,
             LOGIN_MANAGER,
             "PrepareForSleep",
             LOGIN_PATH,
             sleep_cb);
  g_dbus_connection_call (bus,
                          LOGIN,
                          LOGIN_PATH,
                          LOGIN_MANAGER,
                          "GetSessionByPID",
                          g_variant_new ("(u)", (guint)getpid ()),
                          G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NONE,
                          -1,
                          self->cancellable,
                          session_found_cb,
                          self);
  delay_sleep (self);
}

/* A bus that is not there has nothing to say: the idle time still locks. */
static void
desktop_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  if (bus != NULL)
    qh_auto_lock_use_desktop (data, bus);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("No session bus: %s", error->message);
}

static void
system_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  if (bus != NULL)
    qh_auto_lock_use_system (data, bus);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("No system bus: %s", error->message);
}

/**
 * qh_auto_lock_use_buses:
 *
 * Listens to the desktop and the system, where they are.
 */
void
qh_auto_lock_use_buses (QhAutoLock *self)
{
  g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, desktop_found_cb, self);
  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, system_found_cb, self);
}
