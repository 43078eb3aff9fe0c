/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/qh-case-list-model.h"

struct _QhCaseItem
{
  GObject parent_instance;

  gint64 id;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhCaseItem, qh_case_item, G_TYPE_OBJECT)

static void
qh_case_item_class_init (QhCaseItemClass *klass)
{
  /**
   * QhCaseItem::changed:
   *
   * Another case stands here, or the same in other words.
   */
  signals[CHANGED] = g_signal_new ("changed", QH_TYPE_CASE_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
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

  GArray *ids;       /* of gint64 */
  GHashTable *items; /* position → QhCaseItem, of those that were asked for */
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
  item = g_hash_table_lookup (self->items, GUINT_TO_POINTER (position));
  if (item == NULL)
    {
      item = g_object_new (QH_TYPE_CASE_ITEM, NULL);
      item->id = g_array_index (self->ids, gint64, position);
      g_hash_table_insert (self->items, GUINT_TO_POINTER (position), item);
    }
  return g_object_ref (item);
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
  g_hash_table_unref (QH_CASE_LIST_MODEL (object)->items);
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
  self->items = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
}

QhCaseListModel *
qh_case_list_model_new (void)
{
  return g_object_new (QH_TYPE_CASE_LIST_MODEL, NULL);
}

/* Items of which only this model knows are not shown: they go. Those beyond
 * the end go as well. */
static gboolean
is_unused (gpointer key,
           gpointer item,
           gpointer self)
{
  return GPOINTER_TO_UINT (key) >= QH_CASE_LIST_MODEL (self)->ids->len || G_OBJECT (item)->ref_count == 1;
}

static void
renew_items (QhCaseListModel *self)
{
  GHashTableIter iter;
  gpointer position, item;

  g_hash_table_foreach_remove (self->items, is_unused, self);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &position, &item))
    QH_CASE_ITEM (item)->id = g_array_index (self->ids, gint64, GPOINTER_TO_UINT (position));
}

static void
announce_items (QhCaseListModel *self)
{
  g_autoptr (GList) items = g_hash_table_get_values (self->items);

  for (GList *item = items; item != NULL; item = item->next)
    g_signal_emit (item->data, signals[CHANGED], 0);
}

/**
 * qh_case_list_model_set_ids:
 * @ids: (transfer full) (element-type gint64): the cases, in order
 *
 * Shows these cases.
 */
void
qh_case_list_model_set_ids (QhCaseListModel *self,
                            GArray          *ids)
{
  guint before = self->ids->len;
  guint kept = MIN (before, ids->len);

  g_array_unref (self->ids);
  self->ids = ids;
  renew_items (self);
  if (before != ids->len)
    g_list_model_items_changed (G_LIST_MODEL (self), kept, before - kept, ids->len - kept);
  announce_items (self);
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
