/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/qh-code-menu.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "domain/qh-fold.h"
#include "ui/widgets/qh-tooltip.h"

#define SEARCH_FROM 9
#define LABEL_WIDTH 12

/**
 * QhCodeMenu:
 *
 * A flat button that says what a field holds and opens the codes of its
 * catalogue, one or several of which can be chosen.
 */
struct _QhCodeMenu
{
  GtkWidget parent_instance;

  GtkWidget *button;
  GtkWidget *name;
  GtkWidget *value;
  GtkWidget *popover;
  GtkWidget *search;
  GtkListBox *list;

  QhSession *session;
  char *title;
  char *catalogue;
  gboolean several;
  GArray *codes; /* of gint64, in order */
  GStrv words;
};

G_DEFINE_FINAL_TYPE (QhCodeMenu, qh_code_menu, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
holds (QhCodeMenu *self,
       gint64      code)
{
  for (guint i = 0; i < self->codes->len; i++)
    if (g_array_index (self->codes, gint64, i) == code)
      return TRUE;
  return code == 0 && self->codes->len == 0;
}

/* What the button says */

static char *
describe (QhCodeMenu *self)
{
  const char *first = self->codes->len > 0 && self->session != NULL ? qh_session_get_label (self->session, g_array_index (self->codes, gint64, 0)) : NULL;

  if (first == NULL)
    return NULL;
  if (self->codes->len == 1)
    return g_strdup (first);
  /* Translators: the first of several codes and how many more there are. */
  return g_strdup_printf (_("%s +%u"), first, self->codes->len - 1);
}

/* An explanation in brackets is left to the tooltip. */
static void
show_value (QhCodeMenu *self,
            const char *value)
{
  g_autofree char *brief = g_strdup (value != NULL ? value : "");
  char *bracket = strstr (brief, " (");

  if (bracket != NULL)
    *bracket = '\0';
  gtk_label_set_text (GTK_LABEL (self->value), brief);
}

static void
update_button (QhCodeMenu *self)
{
  g_autofree char *value = describe (self);
  g_autofree char *whole = g_strdup_printf ("%s: %s", self->title, value != NULL ? value : _("not chosen"));

  show_value (self, value);
  gtk_widget_set_visible (self->value, value != NULL);
  qh_tooltip_set (self->button, whole);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
}

/* The list */

static gint64
get_row_code (GtkListBoxRow *row)
{
  return *(gint64 *) g_object_get_data (G_OBJECT (row), "code");
}

static void
append_row (QhCodeMenu *self,
            gint64      code,
            const char *label)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *text = gtk_label_new (label);
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (text, TRUE);
  if (code == 0)
    gtk_widget_add_css_class (text, "dim-label");
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), check);
  gtk_widget_set_opacity (check, holds (self, code) ? 1 : 0);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "code", g_memdup2 (&code, sizeof code), g_free);
  g_object_set_data_full (G_OBJECT (row), "folded", qh_fold (label), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_CHECKED, holds (self, code), -1);
  gtk_list_box_append (self->list, row);
}

static void
clear_rows (QhCodeMenu *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
fill_rows (QhCodeMenu *self)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (qh_session_get_store (self->session));
  GPtrArray *entries = qh_catalogues_list (catalogues, self->catalogue);
  QhLanguage language = qh_session_get_language (self->session);

  clear_rows (self);
  append_row (self, 0, _("None"));
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const QhEntry *entry = g_ptr_array_index (entries, i);

      if (!entry->retired || holds (self, entry->id))
        append_row (self, entry->id, qh_entry_get_label (entry, language));
    }
  for (gint64 code = 1; code <= QH_N_MISSING; code++)
    append_row (self, code, qh_catalogues_get_label (catalogues, code, language));
  gtk_widget_set_visible (self->search, entries != NULL && entries->len >= SEARCH_FROM);
}

static gboolean
filter_row_cb (GtkListBoxRow *row,
               gpointer       data)
{
  QhCodeMenu *self = data;

  return self->words == NULL || qh_fold_match (g_object_get_data (G_OBJECT (row), "folded"), self->words);
}

static void
searched_cb (QhCodeMenu *self)
{
  g_clear_pointer (&self->words, g_strfreev);
  self->words = qh_fold_words (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  gtk_list_box_invalidate_filter (self->list);
}

static void
toggle (QhCodeMenu *self,
        gint64      code)
{
  gboolean alone = !self->several || code == 0 || qh_is_missing_code (code);

  if (alone)
    g_array_set_size (self->codes, 0);
  else
    for (guint i = self->codes->len; i > 0; i--)
      if (g_array_index (self->codes, gint64, i - 1) == code)
        {
          g_array_remove_index (self->codes, i - 1);
          return;
        }
      else if (qh_is_missing_code (g_array_index (self->codes, gint64, i - 1)))
        g_array_remove_index (self->codes, i - 1);
  if (code != 0)
    g_array_append_val (self->codes, code);
}

static void
show_checks (QhCodeMenu *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      gboolean chosen = holds (self, get_row_code (row));

      gtk_widget_set_opacity (gtk_widget_get_last_child (gtk_list_box_row_get_child (row)), chosen ? 1 : 0);
      gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_CHECKED, chosen, -1);
    }
}

static void
row_activated_cb (QhCodeMenu    *self,
                  GtkListBoxRow *row)
{
  toggle (self, get_row_code (row));
  update_button (self);
  if (self->several)
    show_checks (self);
  else
    gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Enter in the search takes the first that is left. */
static void
search_activate_cb (QhCodeMenu *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      {
        row_activated_cb (self, row);
        return;
      }
}

static void
search_stop_cb (QhCodeMenu *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
shown_cb (QhCodeMenu *self)
{
  if (self->session == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  fill_rows (self);
  gtk_widget_grab_focus (gtk_widget_get_visible (self->search) ? self->search : GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
}

static GtkWidget *
create_popover (QhCodeMenu *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->search = gtk_search_entry_new ();
  g_signal_connect_swapped (self->search, "changed", G_CALLBACK (searched_cb), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_activate_cb), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (search_stop_cb), self);
  gtk_box_append (GTK_BOX (box), self->search);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_filter_func (self->list, filter_row_cb, self, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "code-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, self->title, -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 320);
  gtk_widget_set_size_request (scrolled, 280, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_swapped (popover, "map", G_CALLBACK (shown_cb), self);
  return popover;
}

static void
create_button (QhCodeMenu *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  self->name = gtk_label_new (self->title);
  self->value = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->value), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (self->value), LABEL_WIDTH);
  gtk_widget_add_css_class (self->value, "code-menu-value");
  gtk_box_append (GTK_BOX (box), self->name);
  gtk_box_append (GTK_BOX (box), self->value);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  self->popover = create_popover (self);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), self->popover);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "code-menu");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  update_button (self);
}

static void
qh_code_menu_dispose (GObject *object)
{
  QhCodeMenu *self = QH_CODE_MENU (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->session);
  g_clear_pointer (&self->words, g_strfreev);
  G_OBJECT_CLASS (qh_code_menu_parent_class)->dispose (object);
}

static void
qh_code_menu_finalize (GObject *object)
{
  QhCodeMenu *self = QH_CODE_MENU (object);

  g_array_unref (self->codes);
  g_free (self->title);
  g_free (self->catalogue);
  G_OBJECT_CLASS (qh_code_menu_parent_class)->finalize (object);
}

static void
qh_code_menu_class_init (QhCodeMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_code_menu_dispose;
  G_OBJECT_CLASS (klass)->finalize = qh_code_menu_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  /**
   * QhCodeMenu::changed:
   *
   * Somebody chose something else.
   */
  signals[CHANGED] = g_signal_new ("changed", QH_TYPE_CODE_MENU, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
qh_code_menu_init (QhCodeMenu *self)
{
  self->codes = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * qh_code_menu_new:
 * @title: the field's name, translated
 * @catalogue: the catalogue from which to choose
 * @several: whether several codes can be chosen
 *
 * Returns: (transfer floating): the button.
 */
GtkWidget *
qh_code_menu_new (const char *title,
                  const char *catalogue,
                  gboolean    several)
{
  QhCodeMenu *self = g_object_new (QH_TYPE_CODE_MENU, NULL);

  self->title = g_strdup (title);
  self->catalogue = g_strdup (catalogue);
  self->several = several;
  create_button (self);
  return GTK_WIDGET (self);
}

/**
 * qh_code_menu_set_session:
 * @session: (nullable): the open workspace
 *
 * Chooses nothing, and from now on offers the codes of @session.
 */
void
qh_code_menu_set_session (QhCodeMenu *self,
                          QhSession  *session)
{
  g_set_object (&self->session, session);
  g_array_set_size (self->codes, 0);
  update_button (self);
}

/**
 * qh_code_menu_get_code:
 *
 * Returns: the code that is chosen, or 0.
 */
gint64
qh_code_menu_get_code (QhCodeMenu *self)
{
  return self->codes->len > 0 ? g_array_index (self->codes, gint64, 0) : 0;
}

/**
 * qh_code_menu_set_code:
 * @code: a code, or 0 for none
 */
void
qh_code_menu_set_code (QhCodeMenu *self,
                       gint64      code)
{
  qh_code_menu_set_codes (self, &code, code != 0 ? 1 : 0);
}

/**
 * qh_code_menu_get_codes:
 *
 * Returns: (transfer none) (element-type gint64): the codes in the order in which they were chosen.
 */
const GArray *
qh_code_menu_get_codes (QhCodeMenu *self)
{
  return self->codes;
}

void
qh_code_menu_set_codes (QhCodeMenu   *self,
                        const gint64 *codes,
                        guint         n_codes)
{
  g_array_set_size (self->codes, 0);
  g_array_append_vals (self->codes, codes, n_codes);
  update_button (self);
}
