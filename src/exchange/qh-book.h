/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * QhBookStyle:
 *
 * How a cell looks.
 */
typedef enum
{
  QH_BOOK_PLAIN,
  QH_BOOK_TITLE,
  QH_BOOK_HEADING, /* of a section */
  QH_BOOK_HEAD,    /* of a column */
  QH_BOOK_GROUP,   /* a row that has rows within it, or a sum */
  QH_BOOK_INSET,   /* a row within a row */
  QH_BOOK_NOTE,
  QH_BOOK_N_STYLES,
} QhBookStyle;

/**
 * QhBookNumber:
 *
 * How a number is shown: whole, with one digit behind the point, as per cent (of 100).
 */
typedef enum
{
  QH_BOOK_WHOLE,
  QH_BOOK_ONE_DIGIT,
  QH_BOOK_PERCENT,
} QhBookNumber;

/**
 * QhBook:
 *
 * A workbook (xlsx) with sheets of cells and charts, for what is laid out by
 * hand. Data sets are written by qh_export().
 */
typedef struct _QhBook QhBook;

QhBook  *qh_book_new        (const char *path, const char *title, const char *author, GError **error);
void     qh_book_free       (QhBook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhBook, qh_book_free)

void     qh_book_add_sheet  (QhBook *self, const char *name);
void     qh_book_set_page   (QhBook *self, gboolean landscape, gboolean a4, guint first_repeated, guint last_repeated);
void     qh_book_set_width  (QhBook *self, guint first, guint last, double characters);
void     qh_book_put_text   (QhBook *self, guint row, guint column, const char *text, QhBookStyle style);
void     qh_book_put_number (QhBook *self, guint row, guint column, double number, QhBookStyle style, QhBookNumber form);
void     qh_book_put_chart  (QhBook *self, guint row, guint column, const char *title, guint labels,
                             guint first, guint last, const guint *values, guint n_values, const char *alt);
gboolean qh_book_close      (QhBook *self, GError **error);

G_END_DECLS
