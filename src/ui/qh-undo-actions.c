/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/qh-undo-actions.h"

#include <glib/gi18n-lib.h>

#include "store/qh-change-words.h"
#include "store/qh-undo.h"
#include "ui/qh-apply.h"
#include "ui/qh-dialogs.h"

/* What takes no longer shows no progress. */
#define LOOK_EVERY_MS 100
#define SHOW_AFTER_LOOKS 3
#define PARTS 1000
#define LONGEST_NAME 60

struct _QhUndoActions
{
  GObject parent_instance;

  GtkWidget *overlay; /* weak: over it toasts and dialogs show */
  GActionMap *map;    /* weak */
  QhSession *session;
  GMenu *menu;
  GQueue waiting;     /* of Run: one at a time, or two would take back the same */
  gboolean running;
};

G_DEFINE_FINAL_TYPE (QhUndoActions, qh_undo_actions, G_TYPE_OBJECT)

/* One thing that is taken back. */
typedef struct
{
  QhUndoActions *actions;
  QhStore *store;
  QhSession *session; /* not locked for idleness while it runs; NULL before and after */
  gint64 sequence; /* 0: what was done, or undone, last */
  gboolean redo;
  char *reason; /* why, where it is in what is signed */
  GCancellable *cancellable;
  int done;        /* of PARTS; the worker writes it */
  guint timer;
  guint looks;
  GtkWidget *dialog; /* weak */
} Run;

static void start_next (QhUndoActions *self);
static void take_back (QhUndoActions *self, gint64 sequence, gboolean redo, const char *reason);

static void
run_free (Run *run)
{
  g_object_unref (run->actions);
  g_object_unref (run->store);
  g_object_unref (run->cancellable);
  g_free (run->reason);
  g_free (run);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

/* On the worker */

static QhLogChange *
find_change (Run     *run,
             GError **error)
{
  if (run->sequence != 0)
    return qh_log_get (run->store, run->sequence, error);
  return run->redo ? qh_store_find_redo (run->store, error) : qh_store_find_undo (run->store, error);
}

static char *
describe (QhStore           *store,
          const QhLogChange *change)
{
  g_autoptr (QhLogChange) first = qh_log_get_first (store, change, NULL);

  return qh_log_change_describe (store, first != NULL ? first : change);
}

static void
progress_cb (guint64  done,
             guint64  total,
             gpointer data)
{
  g_atomic_int_set (&((Run *) data)->done, total > 0 ? (int) (done * PARTS / total) : 0);
}

static void
run_in_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Run *run = data;
  GError *error = NULL;
  g_autofree char *said = NULL;
  g_autoptr (QhLogChange) change = find_change (run, &error);

  if (change != NULL)
    {
      said = describe (run->store, change);
      if (qh_store_take_back (run->store, change->sequence, run->reason, progress_cb, run, cancellable, &error))
        {
          g_task_return_pointer (task, g_steal_pointer (&said), g_free);
          return;
        }
    }
  g_task_return_error (task, error);
}

/* On the screen */

static gboolean
show_progress_cb (gpointer data)
{
  Run *run = data;

  if (++run->looks < SHOW_AFTER_LOOKS)
    return G_SOURCE_CONTINUE;
  if (run->dialog == NULL && !g_cancellable_is_cancelled (run->cancellable) && run->actions->overlay != NULL)
    g_set_weak_pointer (&run->dialog,
                        qh_dialog_progress (run->actions->overlay, run->redo ? _("Doing it again…") : _("Undoing…"), run->cancellable));
  if (run->dialog != NULL)
    qh_dialog_progress_set (run->dialog, (double) g_atomic_int_get (&run->done) / PARTS);
  return G_SOURCE_CONTINUE;
}

static void
hide_progress (Run *run)
{
  GtkWidget *dialog = run->dialog;

  g_clear_handle_id (&run->timer, g_source_remove);
  g_clear_weak_pointer (&run->dialog);
  if (dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
tell_error (Run          *run,
            const GError *error)
{
  GtkWidget *overlay = run->actions->overlay;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    qh_toast_show (overlay, run->redo ? _("It was not done again: cancelled.") : _("It was not undone: cancelled."));
  else if (run->sequence == 0 && g_error_matches (error, QH_ERROR, QH_ERROR_NOT_FOUND))
    qh_toast_show (overlay, error->message);
  else
    qh_dialog_error (overlay, run->redo ? _("It was not done again") : _("It was not undone"), error);
}

typedef struct
{
  QhUndoActions *actions;
  gint64 sequence;
  gboolean redo;
} Again;

static void
reason_given_cb (const char *reason,
                 gpointer    data)
{
  g_autofree Again *again = data;
  g_autoptr (QhUndoActions) self = again->actions;

  if (reason != NULL)
    take_back (self, again->sequence, again->redo, reason);
}

static void
ask_reason (const Run *run)
{
  const Again again = { g_object_ref (run->actions), run->sequence, run->redo };

  qh_dialog_ask_reason (run->actions->overlay, reason_given_cb, g_memdup2 (&again, sizeof again));
}

static void
taken_back_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  QhUndoActions *self = QH_UNDO_ACTIONS (source);
  Run *run = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *said = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *text = NULL;
  gboolean here;

  hide_progress (run);
  self->running = FALSE;
  qh_session_end_work (run->session);
  g_clear_object (&run->session);
  here = self->overlay != NULL && self->session != NULL && qh_session_get_store (self->session) == run->store;
  if (here && said != NULL)
    {
      text = g_strdup_printf (run->redo ? _("Redone: %s") : _("Undone: %s"), said);
      qh_toast_show_action (self->overlay, text, run->redo ? _("Undo") : _("Redo"), run->redo ? "win.undo" : "win.redo", NULL);
    }
  else if (here && qh_apply_is_signed (self->overlay, error))
    ask_reason (run);
  else if (here)
    tell_error (run, error);
  start_next (self);
}

static void
start_next (QhUndoActions *self)
{
  Run *run = self->running ? NULL : g_queue_pop_head (&self->waiting);
  g_autoptr (GTask) task = NULL;

  if (run == NULL)
    return;
  self->running = TRUE;
  run->session = g_object_ref (self->session);
  qh_session_begin_work (run->session);
  task = g_task_new (self, run->cancellable, taken_back_cb, NULL);
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);
  run->timer = g_timeout_add (LOOK_EVERY_MS, show_progress_cb, run);
  g_task_run_in_thread (task, run_in_thread);
}

static void
take_back (QhUndoActions *self,
           gint64         sequence,
           gboolean       redo,
           const char    *reason)
{
  QhStore *store = self->session != NULL ? qh_session_get_store (self->session) : NULL;
  Run *run;

  if (store == NULL || self->overlay == NULL)
    return;
  run = g_new0 (Run, 1);
  run->actions = g_object_ref (self);
  run->store = g_object_ref (store);
  run->sequence = sequence;
  run->redo = redo;
  run->reason = g_strdup (reason);
  run->cancellable = g_cancellable_new ();
  g_signal_connect_object (qh_session_get_cancellable (self->session), "cancelled", G_CALLBACK (g_cancellable_cancel),
                           run->cancellable, G_CONNECT_SWAPPED);
  qh_toast_dismiss (self->overlay);
  g_queue_push_tail (&self->waiting, run);
  start_next (self);
}

/* Actions */

static void
undo_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       self)
{
  take_back (self, 0, FALSE, NULL);
}

static void
redo_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       self)
{
  take_back (self, 0, TRUE, NULL);
}

static void
take_back_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       self)
{
  take_back (self, g_variant_get_int64 (parameter), FALSE, NULL);
}

static const GActionEntry action_entries[] = {
  { .name = "undo", .activate = undo_cb },
  { .name = "redo", .activate = redo_cb },
  { .name = "take-back", .activate = take_back_cb, .parameter_type = "x" },
};

/* The menu */

typedef struct
{
  char *undo;
  char *redo;
} Names;

static void
names_free (Names *names)
{
  g_free (names->undo);
  g_free (names->redo);
  g_free (names);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Names, names_free)

static char *
make_name (const char *plain,
           const char *said)
{
  g_autoptr (GString) name = NULL;

  if (said == NULL)
    return g_strdup (plain);
  name = g_string_new (said);
  if (g_utf8_strlen (said, -1) > LONGEST_NAME)
    {
      g_string_truncate (name, (gsize) (g_utf8_offset_to_pointer (said, LONGEST_NAME) - said));
      g_string_append (name, "…");
    }
  /* An underscore in a menu is a mnemonic. */
  g_string_replace (name, "_", "__", 0);
  return g_strdup_printf ("%s: %s", plain, name->str);
}

static void
append_item (QhUndoActions *self,
             const char    *label,
             const char    *action,
             const char    *key)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  g_menu_item_set_attribute (item, "accel", "s", key);
  g_menu_append_item (self->menu, item);
}

static void
fill_menu (QhUndoActions *self,
           const Names   *names)
{
  g_autofree char *undo = make_name (_("_Undo"), names != NULL ? names->undo : NULL);
  g_autofree char *redo = make_name (_("_Redo"), names != NULL ? names->redo : NULL);

  g_menu_remove_all (self->menu);
  append_item (self, undo, "win.undo", "<Control>z");
  append_item (self, redo, "win.redo", "<Control><Shift>z");
}

static void
name_in_thread (GTask        *task,
                gpointer      source,
                gpointer      store,
                GCancellable *cancellable)
{
  g_autoptr (QhLogChange) undo = qh_store_find_undo (store, NULL);
  g_autoptr (QhLogChange) redo = qh_store_find_redo (store, NULL);
  Names *names = g_new0 (Names, 1);

  names->undo = undo != NULL ? describe (store, undo) : NULL;
  names->redo = redo != NULL ? describe (store, redo) : NULL;
  g_task_return_pointer (task, names, (GDestroyNotify) names_free);
}

static void
named_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  QhUndoActions *self = QH_UNDO_ACTIONS (source);
  g_autoptr (Names) names = g_task_propagate_pointer (G_TASK (result), NULL);

  if (names != NULL && self->session != NULL)
    fill_menu (self, names);
}

static void
menu_opened_cb (QhUndoActions *self)
{
  QhStore *store = self->session != NULL ? qh_session_get_store (self->session) : NULL;
  g_autoptr (GTask) task = NULL;

  if (store == NULL)
    return;
  task = g_task_new (self, qh_session_get_cancellable (self->session), named_cb, NULL);
  g_task_set_task_data (task, g_object_ref (store), g_object_unref);
  g_task_run_in_thread (task, name_in_thread);
}

/* Overrides */

static void
qh_undo_actions_dispose (GObject *object)
{
  QhUndoActions *self = QH_UNDO_ACTIONS (object);

  qh_undo_actions_set_session (self, NULL);
  g_clear_weak_pointer (&self->overlay);
  g_clear_weak_pointer (&self->map);
  g_clear_object (&self->menu);
  G_OBJECT_CLASS (qh_undo_actions_parent_class)->dispose (object);
}

static void
qh_undo_actions_class_init (QhUndoActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_undo_actions_dispose;
}

static void
qh_undo_actions_init (QhUndoActions *self)
{
  g_queue_init (&self->waiting);
  self->menu = g_menu_new ();
  fill_menu (self, NULL);
}

/**
 * qh_undo_actions_new:
 * @overlay: an #AdwToastOverlay, over which is said what was undone
 * @map: where the actions go; its prefix is `win`
 *
 * Returns: (transfer full): what undoes there.
 */
QhUndoActions *
qh_undo_actions_new (GtkWidget  *overlay,
                     GActionMap *map)
{
  QhUndoActions *self = g_object_new (QH_TYPE_UNDO_ACTIONS, NULL);

  g_set_weak_pointer (&self->overlay, overlay);
  g_set_weak_pointer (&self->map, map);
  g_action_map_add_action_entries (map, action_entries, G_N_ELEMENTS (action_entries), self);
  qh_undo_actions_set_session (self, NULL);
  return self;
}

/**
 * qh_undo_actions_set_session:
 * @session: (nullable): the open workspace; without one nothing can be undone
 */
void
qh_undo_actions_set_session (QhUndoActions *self,
                             QhSession     *session)
{
  g_set_object (&self->session, session);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) run_free);
  if (self->menu != NULL)
    fill_menu (self, NULL);
  for (guint i = 0; self->map != NULL && i < G_N_ELEMENTS (action_entries); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (self->map, action_entries[i].name)), session != NULL);
}

/**
 * qh_undo_actions_add_to_menu:
 * @button: has a #GMenu
 *
 * Puts undo and redo on top of a menu, which says each time what they would do.
 */
void
qh_undo_actions_add_to_menu (QhUndoActions *self,
                             GtkMenuButton *button)
{
  g_menu_prepend_section (G_MENU (gtk_menu_button_get_menu_model (button)), NULL, G_MENU_MODEL (self->menu));
  g_signal_connect_object (gtk_menu_button_get_popover (button), "show", G_CALLBACK (menu_opened_cb), self, G_CONNECT_SWAPPED);
}
