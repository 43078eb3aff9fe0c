/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/qh-person-search.h"

#include <glib/gi18n-lib.h>

#include "ui/forms/qh-choices.h"

#define MOST_SHOWN 6

struct _QhPersonSearch
{
  GtkWidget parent_instance;

  QhChoices *choices;
  GtkEditable *entry;
  GtkListBox *list;
};

enum
{
  CHOSEN,
  CREATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhPersonSearch, qh_person_search, GTK_TYPE_WIDGET)

static GtkWidget *
make_row (const char *words,
          const char *detail)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (detail != NULL)
    {
      GtkWidget *more = gtk_label_new (detail);

      gtk_widget_add_css_class (more, "dim-label");
      gtk_box_append (GTK_BOX (box), more);
    }
  gtk_widget_add_css_class (row, "person-found");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}

static void
typed_cb (QhPersonSearch *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *words = NULL;
  GtkListBoxRow *old;
  GtkWidget *row;

  while ((old = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (old));
  gtk_widget_set_visible (GTK_WIDGET (self->list), text[0] != '\0');
  if (text[0] == '\0')
    return;
  found = qh_choices_find (self->choices, text);
  for (guint i = 0; i < MIN (found->len, MOST_SHOWN); i++)
    {
      const QhChoice *choice = g_ptr_array_index (found, i);

      row = make_row (choice->label, choice->detail);
      g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (&choice->id, sizeof choice->id), g_free);
      gtk_list_box_append (self->list, row);
    }
  words = g_strdup_printf (_("Register “%s” as a new person"), text);
  row = make_row (words, NULL);
  gtk_widget_add_css_class (row, "accent");
  gtk_list_box_append (self->list, row);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

static void
row_activated_cb (QhPersonSearch *self,
                  GtkListBoxRow  *row)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "id");
  gint64 chosen = id != NULL ? *id : 0;
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

  gtk_editable_set_text (self->entry, "");
  if (chosen != 0)
    g_signal_emit (self, signals[CHOSEN], 0, chosen);
  else
    g_signal_emit (self, signals[CREATE], 0, text);
}

static void
entered_cb (QhPersonSearch *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    row_activated_cb (self, row);
}

/* A search entry keeps Escape to itself; with nothing to clear it is the dialog's. */
static void
stopped_cb (QhPersonSearch *self)
{
  if (gtk_editable_get_text (self->entry)[0] != '\0')
    gtk_editable_set_text (self->entry, "");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "dialog.back", NULL);
}

static gboolean
key_cb (QhPersonSearch *self,
        guint           key,
        guint           code,
        GdkModifierType state)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if ((key != GDK_KEY_Down && key != GDK_KEY_Up) || row == NULL)
    return GDK_EVENT_PROPAGATE;
  row = gtk_list_box_get_row_at_index (self->list, gtk_list_box_row_get_index (row) + (key == GDK_KEY_Down ? 1 : -1));
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
  return GDK_EVENT_STOP;
}

static gboolean
qh_person_search_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (QH_PERSON_SEARCH (widget)->entry));
}

static void
qh_person_search_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&QH_PERSON_SEARCH (object)->choices);
  G_OBJECT_CLASS (qh_person_search_parent_class)->dispose (object);
}

static void
qh_person_search_class_init (QhPersonSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_person_search_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = qh_person_search_grab_focus;

  /**
   * QhPersonSearch::chosen:
   * @id: a person already there
   */
  signals[CHOSEN] = g_signal_new ("chosen", QH_TYPE_PERSON_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  /**
   * QhPersonSearch::create:
   * @name: who is to be registered
   */
  signals[CREATE] = g_signal_new ("create", QH_TYPE_PERSON_SEARCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
qh_person_search_init (QhPersonSearch *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->entry = GTK_EDITABLE (gtk_search_entry_new ());
  g_object_set (self->entry, "placeholder-text", _("Search for a person, or type who is new"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Person"), -1);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (typed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entered_cb), self);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (stopped_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  gtk_widget_set_parent (GTK_WIDGET (self->entry), GTK_WIDGET (self));

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
}

/**
 * qh_person_search_new:
 *
 * Returns: (transfer floating): the search.
 */
GtkWidget *
qh_person_search_new (QhSession *session)
{
  QhPersonSearch *self = g_object_new (QH_TYPE_PERSON_SEARCH, NULL);

  self->choices = qh_choices_new_records (session, "person");
  return GTK_WIDGET (self);
}
