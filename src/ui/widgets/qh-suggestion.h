/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define QH_TYPE_SUGGESTION (qh_suggestion_get_type ())
G_DECLARE_FINAL_TYPE (QhSuggestion, qh_suggestion, QH, SUGGESTION, GObject)

QhSuggestion *qh_suggestion_new        (gint64 id, const char *title, const char *detail, const char *key);
gint64        qh_suggestion_get_id     (QhSuggestion *self);
const char   *qh_suggestion_get_title  (QhSuggestion *self);
const char   *qh_suggestion_get_detail (QhSuggestion *self);
const char   *qh_suggestion_get_key    (QhSuggestion *self);

G_END_DECLS
