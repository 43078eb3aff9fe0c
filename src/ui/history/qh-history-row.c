/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/history/qh-history-row.h"

#include <glib/gi18n-lib.h>

struct _QhHistoryRow
{
  GtkWidget parent_instance;

  GtkLabel *what;
  GtkLabel *when;
  GtkLabel *summary;
  GtkImage *arrow;
  GtkBox *details;

  QhHistoryItem *item;
  gulong expanded_handler;
};

enum
{
  RESTORE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhHistoryRow, qh_history_row, GTK_TYPE_WIDGET)

static GtkWidget *
append_label (GtkBox     *box,
              const char *text,
              const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (box, label);
  return label;
}

static void
append_edit (QhHistoryRow        *self,
             const QhHistoryEdit *edit)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  g_autofree char *words = NULL;

  gtk_widget_add_css_class (append_label (box, edit->field, "caption"), "dim-label");
  if (edit->before[0] != '\0' && edit->after[0] != '\0')
    /* Translators: what a field was, and what it became. */
    words = g_strdup_printf (_("%s → %s"), edit->before, edit->after);
  append_label (box, words != NULL ? words : edit->after[0] != '\0' ? edit->after : edit->before, NULL);
  gtk_box_append (self->details, GTK_WIDGET (box));
}

static void
restore_cb (QhHistoryRow *self)
{
  g_signal_emit (self, signals[RESTORE], 0);
}

static void
append_button (QhHistoryRow *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Restore This Version"));

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_object (button, "clicked", G_CALLBACK (restore_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->details, button);
}

static void
show_details (QhHistoryRow *self)
{
  gboolean expanded = self->item != NULL && qh_history_item_is_expanded (self->item);
  GPtrArray *edits = expanded ? qh_history_item_get_edits (self->item) : NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->details))) != NULL)
    gtk_box_remove (self->details, child);
  gtk_widget_set_visible (GTK_WIDGET (self->details), expanded);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), !expanded || edits->len == 0);
  gtk_image_set_from_icon_name (self->arrow, expanded ? "pan-up-symbolic" : "pan-down-symbolic");
  if (!expanded)
    return;
  /* First, or the fields of a long record would push it out of sight. */
  if (qh_history_item_get_record (self->item) != NULL)
    append_button (self);
  for (guint i = 0; i < edits->len; i++)
    append_edit (self, g_ptr_array_index (edits, i));
}

static void
qh_history_row_dispose (GObject *object)
{
  GtkWidget *child;

  qh_history_row_set_item (QH_HISTORY_ROW (object), NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_history_row_parent_class)->dispose (object);
}

static void
qh_history_row_class_init (QhHistoryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_history_row_dispose;

  /**
   * QhHistoryRow::restore:
   *
   * The version is to be put back.
   */
  signals[RESTORE] = g_signal_new ("restore", QH_TYPE_HISTORY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
qh_history_row_init (QhHistoryRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->what = GTK_LABEL (append_label (GTK_BOX (lines), NULL, "heading"));
  self->when = GTK_LABEL (append_label (GTK_BOX (lines), NULL, "dim-label"));
  self->summary = GTK_LABEL (append_label (GTK_BOX (lines), NULL, "caption"));
  gtk_label_set_wrap (self->summary, FALSE);
  gtk_label_set_ellipsize (self->summary, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (top), lines);
  self->arrow = GTK_IMAGE (gtk_image_new ());
  gtk_box_append (GTK_BOX (top), GTK_WIDGET (self->arrow));
  gtk_box_append (GTK_BOX (box), top);
  self->details = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->details));
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}

/**
 * qh_history_row_new:
 *
 * Returns: (transfer floating): an empty row.
 */
GtkWidget *
qh_history_row_new (void)
{
  return g_object_new (QH_TYPE_HISTORY_ROW, NULL);
}

/**
 * qh_history_row_set_item:
 * @item: (nullable): the version to show
 */
void
qh_history_row_set_item (QhHistoryRow  *self,
                         QhHistoryItem *item)
{
  if (self->item != NULL)
    g_clear_signal_handler (&self->expanded_handler, self->item);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  self->expanded_handler = g_signal_connect_swapped (item, "notify::expanded", G_CALLBACK (show_details), self);
  gtk_label_set_text (self->what, qh_history_item_get_what (item));
  gtk_label_set_text (self->when, qh_history_item_get_when (item));
  gtk_label_set_text (self->summary, qh_history_item_get_summary (item));
  show_details (self);
}

QhHistoryItem *
qh_history_row_get_item (QhHistoryRow *self)
{
  return self->item;
}
