/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows are looked at: categories to be ticked, or from what to what. */
#include "ui/explore/qh-explore-filter.h"

#include <glib/gi18n-lib.h>

/* More categories than this are written, not ticked. */
#define MOST_TICKS 200
#define LIST_HEIGHT 320

typedef struct
{
  GtkWidget *popover;
  GtkWidget *entry; /* NULL where categories are ticked */
  GPtrArray *ticks; /* of GtkCheckButton, with its code */
  char *name;
  QhExploreFiltered filtered;
  gpointer user_data;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  g_ptr_array_unref (self->ticks);
  g_free (self->name);
  g_free (self);
}

static gboolean
unparent_cb (gpointer popover)
{
  gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

static void
closed_cb (GtkWidget *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_cb, g_object_ref (popover), g_object_unref);
}

static char *
join_ticked (Asking *self)
{
  GString *codes = g_string_new (NULL);

  for (guint i = 0; i < self->ticks->len; i++)
    {
      GtkCheckButton *tick = g_ptr_array_index (self->ticks, i);

      if (gtk_check_button_get_active (tick))
        g_string_append_printf (codes, "%s%s", codes->len > 0 ? "," : "", (const char *)g_object_get_data (G_OBJECT (tick), "code"));
    }
  return g_string_free (codes, FALSE);
}

static void
done_cb (Asking *self)
{
  g_autofree char *value = self->entry != NULL ? g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))) : join_ticked (self);
  g_autofree char *condition = g_strdup_printf ("%s=%s", self->name, value);

  g_strstrip (value);
  if (value[0] != '\0')
    self->filtered (condition, self->user_data);
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
add_ticks (Asking *self, GtkWidget *box, const QhVariable *variable, QhLanguage language)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint c = QH_FRAME_FIRST_CODE; c < qh_variable_get_n_keys (variable); c++)
    {
      gint64 key = qh_variable_get_key (variable, c);
      g_autofree char *label = qh_variable_dup_key_label (variable, key, language, NULL, NULL);
      GtkWidget *tick = gtk_check_button_new_with_label (label);

      g_object_set_data_full (G_OBJECT (tick), "code", qh_variable_dup_key_code (variable, key), g_free);
      g_ptr_array_add (self->ticks, tick);
      gtk_box_append (GTK_BOX (list), tick);
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), LIST_HEIGHT);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_box_append (GTK_BOX (box), scroller);
}

static void
add_entry (Asking *self, GtkWidget *box)
{
  GtkWidget *hint = gtk_label_new (_ ("From what to what, such as 15..60 or 2026-01..2026-03"));

  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (hint), 32);
  self->entry = gtk_entry_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_label_get_text (GTK_LABEL (hint)), -1);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (done_cb), self);
  gtk_box_append (GTK_BOX (box), hint);
  gtk_box_append (GTK_BOX (box), self->entry);
}

/**
 * qh_explore_filter_ask:
 * @from: beside which it is asked
 * @name: a variable's name
 *
 * Asks which of a variable's values to look at.
 */
void
qh_explore_filter_ask (GtkWidget *from,
                       QhFrame *frame,
                       const char *name,
                       QhLanguage language,
                       QhExploreFiltered filtered,
                       gpointer user_data)
{
  g_autoptr (QhVariable) variable = qh_variable_new (frame, name, NULL);
  Asking *self = g_new0 (Asking, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *done = gtk_button_new_with_mnemonic (_ ("_Filter"));

  self->popover = gtk_popover_new ();
  self->ticks = g_ptr_array_new ();
  self->name = g_strdup (name);
  self->filtered = filtered;
  self->user_data = user_data;
  if (variable != NULL && variable->form != QH_VARIABLE_NUMBER && variable->form != QH_VARIABLE_DAY
      && qh_variable_get_n_keys (variable) <= QH_FRAME_FIRST_CODE + MOST_TICKS)
    add_ticks (self, box, variable, language);
  else
    add_entry (self, box);
  gtk_widget_add_css_class (done, "suggested-action");
  g_signal_connect_swapped (done, "clicked", G_CALLBACK (done_cb), self);
  gtk_box_append (GTK_BOX (box), done);
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  g_object_set_data_full (G_OBJECT (self->popover), "asking", self, asking_free);
  g_signal_connect (self->popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_widget_set_parent (self->popover, from);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}
