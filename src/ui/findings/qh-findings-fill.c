/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/findings/qh-findings-fill.h"

#include <string.h>

#include "ui/findings/qh-findings-row.h"

/* More than fit on a screen. */
#define AT_ONCE 24
/* So few at a time that nobody waits for a key meanwhile. */
#define AT_A_TIME 6

/**
 * QhFindingsFill:
 *
 * Makes the rows of what is off: those that show at once, the others while
 * nothing else is to be done.
 */
struct _QhFindingsFill
{
  GtkListBox *list;
  QhSession *session;
  QhFindingsRead *read; /* NULL once all of it has rows */
  guint next;           /* of its items */
  guint idle;
  guint counts[QH_N_FINDINGS];
  guint shown[QH_N_FINDINGS];
};

static GtkWidget *
make_header (QhFindingsFill *self, QhFindingKind kind)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *words = g_strdup_printf ("%s · %'u", qh_finding_get_label (kind), self->counts[kind]);
  GtkWidget *title = gtk_label_new (words);
  GtkWidget *remedy = gtk_label_new (qh_finding_get_remedy (kind));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (remedy), 0);
  gtk_label_set_wrap (GTK_LABEL (remedy), TRUE);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (remedy, "dim-label");
  gtk_widget_set_margin_top (box, 15);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), remedy);
  return box;
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  QhFindingKind kind = qh_findings_row_get_kind (row);
  gboolean first = before == NULL || qh_findings_row_get_kind (before) != kind;

  gtk_list_box_row_set_header (row, first ? make_header (data, kind) : NULL);
}

/* Behind the last of a kind stands how many more there are. */
static void
append_next (QhFindingsFill *self)
{
  const GPtrArray *items = self->read->items;
  const QhFindingsItem *item = g_ptr_array_index (items, self->next++);
  QhFindingKind kind = item->finding.kind;
  GtkWidget *row = qh_findings_row_new (self->session, item);
  gboolean last = self->next == items->len || ((QhFindingsItem *)g_ptr_array_index (items, self->next))->finding.kind != kind;

  self->shown[kind]++;
  if (row != NULL)
    gtk_list_box_append (self->list, row);
  if (last && self->counts[kind] > self->shown[kind])
    gtk_list_box_append (self->list, qh_findings_row_new_more (kind, self->counts[kind] - self->shown[kind]));
}

/* Returns: whether there are more. */
static gboolean
append_some (QhFindingsFill *self, guint n)
{
  for (; n > 0 && self->next < self->read->items->len; n--)
    append_next (self);
  if (self->next < self->read->items->len)
    return TRUE;
  g_clear_pointer (&self->read, qh_findings_read_free);
  return FALSE;
}

static gboolean
idle_cb (gpointer data)
{
  QhFindingsFill *self = data;

  if (append_some (self, AT_A_TIME))
    return G_SOURCE_CONTINUE;
  self->idle = 0;
  return G_SOURCE_REMOVE;
}

/**
 * qh_findings_fill_new:
 * @list: what gets the rows; it must outlive it
 *
 * Returns: (transfer full): what fills the list, and heads each kind in it.
 */
QhFindingsFill *
qh_findings_fill_new (GtkListBox *list)
{
  QhFindingsFill *self = g_new0 (QhFindingsFill, 1);

  self->list = list;
  gtk_list_box_set_header_func (list, header_cb, self, NULL);
  return self;
}

void
qh_findings_fill_free (QhFindingsFill *self)
{
  if (self == NULL)
    return;
  qh_findings_fill_clear (self);
  gtk_list_box_set_header_func (self->list, NULL, NULL, NULL);
  g_free (self);
}

/**
 * qh_findings_fill_start:
 * @read: (transfer full): what is off
 * @least: so many rows are there at once
 *
 * Makes the rows of @read, in the place of those that there were.
 */
void
qh_findings_fill_start (QhFindingsFill *self, QhSession *session, QhFindingsRead *read, guint least)
{
  qh_findings_fill_clear (self);
  self->session = g_object_ref (session);
  self->read = read;
  memcpy (self->counts, read->counts, sizeof self->counts);
  if (append_some (self, MAX (least, AT_ONCE)))
    self->idle = g_idle_add (idle_cb, self);
}

/**
 * qh_findings_fill_finish:
 *
 * Makes at once all rows that are still to come: for who wants to go past those that are there.
 */
void
qh_findings_fill_finish (QhFindingsFill *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->read != NULL)
    append_some (self, G_MAXUINT);
}

/**
 * qh_findings_fill_clear:
 *
 * Takes all rows away, those too that are still to come.
 */
void
qh_findings_fill_clear (QhFindingsFill *self)
{
  GtkListBoxRow *row;

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->read, qh_findings_read_free);
  g_clear_object (&self->session);
  self->next = 0;
  memset (self->shown, 0, sizeof self->shown);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}
