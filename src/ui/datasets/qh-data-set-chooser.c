/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of the variables: a list that is searched while typing. */
#include "ui/datasets/qh-data-set-chooser.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "domain/qh-fold.h"
#include "ui/widgets/qh-tooltip.h"

#define LIST_HEIGHT 300
#define LIST_WIDTH 280

typedef struct
{
  GtkWidget *popover;
  GtkListBox *list;
  char *wanted; /* folded */
  char *name;   /* that was chosen */
  QhDataSetChosen chosen;
  gpointer user_data;
} Choosing;

static void
choosing_free (gpointer data)
{
  Choosing *self = data;

  g_free (self->wanted);
  g_free (self->name);
  g_free (self);
}

/* What was chosen is told once the list is gone, so that what is asked next has the focus. */
static gboolean
end_cb (gpointer popover)
{
  Choosing *self = g_object_get_data (popover, "choosing");
  gboolean there = gtk_widget_get_root (popover) != NULL;

  gtk_widget_unparent (popover);
  if (there && self->name != NULL)
    self->chosen (self->name, self->user_data);
  return G_SOURCE_REMOVE;
}

static void
closed_cb (GtkWidget *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, end_cb, g_object_ref (popover), g_object_unref);
}

static void
activated_cb (Choosing *self, GtkListBoxRow *row)
{
  g_free (self->name);
  self->name = g_strdup (g_object_get_data (G_OBJECT (row), "variable"));
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static gboolean
is_wanted (GtkListBoxRow *row, gpointer data)
{
  const char *wanted = ((Choosing *)data)->wanted;

  return wanted == NULL || strstr (g_object_get_data (G_OBJECT (row), "folded"), wanted) != NULL;
}

static void
searched_cb (Choosing *self, GtkEditable *entry)
{
  g_free (self->wanted);
  self->wanted = qh_fold (gtk_editable_get_text (entry));
  gtk_list_box_invalidate_filter (self->list);
}

/* Enter in the search takes the first that is left. */
static void
entered_cb (Choosing *self, GtkEditable *entry)
{
  searched_cb (self, entry); /* also what was typed a moment ago */
  for (int i = 0; gtk_list_box_get_row_at_index (self->list, i) != NULL; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, i);

      if (!gtk_widget_get_child_visible (GTK_WIDGET (row)))
        continue;
      activated_cb (self, row);
      return;
    }
}

static void
add_row (Choosing *self, const QhField *field, QhLanguage language)
{
  const char *label = qh_field_get_label (field, language);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *text = gtk_label_new (label);
  g_autofree char *both = g_strconcat (label, " ", field->name, NULL);

  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), text);
  qh_tooltip_set (row, field->name);
  g_object_set_data_full (G_OBJECT (row), "variable", g_strdup (field->name), g_free);
  g_object_set_data_full (G_OBJECT (row), "folded", qh_fold (both), g_free);
  gtk_list_box_append (self->list, row);
}

static GtkWidget *
make_content (Choosing *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *search = gtk_search_entry_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "filter-list");
  gtk_list_box_set_placeholder (self->list, gtk_label_new (_ ("There is none, or none more.")));
  gtk_list_box_set_filter_func (self->list, is_wanted, self, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (search), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search for a variable"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scroller, LIST_WIDTH, LIST_HEIGHT);
  gtk_box_append (GTK_BOX (box), search);
  gtk_box_append (GTK_BOX (box), scroller);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (search, "search-changed", G_CALLBACK (searched_cb), self);
  g_signal_connect_swapped (search, "activate", G_CALLBACK (entered_cb), self);
  g_signal_connect_swapped (search, "stop-search", G_CALLBACK (gtk_popover_popdown), self->popover);
  return box;
}

/**
 * qh_data_set_choose:
 * @from: beside which it is asked
 * @left_out: (array zero-terminated=1): names that are not offered
 *
 * Asks for one of the variables that may leave.
 */
void
qh_data_set_choose (GtkWidget *from, QhFrame *frame, QhLanguage language, const char *const *left_out,
                    QhDataSetChosen chosen, gpointer user_data)
{
  Choosing *self = g_new0 (Choosing, 1);
  GtkWidget *content;

  self->popover = gtk_popover_new ();
  self->chosen = chosen;
  self->user_data = user_data;
  content = make_content (self);
  for (guint i = 0; i < qh_frame_get_n_columns (frame); i++)
    {
      const QhField *field = qh_frame_get_column (frame, i)->field;

      if (!field->retired && !g_strv_contains (left_out, field->name))
        add_row (self, field, language);
    }
  gtk_popover_set_child (GTK_POPOVER (self->popover), content);
  g_object_set_data_full (G_OBJECT (self->popover), "choosing", self, choosing_free);
  g_signal_connect (self->popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_widget_set_parent (self->popover, from);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}
