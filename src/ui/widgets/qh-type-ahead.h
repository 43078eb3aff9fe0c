/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/widgets/qh-suggestion.h"

G_BEGIN_DECLS

#define QH_TYPE_TYPE_AHEAD (qh_type_ahead_get_type ())
G_DECLARE_DERIVABLE_TYPE (QhTypeAhead, qh_type_ahead, QH, TYPE_AHEAD, GtkWidget)

/**
 * QhTypeAheadClass:
 * @search: appends #QhSuggestion to @found for what was typed, the best first, and
 *   returns (transfer full) (nullable) what stands below them
 */
struct _QhTypeAheadClass
{
  GtkWidgetClass parent_class;

  char *(*search) (QhTypeAhead *self, const char *text, GListStore *found);
};

gint64      qh_type_ahead_get_chosen  (QhTypeAhead *self);
void        qh_type_ahead_set_chosen  (QhTypeAhead *self, gint64 id, const char *title);
gboolean    qh_type_ahead_is_settled  (QhTypeAhead *self);
const char *qh_type_ahead_get_text    (QhTypeAhead *self);
GtkEntry   *qh_type_ahead_get_entry   (QhTypeAhead *self);
void        qh_type_ahead_set_error   (QhTypeAhead *self, gboolean error);
void        qh_type_ahead_close       (QhTypeAhead *self);
void        qh_type_ahead_forget      (QhTypeAhead *self);
gboolean    qh_type_ahead_is_open     (QhTypeAhead *self);

G_END_DECLS
