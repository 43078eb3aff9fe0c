/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows are looked at: categories to be ticked, or from what to what. */
#include "ui/explore/qh-explore-filter.h"

#include <glib/gi18n-lib.h>

#include "frame/qh-filter.h"

/* More categories than this are written, not ticked. */
#define MOST_TICKS 200
#define LIST_HEIGHT 320
/* Of what was ticked, so many are named. */
#define MOST_NAMES 2

typedef struct
{
  GtkWidget *popover;
  GtkWidget *from; /* NULL where categories are ticked; codes where there is no @to */
  GtkWidget *to;
  GtkWidget *wrong; /* what is not understood */
  GPtrArray *ticks; /* of GtkCheckButton, with its code */
  QhFrame *frame;
  char *name;
  char *label;
  QhExploreFiltered filtered;
  gpointer user_data;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  g_ptr_array_unref (self->ticks);
  qh_frame_unref (self->frame);
  g_free (self->name);
  g_free (self->label);
  g_free (self);
}

static gboolean
unparent_cb (gpointer popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

/* The focus goes back to where it was. */
static void
closed_cb (GtkWidget *popover)
{
  GtkWidget *before = g_object_get_data (G_OBJECT (popover), "focus");

  if (before != NULL && gtk_widget_get_mapped (before))
    gtk_widget_grab_focus (before);
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

/* What was ticked, as people read it: the first few, and how many more. */
static char *
name_ticked (Asking *self)
{
  GString *names = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < self->ticks->len; i++)
    {
      GtkCheckButton *tick = g_ptr_array_index (self->ticks, i);

      if (!gtk_check_button_get_active (tick) || n++ >= MOST_NAMES)
        continue;
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", gtk_check_button_get_label (tick));
    }
  if (n > MOST_NAMES)
    g_string_append_printf (names, " +%u", n - MOST_NAMES);
  return g_string_free (names, FALSE);
}

/* From what to what; one side may be open. */
static char *
read_range (Asking *self)
{
  g_autofree char *from = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->from))));
  g_autofree char *to = self->to != NULL ? g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->to)))) : NULL;

  if (to == NULL || (from[0] == '\0' && to[0] == '\0'))
    return g_steal_pointer (&from);
  return g_strconcat (from, "..", to, NULL);
}

static void
done_cb (Asking *self)
{
  g_autoptr (QhFilter) filter = qh_filter_new ();
  g_autofree char *value = self->from != NULL ? read_range (self) : join_ticked (self);
  g_autofree char *shown = self->from != NULL ? g_strdup (value) : name_ticked (self);
  g_autofree char *condition = g_strdup_printf ("%s=%s", self->name, value);
  g_autofree char *words = g_strdup_printf ("%s: %s", self->label, shown);
  g_autoptr (GError) error = NULL;

  if (value[0] != '\0' && !qh_filter_parse (filter, self->frame, condition, &error))
    {
      gtk_label_set_text (GTK_LABEL (self->wrong), error->message);
      gtk_widget_set_visible (self->wrong, TRUE);
      return;
    }
  if (value[0] != '\0')
    self->filtered (condition, words, self->user_data);
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

static GtkWidget *
add_entry (Asking *self, GtkWidget *box, const char *label, const char *example)
{
  GtkWidget *name = gtk_label_new (label), *entry = gtk_entry_new ();

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 32);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), example);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (done_cb), self);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), entry);
  return entry;
}

static void
add_range (Asking *self, GtkWidget *box, const QhFrameColumn *column)
{
  gboolean days = column->field->type == QH_TYPE_DATE, times = column->field->type == QH_TYPE_TIME;

  self->from = add_entry (self, box, C_ ("interval", "From"), days ? "2026-01-31" : times ? "08:00" : "15");
  self->to = add_entry (self, box, C_ ("interval", "To"), days ? "2026-03" : times ? "14:00" : "60");
}

static void
add_choices (Asking *self, GtkWidget *box, QhLanguage language)
{
  const QhFrameColumn *column = qh_frame_find_column (self->frame, self->name);
  g_autoptr (QhVariable) variable = qh_variable_new (self->frame, self->name, NULL);
  gboolean coded = variable != NULL && variable->form != QH_VARIABLE_NUMBER && variable->form != QH_VARIABLE_DAY
                   && variable->form != QH_VARIABLE_HOUR;

  if (!coded && column != NULL)
    add_range (self, box, column);
  else if (coded && qh_variable_get_n_keys (variable) <= QH_FRAME_FIRST_CODE + MOST_TICKS)
    add_ticks (self, box, variable, language);
  else
    self->from = add_entry (self, box, _ ("Codes, with commas between them"), NULL);
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
  const QhFrameColumn *column = qh_frame_find_column (frame, name);
  Asking *self = g_new0 (Asking, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *done = gtk_button_new_with_mnemonic (_ ("_Filter")), *before;

  self->popover = gtk_popover_new ();
  self->ticks = g_ptr_array_new ();
  self->frame = qh_frame_ref (frame);
  self->name = g_strdup (name);
  self->label = g_strdup (column != NULL ? qh_field_get_label (column->field, language) : name);
  self->filtered = filtered;
  self->user_data = user_data;
  add_choices (self, box, language);
  self->wrong = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->wrong), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->wrong), 32);
  gtk_widget_add_css_class (self->wrong, "error");
  gtk_widget_set_visible (self->wrong, FALSE);
  gtk_box_append (GTK_BOX (box), self->wrong);
  gtk_widget_add_css_class (done, "suggested-action");
  g_signal_connect_swapped (done, "clicked", G_CALLBACK (done_cb), self);
  gtk_box_append (GTK_BOX (box), done);
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  g_object_set_data_full (G_OBJECT (self->popover), "asking", self, asking_free);
  g_signal_connect (self->popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_widget_set_parent (self->popover, from);
  before = gtk_root_get_focus (gtk_widget_get_root (from));
  if (before != NULL)
    g_object_set_data_full (G_OBJECT (self->popover), "focus", g_object_ref (before), g_object_unref);
  gtk_popover_popup (GTK_POPOVER (self->popover));
  gtk_widget_grab_focus (self->from != NULL       ? self->from
                         : self->ticks->len > 0 ? g_ptr_array_index (self->ticks, 0)
                                                 : done);
}
