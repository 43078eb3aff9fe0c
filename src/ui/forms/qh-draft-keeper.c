/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/forms/qh-draft-keeper.h"

#include "ui/qh-dialogs.h"

/* From the first key to the disk; later keys do not put it off. */
#define DELAY_MS 500

struct _QhDraftKeeper
{
  GObject parent_instance;

  QhSession *session;
  char *form;
  QhDraftCollect collect;
  GtkWidget *widget; /* not owned: it owns this */
  gint64 id;        /* 0 while there is no draft */
  gint64 discarded; /* a draft that is to go, or 0 */
  guint timer;
  gboolean running;
  gboolean again; /* something was typed meanwhile */
  gboolean submitted; /* being saved: if that fails, the draft is still there */
  gboolean over; /* the workspace is being locked: the draft stays as it is */
  gboolean failed;
};

G_DEFINE_FINAL_TYPE (QhDraftKeeper, qh_draft_keeper, G_TYPE_OBJECT)

static void written_cb (GObject *source, GAsyncResult *result, gpointer data);

/* A new record is about the case to which it is to belong. */
static gint64
find_about (const QhRecord *record)
{
  if (record->id != 0 || qh_kind_find_field (record->kind, "case") == NULL)
    return record->id;
  return qh_record_get_integer (record, "case");
}

/* What is typed as a draft, or an empty one where nothing is. */
static QhDraft *
collect (QhDraftKeeper *self)
{
  QhStore *store = qh_session_get_store (self->session);
  QhDraft *draft = qh_draft_new (
    self->form, 0, g_ptr_array_new_with_free_func ((GDestroyNotify)qh_record_free));
  gboolean typed = self->collect (self->widget, draft);

  if (typed)
    draft->about = find_about (g_ptr_array_index (draft->records, 0));
  else
    g_clear_pointer (&draft->records, g_ptr_array_unref);
  if (self->id == 0 && typed)
    self->id = qh_store_new_id (store);
  draft->id = self->id;
  return draft;
}

static gboolean
write_draft (QhStore *store, QhDraft *draft, GError **error)
{
  return draft->records != NULL ? qh_drafts_save (store, draft, error)
                                : draft->id == 0 || qh_drafts_discard (store, draft->id, error);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  QhStore *store = g_object_get_data (G_OBJECT (task), "store");
  GError *error = NULL;

  if (write_draft (store, data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Writes or discards on a worker. */
static void
start (QhDraftKeeper *self, QhDraft *draft)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, written_cb, NULL);
  QhStore *store = qh_session_get_store (self->session);

  self->running = TRUE;
  g_object_set_data_full (G_OBJECT (task), "store", g_object_ref (store), g_object_unref);
  g_task_set_task_data (task, draft, (GDestroyNotify)qh_draft_free);
  g_task_run_in_thread (task, write_in_thread);
}

static void
discard (QhDraftKeeper *self)
{
  QhDraft *draft = qh_draft_new (self->form, 0, NULL);

  draft->id = self->discarded;
  self->discarded = 0;
  start (self, draft);
}

static void
keep (QhDraftKeeper *self)
{
  QhDraft *draft;

  self->again = self->running;
  if (self->running || self->over || self->widget == NULL)
    return;
  draft = collect (self);
  if (draft->records == NULL && draft->id == 0)
    {
      qh_draft_free (draft);
      return;
    }
  if (draft->records == NULL)
    self->id = 0;
  start (self, draft);
}

/* One after the other, or an earlier save could come after a discard. */
static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhDraftKeeper *self = QH_DRAFT_KEEPER (source);
  g_autoptr (GError) error = NULL;

  self->running = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), &error) && !self->over && !self->failed)
    {
      /* Once: the work goes on, and saving says so again. */
      self->failed = TRUE;
      if (self->widget != NULL)
        qh_toast_show (self->widget, error->message);
    }
  if (self->over || qh_session_get_store (self->session) == NULL)
    return;
  if (self->discarded != 0)
    discard (self);
  else if (self->again)
    keep (self);
}

static gboolean
timer_cb (gpointer data)
{
  QhDraftKeeper *self = data;

  self->timer = 0;
  if (qh_session_get_store (self->session) != NULL)
    keep (self);
  return G_SOURCE_REMOVE;
}

/* The last word before a lock, at once: the pages forget everything after it. */
static void
closing_cb (QhDraftKeeper *self)
{
  g_autoptr (QhDraft) draft = NULL;
  g_autoptr (GError) error = NULL;

  if (self->over || self->submitted || self->widget == NULL)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  draft = collect (self);
  self->over = TRUE;
  if (!write_draft (qh_session_get_store (self->session), draft, &error))
    g_warning ("A draft could not be kept: %s", error->message);
}

static void
qh_draft_keeper_dispose (GObject *object)
{
  QhDraftKeeper *self = QH_DRAFT_KEEPER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_weak_pointer (&self->widget);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (qh_draft_keeper_parent_class)->dispose (object);
}

static void
qh_draft_keeper_finalize (GObject *object)
{
  g_free (QH_DRAFT_KEEPER (object)->form);
  G_OBJECT_CLASS (qh_draft_keeper_parent_class)->finalize (object);
}

static void
qh_draft_keeper_class_init (QhDraftKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_draft_keeper_dispose;
  G_OBJECT_CLASS (klass)->finalize = qh_draft_keeper_finalize;
}

static void
qh_draft_keeper_init (QhDraftKeeper *self)
{
}

/**
 * qh_draft_keeper_new:
 * @form: the form's name, which says how it is opened again
 * @collect: gives what is typed
 * @widget: the form; it is asked by @collect, and shows what goes wrong
 *
 * Returns: (transfer full): a keeper without a draft yet.
 */
QhDraftKeeper *
qh_draft_keeper_new (QhSession *session,
                     const char *form,
                     QhDraftCollect collect_function,
                     GtkWidget *widget)
{
  QhDraftKeeper *self = g_object_new (QH_TYPE_DRAFT_KEEPER, NULL);

  self->session = g_object_ref (session);
  self->form = g_strdup (form);
  self->collect = collect_function;
  g_set_weak_pointer (&self->widget, widget);
  g_signal_connect_object (
    session, "closing", G_CALLBACK (closing_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * qh_draft_keeper_touch:
 *
 * Something was typed.
 */
void
qh_draft_keeper_touch (QhDraftKeeper *self)
{
  self->submitted = FALSE;
  if (!self->over && self->timer == 0 && qh_session_get_store (self->session) != NULL)
    self->timer = g_timeout_add (DELAY_MS, timer_cb, self);
}

/**
 * qh_draft_keeper_submit:
 * @change: what saves the form
 *
 * The form is being saved: its draft goes in the same transaction, so that what
 * was saved is never offered again. Then call qh_draft_keeper_done(), or if
 * nothing was saved qh_draft_keeper_touch().
 */
void
qh_draft_keeper_submit (QhDraftKeeper *self, QhChange *change)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->again = FALSE;
  self->submitted = TRUE;
  change->draft = self->id;
}

/**
 * qh_draft_keeper_done:
 *
 * The form was saved, or somebody discarded it: the draft goes. The form must
 * say by now that nothing is typed, or not be asked any more.
 */
void
qh_draft_keeper_done (QhDraftKeeper *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->again = FALSE;
  self->submitted = FALSE;
  if (self->over || self->id == 0 || qh_session_get_store (self->session) == NULL)
    return;
  self->discarded = self->id;
  self->id = 0;
  if (!self->running)
    discard (self);
}

/**
 * qh_draft_keeper_continue:
 * @draft: what the form shows now
 *
 * Goes on with a draft that was left behind.
 */
void
qh_draft_keeper_continue (QhDraftKeeper *self, const QhDraft *draft)
{
  self->id = draft->id;
  keep (self);
}
