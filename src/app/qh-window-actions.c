/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window does by actions. */
#include <glib/gi18n-lib.h>

#include "app/qh-jump.h"
#include "app/qh-panes.h"
#include "app/qh-window-private.h"
#include "ui/cases/qh-person-dialog.h"
#include "ui/charts/qh-charts-page.h"
#include "ui/settings/qh-settings-page.h"

static void
show_page_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  qh_window_show_page (QH_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
show_settings_cb (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  QhWindow *self = QH_WINDOW (widget);

  qh_window_show_page (self, "settings");
  qh_settings_page_show (QH_SETTINGS_PAGE (gtk_stack_get_visible_child (self->pages)), g_variant_get_string (parameter, NULL));
}

/* What was imported may be older than the period that Charts shows. */
static void
show_imported_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhWindow *self = QH_WINDOW (widget);

  qh_window_show_page (self, "charts");
  qh_charts_page_set_period (QH_CHARTS_PAGE (gtk_stack_get_visible_child (self->pages)),
                             qh_period_new (QH_PERIOD_ALL, qh_day_today ()));
}

static void
open_case_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  QhWindow *self = QH_WINDOW (widget);

  qh_window_show_page (self, "cases");
  gtk_widget_activate_action_variant (gtk_stack_get_visible_child (self->pages), "cases.open", parameter);
}

/* A case that was found in a chart: what led to it stands above it. */
static void
follow_case_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  QhWindow *self = QH_WINDOW (widget);

  qh_window_show_page (self, "cases");
  gtk_widget_activate_action_variant (gtk_stack_get_visible_child (self->pages), "cases.follow", parameter);
}

static void
back_to_rows_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  QhWindow *self = QH_WINDOW (widget);

  qh_window_show_page (self, "charts");
  gtk_widget_activate_action (gtk_stack_get_visible_child (self->pages), "charts.focus-rows", NULL);
}

static void
open_day_cb (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  QhWindow *self = QH_WINDOW (widget);

  qh_window_show_page (self, "today");
  gtk_widget_activate_action_variant (gtk_stack_get_visible_child (self->pages), "today.go", parameter);
}

static void
open_person_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  QhWindow *self = QH_WINDOW (widget);

  if (self->session != NULL)
    qh_person_dialog_open (gtk_stack_get_visible_child (self->pages), self->session, g_variant_get_int64 (parameter));
}

static void
lock_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  qh_window_lock (QH_WINDOW (widget));
}

static void
jump_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  QhWindow *self = QH_WINDOW (widget);
  gboolean cases = qh_window_pages_may (self, qh_window_pages_find ("cases"));
  QhJump *jump = qh_jump_new (GTK_WINDOW (self), cases ? self->session : NULL);

  for (guint i = 0; i < qh_window_pages_get_n (); i++)
    {
      const QhWindowPage *page = qh_window_pages_get (i);

      if (qh_window_pages_may (self, page))
        qh_jump_add_page (jump, page->name, _(page->title), page->icon);
    }
  qh_jump_start (jump);
}

static void
pane_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  QhWindow *self = QH_WINDOW (widget);

  qh_panes_move (GTK_WIDGET (self->list), gtk_stack_get_visible_child (self->pages), g_str_equal (action, "win.next-pane"));
}

static void
new_workspace_cb (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  QhWindow *self = QH_WINDOW (widget);

  qh_window_show_view (self, "start");
  qh_first_run_page_show_new (self->first_run);
}

static void
open_workspace_cb (GtkWidget  *widget,
                   const char *action,
                   GVariant   *parameter)
{
  qh_first_run_page_choose_file (QH_WINDOW (widget)->first_run);
}

static void
other_workspace_cb (GtkWidget  *widget,
                    const char *action,
                    GVariant   *parameter)
{
  QhWindow *self = QH_WINDOW (widget);

  qh_window_close_workspace (self);
  qh_window_show_start (self);
}

/**
 * qh_window_actions_install:
 *
 * Adds the actions to the class of the window.
 */
void
qh_window_actions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.show-page", "s", show_page_cb);
  gtk_widget_class_install_action (widget_class, "win.show-settings", "s", show_settings_cb);
  gtk_widget_class_install_action (widget_class, "win.show-imported", NULL, show_imported_cb);
  gtk_widget_class_install_action (widget_class, "win.open-case", "x", open_case_cb);
  gtk_widget_class_install_action (widget_class, "win.follow-case", "(xas)", follow_case_cb);
  gtk_widget_class_install_action (widget_class, "win.back-to-rows", NULL, back_to_rows_cb);
  gtk_widget_class_install_action (widget_class, "win.open-day", "i", open_day_cb);
  gtk_widget_class_install_action (widget_class, "win.open-person", "x", open_person_cb);
  gtk_widget_class_install_action (widget_class, "win.lock", NULL, lock_cb);
  gtk_widget_class_install_action (widget_class, "win.jump", NULL, jump_cb);
  gtk_widget_class_install_action (widget_class, "win.next-pane", NULL, pane_cb);
  gtk_widget_class_install_action (widget_class, "win.previous-pane", NULL, pane_cb);
  gtk_widget_class_install_action (widget_class, "win.new-workspace", NULL, new_workspace_cb);
  gtk_widget_class_install_action (widget_class, "win.open-workspace", NULL, open_workspace_cb);
  gtk_widget_class_install_action (widget_class, "win.other-workspace", NULL, other_workspace_cb);
  gtk_widget_class_install_action (widget_class, "win.restore-backup", "s", qh_window_restore_cb);
}
