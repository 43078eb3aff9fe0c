/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/explore/qh-sheet-list.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/explore/qh-answer-view.h"
#include "ui/widgets/qh-tooltip.h"

/**
 * QhSheetList:
 *
 * The answers of a sheet in their order, with a note beside each: moved with the buttons or
 * Alt+↑ and Alt+↓, taken off with the button or Delete.
 */
struct _QhSheetList
{
  GtkWidget parent_instance;

  GtkBox *box;
  QhSheet *sheet;  /* whoever shows it owns it */
  QhAnswer *taken; /* nullable: taken off last */
  guint taken_at;
};

enum
{
  CHANGED,
  TAKEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhSheetList, qh_sheet_list, GTK_TYPE_WIDGET)

static guint
find_answer (QhSheetList *self, gpointer widget)
{
  guint at = 0;

  g_ptr_array_find (self->sheet->answers, g_object_get_data (widget, "answer"), &at);
  return at;
}

static GtkWidget *
get_row (QhSheetList *self, guint at)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->box));

  for (; row != NULL && at > 0; at--)
    row = gtk_widget_get_next_sibling (row);
  return row;
}

static void
changed (QhSheetList *self)
{
  qh_sheet_list_show (self, self->sheet);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What is done to an answer */

/* The focus goes with it: to the part that is called so, or to the answer. */
static void
move (QhSheetList *self, guint at, int by, const char *part)
{
  guint to = at + (guint)by;
  GtkWidget *row;

  if (to >= self->sheet->answers->len)
    return;
  qh_sheet_move (self->sheet, at, to);
  changed (self);
  row = get_row (self, to);
  if (part == NULL || !gtk_widget_grab_focus (g_object_get_data (G_OBJECT (row), part)))
    gtk_widget_grab_focus (gtk_widget_get_first_child (row));
}

static void
up_cb (QhSheetList *self, GtkWidget *button)
{
  move (self, find_answer (self, button), -1, "up");
}

static void
down_cb (QhSheetList *self, GtkWidget *button)
{
  move (self, find_answer (self, button), 1, "down");
}

static void
take_off (QhSheetList *self, guint at)
{
  GtkWidget *next;

  g_clear_pointer (&self->taken, qh_answer_free);
  self->taken = g_ptr_array_steal_index (self->sheet->answers, at);
  self->taken_at = at;
  changed (self);
  next = get_row (self, MIN (at, MAX (self->sheet->answers->len, 1) - 1));
  if (self->sheet->answers->len > 0)
    gtk_widget_grab_focus (gtk_widget_get_first_child (next));
  g_signal_emit (self, signals[TAKEN], 0);
}

static void
take_cb (QhSheetList *self, GtkWidget *button)
{
  take_off (self, find_answer (self, button));
}

static void
note_cb (QhSheetList *self, GtkEditable *entry)
{
  QhAnswer *answer = g_object_get_data (G_OBJECT (entry), "answer");

  g_free (answer->note);
  answer->note = g_strdup (gtk_editable_get_text (entry));
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
key_cb (GtkEventController *keys, guint key, guint code, GdkModifierType state, gpointer data)
{
  GtkWidget *row = gtk_event_controller_get_widget (keys);
  QhSheetList *self = data;
  guint at = find_answer (self, row);

  state &= gtk_accelerator_get_default_mod_mask ();
  if (state == GDK_ALT_MASK && (key == GDK_KEY_Up || key == GDK_KEY_Down))
    move (self, at, key == GDK_KEY_Up ? -1 : 1, NULL);
  else if (state == 0 && key == GDK_KEY_Delete
           && gtk_widget_has_focus (gtk_widget_get_first_child (row)))
    take_off (self, at);
  else
    return FALSE;
  return TRUE;
}

/* Rows */

static void
add_button (QhSheetList *self,
            GtkWidget *row,
            GtkWidget *box,
            const char *part,
            const char *icon,
            const char *words,
            gboolean sensitive,
            GCallback clicked)
{
  const QhAnswer *answer = g_object_get_data (G_OBJECT (row), "answer");
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *name = g_strdup_printf ("%s: %s", words, answer->subtitle);

  gtk_widget_add_css_class (button, "flat");
  qh_tooltip_set (button, words);
  gtk_widget_set_sensitive (button, sensitive);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "answer", (gpointer)answer);
  g_object_set_data (G_OBJECT (row), part, button);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (box), button);
}

static GtkWidget *
make_note (QhSheetList *self, const QhAnswer *answer)
{
  GtkWidget *note = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (note), answer->note != NULL ? answer->note : "");
  gtk_entry_set_placeholder_text (GTK_ENTRY (note), _ ("Note"));
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (note), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Note"), -1);
  gtk_widget_set_hexpand (note, TRUE);
  g_object_set_data (G_OBJECT (note), "answer", (gpointer)answer);
  g_signal_connect_swapped (note, "changed", G_CALLBACK (note_cb), self);
  return note;
}

static GtkWidget *
make_row (QhSheetList *self, guint at)
{
  const QhAnswer *answer = g_ptr_array_index (self->sheet->answers, at);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_object_set_data (G_OBJECT (row), "answer", (gpointer)answer);
  gtk_box_append (GTK_BOX (buttons), make_note (self, answer));
  add_button (
    self, row, buttons, "up", "go-up-symbolic", _ ("Move up (Alt+↑)"), at > 0, G_CALLBACK (up_cb));
  add_button (self,
              row,
              buttons,
              "down",
              "go-down-symbolic",
              _ ("Move down (Alt+↓)"),
              at + 1 < self->sheet->answers->len,
              G_CALLBACK (down_cb));
  add_button (self,
              row,
              buttons,
              "take",
              "user-trash-symbolic",
              _ ("Take off the sheet"),
              TRUE,
              G_CALLBACK (take_cb));
  gtk_box_append (GTK_BOX (row), qh_answer_view_new (answer));
  gtk_box_append (GTK_BOX (row), buttons);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (row, keys);
  return row;
}

static GtkWidget *
make_empty (void)
{
  GtkWidget *empty = adw_status_page_new ();

  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _ ("Nothing on the sheet"));
  adw_status_page_set_description (
    ADW_STATUS_PAGE (empty),
    _ ("Ctrl+Enter in Explore adds what shows, or open a sheet that was saved."));
  return empty;
}

/* The widget */

static void
qh_sheet_list_dispose (GObject *object)
{
  QhSheetList *self = QH_SHEET_LIST (object);

  if (self->box != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->box)));
  g_clear_pointer (&self->taken, qh_answer_free);
  G_OBJECT_CLASS (qh_sheet_list_parent_class)->dispose (object);
}

static void
qh_sheet_list_class_init (QhSheetListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_sheet_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  /**
   * QhSheetList::changed:
   *
   * The sheet is another one than before: a note, the order, an answer less or more.
   */
  signals[CHANGED] = g_signal_new (
    "changed", QH_TYPE_SHEET_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * QhSheetList::taken:
   *
   * An answer was taken off, which qh_sheet_list_put_back() puts back.
   */
  signals[TAKEN] = g_signal_new (
    "taken", QH_TYPE_SHEET_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
qh_sheet_list_init (QhSheetList *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
}

GtkWidget *
qh_sheet_list_new (void)
{
  return g_object_new (QH_TYPE_SHEET_LIST, NULL);
}

/**
 * qh_sheet_list_show:
 * @sheet: stays its owner's, and is changed as it is edited here
 *
 * Shows what is on a sheet now.
 */
void
qh_sheet_list_show (QhSheetList *self, QhSheet *sheet)
{
  GtkWidget *child;

  self->sheet = sheet;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  for (guint i = 0; i < sheet->answers->len; i++)
    gtk_box_append (self->box, make_row (self, i));
  if (sheet->answers->len == 0)
    gtk_box_append (self->box, make_empty ());
}

/**
 * qh_sheet_list_put_back:
 *
 * Puts back what was taken off last, if anything was.
 */
void
qh_sheet_list_put_back (QhSheetList *self)
{
  guint at = MIN (self->taken_at, self->sheet->answers->len);

  if (self->taken == NULL)
    return;
  g_ptr_array_insert (self->sheet->answers, (int)at, g_steal_pointer (&self->taken));
  changed (self);
  gtk_widget_grab_focus (gtk_widget_get_first_child (get_row (self, at)));
}
