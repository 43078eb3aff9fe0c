/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/forms/qh-record-form.h"

#include <glib/gi18n-lib.h>

#include "domain/qh-check.h"
#include "ui/forms/qh-choice-editor.h"
#include "ui/forms/qh-field-row.h"

/* Codes that belong to the code of another field of the same record. */
static const struct
{
  const char *field;
  const char *parent;
} parents[] = {
  { "municipality", "state" },
};

struct _QhRecordForm
{
  GtkWidget parent_instance;

  QhSession *session;
  QhRecord *original;
  QhRecord *record;
  GPtrArray *rows;  /* of QhFieldRow, owned by their cards */
  gboolean setting;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhRecordForm, qh_record_form, GTK_TYPE_WIDGET)

static QhFieldRow *
find_row (QhRecordForm *self,
          const char   *name)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      QhFieldRow *row = g_ptr_array_index (self->rows, i);

      if (g_str_equal (qh_field_row_get_field (row)->name, name))
        return row;
    }
  return NULL;
}

static QhValue *
get_own_value (QhRecordForm *self,
               QhFieldRow   *row)
{
  return &self->record->values[qh_field_row_get_field (row)->index];
}

static void
pass_parent_on (QhRecordForm *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (parents); i++)
    {
      QhFieldRow *row = find_row (self, parents[i].field);

      if (row != NULL && qh_kind_find_field (self->record->kind, parents[i].parent) != NULL)
        qh_choice_editor_set_parent (QH_CHOICE_EDITOR (qh_field_row_get_editor (row)),
                                     qh_record_get_integer (self->record, parents[i].parent));
    }
}

/* Takes over what the row's editor holds and says what is wrong with it. */
static gboolean
read_row (QhRecordForm *self,
          QhFieldRow   *row,
          GError      **error)
{
  const QhField *field = qh_field_row_get_field (row);
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (qh_session_get_store (self->session));
  QhValue value = { QH_VALUE_NONE };

  if (!qh_value_editor_get_value (qh_field_row_get_editor (row), &value, error))
    return FALSE;
  qh_value_clear (get_own_value (self, row));
  *get_own_value (self, row) = value;
  return qh_field_check (field, &value, catalogues, qh_day_today (), qh_session_get_language (self->session), error);
}

static gboolean
check_row (QhRecordForm *self,
           QhFieldRow   *row,
           GError      **error)
{
  g_autoptr (GError) reason = NULL;

  if (read_row (self, row, &reason))
    {
      qh_field_row_set_error (row, NULL);
      return TRUE;
    }
  qh_field_row_set_error (row, reason->message);
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* Callbacks */

static void
row_changed_cb (QhValueEditor *editor,
                QhFieldRow    *row)
{
  QhRecordForm *self = QH_RECORD_FORM (gtk_widget_get_ancestor (GTK_WIDGET (row), QH_TYPE_RECORD_FORM));

  if (self->setting || qh_session_get_store (self->session) == NULL)
    return;
  if (qh_field_row_has_error (row))
    check_row (self, row, NULL);
  else
    read_row (self, row, NULL);
  pass_parent_on (self);
  g_signal_emit (self, signals[CHANGED], 0, qh_field_row_get_field (row)->name);
}

/* An empty required field is not scolded at until the form is sent. */
static void
row_left_cb (QhFieldRow *row)
{
  QhRecordForm *self = QH_RECORD_FORM (gtk_widget_get_ancestor (GTK_WIDGET (row), QH_TYPE_RECORD_FORM));
  g_autoptr (GError) error = NULL;

  if (self == NULL || qh_session_get_store (self->session) == NULL)
    return;
  if (!check_row (self, row, &error) && g_error_matches (error, QH_ERROR, QH_ERROR_REQUIRED)
      && get_own_value (self, row)->tag == QH_VALUE_NONE)
    qh_field_row_set_error (row, NULL);
}

/* Building */

static gboolean
is_named (const QhFormSection *sections,
          guint                n_sections,
          const char          *name)
{
  for (guint i = 0; i < n_sections; i++)
    if (sections[i].fields != NULL && g_strv_contains (sections[i].fields, name))
      return TRUE;
  return FALSE;
}

static gboolean
is_offered (QhRecordForm  *self,
            const QhField *field)
{
  return !field->hidden && (!field->retired || self->record->values[field->index].tag != QH_VALUE_NONE);
}

static void
add_row (QhRecordForm  *self,
         GtkWidget     *card,
         const QhField *field)
{
  GtkWidget *row = is_offered (self, field) ? qh_field_row_new (self->session, field) : NULL;

  if (row == NULL)
    return;
  g_ptr_array_add (self->rows, row);
  gtk_box_append (GTK_BOX (card), row);
  qh_value_editor_set_value (qh_field_row_get_editor (QH_FIELD_ROW (row)), &self->record->values[field->index]);
  g_signal_connect (qh_field_row_get_editor (QH_FIELD_ROW (row)), "changed", G_CALLBACK (row_changed_cb), row);
  g_signal_connect (row, "left", G_CALLBACK (row_left_cb), NULL);
}

static void
add_section (QhRecordForm        *self,
             const QhFormSection *sections,
             guint                n_sections,
             guint                number)
{
  const QhFormSection *section = &sections[number];
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title;

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "form-card");
  if (section->fields != NULL)
    for (guint i = 0; section->fields[i] != NULL; i++)
      add_row (self, card, qh_kind_find_field (self->record->kind, section->fields[i]));
  else
    for (guint i = 0; i < qh_kind_get_n_fields (self->record->kind); i++)
      {
        const QhField *field = qh_kind_get_field (self->record->kind, i);

        if (!is_named (sections, n_sections, field->name))
          add_row (self, card, field);
      }
  if (gtk_widget_get_first_child (card) == NULL)
    {
      g_object_ref_sink (card);
      g_object_unref (card);
      return;
    }
  if (section->title != NULL)
    {
      title = gtk_label_new (section->title);
      gtk_label_set_xalign (GTK_LABEL (title), 0);
      gtk_widget_add_css_class (title, "heading");
      gtk_widget_set_parent (title, GTK_WIDGET (self));
    }
  gtk_widget_set_parent (card, GTK_WIDGET (self));
}

static void
qh_record_form_dispose (GObject *object)
{
  QhRecordForm *self = QH_RECORD_FORM (object);
  GtkWidget *child;

  for (guint i = 0; i < self->rows->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->rows, i), row_left_cb, NULL);
  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->record, qh_record_free);
  g_clear_pointer (&self->original, qh_record_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (qh_record_form_parent_class)->dispose (object);
}

static void
qh_record_form_finalize (GObject *object)
{
  g_ptr_array_unref (QH_RECORD_FORM (object)->rows);
  G_OBJECT_CLASS (qh_record_form_parent_class)->finalize (object);
}

static gboolean
qh_record_form_grab_focus (GtkWidget *widget)
{
  QhRecordForm *self = QH_RECORD_FORM (widget);

  for (guint i = 0; i < self->rows->len; i++)
    if (gtk_widget_get_visible (g_ptr_array_index (self->rows, i)))
      return gtk_widget_grab_focus (g_ptr_array_index (self->rows, i));
  return FALSE;
}

static void
qh_record_form_class_init (QhRecordFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_record_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = qh_record_form_finalize;
  widget_class->grab_focus = qh_record_form_grab_focus;

  /**
   * QhRecordForm::changed:
   * @field: the name of the field that a person changed
   */
  signals[CHANGED] = g_signal_new ("changed", QH_TYPE_RECORD_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
qh_record_form_init (QhRecordForm *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 9);
  self->rows = g_ptr_array_new ();
}

/**
 * qh_record_form_new:
 * @record: (transfer none): what to edit; it is copied
 *
 * Returns: (transfer floating): a form of all the fields that people fill.
 */
GtkWidget *
qh_record_form_new (QhSession      *session,
                    const QhRecord *record)
{
  return qh_record_form_new_sections (session, record, &(QhFormSection) { NULL, NULL }, 1);
}

/**
 * qh_record_form_new_sections:
 * @record: (transfer none): what to edit; it is copied
 * @sections: (array length=n_sections): which fields, in which groups
 *
 * Returns: (transfer floating): a form of those fields.
 */
GtkWidget *
qh_record_form_new_sections (QhSession           *session,
                             const QhRecord      *record,
                             const QhFormSection *sections,
                             guint                n_sections)
{
  QhRecordForm *self = g_object_new (QH_TYPE_RECORD_FORM, NULL);

  self->session = g_object_ref (session);
  self->original = qh_record_copy (record);
  self->record = qh_record_copy (record);
  for (guint i = 0; i < n_sections; i++)
    add_section (self, sections, n_sections, i);
  pass_parent_on (self);
  return GTK_WIDGET (self);
}

/**
 * qh_record_form_get_record:
 *
 * Returns: (transfer none): the record as it was typed so far; sound once
 *   qh_record_form_check() says so.
 */
const QhRecord *
qh_record_form_get_record (QhRecordForm *self)
{
  return self->record;
}

/**
 * qh_record_form_check:
 *
 * Checks every field, says below each what is wrong, and goes to the first that is.
 *
 * Returns: whether all are right; if not, the error is that of the first.
 */
gboolean
qh_record_form_check (QhRecordForm *self,
                      GError      **error)
{
  QhFieldRow *first = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      QhFieldRow *row = g_ptr_array_index (self->rows, i);

      if (!check_row (self, row, first == NULL ? error : NULL) && first == NULL)
        first = row;
    }
  if (first != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (first));
  return first == NULL;
}

/**
 * qh_record_form_is_changed:
 *
 * Returns: whether the record differs from what it was.
 */
gboolean
qh_record_form_is_changed (QhRecordForm *self)
{
  for (guint i = 0; i < self->record->n_values; i++)
    if (!qh_value_equal (&self->record->values[i], &self->original->values[i]))
      return TRUE;
  return FALSE;
}

/**
 * qh_record_form_set_value:
 * @field: a field's name
 * @value: (transfer none): what it is to hold
 *
 * Fills a field, without the signal.
 */
void
qh_record_form_set_value (QhRecordForm  *self,
                          const char    *field,
                          const QhValue *value)
{
  QhValue *own = qh_record_get (self->record, field);
  QhFieldRow *row = find_row (self, field);

  qh_value_clear (own);
  qh_value_copy (value, own);
  if (row != NULL)
    {
      self->setting = TRUE;
      qh_value_editor_set_value (qh_field_row_get_editor (row), value);
      qh_field_row_set_error (row, NULL);
      self->setting = FALSE;
    }
  pass_parent_on (self);
}

/**
 * qh_record_form_fill:
 * @record: a record of the form's kind
 *
 * Fills in every field in which @record differs, as typed and not yet saved.
 */
void
qh_record_form_fill (QhRecordForm   *self,
                     const QhRecord *record)
{
  for (guint i = 0; i < self->record->n_values; i++)
    if (!qh_value_equal (&self->record->values[i], &record->values[i]))
      qh_record_form_set_value (self, qh_kind_get_field (self->record->kind, i)->name, &record->values[i]);
}

/**
 * qh_record_form_set_integer:
 *
 * As qh_record_form_set_value(), for a code, reference, day or number.
 */
void
qh_record_form_set_integer (QhRecordForm *self,
                            const char   *field,
                            gint64        integer)
{
  qh_record_form_set_value (self, field, &(QhValue) { QH_VALUE_INTEGER, { .integer = integer } });
}

/**
 * qh_record_form_set_shown:
 *
 * Shows or hides a field's row; it keeps its value.
 */
void
qh_record_form_set_shown (QhRecordForm *self,
                          const char   *field,
                          gboolean      shown)
{
  QhFieldRow *row = find_row (self, field);

  if (row != NULL)
    gtk_widget_set_visible (GTK_WIDGET (row), shown);
}

/**
 * qh_record_form_set_hint:
 * @text: (nullable): something helpful below the field
 */
void
qh_record_form_set_hint (QhRecordForm *self,
                         const char   *field,
                         const char   *text)
{
  QhFieldRow *row = find_row (self, field);

  if (row != NULL)
    qh_field_row_set_hint (row, text);
}

/**
 * qh_record_form_set_warning:
 * @text: what may be wrong with the field, and yet is taken
 */
void
qh_record_form_set_warning (QhRecordForm *self,
                            const char   *field,
                            const char   *text)
{
  QhFieldRow *row = find_row (self, field);

  if (row != NULL)
    qh_field_row_set_warning (row, text);
}

/**
 * qh_record_form_show_error:
 * @error: why the store refused the record
 *
 * Shows a refusal below the field that it names, where it names one.
 *
 * Returns: whether it did; if not, it is to be shown elsewhere.
 */
gboolean
qh_record_form_show_error (QhRecordForm *self,
                           const GError *error)
{
  QhLanguage language = qh_session_get_language (self->session);

  for (guint i = 0; i < self->rows->len; i++)
    {
      QhFieldRow *row = g_ptr_array_index (self->rows, i);
      g_autofree char *start = g_strconcat (qh_field_get_label (qh_field_row_get_field (row), language), ": ", NULL);

      if (g_str_has_prefix (error->message, start) && gtk_widget_get_visible (GTK_WIDGET (row)))
        {
          qh_field_row_set_error (row, error->message);
          gtk_widget_grab_focus (GTK_WIDGET (row));
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * qh_record_form_focus_field:
 *
 * Returns: whether the field is there to take the focus.
 */
gboolean
qh_record_form_focus_field (QhRecordForm *self,
                            const char   *field)
{
  QhFieldRow *row = find_row (self, field);

  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}
