/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/charts/qh-share-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "report/qh-card.h"
#include "ui/charts/qh-saved-toast.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-event-log.h"

/* So long after the last letter of the title the picture is painted anew. */
#define PAINT_AFTER 200

/**
 * QhShareWindow:
 *
 * A chart or an indicator as a picture for sharing: what, of which size, under which
 * title, as it will be; with the words for who does not see it.
 */
struct _QhShareWindow
{
  AdwWindow parent_instance;

  AdwComboRow *what;
  AdwEntryRow *title;
  AdwComboRow *size;
  AdwComboRow *format;
  GtkLabel *words;
  GtkLabel *problem;
  GtkPicture *picture;

  QhSession *session;
  QhChartData *data;
  char *name;
  QhDay from;
  QhDay to;
  gint64 worker;
  guint least;

  GPtrArray *codes; /* of the indicators that can be chosen, after the chart itself */
  QhCard *card;     /* what is chosen; NULL while it is made, and where it cannot be */
  gboolean listed;
  guint paint_source;
  GCancellable *making;
  GCancellable *painting;
};

G_DEFINE_FINAL_TYPE (QhShareWindow, qh_share_window, ADW_TYPE_WINDOW)

static const char *const endings[] = { "png", "svg" };

/* The indicator that is chosen, or NULL for the chart. */
static const char *
get_code (QhShareWindow *self)
{
  guint at = adw_combo_row_get_selected (self->what);

  return at > 0 && at != GTK_INVALID_LIST_POSITION && at <= self->codes->len ? g_ptr_array_index (self->codes, at - 1) : NULL;
}

static const char *
get_ending (QhShareWindow *self)
{
  return endings[adw_combo_row_get_selected (self->format) == 1 ? 1 : 0];
}

static void
get_size (QhShareWindow *self, int *width, int *height)
{
  guint at = MIN (adw_combo_row_get_selected (self->size), 2u);

  qh_chart_poster_read_size (qh_chart_poster_list_sizes ()[at], width, height, NULL);
}

/* The card with the title that is written. */
static QhCard *
dup_card (QhShareWindow *self)
{
  QhCard *card = qh_card_copy (self->card);
  const char *title = gtk_editable_get_text (GTK_EDITABLE (self->title));

  g_free (card->title);
  card->title = title[0] != '\0' ? g_strdup (title) : NULL;
  return card;
}

static void
show_problem (QhShareWindow *self, const char *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->picture), text == NULL);
}

static void
update_actions (QhShareWindow *self)
{
  static const char *const actions[] = { "share.save", "share.copy-picture", "share.copy-words" };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], self->card != NULL);
}

/* Painting, on a worker */

typedef struct
{
  QhCard *card;
  QhChartFormat format;
  int width;
  int height;
  char *path; /* to be saved, or NULL for the window */
} Painting;

static void
painting_free (gpointer data)
{
  Painting *painting = data;

  qh_card_free (painting->card);
  g_free (painting->path);
  g_free (painting);
}

static void
paint_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Painting *painting = data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = qh_card_to_bytes (painting->card, painting->format, painting->width, painting->height, &error);

  if (bytes == NULL || (painting->path != NULL && !qh_chart_save_bytes (bytes, painting->path, &error)))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&bytes), (GDestroyNotify)g_bytes_unref);
}

static void
start_painting (QhShareWindow *self, QhChartFormat format, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, NULL);
  Painting *painting = g_new0 (Painting, 1);

  painting->card = dup_card (self);
  painting->format = format;
  painting->path = g_strdup (path);
  get_size (self, &painting->width, &painting->height);
  g_task_set_task_data (task, painting, painting_free);
  g_task_run_in_thread (task, paint_in_thread);
}

static void
painted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhShareWindow *self = QH_SHARE_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (GdkTexture) texture = bytes != NULL ? gdk_texture_new_from_bytes (bytes, &error) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->card == NULL)
    return;
  if (texture == NULL)
    {
      show_problem (self, error->message);
      return;
    }
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  show_problem (self, NULL);
}

/* The picture and the words, as they will be. */
static void
show_card (QhShareWindow *self)
{
  g_autoptr (QhCard) card = NULL;
  g_autofree char *words = NULL;

  g_cancellable_cancel (self->painting);
  g_clear_object (&self->painting);
  update_actions (self);
  if (self->card == NULL)
    return;
  card = dup_card (self);
  words = qh_card_describe (card);
  gtk_label_set_text (self->words, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  self->painting = g_cancellable_new ();
  start_painting (self, QH_CHART_PNG, NULL, self->painting, painted_cb);
}

static gboolean
paint_cb (gpointer data)
{
  QhShareWindow *self = data;

  self->paint_source = 0;
  show_card (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (QhShareWindow *self)
{
  g_clear_handle_id (&self->paint_source, g_source_remove);
  self->paint_source = g_timeout_add (PAINT_AFTER, paint_cb, self);
}

/* Making the card, on a worker: it reads the file */

typedef struct
{
  QhChartData *data;
  char *code;
  QhDay from;
  QhDay to;
  gint64 worker;
  guint least;
  gboolean list;
  GPtrArray *indicators; /* (out): where they were to be listed */
} Making;

static void
making_free (gpointer data)
{
  Making *making = data;

  qh_chart_data_unref (making->data);
  g_free (making->code);
  g_clear_pointer (&making->indicators, g_ptr_array_unref);
  g_free (making);
}

static void
make_in_thread (GTask *task, gpointer store, gpointer data, GCancellable *cancellable)
{
  Making *making = data;
  GError *error = NULL;
  QhCard *card;

  if (making->list)
    making->indicators = qh_indicators_list (store, NULL);
  if (making->code == NULL)
    card = qh_card_new (store, making->data);
  else
    card = qh_card_new_indicator (
      store, making->code, making->worker, making->from, making->to, making->least, &error);
  if (card != NULL)
    g_task_return_pointer (task, card, (GDestroyNotify)qh_card_free);
  else
    g_task_return_error (task, error);
}

/* The chart first, then the indicators by their names. */
static void
list_indicators (QhShareWindow *self, GPtrArray *indicators)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->listed = TRUE;
  /* Translators: of what a picture for sharing is: the chart from which it was asked for */
  gtk_string_list_append (names, _ ("This chart"));
  for (guint i = 0; indicators != NULL && i < indicators->len; i++)
    {
      const QhIndicator *indicator = g_ptr_array_index (indicators, i);

      gtk_string_list_append (names, qh_labels_get (indicator->labels, qh_session_get_language (self->session)));
      g_ptr_array_add (self->codes, g_strdup (indicator->code));
    }
  adw_combo_row_set_model (self->what, G_LIST_MODEL (names));
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (QhShareWindow) self = data;
  Making *making = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  QhCard *card = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    {
      qh_card_free (card);
      return;
    }
  if (!self->listed)
    list_indicators (self, making->indicators);
  g_clear_pointer (&self->card, qh_card_free);
  self->card = card;
  if (card == NULL)
    {
      gtk_label_set_text (self->words, "");
      show_problem (self, error->message);
      update_actions (self);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->title), card->data->title != NULL ? card->data->title : "");
  show_card (self);
}

static void
make (QhShareWindow *self)
{
  g_autoptr (GTask) task = NULL;
  Making *making = g_new0 (Making, 1);

  g_cancellable_cancel (self->making);
  g_clear_object (&self->making);
  self->making = g_cancellable_new ();
  making->data = qh_chart_data_ref (self->data);
  making->code = g_strdup (get_code (self));
  making->from = self->from;
  making->to = self->to;
  making->worker = self->worker;
  making->least = self->least;
  making->list = !self->listed;
  task = g_task_new (qh_session_get_store (self->session), self->making, made_cb, g_object_ref (self));
  g_task_set_task_data (task, making, making_free);
  g_task_run_in_thread (task, make_in_thread);
}

static void
what_cb (QhShareWindow *self)
{
  if (self->listed && self->session != NULL)
    make (self);
}

/* Out of the program */

static void
tell_export (QhShareWindow *self, const char *as)
{
  const char *code = get_code (self);
  g_autofree char *detail = g_strdup_printf ("%s, %s", as, code != NULL ? code : self->name);

  if (qh_session_get_store (self->session) != NULL)
    qh_event_log_export (qh_session_get_store (self->session), detail);
}

static void
copy_words (QhShareWindow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_text (self->words));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhShareWindow *self = QH_SHARE_WINDOW (source);
  const Painting *painting = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), &error);

  if (bytes == NULL)
    {
      qh_dialog_error (GTK_WIDGET (self), _ ("The card could not be saved"), error);
      return;
    }
  {
    g_autoptr (GFile) file = g_file_new_for_path (painting->path);
    g_autofree char *name = g_path_get_basename (painting->path);
    /* Translators: %s is a file's name */
    g_autofree char *text = g_strdup_printf (_ ("The card is in “%s”. Its text was copied: paste it as the description."), name);

    if (self->session == NULL)
      return;
    copy_words (self);
    tell_export (self, strrchr (name, '.') + 1);
    qh_saved_toast_show (GTK_WIDGET (self->picture), text, file);
  }
}

/**
 * qh_share_window_is_ready:
 *
 * Returns: whether what is chosen can be saved
 */
gboolean
qh_share_window_is_ready (QhShareWindow *self)
{
  return self->card != NULL && gtk_picture_get_paintable (self->picture) != NULL;
}

/**
 * qh_share_window_save_to:
 * @file: its ending says as what: .png or .svg
 *
 * Saves the card, and puts its words on the clipboard.
 */
void
qh_share_window_save_to (QhShareWindow *self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GError) error = NULL;
  QhChartFormat format;

  if (path == NULL || !qh_chart_format_from_path (path, &format, &error))
    {
      if (error == NULL)
        error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _ ("The folder is not on this computer. Choose one that is."));
      qh_dialog_error (GTK_WIDGET (self), _ ("The card could not be saved"), error);
      return;
    }
  if (self->card != NULL)
    start_painting (self, format, path, NULL, saved_cb);
}

static void
file_chosen_cb (GFile *file, gpointer data)
{
  g_autoptr (QhShareWindow) self = data;

  if (file != NULL && self->session != NULL)
    qh_share_window_save_to (self, file);
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhShareWindow *self = QH_SHARE_WINDOW (widget);
  const char *ending = get_ending (self);
  const char *title = gtk_editable_get_text (GTK_EDITABLE (self->title));
  g_autofree char *pattern = g_strconcat ("*.", ending, NULL);
  g_autofree char *kind = g_ascii_strup (ending, -1);
  g_autofree char *name = g_strdup_printf ("%s.%s", title[0] != '\0' ? title : self->name, ending);
  const QhFileFilter filters[] = { { kind, pattern }, { NULL, NULL } };

  qh_dialog_save_file (widget, _ ("Save Card"), filters, NULL, g_strdelimit (name, "/\\", '-'), file_chosen_cb, g_object_ref (self));
}

static void
copy_picture_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhShareWindow *self = QH_SHARE_WINDOW (widget);
  GdkPaintable *picture = gtk_picture_get_paintable (self->picture);

  if (!GDK_IS_TEXTURE (picture))
    return;
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (widget), GDK_TEXTURE (picture));
  tell_export (self, "png");
  qh_toast_show (GTK_WIDGET (self->picture), _ ("The picture was copied."));
}

static void
copy_words_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhShareWindow *self = QH_SHARE_WINDOW (widget);

  copy_words (self);
  tell_export (self, "text");
  qh_toast_show (GTK_WIDGET (self->picture), _ ("The text was copied."));
}

static void
close_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
closing_cb (QhShareWindow *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
qh_share_window_dispose (GObject *object)
{
  QhShareWindow *self = QH_SHARE_WINDOW (object);

  g_clear_handle_id (&self->paint_source, g_source_remove);
  g_cancellable_cancel (self->making);
  g_clear_object (&self->making);
  g_cancellable_cancel (self->painting);
  g_clear_object (&self->painting);
  g_clear_pointer (&self->card, qh_card_free);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (qh_share_window_parent_class)->dispose (object);
}

static void
qh_share_window_finalize (GObject *object)
{
  QhShareWindow *self = QH_SHARE_WINDOW (object);

  g_clear_pointer (&self->data, qh_chart_data_unref);
  g_ptr_array_unref (self->codes);
  g_free (self->name);
  G_OBJECT_CLASS (qh_share_window_parent_class)->finalize (object);
}

static void
qh_share_window_class_init (QhShareWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_share_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = qh_share_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/charts/qh-share-window.ui");
  gtk_widget_class_bind_template_child (widget_class, QhShareWindow, what);
  gtk_widget_class_bind_template_child (widget_class, QhShareWindow, title);
  gtk_widget_class_bind_template_child (widget_class, QhShareWindow, size);
  gtk_widget_class_bind_template_child (widget_class, QhShareWindow, format);
  gtk_widget_class_bind_template_child (widget_class, QhShareWindow, words);
  gtk_widget_class_bind_template_child (widget_class, QhShareWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, QhShareWindow, picture);
  gtk_widget_class_bind_template_callback (widget_class, what_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_install_action (widget_class, "share.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "share.copy-picture", NULL, copy_picture_cb);
  gtk_widget_class_install_action (widget_class, "share.copy-words", NULL, copy_words_cb);
  gtk_widget_class_install_action (widget_class, "share.close", NULL, close_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "share.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "share.copy-picture", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "share.close", NULL);
}

static void
qh_share_window_init (QhShareWindow *self)
{
  self->codes = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  update_actions (self);
}

/**
 * qh_share_window_open:
 * @from: where it was asked for
 * @subject: what is shared at first
 *
 * Returns: (transfer none): the window, which shows.
 */
QhShareWindow *
qh_share_window_open (GtkWidget *from, QhSession *session, const QhShareSubject *subject)
{
  QhShareWindow *self = g_object_new (QH_TYPE_SHARE_WINDOW, NULL);
  GtkRoot *root = gtk_widget_get_root (from);

  self->session = g_object_ref (session);
  self->data = qh_chart_data_ref (subject->data);
  self->name = g_strdup (subject->name);
  self->from = subject->from;
  self->to = subject->to;
  self->worker = subject->worker;
  self->least = subject->least;
  g_signal_connect_object (session, "closing", G_CALLBACK (closing_cb), self, G_CONNECT_SWAPPED);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  make (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->title));
  return self;
}
