/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/backups/qh-target-row.h"

#include <glib/gi18n-lib.h>

#include "ui/qh-dialogs.h"

/**
 * QhTargetRow:
 *
 * Where a new workspace is to stand: a proposal, and a chooser.
 */
struct _QhTargetRow
{
  AdwActionRow parent_instance;

  char *path;
};

G_DEFINE_FINAL_TYPE (QhTargetRow, qh_target_row, ADW_TYPE_ACTION_ROW)

static void
chosen_cb (GFile *file, gpointer data)
{
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    qh_target_row_set_path (data, path);
}

static void
qh_target_row_activate (AdwActionRow *row)
{
  QhTargetRow *self = QH_TARGET_ROW (row);
  const QhFileFilter filters[] = { { _ ("Workspaces"), "*.quehacer" }, { NULL, NULL } };
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GFile) start = NULL;

  if (self->path == NULL)
    return;
  folder = g_path_get_dirname (self->path);
  name = g_path_get_basename (self->path);
  start = g_file_new_for_path (folder);
  qh_dialog_save_file (
    GTK_WIDGET (self), _ ("New Workspace"), filters, start, name, chosen_cb, self);
}

static void
qh_target_row_finalize (GObject *object)
{
  g_free (QH_TARGET_ROW (object)->path);
  G_OBJECT_CLASS (qh_target_row_parent_class)->finalize (object);
}

static void
qh_target_row_class_init (QhTargetRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qh_target_row_finalize;
  ADW_ACTION_ROW_CLASS (klass)->activate = qh_target_row_activate;
}

static void
qh_target_row_init (QhTargetRow *self)
{
  GtkWidget *image = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("_New workspace"));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self), TRUE);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 2);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), image);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
}

/**
 * qh_target_row_propose:
 * @name: of the file, without its ending
 *
 * Proposes a file that is not there yet.
 */
void
qh_target_row_propose (QhTargetRow *self, const char *folder, const char *name)
{
  for (guint again = 1;; again++)
    {
      g_autofree char *more = again > 1 ? g_strdup_printf (" %u", again) : g_strdup ("");
      g_autofree char *file = g_strconcat (name, more, ".quehacer", NULL);
      g_autofree char *path = g_build_filename (folder, file, NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
        continue;
      qh_target_row_set_path (self, path);
      return;
    }
}

void
qh_target_row_set_path (QhTargetRow *self, const char *path)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *escaped = g_markup_escape_text (shown, -1);

  g_free (self->path);
  self->path = g_strdup (path);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), escaped);
}

/**
 * qh_target_row_get_path:
 *
 * Returns: (nullable): what was proposed or chosen.
 */
const char *
qh_target_row_get_path (QhTargetRow *self)
{
  return self->path;
}
