/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/today/qh-favourites.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/qh-tooltip.h"

/**
 * QhFavourites:
 *
 * The favourite types of activity with their keys and usual minutes, and the
 * key that repeats the last activity.
 */
struct _QhFavourites
{
  GtkWidget parent_instance;

  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (QhFavourites, qh_favourites, GTK_TYPE_WIDGET)

static const QhEntry *
find_entry (QhCatalogues *catalogues,
            guint         number)
{
  GPtrArray *entries = qh_catalogues_list (catalogues, "activity_type");

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const QhEntry *entry = g_ptr_array_index (entries, i);

      if (entry->favourite == number && !entry->retired)
        return entry;
    }
  return NULL;
}

static GtkWidget *
append_row (QhFavourites *self,
            const char   *key,
            const char   *label,
            const char   *minutes)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *key_label = gtk_label_new (key);
  GtkWidget *title = gtk_label_new (label);
  GtkWidget *minutes_label = gtk_label_new (minutes);

  gtk_widget_add_css_class (key_label, "key");
  gtk_widget_set_valign (key_label, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (minutes_label, "numeric");
  gtk_widget_add_css_class (minutes_label, "dim-label");
  gtk_box_append (GTK_BOX (box), key_label);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), minutes_label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  qh_tooltip_set (row, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, key, -1);
  gtk_list_box_append (self->list, row);
  return row;
}

static void
append_favourite (QhFavourites  *self,
                  guint          number,
                  const QhEntry *entry,
                  QhLanguage     language)
{
  g_autofree char *key = g_strdup_printf (_("Alt+%u"), number);
  g_autofree char *minutes = entry->default_minutes > 0 ? g_strdup_printf ("%d", (int) entry->default_minutes) : g_strdup ("–");
  GtkWidget *row = append_row (self, key, qh_entry_get_label (entry, language), minutes);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "u", number);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "today.favourite");
}

static void
qh_favourites_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_favourites_parent_class)->dispose (object);
}

static void
qh_favourites_class_init (QhFavouritesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_favourites_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
qh_favourites_init (QhFavourites *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "favourites");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Favourites"), -1);
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
}

/**
 * qh_favourites_show:
 * @session: (nullable): the open workspace
 */
void
qh_favourites_show (QhFavourites *self,
                    QhSession    *session)
{
  g_autoptr (QhCatalogues) catalogues = session != NULL ? qh_store_ref_catalogues (qh_session_get_store (session)) : NULL;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint number = 1; catalogues != NULL && number <= QH_N_FAVOURITES; number++)
    {
      const QhEntry *entry = find_entry (catalogues, number);

      if (entry != NULL)
        append_favourite (self, number, entry, qh_session_get_language (session));
    }
  if (session != NULL)
    gtk_actionable_set_action_name (GTK_ACTIONABLE (append_row (self, _("Ctrl+R"), _("Repeat the last"), NULL)), "today.repeat");
}

/**
 * qh_favourites_find:
 * @number: 1 to %QH_N_FAVOURITES
 *
 * Returns: the type of activity in that place, or 0.
 */
gint64
qh_favourites_find (QhSession *session,
                    guint      number)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (qh_session_get_store (session));
  const QhEntry *entry = find_entry (catalogues, number);

  return entry != NULL ? entry->id : 0;
}
