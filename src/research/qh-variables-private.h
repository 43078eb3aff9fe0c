/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-dictionary.h"
#include "frame/qh-filter.h"
#include "frame/qh-variable.h"
#include "research/qh-variables.h"

G_BEGIN_DECLS

/**
 * QhMaking:
 * @next_id: of codes that are made
 *
 * A frame that variables are being added to.
 */
typedef struct
{
  QhFrame *frame;
  gint64 next_id;
} QhMaking;

gboolean    qh_making_set_error  (GError **error, JsonObject *object, const char *message);
const char *qh_making_get_text   (JsonObject *object, const char *member, GError **error);
gboolean    qh_making_check_name (QhMaking *making, JsonObject *object, GError **error);
void        qh_making_add_values (QhMaking *making, JsonObject *object, QhType type, gint64 *values);
void        qh_making_add_codes  (QhMaking *making, JsonObject *object, gboolean ordered, char **codes, char **labels,
                                  const guint32 *categories);

void        qh_making_add_own_codes (QhMaking *making, JsonObject *object, const char *catalogue, gint64 *values);

gboolean    qh_derived_collapse   (QhMaking *making, JsonObject *object, GError **error);
gboolean    qh_derived_merge_rare (QhMaking *making, JsonObject *object, GError **error);
gboolean    qh_derived_part       (QhMaking *making, JsonObject *object, GError **error);
gboolean    qh_derived_any        (QhMaking *making, JsonObject *object, GError **error);

gboolean    qh_rules_add         (QhMaking *making, QhStore *store, JsonArray *rules, GCancellable *cancellable, GError **error);
gboolean    qh_derived_add       (QhMaking *making, JsonObject *object, GError **error);

G_END_DECLS
