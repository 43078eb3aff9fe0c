/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char    *qh_fold        (const char *text);
void     qh_fold_append (GString *folded, const char *text);
gboolean qh_fold_match  (const char *folded, char *const *folded_words);
char   **qh_fold_words  (const char *text);

G_END_DECLS
