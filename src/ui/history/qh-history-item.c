/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/history/qh-history-item.h"

#include <glib/gi18n-lib.h>

#include "store/qh-change-words.h"

struct _QhHistoryItem
{
  GObject parent_instance;

  char *what;
  char *when;
  char *summary;
  GPtrArray *edits;
  QhRecord *record; /* what can be put back; NULL where nothing can */
  gboolean expanded;
};

enum
{
  PROP_0,
  PROP_EXPANDED,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (QhHistoryItem, qh_history_item, G_TYPE_OBJECT)

static void
edit_free (QhHistoryEdit *edit)
{
  g_free (edit->field);
  g_free (edit->before);
  g_free (edit->after);
  g_free (edit);
}

static char *
say_what (const QhVersion *version,
          gboolean         current)
{
  static const char *const operations[] = { "", N_("Record added"), N_("Record changed"), N_("Record deleted") };
  GString *what = g_string_new (_(operations[version->operation]));

  if (version->change->action != QH_ACTION_WRITE)
    g_string_append_printf (what, " · %s", qh_action_get_label (version->change->action));
  if (current)
    g_string_append_printf (what, " · %s", _("as it is now"));
  return g_string_free (what, FALSE);
}

static char *
describe (QhStore       *store,
          const QhField *field,
          const QhRecord *record,
          guint          index)
{
  return record != NULL ? qh_value_describe (store, field, &record->values[index]) : g_strdup ("");
}

static void
add_edit (QhHistoryItem   *self,
          QhStore         *store,
          const QhVersion *version,
          const QhField   *field,
          guint            index)
{
  const QhValue none = { QH_VALUE_NONE };
  const QhValue *before = version->before != NULL ? &version->before->values[index] : &none;
  const QhValue *after = version->after != NULL ? &version->after->values[index] : &none;
  g_autofree char *was = NULL, *is = NULL;
  QhHistoryEdit *edit;

  if (qh_value_equal (before, after))
    return;
  was = describe (store, field, version->before, index);
  is = describe (store, field, version->after, index);
  if (g_str_equal (was, is))
    return;
  edit = g_new (QhHistoryEdit, 1);
  edit->field = g_strdup (qh_field_get_label (field, qh_store_get_language (store)));
  edit->before = g_steal_pointer (&was);
  edit->after = g_steal_pointer (&is);
  g_ptr_array_add (self->edits, edit);
}

/* The names of the fields, or why there are none. */
static char *
summarize (QhHistoryItem   *self,
           const QhVersion *version)
{
  GString *names;

  if (version->erased)
    return g_strdup (_("What it was has been erased."));
  if (version->closed)
    return g_strdup (_("What it was is sealed for the users of a restricted case."));
  if (self->edits->len == 0)
    return g_strdup (_("Nothing that you may see changed."));
  names = g_string_new (NULL);
  for (guint i = 0; i < self->edits->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", ((QhHistoryEdit *) g_ptr_array_index (self->edits, i))->field);
  return g_string_free (names, FALSE);
}

static void
qh_history_item_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *spec)
{
  g_value_set_boolean (value, QH_HISTORY_ITEM (object)->expanded);
}

static void
qh_history_item_finalize (GObject *object)
{
  QhHistoryItem *self = QH_HISTORY_ITEM (object);

  g_free (self->what);
  g_free (self->when);
  g_free (self->summary);
  g_ptr_array_unref (self->edits);
  g_clear_pointer (&self->record, qh_record_free);
  G_OBJECT_CLASS (qh_history_item_parent_class)->finalize (object);
}

static void
qh_history_item_class_init (QhHistoryItemClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = qh_history_item_get_property;
  G_OBJECT_CLASS (klass)->finalize = qh_history_item_finalize;
  properties[PROP_EXPANDED] = g_param_spec_boolean ("expanded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
}

static void
qh_history_item_init (QhHistoryItem *self)
{
  self->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) edit_free);
}

/**
 * qh_history_item_new:
 * @version: (transfer none): a version
 * @current: whether it is how the record is now
 *
 * Can be called on a worker.
 *
 * Returns: (transfer full): the version in words.
 */
QhHistoryItem *
qh_history_item_new (QhStore         *store,
                     QhKind          *kind,
                     const QhVersion *version,
                     gboolean         current)
{
  QhHistoryItem *self = g_object_new (QH_TYPE_HISTORY_ITEM, NULL);
  g_autofree char *time = qh_change_words_time (version->change->time);
  g_autofree char *user = qh_change_words_user (store, version->change->user);

  self->what = say_what (version, current);
  /* Translators: when and by whom something was changed. */
  self->when = g_strdup_printf (_("%s · %s"), time, user);
  for (guint i = 0; !version->erased && !version->closed && i < qh_kind_get_n_fields (kind); i++)
    add_edit (self, store, version, qh_kind_get_field (kind, i), i);
  self->summary = summarize (self, version);
  if (!current && !version->erased && !version->closed && version->after != NULL)
    self->record = qh_record_copy (version->after);
  return self;
}

const char *
qh_history_item_get_what (QhHistoryItem *self)
{
  return self->what;
}

const char *
qh_history_item_get_when (QhHistoryItem *self)
{
  return self->when;
}

const char *
qh_history_item_get_summary (QhHistoryItem *self)
{
  return self->summary;
}

/**
 * qh_history_item_get_edits:
 *
 * Returns: (transfer none) (element-type QhHistoryEdit): the fields that changed.
 */
GPtrArray *
qh_history_item_get_edits (QhHistoryItem *self)
{
  return self->edits;
}

/**
 * qh_history_item_get_record:
 *
 * Returns: (transfer none) (nullable): the record as it was then, when it can be put back.
 */
const QhRecord *
qh_history_item_get_record (QhHistoryItem *self)
{
  return self->record;
}

gboolean
qh_history_item_is_expanded (QhHistoryItem *self)
{
  return self->expanded;
}

/**
 * qh_history_item_toggle:
 *
 * Shows its fields, or hides them again.
 */
void
qh_history_item_toggle (QhHistoryItem *self)
{
  self->expanded = !self->expanded;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXPANDED]);
}
