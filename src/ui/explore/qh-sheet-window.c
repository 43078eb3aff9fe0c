/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/explore/qh-sheet-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "research/qh-sheet.h"
#include "ui/explore/qh-explore-page-private.h"
#include "ui/explore/qh-sheet-list.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-event-log.h"
#include "ui/qh-print.h"

/**
 * QhSheetWindow:
 *
 * The sheet of results: what was put onto it, in its order, with a note beside each.
 */
struct _QhSheetWindow
{
  AdwWindow parent_instance;

  GtkWidget *overlay;
  QhSheetList *list;
  QhExplorePage *page; /* the sheet is the page's */
  gboolean shown;
  void (*undo) (QhSheetWindow *self); /* takes back what was done last; NULL: nothing */
  GPtrArray *before;                  /* nullable: the answers before they were computed anew */
};

G_DEFINE_FINAL_TYPE (QhSheetWindow, qh_sheet_window, ADW_TYPE_WINDOW)

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

/* Taking back */

/* What was done to the sheet goes with a toast that takes it back. */
static void
offer_undo (QhSheetWindow *self, void (*undo) (QhSheetWindow *self), const char *words)
{
  self->undo = undo;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sheet.undo", undo != NULL);
  if (undo != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    qh_toast_show_action (GTK_WIDGET (self->list), words, _ ("Undo"), "sheet.undo", NULL);
}

static void
undo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhSheetWindow *self = QH_SHEET_WINDOW (widget);
  void (*undo) (QhSheetWindow *self) = self->undo;

  offer_undo (self, NULL, NULL);
  if (undo != NULL)
    undo (self);
}

static void
put_back (QhSheetWindow *self)
{
  qh_sheet_list_put_back (self->list);
}

static void
changed_cb (QhSheetWindow *self)
{
  qh_explore_page_keep_sheet (self->page);
}

static void
taken_cb (QhSheetWindow *self)
{
  offer_undo (self, put_back, _ ("Taken off the sheet"));
}

static void
show (QhSheetWindow *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self)) && self->shown)
    return; /* closed meanwhile */
  self->shown = TRUE;
  qh_sheet_list_show (self->list, get_sheet (self));
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
                       _ ("sheet.html"),
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
replace (QhSheetWindow *self, GPtrArray *answers)
{
  qh_sheet_replace (get_sheet (self), answers);
  qh_explore_page_keep_sheet (self->page);
  show (self);
}

/* The figures from before; notes stay as they are now. */
static void
restore_before (QhSheetWindow *self)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->before);

  replace (self, before);
}

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
  g_clear_pointer (&self->before, g_ptr_array_unref);
  self->before = g_ptr_array_ref (get_sheet (self)->answers);
  replace (self, run->answers);
  offer_undo (self, restore_before, _ ("Computed anew of the rows as they are now"));
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
  QhSheetWindow *self = QH_SHEET_WINDOW (object);

  g_clear_object (&self->page);
  g_clear_pointer (&self->before, g_ptr_array_unref);
  G_OBJECT_CLASS (qh_sheet_window_parent_class)->finalize (object);
}

static void
qh_sheet_window_class_init (QhSheetWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qh_sheet_window_finalize;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "sheet.undo", NULL, undo_cb);
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, close_key_cb, NULL);
  gtk_widget_class_add_binding_action (
    GTK_WIDGET_CLASS (klass), GDK_KEY_z, GDK_CONTROL_MASK, "sheet.undo", NULL);
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
  self->list = QH_SHEET_LIST (qh_sheet_list_new ());
  g_signal_connect_swapped (self->list, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->list, "taken", G_CALLBACK (taken_cb), self);
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
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sheet.undo", FALSE);
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
