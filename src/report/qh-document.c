/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/qh-document.h"

static void
section_free (QhSection *self)
{
  g_free (self->name);
  g_free (self->title);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static void
row_free (gpointer row)
{
  char **cells = row;

  for (guint i = 0; i < QH_MAX_COLUMNS; i++)
    g_free (cells[i]);
  g_free (cells);
}

static QhSection *
section_new (const char *name, gint64 id, guint level, const char *title, QhSectionForm form)
{
  QhSection *self = g_new0 (QhSection, 1);

  self->name = g_strdup (name);
  self->id = id;
  self->level = level;
  self->title = g_strdup (title);
  self->form = form;
  self->n_columns = QH_N_FIELD_CELLS;
  self->rows = g_ptr_array_new_with_free_func (row_free);
  return self;
}

/**
 * qh_document_new:
 * @title: what it is
 * @author: who made it
 *
 * Returns: (transfer full): a document without content.
 */
QhDocument *
qh_document_new (const char *title, const char *author)
{
  QhDocument *self = g_new0 (QhDocument, 1);

  self->title = g_strdup (title);
  self->author = g_strdup (author);
  self->facts = section_new ("document", 0, 1, title, QH_SECTION_FIELDS);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  self->sections = g_ptr_array_new_with_free_func ((GDestroyNotify)section_free);
  return self;
}

void
qh_document_free (QhDocument *self)
{
  g_free (self->title);
  g_free (self->author);
  section_free (self->facts);
  g_ptr_array_unref (self->warnings);
  g_ptr_array_unref (self->sections);
  g_free (self);
}

/**
 * qh_document_add_warning:
 *
 * Adds what has to be known before the document is handed on.
 */
void
qh_document_add_warning (QhDocument *self, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->warnings, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/**
 * qh_document_add_fields:
 * @name: what it is about, for programs
 * @id: the record that it is about, or 0
 * @level: 1, or 2 for a part of the section of level 1 before it
 *
 * Returns: (transfer none): a section of fields, which the document owns.
 */
QhSection *
qh_document_add_fields (QhDocument *self,
                        const char *name,
                        gint64 id,
                        guint level,
                        const char *title)
{
  QhSection *section = section_new (name, id, level, title, QH_SECTION_FIELDS);

  g_ptr_array_add (self->sections, section);
  return section;
}

/**
 * qh_document_add_table:
 * @name: what it is about, for programs
 * @columns: (array length=n_columns): names and labels must outlive the document
 *
 * Returns: (transfer none): a section with a table, which the document owns.
 */
QhSection *
qh_document_add_table (QhDocument *self,
                       const char *name,
                       const char *title,
                       const QhDocumentColumn *columns,
                       guint n_columns)
{
  QhSection *section = section_new (name, 0, 1, title, QH_SECTION_TABLE);

  g_return_val_if_fail (n_columns <= QH_MAX_COLUMNS, NULL);
  section->n_columns = n_columns;
  for (guint i = 0; i < n_columns; i++)
    section->columns[i] = columns[i];
  g_ptr_array_add (self->sections, section);
  return section;
}

/**
 * qh_section_add_row:
 * @cells: (array): a text for each column, or %NULL
 */
void
qh_section_add_row (QhSection *self, const char *const *cells)
{
  char **row = g_new0 (char *, QH_MAX_COLUMNS + 1);

  for (guint i = 0; i < self->n_columns; i++)
    row[i] = g_strdup (cells[i]);
  g_ptr_array_add (self->rows, row);
}

/**
 * qh_section_add_field:
 * @name: for programs
 * @label: for people
 * @text: what it says, for people
 * @value: (nullable): the same for programs: a code, a date as 2026-10-30; %NULL for nothing
 */
void
qh_section_add_field (QhSection *self,
                      const char *name,
                      const char *label,
                      const char *text,
                      const char *value)
{
  const char *cells[QH_N_FIELD_CELLS] = { name, label, text, value };

  qh_section_add_row (self, cells);
}
