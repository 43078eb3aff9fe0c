/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "frame/qh-variable.h"

G_BEGIN_DECLS

/**
 * QhExploreFiltered:
 * @condition: as qh_filter_parse() takes it
 * @words: what it says
 */
typedef void (*QhExploreFiltered) (const char *condition, const char *words, gpointer user_data);

void qh_explore_filter_ask (GtkWidget *from, QhFrame *frame, const char *name, QhLanguage language,
                            QhExploreFiltered filtered, gpointer user_data);

G_END_DECLS
