/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/qh-type-ahead.h"

#include <glib/gi18n-lib.h>

#include "domain/qh-fold.h"
#include "ui/widgets/qh-highlight.h"

#define POPOVER_WIDTH 500
#define MOST_HEIGHT 300

/**
 * QhTypeAhead:
 *
 * An entry that offers, below it, what begins like what is typed. The focus stays
 * in the text: the arrows choose, Tab and Enter accept, Escape closes.
 */
typedef struct
{
  GtkWidget *entry;
  GtkWidget *popover;
  GtkWidget *list;
  GtkWidget *footer;
  GListStore *found;
  GtkSingleSelection *selection;
  GStrv words;
  gint64 chosen;
  gboolean setting; /* the program writes the text, nobody types */
} QhTypeAheadPrivate;

enum
{
  CHOSEN,
  ACCEPTED,
  ACTIVATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (QhTypeAhead, qh_type_ahead, GTK_TYPE_WIDGET)

/* Suggestions */

static void
describe_selected (QhTypeAhead *self)
{
  QhTypeAheadPrivate *priv = qh_type_ahead_get_instance_private (self);
  QhSuggestion *selected = gtk_single_selection_get_selected_item (priv->selection);
  g_autofree char *text = NULL;

  if (selected != NULL && gtk_widget_get_visible (priv->popover))
    /* Translators: read aloud: a suggestion, its place and how many there are. */
    text = g_strdup_printf (_("%s, %u of %u"), qh_suggestion_get_title (selected),
                            gtk_single_selection_get_selected (priv->selection) + 1,
                            g_list_model_get_n_items (G_LIST_MODEL (priv->found)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text != NULL ? text : "", -1);
}

static void
search (QhTypeAhead *self,
        const char  *text)
{
  QhTypeAheadPrivate *priv = qh_type_ahead_get_instance_private (self);
  g_autoptr (GListStore) found = g_list_store_new (QH_TYPE_SUGGESTION);
  g_autofree char *footer = NULL;

  g_clear_pointer (&priv->words, g_strfreev);
  priv->words = qh_fold_words (text);
  footer = QH_TYPE_AHEAD_GET_CLASS (self)->search (self, text, found);
  g_set_object (&priv->found, found);
  gtk_single_selection_set_model (priv->selection, G_LIST_MODEL (found));
  gtk_label_set_text (GTK_LABEL (priv->footer), footer != NULL ? footer : "");
  gtk_widget_set_visible (priv->footer, footer != NULL);
}

static void
open (QhTypeAhead *self,
      const char  *text)
{
  QhTypeAheadPrivate *priv = qh_type_ahead_get_instance_private (self);

  search (self, text);
  if (g_list_model_get_n_items (G_LIST_MODEL (priv->found)) == 0 && !gtk_widget_get_visible (priv->footer))
    {
      qh_type_ahead_close (self);
      return;
    }
  gtk_popover_popup (GTK_POPOVER (priv->popover));
  if (g_list_model_get_n_items (G_LIST_MODEL (priv->found)) > 0)
    gtk_widget_activate_action (priv->list, "list.scroll-to-item", "u", 0);
  describe_selected (self);
}

static void
choose (QhTypeAhead *self,
        gint64       id)
{
  QhTypeAheadPrivate *priv = qh_type_ahead_get_instance_private (self);

  if (id == priv->chosen)
    return;
  priv->chosen = id;
  g_signal_emit (self, signals[CHOSEN], 0);
}

static gboolean
accept_selected (QhTypeAhead *self)
{
  QhTypeAheadPrivate *priv = qh_type_ahead_get_instance_private (self);
  QhSuggestion *selected = gtk_single_selection_get_selected_item (priv->selection);
  g_autoptr (QhSuggestion) kept = NULL;
  gint64 id;

  if (selected == NULL)
    return FALSE;
  kept = g_object_ref (selected);
  id = qh_suggestion_get_id (kept);
  priv->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (priv->entry), qh_suggestion_get_title (kept));
  gtk_editable_set_position (GTK_EDITABLE (priv->entry), 0);
  priv->setting = FALSE;
  qh_type_ahead_set_error (self, FALSE);
  qh_type_ahead_close (self);
  choose (self, id);
  return TRUE;
}

/* Callbacks */

static void
changed_cb (QhTypeAhead *self)
{
  QhTypeAheadPrivate *priv = qh_type_ahead_get_instance_private (self);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (priv->entry));

  if (priv->setting)
    return;
  qh_type_ahead_set_error (self, FALSE);
  choose (self, 0);
  if (text[0] == '\0')
    qh_type_ahead_close (self);
  else
    open (self, text);
}

static void
move (QhTypeAhead *self,
      int          step)
{
  QhTypeAheadPrivate *priv = qh_type_ahead_get_instance_private (self);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (priv->found));
  guint selected = gtk_single_selection_get_selected (priv->selection);

  if (n == 0)
    return;
  selected = selected == GTK_INVALID_LIST_POSITION ? 0 : (guint) (((int) selected + step + (int) n) % (int) n);
  gtk_single_selection_set_selected (priv->selection, selected);
  gtk_widget_activate_action (priv->list, "list.scroll-to-item", "u", selected);
  describe_selected (self);
}

static gboolean
key_open_cb (QhTypeAhead *self,
             guint        keyval)
{
  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move (self, 1);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move (self, -1);
      return TRUE;
    case GDK_KEY_Escape:
      qh_type_ahead_close (self);
      return TRUE;
    case GDK_KEY_Tab:
      accept_selected (self);
      return FALSE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      if (accept_selected (self))
        {
          g_signal_emit (self, signals[ACCEPTED], 0);
          return TRUE;
        }
      qh_type_ahead_close (self);
      return FALSE; /* nothing is offered: the entry's own Enter */
    default:
      return FALSE;
    }
}

static gboolean
key_pressed_cb (QhTypeAhead    *self,
                guint           keyval,
                guint           keycode,
                GdkModifierType state)
{
  QhTypeAheadPrivate *priv = qh_type_ahead_get_instance_private (self);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  if (qh_type_ahead_is_open (self))
    return key_open_cb (self, keyval);
  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return FALSE;
  open (self, priv->chosen != 0 ? "" : qh_type_ahead_get_text (self));
  return TRUE;
}

/* What was typed and names one thing only, or exactly, need not be accepted. */
static void
left_cb (QhTypeAhead *self)
{
  QhTypeAheadPrivate *priv = qh_type_ahead_get_instance_private (self);
  const char *text = qh_type_ahead_get_text (self);
  g_autofree char *typed = NULL;

  if (text[0] != '\0' && priv->chosen == 0)
    {
      typed = qh_fold (text);
      search (self, text);
      for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (priv->found)); i++)
        {
          g_autoptr (QhSuggestion) suggestion = g_list_model_get_item (G_LIST_MODEL (priv->found), i);
          g_autofree char *folded = qh_fold (qh_suggestion_get_title (suggestion));

          if (g_list_model_get_n_items (G_LIST_MODEL (priv->found)) == 1 || g_str_equal (folded, typed))
            {
              gtk_single_selection_set_selected (priv->selection, i);
              accept_selected (self);
              break;
            }
        }
    }
  qh_type_ahead_close (self);
}

static void
entry_activate_cb (QhTypeAhead *self)
{
  g_signal_emit (self, signals[ACTIVATE], 0);
}

static void
list_activate_cb (QhTypeAhead *self,
                  guint        position)
{
  QhTypeAheadPrivate *priv = qh_type_ahead_get_instance_private (self);

  gtk_single_selection_set_selected (priv->selection, position);
  if (accept_selected (self))
    g_signal_emit (self, signals[ACCEPTED], 0);
}

/* Rows */

static GtkWidget *
append_label (GtkWidget  *box,
              const char *first_class,
              const char *second_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  if (first_class != NULL)
    gtk_widget_add_css_class (label, first_class);
  if (second_class != NULL)
    gtk_widget_add_css_class (label, second_class);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *title = append_label (box, NULL, NULL);
  GtkWidget *key;

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  append_label (box, "dim-label", "caption");
  key = append_label (box, "key", NULL);
  gtk_label_set_ellipsize (GTK_LABEL (key), PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_valign (key, GTK_ALIGN_CENTER);
  gtk_list_item_set_child (item, box);
}

static void
set_label (GtkWidget  *label,
           const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL && text[0] != '\0');
}

static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item,
             QhTypeAhead              *self)
{
  QhTypeAheadPrivate *priv = qh_type_ahead_get_instance_private (self);
  QhSuggestion *suggestion = gtk_list_item_get_item (item);
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *detail = gtk_widget_get_next_sibling (title);
  g_autoptr (PangoAttrList) attributes = qh_highlight_new (qh_suggestion_get_title (suggestion), priv->words, GTK_WIDGET (self));

  gtk_label_set_text (GTK_LABEL (title), qh_suggestion_get_title (suggestion));
  gtk_label_set_attributes (GTK_LABEL (title), attributes);
  set_label (detail, qh_suggestion_get_detail (suggestion));
  set_label (gtk_widget_get_next_sibling (detail), qh_suggestion_get_key (suggestion));
}

static GtkWidget *
create_list (QhTypeAhead *self)
{
  QhTypeAheadPrivate *priv = qh_type_ahead_get_instance_private (self);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), self);
  priv->list = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (priv->selection)), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (priv->list), TRUE);
  gtk_widget_set_can_focus (priv->list, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Suggestions"), -1);
  g_signal_connect_swapped (priv->list, "activate", G_CALLBACK (list_activate_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MOST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), priv->list);
  return scrolled;
}

static void
create_popover (QhTypeAhead *self)
{
  QhTypeAheadPrivate *priv = qh_type_ahead_get_instance_private (self);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), create_list (self));
  priv->footer = append_label (box, "dim-label", "caption");
  gtk_label_set_xalign (GTK_LABEL (priv->footer), 0);
  gtk_widget_add_css_class (priv->footer, "suggestions-footer");
  priv->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (priv->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (priv->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (priv->popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (priv->popover, GTK_ALIGN_START);
  gtk_widget_set_size_request (priv->popover, POPOVER_WIDTH, -1);
  gtk_widget_add_css_class (priv->popover, "suggestions");
  gtk_popover_set_child (GTK_POPOVER (priv->popover), box);
  gtk_widget_set_parent (priv->popover, GTK_WIDGET (self));
}

/* Overrides */

static gboolean
qh_type_ahead_grab_focus (GtkWidget *widget)
{
  QhTypeAheadPrivate *priv = qh_type_ahead_get_instance_private (QH_TYPE_AHEAD (widget));

  return gtk_widget_grab_focus (priv->entry);
}

static void
qh_type_ahead_dispose (GObject *object)
{
  QhTypeAhead *self = QH_TYPE_AHEAD (object);
  QhTypeAheadPrivate *priv = qh_type_ahead_get_instance_private (self);

  g_clear_pointer (&priv->popover, gtk_widget_unparent);
  g_clear_pointer (&priv->entry, gtk_widget_unparent);
  g_clear_object (&priv->selection);
  g_clear_object (&priv->found);
  g_clear_pointer (&priv->words, g_strfreev);
  G_OBJECT_CLASS (qh_type_ahead_parent_class)->dispose (object);
}

static void
qh_type_ahead_class_init (QhTypeAheadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_type_ahead_dispose;
  widget_class->grab_focus = qh_type_ahead_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "typeahead");

  /**
   * QhTypeAhead::chosen:
   *
   * Something else is chosen, or nothing any more.
   */
  signals[CHOSEN] = g_signal_new ("chosen", QH_TYPE_TYPE_AHEAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * QhTypeAhead::accepted:
   *
   * A suggestion was accepted with Enter or a click: go on to the next field.
   */
  signals[ACCEPTED] = g_signal_new ("accepted", QH_TYPE_TYPE_AHEAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * QhTypeAhead::activate:
   *
   * Enter was pressed while nothing was offered.
   */
  signals[ACTIVATE] = g_signal_new ("activate", QH_TYPE_TYPE_AHEAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
qh_type_ahead_init (QhTypeAhead *self)
{
  QhTypeAheadPrivate *priv = qh_type_ahead_get_instance_private (self);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  priv->found = g_list_store_new (QH_TYPE_SUGGESTION);
  priv->selection = gtk_single_selection_new (NULL);
  priv->entry = gtk_entry_new ();
  gtk_widget_set_hexpand (priv->entry, TRUE);
  gtk_widget_set_parent (priv->entry, GTK_WIDGET (self));
  g_signal_connect_swapped (priv->entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (priv->entry, "activate", G_CALLBACK (entry_activate_cb), self);
  create_popover (self);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (priv->entry, keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (priv->entry, focus);
}

/**
 * qh_type_ahead_get_chosen:
 *
 * Returns: the id of what is chosen, or 0.
 */
gint64
qh_type_ahead_get_chosen (QhTypeAhead *self)
{
  QhTypeAheadPrivate *priv = qh_type_ahead_get_instance_private (self);

  return priv->chosen;
}

/**
 * qh_type_ahead_set_chosen:
 * @id: what is chosen, or 0 to empty the entry
 * @title: (nullable): what it is called
 *
 * Chooses without anybody typing; #QhTypeAhead::chosen is emitted.
 */
void
qh_type_ahead_set_chosen (QhTypeAhead *self,
                          gint64       id,
                          const char  *title)
{
  QhTypeAheadPrivate *priv = qh_type_ahead_get_instance_private (self);

  priv->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (priv->entry), id != 0 && title != NULL ? title : "");
  gtk_editable_set_position (GTK_EDITABLE (priv->entry), 0);
  priv->setting = FALSE;
  qh_type_ahead_set_error (self, FALSE);
  qh_type_ahead_close (self);
  choose (self, id);
}

/**
 * qh_type_ahead_is_settled:
 *
 * Returns: whether something is chosen or nothing is typed.
 */
gboolean
qh_type_ahead_is_settled (QhTypeAhead *self)
{
  return qh_type_ahead_get_chosen (self) != 0 || qh_type_ahead_get_text (self)[0] == '\0';
}

const char *
qh_type_ahead_get_text (QhTypeAhead *self)
{
  QhTypeAheadPrivate *priv = qh_type_ahead_get_instance_private (self);

  return gtk_editable_get_text (GTK_EDITABLE (priv->entry));
}

/**
 * qh_type_ahead_get_entry:
 *
 * Returns: (transfer none): the entry within, for its placeholder and names.
 */
GtkEntry *
qh_type_ahead_get_entry (QhTypeAhead *self)
{
  QhTypeAheadPrivate *priv = qh_type_ahead_get_instance_private (self);

  return GTK_ENTRY (priv->entry);
}

/**
 * qh_type_ahead_set_error:
 *
 * Marks the entry as what is wrong; typing takes the mark away.
 */
void
qh_type_ahead_set_error (QhTypeAhead *self,
                         gboolean     error)
{
  QhTypeAheadPrivate *priv = qh_type_ahead_get_instance_private (self);

  if (error)
    gtk_widget_add_css_class (priv->entry, "error");
  else
    gtk_widget_remove_css_class (priv->entry, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (priv->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               error ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

void
qh_type_ahead_close (QhTypeAhead *self)
{
  QhTypeAheadPrivate *priv = qh_type_ahead_get_instance_private (self);

  if (priv->popover != NULL && gtk_widget_get_visible (priv->popover))
    gtk_popover_popdown (GTK_POPOVER (priv->popover));
  describe_selected (self);
}

/**
 * qh_type_ahead_forget:
 *
 * Drops what was offered.
 */
void
qh_type_ahead_forget (QhTypeAhead *self)
{
  QhTypeAheadPrivate *priv = qh_type_ahead_get_instance_private (self);
  g_autoptr (GListStore) none = g_list_store_new (QH_TYPE_SUGGESTION);

  g_set_object (&priv->found, none);
  gtk_single_selection_set_model (priv->selection, G_LIST_MODEL (none));
}

gboolean
qh_type_ahead_is_open (QhTypeAhead *self)
{
  QhTypeAheadPrivate *priv = qh_type_ahead_get_instance_private (self);

  return gtk_widget_get_visible (priv->popover);
}
