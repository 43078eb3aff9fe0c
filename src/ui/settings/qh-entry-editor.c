/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings/qh-entry-editor.h"

#include <glib/gi18n-lib.h>

#include "ui/settings/qh-editor.h"

#define ACTIVITY_TYPES "activity_type"
#define N_FAVOURITES 8
#define MAX_MINUTES 1440

/* A row that chooses one entry of a catalogue, or none. */
typedef struct
{
  GtkWidget *row;
  GArray *ids;
  const char *field;
} Choice;

typedef struct
{
  QhRecord *record;
  char *catalogue;
  GtkWidget *labels[QH_N_LANGUAGES];
  GtkWidget *code; /* NULL when it is not new */
  GtkWidget *retired;
  /* Activity types only */
  GtkWidget *favourite;
  GtkWidget *minutes;
  Choice choices[4];
} EntryEdit;

static const char *const label_fields[QH_N_LANGUAGES] = { "label_es", "label_en", "label_pt" };

/* Records */

static void
set_code (QhRecord   *record,
          const char *field,
          gint64      id)
{
  if (id != 0)
    qh_record_set_integer (record, field, id);
  else
    qh_record_clear (record, field);
}

/**
 * qh_entry_to_record:
 *
 * Returns: (transfer full): the record that @entry was made of.
 */
QhRecord *
qh_entry_to_record (QhStore       *store,
                    const QhEntry *entry)
{
  QhRecord *record = qh_store_new_record (store, QH_KIND_ENTRY);

  record->id = entry->id;
  qh_record_set_text (record, "catalogue", entry->catalogue);
  qh_record_set_text (record, "code", entry->code);
  for (guint l = 0; l < QH_N_LANGUAGES; l++)
    if (entry->labels[l] != NULL && entry->labels[l][0] != '\0')
      qh_record_set_text (record, label_fields[l], entry->labels[l]);
  if (entry->crosswalk != NULL && entry->crosswalk[0] != '\0')
    qh_record_set_text (record, "crosswalk", entry->crosswalk);
  qh_record_set_integer (record, "position", entry->position);
  qh_record_set_integer (record, "retired", entry->retired);
  qh_record_set_integer (record, "direct", entry->direct);
  set_code (record, "favourite", entry->favourite);
  set_code (record, "parent", entry->parent);
  set_code (record, "default_function", entry->default_function);
  set_code (record, "default_level", entry->default_level);
  set_code (record, "default_field", entry->default_field);
  set_code (record, "default_contact_mode", entry->default_contact_mode);
  set_code (record, "default_minutes", entry->default_minutes);
  return record;
}

static char *
propose_code (QhCatalogues *catalogues,
              const char   *catalogue)
{
  for (guint n = 1;; n++)
    {
      g_autofree char *code = g_strdup_printf ("U%03u", n);

      if (qh_catalogues_find_code (catalogues, catalogue, code) == NULL)
        return g_steal_pointer (&code);
    }
}

/**
 * qh_entry_new_record:
 *
 * Returns: (transfer full): a new entry at the end of @catalogue, with a code
 *   of its own and no labels.
 */
QhRecord *
qh_entry_new_record (QhStore    *store,
                     const char *catalogue)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  GPtrArray *entries = qh_catalogues_list (catalogues, catalogue);
  g_autofree char *code = propose_code (catalogues, catalogue);
  QhRecord *record = qh_store_new_record (store, QH_KIND_ENTRY);
  guint position = 0;

  if (entries != NULL && entries->len > 0)
    position = ((const QhEntry *) g_ptr_array_index (entries, entries->len - 1))->position + 1;
  qh_record_set_text (record, "catalogue", catalogue);
  qh_record_set_text (record, "code", code);
  qh_record_set_integer (record, "position", position);
  qh_record_set_integer (record, "retired", FALSE);
  return record;
}

/**
 * qh_entries_move:
 * @id: an entry of @catalogue
 * @by: -1 for up, 1 for down
 *
 * Returns: (transfer full) (nullable): the change that puts the entry elsewhere
 *   in its catalogue; %NULL where there is no further to go.
 */
QhChange *
qh_entries_move (QhStore    *store,
                 const char *catalogue,
                 gint64      id,
                 int         by)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  GPtrArray *entries = qh_catalogues_list (catalogues, catalogue);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  QhChange *change;
  gint64 at = -1, to;

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      g_ptr_array_add (order, g_ptr_array_index (entries, i));
      if (((const QhEntry *) g_ptr_array_index (entries, i))->id == id)
        at = i;
    }
  to = at + by;
  if (at < 0 || to < 0 || to >= order->len)
    return NULL;
  g_ptr_array_insert (order, (int) to, g_ptr_array_steal_index (order, (guint) at));
  change = qh_change_new ();
  for (guint i = 0; i < order->len; i++)
    {
      const QhEntry *entry = g_ptr_array_index (order, i);
      QhRecord *record;

      if (entry->position == i)
        continue;
      record = qh_entry_to_record (store, entry);
      qh_record_set_integer (record, "position", i);
      qh_change_put (change, record);
    }
  return change;
}

/* Rows */

static void
add_choice (QhEditor   *editor,
            Choice     *choice,
            const char *title,
            const char *field,
            const char *catalogue,
            gint64      current)
{
  QhStore *store = qh_editor_get_store (editor);
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  GPtrArray *entries = qh_catalogues_list (catalogues, catalogue);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  const gint64 none = 0;
  guint selected = 0;

  choice->field = field;
  choice->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (choice->ids, none);
  g_ptr_array_add (labels, (char *) _("None"));
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const QhEntry *entry = g_ptr_array_index (entries, i);

      if (entry->retired && entry->id != current)
        continue;
      if (entry->id == current)
        selected = choice->ids->len;
      g_array_append_val (choice->ids, entry->id);
      g_ptr_array_add (labels, (char *) qh_entry_get_label (entry, qh_store_get_language (store)));
    }
  g_ptr_array_add (labels, NULL);
  choice->row = qh_editor_add_choice (editor, title, (const char *const *) labels->pdata, selected);
}

static void
add_activity_rows (QhEditor  *editor,
                   EntryEdit *edit)
{
  const char *favourites[N_FAVOURITES + 2] = { _("None"), "Alt+1", "Alt+2", "Alt+3", "Alt+4", "Alt+5", "Alt+6", "Alt+7", "Alt+8", NULL };
  g_autofree char *minutes = NULL;

  if (qh_record_is_set (edit->record, "default_minutes"))
    minutes = g_strdup_printf ("%" G_GINT64_FORMAT, qh_record_get_integer (edit->record, "default_minutes"));
  qh_editor_add_group (editor, _("What Such an Activity Usually Has"), NULL);
  edit->favourite = qh_editor_add_choice (editor, _("_Favourite"), favourites,
                                          (guint) qh_record_get_integer (edit->record, "favourite"));
  edit->minutes = qh_editor_add_entry (editor, _("_Minutes"), minutes);
  add_choice (editor, &edit->choices[0], _("F_unction"), "default_function", "function",
              qh_record_get_integer (edit->record, "default_function"));
  add_choice (editor, &edit->choices[1], _("_Level"), "default_level", "level",
              qh_record_get_integer (edit->record, "default_level"));
  add_choice (editor, &edit->choices[2], _("Fi_eld of Practice"), "default_field", "field",
              qh_record_get_integer (edit->record, "default_field"));
  add_choice (editor, &edit->choices[3], _("Con_tact Mode"), "default_contact_mode", "contact_mode",
              qh_record_get_integer (edit->record, "default_contact_mode"));
}

/* Saving */

static gboolean
take_labels (QhEditor  *editor,
             EntryEdit *edit)
{
  for (guint l = 0; l < QH_N_LANGUAGES; l++)
    {
      g_autofree char *text = qh_editor_get_text (edit->labels[l]);

      if (l == QH_LANGUAGE_ES && text[0] == '\0')
        return qh_editor_refuse (editor, edit->labels[l], _("The label in Spanish is missing: it stands in for the other languages. Type it."));
      if (text[0] != '\0')
        qh_record_set_text (edit->record, label_fields[l], text);
      else
        qh_record_clear (edit->record, label_fields[l]);
    }
  return TRUE;
}

static gboolean
take_code (QhEditor  *editor,
           EntryEdit *edit)
{
  g_autoptr (QhCatalogues) catalogues = NULL;
  g_autofree char *code = NULL;

  if (edit->code == NULL)
    return TRUE;
  catalogues = qh_store_ref_catalogues (qh_editor_get_store (editor));
  code = qh_editor_get_text (edit->code);
  if (code[0] == '\0')
    return qh_editor_refuse (editor, edit->code, _("The code is missing. Type a short one; it never changes afterwards."));
  if (qh_catalogues_find_code (catalogues, edit->catalogue, code) != NULL)
    return qh_editor_refuse (editor, edit->code, _("The catalogue already has an entry with this code. Type another."));
  qh_record_set_text (edit->record, "code", code);
  return TRUE;
}

static gboolean
take_minutes (QhEditor  *editor,
              EntryEdit *edit)
{
  g_autofree char *text = qh_editor_get_text (edit->minutes);
  guint64 minutes;

  if (text[0] == '\0')
    {
      qh_record_clear (edit->record, "default_minutes");
      return TRUE;
    }
  if (!g_ascii_string_to_unsigned (text, 10, 0, MAX_MINUTES, &minutes, NULL))
    return qh_editor_refuse (editor, edit->minutes, _("The minutes are not a whole number from 0 to 1440. Correct them."));
  qh_record_set_integer (edit->record, "default_minutes", (gint64) minutes);
  return TRUE;
}

/* Whoever had the place among the favourites gives it up. */
static void
take_favourite (QhEditor  *editor,
                EntryEdit *edit,
                QhChange  *change)
{
  QhStore *store = qh_editor_get_store (editor);
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  GPtrArray *entries = qh_catalogues_list (catalogues, edit->catalogue);
  guint favourite = adw_combo_row_get_selected (ADW_COMBO_ROW (edit->favourite));

  set_code (edit->record, "favourite", favourite);
  for (guint i = 0; entries != NULL && favourite != 0 && i < entries->len; i++)
    {
      const QhEntry *entry = g_ptr_array_index (entries, i);
      QhRecord *other;

      if (entry->favourite != favourite || entry->id == edit->record->id)
        continue;
      other = qh_entry_to_record (store, entry);
      qh_record_clear (other, "favourite");
      qh_change_put (change, other);
    }
}

static void
save_cb (QhEditor  *editor,
         EntryEdit *edit)
{
  g_autoptr (QhChange) change = qh_change_new ();

  if (!take_labels (editor, edit) || !take_code (editor, edit))
    return;
  if (edit->minutes != NULL && !take_minutes (editor, edit))
    return;
  qh_record_set_integer (edit->record, "retired", gtk_switch_get_active (GTK_SWITCH (edit->retired)));
  if (edit->favourite != NULL)
    take_favourite (editor, edit, change);
  for (guint i = 0; i < G_N_ELEMENTS (edit->choices); i++)
    {
      Choice *choice = &edit->choices[i];

      if (choice->row != NULL)
        set_code (edit->record, choice->field,
                  g_array_index (choice->ids, gint64, adw_combo_row_get_selected (ADW_COMBO_ROW (choice->row))));
    }
  qh_change_put (change, qh_record_copy (edit->record));
  qh_editor_apply (editor, g_steal_pointer (&change), _("The catalogue was changed."));
}

static void
entry_edit_free (gpointer  data,
                 GClosure *closure)
{
  EntryEdit *edit = data;

  for (guint i = 0; i < G_N_ELEMENTS (edit->choices); i++)
    g_clear_pointer (&edit->choices[i].ids, g_array_unref);
  qh_record_free (edit->record);
  g_free (edit->catalogue);
  g_free (edit);
}

/**
 * qh_entry_editor_open:
 * @id: an entry of @catalogue, or 0 for a new one
 *
 * Lets a person edit an entry.
 *
 * Returns: (transfer none) (nullable): the window; %NULL when there is no such entry.
 */
GtkWindow *
qh_entry_editor_open (GtkWidget  *from,
                      QhSession  *session,
                      const char *catalogue,
                      gint64      id)
{
  static const char *const titles[QH_N_LANGUAGES] = { N_("Label in _Spanish"), N_("Label in _English"), N_("Label in _Portuguese") };
  QhStore *store = qh_session_get_store (session);
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  const QhEntry *entry = id != 0 ? qh_catalogues_find (catalogues, id) : NULL;
  EntryEdit *edit;
  QhEditor *editor;

  if (id != 0 && entry == NULL)
    return NULL;
  edit = g_new0 (EntryEdit, 1);
  edit->catalogue = g_strdup (catalogue);
  edit->record = entry != NULL ? qh_entry_to_record (store, entry) : qh_entry_new_record (store, catalogue);
  editor = qh_editor_new (from, entry != NULL ? _("Entry") : _("New Entry"), store);
  for (guint l = 0; l < QH_N_LANGUAGES; l++)
    edit->labels[l] = qh_editor_add_entry (editor, _(titles[l]), qh_record_get_text (edit->record, label_fields[l]));
  if (entry == NULL)
    edit->code = qh_editor_add_entry (editor, _("_Code"), qh_record_get_text (edit->record, "code"));
  edit->retired = qh_editor_add_switch (editor, _("_Retired"), _("Stays in old records; is not offered for new ones"),
                                        entry != NULL && entry->retired);
  if (g_str_equal (catalogue, ACTIVITY_TYPES))
    add_activity_rows (editor, edit);
  qh_editor_keep_draft (editor, session, edit->record);
  g_signal_connect_data (editor, "save", G_CALLBACK (save_cb), edit, entry_edit_free, 0);
  gtk_window_present (GTK_WINDOW (editor));
  return GTK_WINDOW (editor);
}
