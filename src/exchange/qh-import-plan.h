/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/qh-import-column.h"
#include "exchange/qh-import-report.h"
#include "store/qh-store.h"

G_BEGIN_DECLS

/* A field and the column that fills it. */
typedef struct
{
  const QhField *field;
  QhImportColumn *column;
} QhImportBinding;

/* All that an import would write, and what it needs on the way. The dictionary
 * and the catalogues are the workspace's with the plan's own fields and codes. */
typedef struct
{
  QhStore *store;
  QhCsvReader *table;
  QhImportProfile *profile;
  QhImportReport *report;

  QhDictionary *dictionary;
  QhCatalogues *catalogues;
  QhKind *kind;
  GPtrArray *columns; /* of QhImportColumn, all that there are */

  GArray *bindings;   /* of QhImportBinding */
  GArray *case_bindings;
  QhImportColumn *worker;
  QhImportColumn *case_worker;
  QhImportColumn *group;
  QhImportColumn *served_count;
  QhImportColumn *served_sex;
  QhImportColumn *served_age;
  QhImportColumn *served_age_group;

  gint64 default_worker;
  gint64 unit;
  GHashTable *workers;     /* key of the name → id */
  GHashTable *cases;       /* folio → id */
  GHashTable *new_cases;   /* id → QhRecord */
  GHashTable *occurrences; /* hash of a row → how often it came */

  GPtrArray *entries;      /* of QhRecord, and the following */
  GPtrArray *own_fields;
  GPtrArray *worker_records;
  GPtrArray *case_records;
  GPtrArray *records;
  GPtrArray *keys;         /* of GBytes, of each of records */
} QhImportPlan;

QhImportPlan *qh_import_plan_new         (QhStore          *store,
                                          QhCsvReader      *table,
                                          QhImportProfile  *profile,
                                          gint64            worker,
                                          QhProgress        progress,
                                          gpointer          progress_data,
                                          GCancellable     *cancellable,
                                          GError          **error);
void          qh_import_plan_free        (QhImportPlan     *plan);
QhChange     *qh_import_plan_take_change (QhImportPlan     *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhImportPlan, qh_import_plan_free)

gboolean      qh_import_plan_extend      (QhImportPlan     *plan,
                                          GError          **error);
gboolean      qh_import_plan_add_row     (QhImportPlan     *plan,
                                          guint             row,
                                          GError          **error);

QhImportColumn *qh_import_plan_bind      (QhImportPlan         *plan,
                                          const QhImportSource *source,
                                          const char           *catalogue);

G_END_DECLS
