/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/qh-dialogs.h"

#include <glib/gi18n-lib.h>

#include "exchange/qh-export.h"

static GtkWindow *
find_window (GtkWidget *from)
{
  GtkRoot *root = from != NULL ? gtk_widget_get_root (from) : NULL;

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* Files */

typedef struct
{
  GtkNativeDialog *dialog; /* held until the response */
  GWeakRef from;
  gboolean has_from;
  QhFileChosen chosen;
  gpointer user_data;
} FileRequest;

static void
response_cb (FileRequest *request,
             int          response)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GtkWidget) from = g_weak_ref_get (&request->from);

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (request->dialog));
  gtk_native_dialog_hide (request->dialog);
  if (from != NULL || !request->has_from)
    request->chosen (file, request->user_data);
  g_object_unref (request->dialog);
  g_weak_ref_clear (&request->from);
  g_free (request);
}

static void
add_filters (GtkFileChooser     *chooser,
             const QhFileFilter *filters)
{
  for (guint i = 0; filters != NULL && filters[i].name != NULL; i++)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
      g_auto (GStrv) patterns = g_strsplit (filters[i].pattern, ";", -1);

      gtk_file_filter_set_name (filter, filters[i].name);
      for (guint p = 0; patterns[p] != NULL; p++)
        gtk_file_filter_add_pattern (filter, patterns[p]);
      gtk_file_chooser_add_filter (chooser, filter);
    }
}

static void
show_chooser (GtkWidget           *from,
              GtkFileChooserAction action,
              const char          *title,
              const char          *accept,
              const QhFileFilter  *filters,
              GFile               *folder,
              const char          *name,
              QhFileChosen         chosen,
              gpointer             user_data)
{
  FileRequest *request = g_new0 (FileRequest, 1);
  GtkFileChooserNative *native = gtk_file_chooser_native_new (title, find_window (from), action, accept, NULL);

  request->dialog = GTK_NATIVE_DIALOG (native);
  g_weak_ref_init (&request->from, from);
  request->has_from = from != NULL;
  request->chosen = chosen;
  request->user_data = user_data;
  add_filters (GTK_FILE_CHOOSER (native), filters);
  if (folder != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (native), folder, NULL);
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (native), name);
  gtk_native_dialog_set_modal (request->dialog, TRUE);
  g_signal_connect_swapped (native, "response", G_CALLBACK (response_cb), request);
  gtk_native_dialog_show (request->dialog);
}

/**
 * qh_dialog_open_file:
 * @from: the widget that asks; @chosen is not called once it is gone
 * @filters: (nullable) (array zero-terminated): kinds of file to offer
 * @folder: (nullable): where to begin
 *
 * Lets a person choose a file that is there.
 */
void
qh_dialog_open_file (GtkWidget          *from,
                     const char         *title,
                     const QhFileFilter *filters,
                     GFile              *folder,
                     QhFileChosen        chosen,
                     gpointer            user_data)
{
  show_chooser (from, GTK_FILE_CHOOSER_ACTION_OPEN, title, _("_Open"), filters, folder, NULL, chosen, user_data);
}

/**
 * qh_dialog_list_export_filters:
 *
 * Returns: (transfer full) (element-type QhFileFilter): a filter for each format
 *   of a data set, ended by a %NULL name.
 */
GArray *
qh_dialog_list_export_filters (void)
{
  GArray *filters = g_array_new (TRUE, TRUE, sizeof (QhFileFilter));
  QhFileFilter filter;

  for (guint i = 0; qh_export_get_format (i, &filter.pattern, &filter.name); i++)
    g_array_append_val (filters, filter);
  return filters;
}

/**
 * qh_dialog_save_file:
 * @from: the widget that asks; @chosen is not called once it is gone
 * @filters: (nullable) (array zero-terminated): kinds of file to offer
 * @folder: (nullable): where to begin
 * @name: the name to propose
 *
 * Lets a person choose where a file is to be written; asks before one is replaced.
 */
void
qh_dialog_save_file (GtkWidget          *from,
                     const char         *title,
                     const QhFileFilter *filters,
                     GFile              *folder,
                     const char         *name,
                     QhFileChosen        chosen,
                     gpointer            user_data)
{
  show_chooser (from, GTK_FILE_CHOOSER_ACTION_SAVE, title, _("_Save"), filters, folder, name, chosen, user_data);
}

/**
 * qh_dialog_choose_folder:
 * @from: the widget that asks; @chosen is not called once it is gone
 * @folder: (nullable): where to begin
 *
 * Lets a person choose a folder, such as one on a drive.
 */
void
qh_dialog_choose_folder (GtkWidget   *from,
                         const char  *title,
                         GFile       *folder,
                         QhFileChosen chosen,
                         gpointer     user_data)
{
  show_chooser (from, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, title, _("_Choose"), NULL, folder, NULL, chosen, user_data);
}

/* Messages */

typedef struct
{
  GtkWindow *dialog;
  QhConfirmed confirmed;
  gpointer user_data;
} Confirmation;

static void
confirm_cb (Confirmation *confirmation,
            const char   *response)
{
  if (!g_str_equal (response, "confirm"))
    return;
  /* What was confirmed may destroy the window below, of which GTK would still think then. */
  gtk_window_set_transient_for (confirmation->dialog, NULL);
  confirmation->confirmed (confirmation->user_data);
}

static void
confirmation_free (gpointer  data,
                   GClosure *closure)
{
  g_free (data);
}

/**
 * qh_dialog_confirm:
 * @action: what the confirming button says, with a mnemonic
 * @destructive: whether it destroys something
 *
 * Asks before something that Undo cannot take back.
 */
void
qh_dialog_confirm (GtkWidget  *from,
                   const char *heading,
                   const char *body,
                   const char *action,
                   gboolean    destructive,
                   QhConfirmed confirmed,
                   gpointer    user_data)
{
  Confirmation *confirmation = g_new0 (Confirmation, 1);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (find_window (from), heading, body));

  confirmation->dialog = GTK_WINDOW (dialog);
  confirmation->confirmed = confirmed;
  confirmation->user_data = user_data;
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "confirm", action, NULL);
  adw_message_dialog_set_response_appearance (dialog, "confirm",
                                              destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, destructive ? "cancel" : "confirm");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (confirm_cb), confirmation, confirmation_free, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

typedef struct
{
  AdwMessageDialog *dialog;
  GtkEditable *entry;
  QhTextGiven given;
  gpointer user_data;
} Asked;

static void
text_typed_cb (Asked *asked)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (asked->entry)));

  adw_message_dialog_set_response_enabled (asked->dialog, "answer", text[0] != '\0');
}

static void
give (Asked      *asked,
        const char *reason)
{
  QhTextGiven given = g_steal_pointer (&asked->given);

  if (given != NULL)
    given (reason, asked->user_data);
}

static void
text_response_cb (Asked      *asked,
                    const char *response)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (asked->entry)));

  /* What is written may destroy the window below, of which GTK would still think then. */
  gtk_window_set_transient_for (GTK_WINDOW (asked->dialog), NULL);
  give (asked, g_str_equal (response, "answer") && text[0] != '\0' ? text : NULL);
}

/* Also where the dialog went without an answer, as at a lock. */
static void
asked_free (gpointer  data,
               GClosure *closure)
{
  give (data, NULL);
  g_free (data);
}

/**
 * qh_dialog_ask_text:
 *
 * Asks for a line of text that must not be empty.
 */
void
qh_dialog_ask_text (GtkWidget        *from,
                    const QhQuestion *question,
                    QhTextGiven       given,
                    gpointer          user_data)
{
  Asked *asked = g_new0 (Asked, 1);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (find_window (from), question->heading, question->body));
  GtkWidget *entry = gtk_entry_new ();

  *asked = (Asked){ dialog, GTK_EDITABLE (entry), given, user_data };
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), question->hint);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, question->hint, -1);
  adw_message_dialog_set_extra_child (dialog, entry);
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "answer", question->action, NULL);
  adw_message_dialog_set_response_appearance (dialog, "answer", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (dialog, "answer", FALSE);
  adw_message_dialog_set_default_response (dialog, "answer");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (text_typed_cb), asked);
  g_signal_connect_data (dialog, "response", G_CALLBACK (text_response_cb), asked, asked_free, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * qh_dialog_ask_reason:
 *
 * Asks why what is signed, or in a closed month, is to be corrected.
 */
void
qh_dialog_ask_reason (GtkWidget  *from,
                      QhTextGiven given,
                      gpointer    user_data)
{
  const QhQuestion question = {
    _("Why is it corrected?"),
    _("This day is signed, or its month is closed. What was signed is kept, and your reason stands beside it."),
    _("Reason, without names"),
    _("C_orrect"),
  };

  qh_dialog_ask_text (from, &question, given, user_data);
}

/**
 * qh_dialog_error:
 * @heading: what did not work
 *
 * Tells of an error that a toast is too short for.
 */
void
qh_dialog_error (GtkWidget    *from,
                 const char   *heading,
                 const GError *error)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (find_window (from), heading, error->message));

  adw_message_dialog_add_response (dialog, "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Progress */

#define BAR_KEY "quehacer-bar"

static void
stop_cb (GtkWidget    *dialog,
         const char   *response,
         GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

/**
 * qh_dialog_progress:
 * @heading: what is under way
 * @cancellable: stops it; cancelled by the person
 *
 * Shows how far something is that takes long. It is closed with gtk_window_destroy().
 *
 * Returns: (transfer none): the dialog; it may be gone before the work is.
 */
GtkWidget *
qh_dialog_progress (GtkWidget    *from,
                    const char   *heading,
                    GCancellable *cancellable)
{
  GtkWidget *dialog = adw_message_dialog_new (find_window (from), heading, NULL);
  GtkWidget *bar = gtk_progress_bar_new ();

  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), bar);
  g_object_set_data (G_OBJECT (dialog), BAR_KEY, bar);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (stop_cb), cancellable, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}

/**
 * qh_dialog_progress_set:
 * @dialog: what qh_dialog_progress() returned
 * @fraction: how far it is, from 0 to 1; less where that is not known
 */
void
qh_dialog_progress_set (GtkWidget *dialog,
                        double     fraction)
{
  GtkProgressBar *bar = g_object_get_data (G_OBJECT (dialog), BAR_KEY);

  if (fraction < 0)
    gtk_progress_bar_pulse (bar);
  else
    gtk_progress_bar_set_fraction (bar, MIN (fraction, 1));
}

/* Toasts */

#define ACTION_SECONDS 10
#define TOAST_KEY "quehacer-toast"

/**
 * qh_toast_add:
 * @from: a widget of the window
 * @toast: (transfer full): what to show
 *
 * Shows a toast over the nearest toast overlay around @from.
 */
void
qh_toast_add (GtkWidget *from,
              AdwToast  *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  else
    g_object_unref (toast);
}

/**
 * qh_toast_show:
 * @text: plain text, not markup
 *
 * Says something briefly.
 */
void
qh_toast_show (GtkWidget  *from,
               const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  qh_toast_add (from, adw_toast_new (escaped));
}

/* A toast that is dismissed while it still comes in is freed under its own
 * animation (libadwaita 1.2), so one that is young says something else instead,
 * and goes a moment later. */
#define YOUNG_MS 700
#define SHOWN_KEY "quehacer-toast-shown"
#define LEAVING_KEY "quehacer-toast-leaving"

static void
forget_toast_cb (GObject  *overlay,
                 AdwToast *toast)
{
  if (g_object_get_data (overlay, TOAST_KEY) == toast)
    g_object_set_data (overlay, TOAST_KEY, NULL);
}

static gboolean
is_young (AdwToast *toast)
{
  const gint64 *shown = g_object_get_data (G_OBJECT (toast), SHOWN_KEY);

  return g_get_monotonic_time () - *shown < YOUNG_MS * 1000;
}

static gboolean
leave_cb (gpointer toast)
{
  if (g_object_get_data (toast, LEAVING_KEY) != NULL)
    adw_toast_dismiss (toast);
  return G_SOURCE_REMOVE;
}

static void
keep_toast (GtkWidget *overlay,
            AdwToast  *toast)
{
  gint64 now = g_get_monotonic_time ();

  g_object_set_data_full (G_OBJECT (toast), SHOWN_KEY, g_memdup2 (&now, sizeof now), g_free);
  g_object_set_data_full (G_OBJECT (overlay), TOAST_KEY, g_object_ref (toast), g_object_unref);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (forget_toast_cb), overlay, G_CONNECT_SWAPPED);
}

/**
 * qh_toast_show_action:
 * @text: plain text, not markup
 * @label: what the button says
 * @action: what it does
 * @target: (nullable): for what; a floating reference is taken
 *
 * Says something, with a button. The toast with a button that was there before
 * gives way, or this one would wait for its end.
 */
void
qh_toast_show_action (GtkWidget  *from,
                      const char *text,
                      const char *label,
                      const char *action,
                      GVariant   *target)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autoptr (GVariant) taken = target != NULL ? g_variant_ref_sink (target) : NULL;
  GtkWidget *overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);
  AdwToast *before = overlay != NULL ? g_object_get_data (G_OBJECT (overlay), TOAST_KEY) : NULL;
  gboolean again = before != NULL && is_young (before);
  AdwToast *toast = again ? before : adw_toast_new (escaped);

  adw_toast_set_title (toast, escaped);
  adw_toast_set_button_label (toast, label);
  adw_toast_set_action_name (toast, NULL); /* it must never be that of the other target */
  adw_toast_set_action_target_value (toast, taken);
  adw_toast_set_action_name (toast, action);
  adw_toast_set_timeout (toast, ACTION_SECONDS);
  g_object_set_data (G_OBJECT (toast), LEAVING_KEY, NULL);
  if (again)
    return;
  qh_toast_dismiss (from);
  if (overlay != NULL)
    keep_toast (overlay, toast);
  qh_toast_add (from, toast);
}

/**
 * qh_toast_show_undo:
 * @text: what was done; plain text, not markup
 * @sequence: the place in the log of the change that did it; 0 when nothing was changed
 *
 * Says what was done, with a button that takes it back.
 */
void
qh_toast_show_undo (GtkWidget  *from,
                    const char *text,
                    gint64      sequence)
{
  if (sequence != 0)
    qh_toast_show_action (from, text, _("Undo"), "win.take-back", g_variant_new_int64 (sequence));
}

/**
 * qh_toast_dismiss:
 *
 * Takes away the toast with a button: what it offers was done otherwise.
 */
void
qh_toast_dismiss (GtkWidget *from)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);
  AdwToast *toast = overlay != NULL ? g_object_get_data (G_OBJECT (overlay), TOAST_KEY) : NULL;

  if (toast == NULL)
    return;
  if (is_young (toast))
    {
      adw_toast_set_button_label (toast, NULL);
      g_object_set_data (G_OBJECT (toast), LEAVING_KEY, toast);
      g_timeout_add_full (G_PRIORITY_DEFAULT, YOUNG_MS, leave_cb, g_object_ref (toast), g_object_unref);
      return;
    }
  adw_toast_dismiss (toast); /* which lets the overlay forget it */
}
