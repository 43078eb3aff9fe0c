/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/explore/qh-sheet-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "research/qh-sheet.h"
#include "ui/explore/qh-answer-view.h"
#include "ui/explore/qh-explore-page-private.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-event-log.h"
#include "ui/qh-print.h"
#include "ui/widgets/qh-tooltip.h"

/**
 * QhSheetWindow:
 *
 * The sheet of results: what was put onto it, in its order, with a note beside each.
 */
struct _QhSheetWindow
{
  AdwWindow parent_instance;

  GtkWidget *overlay;
  GtkBox *list;
  QhExplorePage *page; /* the sheet is the page's */
  gboolean shown;
};

G_DEFINE_FINAL_TYPE (QhSheetWindow, qh_sheet_window, ADW_TYPE_WINDOW)

static void show (QhSheetWindow *self);

static QhSheet *
get_sheet (QhSheetWindow *self)
{
  return qh_explore_page_get_sheet (self->page);
}

static QhStore *
get_store (QhSheetWindow *self)
{
  return self->page->session != NULL ? qh_session_get_store (self->page->session) : NULL;
}

/* Where something is said: on the page once the window is closed. */
static GtkWidget *
get_place (QhSheetWindow *self)
{
  return gtk_widget_get_mapped (GTK_WIDGET (self)) ? GTK_WIDGET (self) : GTK_WIDGET (self->page);
}

/* In the window, unless it was closed meanwhile. */
static void
tell (QhSheetWindow *self, const char *words)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    qh_toast_show (GTK_WIDGET (self->list), words);
}

/* Answers */

static guint
find_answer (QhSheetWindow *self, gpointer widget)
{
  guint at = 0;

  g_ptr_array_find (get_sheet (self)->answers, g_object_get_data (widget, "answer"), &at);
  return at;
}

static void
remove_cb (QhSheetWindow *self, GtkButton *button)
{
  g_ptr_array_remove_index (get_sheet (self)->answers, find_answer (self, button));
  qh_explore_page_keep_sheet (self->page);
  show (self);
}

static void
up_cb (QhSheetWindow *self, GtkButton *button)
{
  guint at = find_answer (self, button);

  if (at == 0)
    return;
  qh_sheet_move (get_sheet (self), at, at - 1);
  qh_explore_page_keep_sheet (self->page);
  show (self);
}

static void
note_cb (QhSheetWindow *self, GtkEditable *entry)
{
  QhAnswer *answer = g_object_get_data (G_OBJECT (entry), "answer");

  g_free (answer->note);
  answer->note = g_strdup (gtk_editable_get_text (entry));
  qh_explore_page_keep_sheet (self->page);
}

static GtkWidget *
make_button (QhSheetWindow *self,
             const QhAnswer *answer,
             const char *icon,
             const char *words,
             GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *name = g_strdup_printf ("%s: %s", words, answer->subtitle);

  gtk_widget_add_css_class (button, "flat");
  qh_tooltip_set (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "answer", (gpointer)answer);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

static GtkWidget *
make_row (QhSheetWindow *self, const QhAnswer *answer)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6),
            *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *note = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (note), answer->note != NULL ? answer->note : "");
  gtk_entry_set_placeholder_text (GTK_ENTRY (note), _ ("Note"));
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (note), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Note"), -1);
  gtk_widget_set_hexpand (note, TRUE);
  g_object_set_data (G_OBJECT (note), "answer", (gpointer)answer);
  g_signal_connect_swapped (note, "changed", G_CALLBACK (note_cb), self);
  gtk_box_append (GTK_BOX (buttons), note);
  gtk_box_append (GTK_BOX (buttons),
                  make_button (self, answer, "go-up-symbolic", _ ("Move up"), G_CALLBACK (up_cb)));
  gtk_box_append (
    GTK_BOX (buttons),
    make_button (
      self, answer, "user-trash-symbolic", _ ("Take off the sheet"), G_CALLBACK (remove_cb)));
  gtk_box_append (GTK_BOX (box), qh_answer_view_new (answer));
  gtk_box_append (GTK_BOX (box), buttons);
  return box;
}

static void
show (QhSheetWindow *self)
{
  const QhSheet *sheet = get_sheet (self);
  GtkWidget *child;

  if (!gtk_widget_get_visible (GTK_WIDGET (self)) && self->shown)
    return; /* closed meanwhile */
  self->shown = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_box_remove (self->list, child);
  for (guint i = 0; i < sheet->answers->len; i++)
    gtk_box_append (self->list, make_row (self, g_ptr_array_index (sheet->answers, i)));
  if (sheet->answers->len == 0)
    {
      GtkWidget *empty = adw_status_page_new ();

      adw_status_page_set_title (ADW_STATUS_PAGE (empty), _ ("Nothing on the sheet"));
      adw_status_page_set_description (
        ADW_STATUS_PAGE (empty),
        _ ("Ctrl+Enter in Explore adds what shows, or open a sheet that was saved."));
      gtk_box_append (self->list, empty);
    }
}

/* On paper */

typedef struct
{
  QhSheetWindow *window;
  QhSheetPages *pages;
} Printing;

static gboolean
lay_out (gpointer data, double width, double height)
{
  Printing *self = data;

  g_clear_pointer (&self->pages, qh_sheet_pages_free);
  self->pages
    = qh_sheet_pages_new (get_sheet (self->window), _ ("Sheet of results"), width, height);
  return TRUE;
}

static guint
count (gpointer data)
{
  return qh_sheet_pages_get_n (((Printing *)data)->pages);
}

static void
draw (gpointer data, cairo_t *cr, guint page)
{
  qh_sheet_pages_draw (((Printing *)data)->pages, cr, page);
}

static void
printed (GtkWidget *from, gpointer data)
{
  QhStore *store = get_store (QH_SHEET_WINDOW (from));

  if (store != NULL)
    qh_event_log_print (store, _ ("Sheet of results"));
}

static void
free_printing (gpointer data)
{
  Printing *self = data;

  g_object_unref (self->window);
  qh_sheet_pages_free (self->pages);
  g_free (self);
}

static const QhPrintable sheet_on_paper = { lay_out, count, draw, printed, free_printing };

static void
print_to (QhSheetWindow *self, const char *path)
{
  Printing *printing = g_new0 (Printing, 1);

  printing->window = g_object_ref (self);
  if (path != NULL)
    qh_print_to (GTK_WIDGET (self),
                 _ ("Sheet of results"),
                 GTK_PAGE_ORIENTATION_PORTRAIT,
                 &sheet_on_paper,
                 printing,
                 path);
  else
    qh_print (GTK_WIDGET (self),
              _ ("Sheet of results"),
              GTK_PAGE_ORIENTATION_PORTRAIT,
              &sheet_on_paper,
              printing);
}

/* In files */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (QhSheetWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_file_get_path (G_FILE (source));

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      qh_dialog_error (get_place (self), _ ("The sheet could not be saved"), error);
      return;
    }
  if (get_store (self) != NULL)
    qh_event_log_export (get_store (self), path);
  if (g_str_has_suffix (path, ".json"))
    qh_explore_page_sheet_saved (self->page);
  tell (self, _ ("Sheet saved"));
}

/**
 * qh_sheet_window_save:
 * @path: ends in .html, .pdf or .json; the last can be opened again
 *
 * Saves the sheet.
 */
void
qh_sheet_window_save (QhSheetWindow *self, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = NULL;
  char *text;

  if (g_str_has_suffix (path, ".pdf"))
    {
      print_to (self, path);
      return;
    }
  text = g_str_has_suffix (path, ".json")
           ? qh_sheet_to_json (get_sheet (self))
           : qh_sheet_to_html (get_sheet (self), _ ("Sheet of results"));
  bytes = g_bytes_new_take (text, strlen (text));
  g_file_replace_contents_bytes_async (
    file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, saved_cb, g_object_ref (self));
}

static void
save_chosen_cb (GFile *file, gpointer data)
{
  g_autoptr (QhSheetWindow) self = data;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    qh_sheet_window_save (self, path);
}

static void
save_cb (QhSheetWindow *self)
{
  const QhFileFilter filters[] = { { _ ("Page, also for LibreOffice and Word (html)"), "*.html" },
                                   { _ ("PDF"), "*.pdf" },
                                   { _ ("Sheet that can be opened again (json)"), "*.json" },
                                   { NULL, NULL } };

  qh_dialog_save_file (GTK_WIDGET (self),
                       _ ("Save sheet"),
                       filters,
                       NULL,
                       "hoja.html",
                       save_chosen_cb,
                       g_object_ref (self));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (QhSheetWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  QhSheet *sheet = NULL;

  if (g_file_load_contents_finish (G_FILE (source), result, &text, NULL, NULL, &error))
    sheet = qh_sheet_from_json (text, &error);
  if (sheet == NULL)
    {
      qh_dialog_error (get_place (self), _ ("The sheet could not be opened"), error);
      return;
    }
  qh_explore_page_add_answers (self->page, sheet->answers);
  qh_sheet_free (sheet);
  show (self);
}

/**
 * qh_sheet_window_load:
 *
 * Adds a saved sheet below what is there.
 */
void
qh_sheet_window_load (QhSheetWindow *self, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_file_load_contents_async (file, NULL, loaded_cb, g_object_ref (self));
}

static void
load_chosen_cb (GFile *file, gpointer data)
{
  g_autoptr (QhSheetWindow) self = data;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    qh_sheet_window_load (self, path);
}

static void
load_cb (QhSheetWindow *self)
{
  const QhFileFilter filters[]
    = { { _ ("Sheet that can be opened again (json)"), "*.json" }, { NULL, NULL } };

  qh_dialog_open_file (
    GTK_WIDGET (self), _ ("Open sheet"), filters, NULL, load_chosen_cb, g_object_ref (self));
}

static void
print_cb (QhSheetWindow *self)
{
  print_to (self, NULL);
}

static void
copy_cb (QhSheetWindow *self)
{
  qh_explore_page_copy_answers (self->page, get_sheet (self)->answers);
  tell (self, _ ("Tables copied"));
}

/* Run again */

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (QhSheetWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (QhExploreRun) run = qh_explore_run_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (run == NULL)
    {
      qh_dialog_error (
        get_place (self), _ ("The sheet could not be run again; it is as it was"), error);
      return;
    }
  qh_sheet_replace (get_sheet (self), run->answers);
  qh_explore_page_keep_sheet (self->page);
  show (self);
  tell (self, _ ("Computed anew of the rows as they are now"));
}

static void
again_cb (QhSheetWindow *self)
{
  g_autoptr (GPtrArray) questions = qh_sheet_list_questions (get_sheet (self));

  if (questions->len > 0 && self->page->session != NULL)
    qh_explore_page_run (self->page,
                         questions,
                         TRUE,
                         qh_session_get_cancellable (self->page->session),
                         ran_cb,
                         g_object_ref (self));
}

/* The window */

static void
add_button (QhSheetWindow *self,
            GtkWidget *bar,
            const char *label,
            gboolean start,
            GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_swapped (button, "clicked", clicked, self);
  if (start)
    adw_header_bar_pack_start (ADW_HEADER_BAR (bar), button);
  else
    adw_header_bar_pack_end (ADW_HEADER_BAR (bar), button);
}

static gboolean
close_key_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

/* The page stays until what was begun in the window has ended, also once it is closed. */
static void
qh_sheet_window_finalize (GObject *object)
{
  g_clear_object (&QH_SHEET_WINDOW (object)->page);
  G_OBJECT_CLASS (qh_sheet_window_parent_class)->finalize (object);
}

static void
qh_sheet_window_class_init (QhSheetWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qh_sheet_window_finalize;
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, close_key_cb, NULL);
}

static void
qh_sheet_window_init (QhSheetWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *bar = adw_header_bar_new (),
            *scroller = gtk_scrolled_window_new ();

  add_button (self, bar, _ ("_Save…"), TRUE, G_CALLBACK (save_cb));
  add_button (self, bar, _ ("_Open…"), TRUE, G_CALLBACK (load_cb));
  add_button (self, bar, _ ("_Print…"), TRUE, G_CALLBACK (print_cb));
  add_button (self, bar, _ ("_Run again"), FALSE, G_CALLBACK (again_cb));
  add_button (self, bar, _ ("_Copy"), FALSE, G_CALLBACK (copy_cb));
  self->list = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  g_object_set (
    self->list, "margin-start", 12, "margin-end", 12, "margin-top", 12, "margin-bottom", 12, NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (
    GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), scroller);
  self->overlay = adw_toast_overlay_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (self->overlay), box);
  adw_window_set_content (ADW_WINDOW (self), self->overlay);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Sheet of results"));
  gtk_window_set_default_size (GTK_WINDOW (self), 900, 620);
}

/**
 * qh_sheet_window_open:
 *
 * Returns: (transfer none): the window with the page's sheet.
 */
QhSheetWindow *
qh_sheet_window_open (QhExplorePage *page)
{
  QhSheetWindow *self = g_object_new (QH_TYPE_SHEET_WINDOW, NULL);

  self->page = g_object_ref (page);
  gtk_window_set_transient_for (GTK_WINDOW (self),
                                GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  show (self);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
