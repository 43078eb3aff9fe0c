/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/qh-jump.h"

#include <glib/gi18n-lib.h>

#include "domain/qh-fold.h"

#define MAX_CASES 20
#define MAX_PEOPLE 20

/**
 * QhJump:
 *
 * A small window that finds pages, cases and people by a few letters and goes
 * there. It uses the window's actions `win.show-page`, `win.open-case` and
 * `win.open-person`.
 */
struct _QhJump
{
  AdwWindow parent_instance;

  GtkSearchEntry *search;
  GtkListBox *list;
  GtkWidget *scroller;
  GtkWidget *nothing;

  QhSession *session;
  GPtrArray *pages; /* Target */
  char *searched;   /* what the list is for */
};

G_DEFINE_FINAL_TYPE (QhJump, qh_jump, ADW_TYPE_WINDOW)

typedef struct
{
  char *name;
  char *title;
  char *icon;
} Target;

static void
target_free (gpointer data)
{
  Target *target = data;

  g_free (target->name);
  g_free (target->title);
  g_free (target->icon);
  g_free (target);
}

static void
add_row (QhJump     *self,
         const char *icon,
         const char *title,
         const char *detail,
         const char *action,
         GVariant   *parameter)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *right = gtk_label_new (detail);
  g_autofree char *name = g_strjoin (", ", title, detail, NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (right, "dim-label");
  gtk_widget_add_css_class (right, "caption");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), right);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (row), "action", (gpointer) action);
  g_object_set_data_full (G_OBJECT (row), "parameter", g_variant_ref_sink (parameter), (GDestroyNotify) g_variant_unref);
  gtk_list_box_append (self->list, row);
}

static void
add_pages (QhJump *self,
           char  **words)
{
  for (guint i = 0; i < self->pages->len; i++)
    {
      const Target *page = g_ptr_array_index (self->pages, i);
      g_autofree char *folded = qh_fold (page->title);

      if (qh_fold_match (folded, words))
        add_row (self, page->icon, page->title, _("Page"), "win.show-page", g_variant_new_string (page->name));
    }
}

static void
add_cases (QhJump     *self,
           const char *text)
{
  QhCaseIndex *index = self->session != NULL ? qh_session_get_case_index (self->session) : NULL;
  g_autoptr (GArray) found = NULL;

  if (index == NULL || text[0] == '\0')
    return;
  found = qh_case_index_search (index, text, NULL, MAX_CASES);
  for (guint i = 0; i < found->len; i++)
    {
      const QhCaseRow *row = qh_case_index_find (index, g_array_index (found, gint64, i));

      if (row != NULL)
        add_row (self, "qh-cases-symbolic", row->title, row->folio, "win.open-case", g_variant_new_int64 (row->id));
    }
}

/* Whoever is in no case is found here alone. */
static void
add_people (QhJump     *self,
            const char *text)
{
  QhCaseIndex *index = self->session != NULL ? qh_session_get_case_index (self->session) : NULL;
  g_autoptr (GPtrArray) found = NULL;

  if (index == NULL || text[0] == '\0')
    return;
  found = qh_case_index_search_persons (index, text, MAX_PEOPLE);
  for (guint i = 0; i < found->len; i++)
    {
      const QhPersonRow *row = g_ptr_array_index (found, i);

      add_row (self, "avatar-default-symbolic", row->name, _("Person"), "win.open-person", g_variant_new_int64 (row->id));
    }
}

static void
search_cb (QhJump *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search))));
  g_auto (GStrv) words = qh_fold_words (text);
  GtkWidget *row;
  GtkListBoxRow *first;

  g_free (self->searched);
  self->searched = g_strdup (text);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  add_pages (self, words);
  add_cases (self, text);
  add_people (self, text);
  first = gtk_list_box_get_row_at_index (self->list, 0);
  gtk_widget_set_visible (self->scroller, first != NULL);
  gtk_widget_set_visible (self->nothing, first == NULL);
  gtk_list_box_select_row (self->list, first);
}

static void
activated_cb (QhJump        *self,
              GtkListBoxRow *row)
{
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));
  const char *action = g_object_get_data (G_OBJECT (row), "action");
  g_autoptr (GVariant) parameter = g_variant_ref (g_object_get_data (G_OBJECT (row), "parameter"));

  gtk_window_destroy (GTK_WINDOW (self));
  if (window != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (window), action, parameter);
}

/* The entry tells what was typed a moment later than Enter is pressed. */
static void
entered_cb (QhJump *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search))));
  GtkListBoxRow *row;

  if (g_strcmp0 (text, self->searched) != 0)
    search_cb (self);
  row = gtk_list_box_get_selected_row (self->list);
  if (row != NULL)
    activated_cb (self, row);
}

/* The arrows move the selection while the focus stays in the entry. */
static gboolean
key_cb (QhJump         *self,
        guint           keyval,
        guint           keycode,
        GdkModifierType state)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_Up)
    return FALSE;
  row = gtk_list_box_get_row_at_index (self->list, index + (keyval == GDK_KEY_Down ? 1 : -1));
  if (row != NULL && (index > 0 || keyval == GDK_KEY_Down))
    gtk_list_box_select_row (self->list, row);
  return TRUE;
}

static void
stop_cb (QhJump *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
qh_jump_dispose (GObject *object)
{
  QhJump *self = QH_JUMP (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_pointer (&self->searched, g_free);
  G_OBJECT_CLASS (qh_jump_parent_class)->dispose (object);
}

static void
qh_jump_class_init (QhJumpClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_jump_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/app/qh-jump.ui");
  gtk_widget_class_bind_template_child (widget_class, QhJump, search);
  gtk_widget_class_bind_template_child (widget_class, QhJump, list);
  gtk_widget_class_bind_template_child (widget_class, QhJump, scroller);
  gtk_widget_class_bind_template_child (widget_class, QhJump, nothing);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
}

static void
qh_jump_init (QhJump *self)
{
  self->pages = g_ptr_array_new_with_free_func (target_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_jump_new:
 * @window: where to go; it answers the actions
 * @session: (nullable): the workspace whose cases and people are found
 *
 * Returns: (transfer none): the window, without pages.
 */
QhJump *
qh_jump_new (GtkWindow *window,
             QhSession *session)
{
  QhJump *self = g_object_new (QH_TYPE_JUMP, "transient-for", window, NULL);

  g_set_object (&self->session, session);
  return self;
}

/**
 * qh_jump_add_page:
 * @name: the parameter of `win.show-page`
 */
void
qh_jump_add_page (QhJump     *self,
                  const char *name,
                  const char *title,
                  const char *icon)
{
  Target *target = g_new0 (Target, 1);

  target->name = g_strdup (name);
  target->title = g_strdup (title);
  target->icon = g_strdup (icon);
  g_ptr_array_add (self->pages, target);
}

/**
 * qh_jump_start:
 *
 * Shows it.
 */
void
qh_jump_start (QhJump *self)
{
  search_cb (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}
