/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/findings/qh-findings-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/findings/qh-findings-fill.h"
#include "ui/findings/qh-findings-row.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-sidebar-button.h"

/**
 * QhFindingsPage:
 *
 * What is off in a month's activities, in cases and action items as they stand,
 * by kind; each with the way to its remedy. Who is no supervisor sees their own.
 */
struct _QhFindingsPage
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkDropDown *who;
  GtkLabel *month_label;
  GtkLabel *total;
  GtkListBox *list;
  GtkStack *stack;
  AdwStatusPage *nobody;

  QhSession *session;
  GCancellable *cancellable;
  GArray *workers; /* ids, as in @who; 0 is everybody */
  QhFindingsFill *fill;
  QhDay month;
  gboolean filling; /* @who is being filled */
  gboolean stale;   /* to be read when it shows */
  gboolean waiting; /* for a row to take the focus */
};

G_DEFINE_FINAL_TYPE (QhFindingsPage, qh_findings_page, GTK_TYPE_WIDGET)

/* The keyboard stays where it was: what was mended makes room for the next. */
static int
find_focused (QhFindingsPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkListBoxRow *row;

  for (int i = 0; focus != NULL && (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (focus == GTK_WIDGET (row) || gtk_widget_is_ancestor (focus, GTK_WIDGET (row)))
      return i;
  return -1;
}

static void
focus_row (QhFindingsPage *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, index);

  if (row == NULL && index > 0)
    row = gtk_list_box_get_row_at_index (self->list, index - 1);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* Showing */

static void
show_total (QhFindingsPage *self, const QhFindingsRead *read)
{
  guint total = 0;
  g_autofree char *words = NULL;

  for (guint kind = 0; kind < QH_N_FINDINGS; kind++)
    total += read->counts[kind];
  words = g_strdup_printf ("%'u", total);
  gtk_label_set_text (self->total, words);
  gtk_stack_set_visible_child_name (self->stack, total > 0 ? "findings" : "none");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhFindingsRead) read = qh_findings_read_finish (result, &error);
  QhFindingsPage *self = data;
  int focused;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (read == NULL)
    {
      qh_toast_show (GTK_WIDGET (self->stack), error->message);
      return;
    }
  focused = find_focused (self);
  show_total (self, read);
  qh_findings_fill_start (self->fill, self->session, g_steal_pointer (&read), (guint)MAX (focused, 0) + 1);
  if (focused >= 0 || self->waiting)
    focus_row (self, MAX (focused, 0));
  self->waiting = FALSE;
}

static void
show_month (QhFindingsPage *self)
{
  /* Translators: a month in a heading, as strftime writes it: November 2026 */
  g_autofree char *words = qh_day_format (self->month, _ ("%B %Y"));

  gtk_label_set_text (self->month_label, words);
  gtk_widget_action_set_enabled (
    GTK_WIDGET (self), "findings.next", self->month < qh_day_month_start (qh_day_today ()));
}

static gint64
get_worker (QhFindingsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->who);

  if (!gtk_widget_get_visible (GTK_WIDGET (self->who)))
    return qh_session_get_worker (self->session);
  return selected < self->workers->len ? g_array_index (self->workers, gint64, selected) : 0;
}

static void
refresh (QhFindingsPage *self)
{
  QhDay last = MIN (qh_day_add_months (self->month, 1) - 1, qh_day_today ());

  self->stale = TRUE;
  if (self->filling || self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->stale = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  show_month (self);
  if (!gtk_widget_get_visible (GTK_WIDGET (self->who)) && get_worker (self) == 0)
    {
      qh_findings_fill_clear (self->fill);
      gtk_label_set_text (self->total, "");
      adw_status_page_set_description (self->nobody, qh_session_say_nobody (self->session));
      gtk_stack_set_visible_child_name (self->stack, "nobody");
      return;
    }
  self->cancellable = g_cancellable_new ();
  qh_findings_read_async (self->session,
                          get_worker (self),
                          self->month,
                          last,
                          QH_FINDINGS_MOST_SHOWN,
                          self->cancellable,
                          read_cb,
                          self);
}

/* Whose work: a supervisor's choice is everybody's to begin with. */
static void
fill_who (QhFindingsPage *self)
{
  gboolean supervisor
    = (qh_store_get_roles (qh_session_get_store (self->session)) & QH_ROLE_SUPERVISOR) != 0;
  GPtrArray *workers = qh_session_get_workers (self->session);
  GtkStringList *names = gtk_string_list_new (NULL);
  gint64 chosen = gtk_drop_down_get_selected (self->who) < self->workers->len ? get_worker (self) : 0;
  gint64 id = 0;
  guint selected = 0;

  self->filling = TRUE;
  g_array_set_size (self->workers, 0);
  g_array_append_val (self->workers, id);
  gtk_string_list_append (names, _ ("Everybody"));
  for (guint i = 0; supervisor && i < workers->len; i++)
    {
      const QhRecord *worker = g_ptr_array_index (workers, i);
      g_autofree char *name = qh_session_dup_worker_name (self->session, worker->id);

      if (worker->id == chosen)
        selected = self->workers->len;
      g_array_append_val (self->workers, worker->id);
      gtk_string_list_append (names, name);
    }
  gtk_drop_down_set_model (self->who, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->who, selected);
  g_object_unref (names);
  gtk_widget_set_visible (GTK_WIDGET (self->who), supervisor);
  self->filling = FALSE;
}

/* Callbacks */

static gboolean
touches_workers (GArray *touched)
{
  for (guint i = 0; touched != NULL && i < touched->len; i++)
    if (g_array_index (touched, QhTouched, i).kind == QH_KIND_WORKER)
      return TRUE;
  return touched == NULL;
}

static void
changed_cb (QhFindingsPage *self, GArray *touched)
{
  if (touches_workers (touched))
    fill_who (self);
  refresh (self);
}

static void
activated_cb (QhFindingsPage *self, GtkListBoxRow *row)
{
  qh_findings_row_activate (row);
}

/* To the first row of the next kind, or of the one before. */
static void
step_kind (QhFindingsPage *self, int row, int step)
{
  QhFindingKind kind = qh_findings_row_get_kind (gtk_list_box_get_row_at_index (self->list, row));
  GtkListBoxRow *next, *above;

  while ((next = gtk_list_box_get_row_at_index (self->list, row)) != NULL && qh_findings_row_get_kind (next) == kind)
    row += step;
  if (next == NULL)
    return;
  kind = qh_findings_row_get_kind (next);
  while (step < 0 && row > 0 && (above = gtk_list_box_get_row_at_index (self->list, row - 1)) != NULL
         && qh_findings_row_get_kind (above) == kind)
    row--;
  focus_row (self, row);
}

/* What a row's buttons do is also a key of the row; Alt and an arrow passes to another kind. */
static gboolean
key_cb (QhFindingsPage *self, guint keyval, guint keycode, GdkModifierType state)
{
  int focused = find_focused (self);

  if (focused >= 0 && (state & GDK_ALT_MASK) != 0 && (keyval == GDK_KEY_Down || keyval == GDK_KEY_Up))
    {
      qh_findings_fill_finish (self->fill);
      step_kind (self, focused, keyval == GDK_KEY_Down ? 1 : -1);
      return GDK_EVENT_STOP;
    }
  if (focused < 0 || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  return qh_findings_row_press (gtk_list_box_get_row_at_index (self->list, focused), gdk_keyval_to_lower (keyval));
}

static void
step_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhFindingsPage *self = QH_FINDINGS_PAGE (widget);

  self->month = qh_day_add_months (self->month, g_str_equal (action, "findings.next") ? 1 : -1);
  refresh (self);
}

static void
qh_findings_page_map (GtkWidget *widget)
{
  QhFindingsPage *self = QH_FINDINGS_PAGE (widget);

  GTK_WIDGET_CLASS (qh_findings_page_parent_class)->map (widget);
  if (self->stale)
    refresh (self);
}

static gboolean
qh_findings_page_grab_focus (GtkWidget *widget)
{
  QhFindingsPage *self = QH_FINDINGS_PAGE (widget);

  self->waiting = gtk_list_box_get_row_at_index (self->list, 0) == NULL;
  if (self->waiting)
    return gtk_widget_child_focus (self->content, GTK_DIR_TAB_FORWARD);
  return gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
}

static void
qh_findings_page_dispose (GObject *object)
{
  QhFindingsPage *self = QH_FINDINGS_PAGE (object);

  if (self->content != NULL)
    qh_findings_page_set_session (self, NULL);
  g_clear_pointer (&self->fill, qh_findings_fill_free);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->workers, g_array_unref);
  G_OBJECT_CLASS (qh_findings_page_parent_class)->dispose (object);
}

static void
qh_findings_page_class_init (QhFindingsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_findings_page_dispose;
  widget_class->map = qh_findings_page_map;
  widget_class->grab_focus = qh_findings_page_grab_focus;

  g_type_ensure (QH_TYPE_SIDEBAR_BUTTON);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/quehacer/Quehacer/findings/qh-findings-page.ui");
  gtk_widget_class_bind_template_child (widget_class, QhFindingsPage, content);
  gtk_widget_class_bind_template_child (widget_class, QhFindingsPage, who);
  gtk_widget_class_bind_template_child (widget_class, QhFindingsPage, month_label);
  gtk_widget_class_bind_template_child (widget_class, QhFindingsPage, total);
  gtk_widget_class_bind_template_child (widget_class, QhFindingsPage, list);
  gtk_widget_class_bind_template_child (widget_class, QhFindingsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, QhFindingsPage, nobody);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_install_action (widget_class, "findings.previous", NULL, step_cb);
  gtk_widget_class_install_action (widget_class, "findings.next", NULL, step_cb);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_Left, GDK_ALT_MASK, "findings.previous", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_Right, GDK_ALT_MASK, "findings.next", NULL);
}

static void
qh_findings_page_init (QhFindingsPage *self)
{
  self->month = qh_day_month_start (qh_day_today ());
  self->workers = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
  self->fill = qh_findings_fill_new (self->list);
}

GtkWidget *
qh_findings_page_new (void)
{
  return g_object_new (QH_TYPE_FINDINGS_PAGE, NULL);
}

/**
 * qh_findings_page_set_session:
 * @session: (nullable): the open workspace
 */
void
qh_findings_page_set_session (QhFindingsPage *self, QhSession *session)
{
  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  qh_findings_fill_clear (self->fill);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  self->month = qh_day_month_start (qh_day_today ());
  fill_who (self);
  g_signal_connect_swapped (session, "changed", G_CALLBACK (changed_cb), self);
  refresh (self);
}
