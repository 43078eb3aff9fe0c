/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the page Data sets have in common. */
#pragma once

#include "day-fixture.h"
#include "ui/datasets/qh-datasets-page.h"

G_BEGIN_DECLS

void put_activities (Day *day);
QhDatasetsPage *open_page (Day *day);
gpointer find_said (gpointer root, const char *words);
gpointer find_starting (gpointer root, const char *words);
gpointer find_editor (void);
gboolean has_editor (gpointer data);
gboolean has_no_editor (gpointer data);
GtkWidget *find_list (QhDatasetsPage *page);
char *read_list (QhDatasetsPage *page);
gboolean lists (QhDatasetsPage *page, const char *first, const char *second);
gboolean lists_type_first (gpointer page);
gboolean lists_minutes_first (gpointer page);
gboolean says_by_month (gpointer page);
gboolean says_exactly (gpointer page);
gboolean says_top (gpointer page);
gboolean writes_bins (gpointer page);
void press (QhDatasetsPage *page, int at, guint key, GdkModifierType state);
void activate (QhDatasetsPage *page, int at);
gboolean says (gpointer root, const char *text);
gboolean says_twelve (gpointer page);
gboolean is_saved (gpointer store);

G_END_DECLS
