/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/backups/qh-damage-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/qh-change-words.h"
#include "ui/backups/qh-rescue.h"
#include "ui/backups/qh-rescue-report.h"
#include "ui/backups/qh-secret-rows.h"
#include "ui/backups/qh-target-row.h"
#include "ui/qh-work.h"
#include "ui/widgets/qh-form-state.h"

/**
 * QhDamagePage:
 *
 * Says what is damaged in a workspace, and makes a new one of the last good
 * backup with what is newer and readable, or of what is readable alone. The
 * damaged file is left as it is.
 */
struct _QhDamagePage
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkLabel *what;
  AdwActionRow *backup;
  QhSecretRows *secret;
  QhTargetRow *target;
  GtkWidget *problem;
  GtkWidget *restore;
  GtkWidget *salvage;
  QhRescueReport *report;

  char *path;
  GPtrArray *infos;          /* (nullable) of QhBackupInfo, newest first */
  GCancellable *cancellable; /* of their listing */
  QhRescue *rescue;          /* what was done; NULL until then */
  guint focus_source;
};

G_DEFINE_FINAL_TYPE (QhDamagePage, qh_damage_page, GTK_TYPE_WIDGET)

enum
{
  RESCUED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
update_buttons (QhDamagePage *self)
{
  gboolean typed = !qh_secret_rows_is_empty (self->secret);

  gtk_widget_set_sensitive (self->restore, typed && self->infos != NULL && self->infos->len > 0);
  gtk_widget_set_sensitive (self->salvage, typed);
}

/* Which backups there are */

static void
list_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, qh_backup_list_of (data), (GDestroyNotify)g_ptr_array_unref);
}

static void
show_backup (QhDamagePage *self)
{
  const QhBackupInfo *last = self->infos->len > 0 ? g_ptr_array_index (self->infos, 0) : NULL;
  g_autofree char *when = last != NULL ? qh_change_words_time (last->made * 1000) : NULL;
  g_autofree char *size = last != NULL ? g_format_size (last->size) : NULL;
  g_autofree char *subtitle
    = last != NULL ? g_strjoin (" · ", when, qh_backup_reason_describe (last->reason), size, NULL)
                   : g_strdup (_ ("None was found beside the workspace"));

  adw_action_row_set_subtitle (self->backup, subtitle);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhDamagePage *self = QH_DAMAGE_PAGE (source);
  g_autoptr (GPtrArray) infos = g_task_propagate_pointer (G_TASK (result), NULL);

  if (infos == NULL)
    return;
  self->infos = g_steal_pointer (&infos);
  show_backup (self);
  update_buttons (self);
}

static void
list (QhDamagePage *self)
{
  g_autoptr (GTask) task = NULL;

  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, listed_cb, NULL);
  g_task_set_task_data (task, g_strdup (self->path), g_free);
  g_task_run_in_thread (task, list_in_thread);
}

/* Rescue */

static void
rescued_cb (GtkWidget *from, gpointer data, const GError *error)
{
  GtkWidget *widget = gtk_widget_get_ancestor (from, QH_TYPE_DAMAGE_PAGE);
  QhDamagePage *self = widget != NULL ? QH_DAMAGE_PAGE (widget) : NULL;
  QhRescue *rescue = data;

  if (self == NULL || g_strcmp0 (self->path, rescue->workspace) != 0)
    return;
  if (error != NULL)
    {
      qh_form_show_problem (self->problem,
                            g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                              ? _ ("It was cancelled. Nothing was written.")
                              : error->message);
      return;
    }
  qh_secret_rows_clear (self->secret);
  self->rescue = qh_rescue_ref (rescue);
  qh_rescue_report_show (self->report, rescue);
  gtk_stack_set_visible_child_name (self->stack, "report");
  gtk_widget_child_focus (GTK_WIDGET (self->report), GTK_DIR_TAB_FORWARD);
}

static void
run (QhDamagePage *self, GtkWidget *from, gboolean with_backup)
{
  QhSecret secret = qh_secret_rows_dup (self->secret);
  QhRescue *rescue = qh_rescue_new (
    self->path, qh_target_row_get_path (self->target), with_backup ? self->infos : NULL, &secret);

  qh_form_show_problem (self->problem, NULL);
  qh_work_run (from,
               NULL,
               with_backup ? _ ("Restoring the backup and what is newer…")
                           : _ ("Saving what can be read…"),
               qh_rescue_run,
               rescue,
               (GDestroyNotify)qh_rescue_unref,
               rescued_cb);
}

static void
restore_cb (QhDamagePage *self)
{
  run (self, self->restore, TRUE);
}

static void
salvage_cb (QhDamagePage *self)
{
  run (self, self->salvage, FALSE);
}

static void
open_cb (QhDamagePage *self)
{
  g_autofree char *target = self->rescue != NULL ? g_strdup (self->rescue->target) : NULL;

  if (target != NULL)
    g_signal_emit (self, signals[RESCUED], 0, target);
}

static void
typed_cb (QhDamagePage *self)
{
  qh_form_show_problem (self->problem, NULL);
  update_buttons (self);
}

static void
entered_cb (QhDamagePage *self)
{
  if (gtk_widget_is_sensitive (self->restore))
    restore_cb (self);
  else if (gtk_widget_is_sensitive (self->salvage))
    salvage_cb (self);
}

/* Overrides */

static gboolean
qh_damage_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (QH_DAMAGE_PAGE (widget)->secret));
}

/* A window that opens looks for a focus of its own after this. */
static gboolean
focus_cb (gpointer data)
{
  QhDamagePage *self = data;

  self->focus_source = 0;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
qh_damage_page_map (GtkWidget *widget)
{
  QhDamagePage *self = QH_DAMAGE_PAGE (widget);

  GTK_WIDGET_CLASS (qh_damage_page_parent_class)->map (widget);
  if (self->focus_source == 0)
    self->focus_source = g_idle_add (focus_cb, self);
}

static void
qh_damage_page_dispose (GObject *object)
{
  QhDamagePage *self = QH_DAMAGE_PAGE (object);
  GtkWidget *child;

  g_clear_handle_id (&self->focus_source, g_source_remove);
  if (self->stack != NULL)
    qh_damage_page_clear (self);
  self->stack = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_damage_page_parent_class)->dispose (object);
}

static void
qh_damage_page_class_init (QhDamagePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_damage_page_dispose;
  widget_class->map = qh_damage_page_map;
  widget_class->grab_focus = qh_damage_page_grab_focus;

  /**
   * QhDamagePage::rescued:
   * @path: of the new workspace
   *
   * The new workspace is to be opened.
   */
  signals[RESCUED] = g_signal_new ("rescued",
                                   QH_TYPE_DAMAGE_PAGE,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   1,
                                   G_TYPE_STRING);

  g_type_ensure (QH_TYPE_SECRET_ROWS);
  g_type_ensure (QH_TYPE_TARGET_ROW);
  g_type_ensure (QH_TYPE_RESCUE_REPORT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/quehacer/Quehacer/backups/qh-damage-page.ui");
  gtk_widget_class_bind_template_child (widget_class, QhDamagePage, stack);
  gtk_widget_class_bind_template_child (widget_class, QhDamagePage, what);
  gtk_widget_class_bind_template_child (widget_class, QhDamagePage, backup);
  gtk_widget_class_bind_template_child (widget_class, QhDamagePage, secret);
  gtk_widget_class_bind_template_child (widget_class, QhDamagePage, target);
  gtk_widget_class_bind_template_child (widget_class, QhDamagePage, problem);
  gtk_widget_class_bind_template_child (widget_class, QhDamagePage, restore);
  gtk_widget_class_bind_template_child (widget_class, QhDamagePage, salvage);
  gtk_widget_class_bind_template_child (widget_class, QhDamagePage, report);
  gtk_widget_class_bind_template_callback (widget_class, restore_cb);
  gtk_widget_class_bind_template_callback (widget_class, salvage_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
}

static void
qh_damage_page_init (QhDamagePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_damage_page_clear:
 *
 * Forgets the workspace and what was typed for it.
 */
void
qh_damage_page_clear (QhDamagePage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->infos, g_ptr_array_unref);
  g_clear_pointer (&self->rescue, qh_rescue_unref);
  g_clear_pointer (&self->path, g_free);
  qh_secret_rows_clear (self->secret);
  qh_rescue_report_show (self->report, NULL);
}

static void
propose_target (QhDamagePage *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *stem = g_path_get_basename (self->path);
  g_autofree char *name = NULL;

  if (g_str_has_suffix (stem, ".quehacer"))
    stem[strlen (stem) - strlen (".quehacer")] = '\0';
  /* Translators: the name of a file; of what workspace */
  name = g_strdup_printf (_ ("%s-saved"), stem);
  qh_target_row_propose (self->target, folder, name);
}

/**
 * qh_damage_page_show:
 * @path: of the damaged workspace
 * @what: what is damaged
 *
 * Shows what can be done for a workspace.
 */
void
qh_damage_page_show (QhDamagePage *self, const char *path, const char *what)
{
  qh_damage_page_clear (self);
  self->path = g_strdup (path);
  gtk_label_set_text (self->what, what);
  adw_action_row_set_subtitle (self->backup, "…");
  qh_form_show_problem (self->problem, NULL);
  propose_target (self);
  update_buttons (self);
  gtk_stack_set_visible_child_name (self->stack, "choices");
  list (self);
}

/**
 * qh_damage_page_get_path:
 *
 * Returns: (nullable): the damaged workspace; %NULL while none is shown.
 */
const char *
qh_damage_page_get_path (QhDamagePage *self)
{
  return self->path;
}
