/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/qh-case-closing.h"
#include "ui/cases/qh-case-page.h"

#include <glib/gi18n-lib.h>

#include "store/qh-erase.h"
#include "ui/cases/qh-case-dialog.h"
#include "ui/cases/qh-case-file.h"
#include "ui/cases/qh-case-people.h"
#include "ui/cases/qh-case-quick-add.h"
#include "ui/cases/qh-case-side.h"
#include "ui/cases/qh-case-timeline.h"
#include "ui/cases/qh-case-words.h"
#include "ui/cases/qh-person-dialog.h"
#include "ui/forms/qh-record-dialog.h"
#include "ui/history/qh-history-window.h"
#include "ui/qh-event-log.h"
#include "ui/rights/qh-copy-window.h"
#include "ui/rights/qh-erase-window.h"
#include "ui/users/qh-case-access.h"
#include "ui/widgets/qh-tooltip.h"
#include "ui/widgets/qh-watch-layout.h"

/* Below these widths the figures go, then the side column goes below. */
#define WIDTH_WITH_FIGURES 880
#define WIDTH_WITH_SIDE 800

struct _QhCasePage
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkBox *trail;
  GtkStack *stack;
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *tag;
  GtkWidget *restricted;
  GtkLabel *facts;
  GtkLabel *summary;
  GtkWidget *figures;
  GtkLabel *activities;
  GtkLabel *time;
  GtkLabel *consultations;
  GtkBox *columns;
  QhCaseQuickAdd *quick_add;
  QhCaseTimeline *timeline;
  GtkWidget *side_frame;
  QhCaseSide *side;
  GtkListBox *people;

  QhCaseFile *file;
  gulong changed_handler;
  gulong index_handler; /* of the session */
};

enum
{
  BACK,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhCasePage, qh_case_page, GTK_TYPE_WIDGET)

/* Header */

static QhDay
find_last_day (QhCasePage *self)
{
  GPtrArray *activities = qh_case_file_get_activities (self->file);
  QhDay opened = (QhDay) qh_record_get_integer (qh_case_file_get_record (self->file), "opened");

  if (activities->len == 0)
    return opened;
  return MAX (opened, (QhDay) qh_record_get_integer (g_ptr_array_index (activities, 0), "date"));
}

static void
show_status (QhCasePage *self)
{
  const QhRecord *record = qh_case_file_get_record (self->file);
  QhSession *session = qh_case_file_get_session (self->file);
  gint64 status = qh_record_get_integer (record, "status");
  QhCaseTag tag = qh_case_words_tag (session, status, find_last_day (self), qh_day_today ());
  const char *classes[] = { "tag", tag.style, NULL };
  gboolean closed = qh_case_is_closed (session, status);
  QhCaseIndex *index = qh_session_get_case_index (session);
  const QhCaseRow *row = index != NULL ? qh_case_index_find (index, record->id) : NULL;

  gtk_label_set_text (self->tag, tag.words);
  gtk_widget_set_css_classes (GTK_WIDGET (self->tag), classes);
  gtk_widget_set_visible (self->restricted, row != NULL && row->restricted);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "case.close", !closed);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "case.reopen", closed);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "case.access", !record->closed);
}

static char *
describe_dates (QhSession      *session,
                const QhRecord *record)
{
  QhDay today = qh_day_today ();
  QhDay opened = (QhDay) qh_record_get_integer (record, "opened");
  QhDay closed = (QhDay) qh_record_get_integer (record, "closed");
  g_autofree char *from = qh_day_format (opened, C_("date", "%-d %b %Y"));
  g_autofree char *to = closed != QH_NO_DAY ? qh_day_format (closed, C_("date", "%-d %b %Y")) : NULL;
  g_autofree char *since = qh_case_words_since (opened, today);

  if (to != NULL && qh_record_is_set (record, "closing_reason"))
    return g_strdup_printf (_("Opened %s, closed %s: %s"), from, to,
                            qh_session_get_label (session, qh_record_get_integer (record, "closing_reason")));
  if (to != NULL)
    return g_strdup_printf (_("Opened %s, closed %s"), from, to);
  return g_strdup_printf (_("Opened %s, %s"), from, since);
}

static void
show_facts (QhCasePage *self)
{
  const QhRecord *record = qh_case_file_get_record (self->file);
  QhSession *session = qh_case_file_get_session (self->file);
  g_autofree char *title = qh_session_dup_case_title (session, qh_case_file_get_id (self->file));
  g_autofree char *worker = qh_session_dup_worker_name (session, qh_record_get_integer (record, "worker"));
  g_autofree char *dates = describe_dates (session, record);
  g_autofree char *facts = g_strdup_printf (_("%s · %s · Worker: %s · %s"), qh_record_get_text (record, "folio"),
                                            qh_session_get_label (session, qh_record_get_integer (record, "level")), worker, dates);
  const char *summary = qh_record_get_text (record, "summary");

  adw_avatar_set_text (self->avatar, title);
  gtk_label_set_text (self->name, title);
  gtk_label_set_text (self->facts, facts);
  gtk_label_set_text (self->summary, summary);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), summary[0] != '\0');
}

static void
show_number (GtkLabel *label,
             guint     number)
{
  g_autofree char *words = g_strdup_printf ("%'u", number);

  gtk_label_set_text (label, words);
}

static void
show_figures (QhCasePage *self)
{
  GPtrArray *activities = qh_case_file_get_activities (self->file);
  g_autofree char *time = NULL;
  gint64 minutes = 0;

  for (guint i = 0; i < activities->len; i++)
    minutes += qh_record_get_integer (g_ptr_array_index (activities, i), "minutes");
  time = qh_case_words_time (minutes);
  show_number (self->activities, activities->len);
  show_number (self->consultations, qh_case_file_get_consultations (self->file)->len);
  gtk_label_set_text (self->time, time);
}

static void
show_people (QhCasePage *self)
{
  const QhRows *people = qh_record_get_rows (qh_case_file_get_record (self->file), "people");
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->people, 0)) != NULL)
    gtk_list_box_remove (self->people, GTK_WIDGET (row));
  for (guint i = 0; people != NULL && i < people->n_rows; i++)
    {
      GtkWidget *person = qh_case_people_new_row (self->file, i, TRUE);

      if (person != NULL)
        gtk_list_box_append (self->people, person);
    }
}

static void
show_file (QhCasePage *self)
{
  if (qh_case_file_get_record (self->file) == NULL)
    {
      g_signal_emit (self, signals[BACK], 0);
      return;
    }
  show_status (self);
  show_facts (self);
  show_figures (self);
  show_people (self);
}

/* Who may open the case stands in the index, which is read after the case. */
static void
index_changed_cb (QhCasePage *self)
{
  if (qh_case_file_get_record (self->file) != NULL)
    show_status (self);
}

/* Actions */

static void
back_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  g_signal_emit (widget, signals[BACK], 0);
}

static void
edit_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  QhCasePage *self = QH_CASE_PAGE (widget);

  if (self->file != NULL)
    gtk_window_present (GTK_WINDOW (qh_case_dialog_new (widget, qh_case_file_get_session (self->file),
                                                        qh_case_file_get_record (self->file))));
}

static void
edit_person_cb (QhCasePage *self,
                gint64      person)
{
  qh_person_dialog_open (GTK_WIDGET (self), qh_case_file_get_session (self->file), person);
}

static void
person_activated_cb (QhCasePage *self,
                     GtkWidget  *row)
{
  edit_person_cb (self, qh_case_people_get_id (row));
}

static void
close_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  QhCasePage *self = QH_CASE_PAGE (widget);

  if (self->file != NULL)
    qh_case_closing_open (widget, self->file);
}

/* By whoever works here, today, of the case's first person: all of it can be changed in the form. */
static void
add_referral_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  QhCasePage *self = QH_CASE_PAGE (widget);
  QhSession *session;
  const QhRows *people;
  g_autoptr (QhRecord) referral = NULL;

  if (self->file == NULL)
    return;
  session = qh_case_file_get_session (self->file);
  people = qh_record_get_rows (qh_case_file_get_record (self->file), "people");
  referral = qh_store_new_record (qh_session_get_store (session), QH_KIND_REFERRAL);
  qh_record_set_integer (referral, "case", qh_case_file_get_id (self->file));
  qh_session_sign (session, referral);
  qh_record_set_integer (referral, "date", qh_day_today ());
  if (people != NULL && people->n_rows > 0)
    qh_record_set_integer (referral, "person", qh_rows_cell (people, 0, 0));
  gtk_window_present (GTK_WINDOW (qh_record_dialog_new (widget, session, _("New Referral"), referral, NULL, 0)));
}

/* What was said at its closing goes; the history has it. */
static void
reopen_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  QhCasePage *self = QH_CASE_PAGE (widget);
  QhRecord *record;

  if (self->file == NULL)
    return;
  record = qh_record_copy (qh_case_file_get_record (self->file));
  qh_record_set_integer (record, "status", qh_case_find_status (qh_case_file_get_session (self->file), QH_STATUS_REOPENED));
  qh_record_clear (record, "closed");
  qh_record_clear (record, "closing_reason");
  qh_case_file_put (self->file, widget, record, _("Case reopened"));
}

static void
history_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  QhCasePage *self = QH_CASE_PAGE (widget);

  if (self->file != NULL)
    gtk_window_present (GTK_WINDOW (qh_history_window_new (widget, widget, qh_case_file_get_session (self->file), QH_KIND_CASE,
                                                           qh_case_file_get_id (self->file))));
}

static void
copy_data_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  QhCasePage *self = QH_CASE_PAGE (widget);

  if (self->file != NULL)
    gtk_window_present (GTK_WINDOW (qh_copy_window_new (widget, qh_case_file_get_session (self->file),
                                                        qh_case_file_get_record (self->file))));
}

static void
access_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  QhCasePage *self = QH_CASE_PAGE (widget);

  if (self->file != NULL)
    qh_case_access_open (widget, qh_case_file_get_session (self->file), qh_case_file_get_id (self->file));
}

static void
erase_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  QhCasePage *self = QH_CASE_PAGE (widget);

  if (self->file != NULL)
    gtk_window_present (GTK_WINDOW (qh_erase_window_new (widget, widget, qh_case_file_get_session (self->file),
                                                         qh_case_file_get_record (self->file))));
}

/* Overrides */

static void
arrange (GtkWidget *widget,
         int        width)
{
  QhCasePage *self = QH_CASE_PAGE (widget);
  gboolean beside = width >= WIDTH_WITH_SIDE;

  gtk_widget_set_visible (self->figures, width >= WIDTH_WITH_FIGURES);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns), beside ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_size_request (self->side_frame, beside ? width >= WIDTH_WITH_FIGURES ? 312 : 268 : -1, -1);
  gtk_widget_set_vexpand (self->side_frame, beside);
}

static gboolean
qh_case_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (QH_CASE_PAGE (widget)->quick_add));
}

static void
qh_case_page_dispose (GObject *object)
{
  QhCasePage *self = QH_CASE_PAGE (object);

  if (self->content != NULL)
    qh_case_page_close (self);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (qh_case_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, QhCasePage, content);
  gtk_widget_class_bind_template_child (widget_class, QhCasePage, trail);
  gtk_widget_class_bind_template_child (widget_class, QhCasePage, stack);
  gtk_widget_class_bind_template_child (widget_class, QhCasePage, avatar);
  gtk_widget_class_bind_template_child (widget_class, QhCasePage, name);
  gtk_widget_class_bind_template_child (widget_class, QhCasePage, tag);
  gtk_widget_class_bind_template_child (widget_class, QhCasePage, restricted);
  gtk_widget_class_bind_template_child (widget_class, QhCasePage, facts);
  gtk_widget_class_bind_template_child (widget_class, QhCasePage, summary);
  gtk_widget_class_bind_template_child (widget_class, QhCasePage, figures);
  gtk_widget_class_bind_template_child (widget_class, QhCasePage, activities);
  gtk_widget_class_bind_template_child (widget_class, QhCasePage, time);
  gtk_widget_class_bind_template_child (widget_class, QhCasePage, consultations);
  gtk_widget_class_bind_template_child (widget_class, QhCasePage, columns);
  gtk_widget_class_bind_template_child (widget_class, QhCasePage, quick_add);
  gtk_widget_class_bind_template_child (widget_class, QhCasePage, timeline);
  gtk_widget_class_bind_template_child (widget_class, QhCasePage, side_frame);
  gtk_widget_class_bind_template_child (widget_class, QhCasePage, side);
  gtk_widget_class_bind_template_child (widget_class, QhCasePage, people);
  gtk_widget_class_bind_template_callback (widget_class, edit_person_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_activated_cb);
}

static void
qh_case_page_class_init (QhCasePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_case_page_dispose;
  widget_class->grab_focus = qh_case_page_grab_focus;

  /**
   * QhCasePage::back:
   *
   * The list of cases is wanted again.
   */
  signals[BACK] = g_signal_new ("back", QH_TYPE_CASE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (QH_TYPE_CASE_QUICK_ADD);
  g_type_ensure (QH_TYPE_CASE_TIMELINE);
  g_type_ensure (QH_TYPE_CASE_SIDE);
  gtk_widget_class_set_layout_manager_type (widget_class, QH_TYPE_WATCH_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/cases/qh-case-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "case.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "case.edit", NULL, edit_cb);
  gtk_widget_class_install_action (widget_class, "case.add-person", NULL, edit_cb);
  gtk_widget_class_install_action (widget_class, "case.add-referral", NULL, add_referral_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "case.add-referral", NULL);
  gtk_widget_class_install_action (widget_class, "case.close", NULL, close_cb);
  gtk_widget_class_install_action (widget_class, "case.reopen", NULL, reopen_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "case.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "case.back", NULL);
  gtk_widget_class_install_action (widget_class, "case.history", NULL, history_cb);
  gtk_widget_class_install_action (widget_class, "case.copy-data", NULL, copy_data_cb);
  gtk_widget_class_install_action (widget_class, "case.erase", NULL, erase_cb);
  gtk_widget_class_install_action (widget_class, "case.access", NULL, access_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "case.edit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_h, GDK_CONTROL_MASK, "case.history", NULL);
}

static void
qh_case_page_init (QhCasePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  qh_watch_layout_connect (GTK_WIDGET (self), arrange);
}

static void
set_file (QhCasePage *self,
          QhCaseFile *file)
{
  if (self->file != NULL)
    {
      g_clear_signal_handler (&self->changed_handler, self->file);
      g_clear_signal_handler (&self->index_handler, qh_case_file_get_session (self->file));
    }
  qh_case_quick_add_set_file (self->quick_add, file);
  qh_case_timeline_set_file (self->timeline, file);
  qh_case_side_set_file (self->side, file);
  g_set_object (&self->file, file);
}

/**
 * qh_case_page_open:
 *
 * Returns: whether the case is there to be shown.
 */
gboolean
qh_case_page_open (QhCasePage *self,
                   QhSession  *session,
                   gint64      id)
{
  g_autoptr (QhCaseFile) file = qh_case_file_new (session, id);

  if (file == NULL)
    return FALSE;
  set_file (self, file);
  self->changed_handler = g_signal_connect_swapped (file, "changed", G_CALLBACK (show_file), self);
  self->index_handler = g_signal_connect_swapped (session, "index-changed", G_CALLBACK (index_changed_cb), self);
  gtk_stack_set_visible_child_name (self->stack, "timeline");
  show_file (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "case.copy-data", qh_store_may_see_identities (qh_session_get_store (session)));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "case.erase",
                                 qh_store_may_erase (qh_session_get_store (session), QH_KIND_CASE));
  qh_event_log_open_case (qh_session_get_store (session), id);
  return TRUE;
}

/**
 * qh_case_page_close:
 *
 * Forgets the case that was shown.
 */
void
qh_case_page_close (QhCasePage *self)
{
  GtkListBoxRow *row;

  set_file (self, NULL);
  gtk_label_set_text (self->name, "");
  qh_case_page_set_trail (self, NULL);
  gtk_label_set_text (self->facts, "");
  gtk_label_set_text (self->summary, "");
  adw_avatar_set_text (self->avatar, "");
  while ((row = gtk_list_box_get_row_at_index (self->people, 0)) != NULL)
    gtk_list_box_remove (self->people, GTK_WIDGET (row));
}

/**
 * qh_case_page_get_id:
 *
 * Returns: the case that shows, or 0.
 */
gint64
qh_case_page_get_id (QhCasePage *self)
{
  return self->file != NULL ? qh_case_file_get_id (self->file) : 0;
}

/**
 * qh_case_page_set_trail:
 * @trail: (nullable) (array zero-terminated=1): what led to the case, the first
 *   thing first; each goes back
 *
 * Shows where the case was found.
 */
void
qh_case_page_set_trail (QhCasePage        *self,
                        const char *const *trail)
{
  GtkWidget *crumb;

  while ((crumb = gtk_widget_get_first_child (GTK_WIDGET (self->trail))) != NULL)
    gtk_box_remove (self->trail, crumb);
  gtk_widget_set_visible (GTK_WIDGET (self->trail), trail != NULL);
  for (guint i = 0; trail != NULL && trail[i] != NULL; i++)
    {
      GtkWidget *label = gtk_label_new (trail[i]);
      GtkWidget *button = gtk_button_new ();

      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_button_set_child (GTK_BUTTON (button), label);
      gtk_widget_add_css_class (button, "flat");
      qh_tooltip_set (button, trail[i]);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "case.back");
      gtk_box_append (self->trail, button);
      gtk_box_append (self->trail, gtk_image_new_from_icon_name ("go-next-symbolic"));
    }
  crumb = gtk_label_new (gtk_label_get_text (self->name));
  gtk_label_set_ellipsize (GTK_LABEL (crumb), PANGO_ELLIPSIZE_END);
  gtk_box_append (self->trail, crumb);
}
