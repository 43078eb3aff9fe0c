/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/goals/qh-condition-menu.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/forms/qh-date-text.h"
#include "ui/widgets/qh-tooltip.h"

#define LIST_HEIGHT 320
#define LABEL_WIDTH 18
#define ENTRY_WIDTH 12

/**
 * QhConditionMenu:
 *
 * A flat button that says what a condition lets through of a field that is not of codes:
 * from what to what of a date, a time or a number; yes or no; some workers or units.
 */
struct _QhConditionMenu
{
  GtkWidget parent_instance;

  GtkWidget *button;
  GtkWidget *value_label;
  GtkWidget *wrong;   /* what is not understood */
  GtkWidget *ends[2]; /* from and to; NULL where choices are ticked */
  GPtrArray *ticks;   /* of GtkCheckButton */

  const QhField *field;
  char *title;
  char *value; /* (nullable): as qh_filter_parse() takes it */
  guint reading;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (QhConditionMenu, qh_condition_menu, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
names (const QhField *field, const char *kind)
{
  return field->type == QH_TYPE_REFERENCE && g_str_equal (field->kind, kind);
}

static gboolean
has_range (const QhField *field)
{
  return field->type == QH_TYPE_DATE || field->type == QH_TYPE_TIME || field->type == QH_TYPE_MINUTES
         || field->type == QH_TYPE_COUNT;
}

/**
 * qh_condition_menu_fits:
 *
 * Returns: whether such a menu can tell a condition on a field.
 */
gboolean
qh_condition_menu_fits (const QhField *field)
{
  return has_range (field) || field->type == QH_TYPE_YESNO || names (field, "worker") || names (field, "unit");
}

/* From what a person types to what a condition says, and back. */

/* A year or a month stands for all its days. */
static gboolean
is_span_of_days (const char *text)
{
  gsize length = strlen (text);

  return strspn (text, "0123456789-") == length && (length == 4 || (length == 7 && text[4] == '-'));
}

/* Returns: (nullable): what a condition says of it; NULL where it is not understood. */
static char *
read_date (const char *text)
{
  QhDay day;
  char iso[QH_DAY_ISO_SIZE];

  if (is_span_of_days (text))
    return g_strdup (text);
  day = qh_date_text_parse (text, qh_day_today ());
  if (day == QH_NO_DAY)
    return NULL;
  qh_day_to_iso (day, iso);
  return g_strdup (iso);
}

static char *
read_end (QhConditionMenu *self, GtkWidget *entry)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  gint64 number;
  int minute;

  if (text[0] == '\0')
    return g_steal_pointer (&text);
  if (self->field->type == QH_TYPE_DATE)
    return read_date (text);
  if (self->field->type == QH_TYPE_TIME)
    return qh_minute_from_text (text, &minute) ? g_strdup_printf ("%02d:%02d", minute / 60, minute % 60) : NULL;
  return g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, &number, NULL) ? g_steal_pointer (&text) : NULL;
}

static char *
show_end (QhConditionMenu *self, const char *text)
{
  QhDay day = self->field->type == QH_TYPE_DATE && strlen (text) == strlen ("2026-10-30") ? qh_day_from_iso (text) : QH_NO_DAY;

  return day != QH_NO_DAY ? qh_date_text_format (day) : g_strdup (text);
}

/* The two ends of a range; one value is both. */
static void
split (QhConditionMenu *self, char *ends[2])
{
  const char *value = self->value != NULL ? self->value : "";
  const char *dots = strstr (value, "..");
  g_autofree char *from = dots != NULL ? g_strndup (value, dots - value) : g_strdup (value);

  ends[0] = show_end (self, from);
  ends[1] = show_end (self, dots != NULL ? dots + 2 : value);
}

/* What the button says */

static char *
describe_range (QhConditionMenu *self)
{
  char *ends[2];
  char *words;

  split (self, ends);
  if (ends[0][0] == '\0')
    words = g_strdup_printf ("≤ %s", ends[1]);
  else if (ends[1][0] == '\0')
    words = g_strdup_printf ("≥ %s", ends[0]);
  else if (g_str_equal (ends[0], ends[1]))
    words = g_strdup (ends[0]);
  else
    words = g_strdup_printf ("%s–%s", ends[0], ends[1]);
  g_free (ends[0]);
  g_free (ends[1]);
  return words;
}

static char *
describe_ticked (QhConditionMenu *self)
{
  const char *first = NULL;
  guint n = 0;

  for (guint i = 0; i < self->ticks->len; i++)
    {
      GtkCheckButton *tick = g_ptr_array_index (self->ticks, i);

      if (gtk_check_button_get_active (tick) && n++ == 0)
        first = gtk_check_button_get_label (tick);
    }
  if (n > 1)
    return g_strdup_printf (_ ("%s +%u"), first, n - 1);
  return g_strdup (first != NULL ? first : self->value);
}

static void
update_button (QhConditionMenu *self)
{
  g_autofree char *words
    = self->value == NULL ? NULL : self->ends[0] != NULL ? describe_range (self) : describe_ticked (self);
  g_autofree char *whole = g_strdup_printf ("%s: %s", self->title, words != NULL ? words : _ ("not chosen"));

  gtk_label_set_text (GTK_LABEL (self->value_label), words != NULL ? words : "");
  gtk_widget_set_visible (self->value_label, words != NULL);
  qh_tooltip_set (self->button, whole);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
}

static void
take (QhConditionMenu *self, char *value)
{
  g_autofree char *before = self->value;

  self->value = value;
  update_button (self);
  if (g_strcmp0 (before, value) != 0)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* Choosing */

static void
ticked_cb (QhConditionMenu *self)
{
  GString *codes = g_string_new (NULL);

  if (self->filling)
    {
      g_string_free (codes, TRUE);
      return;
    }
  for (guint i = 0; i < self->ticks->len; i++)
    {
      GtkCheckButton *tick = g_ptr_array_index (self->ticks, i);

      if (gtk_check_button_get_active (tick))
        g_string_append_printf (codes, "%s%s", codes->len > 0 ? "," : "", (const char *)g_object_get_data (G_OBJECT (tick), "code"));
    }
  take (self, g_string_free (codes, codes->len == 0));
}

/* What is not understood changes nothing, and is said. */
static void
read_ends (QhConditionMenu *self)
{
  g_autofree char *from = read_end (self, self->ends[0]);
  g_autofree char *to = read_end (self, self->ends[1]);

  for (guint i = 0; i < 2; i++)
    if ((i == 0 ? from : to) == NULL)
      gtk_widget_add_css_class (self->ends[i], "error");
    else
      gtk_widget_remove_css_class (self->ends[i], "error");
  gtk_widget_set_visible (self->wrong, from == NULL || to == NULL);
  if (from == NULL || to == NULL)
    return;
  take (self, from[0] == '\0' && to[0] == '\0' ? NULL : g_strconcat (from, "..", to, NULL));
}

static gboolean
read_ends_cb (gpointer data)
{
  QhConditionMenu *self = data;

  self->reading = 0;
  read_ends (self);
  return G_SOURCE_REMOVE;
}

/* A text that takes the place of another is empty in between: that is not meant. */
static void
typed_cb (QhConditionMenu *self)
{
  if (!self->filling && self->reading == 0)
    self->reading = g_idle_add (read_ends_cb, self);
}

static void
flush (QhConditionMenu *self)
{
  if (self->reading != 0)
    {
      g_clear_handle_id (&self->reading, g_source_remove);
      read_ends (self);
    }
}

static void
entered_cb (QhConditionMenu *self)
{
  flush (self);
  if (!gtk_widget_get_visible (self->wrong))
    gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
}

static void
fill_range (QhConditionMenu *self)
{
  char *ends[2];

  split (self, ends);
  for (guint i = 0; i < 2; i++)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->ends[i]), ends[i]);
      gtk_widget_remove_css_class (self->ends[i], "error");
      g_free (ends[i]);
    }
  gtk_widget_set_visible (self->wrong, FALSE);
}

/* What was not understood the last time is forgotten. */
static void
shown_cb (QhConditionMenu *self)
{
  if (self->ends[0] != NULL)
    {
      self->filling = TRUE;
      fill_range (self);
      self->filling = FALSE;
    }
  if (self->ends[0] != NULL || self->ticks->len > 0)
    gtk_widget_grab_focus (self->ends[0] != NULL ? self->ends[0] : g_ptr_array_index (self->ticks, 0));
}

/* Building */

static char *
dup_example (const QhField *field)
{
  return field->type == QH_TYPE_DATE ? qh_date_text_hint () : g_strdup (field->type == QH_TYPE_TIME ? "14:00" : "60");
}

static void
add_range (QhConditionMenu *self, GtkWidget *box)
{
  GtkWidget *grid = gtk_grid_new ();
  g_autofree char *example = dup_example (self->field);

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 9);
  for (int i = 0; i < 2; i++)
    {
      const char *words = i == 0 ? C_ ("interval", "From") : C_ ("interval", "To");
      GtkWidget *label = gtk_label_new (words);
      g_autofree char *whole = g_strdup_printf ("%s: %s", self->title, words);

      self->ends[i] = gtk_entry_new ();
      gtk_editable_set_width_chars (GTK_EDITABLE (self->ends[i]), ENTRY_WIDTH);
      gtk_entry_set_placeholder_text (GTK_ENTRY (self->ends[i]), example);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->ends[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
      g_signal_connect_swapped (self->ends[i], "changed", G_CALLBACK (typed_cb), self);
      g_signal_connect_swapped (self->ends[i], "activate", G_CALLBACK (entered_cb), self);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_grid_attach (GTK_GRID (grid), label, 0, i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), self->ends[i], 1, i, 1, 1);
    }
  self->wrong = gtk_label_new (self->field->type == QH_TYPE_DATE   ? _ ("That is no date, month or year.")
                               : self->field->type == QH_TYPE_TIME ? _ ("That is no time of the day.")
                                                                   : _ ("That is no whole number."));
  gtk_widget_add_css_class (self->wrong, "error");
  gtk_box_append (GTK_BOX (box), grid);
  gtk_box_append (GTK_BOX (box), self->wrong);
}

static void
add_tick (QhConditionMenu *self, GtkWidget *list, const char *label, gint64 key)
{
  GtkWidget *tick = gtk_check_button_new_with_label (label);
  g_autofree char *code = g_strdup_printf ("%" G_GINT64_FORMAT, key);
  g_auto (GStrv) chosen = g_strsplit (self->value != NULL ? self->value : "", ",", -1);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (tick), g_strv_contains ((const char *const *)chosen, code));
  g_object_set_data_full (G_OBJECT (tick), "code", g_steal_pointer (&code), g_free);
  g_signal_connect_swapped (tick, "toggled", G_CALLBACK (ticked_cb), self);
  g_ptr_array_add (self->ticks, tick);
  gtk_box_append (GTK_BOX (list), tick);
}

/* All units stand in few rows. */
static void
add_units (QhConditionMenu *self, GtkWidget *list, QhSession *session)
{
  g_autoptr (GPtrArray) units = qh_store_list_all (qh_session_get_store (session), QH_KIND_UNIT, NULL);

  for (guint i = 0; units != NULL && i < units->len; i++)
    {
      const QhRecord *unit = g_ptr_array_index (units, i);

      add_tick (self, list, qh_record_get_text (unit, "name"), unit->id);
    }
}

static void
add_choices (QhConditionMenu *self, GtkWidget *list, QhSession *session)
{
  GPtrArray *workers = qh_session_get_workers (session);

  if (self->field->type == QH_TYPE_YESNO)
    {
      add_tick (self, list, _ ("Yes"), 1);
      add_tick (self, list, _ ("No"), 0);
    }
  else if (names (self->field, "unit"))
    add_units (self, list, session);
  else
    for (guint i = 0; i < workers->len; i++)
      {
        gint64 id = ((const QhRecord *)g_ptr_array_index (workers, i))->id;
        g_autofree char *name = qh_session_dup_worker_name (session, id);

        add_tick (self, list, name, id);
      }
}

static void
add_list (QhConditionMenu *self, GtkWidget *box, QhSession *session)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  add_choices (self, list, session);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), LIST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_box_append (GTK_BOX (box), scrolled);
}

static GtkWidget *
create_popover (QhConditionMenu *self, QhSession *session)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  if (has_range (self->field))
    add_range (self, box);
  else
    add_list (self, box, session);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_swapped (popover, "map", G_CALLBACK (shown_cb), self);
  g_signal_connect_swapped (popover, "closed", G_CALLBACK (flush), self);
  return popover;
}

static void
create_button (QhConditionMenu *self, QhSession *session)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  self->value_label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->value_label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (self->value_label), LABEL_WIDTH);
  gtk_widget_add_css_class (self->value_label, "code-menu-value");
  gtk_box_append (GTK_BOX (box), gtk_label_new (self->title));
  gtk_box_append (GTK_BOX (box), self->value_label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), create_popover (self, session));
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "code-menu");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

static void
qh_condition_menu_dispose (GObject *object)
{
  g_clear_handle_id (&QH_CONDITION_MENU (object)->reading, g_source_remove);
  g_clear_pointer (&QH_CONDITION_MENU (object)->button, gtk_widget_unparent);
  G_OBJECT_CLASS (qh_condition_menu_parent_class)->dispose (object);
}

static void
qh_condition_menu_finalize (GObject *object)
{
  QhConditionMenu *self = QH_CONDITION_MENU (object);

  g_ptr_array_unref (self->ticks);
  g_free (self->title);
  g_free (self->value);
  G_OBJECT_CLASS (qh_condition_menu_parent_class)->finalize (object);
}

static void
qh_condition_menu_class_init (QhConditionMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_condition_menu_dispose;
  G_OBJECT_CLASS (klass)->finalize = qh_condition_menu_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  /**
   * QhConditionMenu::changed:
   *
   * Somebody chose something else.
   */
  signals[CHANGED]
    = g_signal_new ("changed", QH_TYPE_CONDITION_MENU, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
qh_condition_menu_init (QhConditionMenu *self)
{
  self->ticks = g_ptr_array_new ();
}

/**
 * qh_condition_menu_new:
 * @field: one that qh_condition_menu_fits(); its dictionary outlives the menu
 * @value: (nullable): what is let through, as qh_condition_menu_get() says it
 *
 * Returns: (transfer floating): the button.
 */
GtkWidget *
qh_condition_menu_new (QhSession *session, const QhField *field, const char *value)
{
  QhConditionMenu *self = g_object_new (QH_TYPE_CONDITION_MENU, NULL);

  self->field = field;
  self->title = g_strdup (qh_field_get_label (field, qh_session_get_language (session)));
  self->value = g_strdup (value);
  self->filling = TRUE;
  create_button (self, session);
  if (self->ends[0] != NULL)
    fill_range (self);
  self->filling = FALSE;
  update_button (self);
  return GTK_WIDGET (self);
}

/**
 * qh_condition_menu_get:
 *
 * Returns: (transfer none) (nullable): what is let through: FROM..TO, or codes or numbers of
 *   records with commas; %NULL for all.
 */
const char *
qh_condition_menu_get (QhConditionMenu *self)
{
  return self->value;
}
