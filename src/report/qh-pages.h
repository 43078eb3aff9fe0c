/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "report/qh-document.h"

G_BEGIN_DECLS

/**
 * QhPages:
 *
 * A document laid out on pages of one size. Used by one thread.
 */
typedef struct _QhPages QhPages;

QhPages *qh_pages_new              (const QhDocument *document, double width, double height);
void     qh_pages_free             (QhPages *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhPages, qh_pages_free)

gboolean qh_pages_lay_out          (QhPages *self, guint n_rows);
guint    qh_pages_get_n            (QhPages *self);
guint    qh_pages_find_section     (QhPages *self, guint section);
void     qh_pages_draw             (QhPages *self, cairo_t *cr, guint page);

GBytes  *qh_pages_to_pdf           (const QhDocument *document, guint *n_pages, GCancellable *cancellable, GError **error);

G_END_DECLS
