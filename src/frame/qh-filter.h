/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame/qh-variable.h"

G_BEGIN_DECLS

/**
 * QhCondition:
 * @variable: a variable's name
 * @keys: (element-type gint64) (nullable): the keys that are let through
 * @least: where @keys is %NULL: the least key
 * @greatest: where @keys is %NULL: the greatest key
 */
typedef struct
{
  char *variable;
  GArray *keys;
  gint64 least;
  gint64 greatest;
} QhCondition;

/**
 * QhFilter:
 *
 * Conditions that must all hold.
 */
typedef struct
{
  GPtrArray *conditions; /* of QhCondition */
} QhFilter;

QhFilter *qh_filter_new        (void);
QhFilter *qh_filter_copy       (const QhFilter *filter);
void      qh_filter_free       (QhFilter *filter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhFilter, qh_filter_free)

void      qh_filter_set_keys   (QhFilter *filter, const char *variable, const gint64 *keys, guint n_keys);
void      qh_filter_set_range  (QhFilter *filter, const char *variable, gint64 least, gint64 greatest);
void      qh_filter_remove     (QhFilter *filter, const char *variable);
const QhCondition *qh_filter_find (const QhFilter *filter, const char *variable);
gboolean  qh_filter_parse      (QhFilter *filter, QhFrame *frame, const char *text, GError **error);

guint8   *qh_filter_to_mask    (const QhFilter *filter, QhFrame *frame, GError **error);
guint     qh_mask_count        (const guint8 *mask, guint n);
gboolean  qh_filter_may_part   (const QhFilter *filter, QhFrame *frame, const guint8 *mask, guint least, GError **error);

char     *qh_filter_describe   (const QhFilter *filter, QhFrame *frame, QhLanguage language);

G_END_DECLS
