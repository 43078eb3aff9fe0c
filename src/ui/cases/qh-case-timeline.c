/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/qh-case-timeline.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/cases/qh-case-timeline-row.h"
#include "ui/cases/qh-referral-outcome.h"
#include "ui/cases/qh-case-words.h"
#include "ui/forms/qh-record-dialog.h"
#include "ui/widgets/qh-wrap-layout.h"

/* So many are shown at first, and at each press of the button more. */
#define PAGE 100

typedef enum
{
  SHOW_ALL,
  SHOW_ACTIVITIES,
  SHOW_CONSULTATIONS,
  SHOW_REFERRALS,
  SHOW_ITEMS,
  N_SHOWS,
} Show;

struct _QhCaseTimeline
{
  GtkWidget parent_instance;

  QhCaseFile *file;
  gulong changed_handler;
  Show show;
  guint limit;
  GtkWidget *chips[N_SHOWS];
  GtkListBox *list;
  GtkWidget *more;
};

G_DEFINE_FINAL_TYPE (QhCaseTimeline, qh_case_timeline, GTK_TYPE_WIDGET)

/* Order: what has no day comes first, then the latest. */

static int
compare_moments (gconstpointer a,
                 gconstpointer b)
{
  const QhRecord *first = *(const QhRecord *const *) a, *second = *(const QhRecord *const *) b;
  QhDay first_day = qh_case_record_get_day (first), second_day = qh_case_record_get_day (second);
  int first_minute = qh_case_record_get_minute (first), second_minute = qh_case_record_get_minute (second);

  if (first_day != second_day && (first_day == QH_NO_DAY || second_day == QH_NO_DAY))
    return first_day == QH_NO_DAY ? -1 : 1;
  if (first_day != second_day)
    return first_day > second_day ? -1 : 1;
  if (first_minute != second_minute)
    return first_minute > second_minute ? -1 : 1;
  return first->id > second->id ? -1 : first->id < second->id;
}

static void
add_all (GPtrArray *shown,
         GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (shown, g_ptr_array_index (records, i));
}

static GPtrArray *
collect (QhCaseTimeline *self)
{
  GPtrArray *shown = g_ptr_array_new ();

  if (self->show == SHOW_ALL || self->show == SHOW_ACTIVITIES)
    add_all (shown, qh_case_file_get_activities (self->file));
  if (self->show == SHOW_ALL || self->show == SHOW_CONSULTATIONS)
    add_all (shown, qh_case_file_get_consultations (self->file));
  if (self->show == SHOW_ALL || self->show == SHOW_REFERRALS)
    add_all (shown, qh_case_file_get_referrals (self->file));
  if (self->show == SHOW_ALL || self->show == SHOW_ITEMS)
    add_all (shown, qh_case_file_get_items (self->file));
  g_ptr_array_sort (shown, compare_moments);
  return shown;
}

/* Showing */

static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       data)
{
  QhDay day = qh_case_record_get_day (qh_case_timeline_row_get_record (QH_CASE_TIMELINE_ROW (row)));
  g_autofree char *words = NULL;
  GtkWidget *label;

  if (before != NULL && qh_case_record_get_day (qh_case_timeline_row_get_record (QH_CASE_TIMELINE_ROW (before))) == day)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  words = day != QH_NO_DAY ? qh_case_words_date (day, qh_day_today ()) : g_strdup (_("Without a date"));
  label = gtk_label_new (words);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "timeline-day");
  gtk_list_box_row_set_header (row, label);
}

static void
show_chips (QhCaseTimeline *self)
{
  static const char *const names[N_SHOWS] = { N_("All"), N_("Activities"), N_("Consultations"), N_("Referrals"), N_("Action items") };
  guint counts[N_SHOWS] = { 0 };

  counts[SHOW_ACTIVITIES] = qh_case_file_get_activities (self->file)->len;
  counts[SHOW_CONSULTATIONS] = qh_case_file_get_consultations (self->file)->len;
  counts[SHOW_REFERRALS] = qh_case_file_get_referrals (self->file)->len;
  counts[SHOW_ITEMS] = qh_case_file_get_items (self->file)->len;
  counts[SHOW_ALL] = counts[SHOW_ACTIVITIES] + counts[SHOW_CONSULTATIONS] + counts[SHOW_REFERRALS] + counts[SHOW_ITEMS];
  for (guint i = 0; i < N_SHOWS; i++)
    {
      g_autofree char *words = g_strdup_printf ("%s %'u", _(names[i]), counts[i]);

      gtk_button_set_label (GTK_BUTTON (self->chips[i]), words);
    }
}

static void
show_rows (QhCaseTimeline *self)
{
  g_autoptr (GPtrArray) shown = collect (self);
  GtkListBoxRow *old;

  while ((old = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (old));
  for (guint i = 0; i < MIN (shown->len, self->limit); i++)
    gtk_list_box_append (self->list, qh_case_timeline_row_new (qh_case_file_get_session (self->file), g_ptr_array_index (shown, i)));
  gtk_widget_set_visible (self->more, shown->len > self->limit);
}

static void
file_changed_cb (QhCaseTimeline *self)
{
  if (qh_case_file_get_record (self->file) == NULL)
    return;
  show_chips (self);
  show_rows (self);
}

static void
chip_toggled_cb (QhCaseTimeline *self,
                 GtkWidget      *chip)
{
  if (!gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (chip)) || self->file == NULL)
    return;
  for (guint i = 0; i < N_SHOWS; i++)
    if (self->chips[i] == chip)
      self->show = i;
  self->limit = PAGE;
  show_rows (self);
}

static void
more_cb (QhCaseTimeline *self)
{
  self->limit += PAGE;
  show_rows (self);
}

/* Editing */

static void
row_activated_cb (QhCaseTimeline    *self,
                  QhCaseTimelineRow *row)
{
  const QhRecord *record = qh_case_timeline_row_get_record (row);
  QhSession *session = qh_case_file_get_session (self->file);
  GtkWidget *dialog = qh_record_dialog_new (GTK_WIDGET (self), session,
                                            qh_kind_get_label (record->kind, qh_session_get_language (session)), record, NULL, 0);

  gtk_window_present (GTK_WINDOW (dialog));
}

static void
delete_row (QhCaseTimeline    *self,
            QhCaseTimelineRow *row)
{
  static const char *const words[] = {
    [QH_KIND_CONSULTATION] = N_("Consultation deleted"),
    [QH_KIND_ACTIVITY] = N_("Activity deleted"),
    [QH_KIND_ACTION_ITEM] = N_("Action item deleted"),
    [QH_KIND_REFERRAL] = N_("Referral deleted"),
  };
  const QhRecord *record = qh_case_timeline_row_get_record (row);

  qh_case_file_delete (self->file, GTK_WIDGET (self), record, _(words[record->kind->number]));
}

static QhCaseTimelineRow *
find_row (QhCaseTimeline *self,
          gint64          id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (qh_case_timeline_row_get_record (QH_CASE_TIMELINE_ROW (row))->id == id)
      return QH_CASE_TIMELINE_ROW (row);
  return NULL;
}

static void
delete_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  QhCaseTimeline *self = QH_CASE_TIMELINE (widget);
  QhCaseTimelineRow *row = find_row (self, g_variant_get_int64 (parameter));

  if (row != NULL)
    delete_row (self, row);
}

static void
open_outcome (QhCaseTimeline    *self,
              QhCaseTimelineRow *row)
{
  qh_referral_outcome_open (GTK_WIDGET (self), qh_case_file_get_session (self->file), qh_case_timeline_row_get_record (row));
}

static void
outcome_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  QhCaseTimeline *self = QH_CASE_TIMELINE (widget);
  QhCaseTimelineRow *row = find_row (self, g_variant_get_int64 (parameter));

  if (row != NULL)
    open_outcome (self, row);
}

static gboolean
outcome_key_cb (GtkWidget *widget,
                GVariant  *arguments,
                gpointer   data)
{
  QhCaseTimeline *self = QH_CASE_TIMELINE (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (focus == NULL || !QH_IS_CASE_TIMELINE_ROW (focus)
      || qh_case_timeline_row_get_record (QH_CASE_TIMELINE_ROW (focus))->kind->number != QH_KIND_REFERRAL)
    return FALSE;
  open_outcome (self, QH_CASE_TIMELINE_ROW (focus));
  return TRUE;
}

static gboolean
delete_key_cb (GtkWidget *widget,
               GVariant  *arguments,
               gpointer   data)
{
  QhCaseTimeline *self = QH_CASE_TIMELINE (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (focus == NULL || !QH_IS_CASE_TIMELINE_ROW (focus))
    return FALSE;
  delete_row (self, QH_CASE_TIMELINE_ROW (focus));
  return TRUE;
}

/* Building */

static GtkWidget *
make_chips (QhCaseTimeline *self)
{
  GtkWidget *box = qh_wrap_box_new ();

  for (guint i = 0; i < N_SHOWS; i++)
    {
      self->chips[i] = gtk_toggle_button_new ();
      gtk_widget_add_css_class (self->chips[i], "filter-chip");
      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->chips[i]), GTK_TOGGLE_BUTTON (self->chips[0]));
      g_signal_connect_swapped (self->chips[i], "toggled", G_CALLBACK (chip_toggled_cb), self);
      qh_wrap_box_append (QH_WRAP_BOX (box), self->chips[i]);
    }
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chips[0]), TRUE);
  return box;
}

static void
append_words (GtkWidget  *box,
              const char *words,
              const char *style)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
}

/* Not a status page: that one scrolls by itself, and is cut where the list gives it no height. */
static GtkWidget *
make_placeholder (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  append_words (box, _("Log the first consultation"), "title-2");
  append_words (box, _("What is done in this case is kept here, the latest first."), "dim-label");
  gtk_widget_set_margin_top (box, 36);
  gtk_widget_set_margin_bottom (box, 36);
  return box;
}

static void
qh_case_timeline_dispose (GObject *object)
{
  QhCaseTimeline *self = QH_CASE_TIMELINE (object);
  GtkWidget *child;

  if (self->list != NULL)
    qh_case_timeline_set_file (self, NULL);
  self->list = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_case_timeline_parent_class)->dispose (object);
}

static void
qh_case_timeline_class_init (QhCaseTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_case_timeline_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_install_action (widget_class, "timeline.delete", "x", delete_cb);
  gtk_widget_class_install_action (widget_class, "timeline.outcome", "x", outcome_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, delete_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_o, 0, outcome_key_cb, NULL);
}

static void
qh_case_timeline_init (QhCaseTimeline *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 12);
  self->limit = PAGE;
  gtk_widget_set_parent (make_chips (self), GTK_WIDGET (self));
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
  gtk_list_box_set_placeholder (self->list, make_placeholder ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "timeline");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Timeline"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
  self->more = gtk_button_new_with_label (_("Show earlier ones"));
  gtk_widget_set_halign (self->more, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->more, FALSE);
  g_signal_connect_swapped (self->more, "clicked", G_CALLBACK (more_cb), self);
  gtk_widget_set_parent (self->more, GTK_WIDGET (self));
}

/**
 * qh_case_timeline_set_file:
 * @file: (nullable): the case; %NULL forgets what was shown
 */
void
qh_case_timeline_set_file (QhCaseTimeline *self,
                           QhCaseFile     *file)
{
  GtkListBoxRow *row;

  if (self->file != NULL)
    g_clear_signal_handler (&self->changed_handler, self->file);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  g_set_object (&self->file, file);
  if (file == NULL)
    return;
  self->changed_handler = g_signal_connect_swapped (file, "changed", G_CALLBACK (file_changed_cb), self);
  self->show = SHOW_ALL;
  self->limit = PAGE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chips[SHOW_ALL]), TRUE);
  file_changed_cb (self);
}
