/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "day-fixture.h"

#include "ui/today/qh-today-page.h"

#define PATIENCE (180 * G_USEC_PER_SEC)

/* Waiting */

void
wait_for (Condition condition,
          gpointer  data)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (!condition (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (2000);
    }
}

void
settle (void)
{
  gint64 end = g_get_monotonic_time () + 120 * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

/* Finding */

gpointer
find_widget (gpointer    root,
             GType       type,
             const char *label)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (label == NULL || g_strcmp0 (gtk_button_get_label (root), label) == 0))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find_widget (child, type, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GPtrArray *
list_day (Day  *day,
          QhDay date)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *activities = qh_store_list_day (day->store.store, date, 0, &error);

  g_assert_no_error (error);
  return activities;
}

gpointer
child_of (gpointer    widget,
          GType       type,
          const char *name)
{
  GObject *child = gtk_widget_get_template_child (widget, type, name);

  g_assert_nonnull (child);
  return child;
}

/* Set up */

static gboolean
is_active (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

void
day_set_up (Day          *day,
            gconstpointer data)
{
  fixture_set_up (&day->store, NULL);
  day->window = qh_window_new (QH_APPLICATION ((gpointer) data));
  gtk_window_set_default_size (GTK_WINDOW (day->window), 1270, 800);
  qh_window_take_store (day->window, day->store.store);
  gtk_window_present (GTK_WINDOW (day->window));
  day->page = find_widget (day->window, QH_TYPE_TODAY_PAGE, NULL);
  day->entry = child_of (day->page, QH_TYPE_TODAY_PAGE, "entry");
  wait_for (is_active, day->page);
  day->session = qh_session_new (day->store.store);
  settle ();
}

void
day_tear_down (Day          *day,
               gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (day->window));
  settle ();
  g_object_unref (day->session);
  fixture_tear_down (&day->store, NULL);
}

gboolean
has_button (gpointer    root,
            const char *label)
{
  return find_widget (root, GTK_TYPE_BUTTON, label) != NULL;
}

GtkWidget *
find_dialog (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }
  return NULL;
}

gboolean
has_no_dialog (gpointer data)
{
  return find_dialog () == NULL;
}

/* The last change but for the backup, which comes by itself. */
QhLogChange *
get_last (Day *day)
{
  g_autoptr (GPtrArray) changes = qh_log_list (day->store.store, NULL, 10, NULL);

  for (guint i = 0; i < changes->len; i++)
    if (((QhLogChange *) g_ptr_array_index (changes, i))->action != QH_ACTION_BACK_UP)
      return qh_log_change_copy (g_ptr_array_index (changes, i));
  g_assert_not_reached ();
}

QhAction
get_last_action (Day *day)
{
  g_autoptr (QhLogChange) last = get_last (day);

  return last->action;
}

/* Makes the application, lets it be tested. */
int
day_run (int    argc,
         char  *argv[],
         void (*add_tests) (QhApplication *application))
{
  g_autoptr (QhApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_unsetenv ("LANGUAGE");
  gtk_test_init (&argc, &argv, NULL);
  application = qh_application_new (NULL);
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  add_tests (application);
  return g_test_run ();
}
