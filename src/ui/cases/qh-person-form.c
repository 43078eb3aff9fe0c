/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/qh-person-form.h"

#include <glib/gi18n-lib.h>

#include "domain/qh-age.h"
#include "domain/qh-curp.h"
#include "ui/forms/qh-date-text.h"

#define MOST_DUPLICATES 5

struct _QhPersonForm
{
  GtkWidget parent_instance;

  QhSession *session;
  QhRecordForm *form;
  GtkWidget *duplicates;
  GtkWidget *list;
};

enum
{
  USE_PERSON,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhPersonForm, qh_person_form, GTK_TYPE_WIDGET)

static const char *const identity_fields[] = { "given_names", "first_surname", "second_surname", "curp", "sex", "gender",
                                               "birth_date", "stated_age", "birth_state", NULL };
static const char *const home_fields[] = { "state", "municipality", "neighbourhood", "address", "phone", NULL };

/* Likely duplicates */

static void
use_cb (QhPersonForm *self,
        GtkWidget    *button)
{
  gint64 *id = g_object_get_data (G_OBJECT (button), "id");

  g_signal_emit (self, signals[USE_PERSON], 0, *id);
}

static char *
describe (QhPersonForm      *self,
          const QhPersonRow *row)
{
  g_autofree char *born = row->birth_date != QH_NO_DAY ? qh_date_text_format (row->birth_date) : NULL;
  const char *sex = row->sex != 0 ? qh_session_get_label (self->session, row->sex) : "";
  GString *words = g_string_new (sex);

  if (born != NULL)
    g_string_append_printf (words, _(" · born %s"), born);
  else if (row->birth_year != 0)
    g_string_append_printf (words, _(" · born in %d"), row->birth_year);
  if (row->curp[0] != '\0')
    g_string_append_printf (words, " · %s", row->curp);
  return g_string_free (words, FALSE);
}

static void
add_duplicate (QhPersonForm      *self,
               const QhPersonRow *row)
{
  g_autofree char *words = describe (self, row);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (row->name);
  GtkWidget *detail = gtk_label_new (words);
  GtkWidget *button = gtk_button_new_with_label (_("Use this person"));

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (detail, "caption");
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), name);
  gtk_box_append (GTK_BOX (texts), detail);
  gtk_box_append (GTK_BOX (line), texts);
  gtk_box_append (GTK_BOX (line), button);
  g_object_set_data_full (G_OBJECT (button), "id", g_memdup2 (&row->id, sizeof row->id), g_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (use_cb), self);
  gtk_box_append (GTK_BOX (self->list), line);
}

static void
show_duplicates (QhPersonForm *self)
{
  QhCaseIndex *index = qh_session_get_case_index (self->session);
  const QhRecord *person = qh_record_form_get_record (self->form);
  g_autoptr (GPtrArray) found = index != NULL ? qh_case_index_find_duplicates (index, person, MOST_DUPLICATES) : NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  for (guint i = 0; found != NULL && i < found->len; i++)
    add_duplicate (self, g_ptr_array_index (found, i));
  gtk_widget_set_visible (self->duplicates, found != NULL && found->len > 0);
}

/* CURP */

/* Fills what is empty; what was answered is not overwritten. */
static gboolean
fill_code (QhPersonForm *self,
           const char   *field,
           gint64        id)
{
  const QhRecord *person = qh_record_form_get_record (self->form);

  if (id == 0)
    return TRUE;
  if (qh_record_get (person, field)->tag != QH_VALUE_INTEGER)
    qh_record_form_set_integer (self->form, field, id);
  return qh_record_get_integer (person, field) == id;
}

static gint64
find_sex (QhPersonForm *self,
          char          letter)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (qh_session_get_store (self->session));
  const QhEntry *entry = qh_catalogues_find_code (catalogues, "sex", (char[]) { letter, '\0' });

  return entry != NULL ? entry->id : 0;
}

static gint64
find_state (QhPersonForm *self,
            const char   *letters)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (qh_session_get_store (self->session));
  GPtrArray *states = qh_catalogues_list (catalogues, "state");

  for (guint i = 0; states != NULL && i < states->len; i++)
    {
      const QhEntry *state = g_ptr_array_index (states, i);

      if (g_strcmp0 (state->crosswalk, letters) == 0)
        return state->id;
    }
  return 0;
}

static void
take_curp (QhPersonForm *self)
{
  const QhRecord *person = qh_record_form_get_record (self->form);
  gboolean agrees = TRUE;
  QhCurp curp;

  if (!qh_curp_parse (qh_record_get_text (person, "curp"), &curp, NULL))
    {
      qh_record_form_set_hint (self->form, "curp", NULL);
      return;
    }
  if (!qh_record_is_set (person, "birth_date"))
    qh_record_form_set_integer (self->form, "birth_date", curp.birth);
  agrees &= qh_record_get_integer (person, "birth_date") == curp.birth;
  agrees &= fill_code (self, "sex", find_sex (self, curp.sex));
  agrees &= fill_code (self, "birth_state", find_state (self, curp.state));
  if (agrees)
    qh_record_form_set_hint (self->form, "curp", _("Its check digit is right; sex, birth date and state of birth agree with it."));
  else
    qh_record_form_set_warning (self->form, "curp", _("Its check digit is right, but sex, birth date or state of birth say otherwise."));
}

/* Age */

/* The birth date as it was given, or else that of the CURP; QH_NO_DAY when neither tells. */
static QhDay
get_birth (const QhRecord *person)
{
  QhCurp curp;

  if (qh_record_get (person, "birth_date")->tag == QH_VALUE_INTEGER)
    return (QhDay) qh_record_get_integer (person, "birth_date");
  return qh_curp_parse (qh_record_get_text (person, "curp"), &curp, NULL) ? curp.birth : QH_NO_DAY;
}

/* People round their age, and papers err: what was said is kept, with a warning. */
static void
compare_age (QhPersonForm *self)
{
  const QhRecord *person = qh_record_form_get_record (self->form);
  gboolean stated = qh_record_get (person, "stated_age")->tag == QH_VALUE_INTEGER;
  gboolean dated = qh_record_get (person, "stated_age_on")->tag == QH_VALUE_INTEGER;
  QhDay on = dated ? (QhDay) qh_record_get_integer (person, "stated_age_on") : qh_day_today ();
  QhDay birth = get_birth (person);
  int age = birth != QH_NO_DAY ? qh_age_on_day (birth, on) : QH_NO_AGE;
  g_autofree char *words = NULL;

  if (stated && age != QH_NO_AGE && qh_record_get_integer (person, "stated_age") != age)
    words = g_strdup_printf (ngettext ("By the birth date it would be %d year.", "By the birth date it would be %d years.", age), age);
  qh_record_form_set_warning (self->form, "stated_age", words);
}

static void
changed_cb (QhPersonForm *self,
            const char   *field)
{
  static const char *const curp_fields[] = { "curp", "sex", "birth_date", "birth_state", NULL };
  static const char *const age_fields[] = { "curp", "birth_date", "stated_age", NULL };
  static const char *const name_fields[] = { "given_names", "first_surname", "second_surname", "curp", "birth_date", NULL };

  if (g_strv_contains (curp_fields, field))
    take_curp (self);
  if (g_strv_contains (age_fields, field))
    compare_age (self);
  if (g_strv_contains (name_fields, field))
    show_duplicates (self);
}

/* Building */

static gboolean
qh_person_form_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (QH_PERSON_FORM (widget)->form));
}

static void
qh_person_form_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&QH_PERSON_FORM (object)->session);
  G_OBJECT_CLASS (qh_person_form_parent_class)->dispose (object);
}

static void
qh_person_form_class_init (QhPersonFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_person_form_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = qh_person_form_grab_focus;

  /**
   * QhPersonForm::use-person:
   * @id: somebody already there who is meant
   */
  signals[USE_PERSON] = g_signal_new ("use-person", QH_TYPE_PERSON_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
qh_person_form_init (QhPersonForm *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *heading = gtk_label_new (_("Perhaps this person is already registered"));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 12);
  self->duplicates = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (self->duplicates, "card");
  gtk_widget_add_css_class (self->duplicates, "duplicates");
  gtk_widget_set_visible (self->duplicates, FALSE);
  gtk_box_append (GTK_BOX (self->duplicates), heading);
  gtk_box_append (GTK_BOX (self->duplicates), self->list);
  gtk_widget_set_parent (self->duplicates, GTK_WIDGET (self));
}

/**
 * qh_person_form_new:
 * @person: (transfer none): whom to edit
 *
 * Returns: (transfer floating): the form.
 */
GtkWidget *
qh_person_form_new (QhSession      *session,
                    const QhRecord *person)
{
  QhPersonForm *self = g_object_new (QH_TYPE_PERSON_FORM, NULL);
  const QhFormSection sections[] = {
    { _("Identity"), identity_fields },
    { _("Where they live"), home_fields },
    { _("Situation"), NULL },
  };

  self->session = g_object_ref (session);
  self->form = QH_RECORD_FORM (qh_record_form_new_sections (session, person, sections, G_N_ELEMENTS (sections)));
  g_signal_connect_swapped (self->form, "changed", G_CALLBACK (changed_cb), self);
  gtk_widget_set_parent (GTK_WIDGET (self->form), GTK_WIDGET (self));
  compare_age (self);
  show_duplicates (self);
  return GTK_WIDGET (self);
}

/**
 * qh_person_form_get_form:
 *
 * Returns: (transfer none): the form of its fields.
 */
QhRecordForm *
qh_person_form_get_form (QhPersonForm *self)
{
  return self->form;
}

static char *
capitalise (const char *word)
{
  g_autofree char *first = g_utf8_substring (word, 0, 1);
  g_autofree char *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, g_utf8_next_char (word), NULL);
}

/**
 * qh_person_split_name:
 * @name: a whole name as it was typed
 *
 * Fills given names and surnames: of three words or more the last two are
 * taken for surnames, of two the last one.
 */
void
qh_person_split_name (QhRecord   *person,
                      const char *name)
{
  g_auto (GStrv) raw = g_strsplit_set (name, " \t", -1);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  GString *given = g_string_new (NULL);
  guint n_surnames;

  for (guint i = 0; raw[i] != NULL; i++)
    if (raw[i][0] != '\0')
      g_ptr_array_add (words, capitalise (raw[i]));
  n_surnames = words->len >= 3 ? 2 : words->len == 2 ? 1 : 0;
  for (guint i = 0; i < words->len - n_surnames; i++)
    g_string_append_printf (given, "%s%s", given->len > 0 ? " " : "", (char *) g_ptr_array_index (words, i));
  qh_record_set_text (person, "given_names", given->str);
  if (n_surnames > 0)
    qh_record_set_text (person, "first_surname", g_ptr_array_index (words, words->len - n_surnames));
  if (n_surnames > 1)
    qh_record_set_text (person, "second_surname", g_ptr_array_index (words, words->len - 1));
  g_string_free (given, TRUE);
}
