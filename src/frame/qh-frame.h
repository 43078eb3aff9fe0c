/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame/qh-id-index.h"
#include "store/qh-scan.h"

G_BEGIN_DECLS

/* The first indices of every coded column: nothing, then the kinds of missing. */
#define QH_FRAME_NONE 0
#define QH_FRAME_FIRST_CODE (1 + QH_N_MISSING)

/* What numeric columns hold for nothing (+0) and for a kind of missing (+1…+4). */
#define QH_FRAME_NO_INT16 G_MININT16
#define QH_FRAME_NO_INT32 G_MININT32

/**
 * QhColumnForm:
 * @QH_COLUMN_CODED: an index into @ids; 1, 2 or 4 bytes a row, unsigned
 * @QH_COLUMN_INT16: minutes and times of day
 * @QH_COLUMN_INT32: days and counts
 * @QH_COLUMN_REAL: numbers
 * @QH_COLUMN_LIST: several indices into @ids, 2 bytes each, between offsets
 *
 * How a column stands in memory.
 */
typedef enum
{
  QH_COLUMN_CODED,
  QH_COLUMN_INT16,
  QH_COLUMN_INT32,
  QH_COLUMN_REAL,
  QH_COLUMN_LIST,
} QhColumnForm;

/**
 * QhFrameColumn:
 * @field: its description in the dictionary
 * @width: bytes a row (of a list: bytes an answer)
 * @data: the rows (of a list: the answers)
 * @offsets: (nullable): of a list: where the answers of each row begin, and the end
 * @ids: of coded columns and lists: what each index stands for; the first
 *   %QH_FRAME_FIRST_CODE are nothing and the kinds of missing
 */
typedef struct
{
  const QhField *field;
  QhColumnForm form;
  guint width;
  void *data;
  guint32 *offsets;
  GArray *ids;
  gpointer lookup;
} QhFrameColumn;

/**
 * QhServed:
 * @offsets: where the rows of each activity begin, and the end
 * @sex: index into the ids of @sex_ids
 * @age_group: index into @age_group_ids
 * @n: people
 *
 * People served, of all activities: as recorded for groups, else derived from
 * the linked people.
 */
typedef struct
{
  guint32 *offsets;
  guint8 *sex;
  guint8 *age_group;
  guint32 *n;
  GArray *sex_ids;
  GArray *age_group_ids;
} QhServed;

typedef struct _QhFrame QhFrame;

QhFrame       *qh_frame_load          (QhStore *store, guint kind, QhProgress progress, gpointer progress_data,
                                       GCancellable *cancellable, GError **error);
void           qh_frame_load_async    (QhStore *store, guint kind, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
QhFrame       *qh_frame_load_finish   (GAsyncResult *result, GError **error);
QhFrame       *qh_frame_new_made      (QhKind *kind, QhCatalogues *catalogues, guint n_rows);
void           qh_frame_set           (QhFrame *self, guint column, guint row, gint64 value);
void           qh_frame_add_column    (QhFrame *self, QhField *field, QhCatalogues *catalogues, const gint64 *values);
void           qh_frame_add_list      (QhFrame *self, QhField *field, const QhFrameColumn *list, const guint32 *rows);
void           qh_frame_add_served    (QhFrame *self, QhFrame *source, const guint32 *rows);
QhFrame       *qh_frame_ref           (QhFrame *self);
void           qh_frame_unref         (QhFrame *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhFrame, qh_frame_unref)

QhFrame       *qh_frame_take          (QhFrame *self, const guint8 *mask);
QhFrame       *qh_frame_take_rows     (QhFrame *self, const guint32 *rows, guint n);
gboolean       qh_frame_update        (QhFrame *self, QhStore *store, GArray *touched);

QhKind        *qh_frame_get_kind      (QhFrame *self);
guint          qh_frame_get_n_rows    (QhFrame *self);
const gint64  *qh_frame_get_ids       (QhFrame *self);
guint          qh_frame_get_n_columns (QhFrame *self);
const QhFrameColumn *qh_frame_get_column (QhFrame *self, guint position);
const QhFrameColumn *qh_frame_find_column (QhFrame *self, const char *name);
const QhFrameColumn *qh_frame_find_main_date (QhFrame *self);
const QhServed *qh_frame_get_served   (QhFrame *self);
QhCatalogues  *qh_frame_get_catalogues (QhFrame *self);
gsize          qh_frame_get_bytes     (QhFrame *self);
gsize          qh_frame_get_declared_bytes (QhFrame *self);

gboolean       qh_field_enters_frame  (const QhField *field);
gint64         qh_frame_column_get    (const QhFrameColumn *column, guint row);
gint64         qh_frame_column_get_id (const QhFrameColumn *column, guint index);
QhIdIndex     *qh_frame_column_index_ids (const QhFrameColumn *column);

/**
 * qh_frame_column_get_index:
 * @column: of the form %QH_COLUMN_CODED
 *
 * Returns: which of its ids stands in a row.
 */
static inline guint32
qh_frame_column_get_index (const QhFrameColumn *column, guint row)
{
  return column->width == 1   ? ((const guint8 *)column->data)[row]
         : column->width == 2 ? ((const guint16 *)column->data)[row]
                              : ((const guint32 *)column->data)[row];
}

G_END_DECLS
