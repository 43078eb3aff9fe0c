/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/qh-code-drop-down.h"

#include <glib/gi18n-lib.h>

#include "domain/qh-fold.h"

#define TYPING_PAUSE (G_USEC_PER_SEC)

/**
 * QhCodeDropDown:
 *
 * A drop-down of the codes of a catalogue. Typing the beginning of a label
 * chooses it; Space opens it; Enter is left to whoever holds it.
 */
struct _QhCodeDropDown
{
  GtkWidget parent_instance;

  GtkWidget *drop_down;
  GArray *codes; /* of gint64, a code each position; the first is 0 */
  GtkStringList *labels;
  QhSession *session;
  GString *typed;
  gint64 typed_at;
};

G_DEFINE_FINAL_TYPE (QhCodeDropDown, qh_code_drop_down, GTK_TYPE_WIDGET)

enum
{
  ACTIVATE,
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
append (QhCodeDropDown *self,
        gint64          code,
        const char     *label)
{
  g_array_append_val (self->codes, code);
  gtk_string_list_append (self->labels, label);
}

static int
find_code (QhCodeDropDown *self,
           gint64          code)
{
  for (guint i = 0; i < self->codes->len; i++)
    if (g_array_index (self->codes, gint64, i) == code)
      return (int) i;
  return -1;
}

static gboolean
begins_with (QhCodeDropDown *self,
             guint           position,
             const char     *folded)
{
  g_autofree char *label = qh_fold (gtk_string_list_get_string (self->labels, position));

  return g_str_has_prefix (label, folded);
}

/* From the present one on, the next whose label begins with what was typed; the
 * same letter again goes on to the one after. */
static void
choose_typed (QhCodeDropDown *self)
{
  guint n = self->codes->len;
  guint current = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->drop_down));
  g_autofree char *folded = qh_fold (self->typed->str);
  gboolean single = g_utf8_strlen (folded, -1) == 1;

  for (guint step = single ? 1 : 0; step <= n && n > 0; step++)
    {
      guint position = (current + step) % n;

      if (position != 0 && begins_with (self, position, folded))
        {
          gtk_drop_down_set_selected (GTK_DROP_DOWN (self->drop_down), position);
          return;
        }
    }
}

/* While its list is open, keys belong to the list. */
static gboolean
is_open (QhCodeDropDown *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_get_native (focus) != gtk_widget_get_native (GTK_WIDGET (self));
}

static gboolean
key_pressed_cb (QhCodeDropDown *self,
                guint           keyval,
                guint           keycode,
                GdkModifierType state)
{
  gunichar character = gdk_keyval_to_unicode (keyval);
  gint64 now = g_get_monotonic_time ();

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || is_open (self))
    return FALSE;
  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter)
    {
      g_signal_emit (self, signals[ACTIVATE], 0);
      return TRUE;
    }
  if (keyval == GDK_KEY_Delete || keyval == GDK_KEY_BackSpace)
    {
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->drop_down), 0);
      return TRUE;
    }
  if (!g_unichar_isgraph (character))
    return FALSE;
  if (now - self->typed_at > TYPING_PAUSE)
    g_string_truncate (self->typed, 0);
  self->typed_at = now;
  g_string_append_unichar (self->typed, character);
  choose_typed (self);
  return TRUE;
}

static void
selected_cb (QhCodeDropDown *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The button is narrower than the longest label. */
static void
setup_button_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 9);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 14);
  gtk_list_item_set_child (item, label);
}

static void
bind_button_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static GtkListItemFactory *
create_list_factory (void)
{
  static const char row[] =
    "<interface><template class='GtkListItem'><property name='child'><object class='GtkLabel'>"
    "<property name='xalign'>0</property><binding name='label'>"
    "<lookup name='string' type='GtkStringObject'><lookup name='item'>GtkListItem</lookup></lookup>"
    "</binding></object></property></template></interface>";
  g_autoptr (GBytes) bytes = g_bytes_new_static (row, sizeof row - 1);

  return gtk_builder_list_item_factory_new_from_bytes (NULL, bytes);
}

static gboolean
qh_code_drop_down_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (QH_CODE_DROP_DOWN (widget)->drop_down);
}

static void
qh_code_drop_down_dispose (GObject *object)
{
  QhCodeDropDown *self = QH_CODE_DROP_DOWN (object);

  g_clear_pointer (&self->drop_down, gtk_widget_unparent);
  g_clear_object (&self->labels);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (qh_code_drop_down_parent_class)->dispose (object);
}

static void
qh_code_drop_down_finalize (GObject *object)
{
  QhCodeDropDown *self = QH_CODE_DROP_DOWN (object);

  g_array_unref (self->codes);
  g_string_free (self->typed, TRUE);
  G_OBJECT_CLASS (qh_code_drop_down_parent_class)->finalize (object);
}

static void
qh_code_drop_down_class_init (QhCodeDropDownClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_code_drop_down_dispose;
  G_OBJECT_CLASS (klass)->finalize = qh_code_drop_down_finalize;
  widget_class->grab_focus = qh_code_drop_down_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  /**
   * QhCodeDropDown::activate:
   *
   * Enter was pressed on it.
   */
  signals[ACTIVATE] = g_signal_new ("activate", QH_TYPE_CODE_DROP_DOWN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * QhCodeDropDown::changed:
   *
   * Another code is chosen.
   */
  signals[CHANGED] = g_signal_new ("changed", QH_TYPE_CODE_DROP_DOWN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
qh_code_drop_down_init (QhCodeDropDown *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_autoptr (GtkListItemFactory) button = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) list = create_list_factory ();

  self->codes = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->labels = gtk_string_list_new (NULL);
  self->typed = g_string_new (NULL);
  g_signal_connect (button, "setup", G_CALLBACK (setup_button_cb), NULL);
  g_signal_connect (button, "bind", G_CALLBACK (bind_button_cb), NULL);
  self->drop_down = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (self->labels)), NULL);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (self->drop_down), button);
  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (self->drop_down), list);
  gtk_widget_set_parent (self->drop_down, GTK_WIDGET (self));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->drop_down), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self, NULL, -1);
  g_signal_connect_swapped (self->drop_down, "notify::selected", G_CALLBACK (selected_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * qh_code_drop_down_new:
 *
 * Returns: (transfer floating): an empty drop-down.
 */
GtkWidget *
qh_code_drop_down_new (void)
{
  return g_object_new (QH_TYPE_CODE_DROP_DOWN, NULL);
}

/**
 * qh_code_drop_down_set_catalogue:
 * @session: (nullable): the open workspace
 * @catalogue: whose codes to offer
 *
 * Offers the codes that are not retired; nothing is chosen.
 */
void
qh_code_drop_down_set_catalogue (QhCodeDropDown *self,
                                 QhSession      *session,
                                 const char     *catalogue)
{
  g_autoptr (QhCatalogues) catalogues = session != NULL ? qh_store_ref_catalogues (qh_session_get_store (session)) : NULL;
  GPtrArray *entries = catalogues != NULL ? qh_catalogues_list (catalogues, catalogue) : NULL;

  g_set_object (&self->session, session);
  g_array_set_size (self->codes, 0);
  gtk_string_list_splice (self->labels, 0, g_list_model_get_n_items (G_LIST_MODEL (self->labels)), NULL);
  append (self, 0, _("Not chosen"));
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const QhEntry *entry = g_ptr_array_index (entries, i);

      if (!entry->retired)
        append (self, entry->id, qh_entry_get_label (entry, qh_session_get_language (session)));
    }
  for (gint64 code = 1; catalogues != NULL && code <= QH_N_MISSING; code++)
    append (self, code, qh_catalogues_get_label (catalogues, code, qh_session_get_language (session)));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->drop_down), 0);
}

/**
 * qh_code_drop_down_get_code:
 *
 * Returns: the code that is chosen, or 0.
 */
gint64
qh_code_drop_down_get_code (QhCodeDropDown *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->drop_down));

  return selected < self->codes->len ? g_array_index (self->codes, gint64, selected) : 0;
}

/**
 * qh_code_drop_down_set_code:
 * @code: a code, or 0 for none; a retired one is offered from now on
 */
void
qh_code_drop_down_set_code (QhCodeDropDown *self,
                            gint64          code)
{
  if (find_code (self, code) < 0)
    append (self, code, qh_session_get_label (self->session, code));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->drop_down), (guint) find_code (self, code));
}
