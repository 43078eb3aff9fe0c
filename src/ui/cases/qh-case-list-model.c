/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/qh-case-list-model.h"

struct _QhCaseItem
{
  GObject parent_instance;

  gint64 id;
};

G_DEFINE_FINAL_TYPE (QhCaseItem, qh_case_item, G_TYPE_OBJECT)

static void
qh_case_item_class_init (QhCaseItemClass *klass)
{
}

static void
qh_case_item_init (QhCaseItem *self)
{
}

gint64
qh_case_item_get_id (QhCaseItem *self)
{
  return self->id;
}

struct _QhCaseListModel
{
  GObject parent_instance;

  GArray *ids; /* of gint64 */
};

static void list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (QhCaseListModel, qh_case_list_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return QH_TYPE_CASE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return QH_CASE_LIST_MODEL (model)->ids->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  QhCaseListModel *self = QH_CASE_LIST_MODEL (model);
  QhCaseItem *item;

  if (position >= self->ids->len)
    return NULL;
  item = g_object_new (QH_TYPE_CASE_ITEM, NULL);
  item->id = g_array_index (self->ids, gint64, position);
  return item;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
qh_case_list_model_finalize (GObject *object)
{
  g_array_unref (QH_CASE_LIST_MODEL (object)->ids);
  G_OBJECT_CLASS (qh_case_list_model_parent_class)->finalize (object);
}

static void
qh_case_list_model_class_init (QhCaseListModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qh_case_list_model_finalize;
}

static void
qh_case_list_model_init (QhCaseListModel *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
}

QhCaseListModel *
qh_case_list_model_new (void)
{
  return g_object_new (QH_TYPE_CASE_LIST_MODEL, NULL);
}

static guint
take_ids (QhCaseListModel *self,
          GArray          *ids)
{
  guint before = self->ids->len;

  g_array_unref (self->ids);
  self->ids = ids;
  return before;
}

/**
 * qh_case_list_model_replace:
 * @ids: (transfer full) (element-type gint64): the cases, in order
 *
 * Shows other cases, or the same in other words: everything anew.
 */
void
qh_case_list_model_replace (QhCaseListModel *self,
                            GArray          *ids)
{
  guint before = take_ids (self, ids);

  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, ids->len);
}

static void
refresh_touched (QhCaseListModel *self,
                 guint            from,
                 guint            to,
                 GHashTable      *touched)
{
  for (guint i = from; i < to; i++)
    if (g_hash_table_contains (touched, &g_array_index (self->ids, gint64, i)))
      g_list_model_items_changed (G_LIST_MODEL (self), i, 1, 1);
}

/**
 * qh_case_list_model_update:
 * @ids: (transfer full) (element-type gint64): the cases as they are now
 * @touched: (element-type gint64 gint64): those of which something changed
 *
 * Changes only what differs, so that the list stays where it was scrolled to.
 */
void
qh_case_list_model_update (QhCaseListModel *self,
                           GArray          *ids,
                           GHashTable      *touched)
{
  guint least = MIN (self->ids->len, ids->len);
  guint before, head = 0, tail = 0;

  while (head < least && g_array_index (self->ids, gint64, head) == g_array_index (ids, gint64, head))
    head++;
  while (tail < least - head
         && g_array_index (self->ids, gint64, self->ids->len - 1 - tail) == g_array_index (ids, gint64, ids->len - 1 - tail))
    tail++;
  before = take_ids (self, ids);
  if (before != ids->len || head < ids->len)
    g_list_model_items_changed (G_LIST_MODEL (self), head, before - head - tail, ids->len - head - tail);
  refresh_touched (self, 0, head, touched);
  refresh_touched (self, ids->len - tail, ids->len, touched);
}

guint
qh_case_list_model_get_n (QhCaseListModel *self)
{
  return self->ids->len;
}

gint64
qh_case_list_model_get_id (QhCaseListModel *self,
                           guint            position)
{
  return position < self->ids->len ? g_array_index (self->ids, gint64, position) : 0;
}

/**
 * qh_case_list_model_find:
 * @position: (out): where the case stands
 *
 * Returns: whether the case is in the list.
 */
gboolean
qh_case_list_model_find (QhCaseListModel *self,
                         gint64           id,
                         guint           *position)
{
  for (guint i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, gint64, i) == id)
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}
