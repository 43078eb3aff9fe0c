/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/qh-write.h"
#include "ui/cases/qh-case-side.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/cases/qh-case-people.h"
#include "ui/cases/qh-case-words.h"
#include "ui/forms/qh-record-dialog.h"

/* Of what is done, so many are still shown. */
#define MOST_DONE 3

struct _QhCaseSide
{
  GtkWidget parent_instance;

  GtkLabel *count;
  GtkListBox *items;
  GtkListBox *people;

  QhCaseFile *file;
  gulong changed_handler;
};

enum
{
  EDIT_PERSON,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhCaseSide, qh_case_side, GTK_TYPE_WIDGET)

static void
empty_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

/* Action items */

static const QhRecord *
record_of (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "record");
}

static void
checked_cb (QhCaseSide     *self,
            GtkCheckButton *check)
{
  g_autoptr (QhRecord) record = qh_record_copy (record_of (GTK_WIDGET (check)));
  gboolean done = gtk_check_button_get_active (check);

  if (done)
    qh_record_set_integer (record, "done", qh_day_today ());
  else
    qh_record_clear (record, "done");
  qh_write_tick (check, qh_session_get_store (qh_case_file_get_session (self->file)), g_steal_pointer (&record),
                 done ? _("Action item done") : _("Action item pending again"));
}

static void
item_activated_cb (QhCaseSide *self,
                   GtkWidget  *row)
{
  QhSession *session = qh_case_file_get_session (self->file);
  const QhRecord *record = record_of (row);

  gtk_window_present (GTK_WINDOW (qh_record_dialog_new (GTK_WIDGET (self), session,
                                                        qh_kind_get_label (record->kind, qh_session_get_language (session)), record, NULL, 0)));
}

static char *
describe_due (const QhRecord *item,
              gboolean       *late)
{
  QhDay due = (QhDay) qh_record_get_integer (item, "due");
  QhDay done = (QhDay) qh_record_get_integer (item, "done");
  QhDay today = qh_day_today ();
  g_autofree char *words = qh_case_words_day (done != QH_NO_DAY ? done : due, today);

  *late = done == QH_NO_DAY && due != QH_NO_DAY && due <= today;
  if (done != QH_NO_DAY)
    return g_strdup_printf (_("Done: %s"), words);
  if (due == QH_NO_DAY)
    return g_strdup (_("Without a date"));
  return due < today ? g_strdup_printf (_("Overdue: %s"), words) : g_strdup_printf (_("Due: %s"), words);
}

static GtkWidget *
make_item (QhCaseSide     *self,
           const QhRecord *item)
{
  g_autofree char *title = g_markup_escape_text (qh_record_get_text (item, "task"), -1);
  gboolean late;
  g_autofree char *words = describe_due (item, &late);
  g_autofree char *subtitle = late ? g_strdup_printf ("<span weight=\"bold\">%s</span>", words) : g_markup_escape_text (words, -1);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  QhRecord *copy = qh_record_copy (item);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), qh_record_is_set (item, "done"));
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (check), "record", copy);
  g_object_set_data_full (G_OBJECT (row), "record", copy, (GDestroyNotify) qh_record_free);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (checked_cb), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, qh_record_get_text (item, "task"), -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  if (late)
    gtk_widget_add_css_class (row, "late");
  return row;
}

/* The store lists them the latest due first: what is due soonest comes first here. */
static void
show_items (QhCaseSide *self)
{
  GPtrArray *items = qh_case_file_get_items (self->file);
  guint pending = 0, done = 0;
  g_autofree char *words = NULL;

  empty_list (self->items);
  for (guint i = items->len; i > 0; i--)
    {
      const QhRecord *item = g_ptr_array_index (items, i - 1);

      if (qh_record_is_set (item, "done"))
        continue;
      gtk_list_box_append (self->items, make_item (self, item));
      pending++;
    }
  for (guint i = 0; i < items->len && done < MOST_DONE; i++)
    if (qh_record_is_set (g_ptr_array_index (items, i), "done"))
      {
        gtk_list_box_append (self->items, make_item (self, g_ptr_array_index (items, i)));
        done++;
      }
  gtk_widget_set_visible (GTK_WIDGET (self->items), items->len > 0);
  words = items->len > 0 ? g_strdup_printf (_("%u pending of %u"), pending, items->len) : g_strdup (_("none"));
  gtk_label_set_text (self->count, words);
}

/* People */

static void
person_activated_cb (QhCaseSide *self,
                     GtkWidget  *row)
{
  g_signal_emit (self, signals[EDIT_PERSON], 0, qh_case_people_get_id (row));
}

static void
show_people (QhCaseSide *self)
{
  const QhRows *people = qh_record_get_rows (qh_case_file_get_record (self->file), "people");

  empty_list (self->people);
  for (guint i = 0; people != NULL && i < people->n_rows; i++)
    {
      GtkWidget *row = qh_case_people_new_row (self->file, i, FALSE);

      if (row != NULL)
        gtk_list_box_append (self->people, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->people), people != NULL);
}

static void
file_changed_cb (QhCaseSide *self)
{
  if (qh_case_file_get_record (self->file) == NULL)
    return;
  show_items (self);
  show_people (self);
}

static void
qh_case_side_dispose (GObject *object)
{
  QhCaseSide *self = QH_CASE_SIDE (object);
  GtkWidget *child;

  if (self->items != NULL)
    qh_case_side_set_file (self, NULL);
  self->items = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_case_side_parent_class)->dispose (object);
}

static void
qh_case_side_class_init (QhCaseSideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_case_side_dispose;

  /**
   * QhCaseSide::edit-person:
   * @id: who is to be edited
   */
  signals[EDIT_PERSON] = g_signal_new ("edit-person", QH_TYPE_CASE_SIDE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/cases/qh-case-side.ui");
  gtk_widget_class_bind_template_child (widget_class, QhCaseSide, count);
  gtk_widget_class_bind_template_child (widget_class, QhCaseSide, items);
  gtk_widget_class_bind_template_child (widget_class, QhCaseSide, people);
  gtk_widget_class_bind_template_callback (widget_class, item_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_activated_cb);
}

static void
qh_case_side_init (QhCaseSide *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_case_side_set_file:
 * @file: (nullable): the case; %NULL forgets what was shown
 */
void
qh_case_side_set_file (QhCaseSide *self,
                       QhCaseFile *file)
{
  if (self->file != NULL)
    g_clear_signal_handler (&self->changed_handler, self->file);
  empty_list (self->items);
  empty_list (self->people);
  g_set_object (&self->file, file);
  if (file == NULL)
    return;
  self->changed_handler = g_signal_connect_swapped (file, "changed", G_CALLBACK (file_changed_cb), self);
  file_changed_cb (self);
}
