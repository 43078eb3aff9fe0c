/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/goals/qh-goals-cell.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ui/widgets/qh-tooltip.h"

#define MOST_PLANNED 1000000

static char *
planned_to_text (gint planned)
{
  return planned > 0 ? g_strdup_printf ("%d", planned) : g_strdup ("");
}

/* What is the same already costs nothing: there are hundreds of cells. */
static void
set_text (GtkEditable *entry, const char *text)
{
  if (!g_str_equal (gtk_editable_get_text (entry), text))
    gtk_editable_set_text (entry, text);
}

/**
 * qh_goals_cell_init:
 * @name: of what and of which month it is, for who does not see the headings
 *
 * Returns: (transfer floating): the widget of a new cell.
 */
GtkWidget *
qh_goals_cell_init (QhGoalsCell *self, const char *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *done = gtk_label_new (NULL);

  *self = (QhGoalsCell){ GTK_EDITABLE (entry), GTK_LABEL (done), -1 };
  gtk_editable_set_width_chars (self->entry, 4);
  gtk_editable_set_max_width_chars (self->entry, 5);
  gtk_entry_set_alignment (GTK_ENTRY (entry), 1);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_DIGITS);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_label_set_xalign (self->done, 1);
  gtk_widget_add_css_class (done, "caption");
  gtk_widget_add_css_class (done, "numeric");
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), done);
  return box;
}

/**
 * qh_goals_cell_read:
 *
 * Returns: what is typed; %QH_GOALS_NOT_A_NUMBER for what is none.
 */
gint
qh_goals_cell_read (const QhGoalsCell *self)
{
  g_autofree char *stripped = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
  guint64 number;

  if (stripped[0] == '\0')
    return 0;
  return g_ascii_string_to_unsigned (stripped, 10, 0, MOST_PLANNED, &number, NULL) ? (gint)number
                                                                                    : QH_GOALS_NOT_A_NUMBER;
}

/**
 * qh_goals_cell_is_typed:
 *
 * Returns: whether something else is typed than what is stored.
 */
gboolean
qh_goals_cell_is_typed (const QhGoalsCell *self)
{
  g_autofree char *stored = planned_to_text (self->planned);

  return !g_str_equal (gtk_editable_get_text (self->entry), stored);
}

void
qh_goals_cell_show_wrong (QhGoalsCell *self, gboolean wrong)
{
  GtkWidget *entry = GTK_WIDGET (self->entry);

  if (gtk_widget_has_css_class (entry, "error") == wrong)
    return;
  if (wrong)
    gtk_widget_add_css_class (entry, "error");
  else
    gtk_widget_remove_css_class (entry, "error");
  qh_tooltip_set (
    entry, wrong ? _ ("Write a whole number up to 1000000; nothing, or 0, is not planned.") : NULL);
  gtk_accessible_update_state (
    GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID, wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/**
 * qh_goals_cell_revert:
 *
 * Puts back what is stored in the place of what is typed.
 */
void
qh_goals_cell_revert (QhGoalsCell *self)
{
  g_autofree char *text = planned_to_text (self->planned);

  set_text (self->entry, text);
  qh_goals_cell_show_wrong (self, FALSE);
}

static void
show_words (QhGoalsCell *self, const char *text, const char *words)
{
  const char *before = gtk_widget_get_tooltip_text (GTK_WIDGET (self->done));

  gtk_label_set_text (self->done, text);
  if (g_strcmp0 (before, words) == 0)
    return;
  qh_tooltip_set (GTK_WIDGET (self->done), words);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words != NULL ? words : "", -1);
}

static void
show_done (QhGoalsCell *self, const QhGoalResult *result)
{
  g_autofree char *text = NULL;
  g_autofree char *words = NULL;

  if (isnan (result->percent))
    {
      text = g_strdup (_ ("not planned"));
      words = g_strdup_printf (_ ("%u done, not planned"), (guint)result->done);
    }
  else
    {
      text = g_strdup_printf ("%" G_GUINT64_FORMAT " · %.0f %%", result->done, result->percent);
      words = g_strdup_printf (
        _ ("%u done of %.1f, %.0f per cent"), (guint)result->done, result->due, result->percent);
    }
  show_words (self, text, words);
}

/* A share of the unit's is nobody's to write. */
static void
show_share (QhGoalsCell *self, const QhGoalResult *result)
{
  gboolean share = result != NULL && result->goal.unit != 0 && result->goal.worker != 0;
  g_autofree char *text = share ? g_strdup_printf ("(%.1f)", result->due) : NULL;

  if (g_strcmp0 (gtk_entry_get_placeholder_text (GTK_ENTRY (self->entry)), text) != 0)
    gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), text);
  if (share || result == NULL)
    self->planned = -1;
  else
    self->planned = (gint)result->goal.planned;
}

/**
 * qh_goals_cell_show:
 * @result: (nullable): the goal beside what was done; %NULL for no goal
 *
 * Shows it; what is being typed stays.
 */
void
qh_goals_cell_show (QhGoalsCell *self, const QhGoalResult *result, gboolean may_write)
{
  gboolean typed = qh_goals_cell_is_typed (self);
  g_autofree char *text = NULL;

  show_share (self, result);
  text = planned_to_text (self->planned);
  if (!typed)
    set_text (self->entry, text);
  if (gtk_editable_get_editable (self->entry) != may_write)
    gtk_editable_set_editable (self->entry, may_write);
  self->due = result != NULL && !isnan (result->percent) ? result->due : 0;
  self->n_done = result != NULL && !isnan (result->percent) ? result->done : 0;
  if (result != NULL)
    show_done (self, result);
  else
    show_words (self, "", NULL);
}
