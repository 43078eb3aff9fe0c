/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the line to a record, and what is wrong with the line. */
#include "ui/today/qh-entry-line-private.h"

#include <glib/gi18n-lib.h>

#include "domain/qh-check.h"
#include "ui/today/qh-minutes.h"

static void
set_error (GtkWidget *widget,
           gboolean   error)
{
  if (error)
    gtk_widget_add_css_class (widget, "error");
  else
    gtk_widget_remove_css_class (widget, "error");
}

void
qh_entry_line_clear_problem (QhEntryLine *self)
{
  gtk_widget_set_visible (self->problem, FALSE);
  gtk_label_set_text (GTK_LABEL (self->problem), "");
  qh_type_ahead_set_error (QH_TYPE_AHEAD (self->type), FALSE);
  qh_type_ahead_set_error (QH_TYPE_AHEAD (self->case_entry), FALSE);
  set_error (self->minutes, FALSE);
}

/* Says it below the line and leads back to the field, if it is known which. */
void
qh_entry_line_show_problem (QhEntryLine *self,
                            GtkWidget   *field,
                            const char  *text)
{
  gtk_label_set_text (GTK_LABEL (self->problem), text);
  gtk_widget_set_visible (self->problem, TRUE);
  if (QH_IS_TYPE_AHEAD (field))
    qh_type_ahead_set_error (QH_TYPE_AHEAD (field), TRUE);
  else if (field != NULL)
    set_error (field, TRUE);
  if (field != NULL)
    gtk_widget_grab_focus (field);
}

static gboolean
check_worker (QhEntryLine *self)
{
  const char *nobody = qh_session_say_nobody (self->session);

  if (nobody != NULL)
    qh_entry_line_show_problem (self, NULL, nobody);
  return nobody == NULL;
}

static gboolean
check_type (QhEntryLine *self)
{
  QhTypeAhead *type = QH_TYPE_AHEAD (self->type);
  g_autofree char *text = NULL;

  if (qh_type_ahead_get_chosen (type) != 0)
    return TRUE;
  if (qh_type_ahead_is_settled (type))
    text = g_strdup (_("Choose the type of activity first: write the beginning of any of its words."));
  else
    text = g_strdup_printf (_("There is no type of activity “%s”. Choose one that is offered."), qh_type_ahead_get_text (type));
  qh_entry_line_show_problem (self, GTK_WIDGET (type), text);
  return FALSE;
}

static gboolean
check_case (QhEntryLine *self)
{
  QhTypeAhead *case_entry = QH_TYPE_AHEAD (self->case_entry);
  g_autofree char *text = NULL;

  if (qh_type_ahead_is_settled (case_entry))
    return TRUE;
  text = g_strdup_printf (_("There is no case “%s”. Choose one that is offered, or leave it empty."), qh_type_ahead_get_text (case_entry));
  qh_entry_line_show_problem (self, GTK_WIDGET (case_entry), text);
  return FALSE;
}

static gboolean
write_minutes (QhEntryLine *self,
               QhRecord    *activity)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (qh_session_get_store (self->session));
  const QhField *field = qh_kind_find_field (activity->kind, "minutes");
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->minutes));
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;
  int minutes;

  qh_record_clear (activity, "minutes");
  if (text[0] == '\0')
    return TRUE;
  if (!qh_minutes_from_text (text, &minutes))
    {
      message = g_strdup_printf (_("“%s” is not a number of minutes. Write for instance 45, or 1:30 for an hour and a half."), text);
      qh_entry_line_show_problem (self, self->minutes, message);
      return FALSE;
    }
  qh_record_set_integer (activity, "minutes", minutes);
  if (qh_field_check (field, qh_record_get_value (activity, field), catalogues, qh_day_today (), qh_session_get_language (self->session), &error))
    return TRUE;
  qh_entry_line_show_problem (self, self->minutes, error->message);
  return FALSE;
}

static void
write_code (QhRecord   *activity,
            const char *field,
            gint64      code)
{
  if (code != 0)
    qh_record_set_integer (activity, field, code);
  else
    qh_record_clear (activity, field);
}

/* What the line holds, but for the minutes, which may be none. */
QhRecord *
qh_entry_line_make_draft (QhEntryLine *self)
{
  QhRecord *activity = self->more != NULL ? qh_record_copy (self->more)
                                          : qh_store_new_record (qh_session_get_store (self->session), QH_KIND_ACTIVITY);

  qh_record_set_integer (activity, "date", self->day);
  qh_session_sign (self->session, activity);
  write_code (activity, "type", qh_entry_line_get_type_code (self));
  write_code (activity, "case", qh_entry_line_get_case (self));
  write_code (activity, "outcome", qh_code_drop_down_get_code (self->outcome));
  if (gtk_entry_buffer_get_length (self->note_text) > 0)
    qh_record_set_text (activity, "note", gtk_entry_buffer_get_text (self->note_text));
  else
    qh_record_clear (activity, "note");
  qh_entry_defaults_write (self->defaults, activity);
  return activity;
}

/* What the line holds as an activity; NULL, and said so, if something cannot be. */
QhRecord *
qh_entry_line_make_activity (QhEntryLine *self)
{
  g_autoptr (QhRecord) activity = NULL;

  if (!check_worker (self) || !check_type (self) || !check_case (self))
    return NULL;
  activity = qh_entry_line_make_draft (self);
  return write_minutes (self, activity) ? g_steal_pointer (&activity) : NULL;
}
