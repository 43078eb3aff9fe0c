/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/qh-case-timeline-row.h"

#include <glib/gi18n-lib.h>

#include "domain/qh-referral.h"
#include "store/qh-unit-number.h"
#include "ui/cases/qh-case-words.h"
#include "ui/widgets/qh-function-style.h"
#include "ui/widgets/qh-tooltip.h"

struct _QhCaseTimelineRow
{
  GtkListBoxRow parent_instance;

  QhRecord *record;
};

G_DEFINE_FINAL_TYPE (QhCaseTimelineRow, qh_case_timeline_row, GTK_TYPE_LIST_BOX_ROW)

/**
 * qh_case_record_get_day:
 * @record: an activity, consultation, referral or action item
 *
 * Returns: the day on which it stands in a timeline: an action item's is when
 *   it was done, else when it is due; %QH_NO_DAY when there is none.
 */
QhDay
qh_case_record_get_day (const QhRecord *record)
{
  if (record->kind->number != QH_KIND_ACTION_ITEM)
    return (QhDay) qh_record_get_integer (record, "date");
  if (qh_record_is_set (record, "done"))
    return (QhDay) qh_record_get_integer (record, "done");
  return (QhDay) qh_record_get_integer (record, "due");
}

/**
 * qh_case_record_get_minute:
 *
 * Returns: the minute of the day at which it was, or -1.
 */
int
qh_case_record_get_minute (const QhRecord *record)
{
  static const char *const fields[QH_N_KINDS] = { [QH_KIND_ACTIVITY] = "start", [QH_KIND_CONSULTATION] = "time" };
  const char *field = fields[record->kind->number];
  const QhValue *value = field != NULL ? qh_record_get (record, field) : NULL;

  return value != NULL && value->tag == QH_VALUE_INTEGER ? (int) value->integer : -1;
}

/* Words */

static char *
dup_title (QhSession      *session,
           const QhRecord *record)
{
  const QhRows *problems;

  switch (record->kind->number)
    {
    case QH_KIND_ACTIVITY:
      return g_strdup (qh_session_get_label (session, qh_record_get_integer (record, "type")));
    case QH_KIND_ACTION_ITEM:
      return g_strdup_printf (_("Action item: %s"), qh_record_get_text (record, "task"));
    case QH_KIND_REFERRAL:
      return g_strdup_printf (_("Referral: %s"), qh_session_get_label (session, qh_record_get_integer (record, "type")));
    default:
      problems = qh_record_get_rows (record, "problems");
      if (problems == NULL)
        return g_strdup (_("Consultation"));
      return g_strdup_printf (_("Consultation: %s"), qh_session_get_label (session, qh_rows_cell (problems, 0, 0)));
    }
}

static void
append_part (GString    *words,
             const char *part)
{
  if (part != NULL && part[0] != '\0')
    g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", part);
}

static const char *
get_label_of (QhSession      *session,
              const QhRecord *record,
              const char     *field)
{
  gint64 code = qh_record_get_integer (record, field);

  return code != 0 ? qh_session_get_label (session, code) : "";
}

static const char *
describe_item (const QhRecord *record)
{
  QhDay done = (QhDay) qh_record_get_integer (record, "done");
  QhDay due = (QhDay) qh_record_get_integer (record, "due");

  if (done == QH_NO_DAY)
    return due != QH_NO_DAY && due < qh_day_today () ? _("Overdue") : _("Pending");
  if (due == QH_NO_DAY)
    return _("Done");
  return done <= due ? _("Done in time") : _("Done late");
}

/* For how many days a referral has waited, −1 for anything else, and whether it is late. */
static int
get_waiting_days (QhSession      *session,
                  const QhRecord *record,
                  gboolean       *late)
{
  QhStore *store = qh_session_get_store (session);
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  int days = record->kind->number == QH_KIND_REFERRAL ? qh_referral_get_waiting_days (record, catalogues, qh_day_today ()) : -1;

  *late = days >= 0 && days >= qh_unit_number_get (store, QH_UNIT_REFERRAL_DAYS);
  return days;
}

static void
append_referral (GString        *words,
                 QhSession      *session,
                 const QhRecord *record)
{
  gboolean late;
  int days = get_waiting_days (session, record, &late);
  g_autofree char *waited
    = late ? g_strdup_printf (ngettext ("No outcome for %d day", "No outcome for %d days", (gulong) days), days) : NULL;

  append_part (words, get_label_of (session, record, "organisation"));
  if (waited != NULL)
    append_part (words, waited);
  else
    append_part (words, qh_record_is_set (record, "result") ? get_label_of (session, record, "result") : _("No outcome yet"));
}

static char *
dup_detail (QhSession      *session,
            const QhRecord *record)
{
  GString *words = g_string_new (NULL);
  const QhValue *minutes;
  g_autofree char *time = NULL;

  if (record->kind->number == QH_KIND_ACTION_ITEM)
    append_part (words, describe_item (record));
  else if (record->kind->number == QH_KIND_CONSULTATION)
    append_part (words, get_label_of (session, record, "contact_mode"));
  else if (record->kind->number == QH_KIND_REFERRAL)
    append_referral (words, session, record);
  else
    {
      minutes = qh_record_get (record, "minutes");
      append_part (words, get_label_of (session, record, "outcome"));
      if (minutes->tag == QH_VALUE_INTEGER)
        append_part (words, time = qh_case_words_time (minutes->integer));
    }
  return g_string_free (words, FALSE);
}

static const char *
get_note (const QhRecord *record)
{
  static const char *const fields[QH_N_KINDS]
    = { [QH_KIND_ACTIVITY] = "note", [QH_KIND_CONSULTATION] = "request", [QH_KIND_REFERRAL] = "reason" };
  const char *field = fields[record->kind->number];

  return field != NULL ? qh_record_get_text (record, field) : "";
}

/* Building */

static GtkWidget *
make_label (const char *text,
            const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

static GtkWidget *
make_time (const QhRecord *record)
{
  int minute = qh_case_record_get_minute (record);
  g_autofree char *words = minute >= 0 ? g_strdup_printf ("%02d:%02d", minute / 60, minute % 60) : g_strdup ("");
  GtkWidget *label = make_label (words, "dim-label");

  gtk_widget_add_css_class (label, "numeric");
  gtk_label_set_width_chars (GTK_LABEL (label), 5);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  return label;
}

static GtkWidget *
make_mark (QhSession      *session,
           const QhRecord *record)
{
  static const char *const icons[QH_N_KINDS] = { [QH_KIND_CONSULTATION] = "avatar-default-symbolic", [QH_KIND_ACTION_ITEM] = "qh-due-symbolic",
                                                  [QH_KIND_REFERRAL] = "send-to-symbolic" };
  const char *icon = icons[record->kind->number];
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (qh_session_get_store (session));
  GtkWidget *mark = icon != NULL ? gtk_image_new_from_icon_name (icon) : gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  if (icon == NULL)
    {
      gtk_widget_add_css_class (mark, "dot");
      gtk_widget_add_css_class (mark, qh_function_get_css_class (catalogues, qh_record_get_integer (record, "function")));
    }
  gtk_widget_set_hexpand (mark, TRUE);
  gtk_widget_set_halign (mark, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_widget_set_margin_top (mark, icon != NULL ? 2 : 5);
  return mark;
}

static GtkWidget *
make_delete (const QhRecord *record)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "row-button");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  qh_tooltip_set (button, _("Delete"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", record->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "timeline.delete");
  return button;
}

/* What a referral waits for, at hand in its row. */
static GtkWidget *
make_outcome (const QhRecord *record)
{
  GtkWidget *button = gtk_button_new_with_label (_("Outcome…"));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  qh_tooltip_set (button, _("Write down the outcome of the referral (O)"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", record->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "timeline.outcome");
  return button;
}

static void
fill (QhCaseTimelineRow *self,
      QhSession         *session)
{
  g_autofree char *title = dup_title (session, self->record);
  g_autofree char *detail = dup_detail (session, self->record);
  const char *note = get_note (self->record);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *label = make_label (title, self->record->kind->number != QH_KIND_ACTIVITY ? "heading" : NULL);
  gboolean late;
  int waiting = get_waiting_days (session, self->record, &late);
  GtkWidget *more = make_label (detail, late ? "late" : "dim-label");
  GtkWidget *mark_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (texts), label);
  if (note[0] != '\0')
    {
      GtkWidget *quote = make_label (note, "quote");

      gtk_label_set_wrap (GTK_LABEL (quote), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (quote), PANGO_WRAP_WORD_CHAR);
      gtk_box_append (GTK_BOX (texts), quote);
    }
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (more, GTK_ALIGN_START);
  gtk_widget_set_size_request (mark_box, 18, -1);
  gtk_widget_set_hexpand (mark_box, FALSE); /* its child's wish stays inside */
  gtk_box_append (GTK_BOX (mark_box), make_mark (session, self->record));
  gtk_box_append (GTK_BOX (line), make_time (self->record));
  gtk_box_append (GTK_BOX (line), mark_box);
  gtk_box_append (GTK_BOX (line), texts);
  gtk_box_append (GTK_BOX (line), more);
  if (waiting >= 0)
    gtk_box_append (GTK_BOX (line), make_outcome (self->record));
  gtk_box_append (GTK_BOX (line), make_delete (self->record));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, detail, -1);
}

static void
qh_case_timeline_row_finalize (GObject *object)
{
  g_clear_pointer (&QH_CASE_TIMELINE_ROW (object)->record, qh_record_free);
  G_OBJECT_CLASS (qh_case_timeline_row_parent_class)->finalize (object);
}

static void
qh_case_timeline_row_class_init (QhCaseTimelineRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qh_case_timeline_row_finalize;
}

static void
qh_case_timeline_row_init (QhCaseTimelineRow *self)
{
}

/**
 * qh_case_timeline_row_new:
 * @record: (transfer none): an activity, consultation, referral or action item
 *
 * Returns: (transfer floating): its row.
 */
GtkWidget *
qh_case_timeline_row_new (QhSession      *session,
                          const QhRecord *record)
{
  QhCaseTimelineRow *self = g_object_new (QH_TYPE_CASE_TIMELINE_ROW, NULL);

  self->record = qh_record_copy (record);
  fill (self, session);
  return GTK_WIDGET (self);
}

const QhRecord *
qh_case_timeline_row_get_record (QhCaseTimelineRow *self)
{
  return self->record;
}
