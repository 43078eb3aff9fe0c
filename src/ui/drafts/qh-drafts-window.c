/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/drafts/qh-drafts-window.h"

#include <glib/gi18n-lib.h>

#include "ui/forms/qh-draft-keeper.h"
#include "ui/qh-dialogs.h"

struct _QhDraftsWindow
{
  AdwWindow parent_instance;

  GtkListBox *list;
  GtkLabel *explanation;

  QhSession *session;
};

enum
{
  CONTINUE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhDraftsWindow, qh_drafts_window, ADW_TYPE_WINDOW)

/* Words */

/* What is kept as a definition, by what it defines. */
static const struct
{
  const char *form;
  const char *label;
} forms[] = {
  { QH_DRAFT_FORM_REPORT, N_("Report template") },
  { QH_DRAFT_FORM_BOARD, N_("Board") },
  { QH_DRAFT_FORM_SHEET, N_("Sheet of results") },
  { QH_DRAFT_FORM_INDICATOR, N_("Indicator") },
};

static char *
name_form (QhDraftsWindow *self,
           const QhDraft  *draft)
{
  const QhRecord *record;

  if (draft->records == NULL)
    return g_strdup (_("A draft that cannot be opened"));
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_strcmp0 (draft->form, forms[i].form) == 0)
      return g_strdup (_(forms[i].label));
  record = g_ptr_array_index (draft->records, 0);
  return g_strdup (qh_kind_get_label (record->kind, qh_session_get_language (self->session)));
}

/* What tells one draft from another: the type, the case, or whose name it has. */
static char *
name_content (QhDraftsWindow *self,
              const QhDraft  *draft)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const QhRecord *record = g_ptr_array_index (draft->records, 0);
  static const char *const texts[] = { "name", "task", "request" };

  if (draft->rows == NULL && qh_kind_find_field (record->kind, "type") != NULL && qh_record_get_integer (record, "type") != 0)
    g_ptr_array_add (parts, g_strdup (qh_session_get_label (self->session, qh_record_get_integer (record, "type"))));
  for (guint i = 0; draft->rows == NULL && i < G_N_ELEMENTS (texts); i++)
    if (qh_kind_find_field (record->kind, texts[i]) != NULL && qh_record_is_set (record, texts[i]))
      g_ptr_array_add (parts, g_strdup (qh_record_get_text (record, texts[i])));
  if (qh_kind_find_field (record->kind, "case") != NULL && qh_record_get_integer (record, "case") != 0)
    g_ptr_array_add (parts, qh_session_dup_case_title (self->session, qh_record_get_integer (record, "case")));
  if (draft->rows != NULL && draft->rows[0] != NULL && draft->rows[0][0] != '\0')
    g_ptr_array_add (parts, g_strdup (draft->rows[0]));
  if (record->kind->number == QH_KIND_CASE && draft->records->len > 1)
    g_ptr_array_add (parts, qh_person_dup_name (g_ptr_array_index (draft->records, 1)));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static char *
name_time (const QhDraft *draft)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (draft->saved / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);

  /* Translators: when a draft was typed, as strftime writes it: 26 November, 14:03 */
  return g_date_time_format (local, _("%-d %B, %H:%M"));
}

static void
describe (QhDraftsWindow *self,
          GtkWidget      *row,
          const QhDraft  *draft)
{
  g_autofree char *form = name_form (self, draft);
  g_autofree char *content = draft->records != NULL ? name_content (self, draft) : g_strdup (_("The passphrase was recovered since, or the file is damaged."));
  g_autofree char *time = name_time (draft);
  g_autofree char *subtitle = content[0] != '\0' ? g_strconcat (time, " · ", content, NULL) : g_strdup (time);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), form);
  g_autofree char *escaped = g_markup_escape_text (subtitle, -1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
}

/* Rows */

/* Enter goes on with the first. */
static void
focus_first (QhDraftsWindow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
}

static void
remove_row (QhDraftsWindow *self,
            GtkWidget      *row)
{
  gtk_list_box_remove (self->list, row);
  if (gtk_list_box_get_row_at_index (self->list, 0) == NULL)
    gtk_window_destroy (GTK_WINDOW (self));
  else
    focus_first (self);
}

static GtkWidget *
row_of (GtkWidget *button)
{
  return gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW);
}

static void
continue_cb (QhDraftsWindow *self,
             GtkWidget      *button)
{
  GtkWidget *row = row_of (button);
  g_autoptr (QhDraft) draft = g_object_steal_data (G_OBJECT (row), "draft");
  g_autoptr (QhDraftsWindow) hold = g_object_ref (self);

  remove_row (self, row);
  g_signal_emit (self, signals[CONTINUE], 0, draft);
}

static void
discarded_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GtkWidget) row = data;
  GtkWidget *self = gtk_widget_get_ancestor (row, QH_TYPE_DRAFTS_WINDOW);
  g_autoptr (GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  if (self == NULL)
    return;
  if (done)
    {
      remove_row (QH_DRAFTS_WINDOW (self), row);
      return;
    }
  gtk_widget_set_sensitive (row, TRUE);
  qh_dialog_error (self, _("The draft could not be discarded"), error);
}

static void
discard_in_thread (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  const gint64 *id = data;
  GError *error = NULL;

  if (qh_drafts_discard (source, *id, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
discard_cb (QhDraftsWindow *self,
            GtkWidget      *button)
{
  GtkWidget *row = row_of (button);
  const QhDraft *draft = g_object_get_data (G_OBJECT (row), "draft");
  QhStore *store = qh_session_get_store (self->session);
  g_autoptr (GTask) task = NULL;

  if (store == NULL)
    return;
  gtk_widget_set_sensitive (row, FALSE);
  task = g_task_new (store, NULL, discarded_cb, g_object_ref (row));
  g_task_set_task_data (task, g_memdup2 (&draft->id, sizeof draft->id), g_free);
  g_task_run_in_thread (task, discard_in_thread);
}

static GtkWidget *
add_button (QhDraftsWindow *self,
            GtkWidget      *row,
            const char     *words,
            GCallback       callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (words);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static void
add_draft (QhDraftsWindow *self,
           QhDraft        *draft)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button;

  describe (self, row, draft);
  button = add_button (self, row, _("Discard"), G_CALLBACK (discard_cb));
  gtk_widget_add_css_class (button, "flat");
  if (draft->records != NULL)
    {
      button = add_button (self, row, _("Continue"), G_CALLBACK (continue_cb));
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
    }
  g_object_set_data_full (G_OBJECT (row), "draft", draft, (GDestroyNotify) qh_draft_free);
  gtk_list_box_append (self->list, row);
}

static void
qh_drafts_window_dispose (GObject *object)
{
  g_clear_object (&QH_DRAFTS_WINDOW (object)->session);
  G_OBJECT_CLASS (qh_drafts_window_parent_class)->dispose (object);
}

static void
qh_drafts_window_class_init (QhDraftsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_drafts_window_dispose;

  /**
   * QhDraftsWindow::continue:
   * @draft: (type gpointer): the #QhDraft whose form is to be opened
   */
  signals[CONTINUE] = g_signal_new ("continue", QH_TYPE_DRAFTS_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/drafts/qh-drafts-window.ui");
  gtk_widget_class_bind_template_child (widget_class, QhDraftsWindow, list);
  gtk_widget_class_bind_template_child (widget_class, QhDraftsWindow, explanation);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
qh_drafts_window_init (QhDraftsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_drafts_window_new:
 * @parent: the window over which it shows
 * @drafts: (transfer full) (element-type QhDraft): what is offered; at least one
 *
 * Returns: (transfer none): the window, to be presented.
 */
GtkWidget *
qh_drafts_window_new (GtkWindow *parent,
                      QhSession *session,
                      GPtrArray *drafts)
{
  QhDraftsWindow *self = g_object_new (QH_TYPE_DRAFTS_WINDOW, "transient-for", parent, NULL);
  g_autofree char *words
    = g_strdup_printf (ngettext ("%d form was not saved when the program was last closed or locked. Go on with it, or discard it.",
                                 "%d forms were not saved when the program was last closed or locked. Go on with each, or discard it.", drafts->len),
                       (int) drafts->len);

  self->session = g_object_ref (session);
  gtk_label_set_text (self->explanation, words);
  g_ptr_array_set_free_func (drafts, NULL);
  for (guint i = 0; i < drafts->len; i++)
    add_draft (self, g_ptr_array_index (drafts, i));
  g_ptr_array_unref (drafts);
  focus_first (self);
  return GTK_WIDGET (self);
}
