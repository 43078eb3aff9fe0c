/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings/qh-entry-row.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/qh-tooltip.h"

/**
 * QhEntryRow:
 *
 * A catalogue's entry in the list of its settings.
 */
struct _QhEntryRow
{
  GtkWidget parent_instance;

  GtkWidget *label;
  GtkWidget *code;
  GtkWidget *favourite;
  GtkWidget *retired;
  GtkWidget *up;
  GtkWidget *down;
  GtkWidget *edit;

  gint64 id;
};

G_DEFINE_FINAL_TYPE (QhEntryRow, qh_entry_row, GTK_TYPE_WIDGET)

enum
{
  MOVE,
  EDIT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
up_cb (QhEntryRow *self)
{
  g_signal_emit (self, signals[MOVE], 0, -1);
}

static void
down_cb (QhEntryRow *self)
{
  g_signal_emit (self, signals[MOVE], 0, 1);
}

static void
edit_cb (QhEntryRow *self)
{
  g_signal_emit (self, signals[EDIT], 0);
}

static void
qh_entry_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_entry_row_parent_class)->dispose (object);
}

static void
qh_entry_row_class_init (QhEntryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_entry_row_dispose;

  /**
   * QhEntryRow::move:
   * @by: -1 for up, 1 for down
   */
  signals[MOVE] = g_signal_new ("move", QH_TYPE_ENTRY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[EDIT] = g_signal_new ("edit", QH_TYPE_ENTRY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/settings/qh-entry-row.ui");
  gtk_widget_class_bind_template_child (widget_class, QhEntryRow, label);
  gtk_widget_class_bind_template_child (widget_class, QhEntryRow, code);
  gtk_widget_class_bind_template_child (widget_class, QhEntryRow, favourite);
  gtk_widget_class_bind_template_child (widget_class, QhEntryRow, retired);
  gtk_widget_class_bind_template_child (widget_class, QhEntryRow, up);
  gtk_widget_class_bind_template_child (widget_class, QhEntryRow, down);
  gtk_widget_class_bind_template_child (widget_class, QhEntryRow, edit);
  gtk_widget_class_bind_template_callback (widget_class, up_cb);
  gtk_widget_class_bind_template_callback (widget_class, down_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
}

static void
qh_entry_row_init (QhEntryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  qh_tooltip_set (self->up, _ ("Move up (Alt+↑)")); /* of hundreds of rows: not by the template */
  qh_tooltip_set (self->down, _ ("Move down (Alt+↓)"));
  qh_tooltip_set (self->edit, _ ("Edit (Enter)"));
}

GtkWidget *
qh_entry_row_new (void)
{
  return g_object_new (QH_TYPE_ENTRY_ROW, NULL);
}

/**
 * qh_entry_row_show:
 * @entry: what to show; not held
 * @can_move: whether it can be put elsewhere in its list
 */
void
qh_entry_row_show (QhEntryRow    *self,
                   const QhEntry *entry,
                   QhLanguage     language,
                   gboolean       can_move)
{
  g_autofree char *key = g_strdup_printf ("Alt+%u", entry->favourite);

  self->id = entry->id;
  gtk_label_set_text (GTK_LABEL (self->label), qh_entry_get_label (entry, language));
  gtk_label_set_text (GTK_LABEL (self->code), entry->code);
  gtk_label_set_text (GTK_LABEL (self->favourite), key);
  gtk_widget_set_visible (self->favourite, entry->favourite != 0);
  gtk_widget_set_visible (self->retired, entry->retired);
  gtk_widget_set_visible (self->up, can_move);
  gtk_widget_set_visible (self->down, can_move);
}

/**
 * qh_entry_row_get_id:
 *
 * Returns: the entry's id.
 */
gint64
qh_entry_row_get_id (QhEntryRow *self)
{
  return self->id;
}
