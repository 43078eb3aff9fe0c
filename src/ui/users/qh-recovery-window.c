/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/users/qh-recovery-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "report/qh-recovery-sheet.h"
#include "ui/qh-dialogs.h"
#include "vault/qh-seal.h"

#define COLUMNS 3

/**
 * QhRecoveryWindow:
 *
 * Shows the words of a recovery key, the only time that they can be seen, and
 * saves the sheet to be printed. It stays until somebody says that they have
 * them on paper.
 */
struct _QhRecoveryWindow
{
  AdwWindow parent_instance;

  GtkGrid *grid;
  GtkLabel *note;
  GtkWidget *save;
  GtkLabel *saved;
  GtkCheckButton *kept;
  GtkWidget *done;

  char *unit;
  char *words;
};

G_DEFINE_FINAL_TYPE (QhRecoveryWindow, qh_recovery_window, ADW_TYPE_WINDOW)

enum
{
  ACKNOWLEDGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
wipe (char *text)
{
  if (text != NULL)
    qh_wipe (text, strlen (text));
  g_free (text);
}

/* The sheet */

typedef struct
{
  char *path;
  char *unit;
  char *words;
} Sheet;

static void
sheet_free (gpointer data)
{
  Sheet *sheet = data;

  g_free (sheet->path);
  g_free (sheet->unit);
  wipe (sheet->words);
  g_free (sheet);
}

static void
save_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Sheet *sheet = data;
  GError *error = NULL;

  if (qh_recovery_sheet_save (sheet->path, sheet->unit, qh_day_today (), sheet->words, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  QhRecoveryWindow *self = QH_RECOVERY_WINDOW (source);
  const Sheet *sheet = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_filename_display_basename (sheet->path);
  g_autofree char *text = NULL;

  gtk_widget_set_sensitive (self->save, TRUE);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (gtk_widget_get_mapped (GTK_WIDGET (self)))
        qh_dialog_error (GTK_WIDGET (self), _ ("The recovery sheet was not saved"), error);
      return;
    }
  text = g_strdup_printf (_ ("Saved as “%s”. Print it, keep it under lock and delete the file."),
                          name);
  gtk_label_set_text (self->saved, text);
  gtk_widget_set_visible (GTK_WIDGET (self->saved), TRUE);
}

static void
file_chosen_cb (GFile *file, gpointer user_data)
{
  if (file != NULL)
    qh_recovery_window_save (user_data, file);
}

static void
save_cb (QhRecoveryWindow *self)
{
  const QhFileFilter filters[] = { { _ ("PDF documents"), "*.pdf" }, { NULL, NULL } };

  qh_dialog_save_file (GTK_WIDGET (self),
                       _ ("Save Recovery Sheet"),
                       filters,
                       NULL,
                       _ ("Recovery sheet.pdf"),
                       file_chosen_cb,
                       self);
}

/* The words */

static void
add_word (QhRecoveryWindow *self, guint n, guint n_rows, const char *word)
{
  g_autofree char *numbered = g_strdup_printf ("%u", n + 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *number = gtk_label_new (numbered);
  GtkWidget *label = gtk_label_new (word);

  gtk_label_set_width_chars (GTK_LABEL (number), 2);
  gtk_label_set_xalign (GTK_LABEL (number), 1);
  gtk_widget_add_css_class (number, "dim-label");
  gtk_widget_add_css_class (number, "numeric");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "monospace");
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), label);
  gtk_grid_attach (self->grid, box, (int)(n / n_rows), (int)(n % n_rows), 1, 1);
}

static void
show_words (QhRecoveryWindow *self)
{
  g_auto (GStrv) list = g_strsplit (self->words, " ", -1);
  guint n_words = g_strv_length (list);

  for (guint i = 0; i < n_words; i++)
    {
      add_word (self, i, (n_words + COLUMNS - 1) / COLUMNS, list[i]);
      qh_wipe (list[i], strlen (list[i]));
    }
}

static void
kept_cb (QhRecoveryWindow *self)
{
  gtk_widget_set_sensitive (self->done, gtk_check_button_get_active (self->kept));
}

static void
done_cb (QhRecoveryWindow *self)
{
  g_autoptr (QhRecoveryWindow) hold = g_object_ref (self);

  gtk_window_destroy (GTK_WINDOW (self));
  g_signal_emit (self, signals[ACKNOWLEDGED], 0);
}

/* Only “Done” closes it; a lock destroys it. */
static gboolean
qh_recovery_window_close_request (GtkWindow *window)
{
  gtk_widget_grab_focus (GTK_WIDGET (QH_RECOVERY_WINDOW (window)->kept));
  return TRUE;
}

static void
qh_recovery_window_finalize (GObject *object)
{
  QhRecoveryWindow *self = QH_RECOVERY_WINDOW (object);

  g_free (self->unit);
  wipe (self->words);
  G_OBJECT_CLASS (qh_recovery_window_parent_class)->finalize (object);
}

static void
qh_recovery_window_class_init (QhRecoveryWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = qh_recovery_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = qh_recovery_window_close_request;

  /**
   * QhRecoveryWindow::acknowledged:
   *
   * Somebody has the words on paper; the window is closed.
   */
  signals[ACKNOWLEDGED] = g_signal_new ("acknowledged",
                                        QH_TYPE_RECOVERY_WINDOW,
                                        G_SIGNAL_RUN_LAST,
                                        0,
                                        NULL,
                                        NULL,
                                        NULL,
                                        G_TYPE_NONE,
                                        0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/quehacer/Quehacer/users/qh-recovery-window.ui");
  gtk_widget_class_bind_template_child (widget_class, QhRecoveryWindow, grid);
  gtk_widget_class_bind_template_child (widget_class, QhRecoveryWindow, note);
  gtk_widget_class_bind_template_child (widget_class, QhRecoveryWindow, save);
  gtk_widget_class_bind_template_child (widget_class, QhRecoveryWindow, saved);
  gtk_widget_class_bind_template_child (widget_class, QhRecoveryWindow, kept);
  gtk_widget_class_bind_template_child (widget_class, QhRecoveryWindow, done);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, kept_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
}

static void
qh_recovery_window_init (QhRecoveryWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_recovery_window_open:
 * @from: the widget that opens it
 * @unit: whose workspace it is
 * @words: (transfer full): of qh_store_take_recovery_words()
 *
 * Returns: (transfer none): the window.
 */
QhRecoveryWindow *
qh_recovery_window_open (GtkWidget *from, const char *unit, char *words)
{
  QhRecoveryWindow *self
    = g_object_new (QH_TYPE_RECOVERY_WINDOW, "transient-for", gtk_widget_get_root (from), NULL);

  self->unit = g_strdup (unit);
  self->words = words;
  show_words (self);
  gtk_window_set_focus (GTK_WINDOW (self), self->save);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

/**
 * qh_recovery_window_set_note:
 *
 * Says below the words what else there is to know about this key.
 */
void
qh_recovery_window_set_note (QhRecoveryWindow *self, const char *note)
{
  gtk_label_set_text (self->note, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note), TRUE);
}

/**
 * qh_recovery_window_save:
 * @file: a PDF file
 *
 * Saves the sheet on a worker and says so.
 */
void
qh_recovery_window_save (QhRecoveryWindow *self, GFile *file)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, saved_cb, NULL);
  Sheet *sheet = g_new0 (Sheet, 1);

  sheet->path = g_file_get_path (file);
  sheet->unit = g_strdup (self->unit);
  sheet->words = g_strdup (self->words);
  gtk_widget_set_sensitive (self->save, FALSE);
  g_task_set_task_data (task, sheet, sheet_free);
  g_task_run_in_thread (task, save_in_thread);
}
