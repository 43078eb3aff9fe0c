/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame/qh-frame.h"

G_BEGIN_DECLS

#define QH_SET_KEY_SIZE 32

/**
 * QhSetKey:
 *
 * The secret of one data set, or of a study that makes several: what is made with
 * it cannot be undone or compared without it.
 */
typedef struct
{
  guint8 bytes[QH_SET_KEY_SIZE];
} QhSetKey;

gboolean   qh_set_key_make        (QhSetKey *key, GError **error);
gboolean   qh_set_key_read        (QhSetKey *key, const char *path, GError **error);
void       qh_set_key_forget      (QhSetKey *key);

char      *qh_treat_id            (const QhSetKey *key, const char *id);
int        qh_treat_offset        (const QhSetKey *key, const char *person, guint most_days);
GPtrArray *qh_treat_ids           (const QhSetKey *key, const char *const *ids, guint n);
GPtrArray *qh_treat_days          (const QhSetKey *key, const QhFrameColumn *days, const char *const *persons, guint n, guint most_days);
char      *qh_treat_dup_period    (int year, int month, const char *period);
GPtrArray *qh_treat_periods       (const QhFrameColumn *days, guint n, const char *period);
GPtrArray *qh_treat_by_mean       (const QhFrameColumn *numbers, guint n, guint k);
GPtrArray *qh_treat_by_noise      (const QhSetKey *key, const QhFrameColumn *numbers, guint n, double share);

void       qh_treat_noise         (const QhSetKey *key, const char *name, double *values, gsize n, double share, gboolean whole);
gboolean   qh_microaggregate      (double *values, gsize n, guint k);

G_END_DECLS
