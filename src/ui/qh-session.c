/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/qh-session.h"

#include <glib/gi18n-lib.h>

#include "store/qh-auto-backup.h"
#include "store/qh-users.h"

#define BEGIN_AT_LAST_MS 500

struct _QhSession
{
  GObject parent_instance;

  QhStore *store;
  QhAutoBackup *auto_backup;
  gulong changed_handler;
  gboolean begun; /* to load what the pages need */
  GCancellable *cancellable;
  gint64 worker;
  gint64 own_worker; /* whom the user is, or 0 */
  GPtrArray *workers; /* of QhRecord */
  QhCatalogues *catalogues;

  QhCaseIndex *index;
  gboolean index_building;
  gboolean index_stale; /* something changed while it was being built */

  QhFrame *frame;
  gboolean frame_loading;
  gboolean frame_stale;
  guint frame_holds;
  guint works;
};

enum
{
  CLOSING,
  CHANGED,
  INDEX_CHANGED,
  FRAME_CHANGED,
  BACKUP_FINISHED,
  DAMAGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (QhSession, qh_session, G_TYPE_OBJECT)

static void build_index (QhSession *self);
static void load_frame (QhSession *self);

/* What cannot be read because the file is damaged ends the session; the rest is
 * only for whoever looks at the log. */
static void
fail (QhSession *self, const char *what, const GError *error)
{
  if (g_error_matches (error, QH_ERROR, QH_ERROR_DAMAGED))
    qh_session_tell_damage (self, error->message);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("%s: %s", what, error->message);
}

static void
index_built_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (QhSession) self = data;
  g_autoptr (GError) error = NULL;
  QhCaseIndex *index = qh_case_index_build_finish (result, &error);

  self->index_building = FALSE;
  if (self->store == NULL)
    {
      g_clear_pointer (&index, qh_case_index_unref);
      return;
    }
  if (index == NULL)
    {
      fail (self, "The index of names could not be built", error);
      return;
    }
  g_clear_pointer (&self->index, qh_case_index_unref);
  self->index = index;
  if (self->index_stale)
    build_index (self);
  g_signal_emit (self, signals[INDEX_CHANGED], 0);
}

static void
build_index (QhSession *self)
{
  if (self->index_building)
    {
      self->index_stale = TRUE;
      return;
    }
  self->index_building = TRUE;
  self->index_stale = FALSE;
  qh_case_index_build_async (self->store, self->cancellable, index_built_cb, g_object_ref (self));
}

static void
frame_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (QhSession) self = data;
  g_autoptr (GError) error = NULL;
  QhFrame *frame = qh_frame_load_finish (result, &error);

  self->frame_loading = FALSE;
  if (self->store == NULL)
    {
      g_clear_pointer (&frame, qh_frame_unref);
      return;
    }
  if (frame == NULL)
    {
      fail (self, "The activities could not be counted", error);
      return;
    }
  g_clear_pointer (&self->frame, qh_frame_unref);
  self->frame = frame;
  if (self->frame_stale)
    load_frame (self);
  g_signal_emit (self, signals[FRAME_CHANGED], 0);
}

static void
load_frame (QhSession *self)
{
  if (self->frame_loading)
    {
      self->frame_stale = TRUE;
      return;
    }
  self->frame_loading = TRUE;
  self->frame_stale = FALSE;
  qh_frame_load_async (
    self->store, QH_KIND_ACTIVITY, self->cancellable, frame_loaded_cb, g_object_ref (self));
}

static void
load_people (QhSession *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *workers = qh_store_list_all (self->store, QH_KIND_WORKER, &error);

  if (workers == NULL)
    {
      g_warning ("The workers could not be read: %s", error->message);
      workers = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_record_free);
    }
  g_clear_pointer (&self->workers, g_ptr_array_unref);
  self->workers = workers;
  g_clear_pointer (&self->catalogues, qh_catalogues_unref);
  self->catalogues = qh_store_ref_catalogues (self->store);
}

static void
update_index (QhSession *self, GArray *touched)
{
  g_autoptr (GError) error = NULL;

  if (self->index_building || self->index == NULL
      || !qh_case_index_update (self->index, self->store, touched, &error))
    build_index (self);
  else
    g_signal_emit (self, signals[INDEX_CHANGED], 0);
}

static void
update_frame (QhSession *self, GArray *touched)
{
  if (self->frame_loading || self->frame == NULL || self->frame_holds > 0
      || !qh_frame_update (self->frame, self->store, touched))
    load_frame (self);
  else
    g_signal_emit (self, signals[FRAME_CHANGED], 0);
}

static gboolean
touches_users (GArray *touched)
{
  for (guint i = 0; touched != NULL && i < touched->len; i++)
    if (g_array_index (touched, QhTouched, i).kind == QH_KIND_USER)
      return TRUE;
  return touched == NULL;
}

/* Whom the user is may be said while the workspace is open; who was chosen to work here stays. */
static gboolean
update_own_worker (QhSession *self)
{
  gint64 before = self->own_worker;

  self->own_worker = qh_users_get_worker (self->store);
  if (self->worker == before)
    self->worker = self->own_worker;
  return self->own_worker != before;
}

static void
store_changed_cb (QhStore *store, GArray *touched, QhSession *self)
{
  load_people (self);
  update_index (self, touched);
  update_frame (self, touched);
  g_signal_emit (self, signals[CHANGED], 0, touches_users (touched) && update_own_worker (self) ? NULL : touched);
}

/* Once the first page is painted, or the loaders would compete with it; but a page
 * that is always painting, on a slow machine, puts it off no longer than a moment. */
static gboolean
begin_cb (gpointer data)
{
  QhSession *self = data;

  if (self->store != NULL && !self->begun)
    {
      self->begun = TRUE;
      build_index (self);
      load_frame (self);
      qh_auto_backup_catch_up (self->auto_backup);
    }
  return G_SOURCE_REMOVE;
}

/**
 * qh_session_new:
 * @store: an unlocked workspace
 *
 * Once the main loop is idle it builds the index of names and loads the frame,
 * each on a worker.
 *
 * Returns: (transfer full): the session.
 */
QhSession *
qh_session_new (QhStore *store)
{
  QhSession *self = g_object_new (QH_TYPE_SESSION, NULL);

  self->store = g_object_ref (store);
  self->auto_backup = qh_auto_backup_new (store);
  g_signal_connect_swapped (
    self->auto_backup, "finished", G_CALLBACK (qh_session_tell_backup), self);
  self->changed_handler = g_signal_connect (store, "changed", G_CALLBACK (store_changed_cb), self);
  load_people (self);
  self->own_worker = qh_users_get_worker (store);
  self->worker = self->own_worker;
  g_idle_add_full (G_PRIORITY_LOW, begin_cb, g_object_ref (self), g_object_unref);
  g_timeout_add_full (
    G_PRIORITY_DEFAULT, BEGIN_AT_LAST_MS, begin_cb, g_object_ref (self), g_object_unref);
  qh_store_watch (store);
  return self;
}

/**
 * qh_session_prepare_close:
 *
 * Lets what is being typed be kept, before the pages forget it.
 */
void
qh_session_prepare_close (QhSession *self)
{
  if (self->store != NULL)
    g_signal_emit (self, signals[CLOSING], 0);
}

/**
 * qh_session_close:
 *
 * Locks: wipes the names, drops the frame and closes the store.
 */
void
qh_session_close (QhSession *self)
{
  if (self->store == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  qh_auto_backup_stop (self->auto_backup);
  g_signal_handlers_disconnect_by_data (self->auto_backup, self);
  g_clear_object (&self->auto_backup);
  g_clear_signal_handler (&self->changed_handler, self->store);
  g_clear_pointer (&self->index, qh_case_index_unref);
  g_clear_pointer (&self->frame, qh_frame_unref);
  g_clear_pointer (&self->workers, g_ptr_array_unref);
  g_clear_pointer (&self->catalogues, qh_catalogues_unref);
  qh_store_close (self->store);
  g_clear_object (&self->store);
}

/**
 * qh_session_get_store:
 *
 * Returns: (transfer none) (nullable): the store; %NULL once closed.
 */
QhStore *
qh_session_get_store (QhSession *self)
{
  return self->store;
}

/**
 * qh_session_tell_damage:
 * @what: what is damaged
 *
 * Ends the session, for the file of the workspace is damaged; see #QhSession::damaged.
 */
void
qh_session_tell_damage (QhSession *self, const char *what)
{
  g_signal_emit (self, signals[DAMAGED], 0, what);
}

/**
 * qh_session_tell_backup:
 * @path: (nullable): the backup that was made
 * @error: (nullable): why none was made
 *
 * Tells all that show how the backups stand; see #QhSession::backup-finished.
 */
void
qh_session_tell_backup (QhSession *self, const char *path, const GError *error)
{
  g_signal_emit (self, signals[BACKUP_FINISHED], 0, path, error);
}

/**
 * qh_session_begin_work:
 *
 * Something runs for which a person waits, such as an import: until
 * qh_session_end_work() the workspace is not locked for idleness.
 */
void
qh_session_begin_work (QhSession *self)
{
  self->works++;
}

void
qh_session_end_work (QhSession *self)
{
  g_return_if_fail (self->works > 0);

  self->works--;
}

gboolean
qh_session_is_working (QhSession *self)
{
  return self->works > 0;
}

/**
 * qh_session_get_cancellable:
 *
 * Returns: (transfer none): cancelled as the session closes, which stops what runs on workers.
 */
GCancellable *
qh_session_get_cancellable (QhSession *self)
{
  return self->cancellable;
}

QhLanguage
qh_session_get_language (QhSession *self)
{
  return qh_store_get_language (self->store);
}

/**
 * qh_session_get_case_index:
 *
 * Returns: (transfer none) (nullable): the index of names; %NULL until it is
 *   built, see #QhSession::index-changed.
 */
QhCaseIndex *
qh_session_get_case_index (QhSession *self)
{
  return self->index;
}

/**
 * qh_session_get_frame:
 *
 * Returns: (transfer none) (nullable): the frame of activities; %NULL until it
 *   is loaded, see #QhSession::frame-changed.
 */
QhFrame *
qh_session_get_frame (QhSession *self)
{
  return self->frame;
}

/**
 * qh_session_is_frame_current:
 *
 * Returns: whether the frame is there and holds every change: none is being
 *   loaded to take its place.
 */
gboolean
qh_session_is_frame_current (QhSession *self)
{
  return self->frame != NULL && !self->frame_loading;
}

/**
 * qh_session_hold_frame:
 *
 * Keeps the frame as it is while another thread reads it; what changes
 * meanwhile makes a new one. To be released with qh_session_release_frame().
 */
void
qh_session_hold_frame (QhSession *self)
{
  self->frame_holds++;
}

void
qh_session_release_frame (QhSession *self)
{
  g_return_if_fail (self->frame_holds > 0);

  self->frame_holds--;
}

/**
 * qh_session_get_own_worker:
 *
 * Returns: the worker that the user is, or 0 where it is none.
 */
gint64
qh_session_get_own_worker (QhSession *self)
{
  return self->own_worker;
}

/**
 * qh_session_get_worker:
 *
 * Returns: who works at this computer; 0 while it is not said: then nothing is logged.
 */
gint64
qh_session_get_worker (QhSession *self)
{
  return self->worker;
}

/**
 * qh_session_sign:
 * @record: a new one that is somebody's
 *
 * Makes it that of who works here; nobody's while that is not said.
 */
void
qh_session_sign (QhSession *self, QhRecord *record)
{
  if (self->worker != 0)
    qh_record_set_integer (record, "worker", self->worker);
  else
    qh_record_clear (record, "worker");
}

/**
 * qh_session_say_nobody:
 *
 * Returns: (nullable): why nothing can be logged, and how to mend it; %NULL where it is
 *   said who works here.
 */
const char *
qh_session_say_nobody (QhSession *self)
{
  if (self->worker != 0)
    return NULL;
  if ((qh_store_get_roles (self->store) & QH_ROLE_ADMINISTRATOR) != 0)
    return _ ("It is not said which worker you are, so nothing can be logged for you. Say it in Settings → Users.");
  return _ ("It is not said which worker you are, so nothing can be logged for you. Ask an administrator to say it "
            "in Settings → Users, or choose in Settings → Unit who works at this computer.");
}

void
qh_session_set_worker (QhSession *self, gint64 worker)
{
  if (worker == self->worker)
    return;
  self->worker = worker;
  g_signal_emit (self, signals[CHANGED], 0, NULL);
}

/**
 * qh_session_get_workers:
 *
 * Returns: (transfer none) (element-type QhRecord): all workers, retired ones included.
 */
GPtrArray *
qh_session_get_workers (QhSession *self)
{
  return self->workers;
}

/**
 * qh_session_get_label:
 *
 * Returns: (transfer none): the label of a code, good until the next change.
 */
const char *
qh_session_get_label (QhSession *self, gint64 code)
{
  return qh_catalogues_get_label (self->catalogues, code, qh_session_get_language (self));
}

static void
qh_session_dispose (GObject *object)
{
  qh_session_close (QH_SESSION (object));
  G_OBJECT_CLASS (qh_session_parent_class)->dispose (object);
}

static void
qh_session_finalize (GObject *object)
{
  g_clear_object (&QH_SESSION (object)->cancellable);
  G_OBJECT_CLASS (qh_session_parent_class)->finalize (object);
}

static void
qh_session_class_init (QhSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_session_dispose;
  G_OBJECT_CLASS (klass)->finalize = qh_session_finalize;

  /**
   * QhSession::closing:
   *
   * The workspace is about to be locked. The store can still be written.
   */
  signals[CLOSING] = g_signal_new ("closing", QH_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * QhSession::changed:
   * @touched: (element-type QhTouched) (nullable): the records that changed; %NULL when any may
   * have
   */
  signals[CHANGED] = g_signal_new ("changed", QH_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ARRAY);

  /**
   * QhSession::index-changed:
   *
   * The index of names is there or has changed.
   */
  signals[INDEX_CHANGED] = g_signal_new ("index-changed", QH_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * QhSession::frame-changed:
   *
   * The frame is there or has changed; variables and tables of the earlier one are void.
   */
  signals[FRAME_CHANGED] = g_signal_new ("frame-changed", QH_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * QhSession::damaged:
   * @what: what is damaged
   *
   * Something could not be read because the file is damaged.
   */
  signals[DAMAGED] = g_signal_new ("damaged", QH_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * QhSession::backup-finished:
   * @path: (nullable): the new backup
   * @error: (nullable): why there is none
   *
   * A backup was made, or could not be.
   */
  signals[BACKUP_FINISHED] = g_signal_new ("backup-finished", QH_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_ERROR);
}

static void
qh_session_init (QhSession *self)
{
  self->cancellable = g_cancellable_new ();
}
