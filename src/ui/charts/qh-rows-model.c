/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/charts/qh-rows-model.h"

/**
 * QhRowsModel:
 *
 * Rows of a frame as a list. It holds their numbers only; what a row shows is
 * read from the frame when the row is about to show, so that a million rows
 * cost five megabytes.
 */
struct _QhRowsModel
{
  GObject parent_instance;

  QhFrame *frame;
  QhRowList *rows;
};

static void qh_rows_model_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (QhRowItem, qh_row_item, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (QhRowsModel, qh_rows_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, qh_rows_model_list_init))

static void
qh_row_item_class_init (QhRowItemClass *klass)
{
}

static void
qh_row_item_init (QhRowItem *self)
{
}

static GType
qh_rows_model_get_item_type (GListModel *list)
{
  return QH_TYPE_ROW_ITEM;
}

static guint
qh_rows_model_get_n_items (GListModel *list)
{
  QhRowsModel *self = QH_ROWS_MODEL (list);

  return self->rows != NULL ? qh_row_list_get_n (self->rows) : 0;
}

static gpointer
qh_rows_model_get_item (GListModel *list,
                        guint       position)
{
  static const struct
  {
    const char *column;
    gsize offset;
  } fields[] = {
    { "date", G_STRUCT_OFFSET (QhRowItem, date) },       { "start", G_STRUCT_OFFSET (QhRowItem, start) },
    { "worker", G_STRUCT_OFFSET (QhRowItem, worker) },   { "case", G_STRUCT_OFFSET (QhRowItem, case_id) },
    { "type", G_STRUCT_OFFSET (QhRowItem, type) },       { "function", G_STRUCT_OFFSET (QhRowItem, function) },
    { "minutes", G_STRUCT_OFFSET (QhRowItem, minutes) }, { "outcome", G_STRUCT_OFFSET (QhRowItem, outcome) },
  };
  static const char *const days[] = { "opened", "due" };
  QhRowsModel *self = QH_ROWS_MODEL (list);
  QhRowItem *item;
  guint row;

  if (self->rows == NULL || position >= qh_row_list_get_n (self->rows))
    return NULL;
  row = qh_row_list_get (self->rows, position);
  item = g_object_new (QH_TYPE_ROW_ITEM, NULL);
  item->id = qh_frame_get_ids (self->frame)[row];
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const QhFrameColumn *column = qh_frame_find_column (self->frame, fields[i].column);

      G_STRUCT_MEMBER (gint64, item, fields[i].offset) = column != NULL ? qh_frame_column_get (column, row) : QH_SCAN_NONE;
    }
  /* A case has no case, and its day is the one on which it was opened; an
   * action item's is the one on which it is due. */
  if (qh_frame_get_kind (self->frame)->number == QH_KIND_CASE)
    item->case_id = item->id;
  for (guint i = 0; QH_SCAN_IS_EMPTY (item->date) && i < G_N_ELEMENTS (days); i++)
    if (qh_frame_find_column (self->frame, days[i]) != NULL)
      item->date = qh_frame_column_get (qh_frame_find_column (self->frame, days[i]), row);
  return item;
}

static void
qh_rows_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = qh_rows_model_get_item_type;
  iface->get_n_items = qh_rows_model_get_n_items;
  iface->get_item = qh_rows_model_get_item;
}

static void
qh_rows_model_finalize (GObject *object)
{
  QhRowsModel *self = QH_ROWS_MODEL (object);

  g_clear_pointer (&self->rows, qh_row_list_free);
  g_clear_pointer (&self->frame, qh_frame_unref);
  G_OBJECT_CLASS (qh_rows_model_parent_class)->finalize (object);
}

static void
qh_rows_model_class_init (QhRowsModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qh_rows_model_finalize;
}

static void
qh_rows_model_init (QhRowsModel *self)
{
}

QhRowsModel *
qh_rows_model_new (void)
{
  return g_object_new (QH_TYPE_ROWS_MODEL, NULL);
}

/**
 * qh_rows_model_set_rows:
 * @frame: (nullable): where the rows are; to be set again after it was updated
 * @rows: (transfer full) (nullable): which, in the order to show
 */
void
qh_rows_model_set_rows (QhRowsModel *self,
                        QhFrame     *frame,
                        QhRowList   *rows)
{
  guint before = qh_rows_model_get_n_items (G_LIST_MODEL (self));

  if (frame != NULL)
    qh_frame_ref (frame);
  g_clear_pointer (&self->frame, qh_frame_unref);
  g_clear_pointer (&self->rows, qh_row_list_free);
  self->frame = frame;
  self->rows = rows;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, rows != NULL ? qh_row_list_get_n (rows) : 0);
}
