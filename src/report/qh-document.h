/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * QhSectionForm:
 * @QH_SECTION_FIELDS: rows of a name for programs, a label, a text for people and a value for
 *   programs
 * @QH_SECTION_TABLE: rows of a cell for each column
 */
typedef enum
{
  QH_SECTION_FIELDS,
  QH_SECTION_TABLE,
} QhSectionForm;

/* The cells of a row of %QH_SECTION_FIELDS. */
enum
{
  QH_CELL_NAME,
  QH_CELL_LABEL,
  QH_CELL_TEXT,
  QH_CELL_VALUE,
  QH_N_FIELD_CELLS,
};

#define QH_MAX_COLUMNS 4

/**
 * QhDocumentColumn:
 * @name: for programs
 * @label: for people
 * @share: of the width, in any unit
 */
typedef struct
{
  const char *name;
  const char *label;
  double share;
} QhDocumentColumn;

/**
 * QhSection:
 * @name: what it is about, for programs
 * @id: the record that it is about, or 0
 * @title: its heading
 * @level: 1, or 2 for a part of the section of level 1 before it
 * @columns: (array length=n_columns): what a row holds
 * @rows: (element-type GStrv): a cell for each column, some %NULL
 */
typedef struct
{
  char *name;
  gint64 id;
  char *title;
  guint level;
  QhSectionForm form;
  QhDocumentColumn columns[QH_MAX_COLUMNS];
  guint n_columns;
  GPtrArray *rows;
} QhSection;

/**
 * QhDocument:
 * @title: what it is
 * @author: who made it
 * @facts: what stands below the title: rows of %QH_SECTION_FIELDS
 * @warnings: (element-type utf8): what has to be known before it is handed on
 * @sections: (element-type QhSection): the rest, in order
 *
 * Text in sections, to be laid out on pages, or saved as text or JSON.
 */
typedef struct
{
  char *title;
  char *author;
  QhSection *facts;
  GPtrArray *warnings;
  GPtrArray *sections;
} QhDocument;

QhDocument *qh_document_new         (const char *title, const char *author);
void        qh_document_free        (QhDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhDocument, qh_document_free)

void        qh_document_add_warning (QhDocument *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
QhSection  *qh_document_add_fields  (QhDocument *self, const char *name, gint64 id, guint level, const char *title);
QhSection  *qh_document_add_table   (QhDocument *self, const char *name, const char *title,
                                     const QhDocumentColumn *columns, guint n_columns);
void        qh_section_add_field    (QhSection *self, const char *name, const char *label, const char *text, const char *value);
void        qh_section_add_row      (QhSection *self, const char *const *cells);

char       *qh_document_to_text     (const QhDocument *self);
char       *qh_document_to_json     (const QhDocument *self);

gboolean    qh_document_check_path  (const char *path, GError **error);
gboolean    qh_document_save        (const QhDocument *self, const char *path, guint *n_pages,
                                     GCancellable *cancellable, GError **error);

G_END_DECLS
