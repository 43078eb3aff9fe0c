/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/today/qh-running-row.h"

/**
 * QhRunningRow:
 *
 * What the running timer measures, on top of the day. It is in no total.
 */
struct _QhRunningRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *time;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *clock;
  int start;
};

G_DEFINE_FINAL_TYPE (QhRunningRow, qh_running_row, GTK_TYPE_LIST_BOX_ROW)

static void
qh_running_row_class_init (QhRunningRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/today/qh-running-row.ui");
  gtk_widget_class_bind_template_child (widget_class, QhRunningRow, time);
  gtk_widget_class_bind_template_child (widget_class, QhRunningRow, title);
  gtk_widget_class_bind_template_child (widget_class, QhRunningRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, QhRunningRow, clock);
}

static void
qh_running_row_init (QhRunningRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_running_row_new:
 *
 * Returns: (transfer floating): the row.
 */
GtkWidget *
qh_running_row_new (void)
{
  return g_object_new (QH_TYPE_RUNNING_ROW, NULL);
}

/**
 * qh_running_row_show:
 * @start: the minute of the day at which it was started
 * @title: the type of activity
 * @subtitle: whose case
 * @clock: for how long it has been running
 */
void
qh_running_row_show (QhRunningRow *self,
                     int           start,
                     const char   *title,
                     const char   *subtitle,
                     const char   *clock)
{
  g_autofree char *time = g_strdup_printf ("%d:%02d", start / 60, start % 60);

  self->start = start;
  gtk_label_set_text (self->time, time);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->subtitle, subtitle);
  gtk_label_set_text (self->clock, clock);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

int
qh_running_row_get_start (QhRunningRow *self)
{
  return self->start;
}
