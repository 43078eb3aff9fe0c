/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QhNameArena:
 *
 * Holds names in few blocks of memory that are wiped when it is freed.
 */
typedef struct _QhNameArena QhNameArena;

QhNameArena *qh_name_arena_new  (void);
void         qh_name_arena_free (QhNameArena *self);
const char  *qh_name_arena_add  (QhNameArena *self, const char *text);

G_END_DECLS
