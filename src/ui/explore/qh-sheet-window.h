/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/explore/qh-explore-page.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define QH_TYPE_SHEET_WINDOW (qh_sheet_window_get_type ())
G_DECLARE_FINAL_TYPE (QhSheetWindow, qh_sheet_window, QH, SHEET_WINDOW, AdwWindow)

QhSheetWindow *qh_sheet_window_open (QhExplorePage *page);
void           qh_sheet_window_save (QhSheetWindow *self, const char *path);
void           qh_sheet_window_load (QhSheetWindow *self, const char *path);

G_END_DECLS
