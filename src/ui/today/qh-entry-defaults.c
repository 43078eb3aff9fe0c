/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/today/qh-entry-defaults.h"

#include <glib/gi18n-lib.h>

#include "store/qh-store-lists.h"
#include "ui/today/qh-start-menu.h"
#include "ui/widgets/qh-code-menu.h"
#include "ui/widgets/qh-tooltip.h"
#include "ui/widgets/qh-wrap-layout.h"

#define N_MENUS 6

/**
 * QhEntryDefaults:
 *
 * Below the entry line: what follows from the type of activity, each a button
 * that opens and changes it. What somebody changed no longer follows.
 */
struct _QhEntryDefaults
{
  GtkWidget parent_instance;

  QhWrapBox *box;
  QhCodeMenu *menus[N_MENUS];
  QhStartMenu *start;

  QhSession *session;
  gboolean touched[N_MENUS];
  gint64 usual_field; /* where the worker was last */
};

G_DEFINE_FINAL_TYPE (QhEntryDefaults, qh_entry_defaults, GTK_TYPE_WIDGET)

static const struct
{
  const char *field;
  const char *catalogue;
  const char *title;
  gboolean several;
  size_t usual; /* where in QhEntry the usual code stands, or 0 */
} menus[N_MENUS] = {
  { "function", "function", N_("Function"), FALSE, G_STRUCT_OFFSET (QhEntry, default_function) },
  { "level", "level", N_("Level"), FALSE, G_STRUCT_OFFSET (QhEntry, default_level) },
  { "field", "field", N_("Field"), FALSE, G_STRUCT_OFFSET (QhEntry, default_field) },
  { "contact_mode", "contact_mode", N_("Mode"), FALSE, G_STRUCT_OFFSET (QhEntry, default_contact_mode) },
  { "place", "place", N_("Place"), FALSE, 0 },
  { "problems", "problem", N_("Problems"), TRUE, 0 },
};

static void
menu_changed_cb (QhEntryDefaults *self,
                 QhCodeMenu      *menu)
{
  for (guint i = 0; i < N_MENUS; i++)
    if (self->menus[i] == menu)
      self->touched[i] = TRUE;
}

static gint64
get_usual (QhEntryDefaults *self,
           guint            i,
           const QhEntry   *type)
{
  gint64 usual = 0;

  if (type != NULL && menus[i].usual != 0)
    usual = G_STRUCT_MEMBER (gint64, type, menus[i].usual);
  if (usual == 0 && type != NULL && g_str_equal (menus[i].field, "field"))
    usual = self->usual_field;
  return usual;
}

static void
read_usual_field (QhEntryDefaults *self)
{
  g_autoptr (QhRecord) last = NULL;

  self->usual_field = 0;
  if (self->session != NULL)
    last = qh_store_get_last_activity (qh_session_get_store (self->session), qh_session_get_worker (self->session), NULL);
  if (last != NULL)
    self->usual_field = qh_record_get_integer (last, "field");
}

static void
qh_entry_defaults_dispose (GObject *object)
{
  QhEntryDefaults *self = QH_ENTRY_DEFAULTS (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (qh_entry_defaults_parent_class)->dispose (object);
}

static void
qh_entry_defaults_class_init (QhEntryDefaultsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_entry_defaults_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
create_more_button (void)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("view-more-horizontal-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "code-menu");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "entry.more");
  qh_tooltip_set (button, _("Every field of the activity: people, groups, own fields (Ctrl+M)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("More fields"),
                                  GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, "Control+M", -1);
  return button;
}

static void
qh_entry_defaults_init (QhEntryDefaults *self)
{
  self->box = QH_WRAP_BOX (qh_wrap_box_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
  for (guint i = 0; i < N_MENUS; i++)
    {
      self->menus[i] = QH_CODE_MENU (qh_code_menu_new (_(menus[i].title), menus[i].catalogue, menus[i].several));
      g_signal_connect_swapped (self->menus[i], "changed", G_CALLBACK (menu_changed_cb), self);
      qh_wrap_box_append (self->box, GTK_WIDGET (self->menus[i]));
    }
  self->start = QH_START_MENU (qh_start_menu_new ());
  qh_wrap_box_append (self->box, GTK_WIDGET (self->start));
  qh_wrap_box_append (self->box, create_more_button ());
}

/**
 * qh_entry_defaults_set_session:
 * @session: (nullable): the open workspace
 */
void
qh_entry_defaults_set_session (QhEntryDefaults *self,
                               QhSession       *session)
{
  g_set_object (&self->session, session);
  for (guint i = 0; i < N_MENUS; i++)
    qh_code_menu_set_session (self->menus[i], session);
  qh_entry_defaults_clear (self);
}

/**
 * qh_entry_defaults_set_now:
 * @now: whether what is entered is of today
 */
void
qh_entry_defaults_set_now (QhEntryDefaults *self,
                           gboolean         now)
{
  qh_start_menu_set_now (self->start, now);
}

void
qh_entry_defaults_set_minutes (QhEntryDefaults *self,
                               int              minutes)
{
  qh_start_menu_set_minutes (self->start, minutes);
}

void
qh_entry_defaults_set_start (QhEntryDefaults *self,
                             int              minute)
{
  qh_start_menu_set_start (self->start, minute);
}

/**
 * qh_entry_defaults_clear:
 *
 * Forgets what was changed.
 */
void
qh_entry_defaults_clear (QhEntryDefaults *self)
{
  for (guint i = 0; i < N_MENUS; i++)
    {
      self->touched[i] = FALSE;
      qh_code_menu_set_codes (self->menus[i], NULL, 0);
    }
  qh_start_menu_reset (self->start);
  read_usual_field (self);
}

/**
 * qh_entry_defaults_follow:
 * @type: (nullable): a type of activity
 *
 * Chooses what is usual for the type wherever nobody chose otherwise.
 */
void
qh_entry_defaults_follow (QhEntryDefaults *self,
                          const QhEntry   *type)
{
  for (guint i = 0; i < N_MENUS; i++)
    if (!self->touched[i])
      qh_code_menu_set_code (self->menus[i], get_usual (self, i, type));
}

/* A value as codes; the reasons why one is missing are codes too. */
static void
read_menu (QhEntryDefaults *self,
           guint            i,
           const QhRecord  *activity)
{
  const QhValue *value = qh_record_get (activity, menus[i].field);

  if (value->tag == QH_VALUE_ROWS)
    qh_code_menu_set_codes (self->menus[i], value->rows->cells, value->rows->n_rows);
  else
    qh_code_menu_set_code (self->menus[i], value->tag == QH_VALUE_NONE ? 0 : value->integer);
}

/**
 * qh_entry_defaults_read:
 * @activity: an activity that is to be repeated
 *
 * Chooses what @activity has, but for its start.
 */
void
qh_entry_defaults_read (QhEntryDefaults *self,
                        const QhRecord  *activity)
{
  for (guint i = 0; i < N_MENUS; i++)
    {
      read_menu (self, i, activity);
      self->touched[i] = TRUE;
    }
}

static void
write_menu (QhEntryDefaults *self,
            guint            i,
            QhRecord        *activity)
{
  const GArray *codes = qh_code_menu_get_codes (self->menus[i]);
  gint64 first = qh_code_menu_get_code (self->menus[i]);
  g_autoptr (QhRows) rows = NULL;

  if (codes->len == 0)
    qh_record_clear (activity, menus[i].field);
  else if (qh_is_missing_code (first))
    qh_record_set_missing (activity, menus[i].field, (QhMissing) first);
  else if (!menus[i].several)
    qh_record_set_integer (activity, menus[i].field, first);
  else
    {
      rows = qh_rows_new (0, 1);
      for (guint n = 0; n < codes->len; n++)
        qh_rows_append (rows, &g_array_index (codes, gint64, n));
      qh_record_take_rows (activity, menus[i].field, g_steal_pointer (&rows));
    }
}

/**
 * qh_entry_defaults_write:
 *
 * Gives @activity all that is chosen.
 */
void
qh_entry_defaults_write (QhEntryDefaults *self,
                         QhRecord        *activity)
{
  int start = qh_start_menu_get_start (self->start);

  for (guint i = 0; i < N_MENUS; i++)
    write_menu (self, i, activity);
  if (start >= 0)
    qh_record_set_integer (activity, "start", start);
  else
    qh_record_clear (activity, "start");
}
