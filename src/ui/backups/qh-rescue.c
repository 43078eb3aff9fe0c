/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/backups/qh-rescue.h"

/**
 * qh_rescue_new:
 * @secret: (inout): what opens the keys; taken over
 *
 * Returns: (transfer full): what is to be done.
 */
QhRescue *
qh_rescue_new (const char *workspace, const char *target, GPtrArray *backups, QhSecret *secret)
{
  QhRescue *self = g_rc_box_new0 (QhRescue);

  self->workspace = g_strdup (workspace);
  self->target = g_strdup (target);
  self->backups = backups != NULL ? g_ptr_array_ref (backups) : NULL;
  self->secret = *secret;
  *secret = (QhSecret){ 0 };
  return self;
}

QhRescue *
qh_rescue_ref (QhRescue *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  QhRescue *self = data;

  qh_secret_clear (&self->secret);
  g_clear_pointer (&self->report, qh_salvage_report_free);
  g_clear_pointer (&self->backups, g_ptr_array_unref);
  g_free (self->workspace);
  g_free (self->target);
}

void
qh_rescue_unref (QhRescue *self)
{
  g_rc_box_release_full (self, clear);
}

static gboolean
salvage (QhRescue *self,
         const QhBackupInfo *backup,
         QhProgress progress,
         gpointer progress_data,
         GCancellable *cancellable,
         GError **error)
{
  self->backup = backup;
  self->report = qh_salvage (self->workspace,
                             &self->secret,
                             backup != NULL ? backup->path : NULL,
                             self->target,
                             progress,
                             progress_data,
                             cancellable,
                             error);
  return self->report != NULL;
}

/* A backup that is damaged itself makes way for the one before it. */
static gboolean
salvage_over_backup (QhRescue *self,
                     QhProgress progress,
                     gpointer progress_data,
                     GCancellable *cancellable,
                     GError **error)
{
  for (guint i = 0; i < self->backups->len; i++)
    {
      g_autoptr (GError) reason = NULL;

      if (salvage (self,
                   g_ptr_array_index (self->backups, i),
                   progress,
                   progress_data,
                   cancellable,
                   &reason))
        return TRUE;
      if (i + 1 == self->backups->len || !g_error_matches (reason, QH_ERROR, QH_ERROR_DAMAGED))
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
    }
  return FALSE;
}

/**
 * qh_rescue_run:
 * @rescue: a #QhRescue
 *
 * A #QhWorkFunction: makes the new workspace.
 */
gboolean
qh_rescue_run (gpointer rescue,
               QhProgress progress,
               gpointer progress_data,
               GCancellable *cancellable,
               GError **error)
{
  QhRescue *self = rescue;

  if (self->backups != NULL
        ? !salvage_over_backup (self, progress, progress_data, cancellable, error)
        : !salvage (self, NULL, progress, progress_data, cancellable, error))
    return FALSE;
  qh_secret_clear (&self->secret);
  return TRUE;
}
