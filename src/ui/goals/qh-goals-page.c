/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/goals/qh-goals-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "domain/qh-roles.h"
#include "ui/goals/qh-goals-files.h"
#include "ui/goals/qh-goals-grid.h"
#include "ui/goals/qh-indicators-window.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-sidebar-button.h"
#include "ui/settings/qh-records.h"

#define BY_TYPE 1

/**
 * QhGoalsPage:
 *
 * A year's goals of a unit or a worker, entered in a grid, beside what was done.
 * Who may not write goals sees their own.
 */
struct _QhGoalsPage
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkDropDown *kinds;
  GtkDropDown *scopes;
  GtkLabel *period;
  GtkLabel *summary;
  GtkLevelBar *bar;
  QhGoalsGrid *grid;

  QhSession *session;
  QhDay year;
  GPtrArray *unit_records; /* NULL until they are read */
  GArray *units;   /* of the choices, in their order: a unit's id, or 0 */
  GArray *workers; /* likewise */
  GCancellable *cancellable;
  GCancellable *reading;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (QhGoalsPage, qh_goals_page, GTK_TYPE_WIDGET)

static gboolean
may_write (QhGoalsPage *self)
{
  QhStore *store = qh_session_get_store (self->session);

  return store != NULL && (qh_store_get_roles (store) & qh_store_get_kind (store, QH_KIND_GOAL)->writers) != 0;
}

static gboolean
is_by_type (QhGoalsPage *self)
{
  return gtk_drop_down_get_selected (self->kinds) == BY_TYPE;
}

static gint64
get_scope (QhGoalsPage *self, GArray *ids)
{
  guint selected = gtk_drop_down_get_selected (self->scopes);

  return selected < ids->len ? g_array_index (ids, gint64, selected) : 0;
}

/* What shows */

static void
show_sum (QhGoalsPage *self, GArray *results)
{
  g_autofree char *text = NULL;
  double due = 0, done = 0;

  for (guint i = 0; i < results->len; i++)
    {
      const QhGoalResult *result = &g_array_index (results, QhGoalResult, i);

      if ((result->goal.type != 0) == is_by_type (self) && result->due > 0 && result->goal.month <= qh_day_today ())
        {
          due += result->due;
          done += (double)result->done;
        }
    }
  if (due > 0)
    text = g_strdup_printf (_ ("Up to this month: %.0f done of %.1f planned, %.0f per cent"), done, due, 100 * done / due);
  else
    text = g_strdup (may_write (self) ? _ ("No goals up to this month: copy last year’s, or write the first.")
                                      : _ ("No goals up to this month."));
  gtk_label_set_text (self->summary, text);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), due > 0);
  gtk_level_bar_set_value (self->bar, due > 0 ? MIN (1, done / due) : 0);
}

static void
goals_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (QhGoalsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) results = qh_goals_read_finish (result, &error);

  if (self->session == NULL || G_OBJECT (qh_session_get_store (self->session)) != source
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (results == NULL)
    {
      qh_dialog_error (GTK_WIDGET (self), _ ("The goals cannot be read"), error);
      return;
    }
  qh_goals_grid_show (self->grid, results);
  show_sum (self, results);
}

static void
read_goals (QhGoalsPage *self)
{
  QhGoalsWish wish = { get_scope (self, self->units), get_scope (self, self->workers), self->year };

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  qh_goals_read_async (
    qh_session_get_store (self->session), &wish, self->reading, goals_read_cb, g_object_ref (self));
}

static gboolean
is_ready (QhGoalsPage *self)
{
  return self->session != NULL && qh_session_get_store (self->session) != NULL && self->unit_records != NULL
         && !self->filling && gtk_widget_get_mapped (GTK_WIDGET (self));
}

static void
refresh (QhGoalsPage *self)
{
  QhGoalsWish wish = { get_scope (self, self->units), get_scope (self, self->workers), self->year };
  g_autofree char *text = NULL;
  int year;

  if (!is_ready (self))
    return;
  qh_day_to_ymd (self->year, &year, NULL, NULL);
  text = g_strdup_printf ("%d", year);
  gtk_label_set_text (self->period, text);
  qh_goals_grid_set_wish (self->grid, &wish, may_write (self));
  read_goals (self);
}

static void
fill_rows (QhGoalsPage *self)
{
  QhStore *store = qh_session_get_store (self->session);
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  GPtrArray *entries = qh_catalogues_list (catalogues, is_by_type (self) ? "activity_type" : "function");

  qh_goals_grid_set_rows (self->grid, entries, is_by_type (self), qh_session_get_language (self->session));
}

static void
kind_chosen_cb (QhGoalsPage *self)
{
  if (!is_ready (self))
    return;
  fill_rows (self);
  refresh (self);
}

static void
add_scope (QhGoalsPage *self, GtkStringList *names, const char *name, gint64 unit, gint64 worker)
{
  gtk_string_list_append (names, name != NULL ? name : "—");
  g_array_append_val (self->units, unit);
  g_array_append_val (self->workers, worker);
}

static void
fill_scopes (QhGoalsPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GPtrArray *workers = qh_session_get_workers (self->session);
  gint64 me = qh_session_get_worker (self->session);

  self->filling = TRUE;
  g_array_set_size (self->units, 0);
  g_array_set_size (self->workers, 0);
  for (guint i = 0; may_write (self) && i < self->unit_records->len; i++)
    {
      const QhRecord *unit = g_ptr_array_index (self->unit_records, i);

      add_scope (self, names, qh_record_get_text (unit, "name"), unit->id, 0);
    }
  for (guint i = 0; i < workers->len; i++)
    {
      const QhRecord *worker = g_ptr_array_index (workers, i);
      g_autofree char *name = qh_session_dup_worker_name (self->session, worker->id);

      if (may_write (self) || worker->id == me)
        add_scope (self, names, name, 0, worker->id);
    }
  gtk_drop_down_set_model (self->scopes, G_LIST_MODEL (names));
  self->filling = FALSE;
}

static void
units_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) units = qh_records_list_finish (result, &error);
  g_autoptr (QhGoalsPage) self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL
      || G_OBJECT (qh_session_get_store (self->session)) != source)
    return;
  if (units == NULL)
    {
      qh_dialog_error (GTK_WIDGET (self), _ ("The unit cannot be read"), error);
      return;
    }
  g_clear_pointer (&self->unit_records, g_ptr_array_unref);
  self->unit_records = g_steal_pointer (&units);
  fill_scopes (self);
  fill_rows (self);
  refresh (self);
}

/* Of what changed, whatever a goal or what was done hangs on. */
static void
changed_cb (QhGoalsPage *self, GArray *touched)
{
  gboolean any = touched == NULL;

  for (guint i = 0; touched != NULL && i < touched->len; i++)
    {
      guint kind = g_array_index (touched, QhTouched, i).kind;

      any |= kind == QH_KIND_GOAL || kind == QH_KIND_ACTIVITY || kind == QH_KIND_SCHEDULE || kind == QH_KIND_LEAVE;
    }
  if (any && is_ready (self))
    read_goals (self);
}

/* Writing */

static void
offer_undo (QhGoalsPage *self, const QhGoalsWritten *written, const char *format)
{
  g_autofree char *text = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  text = g_strdup_printf (format, written->n);
#pragma GCC diagnostic pop
  if (written->sequence != 0)
    qh_toast_show_undo (GTK_WIDGET (self), text, written->sequence);
  else
    qh_toast_show (GTK_WIDGET (self), text);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (QhGoalsPage) self = data;
  g_autoptr (GError) error = NULL;
  QhGoalsWritten written;
  gboolean done = qh_goals_write_finish (result, &written, &error);

  if (self->session == NULL)
    return;
  if (done)
    {
      offer_undo (self, &written, g_dngettext (GETTEXT_PACKAGE, "%u goal was written.", "%u goals were written.", written.n));
      return;
    }
  qh_dialog_error (GTK_WIDGET (self), _ ("The goals were not written"), error);
  refresh (self);
}

static void
planned_cb (QhGoalsPage *self, GArray *goals)
{
  if (self->session != NULL && qh_session_get_store (self->session) != NULL)
    qh_goals_write_async (qh_session_get_store (self->session), goals, written_cb, g_object_ref (self));
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (QhGoalsPage) self = data;
  g_autoptr (GError) error = NULL;
  QhGoalsWritten written;
  gboolean done = qh_goals_write_finish (result, &written, &error);

  if (self->session == NULL)
    return;
  if (done)
    offer_undo (self, &written, g_dngettext (GETTEXT_PACKAGE, "%u goal was copied.", "%u goals were copied.", written.n));
  else
    qh_dialog_error (GTK_WIDGET (self), _ ("The goals were not copied"), error);
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhGoalsPage *self = QH_GOALS_PAGE (widget);

  if (is_ready (self))
    qh_goals_copy_async (qh_session_get_store (self->session),
                         qh_day_add_months (self->year, -12),
                         self->year,
                         copied_cb,
                         g_object_ref (self));
}

static void
import_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhGoalsPage *self = QH_GOALS_PAGE (widget);

  if (is_ready (self))
    qh_goals_files_import (widget, self->session);
}

static void
export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhGoalsPage *self = QH_GOALS_PAGE (widget);
  QhGoalsWanted wanted = {
    .year = self->year,
    .unit = get_scope (self, self->units),
    .worker = get_scope (self, self->workers),
    .empty = may_write (self),
    .by_type = is_by_type (self),
  };

  if (!is_ready (self))
    return;
  wanted.only = !may_write (self);
  qh_goals_files_export (widget, self->session, &wanted);
}

static void
indicators_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhGoalsPage *self = QH_GOALS_PAGE (widget);

  if (is_ready (self))
    gtk_window_present (GTK_WINDOW (qh_indicators_window_new (widget, self->session)));
}

static void
step_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhGoalsPage *self = QH_GOALS_PAGE (widget);
  QhGoalsWish wish = { get_scope (self, self->units), get_scope (self, self->workers), self->year };

  if (!is_ready (self))
    return;
  qh_goals_grid_set_wish (self->grid, &wish, may_write (self)); /* writes what was typed */
  self->year = qh_day_add_months (self->year, g_str_equal (action, "goals.previous") ? -12 : 12);
  refresh (self);
}

/* The widget */

static void
qh_goals_page_dispose (GObject *object)
{
  QhGoalsPage *self = QH_GOALS_PAGE (object);

  if (self->session != NULL)
    qh_goals_page_set_session (self, NULL);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->units, g_array_unref);
  g_clear_pointer (&self->workers, g_array_unref);
  G_OBJECT_CLASS (qh_goals_page_parent_class)->dispose (object);
}

static void
qh_goals_page_class_init (QhGoalsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_goals_page_dispose;

  g_type_ensure (QH_TYPE_SIDEBAR_BUTTON);
  g_type_ensure (QH_TYPE_GOALS_GRID);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/goals/qh-goals-page.ui");
  gtk_widget_class_bind_template_child (widget_class, QhGoalsPage, content);
  gtk_widget_class_bind_template_child (widget_class, QhGoalsPage, kinds);
  gtk_widget_class_bind_template_child (widget_class, QhGoalsPage, scopes);
  gtk_widget_class_bind_template_child (widget_class, QhGoalsPage, period);
  gtk_widget_class_bind_template_child (widget_class, QhGoalsPage, summary);
  gtk_widget_class_bind_template_child (widget_class, QhGoalsPage, bar);
  gtk_widget_class_bind_template_child (widget_class, QhGoalsPage, grid);
  gtk_widget_class_bind_template_callback (widget_class, kind_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
  gtk_widget_class_bind_template_callback (widget_class, planned_cb);
  gtk_widget_class_install_action (widget_class, "goals.previous", NULL, step_cb);
  gtk_widget_class_install_action (widget_class, "goals.next", NULL, step_cb);
  gtk_widget_class_install_action (widget_class, "goals.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "goals.import", NULL, import_cb);
  gtk_widget_class_install_action (widget_class, "goals.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "goals.indicators", NULL, indicators_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "goals.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_ALT_MASK, "goals.next", NULL);
}

static void
qh_goals_page_init (QhGoalsPage *self)
{
  int year;

  self->units = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->workers = g_array_new (FALSE, FALSE, sizeof (gint64));
  qh_day_to_ymd (qh_day_today (), &year, NULL, NULL);
  self->year = qh_day_from_ymd (year, 1, 1);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
qh_goals_page_new (void)
{
  return g_object_new (QH_TYPE_GOALS_PAGE, NULL);
}

/**
 * qh_goals_page_set_session:
 * @session: (nullable): the open workspace
 */
void
qh_goals_page_set_session (QhGoalsPage *self, QhSession *session)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->unit_records, g_ptr_array_unref);
  qh_goals_grid_set_rows (self->grid, none, FALSE, QH_LANGUAGE_ES);
  gtk_label_set_text (self->summary, "");
  gtk_drop_down_set_model (self->scopes, NULL);
  if (session == NULL)
    return;
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "goals.copy", may_write (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "goals.import", may_write (self));
  self->cancellable = g_cancellable_new ();
  qh_records_list_async (
    qh_session_get_store (session), QH_KIND_UNIT, self->cancellable, units_read_cb, g_object_ref (self));
}
