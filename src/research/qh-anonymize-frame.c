/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "research/qh-anonymize-frame.h"

#include "domain/qh-dictionary-private.h"

/* Ids of codes that no workspace gives, behind those of derived variables. */
#define FIRST_ID (G_GINT64_CONSTANT (1) << 41)

typedef struct
{
  const QhAnonymization *result;
  QhFrame *made;
  GArray *rows;    /* of the frame, those that stay */
  GArray *records; /* the record that each is */
  gint64 next_id;
} Filling;

static void
choose_rows (Filling *filling, QhFrame *frame, const guint8 *mask)
{
  guint record = 0;

  for (guint row = 0; row < qh_frame_get_n_rows (frame); row++)
    {
      if (mask != NULL && !mask[row])
        continue;
      if (filling->result->keep[record])
        {
          g_array_append_val (filling->rows, row);
          g_array_append_val (filling->records, record);
        }
      record++;
    }
}

static int
find_quasi (const QhAnonymization *self, const char *name)
{
  for (guint c = 0; c < self->codings->len; c++)
    if (g_str_equal (((const QhCoding *)g_ptr_array_index (self->codings, c))->name, name))
      return (int)c;
  return -1;
}

/* What each record tells, as codes of a catalogue of their own. */
static void
add_told (Filling *filling, guint variable, const char *name, const QhField *source)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) texts = g_array_new (FALSE, FALSE, sizeof (QhEntryText));
  g_autofree gint64 *values = g_new (gint64, MAX (1, filling->records->len));
  g_autofree char *catalogue = g_strconcat ("told-", name, NULL);
  g_autoptr (QhCatalogues) catalogues = NULL;
  QhField *field = qh_field_new_own (FIRST_ID + variable, name, QH_TYPE_CODE, QH_SENSITIVITY_QUASI_IDENTIFIER, catalogue);

  field->own = FALSE;
  for (guint l = 0; l < QH_N_LANGUAGES; l++)
    field->labels[l] = g_strdup (source != NULL ? source->labels[l] : l == QH_LANGUAGE_ES ? name : NULL);
  for (guint i = 0; i < filling->records->len; i++)
    {
      const char *text = qh_anonymization_get_text (filling->result, variable, g_array_index (filling->records, guint, i));
      gpointer place;

      values[i] = QH_SCAN_NONE;
      if (text[0] == '\0')
        continue;
      if (!g_hash_table_lookup_extended (places, text, NULL, &place))
        {
          QhEntryText entry = { text, text };

          place = GUINT_TO_POINTER (texts->len);
          g_array_append_val (texts, entry);
          g_hash_table_insert (places, (gpointer)text, place);
        }
      values[i] = filling->next_id + GPOINTER_TO_UINT (place);
    }
  catalogues = qh_catalogues_with (qh_frame_get_catalogues (filling->made), catalogue, (const QhEntryText *)(void *)texts->data, texts->len, filling->next_id);
  filling->next_id += texts->len;
  qh_frame_add_column (filling->made, field, catalogues, values);
}

static void
add_copy (Filling *filling, const QhFrameColumn *column)
{
  g_autofree gint64 *values = g_new (gint64, MAX (1, filling->rows->len));
  QhField *field = qh_field_copy (column->field);

  for (guint i = 0; i < filling->rows->len; i++)
    values[i] = qh_frame_column_get (column, g_array_index (filling->rows, guint, i));
  qh_frame_add_column (filling->made, field, NULL, values);
}

/**
 * qh_anonymization_make_frame:
 * @frame: what @self was made of, with @mask
 * @dropped: (array zero-terminated=1): variables that are left out
 *
 * What leaves: the records that stay, the quasi-identifiers as they are told, and
 * the other variables as they are. Left out are variables with several answers a
 * row, other records' numbers, and what the dictionary marks as a quasi-identifier
 * without its being one of those of @self.
 *
 * Returns: (transfer full): a frame that can be exported.
 */
QhFrame *
qh_anonymization_make_frame (const QhAnonymization *self, QhFrame *frame, const guint8 *mask, const char *const *dropped)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) records = g_array_new (FALSE, FALSE, sizeof (guint));
  Filling filling = { self, NULL, rows, records, FIRST_ID };
  QhKind *kind = qh_kind_new_made (qh_frame_get_kind (frame)->name, g_ptr_array_new ());

  choose_rows (&filling, frame, mask);
  filling.made = qh_frame_new_made (kind, qh_frame_get_catalogues (frame), rows->len);
  qh_kind_unref (kind);
  for (guint c = 0; c < self->codings->len; c++)
    {
      const QhCoding *coding = g_ptr_array_index (self->codings, c);

      if (qh_frame_find_column (frame, coding->name) == NULL) /* such as "opened:month" */
        add_told (&filling, c, coding->name, NULL);
    }
  for (guint i = 0; i < qh_frame_get_n_columns (frame); i++)
    {
      const QhFrameColumn *column = qh_frame_get_column (frame, i);
      int quasi = find_quasi (self, column->field->name);

      if (quasi >= 0)
        add_told (&filling, (guint)quasi, column->field->name, column->field);
      else if (column->form != QH_COLUMN_LIST && column->field->type != QH_TYPE_REFERENCE && !column->field->retired
               && column->field->sensitivity != QH_SENSITIVITY_QUASI_IDENTIFIER && !g_strv_contains (dropped, column->field->name))
        add_copy (&filling, column);
    }
  return filling.made;
}
