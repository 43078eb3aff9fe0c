/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/today/qh-activity-form.h"

#include <glib/gi18n-lib.h>

/**
 * qh_activity_form_new:
 * @from: a widget of the window over which it shows
 * @activity: (transfer none): a stored activity, or one that is being entered
 *
 * Returns: (transfer none): a window with every field of an activity, to be presented.
 */
GtkWidget *
qh_activity_form_new (GtkWidget      *from,
                      QhSession      *session,
                      const QhRecord *activity)
{
  static const char *const what[] = { "type", "case", "date", "start", "minutes", "outcome", "note", "worker", NULL };
  static const char *const how[] = { "function", "level", "field", "contact_mode", "place", "problems", NULL };
  static const char *const whom[] = { "people", "served", NULL };
  const QhFormSection sections[] = {
    { _("Activity"), what },
    { _("How it counts"), how },
    { _("People"), whom },
    { _("Own fields"), NULL },
  };
  gboolean has_own = FALSE;

  for (guint i = 0; i < qh_kind_get_n_fields (activity->kind); i++)
    has_own = has_own || (qh_kind_get_field (activity->kind, i)->own && !qh_kind_get_field (activity->kind, i)->retired);
  return qh_record_dialog_new (from, session, activity->id != 0 ? _("Activity") : _("New activity"), activity,
                               sections, G_N_ELEMENTS (sections) - (has_own ? 0 : 1));
}
