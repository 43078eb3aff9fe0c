/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/qh-case-columns.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "domain/qh-fold.h"
#include "ui/cases/qh-case-list-model.h"
#include "ui/cases/qh-case-words.h"
#include "ui/widgets/qh-highlight.h"
#include "ui/widgets/qh-tooltip.h"

/* Of 65535: what stands behind a title. */
#define MUTED 36000

struct _QhCaseColumns
{
  GObject parent_instance;

  QhSession *session;
  GtkColumnView *view; /* unowned */
  GtkColumnViewColumn *columns[QH_N_CASE_COLUMNS];
  gboolean shown[QH_N_CASE_COLUMNS];
  char **words;         /* what is searched for, folded */
  GHashTable *workers;  /* gint64 → name */
  QhDay today;
};

G_DEFINE_FINAL_TYPE (QhCaseColumns, qh_case_columns, G_TYPE_OBJECT)

static const char *
get_worker (QhCaseColumns *self,
            gint64         id)
{
  const char *name = g_hash_table_lookup (self->workers, &id);

  if (name != NULL)
    return name;
  g_hash_table_insert (self->workers, g_memdup2 (&id, sizeof id), qh_session_dup_worker_name (self->session, id));
  return g_hash_table_lookup (self->workers, &id);
}

/* Cells */

static void
show_folio (QhCaseColumns   *self,
            GtkWidget       *cell,
            const QhCaseRow *row)
{
  gtk_inscription_set_text (GTK_INSCRIPTION (cell), row->folio);
}

static guint
count_words (const char *folded,
             char      **words)
{
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    n += qh_fold_match (folded, (char *[]) { words[i], NULL });
  return n;
}

/* Who of the case's people is the one that was searched for, if its folio and
 * title do not tell why it was found. */
static const char *
find_matching_person (QhCaseColumns   *self,
                      const QhCaseRow *row)
{
  QhCaseIndex *index = qh_session_get_case_index (self->session);
  g_autofree char *told = g_strconcat (row->folio, " ", row->title, NULL);
  g_autofree char *folded = qh_fold (told);
  g_autoptr (QhRecord) record = NULL;
  const QhRows *people;
  const char *name = NULL;
  guint most = 0;

  if (qh_fold_match (folded, self->words))
    return NULL;
  record = qh_store_get (qh_session_get_store (self->session), QH_KIND_CASE, row->id, NULL);
  people = record != NULL ? qh_record_get_rows (record, "people") : NULL;
  for (guint i = 0; people != NULL && i < people->n_rows; i++)
    {
      const QhPersonRow *person = qh_case_index_find_person (index, qh_rows_cell (people, i, 0));
      guint n = person != NULL && person->id != row->titular ? count_words (person->folded, self->words) : 0;

      if (n > most)
        {
          most = n;
          name = person->name;
        }
    }
  return name;
}

static GtkWidget *
new_padlock (void)
{
  GtkWidget *padlock = gtk_image_new_from_icon_name ("qh-lock-symbolic");

  gtk_widget_add_css_class (padlock, "padlock");
  qh_tooltip_set (padlock, _("Restricted: only some people may open it"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (padlock), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Restricted access"), -1);
  return padlock;
}

/* Few cases are restricted: only their cells have one. */
static void
show_padlock (GtkWidget       *cell,
              const QhCaseRow *row)
{
  GtkWidget *padlock = gtk_widget_get_next_sibling (gtk_widget_get_first_child (cell));

  if (row->restricted && padlock == NULL)
    gtk_box_append (GTK_BOX (cell), new_padlock ());
  else if (!row->restricted && padlock != NULL)
    gtk_box_remove (GTK_BOX (cell), padlock);
}

static void
show_title (QhCaseColumns   *self,
            GtkWidget       *cell,
            const QhCaseRow *row)
{
  GtkWidget *name = gtk_widget_get_first_child (cell);
  gboolean searched = self->words != NULL && self->words[0] != NULL;
  const char *person = searched ? find_matching_person (self, row) : NULL;
  g_autofree char *text = person != NULL ? g_strdup_printf ("%s · %s", row->title, person) : g_strdup (row->title);
  PangoAttrList *attributes = searched ? qh_highlight_new (text, self->words, NULL) : NULL;

  if (person != NULL)
    {
      PangoAttribute *muted = pango_attr_foreground_alpha_new (MUTED);

      if (attributes == NULL)
        attributes = pango_attr_list_new ();
      muted->start_index = (guint) strlen (row->title);
      pango_attr_list_insert (attributes, muted);
    }
  gtk_inscription_set_text (GTK_INSCRIPTION (name), text);
  gtk_inscription_set_attributes (GTK_INSCRIPTION (name), attributes);
  show_padlock (cell, row);
  qh_tooltip_set (name, person != NULL ? text : NULL);
  g_clear_pointer (&attributes, pango_attr_list_unref);
}

static void
show_who (QhCaseColumns   *self,
          GtkWidget       *cell,
          const QhCaseRow *row)
{
  g_autofree char *words = qh_case_words_who (self->session, row, self->today);

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), words);
}

static void
show_status (QhCaseColumns   *self,
             GtkWidget       *cell,
             const QhCaseRow *row)
{
  QhCaseTag tag = qh_case_words_tag (self->session, row->status, MAX (row->last_activity, row->opened), self->today);
  const char *classes[] = { "tag", tag.style, NULL };

  gtk_label_set_text (GTK_LABEL (cell), tag.words);
  gtk_widget_set_css_classes (cell, classes);
}

static void
show_worker (QhCaseColumns   *self,
             GtkWidget       *cell,
             const QhCaseRow *row)
{
  gtk_inscription_set_text (GTK_INSCRIPTION (cell), get_worker (self, row->worker));
}

static void
show_problem (QhCaseColumns   *self,
              GtkWidget       *cell,
              const QhCaseRow *row)
{
  gtk_inscription_set_text (GTK_INSCRIPTION (cell), row->problem != 0 ? qh_session_get_label (self->session, row->problem) : "");
}

static void
show_last (QhCaseColumns   *self,
           GtkWidget       *cell,
           const QhCaseRow *row)
{
  g_autofree char *words = qh_case_words_day (row->last_activity, self->today);

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), words);
}

static void
show_pending (QhCaseColumns   *self,
              GtkWidget       *cell,
              const QhCaseRow *row)
{
  char number[16];

  g_snprintf (number, sizeof number, "%'u", row->pending);
  gtk_inscription_set_text (GTK_INSCRIPTION (cell), row->pending > 0 ? number : "–");
}

/* What each column is: zero width takes what the others leave. */
static const struct
{
  const char *title;
  int width;
  float xalign;
  gboolean dim;
  void (*show) (QhCaseColumns *self, GtkWidget *cell, const QhCaseRow *row);
} columns[QH_N_CASE_COLUMNS] = {
  [QH_CASE_COLUMN_FOLIO] = { N_("Folio"), 130, 0, TRUE, show_folio },
  [QH_CASE_COLUMN_TITLE] = { N_("Person, family or group"), 0, 0, FALSE, show_title },
  [QH_CASE_COLUMN_WHO] = { N_("Who"), 112, 0, TRUE, show_who },
  [QH_CASE_COLUMN_STATUS] = { N_("Status"), 118, 0, FALSE, show_status },
  [QH_CASE_COLUMN_WORKER] = { N_("In charge"), 130, 0, FALSE, show_worker },
  [QH_CASE_COLUMN_PROBLEM] = { N_("Main problem"), 0, 0, FALSE, show_problem },
  [QH_CASE_COLUMN_LAST] = { N_("Last act."), 106, 1, FALSE, show_last },
  [QH_CASE_COLUMN_PENDING] = { N_("Pend."), 64, 1, FALSE, show_pending },
};

static guint
get_number (GtkListItemFactory *factory)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "column"));
}

static GtkWidget *
new_tag_cell (void)
{
  GtkWidget *cell = gtk_label_new (NULL);

  gtk_widget_set_halign (cell, GTK_ALIGN_START);
  gtk_widget_set_valign (cell, GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (GTK_LABEL (cell), PANGO_ELLIPSIZE_END);
  return cell;
}

static GtkWidget *
new_text_cell (guint number)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), columns[number].xalign);
  gtk_inscription_set_nat_lines (GTK_INSCRIPTION (cell), 1);
  gtk_widget_set_valign (cell, GTK_ALIGN_CENTER);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (cell), 0);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (cell), 0);
  if (columns[number].dim)
    gtk_widget_add_css_class (cell, "dim-label");
  if (columns[number].xalign > 0 || number == QH_CASE_COLUMN_FOLIO)
    gtk_widget_add_css_class (cell, "numeric");
  return cell;
}

/* With room for a padlock behind the name. */
static GtkWidget *
new_title_cell (void)
{
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = new_text_cell (QH_CASE_COLUMN_TITLE);

  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (cell), name);
  return cell;
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item,
          QhCaseColumns      *self)
{
  guint number = get_number (factory);
  GtkWidget *cell;

  if (number == QH_CASE_COLUMN_STATUS)
    cell = new_tag_cell ();
  else if (number == QH_CASE_COLUMN_TITLE)
    cell = new_title_cell ();
  else
    cell = new_text_cell (number);
  gtk_list_item_set_child (item, cell);
  g_object_set_data (G_OBJECT (item), "factory", factory);
}

static void
fill_cell (QhCaseColumns *self,
           guint          number,
           GtkListItem   *item)
{
  QhCaseIndex *index = self->session != NULL ? qh_session_get_case_index (self->session) : NULL;
  gint64 id = qh_case_item_get_id (gtk_list_item_get_item (item));
  const QhCaseRow *row = index != NULL ? qh_case_index_find (index, id) : NULL;

  if (row != NULL)
    columns[number].show (self, gtk_list_item_get_child (item), row);
}

static void
item_changed_cb (QhCaseItem  *case_item,
                 GtkListItem *item)
{
  GtkListItemFactory *factory = g_object_get_data (G_OBJECT (item), "factory");

  fill_cell (g_object_get_data (G_OBJECT (factory), "columns"), get_number (factory), item);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item,
         QhCaseColumns      *self)
{
  g_signal_connect (gtk_list_item_get_item (item), "changed", G_CALLBACK (item_changed_cb), item);
  fill_cell (self, get_number (factory), item);
}

static void
unbind_cb (GtkListItemFactory *factory,
           GtkListItem        *item,
           QhCaseColumns      *self)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), item_changed_cb, item);
}

static void
add_column (QhCaseColumns *self,
            GtkColumnView *view,
            guint          number)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;

  g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (number));
  g_object_set_data (G_OBJECT (factory), "columns", self);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  column = gtk_column_view_column_new (_(columns[number].title), factory);
  if (columns[number].width > 0)
    gtk_column_view_column_set_fixed_width (column, columns[number].width);
  else
    gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (view, column);
  self->columns[number] = column;
  self->shown[number] = TRUE;
}

static void
qh_case_columns_finalize (GObject *object)
{
  QhCaseColumns *self = QH_CASE_COLUMNS (object);

  for (guint i = 0; i < QH_N_CASE_COLUMNS; i++)
    g_clear_object (&self->columns[i]);
  g_clear_object (&self->session);
  g_clear_pointer (&self->words, g_strfreev);
  g_hash_table_unref (self->workers);
  G_OBJECT_CLASS (qh_case_columns_parent_class)->finalize (object);
}

static void
qh_case_columns_class_init (QhCaseColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qh_case_columns_finalize;
}

static void
qh_case_columns_init (QhCaseColumns *self)
{
  self->workers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->today = qh_day_today ();
}

/**
 * qh_case_columns_new:
 * @view: a column view without columns
 *
 * Returns: (transfer full): the columns, added to @view.
 */
QhCaseColumns *
qh_case_columns_new (GtkColumnView *view)
{
  QhCaseColumns *self = g_object_new (QH_TYPE_CASE_COLUMNS, NULL);

  self->view = view;
  for (guint i = 0; i < QH_N_CASE_COLUMNS; i++)
    add_column (self, view, i);
  return self;
}

/**
 * qh_case_columns_set_session:
 * @session: (nullable): the open workspace
 */
void
qh_case_columns_set_session (QhCaseColumns *self,
                             QhSession     *session)
{
  g_set_object (&self->session, session);
  qh_case_columns_forget (self);
}

/**
 * qh_case_columns_forget:
 *
 * Drops what is remembered of the workers' names and the day.
 */
void
qh_case_columns_forget (QhCaseColumns *self)
{
  g_hash_table_remove_all (self->workers);
  self->today = qh_day_today ();
}

/**
 * qh_case_columns_set_text:
 * @text: what is searched for; shown bold in cells that come into view from now on
 */
void
qh_case_columns_set_text (QhCaseColumns *self,
                          const char    *text)
{
  g_clear_pointer (&self->words, g_strfreev);
  self->words = qh_fold_words (text);
}

void
qh_case_columns_set_shown (QhCaseColumns *self,
                           QhCaseColumn   column,
                           gboolean       shown)
{
  guint position = 0;

  if (self->shown[column] == shown)
    return;
  self->shown[column] = shown;
  for (guint i = 0; i < column; i++)
    position += self->shown[i];
  /* A column that is only invisible still takes its width in GTK 4.8. */
  if (shown)
    gtk_column_view_insert_column (self->view, position, self->columns[column]);
  else
    gtk_column_view_remove_column (self->view, self->columns[column]);
}
