/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "research/qh-answer.h"

G_BEGIN_DECLS

/**
 * QhSheet:
 * @answers: (element-type QhAnswer): in their order
 *
 * A sheet of results: what was asked and answered, with notes.
 */
typedef struct
{
  GPtrArray *answers;
} QhSheet;

QhSheet *qh_sheet_new       (void);
void     qh_sheet_free      (QhSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhSheet, qh_sheet_free)

void     qh_sheet_move      (QhSheet *self, guint from, guint to);
void     qh_sheet_replace   (QhSheet *self, GPtrArray *answers);
GPtrArray *qh_sheet_list_questions (const QhSheet *self);
char    *qh_sheet_to_html   (const QhSheet *self, const char *title);
char    *qh_sheet_to_json   (const QhSheet *self);
QhSheet *qh_sheet_from_json (const char *json, GError **error);

/**
 * QhSheetPages:
 *
 * A sheet laid out on pages of one size.
 */
typedef struct _QhSheetPages QhSheetPages;

QhSheetPages *qh_sheet_pages_new   (const QhSheet *sheet, const char *title, double width, double height);
void          qh_sheet_pages_free  (QhSheetPages *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhSheetPages, qh_sheet_pages_free)
guint         qh_sheet_pages_get_n (const QhSheetPages *self);
void          qh_sheet_pages_draw  (const QhSheetPages *self, cairo_t *cr, guint page);

G_END_DECLS
