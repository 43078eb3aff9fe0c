/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workspace locks by itself: without use, with the screen, before sleep. The
 * tests' own bus plays the desktop and the system. */
#include <unistd.h>

#include <adwaita.h>
#include <gio/gunixfdlist.h>

#include "day-fixture.h"
#include "ui/forms/qh-record-dialog.h"
#include "ui/today/qh-activity-form.h"

typedef struct
{
  Fixture store;
  QhWindow *window;
  GDBusConnection *bus;
} World;

static gboolean
is_locked (gpointer window)
{
  return qh_window_get_store (window) == NULL;
}

static void
set_up (World *world, gconstpointer data)
{
  fixture_set_up (&world->store, NULL);
  world->window = qh_window_new (QH_APPLICATION ((gpointer)data));
  gtk_window_present (GTK_WINDOW (world->window));
  qh_window_take_store (world->window, world->store.store);
  let_run (100);
}

static void
tear_down (World *world, gconstpointer data)
{
  g_clear_object (&world->bus);
  gtk_window_destroy (GTK_WINDOW (world->window));
  let_run (50);
  fixture_tear_down (&world->store, NULL);
}

static void
test_idle (World *world, gconstpointer data)
{
  QhSession *session = qh_window_get_session (world->window);
  g_autoptr (QhRecord) activity = fixture_new_activity (world->store.store);
  GtkWidget *dialog;

  /* Never: no setting, no lock. */
  let_run (1500);
  g_assert_false (is_locked (world->window));
  qh_auto_lock_set_seconds (qh_window_get_auto_lock (world->window), 1);
  dialog = qh_activity_form_new (GTK_WIDGET (world->window), session, activity);
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *)&dialog);
  gtk_window_present (GTK_WINDOW (dialog));
  wait_for (is_locked, world->window);
  let_run (100);
  g_assert_null (dialog);
}

/* However high they stand over each other, a lock closes them all. */
static void
test_stacked (World *world, gconstpointer data)
{
  GtkWindow *form = GTK_WINDOW (adw_window_new ());
  GtkWindow *above = GTK_WINDOW (adw_window_new ());
  GtkWindow *top = GTK_WINDOW (adw_window_new ());
  GtkWindow *const windows[] = { form, above, top };
  GtkWindow *below = GTK_WINDOW (world->window);

  for (guint i = 0; i < G_N_ELEMENTS (windows); i++)
    {
      gtk_window_set_transient_for (windows[i], below);
      gtk_window_present (windows[i]);
      below = windows[i];
    }
  g_object_add_weak_pointer (G_OBJECT (form), (gpointer *)&form);
  g_object_add_weak_pointer (G_OBJECT (above), (gpointer *)&above);
  g_object_add_weak_pointer (G_OBJECT (top), (gpointer *)&top);
  let_run (100);
  qh_window_lock (world->window);
  let_run (100);
  g_assert_null (form);
  g_assert_null (above);
  g_assert_null (top);
}

/* What somebody waits for is not locked away. */
static void
test_working (World *world, gconstpointer data)
{
  g_autoptr (QhAutoLock) watch = qh_auto_lock_new ();
  QhSession *session = qh_window_get_session (world->window);

  g_signal_connect_swapped (watch, "lock", G_CALLBACK (qh_window_lock), world->window);
  qh_session_begin_work (session);
  qh_auto_lock_set_session (watch, session);
  qh_auto_lock_set_seconds (watch, 1);
  let_run (2500);
  g_assert_false (is_locked (world->window));
  qh_session_end_work (session);
  wait_for (is_locked, world->window);
  qh_auto_lock_set_session (watch, NULL);
}

static gboolean
use_bus (World *world)
{
  g_autoptr (GError) error = NULL;

  world->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  if (world->bus == NULL)
    g_test_skip ("there is no session bus");
  return world->bus != NULL;
}

static void
emit (World *world, const char *path, const char *interface, const char *signal, GVariant *body)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (world->bus, NULL, path, interface, signal, body, &error);
  g_assert_no_error (error);
}

static void
test_screen (World *world, gconstpointer data)
{
  const char *path = "/org/gnome/ScreenSaver", *interface = "org.gnome.ScreenSaver";

  if (!use_bus (world))
    return;
  qh_auto_lock_use_desktop (qh_window_get_auto_lock (world->window), world->bus);
  let_run (100);
  emit (world, path, interface, "ActiveChanged", g_variant_new ("(b)", FALSE));
  let_run (200);
  g_assert_false (is_locked (world->window));
  emit (world, path, interface, "ActiveChanged", g_variant_new ("(b)", TRUE));
  wait_for (is_locked, world->window);
}

/* An import is not broken off by the screen's lock: the window follows when it is through. */
static void
test_due (World *world, gconstpointer data)
{
  const char *path = "/org/gnome/ScreenSaver", *interface = "org.gnome.ScreenSaver";
  g_autoptr (QhAutoLock) watch = NULL;
  g_autoptr (QhSession) session = NULL;

  if (!use_bus (world))
    return;
  watch = qh_auto_lock_new ();
  session = qh_session_new (world->store.store);
  g_signal_connect_swapped (watch, "lock", G_CALLBACK (qh_window_lock), world->window);
  qh_auto_lock_set_session (watch, session);
  qh_auto_lock_use_desktop (watch, world->bus);
  qh_session_begin_work (session);
  let_run (100);
  qh_auto_lock_set_session (qh_window_get_auto_lock (world->window), NULL); /* only this one */
  emit (world, path, interface, "ActiveChanged", g_variant_new ("(b)", TRUE));
  let_run (1500);
  g_assert_false (is_locked (world->window));
  qh_session_end_work (session);
  wait_for (is_locked, world->window);
  qh_auto_lock_set_session (watch, NULL);
}

/* logind */

typedef struct
{
  int held; /* our end of what delays sleep: it reads the end of file once let go */
  guint inhibited;
} Login;

static void
login_call_cb (GDBusConnection *bus,
               const char *sender,
               const char *path,
               const char *interface,
               const char *method,
               GVariant *parameters,
               GDBusMethodInvocation *invocation,
               gpointer data)
{
  Login *login = data;
  g_autoptr (GUnixFDList) descriptors = NULL;
  int ends[2];

  if (g_str_equal (method, "GetSessionByPID"))
    {
      g_dbus_method_invocation_return_value (
        invocation, g_variant_new ("(o)", "/org/freedesktop/login1/session/_37"));
      return;
    }
  g_assert_cmpint (pipe (ends), ==, 0);
  login->held = ends[0];
  login->inhibited++;
  descriptors = g_unix_fd_list_new_from_array (&ends[1], 1);
  g_dbus_method_invocation_return_value_with_unix_fd_list (
    invocation, g_variant_new ("(h)", 0), descriptors);
}

static const char login_xml[]
  = "<node><interface name='org.freedesktop.login1.Manager'>"
    "<method name='GetSessionByPID'><arg type='u' direction='in'/><arg type='o' "
    "direction='out'/></method>"
    "<method name='Inhibit'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='h' direction='out'/>"
    "</method></interface></node>";

static gboolean
has_inhibited (gpointer login)
{
  return ((Login *)login)->inhibited > 0;
}

static void
owned_cb (GDBusConnection *bus, const char *name, gpointer data)
{
  *(gboolean *)data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *)data;
}

static guint
play_login (World *world, Login *login, guint *object)
{
  static const GDBusInterfaceVTable table = { .method_call = login_call_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (login_xml, NULL);
  gboolean owned = FALSE;
  guint name;

  *object = g_dbus_connection_register_object (
    world->bus, "/org/freedesktop/login1", node->interfaces[0], &table, login, NULL, NULL);
  g_assert_cmpuint (*object, !=, 0);
  name = g_bus_own_name_on_connection (world->bus,
                                       "org.freedesktop.login1",
                                       G_BUS_NAME_OWNER_FLAGS_NONE,
                                       owned_cb,
                                       NULL,
                                       &owned,
                                       NULL);
  wait_for (is_true, &owned);
  qh_auto_lock_use_system (qh_window_get_auto_lock (world->window), world->bus);
  wait_for (has_inhibited, login);
  let_run (200);
  return name;
}

static void
test_sleep (World *world, gconstpointer data)
{
  Login login = { -1, 0 };
  guint name, object;
  char byte;

  if (!use_bus (world))
    return;
  name = play_login (world, &login, &object);
  emit (world,
        "/org/freedesktop/login1",
        "org.freedesktop.login1.Manager",
        "PrepareForSleep",
        g_variant_new ("(b)", TRUE));
  wait_for (is_locked, world->window);
  /* The sleep need not wait any longer. */
  g_assert_cmpint (read (login.held, &byte, 1), ==, 0);
  close (login.held);
  /* And the next one will wait again. */
  login.inhibited = 0;
  emit (world,
        "/org/freedesktop/login1",
        "org.freedesktop.login1.Manager",
        "PrepareForSleep",
        g_variant_new ("(b)", FALSE));
  wait_for (has_inhibited, &login);
  let_run (100);
  close (login.held);
  g_dbus_connection_unregister_object (world->bus, object);
  g_bus_unown_name (name);
}

static void
test_session (World *world, gconstpointer data)
{
  Login login = { -1, 0 };
  guint name, object;

  if (!use_bus (world))
    return;
  name = play_login (world, &login, &object);
  emit (world,
        "/org/freedesktop/login1/session/_99",
        "org.freedesktop.login1.Session",
        "Lock",
        NULL);
  let_run (200);
  g_assert_false (is_locked (world->window));
  emit (world,
        "/org/freedesktop/login1/session/_37",
        "org.freedesktop.login1.Session",
        "Lock",
        NULL);
  wait_for (is_locked, world->window);
  close (login.held);
  g_dbus_connection_unregister_object (world->bus, object);
  g_bus_unown_name (name);
}

static void
add_tests (QhApplication *application)
{
#define ADD(path, function)                                                                        \
  g_test_add ("/auto-lock/" path, World, application, set_up, function, tear_down)
  ADD ("idle", test_idle);
  ADD ("stacked", test_stacked);
  ADD ("working", test_working);
  ADD ("screen", test_screen);
  ADD ("due", test_due);
  ADD ("sleep", test_sleep);
  ADD ("session", test_session);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
