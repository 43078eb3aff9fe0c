/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/qh-case-people.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "domain/qh-age.h"

static void
append_part (GString    *words,
             const char *part)
{
  if (part != NULL && part[0] != '\0')
    g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", part);
}

static void
append_code (GString        *words,
             QhSession      *session,
             const QhRecord *person,
             const char     *field)
{
  gint64 code = qh_record_get_integer (person, field);

  if (code != 0)
    append_part (words, qh_session_get_label (session, code));
}

/* Role and age; for a whole page also where and how somebody lives. */
static char *
describe (QhSession      *session,
          const QhRecord *person,
          gint64          role,
          gboolean        whole)
{
  static const char *const codes[] = { "schooling", "occupation", "marital_status", "municipality" };
  GString *words = g_string_new (NULL);
  int age = qh_person_get_age (person, qh_day_today ());

  append_part (words, qh_session_get_label (session, role));
  if (whole)
    append_code (words, session, person, "sex");
  if (age != QH_NO_AGE)
    {
      g_autofree char *years = g_strdup_printf (ngettext ("%d year", "%d years", age), age);

      append_part (words, years);
    }
  for (guint i = 0; whole && i < G_N_ELEMENTS (codes); i++)
    append_code (words, session, person, codes[i]);
  if (whole)
    append_part (words, qh_record_get_text (person, "phone"));
  return g_string_free (words, FALSE);
}

/**
 * qh_case_people_new_row:
 * @position: which of the case's people
 * @whole: whether to tell more than role and age
 *
 * Returns: (transfer floating) (nullable): a row for a list of people; %NULL
 *   when the person cannot be read.
 */
GtkWidget *
qh_case_people_new_row (QhCaseFile *file,
                        guint       position,
                        gboolean    whole)
{
  const QhRows *people = qh_record_get_rows (qh_case_file_get_record (file), "people");
  const QhRecord *person = qh_case_file_get_person (file, qh_rows_cell (people, position, 0));
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;
  g_autofree char *words = NULL;
  g_autofree char *subtitle = NULL;
  GtkWidget *row;

  if (person == NULL)
    return NULL;
  name = qh_person_dup_name (person);
  title = g_markup_escape_text (name, -1);
  words = describe (qh_case_file_get_session (file), person, qh_rows_cell (people, position, 1), whole);
  subtitle = g_markup_escape_text (words, -1);
  row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), adw_avatar_new (whole ? 40 : 30, name, TRUE));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (&person->id, sizeof person->id), g_free);
  return row;
}

/**
 * qh_case_people_get_id:
 * @row: a row of qh_case_people_new_row()
 *
 * Returns: the person.
 */
gint64
qh_case_people_get_id (GtkWidget *row)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "id");

  return id != NULL ? *id : 0;
}
