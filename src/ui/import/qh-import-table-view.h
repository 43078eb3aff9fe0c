/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "exchange/qh-csv-reader.h"

G_BEGIN_DECLS

#define QH_TYPE_IMPORT_TABLE_VIEW (qh_import_table_view_get_type ())
G_DECLARE_FINAL_TYPE (QhImportTableView, qh_import_table_view, QH, IMPORT_TABLE_VIEW, GtkWidget)

void qh_import_table_view_set_table (QhImportTableView *self, QhCsvReader *table);

G_END_DECLS
