/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/backups/qh-backup-notice.h"

#include <glib/gi18n-lib.h>

#include "store/qh-backup.h"
#include "store/qh-change-words.h"
#include "ui/backups/qh-back-up.h"

/**
 * QhBackupNotice:
 *
 * Says in a bar that the day's backup could not be made, how old the last good
 * one is, and what to do.
 */
struct _QhBackupNotice
{
  GObject parent_instance;

  QhNoticeBar *bar;
  QhSession *session;
  char *damage; /* (nullable) of the workspace, that keeps backups from being made */
};

G_DEFINE_FINAL_TYPE (QhBackupNotice, qh_backup_notice, G_TYPE_OBJECT)

static char *
describe_last (QhStore *store)
{
  gint64 last = qh_backup_get_last (store);
  g_autofree char *when = qh_change_words_time (last * 1000);

  if (last == 0)
    return g_strdup (_ ("There is no backup of this workspace yet."));
  return g_strdup_printf (_ ("The last good backup is from %s."), when);
}

static void
show (QhBackupNotice *self, const GError *error)
{
  g_autofree char *last = describe_last (qh_session_get_store (self->session));
  /* Translators: how old the last backup is, why there is no newer one and what to do */
  g_autofree char *text
    = g_strdup_printf (_ ("%s No new one could be made. %s"), last, error->message);

  g_free (self->damage);
  self->damage
    = g_error_matches (error, QH_ERROR, QH_ERROR_DAMAGED) ? g_strdup (error->message) : NULL;
  qh_notice_bar_show (
    self->bar, text, self->damage != NULL ? _ ("See What Can Be _Done") : _ ("_Back Up Now"));
}

static void
backup_finished_cb (QhBackupNotice *self, const char *path, const GError *error)
{
  if (error == NULL)
    qh_notice_bar_hide (self->bar);
  /* In use: another window makes it. */
  else if (!g_error_matches (error, QH_ERROR, QH_ERROR_IN_USE))
    show (self, error);
}

static void
button_cb (QhBackupNotice *self)
{
  g_autofree char *damage = g_strdup (self->damage);

  if (self->session == NULL)
    return;
  if (damage != NULL)
    qh_session_tell_damage (self->session, damage);
  else
    qh_back_up_run (GTK_WIDGET (self->bar), self->session, NULL);
}

static void
qh_backup_notice_dispose (GObject *object)
{
  QhBackupNotice *self = QH_BACKUP_NOTICE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->bar);
  g_clear_pointer (&self->damage, g_free);
  G_OBJECT_CLASS (qh_backup_notice_parent_class)->dispose (object);
}

static void
qh_backup_notice_class_init (QhBackupNoticeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_backup_notice_dispose;
}

static void
qh_backup_notice_init (QhBackupNotice *self)
{
}

/**
 * qh_backup_notice_new:
 *
 * Returns: (transfer full): what says in @bar how the backups stand.
 */
QhBackupNotice *
qh_backup_notice_new (QhNoticeBar *bar)
{
  QhBackupNotice *self = g_object_new (QH_TYPE_BACKUP_NOTICE, NULL);

  self->bar = g_object_ref (bar);
  g_signal_connect_object (bar, "button-clicked", G_CALLBACK (button_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * qh_backup_notice_set_session:
 * @session: (nullable): the open workspace; %NULL when it is locked
 */
void
qh_backup_notice_set_session (QhBackupNotice *self, QhSession *session)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  qh_notice_bar_hide (self->bar);
  if (session != NULL)
    g_signal_connect_object (
      session, "backup-finished", G_CALLBACK (backup_finished_cb), self, G_CONNECT_SWAPPED);
}
