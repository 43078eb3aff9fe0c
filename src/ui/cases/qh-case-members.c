/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/qh-case-members.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "domain/qh-age.h"
#include "ui/forms/qh-chooser.h"
#include "ui/widgets/qh-tooltip.h"

#define TITULAR "TI"
#define OTHER_RELATIVE "FA"

typedef struct
{
  gint64 id;
  gint64 role;
  QhRecord *record; /* what is to be written; NULL when stored and unchanged */
} Member;

struct _QhCaseMembers
{
  GtkWidget parent_instance;

  QhSession *session;
  GPtrArray *members;
  GtkWidget *box;
  gboolean changed;
};

enum
{
  EDIT,
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhCaseMembers, qh_case_members, GTK_TYPE_WIDGET)

static void
member_free (gpointer data)
{
  Member *member = data;

  qh_record_free (member->record);
  g_free (member);
}

static Member *
find_member (QhCaseMembers *self,
             gint64         id)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      Member *member = g_ptr_array_index (self->members, i);

      if (member->id == id)
        return member;
    }
  return NULL;
}

static QhRecord *
read_person (QhCaseMembers *self,
             const Member  *member)
{
  if (member->record != NULL)
    return qh_record_copy (member->record);
  return qh_store_get (qh_session_get_store (self->session), QH_KIND_PERSON, member->id, NULL);
}

static char *
describe (QhCaseMembers  *self,
          const QhRecord *person)
{
  g_autoptr (QhRecord) derived = qh_record_copy (person);
  const QhValue *sex = qh_record_get (person, "sex");
  GString *words = g_string_new (sex->tag == QH_VALUE_INTEGER ? qh_session_get_label (self->session, sex->integer) : "");
  int age;

  qh_person_derive (derived, qh_day_today ());
  age = qh_person_get_age (derived, qh_day_today ());
  if (age != QH_NO_AGE)
    {
      g_autofree char *years = g_strdup_printf (ngettext ("%d year", "%d years", age), age);

      g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", years);
    }
  return g_string_free (words, FALSE);
}

/* Rows */

static void show_members (QhCaseMembers *self);

static Member *
member_of (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "member");
}

static void
note_change (QhCaseMembers *self)
{
  self->changed = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
role_chosen_cb (QhCaseMembers *self,
                QhChooser     *chooser)
{
  member_of (GTK_WIDGET (chooser))->role = qh_chooser_get_value (chooser)->integer;
  note_change (self);
}

static void
edit_cb (QhCaseMembers *self,
         GtkWidget     *button)
{
  g_signal_emit (self, signals[EDIT], 0, member_of (button)->id);
}

static void
remove_cb (QhCaseMembers *self,
           GtkWidget     *button)
{
  g_ptr_array_remove (self->members, member_of (button));
  show_members (self);
  note_change (self);
}

static GtkWidget *
make_button (QhCaseMembers *self,
             Member        *member,
             const char    *icon,
             const char    *words,
             GCallback      callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  qh_tooltip_set (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_set_data (G_OBJECT (button), "member", member);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static GtkWidget *
make_role (QhCaseMembers *self,
           Member        *member)
{
  GtkWidget *role = qh_chooser_new (qh_choices_new_catalogue (self->session, "case_role", TRUE));

  qh_chooser_set_placeholder (QH_CHOOSER (role), _("Role in the case"));
  qh_chooser_set_label (QH_CHOOSER (role), _("Role in the case"));
  if (member->role != 0)
    qh_chooser_set_value (QH_CHOOSER (role), &(QhValue) { qh_is_missing_code (member->role) ? QH_VALUE_MISSING : QH_VALUE_INTEGER,
                                                          { .integer = member->role } });
  gtk_widget_set_valign (role, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (role, 150, -1);
  g_object_set_data (G_OBJECT (role), "member", member);
  g_signal_connect_swapped (role, "changed", G_CALLBACK (role_chosen_cb), self);
  return role;
}

static GtkWidget *
make_line (QhCaseMembers *self,
           Member        *member)
{
  g_autoptr (QhRecord) person = read_person (self, member);
  g_autofree char *name = person != NULL ? qh_person_dup_name (person) : g_strdup ("");
  g_autofree char *words = person != NULL ? describe (self, person) : g_strdup ("");
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *labels[2] = { gtk_label_new (name), gtk_label_new (words) };

  for (guint i = 0; i < 2; i++)
    {
      gtk_label_set_xalign (GTK_LABEL (labels[i]), 0);
      gtk_label_set_ellipsize (GTK_LABEL (labels[i]), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (texts), labels[i]);
    }
  gtk_widget_add_css_class (labels[1], "caption");
  gtk_widget_add_css_class (labels[1], "dim-label");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (line, "member");
  gtk_box_append (GTK_BOX (line), adw_avatar_new (32, name, TRUE));
  gtk_box_append (GTK_BOX (line), texts);
  gtk_box_append (GTK_BOX (line), make_role (self, member));
  gtk_box_append (GTK_BOX (line), make_button (self, member, "document-edit-symbolic", _("Edit this person"), G_CALLBACK (edit_cb)));
  gtk_box_append (GTK_BOX (line), make_button (self, member, "list-remove-symbolic", _("Take out of the case"), G_CALLBACK (remove_cb)));
  return line;
}

static void
show_members (QhCaseMembers *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  for (guint i = 0; i < self->members->len; i++)
    gtk_box_append (GTK_BOX (self->box), make_line (self, g_ptr_array_index (self->members, i)));
  gtk_widget_set_visible (self->box, self->members->len > 0);
}

static void
qh_case_members_dispose (GObject *object)
{
  QhCaseMembers *self = QH_CASE_MEMBERS (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (qh_case_members_parent_class)->dispose (object);
}

static void
qh_case_members_finalize (GObject *object)
{
  g_ptr_array_unref (QH_CASE_MEMBERS (object)->members);
  G_OBJECT_CLASS (qh_case_members_parent_class)->finalize (object);
}

static void
qh_case_members_class_init (QhCaseMembersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_case_members_dispose;
  G_OBJECT_CLASS (klass)->finalize = qh_case_members_finalize;

  /**
   * QhCaseMembers::edit:
   * @id: the person to be edited
   */
  signals[EDIT] = g_signal_new ("edit", QH_TYPE_CASE_MEMBERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  /**
   * QhCaseMembers::changed:
   *
   * Somebody came, went, or has another role.
   */
  signals[CHANGED] = g_signal_new ("changed", QH_TYPE_CASE_MEMBERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
qh_case_members_init (QhCaseMembers *self)
{
  self->members = g_ptr_array_new_with_free_func (member_free);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->box, "card");
  gtk_widget_set_visible (self->box, FALSE);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * qh_case_members_new:
 *
 * Returns: (transfer floating): nobody yet.
 */
GtkWidget *
qh_case_members_new (QhSession *session)
{
  QhCaseMembers *self = g_object_new (QH_TYPE_CASE_MEMBERS, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

/**
 * qh_case_members_set_rows:
 * @rows: (nullable): a case's people, as the field holds them
 */
void
qh_case_members_set_rows (QhCaseMembers *self,
                          const QhRows  *rows)
{
  g_ptr_array_set_size (self->members, 0);
  for (guint i = 0; rows != NULL && i < rows->n_rows; i++)
    {
      Member *member = g_new0 (Member, 1);

      member->id = qh_rows_cell (rows, i, 0);
      member->role = qh_rows_cell (rows, i, 1);
      g_ptr_array_add (self->members, member);
    }
  self->changed = FALSE;
  show_members (self);
}

/**
 * qh_case_members_fill_rows:
 * @rows: (nullable): people with their roles, as typed and not yet saved
 */
void
qh_case_members_fill_rows (QhCaseMembers *self,
                           const QhRows  *rows)
{
  qh_case_members_set_rows (self, rows);
  note_change (self);
}

/**
 * qh_case_members_dup_rows:
 *
 * Returns: (transfer full): the people, as a case's field holds them.
 */
QhRows *
qh_case_members_dup_rows (QhCaseMembers *self)
{
  QhRows *rows = qh_rows_new (0, 2);

  for (guint i = 0; i < self->members->len; i++)
    {
      const Member *member = g_ptr_array_index (self->members, i);

      qh_rows_append (rows, (gint64[]) { member->id, member->role });
    }
  return rows;
}

static gint64
find_role (QhCaseMembers *self,
           const char    *code)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (qh_session_get_store (self->session));
  const QhEntry *entry = qh_catalogues_find_code (catalogues, "case_role", code);

  return entry != NULL ? entry->id : QH_MISSING_NOT_ASKED;
}

/* The first one is the person in the centre. */
static Member *
ensure_member (QhCaseMembers *self,
               gint64         id)
{
  Member *member = find_member (self, id);

  if (member != NULL)
    return member;
  member = g_new0 (Member, 1);
  member->id = id;
  member->role = find_role (self, self->members->len == 0 ? TITULAR : OTHER_RELATIVE);
  g_ptr_array_add (self->members, member);
  return member;
}

/**
 * qh_case_members_add:
 * @person: somebody stored
 *
 * Adds a person; nothing happens if they are there already.
 */
void
qh_case_members_add (QhCaseMembers *self,
                     gint64         person)
{
  ensure_member (self, person);
  show_members (self);
  note_change (self);
}

/**
 * qh_case_members_put:
 * @person: (transfer none): a new person with an id, or one as they are to be
 */
void
qh_case_members_put (QhCaseMembers  *self,
                     const QhRecord *person)
{
  Member *member = ensure_member (self, person->id);

  qh_record_free (member->record);
  member->record = qh_record_copy (person);
  show_members (self);
  note_change (self);
}

/**
 * qh_case_members_get_record:
 *
 * Returns: (transfer none) (nullable): a person as they are to be written, if
 *   they were edited.
 */
const QhRecord *
qh_case_members_get_record (QhCaseMembers *self,
                            gint64         person)
{
  const Member *member = find_member (self, person);

  return member != NULL ? member->record : NULL;
}

/**
 * qh_case_members_add_changes:
 * @change: to which the people are added who are new or were edited
 */
void
qh_case_members_add_changes (QhCaseMembers *self,
                             QhChange      *change)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      const Member *member = g_ptr_array_index (self->members, i);

      if (member->record != NULL)
        qh_change_put (change, qh_record_copy (member->record));
    }
}

gboolean
qh_case_members_is_changed (QhCaseMembers *self)
{
  return self->changed;
}

guint
qh_case_members_get_n (QhCaseMembers *self)
{
  return self->members->len;
}
