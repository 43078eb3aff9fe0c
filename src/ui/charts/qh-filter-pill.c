/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/charts/qh-filter-pill.h"

#include <glib/gi18n-lib.h>

#include "domain/qh-fold.h"
#include "ui/widgets/qh-tooltip.h"

/* Shorter lists need no search. */
#define LEAST_TO_SEARCH 9

/**
 * QhFilterPill:
 *
 * A button that says what a variable is narrowed to, and offers the answers
 * that there are.
 */
struct _QhFilterPill
{
  GtkWidget parent_instance;

  char *variable;
  char *label; /* with a mnemonic */
  GtkWidget *box;
  GtkMenuButton *button;
  GtkLabel *text;
  GtkButton *clear;
  GtkWidget *search;
  GtkListBox *list;

  QhFrame *frame;
  QhLanguage language;
  QhNamer namer;
  gpointer namer_data;
  GArray *keys; /* gint64 */
  char **words; /* what is searched for, folded */
  gboolean filling;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhFilterPill, qh_filter_pill, GTK_TYPE_WIDGET)

static char *
dup_name (QhFilterPill *self)
{
  g_auto (GStrv) parts = g_strsplit (self->label, "_", -1);

  return g_strjoinv ("", parts);
}

static void
show_state (QhFilterPill *self)
{
  g_autoptr (QhVariable) variable = self->frame != NULL && self->keys->len == 1 ? qh_variable_new (self->frame, self->variable, NULL) : NULL;
  g_autofree char *value = NULL;
  g_autofree char *text = NULL;
  g_autofree char *name = dup_name (self);
  g_autofree char *clear = g_strdup_printf (_("Remove the filter “%s”"), name);
  gboolean active = self->keys->len > 0;

  if (variable != NULL)
    value = qh_variable_dup_key_label (variable, g_array_index (self->keys, gint64, 0), self->language, self->namer, self->namer_data);
  else if (active)
    value = g_strdup_printf ("%u", self->keys->len);
  if (value != NULL) /* an underscore of its own is none of a mnemonic */
    {
      g_auto (GStrv) parts = g_strsplit (value, "_", -1);

      g_free (value);
      value = g_strjoinv ("__", parts);
    }
  /* Translators: a filter and what it lets through: "Type: Home visit" */
  text = value != NULL ? g_strdup_printf (_("%s: %s"), self->label, value) : g_strdup (self->label);
  gtk_label_set_text_with_mnemonic (self->text, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->clear), active);
  gtk_menu_button_set_always_show_arrow (self->button, !active);
  qh_tooltip_set (GTK_WIDGET (self->clear), clear);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->clear), GTK_ACCESSIBLE_PROPERTY_LABEL, clear, -1);
  if (active)
    gtk_widget_add_css_class (GTK_WIDGET (self), "active");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "active");
}

static gboolean
has_key (QhFilterPill *self,
         gint64        key,
         guint        *at)
{
  for (guint i = 0; i < self->keys->len; i++)
    if (g_array_index (self->keys, gint64, i) == key)
      {
        if (at != NULL)
          *at = i;
        return TRUE;
      }
  return FALSE;
}

static void
toggled_cb (GtkCheckButton *check,
            QhFilterPill   *self)
{
  gint64 *key = g_object_get_data (G_OBJECT (check), "key");

  if (!self->filling)
    qh_filter_pill_set_key (self, *key, gtk_check_button_get_active (check));
}

static void
add_row (QhFilterPill     *self,
         const QhVariable *variable,
         gint64            key)
{
  g_autofree char *label = qh_variable_dup_key_label (variable, key, self->language, self->namer, self->namer_data);
  GtkWidget *check = gtk_check_button_new_with_label (label);
  GtkWidget *row = gtk_list_box_row_new ();

  g_object_set_data_full (G_OBJECT (check), "key", g_memdup2 (&key, sizeof key), g_free);
  g_object_set_data_full (G_OBJECT (row), "folded", qh_fold (label), g_free);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), has_key (self, key, NULL));
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), check);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->list, row);
}

static void
empty_list (QhFilterPill *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

/* The answers that occur, in their order, and what is chosen already. */
static void
fill_list (QhFilterPill *self)
{
  g_autoptr (QhTable) table = self->frame != NULL ? qh_table_new (self->frame, self->variable, NULL, NULL, QH_MEASURE_COUNT, NULL) : NULL;
  guint n = 0;

  self->filling = TRUE;
  empty_list (self);
  for (guint i = 0; table != NULL && i < table->n_rows; i++)
    {
      guint row = qh_table_order (i, table->n_rows);
      gint64 key = qh_variable_get_key (table->rows, row);

      if (qh_table_get_cell (table, row, 0) == 0 && !has_key (self, key, NULL))
        continue;
      add_row (self, table->rows, key);
      n++;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_set_visible (self->search, n >= LEAST_TO_SEARCH);
  self->filling = FALSE;
}

static void
popover_shown_cb (QhFilterPill *self)
{
  fill_list (self);
  if (gtk_widget_get_visible (self->search))
    gtk_widget_grab_focus (self->search);
}

static gboolean
passes_search (GtkListBoxRow *row,
               gpointer       data)
{
  QhFilterPill *self = data;

  return self->words == NULL || qh_fold_match (g_object_get_data (G_OBJECT (row), "folded"), self->words);
}

static void
search_changed_cb (QhFilterPill *self)
{
  g_clear_pointer (&self->words, g_strfreev);
  self->words = qh_fold_words (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  gtk_list_box_invalidate_filter (self->list);
}

/* Enter takes the first that was found. */
static void
search_activated_cb (QhFilterPill *self)
{
  GtkListBoxRow *row;

  search_changed_cb (self);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (passes_search (row, self))
      {
        GtkCheckButton *check = GTK_CHECK_BUTTON (gtk_list_box_row_get_child (row));

        gtk_check_button_set_active (check, !gtk_check_button_get_active (check));
        return;
      }
}

static void
row_activated_cb (QhFilterPill  *self,
                  GtkListBoxRow *row)
{
  GtkCheckButton *check = GTK_CHECK_BUTTON (gtk_list_box_row_get_child (row));

  gtk_check_button_set_active (check, !gtk_check_button_get_active (check));
}

static void
clear_clicked_cb (QhFilterPill *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->button));
  qh_filter_pill_clear (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
create_popover (QhFilterPill *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->search = gtk_search_entry_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_filter_func (self->list, passes_search, self, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "filter-list");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 360);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_swapped (popover, "show", G_CALLBACK (popover_shown_cb), self);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_activated_cb), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (gtk_popover_popdown), popover);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  return popover;
}

static void
qh_filter_pill_dispose (GObject *object)
{
  QhFilterPill *self = QH_FILTER_PILL (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->frame, qh_frame_unref);
  G_OBJECT_CLASS (qh_filter_pill_parent_class)->dispose (object);
}

static void
qh_filter_pill_finalize (GObject *object)
{
  QhFilterPill *self = QH_FILTER_PILL (object);

  g_free (self->variable);
  g_free (self->label);
  g_strfreev (self->words);
  g_array_unref (self->keys);
  G_OBJECT_CLASS (qh_filter_pill_parent_class)->finalize (object);
}

static void
qh_filter_pill_class_init (QhFilterPillClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_filter_pill_dispose;
  G_OBJECT_CLASS (klass)->finalize = qh_filter_pill_finalize;

  /**
   * QhFilterPill::changed:
   *
   * A person chose other answers.
   */
  signals[CHANGED] = g_signal_new ("changed", QH_TYPE_FILTER_PILL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "pill");
}

static void
qh_filter_pill_init (QhFilterPill *self)
{
  self->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->text = GTK_LABEL (gtk_label_new (NULL));
  self->clear = GTK_BUTTON (gtk_button_new_from_icon_name ("window-close-symbolic"));
  gtk_label_set_ellipsize (self->text, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->text, 32);
  gtk_menu_button_set_child (self->button, GTK_WIDGET (self->text));
  gtk_menu_button_set_popover (self->button, create_popover (self));
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->clear), "flat");
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (clear_clicked_cb), self);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->button));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->clear));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * qh_filter_pill_new:
 * @variable: what it filters by
 * @label: its name, with a mnemonic
 */
GtkWidget *
qh_filter_pill_new (const char *variable,
                    const char *label)
{
  QhFilterPill *self = g_object_new (QH_TYPE_FILTER_PILL, NULL);

  self->variable = g_strdup (variable);
  self->label = g_strdup (label);
  show_state (self);
  return GTK_WIDGET (self);
}

/**
 * qh_filter_pill_set_frame:
 * @frame: (nullable): where the answers come from
 */
void
qh_filter_pill_set_frame (QhFilterPill *self,
                          QhFrame      *frame,
                          QhLanguage    language,
                          QhNamer       namer,
                          gpointer      namer_data)
{
  if (frame != NULL)
    qh_frame_ref (frame);
  g_clear_pointer (&self->frame, qh_frame_unref);
  self->frame = frame;
  self->language = language;
  self->namer = namer;
  self->namer_data = namer_data;
  if (frame == NULL)
    {
      gtk_menu_button_popdown (self->button);
      empty_list (self);
      qh_filter_pill_clear (self);
    }
  show_state (self);
}

/**
 * qh_filter_pill_clear:
 *
 * Lets everything through, without a signal.
 */
void
qh_filter_pill_clear (QhFilterPill *self)
{
  g_array_set_size (self->keys, 0);
  show_state (self);
}

gboolean
qh_filter_pill_is_active (QhFilterPill *self)
{
  return self->keys->len > 0;
}

/**
 * qh_filter_pill_set_key:
 * @on: whether to let @key through
 *
 * Chooses an answer as its check button would.
 */
void
qh_filter_pill_set_key (QhFilterPill *self,
                        gint64        key,
                        gboolean      on)
{
  guint at;

  if (has_key (self, key, &at) == on)
    return;
  if (on)
    g_array_append_val (self->keys, key);
  else
    g_array_remove_index (self->keys, at);
  show_state (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * qh_filter_pill_apply:
 *
 * Adds the condition that was chosen, if one was.
 */
void
qh_filter_pill_apply (QhFilterPill *self,
                      QhFilter     *filter)
{
  if (self->keys->len > 0)
    qh_filter_set_keys (filter, self->variable, (const gint64 *) (gpointer) self->keys->data, self->keys->len);
}
