/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/qh-import-profile.h"

G_BEGIN_DECLS

/**
 * QhImportColumn:
 *
 * A source of a profile, bound to the column of a table that it reads.
 */
typedef struct _QhImportColumn QhImportColumn;

QhImportColumn *qh_import_column_new           (const QhImportSource  *source,
                                                QhCsvReader           *table);
void            qh_import_column_free          (QhImportColumn        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhImportColumn, qh_import_column_free)

void            qh_import_column_set_catalogue (QhImportColumn        *self,
                                                const char            *catalogue,
                                                QhCatalogues          *catalogues);
void            qh_import_column_set_categories (QhImportColumn       *self,
                                                GHashTable            *ids_by_key);

int             qh_import_column_get_place     (QhImportColumn        *self);
const char     *qh_import_column_get_text      (QhImportColumn        *self,
                                                guint                  row,
                                                gint64                *missing);
const GArray   *qh_import_column_get_codes     (QhImportColumn        *self,
                                                guint                  row,
                                                GError               **error);
gboolean        qh_import_column_get_count     (QhImportColumn        *self,
                                                guint                  row,
                                                gint64                *count,
                                                gint64                *missing,
                                                GError               **error);
gboolean        qh_import_column_fill          (QhImportColumn        *self,
                                                guint                  row,
                                                QhRecord              *record,
                                                const QhField         *field,
                                                GError               **error);

typedef void (*QhImportUnmappedFunc) (const char *column,
                                      const char *value,
                                      const char *code,
                                      guint       count,
                                      gpointer    user_data);
void            qh_import_column_foreach_unmapped (QhImportColumn        *self,
                                                   QhImportUnmappedFunc   function,
                                                   gpointer               user_data);

G_END_DECLS
