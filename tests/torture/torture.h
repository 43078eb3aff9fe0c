/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fixture.h"

G_BEGIN_DECLS

/* What the torture tests share: the short and the long form, figures, and what
 * a workspace must be after whatever was done to it. */

guint    torture_get_size       (guint in_short, guint in_long);
GRand   *torture_new_rand       (void);
void     torture_report         (const char *format, ...) G_GNUC_PRINTF (1, 2);

char    *torture_new_folder     (void);
void     torture_remove_folder  (char *folder);
void     torture_make_template  (const char *path);
void     torture_copy           (const char *from, const char *to);
void     torture_remove         (const char *workspace);

gboolean torture_put_activity   (QhStore *store, const char *note, gint64 minutes, gint64 *id, GError **error);
gboolean torture_import         (QhStore *store, guint n, GError **error);
char    *torture_describe       (QhStore *store);
void     torture_assert_sound   (QhStore *store);

G_END_DECLS
