/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings/qh-settings-catalogues.h"

#include <glib/gi18n-lib.h>

#include "domain/qh-fold.h"
#include "ui/settings/qh-catalogue-list.h"
#include "ui/settings/qh-entry-editor.h"
#include "ui/settings/qh-entry-row.h"
#include "ui/widgets/qh-write.h"

/**
 * QhSettingsCatalogues:
 *
 * The workspace's catalogues beside the entries of one. Entries are added,
 * relabelled, put in order and retired; never deleted.
 */
struct _QhSettingsCatalogues
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkListBox *catalogues_list;
  GtkSearchEntry *search;
  GtkListView *entries_view;

  QhSession *session;
  GPtrArray *names;         /* of catalogues, as in catalogues_list */
  QhCatalogues *catalogues; /* what shows */
  char *current;
  GtkStringList *ids;       /* of the entries that show, as text */
  GtkSingleSelection *selection;
};

G_DEFINE_FINAL_TYPE (QhSettingsCatalogues, qh_settings_catalogues, GTK_TYPE_WIDGET)

/* Showing */

static gint64
get_id (QhSettingsCatalogues *self,
        guint                 position)
{
  const char *text = gtk_string_list_get_string (self->ids, position);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

static gint64
get_selected_id (QhSettingsCatalogues *self)
{
  return get_id (self, gtk_single_selection_get_selected (self->selection));
}

static gboolean
is_searching (QhSettingsCatalogues *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search))[0] != '\0';
}

static gboolean
matches (const QhEntry *entry,
         char         **words)
{
  g_autoptr (GString) folded = g_string_new (NULL);

  qh_fold_append (folded, entry->code);
  for (guint l = 0; l < QH_N_LANGUAGES; l++)
    if (entry->labels[l] != NULL)
      {
        g_string_append_c (folded, ' ');
        qh_fold_append (folded, entry->labels[l]);
      }
  return qh_fold_match (folded->str, words);
}

/* Shows the entries of the current catalogue; the selection stays on its entry. */
static void
fill_entries (QhSettingsCatalogues *self)
{
  gint64 selected = get_selected_id (self);
  g_auto (GStrv) words = qh_fold_words (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  GPtrArray *entries = self->catalogues != NULL && self->current != NULL ? qh_catalogues_list (self->catalogues, self->current) : NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  guint position = 0;

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const QhEntry *entry = g_ptr_array_index (entries, i);

      if (!matches (entry, words))
        continue;
      if (entry->id == selected)
        position = ids->len;
      g_ptr_array_add (ids, g_strdup_printf ("%" G_GINT64_FORMAT, entry->id));
    }
  g_ptr_array_add (ids, NULL);
  gtk_string_list_splice (self->ids, 0, g_list_model_get_n_items (G_LIST_MODEL (self->ids)), (const char *const *) ids->pdata);
  if (ids->len > 1)
    {
      gtk_single_selection_set_selected (self->selection, position);
      gtk_widget_activate_action (GTK_WIDGET (self->entries_view), "list.scroll-to-item", "u", position);
    }
}

static void
fill_catalogues (QhSettingsCatalogues *self)
{
  g_autofree char *current = g_strdup (self->current);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  GtkWidget *row;
  int selected = 0;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->catalogues_list))) != NULL)
    gtk_list_box_remove (self->catalogues_list, row);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  if (self->session == NULL)
    return;
  self->names = qh_catalogue_list_names (qh_session_get_store (self->session), labels);
  for (guint i = 0; i < self->names->len; i++)
    {
      GtkWidget *label = gtk_label_new (g_ptr_array_index (labels, i));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_list_box_append (self->catalogues_list, label);
      if (g_strcmp0 (current, g_ptr_array_index (self->names, i)) == 0)
        selected = (int) i;
    }
  gtk_list_box_select_row (self->catalogues_list, gtk_list_box_get_row_at_index (self->catalogues_list, selected));
}

static void
catalogue_selected_cb (QhSettingsCatalogues *self,
                       GtkListBoxRow        *row)
{
  if (row == NULL || self->names == NULL)
    return;
  g_free (self->current);
  self->current = g_strdup (g_ptr_array_index (self->names, gtk_list_box_row_get_index (row)));
  if (is_searching (self))
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  fill_entries (self);
}

static void
search_changed_cb (QhSettingsCatalogues *self)
{
  fill_entries (self);
}

static void
changed_cb (QhSettingsCatalogues *self,
            GArray               *touched)
{
  gboolean entries = touched == NULL, fields = touched == NULL;

  for (guint i = 0; touched != NULL && i < touched->len; i++)
    {
      entries |= g_array_index (touched, QhTouched, i).kind == QH_KIND_ENTRY;
      fields |= g_array_index (touched, QhTouched, i).kind == QH_KIND_OWN_FIELD;
    }
  if (!entries && !fields)
    return;
  g_clear_pointer (&self->catalogues, qh_catalogues_unref);
  self->catalogues = qh_store_ref_catalogues (qh_session_get_store (self->session));
  if (fields)
    fill_catalogues (self);
  fill_entries (self);
}

/* Changing */

static void
move_entry (QhSettingsCatalogues *self,
            gint64                id,
            int                   by)
{
  QhStore *store;
  QhChange *change;

  if (self->session == NULL || self->current == NULL || is_searching (self))
    return;
  store = qh_session_get_store (self->session);
  change = qh_entries_move (store, self->current, id, by);
  if (change != NULL)
    qh_write (GTK_WIDGET (self), store, change, _("The order was changed."), NULL, NULL);
}

static void
edit_entry (QhSettingsCatalogues *self,
            gint64                id)
{
  if (self->session != NULL && self->current != NULL)
    qh_entry_editor_open (GTK_WIDGET (self), self->session, self->current, id);
}

static void
add_cb (QhSettingsCatalogues *self)
{
  edit_entry (self, 0);
}

static void
activate_cb (QhSettingsCatalogues *self,
             guint                 position)
{
  edit_entry (self, get_id (self, position));
}

static void
row_move_cb (QhSettingsCatalogues *self,
             int                   by,
             QhEntryRow           *row)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->ids)); i++)
    if (get_id (self, i) == qh_entry_row_get_id (row))
      gtk_single_selection_set_selected (self->selection, i);
  move_entry (self, qh_entry_row_get_id (row), by);
}

static void
row_edit_cb (QhSettingsCatalogues *self,
             QhEntryRow           *row)
{
  edit_entry (self, qh_entry_row_get_id (row));
}

static gboolean
move_key_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   user_data)
{
  QhSettingsCatalogues *self = QH_SETTINGS_CATALOGUES (widget);

  move_entry (self, get_selected_id (self), g_variant_get_int32 (arguments));
  return TRUE;
}

/* Rows */

static void
setup_cb (QhSettingsCatalogues *self,
          GtkListItem          *item)
{
  GtkWidget *row = qh_entry_row_new ();

  g_signal_connect_object (row, "move", G_CALLBACK (row_move_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "edit", G_CALLBACK (row_edit_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (QhSettingsCatalogues *self,
         GtkListItem          *item)
{
  const QhEntry *entry = qh_catalogues_find (self->catalogues, get_id (self, gtk_list_item_get_position (item)));

  if (entry != NULL)
    qh_entry_row_show (QH_ENTRY_ROW (gtk_list_item_get_child (item)), entry,
                       qh_store_get_language (qh_session_get_store (self->session)), !is_searching (self));
}

static void
qh_settings_catalogues_dispose (GObject *object)
{
  QhSettingsCatalogues *self = QH_SETTINGS_CATALOGUES (object);

  if (self->content != NULL)
    qh_settings_catalogues_set_session (self, NULL);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->ids);
  G_OBJECT_CLASS (qh_settings_catalogues_parent_class)->dispose (object);
}

static void
qh_settings_catalogues_class_init (QhSettingsCataloguesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_settings_catalogues_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/settings/qh-settings-catalogues.ui");
  gtk_widget_class_bind_template_child (widget_class, QhSettingsCatalogues, content);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsCatalogues, catalogues_list);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsCatalogues, search);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsCatalogues, entries_view);
  gtk_widget_class_bind_template_callback (widget_class, catalogue_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, GDK_ALT_MASK, move_key_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, GDK_ALT_MASK, move_key_cb, "i", 1);
}

static void
qh_settings_catalogues_init (QhSettingsCatalogues *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->ids = gtk_string_list_new (NULL);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->ids)));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->entries_view, factory);
  gtk_list_view_set_model (self->entries_view, GTK_SELECTION_MODEL (self->selection));
}

/**
 * qh_settings_catalogues_set_session:
 * @session: (nullable): the open workspace
 */
void
qh_settings_catalogues_set_session (QhSettingsCatalogues *self,
                                    QhSession            *session)
{
  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_pointer (&self->current, g_free);
  gtk_string_list_splice (self->ids, 0, g_list_model_get_n_items (G_LIST_MODEL (self->ids)), NULL);
  g_clear_pointer (&self->catalogues, qh_catalogues_unref);
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      self->catalogues = qh_store_ref_catalogues (qh_session_get_store (session));
      g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
    }
  fill_catalogues (self);
}
