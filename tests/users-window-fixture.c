/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "users-window-fixture.h"

#include "store/qh-users.h"
#include "ui/users/qh-new-passphrase.h"

gboolean
is_visible (gpointer widget)
{
  return gtk_widget_get_visible (widget);
}

void
click (gpointer button)
{
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

gint64
add_user (Day *day, const char *name, QhRoles roles, const char *passphrase)
{
  g_autoptr (QhRecord) user = qh_store_new_record (day->store.store, QH_KIND_USER);
  g_autoptr (GError) error = NULL;
  gint64 id;

  qh_record_set_text (user, "name", name);
  qh_user_set_roles (user, roles);
  id = qh_users_add (day->store.store, user, passphrase, &error);
  g_assert_no_error (error);
  return id;
}

void
type_new (gpointer passphrase, const char *text, const char *again)
{
  gtk_editable_set_text (child_of (passphrase, QH_TYPE_NEW_PASSPHRASE, "passphrase"), text);
  gtk_editable_set_text (child_of (passphrase, QH_TYPE_NEW_PASSPHRASE, "again"), again);
}

QhUnlockPage *
lock (Day *day)
{
  qh_window_lock (day->window);
  settle ();
  return child_of (day->window, QH_TYPE_WINDOW, "unlock");
}

gboolean
row_shows (Day *day, int number)
{
  GtkListBox *list = child_of (day->window, QH_TYPE_WINDOW, "list");

  return gtk_widget_get_visible (GTK_WIDGET (gtk_list_box_get_row_at_index (list, number)));
}

gint64
put_case (Day *day)
{
  QhRecord *record = fixture_new_case (day->store.store);

  qh_record_set_text (record, "name", "Xochiquetzal");
  return fixture_put (day->store.store, record);
}
