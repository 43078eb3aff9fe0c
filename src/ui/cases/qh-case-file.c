/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/qh-case-file.h"

#include "store/qh-store-lists.h"

struct _QhCaseFile
{
  GObject parent_instance;

  QhSession *session;
  gint64 id;
  QhRecord *record;
  GPtrArray *activities;
  GPtrArray *consultations;
  GPtrArray *referrals;
  GPtrArray *items;
  GPtrArray *persons;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhCaseFile, qh_case_file, G_TYPE_OBJECT)

/* Reading */

static GPtrArray *
new_records (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) qh_record_free);
}

static void
read_list (QhCaseFile *self,
           guint       kind,
           GPtrArray **list)
{
  GPtrArray *read = qh_store_list_of_case (qh_session_get_store (self->session), kind, self->id, NULL);

  g_clear_pointer (list, g_ptr_array_unref);
  *list = read != NULL ? read : new_records ();
}

static void
read_persons (QhCaseFile *self)
{
  const QhRows *rows = self->record != NULL ? qh_record_get_rows (self->record, "people") : NULL;

  g_ptr_array_set_size (self->persons, 0);
  for (guint i = 0; rows != NULL && i < rows->n_rows; i++)
    {
      QhRecord *person = qh_store_get (qh_session_get_store (self->session), QH_KIND_PERSON, qh_rows_cell (rows, i, 0), NULL);

      if (person != NULL)
        g_ptr_array_add (self->persons, person);
    }
}

static void
read_all (QhCaseFile *self)
{
  g_clear_pointer (&self->record, qh_record_free);
  self->record = qh_store_get (qh_session_get_store (self->session), QH_KIND_CASE, self->id, NULL);
  read_list (self, QH_KIND_ACTIVITY, &self->activities);
  read_list (self, QH_KIND_CONSULTATION, &self->consultations);
  read_list (self, QH_KIND_REFERRAL, &self->referrals);
  read_list (self, QH_KIND_ACTION_ITEM, &self->items);
  read_persons (self);
}

static gboolean
concerns (QhCaseFile *self,
          GArray     *touched)
{
  if (touched->len == 0) /* a setting, such as when a referral is late */
    return TRUE;
  for (guint i = 0; i < touched->len; i++)
    {
      const QhTouched *item = &g_array_index (touched, QhTouched, i);

      if (item->case_before == self->id || item->case_after == self->id)
        return TRUE;
      if (item->kind == QH_KIND_CASE && item->id == self->id)
        return TRUE;
      if (item->kind == QH_KIND_PERSON && qh_case_file_get_person (self, item->id) != NULL)
        return TRUE;
      if (item->kind == QH_KIND_ENTRY || item->kind == QH_KIND_WORKER || item->kind == QH_KIND_OWN_FIELD)
        return TRUE;
    }
  return FALSE;
}

static void
store_changed_cb (QhCaseFile *self,
                  GArray     *touched)
{
  if (qh_session_get_store (self->session) == NULL || (touched != NULL && !concerns (self, touched)))
    return;
  read_all (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
qh_case_file_finalize (GObject *object)
{
  QhCaseFile *self = QH_CASE_FILE (object);

  g_clear_pointer (&self->record, qh_record_free);
  g_clear_pointer (&self->activities, g_ptr_array_unref);
  g_clear_pointer (&self->consultations, g_ptr_array_unref);
  g_clear_pointer (&self->referrals, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->persons, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (qh_case_file_parent_class)->finalize (object);
}

static void
qh_case_file_class_init (QhCaseFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qh_case_file_finalize;

  /**
   * QhCaseFile::changed:
   *
   * Something of the case changed; records handed out before are void.
   */
  signals[CHANGED] = g_signal_new ("changed", QH_TYPE_CASE_FILE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
qh_case_file_init (QhCaseFile *self)
{
  self->persons = new_records ();
}

/**
 * qh_case_file_new:
 * @id: a case
 *
 * Returns: (transfer full) (nullable): the case, read; %NULL when it is not there.
 */
QhCaseFile *
qh_case_file_new (QhSession *session,
                  gint64     id)
{
  QhCaseFile *self = g_object_new (QH_TYPE_CASE_FILE, NULL);

  self->session = g_object_ref (session);
  self->id = id;
  read_all (self);
  if (self->record == NULL)
    {
      g_object_unref (self);
      return NULL;
    }
  g_signal_connect_object (session, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

QhSession *
qh_case_file_get_session (QhCaseFile *self)
{
  return self->session;
}

gint64
qh_case_file_get_id (QhCaseFile *self)
{
  return self->id;
}

/**
 * qh_case_file_get_record:
 *
 * Returns: (transfer none) (nullable): the case; %NULL once it was deleted.
 */
const QhRecord *
qh_case_file_get_record (QhCaseFile *self)
{
  return self->record;
}

/**
 * qh_case_file_get_activities:
 *
 * Returns: (transfer none) (element-type QhRecord): its activities, the latest first.
 */
GPtrArray *
qh_case_file_get_activities (QhCaseFile *self)
{
  return self->activities;
}

GPtrArray *
qh_case_file_get_consultations (QhCaseFile *self)
{
  return self->consultations;
}

GPtrArray *
qh_case_file_get_referrals (QhCaseFile *self)
{
  return self->referrals;
}

GPtrArray *
qh_case_file_get_items (QhCaseFile *self)
{
  return self->items;
}

/**
 * qh_case_file_get_person:
 *
 * Returns: (transfer none) (nullable): somebody of the case.
 */
const QhRecord *
qh_case_file_get_person (QhCaseFile *self,
                         gint64      id)
{
  for (guint i = 0; i < self->persons->len; i++)
    {
      const QhRecord *person = g_ptr_array_index (self->persons, i);

      if (person->id == id)
        return person;
    }
  return NULL;
}

/* Writing */

/**
 * qh_case_file_put:
 * @from: the widget that writes; nothing is called back once it is gone
 * @record: (transfer full): as it is to be
 * @words: what the toast with Undo says
 *
 * Writes a record and offers to take it back.
 */
void
qh_case_file_put (QhCaseFile *self,
                  GtkWidget  *from,
                  QhRecord   *record,
                  const char *words)
{
  qh_write_put (from, qh_session_get_store (self->session), record, words);
}

/**
 * qh_case_file_delete:
 * @words: what the toast with Undo says
 *
 * Deletes a record and offers to take it back.
 */
void
qh_case_file_delete (QhCaseFile     *self,
                     GtkWidget      *from,
                     const QhRecord *record,
                     const char     *words)
{
  qh_write_delete (from, qh_session_get_store (self->session), qh_record_copy (record), words);
}
