/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings/qh-field-editor.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "domain/qh-fold.h"
#include "domain/qh-number.h"
#include "ui/settings/qh-catalogue-list.h"
#include "ui/settings/qh-editor.h"
#include "ui/settings/qh-entry-editor.h"

#define MAX_NAME 32
#define MAX_CODES 999

typedef struct
{
  QhRecord *record;
  GtkWidget *labels[QH_N_LANGUAGES];
  GtkWidget *required;
  GtkWidget *unit;
  GtkWidget *minimum;
  GtkWidget *maximum;
  GtkWidget *retired;
  /* Only when it is new: the rest of a field never changes. */
  GtkWidget *kind;
  GtkWidget *name;
  GtkWidget *type;
  GtkWidget *sensitivity;
  GtkWidget *reference;
  GtkWidget *catalogue;
  GtkWidget *entries;
  GPtrArray *catalogues; /* names; the first row of the choice is a new one */
  gboolean name_typed;
  gboolean proposing;
} FieldEdit;

static const char *const label_fields[QH_N_LANGUAGES] = { "label_es", "label_en", "label_pt" };

static const QhKindNumber kinds[] = { QH_KIND_ACTIVITY, QH_KIND_CASE, QH_KIND_PERSON };

static const QhKindNumber reference_kinds[] = { QH_KIND_PERSON, QH_KIND_CASE, QH_KIND_WORKER, QH_KIND_UNIT };

static const struct
{
  QhType type;
  const char *label;
} types[] = {
  { QH_TYPE_TEXT, N_("Text") },
  { QH_TYPE_CODE, N_("One entry of a catalogue") },
  { QH_TYPE_CODES, N_("Several entries of a catalogue") },
  { QH_TYPE_DATE, N_("Date") },
  { QH_TYPE_TIME, N_("Time of day") },
  { QH_TYPE_MINUTES, N_("Minutes") },
  { QH_TYPE_COUNT, N_("Count (a whole number)") },
  { QH_TYPE_NUMBER, N_("Number") },
  { QH_TYPE_YESNO, N_("Yes or no") },
  { QH_TYPE_REFERENCE, N_("Another record") },
};

static const struct
{
  QhSensitivity sensitivity;
  const char *label;
} sensitivities[] = {
  { QH_SENSITIVITY_PLAIN, N_("Plain") },
  { QH_SENSITIVITY_SENSITIVE, N_("Sensitive") },
  { QH_SENSITIVITY_QUASI_IDENTIFIER, N_("Quasi-identifier (could identify together with others)") },
  { QH_SENSITIVITY_IDENTIFIER, N_("Identifier (sealed, never exported)") },
  { QH_SENSITIVITY_NARRATIVE, N_("Narrative (sealed, never exported)") },
};

/**
 * qh_field_editor_type_label:
 *
 * Returns: what a field's type is called, translated.
 */
const char *
qh_field_editor_type_label (QhType type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].type == type)
      return _(types[i].label);
  return qh_type_to_name (type);
}

/* Rows */

static guint
get_selected (GtkWidget *row)
{
  return adw_combo_row_get_selected (ADW_COMBO_ROW (row));
}

/* A name that programs of statistics take, made of the label. */
static char *
propose_name (const char *label)
{
  g_autofree char *folded = qh_fold (label);
  GString *name = g_string_new (NULL);

  for (const char *c = folded; *c != '\0' && name->len < MAX_NAME; c++)
    if (g_ascii_isalnum (*c) && (name->len > 0 || g_ascii_isalpha (*c)))
      g_string_append_c (name, *c);
    else if (name->len > 0 && name->str[name->len - 1] != '_')
      g_string_append_c (name, '_');
  while (name->len > 0 && name->str[name->len - 1] == '_')
    g_string_truncate (name, name->len - 1);
  return g_string_free (name, FALSE);
}

static void
label_changed_cb (GtkEditable *label,
                  FieldEdit   *edit)
{
  g_autofree char *name = propose_name (gtk_editable_get_text (label));

  if (edit->name_typed)
    return;
  edit->proposing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (edit->name), name);
  edit->proposing = FALSE;
}

static void
name_changed_cb (GtkEditable *name,
                 FieldEdit   *edit)
{
  if (!edit->proposing)
    edit->name_typed = TRUE;
}

static void
show_range (FieldEdit *edit,
            QhType     type)
{
  gboolean number = type == QH_TYPE_MINUTES || type == QH_TYPE_COUNT || type == QH_TYPE_NUMBER;

  gtk_widget_set_visible (edit->minimum, number);
  gtk_widget_set_visible (edit->maximum, number);
  gtk_widget_set_visible (edit->unit, number);
}

static void
choice_changed_cb (GObject    *row,
                   GParamSpec *property,
                   FieldEdit  *edit)
{
  QhType type = types[get_selected (edit->type)].type;
  gboolean coded = type == QH_TYPE_CODE || type == QH_TYPE_CODES;

  gtk_widget_set_visible (edit->catalogue, coded);
  gtk_widget_set_visible (edit->entries, coded && get_selected (edit->catalogue) == 0);
  gtk_widget_set_visible (edit->reference, type == QH_TYPE_REFERENCE);
  show_range (edit, type);
}

static GtkWidget *
add_kinds (QhEditor           *editor,
           const char         *title,
           const QhKindNumber *numbers,
           guint               n)
{
  QhStore *store = qh_editor_get_store (editor);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (labels, (char *) qh_kind_get_label (qh_store_get_kind (store, numbers[i]), qh_store_get_language (store)));
  g_ptr_array_add (labels, NULL);
  return qh_editor_add_choice (editor, title, (const char *const *) labels->pdata, 0);
}

static void
add_new_rows (QhEditor  *editor,
              FieldEdit *edit)
{
  const char *type_labels[G_N_ELEMENTS (types) + 1] = { NULL };
  const char *sensitivity_labels[G_N_ELEMENTS (sensitivities) + 1] = { NULL };
  g_autoptr (GPtrArray) catalogue_labels = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    type_labels[i] = _(types[i].label);
  for (guint i = 0; i < G_N_ELEMENTS (sensitivities); i++)
    sensitivity_labels[i] = _(sensitivities[i].label);
  g_ptr_array_add (catalogue_labels, g_strdup (_("A new one of its own")));
  edit->catalogues = qh_catalogue_list_names (qh_editor_get_store (editor), catalogue_labels);
  g_ptr_array_add (catalogue_labels, NULL);

  qh_editor_add_group (editor, _("What It Holds"), _("This never changes afterwards: a field is retired and replaced."));
  edit->kind = add_kinds (editor, _("_Added to"), kinds, G_N_ELEMENTS (kinds));
  edit->name = qh_editor_add_entry (editor, _("_Variable Name"), NULL);
  edit->type = qh_editor_add_choice (editor, _("_Type"), type_labels, 0);
  edit->catalogue = qh_editor_add_choice (editor, _("_Catalogue"), (const char *const *) catalogue_labels->pdata, 0);
  edit->entries = qh_editor_add_entry (editor, _("Its E_ntries, with ; between them"), NULL);
  edit->reference = add_kinds (editor, _("Refers t_o"), reference_kinds, G_N_ELEMENTS (reference_kinds));
  edit->sensitivity = qh_editor_add_choice (editor, _("Sensiti_vity"), sensitivity_labels, 0);
  g_signal_connect (edit->labels[QH_LANGUAGE_ES], "changed", G_CALLBACK (label_changed_cb), edit);
  g_signal_connect (edit->name, "changed", G_CALLBACK (name_changed_cb), edit);
  g_signal_connect (edit->type, "notify::selected", G_CALLBACK (choice_changed_cb), edit);
  g_signal_connect (edit->catalogue, "notify::selected", G_CALLBACK (choice_changed_cb), edit);
}

static char *
format_limit (const QhRecord *record,
              const char     *field)
{
  const QhValue *value = qh_record_get (record, field);
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return value->tag == QH_VALUE_REAL ? g_strdup (g_ascii_formatd (text, sizeof text, "%g", value->real)) : NULL;
}

static void
add_rule_rows (QhEditor  *editor,
               FieldEdit *edit)
{
  g_autofree char *minimum = format_limit (edit->record, "minimum");
  g_autofree char *maximum = format_limit (edit->record, "maximum");

  qh_editor_add_group (editor, _("Rules"), NULL);
  edit->required = qh_editor_add_switch (editor, _("Re_quired"), NULL, qh_record_get_integer (edit->record, "required") != 0);
  edit->minimum = qh_editor_add_entry (editor, _("_Least Value"), minimum);
  edit->maximum = qh_editor_add_entry (editor, _("_Greatest Value"), maximum);
  edit->unit = qh_editor_add_entry (editor, _("_Unit of Measurement"), qh_record_get_text (edit->record, "unit"));
}

/* Saving */

static void
set_text (QhRecord   *record,
          const char *field,
          const char *text)
{
  if (text[0] != '\0')
    qh_record_set_text (record, field, text);
  else
    qh_record_clear (record, field);
}

static gboolean
take_limit (QhEditor   *editor,
            FieldEdit  *edit,
            GtkWidget  *row,
            const char *field)
{
  g_autofree char *text = qh_editor_get_text (row);
  double limit;

  if (text[0] == '\0' || !gtk_widget_get_visible (row))
    {
      qh_record_clear (edit->record, field);
      return TRUE;
    }
  if (!qh_number_parse (text, &limit))
    return qh_editor_refuse (editor, row, _("The limit is not a number. Correct it or leave it empty."));
  qh_record_set_real (edit->record, field, limit);
  return TRUE;
}

static gboolean
take_rules (QhEditor  *editor,
            FieldEdit *edit)
{
  g_autofree char *unit = qh_editor_get_text (edit->unit);

  for (guint l = 0; l < QH_N_LANGUAGES; l++)
    {
      g_autofree char *text = qh_editor_get_text (edit->labels[l]);

      if (l == QH_LANGUAGE_ES && text[0] == '\0')
        return qh_editor_refuse (editor, edit->labels[l], _("The label in Spanish is missing: it stands in for the other languages. Type it."));
      set_text (edit->record, label_fields[l], text);
    }
  qh_record_set_integer (edit->record, "required", gtk_switch_get_active (GTK_SWITCH (edit->required)));
  set_text (edit->record, "unit", unit);
  return take_limit (editor, edit, edit->minimum, "minimum") && take_limit (editor, edit, edit->maximum, "maximum");
}

/* The entries of a catalogue of the field's own, as they were typed. */
static gboolean
put_entries (QhEditor   *editor,
             FieldEdit  *edit,
             const char *catalogue,
             QhChange   *change)
{
  g_autofree char *text = qh_editor_get_text (edit->entries);
  g_auto (GStrv) labels = g_strsplit (text, ";", -1);
  guint n = 0;

  for (guint i = 0; labels[i] != NULL && n < MAX_CODES; i++)
    {
      g_autofree char *code = g_strdup_printf ("U%03u", n + 1);
      QhRecord *entry;

      if (g_strstrip (labels[i])[0] == '\0')
        continue;
      entry = qh_entry_new_record (qh_editor_get_store (editor), catalogue);
      qh_record_set_text (entry, "code", code);
      qh_record_set_text (entry, "label_es", labels[i]);
      qh_record_set_integer (entry, "position", n++);
      qh_change_put (change, entry);
    }
  if (n == 0)
    return qh_editor_refuse (editor, edit->entries, _("The new catalogue has no entries. Type them with ; between them."));
  return TRUE;
}

static gboolean
take_catalogue (QhEditor   *editor,
                FieldEdit  *edit,
                const char *name,
                QhChange   *change)
{
  guint selected = get_selected (edit->catalogue);
  g_autofree char *own = NULL;

  if (selected > 0)
    {
      qh_record_set_text (edit->record, "catalogue", g_ptr_array_index (edit->catalogues, selected - 1));
      return TRUE;
    }
  own = g_strconcat ("own_", name, NULL);
  for (guint n = 2; g_ptr_array_find_with_equal_func (edit->catalogues, own, g_str_equal, NULL); n++)
    {
      g_free (own);
      own = g_strdup_printf ("own_%s_%u", name, n);
    }
  qh_record_set_text (edit->record, "catalogue", own);
  return put_entries (editor, edit, own, change);
}

static gboolean
take_nature (QhEditor  *editor,
             FieldEdit *edit,
             QhChange  *change)
{
  QhStore *store = qh_editor_get_store (editor);
  const QhKind *kind = qh_store_get_kind (store, kinds[get_selected (edit->kind)]);
  QhType type = types[get_selected (edit->type)].type;
  QhSensitivity sensitivity = sensitivities[get_selected (edit->sensitivity)].sensitivity;
  g_autofree char *name = qh_editor_get_text (edit->name);

  if (name[0] == '\0')
    return qh_editor_refuse (editor, edit->name, _("The variable has no name. Type one of plain letters, such as “origin_ward”."));
  if (qh_kind_find_field (kind, name) != NULL)
    return qh_editor_refuse (editor, edit->name, _("There is already a field with this name. Type another."));
  qh_record_set_text (edit->record, "kind", kind->name);
  qh_record_set_text (edit->record, "name", name);
  qh_record_set_text (edit->record, "type", qh_type_to_name (type));
  qh_record_set_text (edit->record, "sensitivity", qh_sensitivity_to_name (sensitivity));
  qh_record_clear (edit->record, "catalogue");
  qh_record_clear (edit->record, "reference_kind");
  if (type == QH_TYPE_REFERENCE)
    qh_record_set_text (edit->record, "reference_kind", qh_store_get_kind (store, reference_kinds[get_selected (edit->reference)])->name);
  if (type == QH_TYPE_CODE || type == QH_TYPE_CODES)
    return take_catalogue (editor, edit, name, change);
  return TRUE;
}

static void
save_cb (QhEditor  *editor,
         FieldEdit *edit)
{
  g_autoptr (QhChange) change = qh_change_new ();

  if (!take_rules (editor, edit))
    return;
  if (edit->kind != NULL && !take_nature (editor, edit, change))
    return;
  if (edit->retired != NULL)
    qh_record_set_integer (edit->record, "retired", gtk_switch_get_active (GTK_SWITCH (edit->retired)));
  qh_change_put (change, qh_record_copy (edit->record));
  qh_editor_apply (editor, g_steal_pointer (&change), _("The field was saved."));
}

static void
field_edit_free (gpointer  data,
                 GClosure *closure)
{
  FieldEdit *edit = data;

  qh_record_free (edit->record);
  g_clear_pointer (&edit->catalogues, g_ptr_array_unref);
  g_free (edit);
}

/**
 * qh_field_editor_open:
 * @own_field: (nullable): a record of the kind own_field; %NULL for a new one
 *
 * Lets a person add a field to activities, cases or people, or change what may
 * change of one.
 *
 * Returns: (transfer none): the window.
 */
GtkWindow *
qh_field_editor_open (GtkWidget      *from,
                      QhSession      *session,
                      const QhRecord *own_field)
{
  static const char *const titles[QH_N_LANGUAGES] = { N_("Label in _Spanish"), N_("Label in _English"), N_("Label in _Portuguese") };
  QhStore *store = qh_session_get_store (session);
  QhEditor *editor = qh_editor_new (from, own_field != NULL ? _("Own Field") : _("New Own Field"), store);
  FieldEdit *edit = g_new0 (FieldEdit, 1);
  QhType type;

  edit->record = own_field != NULL ? qh_record_copy (own_field) : qh_store_new_record (store, QH_KIND_OWN_FIELD);
  for (guint l = 0; l < QH_N_LANGUAGES; l++)
    edit->labels[l] = qh_editor_add_entry (editor, _(titles[l]), qh_record_get_text (edit->record, label_fields[l]));
  if (own_field == NULL)
    add_new_rows (editor, edit);
  add_rule_rows (editor, edit);
  if (own_field == NULL)
    choice_changed_cb (NULL, NULL, edit);
  else
    {
      edit->retired = qh_editor_add_switch (editor, _("_Retired"), _("Stays in old records; is not offered for new ones"),
                                            qh_record_get_integer (edit->record, "retired") != 0);
      if (qh_type_from_name (qh_record_get_text (edit->record, "type"), &type))
        show_range (edit, type);
    }
  qh_editor_keep_draft (editor, session, edit->record);
  g_signal_connect_data (editor, "save", G_CALLBACK (save_cb), edit, field_edit_free, 0);
  gtk_window_present (GTK_WINDOW (editor));
  return GTK_WINDOW (editor);
}
