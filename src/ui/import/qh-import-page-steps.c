/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the import page shows at each step. */
#include "ui/import/qh-import-page-private.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *view;
  const char *title;
  const char *next; /* what the button forward says; the report's own where NULL */
} steps[N_STEPS] = {
  [STEP_FILE] = { "file", N_("Choose a file"), NULL },
  [STEP_TABLE] = { "table", N_("What was understood"), N_("_Next") },
  [STEP_PROFILE] = { "profile", N_("By which profile"), N_("_Dry Run") },
  [STEP_PLAN] = { "report", N_("What would be imported"), NULL },
  [STEP_DONE] = { "report", N_("What was done"), N_("See in _Charts") },
};

/* What shows */

/**
 * qh_import_page_show_problem:
 * @text: (nullable): what went wrong
 *
 * Shows a problem above the step, or none.
 */
void
qh_import_page_show_problem (QhImportPage *self,
                             const char   *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static const QhImportReport *
get_report (QhImportPage *self)
{
  return self->importer != NULL ? qh_importer_get_report (self->importer) : NULL;
}

static gboolean
can_go_on (QhImportPage *self)
{
  const QhImportReport *report = get_report (self);

  switch (self->step)
    {
    case STEP_TABLE:
      return self->table != NULL && qh_csv_reader_get_n_rows (self->table) > 0;
    case STEP_PROFILE:
      return qh_import_profile_view_get_profile (self->profile_view) != NULL;
    case STEP_PLAN:
      return report != NULL && report->n_new > 0;
    case STEP_DONE:
      return TRUE;
    case STEP_FILE:
    case N_STEPS:
    default:
      return FALSE;
    }
}

/**
 * qh_import_page_update_actions:
 *
 * Lets through the actions that make sense now.
 */
void
qh_import_page_update_actions (QhImportPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean idle = self->cancellable == NULL && self->session != NULL;

  gtk_widget_action_set_enabled (widget, "import.choose", idle);
  gtk_widget_action_set_enabled (widget, "import.again", idle && self->step > STEP_FILE);
  gtk_widget_action_set_enabled (widget, "import.back", idle && self->step > STEP_FILE && self->step < STEP_DONE);
  gtk_widget_action_set_enabled (widget, "import.next", idle && can_go_on (self));
  gtk_widget_action_set_enabled (widget, "import.cancel", self->cancellable != NULL);
  gtk_widget_set_visible (self->actions, self->cancellable == NULL && self->step > STEP_FILE);
}

static void
label_next (QhImportPage *self)
{
  const QhImportReport *report = get_report (self);
  g_autofree char *text = NULL;

  if (steps[self->step].next != NULL)
    text = g_strdup (_(steps[self->step].next));
  else if (report != NULL && report->n_new > 0)
    text = g_strdup_printf (ngettext ("_Import %'u Row", "_Import %'u Rows", report->n_new), report->n_new);
  else
    text = g_strdup (_("_Import"));
  gtk_button_set_label (GTK_BUTTON (self->next), text);
}

/**
 * qh_import_page_label_title:
 *
 * Says which step shows.
 */
void
qh_import_page_label_title (QhImportPage *self)
{
  /* Translators: a step's number, how many there are, what it is about */
  g_autofree char *subtitle = g_strdup_printf (_("Step %d of %d: %s"), self->step + 1, N_STEPS, _(steps[self->step].title));

  adw_window_title_set_subtitle (self->title, subtitle);
}

/**
 * qh_import_page_focus_step:
 *
 * Gives the focus to what the step most likely needs.
 */
void
qh_import_page_focus_step (QhImportPage *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (self->step == STEP_FILE)
    gtk_widget_grab_focus (self->choose);
  else if (gtk_widget_is_sensitive (self->next))
    gtk_widget_grab_focus (self->next);
  else
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

/**
 * qh_import_page_show_step:
 * @step: the step to show
 *
 * Turns to a step.
 */
void
qh_import_page_show_step (QhImportPage *self,
                          QhImportStep  step)
{
  self->step = step;
  gtk_stack_set_visible_child_name (self->stack, steps[step].view);
  qh_import_page_label_title (self);
  label_next (self);
  qh_import_page_update_actions (self);
  qh_import_page_focus_step (self);
}

/**
 * qh_import_page_set_progress:
 * @done: how many are done
 * @total: of how many; 0 where that is not known
 *
 * Shows how far the work is.
 */
void
qh_import_page_set_progress (QhImportPage *self,
                             guint64       done,
                             guint64       total)
{
  g_autofree char *done_text = g_strdup_printf ("%'" G_GUINT64_FORMAT, done);
  g_autofree char *total_text = g_strdup_printf ("%'" G_GUINT64_FORMAT, total);
  /* Translators: how many are done, of how many */
  g_autofree char *text = g_strdup_printf (_("%s of %s"), done_text, total_text);

  gtk_widget_set_visible (GTK_WIDGET (self->bar), total > 0);
  gtk_progress_bar_set_fraction (self->bar, total > 0 ? MIN ((double) done / (double) total, 1.0) : 0);
  gtk_label_set_text (self->count, total > 0 ? text : "");
}
