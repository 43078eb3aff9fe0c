/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of a workspace, and their rows in the sidebar. */
#include "app/qh-window-private.h"

#include <glib/gi18n-lib.h>

#include "ui/cases/qh-cases-page.h"
#include "ui/charts/qh-charts-page.h"
#include "ui/datasets/qh-datasets-page.h"
#include "ui/explore/qh-explore-page.h"
#include "ui/findings/qh-findings-page.h"
#include "ui/goals/qh-goals-page.h"
#include "ui/import/qh-import-page.h"
#include "ui/reports/qh-reports-page.h"
#include "ui/review/qh-review-page.h"
#include "ui/settings/qh-settings-page.h"
#include "ui/today/qh-today-page.h"
#include "ui/widgets/qh-tooltip.h"

#define MOST_SHOWN 99
#define BADGE_KEY "quehacer-badge"
#define SIDEBAR_WIDE 214
#define SIDEBAR_NARROW 176

typedef void (*SetSession) (GtkWidget *page, QhSession *session);

#define EVERYBODY (QH_ROLES_SEEING | QH_ROLE_RESEARCHER | QH_ROLE_ADMINISTRATOR)

/* Who may not see names has no page that is about people. The store refuses by
 * keys; this spares them what they could do nothing with. */
static const QhWindowPage pages[] = {
  { NULL, "today", N_("Today"), "qh-today-symbolic", "<Control>1", QH_ROLES_SEEING, qh_today_page_new, (SetSession) qh_today_page_set_session },
  { NULL, "cases", N_("Cases"), "qh-cases-symbolic", "<Control>2", QH_ROLES_SEEING, qh_cases_page_new, (SetSession) qh_cases_page_set_session },
  { NULL, "charts", N_("Charts"), "qh-charts-symbolic", "<Control>3", EVERYBODY, qh_charts_page_new, (SetSession) qh_charts_page_set_session },
  { NULL, "goals", N_("Goals"), "qh-goals-symbolic", "<Control>4", QH_ROLES_SEEING, qh_goals_page_new, (SetSession) qh_goals_page_set_session },
  { NULL, "reports", N_("Reports"), "qh-reports-symbolic", "<Control>5", QH_ROLES_SEEING | QH_ROLE_RESEARCHER, qh_reports_page_new, (SetSession) qh_reports_page_set_session },
  { NULL, "review", N_("Review"), "emblem-ok-symbolic", "<Control>6", QH_ROLE_SUPERVISOR, qh_review_page_new, (SetSession) qh_review_page_set_session },
  { NULL, "findings", N_("What is off"), "dialog-warning-symbolic", "<Control>7", QH_ROLES_SEEING, qh_findings_page_new, (SetSession) qh_findings_page_set_session },
  { N_("Research"), "explore", N_("Explore"), "qh-explore-symbolic", "<Control>8", EVERYBODY, qh_explore_page_new, (SetSession) qh_explore_page_set_session },
  { N_("Research"), "datasets", N_("Data sets"), "qh-table-symbolic", "<Control>9", QH_ROLES_SEEING | QH_ROLE_RESEARCHER, qh_datasets_page_new, (SetSession) qh_datasets_page_set_session },
  { N_("Workspace"), "import", N_("Import"), "qh-import-symbolic", "<Control>0", QH_ROLES_SEEING, qh_import_page_new, (SetSession) qh_import_page_set_session },
  { N_("Workspace"), "settings", N_("Settings"), "emblem-system-symbolic", "<Control>comma", EVERYBODY, qh_settings_page_new, (SetSession) qh_settings_page_set_session },
};

/* How much waits on a page; in a narrow sidebar it stands where the key was. */
static GtkWidget *
create_badge (void)
{
  GtkWidget *badge = gtk_label_new (NULL);

  gtk_widget_set_visible (badge, FALSE);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (badge, "tag");
  gtk_widget_add_css_class (badge, "numeric");
  return badge;
}

/* A page's key as people read it. */
static char *
dup_key_words (const QhWindowPage *page)
{
  GdkModifierType modifiers;
  guint key;

  gtk_accelerator_parse (page->key, &key, &modifiers);
  return gtk_accelerator_get_label (key, modifiers);
}

static GtkWidget *
create_row (guint number)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_(pages[number].title));
  g_autofree char *key_words = dup_key_words (&pages[number]);
  GtkWidget *key = gtk_label_new (key_words);
  GtkWidget *badge = create_badge ();

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (pages[number].icon));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), badge);
  g_object_set_data (G_OBJECT (row), BADGE_KEY, badge);
  gtk_widget_add_css_class (key, "dim-label");
  gtk_widget_add_css_class (key, "caption");
  gtk_box_append (GTK_BOX (box), key);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _(pages[number].title),
                                  GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, key_words,
                                  -1);
  return row;
}

/**
 * qh_window_pages_get_n:
 *
 * Returns: how many pages there are.
 */
guint
qh_window_pages_get_n (void)
{
  return G_N_ELEMENTS (pages);
}

/**
 * qh_window_pages_get:
 * @number: from 0; that of the page's row in the sidebar too
 *
 * Returns: (transfer none): a page.
 */
const QhWindowPage *
qh_window_pages_get (guint number)
{
  g_return_val_if_fail (number < G_N_ELEMENTS (pages), NULL);

  return &pages[number];
}

/**
 * qh_window_pages_add_keys:
 *
 * Gives each page its key.
 */
void
qh_window_pages_add_keys (GtkApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *action = g_strdup_printf ("win.show-page::%s", pages[i].name);

      gtk_application_set_accels_for_action (application, action, (const char *[]){ pages[i].key, NULL });
    }
}

/**
 * qh_window_pages_find:
 *
 * Returns: (transfer none) (nullable): the page of that name.
 */
const QhWindowPage *
qh_window_pages_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_strcmp0 (pages[i].name, name) == 0)
      return &pages[i];
  return NULL;
}

/**
 * qh_window_pages_may:
 *
 * Returns: whether a page is for the roles of who unlocked the workspace.
 */
gboolean
qh_window_pages_may (QhWindow           *self,
                     const QhWindowPage *page)
{
  return self->session == NULL || (self->roles & page->roles) != 0;
}

/**
 * qh_window_pages_get_first:
 *
 * Returns: (transfer none): the page with which a workspace opens.
 */
const QhWindowPage *
qh_window_pages_get_first (QhWindow *self)
{
  guint first = 0;

  while (!qh_window_pages_may (self, &pages[first]))
    first++;
  return &pages[first];
}

static const char *
get_group (GtkListBoxRow *row)
{
  return row != NULL ? pages[gtk_list_box_row_get_index (row)].group : NULL;
}

/* The name of a group stands over the first of its pages that shows. */
static void
update_header_cb (GtkListBoxRow *row,
                  GtkListBoxRow *before,
                  gpointer       data)
{
  const char *group = get_group (row);
  GtkWidget *header = NULL;

  if (group != NULL && g_strcmp0 (group, get_group (before)) != 0)
    {
      header = gtk_label_new (_(group));
      gtk_label_set_xalign (GTK_LABEL (header), 0);
      gtk_widget_add_css_class (header, "sidebar-group");
    }
  gtk_list_box_row_set_header (row, header);
}

/**
 * qh_window_pages_add:
 *
 * Makes the pages and their rows, and selects the first.
 */
void
qh_window_pages_add (QhWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      gtk_stack_add_named (self->pages, pages[i].create (), pages[i].name);
      gtk_list_box_append (self->list, create_row (i));
    }
  gtk_list_box_set_header_func (self->list, update_header_cb, NULL, NULL);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

/**
 * qh_window_pages_set_session:
 * @session: (nullable): the open workspace; %NULL when it is locked
 *
 * Gives the session to the pages that are for its user's roles; the others do
 * not show and hold nothing.
 */
void
qh_window_pages_set_session (QhWindow  *self,
                             QhSession *session)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      gboolean shown = session == NULL || (self->roles & pages[i].roles) != 0;

      gtk_widget_set_visible (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int) i)), shown);
      pages[i].set_session (gtk_stack_get_child_by_name (self->pages, pages[i].name), shown ? session : NULL);
    }
  gtk_list_box_invalidate_headers (self->list);
}

/**
 * qh_window_pages_set_narrow:
 * @narrow: whether the sidebar goes without its key labels
 */
void
qh_window_pages_set_narrow (QhWindow *self,
                            gboolean  narrow)
{
  gtk_widget_set_size_request (self->sidebar, narrow ? SIDEBAR_NARROW : SIDEBAR_WIDE, -1);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) i);

      gtk_widget_set_visible (gtk_widget_get_last_child (gtk_list_box_row_get_child (row)), !narrow);
    }
}

/**
 * qh_window_pages_select:
 *
 * Selects the row of the page of that name.
 */
void
qh_window_pages_select (QhWindow   *self,
                        const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (pages[i].name, name))
      gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, (int) i));
}

/* Says beside a page's name how much waits there, and in words why. */
static void
show_badge (QhWindow   *self,
            const char *name,
            guint       n,
            const char *words)
{
  const QhWindowPage *page = qh_window_pages_find (name);
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int) (page - pages)));
  GtkWidget *badge = g_object_get_data (G_OBJECT (row), BADGE_KEY);
  g_autofree char *number = n > MOST_SHOWN ? g_strdup_printf ("%d+", MOST_SHOWN) : g_strdup_printf ("%u", n);

  gtk_label_set_text (GTK_LABEL (badge), number);
  gtk_widget_set_visible (badge, n > 0);
  qh_tooltip_set (row, n > 0 ? words : NULL);
  if (n > 0)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

/**
 * qh_window_pages_show_waiting:
 *
 * Shows in the sidebar what waits: returned days at Today, days to review at
 * Review, what is off at its page.
 */
void
qh_window_pages_show_waiting (QhWindow              *self,
                              const QhWaitingCounts *counts)
{
  guint n_days = counts->to_review.this_month + counts->to_review.month_before;
  g_autofree char *returned = g_strdup_printf (ngettext ("%u day was returned to you", "%u days were returned to you", counts->returned),
                                               counts->returned);
  g_autofree char *days = g_strdup_printf (_("Days to review: %u this month, %u of the month before"), counts->to_review.this_month,
                                           counts->to_review.month_before);
  g_autofree char *findings = g_strdup_printf (ngettext ("%'u thing is off this month", "%'u things are off this month", counts->findings),
                                               counts->findings);

  show_badge (self, "today", counts->returned, returned);
  show_badge (self, "review", n_days, days);
  show_badge (self, "findings", counts->findings, findings);
}
