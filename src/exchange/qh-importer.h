/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/qh-csv-reader.h"
#include "exchange/qh-import-profile.h"
#include "exchange/qh-import-report.h"
#include "store/qh-store.h"

G_BEGIN_DECLS

#define QH_TYPE_IMPORTER (qh_importer_get_type ())
G_DECLARE_FINAL_TYPE (QhImporter, qh_importer, QH, IMPORTER, GObject)

QhImporter           *qh_importer_new          (QhStore              *store,
                                                QhCsvReader          *table,
                                                QhImportProfile      *profile);
void                  qh_importer_set_reason   (QhImporter           *self,
                                                const char           *reason);
void                  qh_importer_set_worker   (QhImporter           *self,
                                                gint64                worker);

gboolean              qh_importer_plan         (QhImporter           *self,
                                                QhProgress            progress,
                                                gpointer              progress_data,
                                                GCancellable         *cancellable,
                                                GError              **error);
gboolean              qh_importer_apply        (QhImporter           *self,
                                                QhProgress            progress,
                                                gpointer              progress_data,
                                                GCancellable         *cancellable,
                                                GError              **error);
void                  qh_importer_plan_async   (QhImporter           *self,
                                                QhProgress            progress,
                                                gpointer              progress_data,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean              qh_importer_plan_finish  (QhImporter           *self,
                                                GAsyncResult         *result,
                                                GError              **error);
void                  qh_importer_apply_async  (QhImporter           *self,
                                                QhProgress            progress,
                                                gpointer              progress_data,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean              qh_importer_apply_finish (QhImporter           *self,
                                                GAsyncResult         *result,
                                                GError              **error);

const QhImportReport *qh_importer_get_report   (QhImporter           *self);

G_END_DECLS
