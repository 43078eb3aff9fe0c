/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "research/qh-sheet.h"

G_BEGIN_DECLS

#define QH_TYPE_SHEET_LIST (qh_sheet_list_get_type ())
G_DECLARE_FINAL_TYPE (QhSheetList, qh_sheet_list, QH, SHEET_LIST, GtkWidget)

GtkWidget *qh_sheet_list_new      (void);
void       qh_sheet_list_show     (QhSheetList *self, QhSheet *sheet);
void       qh_sheet_list_put_back (QhSheetList *self);

G_END_DECLS
