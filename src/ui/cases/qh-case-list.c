/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/qh-case-list.h"

#include <glib/gi18n-lib.h>

#include "ui/cases/qh-case-columns.h"
#include "ui/cases/qh-case-filters.h"
#include "ui/cases/qh-case-list-model.h"
#include "ui/qh-sidebar-button.h"
#include "ui/widgets/qh-watch-layout.h"

/* Below these widths a column goes. */
#define WIDTH_WITH_WHO 960
#define WIDTH_WITH_PROBLEM 860

/* So many found cases are looked through for what is pending. */
#define MOST_COUNTED 5000

struct _QhCaseList
{
  GtkWidget parent_instance;

  GtkWidget *content;
  AdwWindowTitle *title;
  GtkSearchEntry *search;
  QhCaseFilters *filters;
  GtkLabel *count;
  GtkStack *stack;
  GtkColumnView *view;

  QhCaseColumns *columns;
  QhCaseListModel *model;
  GtkSingleSelection *selection;
  QhSession *session;
  guint n_active; /* cases that are not closed */
};

enum
{
  OPEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhCaseList, qh_case_list, GTK_TYPE_WIDGET)

static QhCaseIndex *
get_index (QhCaseList *self)
{
  return self->session != NULL ? qh_session_get_case_index (self->session) : NULL;
}

/* Words about the list */

static guint
count_pending (QhCaseList *self)
{
  guint pending = 0;

  for (guint i = 0; i < qh_case_list_model_get_n (self->model); i++)
    {
      const QhCaseRow *row = qh_case_index_find (get_index (self), qh_case_list_model_get_id (self->model, i));

      pending += row != NULL ? row->pending : 0;
    }
  return pending;
}

static guint
count_passing (QhCaseList         *self,
               const QhCaseFilter *filter)
{
  g_autoptr (GArray) ids = qh_case_index_search (get_index (self), "", filter, 0);

  return ids->len;
}

/* Each count goes through the whole index: the list itself tells it while
 * nothing but closed cases is left out. */
static void
count_active (QhCaseList *self)
{
  gboolean plain = !qh_case_filters_is_active (self->filters) && qh_case_filters_get (self->filters)->active
                   && gtk_editable_get_text (GTK_EDITABLE (self->search))[0] == '\0';

  if (qh_case_filters_get (self->filters)->status != 0)
    plain = FALSE;
  self->n_active = plain ? qh_case_list_model_get_n (self->model) : count_passing (self, &(QhCaseFilter) { .active = TRUE });
}

static void
show_title (QhCaseList *self)
{
  guint all = qh_case_index_get_n (get_index (self));
  guint active = self->n_active;
  g_autofree char *cases = g_strdup_printf (ngettext ("%'u case", "%'u cases", all), all);
  g_autofree char *open = g_strdup_printf (ngettext ("%'u active", "%'u active", active), active);
  g_autofree char *words = g_strdup_printf ("%s · %s", cases, open);

  adw_window_title_set_subtitle (self->title, all > 0 ? words : "");
}

static char *
describe_found (QhCaseList *self,
                const char *text)
{
  const QhCaseFilter *filter = qh_case_filters_get (self->filters);
  guint n = qh_case_list_model_get_n (self->model);
  gboolean plain = filter->active && !qh_case_filters_is_active (self->filters);

  if (text[0] == '\0')
    return plain ? g_strdup_printf (ngettext ("%'u active case", "%'u active cases", n), n)
                 : g_strdup_printf (ngettext ("%'u case", "%'u cases", n), n);
  if (plain)
    return g_strdup_printf (ngettext ("%'u of %'u active matches “%s” in name or folio, accents ignored",
                                      "%'u of %'u active match “%s” in name or folio, accents ignored", n),
                            n, self->n_active, text);
  return g_strdup_printf (ngettext ("%'u of %'u matches “%s” in name or folio, accents ignored",
                                    "%'u of %'u match “%s” in name or folio, accents ignored", n),
                          n, count_passing (self, filter), text);
}

static void
show_count (QhCaseList *self,
            const char *text)
{
  g_autofree char *found = describe_found (self, text);
  GString *words = g_string_new (found);

  if (qh_case_list_model_get_n (self->model) <= MOST_COUNTED)
    {
      guint pending = count_pending (self);
      g_autofree char *items = g_strdup_printf (ngettext ("%'u action item pending", "%'u action items pending", pending), pending);

      if (pending > 0)
        g_string_append_printf (words, " · %s", items);
    }
  g_string_append_printf (words, " · %s", _("latest activity first"));
  gtk_label_set_text (self->count, words->str);
  g_string_free (words, TRUE);
}

static void
show_view (QhCaseList *self)
{
  const char *name = "list";

  if (get_index (self) == NULL)
    name = "loading";
  else if (qh_case_index_get_n (get_index (self)) == 0)
    name = "empty";
  else if (qh_case_list_model_get_n (self->model) == 0)
    name = "nothing";
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (GTK_WIDGET (self->count), g_str_equal (name, "list") || g_str_equal (name, "nothing"));
}

/* Filling */

/* Another search begins at the top; what changes meanwhile leaves the list
 * where it was scrolled to. */
static void
fill (QhCaseList *self,
      gboolean    anew)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search))));
  GArray *ids;
  guint position;
  gint64 selected = qh_case_list_model_get_id (self->model, gtk_single_selection_get_selected (self->selection));

  if (get_index (self) == NULL)
    ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  else
    ids = qh_case_index_search (get_index (self), text, qh_case_filters_get (self->filters), 0);
  qh_case_columns_set_text (self->columns, text);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  qh_case_list_model_set_ids (self->model, ids);
  if (anew)
    gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view)), 0);
  if (text[0] != '\0' && anew)
    gtk_single_selection_set_selected (self->selection, 0);
  else if (selected != 0 && qh_case_list_model_find (self->model, selected, &position))
    gtk_single_selection_set_selected (self->selection, position);
  show_view (self);
}

static void
show_words (QhCaseList *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search))));

  if (get_index (self) != NULL)
    show_count (self, text);
}

static void
search_changed_cb (QhCaseList *self)
{
  fill (self, TRUE);
  show_words (self);
}

static void
index_changed_cb (QhCaseList *self)
{
  qh_case_columns_forget (self->columns);
  fill (self, FALSE);
  count_active (self);
  show_title (self);
  show_words (self);
}

/* Keys and rows */

static void
open_position (QhCaseList *self,
               guint       position)
{
  gint64 id = qh_case_list_model_get_id (self->model, position);

  if (id != 0)
    g_signal_emit (self, signals[OPEN], 0, id);
}

static void
activate_cb (QhCaseList *self,
             guint       position)
{
  open_position (self, position);
}

static void
search_activate_cb (QhCaseList *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  open_position (self, position != GTK_INVALID_LIST_POSITION ? position : 0);
}

static void
focus_list (QhCaseList *self)
{
  if (qh_case_list_model_get_n (self->model) == 0)
    return;
  if (gtk_single_selection_get_selected (self->selection) == GTK_INVALID_LIST_POSITION)
    gtk_single_selection_set_selected (self->selection, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static gboolean
search_key_cb (QhCaseList     *self,
               guint           key,
               guint           code,
               GdkModifierType state)
{
  if (key != GDK_KEY_Down || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  focus_list (self);
  return GDK_EVENT_STOP;
}

static void
stop_search_cb (QhCaseList *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

static void
clear_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  QhCaseList *self = QH_CASE_LIST (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  qh_case_filters_clear (self->filters);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* Overrides */

static void
show_columns (GtkWidget *widget,
              int        width)
{
  QhCaseList *self = QH_CASE_LIST (widget);

  qh_case_columns_set_shown (self->columns, QH_CASE_COLUMN_WHO, width >= WIDTH_WITH_WHO);
  qh_case_columns_set_shown (self->columns, QH_CASE_COLUMN_PROBLEM, width >= WIDTH_WITH_PROBLEM);
}

static gboolean
qh_case_list_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (QH_CASE_LIST (widget)->search));
}

static void
qh_case_list_dispose (GObject *object)
{
  QhCaseList *self = QH_CASE_LIST (object);

  if (self->content != NULL)
    qh_case_list_set_session (self, NULL);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->columns);
  g_clear_object (&self->selection);
  G_OBJECT_CLASS (qh_case_list_parent_class)->dispose (object);
}

static void
qh_case_list_class_init (QhCaseListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_case_list_dispose;
  widget_class->grab_focus = qh_case_list_grab_focus;

  /**
   * QhCaseList::open:
   * @id: the case that is to be opened
   */
  signals[OPEN] = g_signal_new ("open", QH_TYPE_CASE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  g_type_ensure (QH_TYPE_SIDEBAR_BUTTON);
  g_type_ensure (QH_TYPE_CASE_FILTERS);
  gtk_widget_class_set_layout_manager_type (widget_class, QH_TYPE_WATCH_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/cases/qh-case-list.ui");
  gtk_widget_class_bind_template_child (widget_class, QhCaseList, content);
  gtk_widget_class_bind_template_child (widget_class, QhCaseList, title);
  gtk_widget_class_bind_template_child (widget_class, QhCaseList, search);
  gtk_widget_class_bind_template_child (widget_class, QhCaseList, filters);
  gtk_widget_class_bind_template_child (widget_class, QhCaseList, count);
  gtk_widget_class_bind_template_child (widget_class, QhCaseList, stack);
  gtk_widget_class_bind_template_child (widget_class, QhCaseList, view);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_install_action (widget_class, "cases.clear-filters", NULL, clear_cb);
}

static void
qh_case_list_init (QhCaseList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  qh_watch_layout_connect (GTK_WIDGET (self), show_columns);
  self->model = qh_case_list_model_new ();
  self->columns = qh_case_columns_new (self->view);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (self->model));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
}

/**
 * qh_case_list_set_session:
 * @session: (nullable): the open workspace; %NULL forgets every name that was shown
 */
void
qh_case_list_set_session (QhCaseList *self,
                          QhSession  *session)
{
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_clear_object (&self->session);
    }
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  qh_case_columns_set_session (self->columns, session);
  qh_case_filters_set_session (self->filters, session);
  if (session != NULL)
    {
      self->session = g_object_ref (session);
      g_signal_connect_swapped (session, "index-changed", G_CALLBACK (index_changed_cb), self);
    }
  fill (self, TRUE);
  if (get_index (self) != NULL)
    {
      count_active (self);
      show_title (self);
      show_words (self);
    }
  else
    adw_window_title_set_subtitle (self->title, "");
}

/**
 * qh_case_list_search:
 *
 * Gives the focus to the search, all of its text selected.
 */
void
qh_case_list_search (QhCaseList *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
}

/**
 * qh_case_list_select:
 *
 * Selects a case, if it is in the list, and gives it the focus.
 */
void
qh_case_list_select (QhCaseList *self,
                     gint64      id)
{
  guint position;

  if (!qh_case_list_model_find (self->model, id, &position))
    return;
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", position);
}

/**
 * qh_case_list_dup_ids:
 *
 * Returns: (transfer full) (element-type gint64): the cases that show.
 */
GArray *
qh_case_list_dup_ids (QhCaseList *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < qh_case_list_model_get_n (self->model); i++)
    {
      gint64 id = qh_case_list_model_get_id (self->model, i);

      g_array_append_val (ids, id);
    }
  return ids;
}
