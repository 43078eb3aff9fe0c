/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two activities that say the same, side by side: one is kept, or, where both were
 * done, one is corrected. */
#include "ui/findings/qh-duplicate-window.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "domain/qh-id.h"
#include "store/qh-change-words.h"
#include "ui/today/qh-activity-form.h"
#include "ui/widgets/qh-write.h"

#define KEY "quehacer-duplicate"
#define N_SIDES 2

typedef struct
{
  GtkWidget *window; /* owns it */
  GtkWidget *list;   /* held: what is written is told there */
  QhSession *session;
  QhRecord *sides[N_SIDES];
} Pair;

static void
pair_free (gpointer data)
{
  Pair *self = data;

  for (guint i = 0; i < N_SIDES; i++)
    qh_record_free (self->sides[i]);
  g_object_unref (self->list);
  g_object_unref (self->session);
  g_free (self);
}

static Pair *
get_pair (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (gtk_widget_get_root (widget)), KEY);
}

static guint
get_side (GtkWidget *button)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), KEY));
}

/* Remedies */

static void
keep_cb (GtkWidget *button)
{
  Pair *self = get_pair (button);
  QhStore *store = qh_session_get_store (self->session);

  if (store != NULL)
    qh_write_delete (
      self->list, store, qh_record_copy (self->sides[1 - get_side (button)]), _ ("The other activity was deleted"));
  gtk_window_close (GTK_WINDOW (self->window));
}

static void
correct_cb (GtkWidget *button)
{
  Pair *self = get_pair (button);
  const QhRecord *activity = self->sides[get_side (button)];

  if (qh_session_get_store (self->session) != NULL)
    gtk_window_present (GTK_WINDOW (qh_activity_form_new (self->list, self->session, activity)));
  gtk_window_close (GTK_WINDOW (self->window));
}

/* What shows */

static void
attach (GtkGrid *grid, const char *text, int column, int row, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  gtk_widget_set_hexpand (label, column > 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_grid_attach (grid, label, column, row, 1, 1);
}

static GtkWidget *
attach_button (GtkGrid *grid, guint side, int row, const char *words, GCallback callback, const char *style)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (words);

  g_object_set_data (G_OBJECT (button), KEY, GUINT_TO_POINTER (side));
  g_signal_connect (button, "clicked", callback, NULL);
  if (style != NULL)
    gtk_widget_add_css_class (button, style);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_grid_attach (grid, button, (int)side, row, 1, 1);
  return button;
}

/* A field that either has; what differs is bold. */
static void
attach_field (Pair *self, GtkGrid *grid, guint position, int *row)
{
  QhStore *store = qh_session_get_store (self->session);
  const QhField *field = qh_kind_get_field (self->sides[0]->kind, position);
  g_autofree char *first = qh_value_describe (store, field, &self->sides[0]->values[position]);
  g_autofree char *second = qh_value_describe (store, field, &self->sides[1]->values[position]);
  const char *style = g_str_equal (first, second) ? NULL : "heading";

  if (!qh_record_is_set (self->sides[0], field->name) && !qh_record_is_set (self->sides[1], field->name))
    return;
  attach (grid, qh_field_get_label (field, qh_session_get_language (self->session)), 0, *row, "dim-label");
  attach (grid, first, 1, *row, style);
  attach (grid, second, 2, *row, style);
  ++*row;
}

static void
attach_when (Pair *self, GtkGrid *grid)
{
  attach (grid, _ ("Written"), 0, 0, "dim-label");
  for (guint side = 0; side < N_SIDES; side++)
    {
      g_autofree char *when = qh_change_words_time (qh_id_get_time (self->sides[side]->id));

      attach (grid, when, (int)side + 1, 0, "heading");
    }
}

static GtkGrid *
create_grid (void)
{
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());

  gtk_grid_set_column_spacing (grid, 18);
  gtk_grid_set_row_spacing (grid, 9);
  gtk_widget_set_margin_start (GTK_WIDGET (grid), 18);
  gtk_widget_set_margin_end (GTK_WIDGET (grid), 18);
  gtk_widget_set_margin_top (GTK_WIDGET (grid), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (grid), 18);
  return grid;
}

static GtkWidget *
create_fields (Pair *self)
{
  GtkGrid *grid = create_grid ();
  int row = 1;

  attach_when (self, grid);
  for (guint i = 0; i < self->sides[0]->n_values; i++)
    attach_field (self, grid, i, &row);
  return GTK_WIDGET (grid);
}

/* The first of them has the focus. */
static GtkWidget *
create_buttons (Pair *self)
{
  GtkGrid *grid = create_grid ();
  GtkWidget *first
    = attach_button (grid, 0, 0, _ ("Keep the _First"), G_CALLBACK (keep_cb), "suggested-action");

  attach_button (grid, 1, 0, _ ("Keep the _Second"), G_CALLBACK (keep_cb), NULL);
  attach_button (grid, 0, 1, _ ("_Correct the First…"), G_CALLBACK (correct_cb), "flat");
  attach_button (grid, 1, 1, _ ("C_orrect the Second…"), G_CALLBACK (correct_cb), "flat");
  gtk_window_set_focus (GTK_WINDOW (self->window), first);
  return GTK_WIDGET (grid);
}

static void
add_escape (GtkWidget *window)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, controller);
}

static void
present (Pair *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *from = self->list;

  self->window = adw_window_new ();
  g_object_set_data_full (G_OBJECT (self->window), KEY, self, pair_free);
  gtk_window_set_title (GTK_WINDOW (self->window), _ ("Written Twice"));
  gtk_window_set_transient_for (GTK_WINDOW (self->window), GTK_WINDOW (gtk_widget_get_root (from)));
  gtk_window_set_modal (GTK_WINDOW (self->window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 680, 520);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), create_fields (self));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (self->window), box);
  gtk_box_append (GTK_BOX (box), create_buttons (self));
  add_escape (self->window);
  g_signal_connect_object (self->session, "closing", G_CALLBACK (gtk_window_destroy), self->window, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (self->window));
}

/**
 * qh_duplicate_window_open:
 * @from: the row of a list, over whose window it shows and in whose page it is told what was
 *   deleted, with Undo
 * @first: the activity that was written first
 * @second: the one that says the same
 *
 * Shows both side by side. Where one of them is gone meanwhile, nothing.
 */
void
qh_duplicate_window_open (GtkWidget *from, QhSession *session, gint64 first, gint64 second)
{
  QhStore *store = qh_session_get_store (session);
  QhRecord *one = qh_store_get (store, QH_KIND_ACTIVITY, MIN (first, second), NULL);
  QhRecord *other = qh_store_get (store, QH_KIND_ACTIVITY, MAX (first, second), NULL);
  Pair *self;

  if (one == NULL || other == NULL)
    {
      g_clear_pointer (&one, qh_record_free);
      g_clear_pointer (&other, qh_record_free);
      return;
    }
  self = g_new0 (Pair, 1);
  self->session = g_object_ref (session);
  self->list = g_object_ref (gtk_widget_get_parent (from));
  self->sides[0] = one;
  self->sides[1] = other;
  present (self);
}
