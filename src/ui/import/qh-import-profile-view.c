/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/import/qh-import-profile-view.h"

#include <glib/gi18n-lib.h>

#include "exchange/qh-exchange-error.h"
#include "ui/qh-dialogs.h"

/* A profile is some kilobytes. */
#define MOST_BYTES (4 * 1024 * 1024)

/**
 * QhImportProfileView:
 *
 * By which profile a table is read, and who is in charge of rows that name nobody.
 */
struct _QhImportProfileView
{
  GtkWidget parent_instance;

  AdwComboRow *choice;
  GtkLabel *description;
  GtkWidget *notes_group;
  GtkListBox *notes;
  GtkLabel *problem;
  AdwComboRow *worker;

  QhSession *session;
  QhCsvReader *table;
  GPtrArray *profiles;    /* of QhImportProfile, as they stand in choice */
  GArray *workers;        /* of gint64, as they stand in worker */
  QhImportProfile *fit;   /* the one chosen, if it fits */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (QhImportProfileView, qh_import_profile_view, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *
get_label (char *const labels[QH_N_LANGUAGES],
           QhLanguage  language)
{
  const char *label = qh_labels_get (labels, language);

  return label != NULL ? label : "";
}

static QhImportProfile *
get_chosen (QhImportProfileView *self)
{
  guint place = adw_combo_row_get_selected (self->choice);

  return place < self->profiles->len ? g_ptr_array_index (self->profiles, place) : NULL;
}

static gboolean
check (QhImportProfileView  *self,
       QhImportProfile      *profile,
       GError              **error)
{
  QhStore *store = qh_session_get_store (self->session);
  g_autoptr (QhDictionary) dictionary = qh_store_ref_dictionary (store);
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);

  return qh_import_profile_check_columns (profile, self->table, error)
         && qh_import_profile_check (profile, dictionary, catalogues, error);
}

static void
show_notes (QhImportProfileView *self,
            QhImportProfile     *profile)
{
  QhLanguage language = qh_session_get_language (self->session);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->notes, 0)) != NULL)
    gtk_list_box_remove (self->notes, GTK_WIDGET (row));
  for (guint i = 0; i < profile->notes->len; i++)
    {
      GtkWidget *label = gtk_label_new (get_label ((char **) g_ptr_array_index (profile->notes, i), language));
      GtkWidget *note = gtk_list_box_row_new ();

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      g_object_set (label, "margin-start", 12, "margin-end", 12, "margin-top", 9, "margin-bottom", 9, NULL);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (note), label);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (note), FALSE);
      gtk_list_box_append (self->notes, note);
    }
  gtk_widget_set_visible (self->notes_group, profile->notes->len > 0);
}

static void
tell_none_fits (QhImportProfileView *self)
{
  g_autofree char *text = g_strdup_printf (_("None of the profiles that come with Quehacer fits “%s”. Open one from a file."),
                                           qh_csv_reader_get_file_name (self->table));

  qh_import_profile_view_show_problem (self, text);
}

static void
show_profile (QhImportProfileView *self)
{
  QhImportProfile *profile = self->table != NULL ? get_chosen (self) : NULL;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->fit, qh_import_profile_unref);
  qh_import_profile_view_show_problem (self, NULL);
  gtk_widget_set_visible (self->notes_group, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->description), FALSE);
  if (profile != NULL)
    {
      const char *text = get_label (profile->descriptions, qh_session_get_language (self->session));

      gtk_label_set_text (self->description, text);
      gtk_widget_set_visible (GTK_WIDGET (self->description), text[0] != '\0');
      show_notes (self, profile);
      if (check (self, profile, &error))
        self->fit = qh_import_profile_ref (profile);
      else
        qh_import_profile_view_show_problem (self, error->message);
    }
  else if (self->table != NULL)
    tell_none_fits (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
chosen_cb (QhImportProfileView *self)
{
  if (self->table != NULL)
    show_profile (self);
}

static void
fill_choice (QhImportProfileView *self,
             guint                selected)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->profiles->len; i++)
    {
      QhImportProfile *profile = g_ptr_array_index (self->profiles, i);

      gtk_string_list_append (names, get_label (profile->names, qh_session_get_language (self->session)));
    }
  g_signal_handlers_block_by_func (self->choice, chosen_cb, self);
  adw_combo_row_set_model (self->choice, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->choice, selected);
  g_signal_handlers_unblock_by_func (self->choice, chosen_cb, self);
}

static gboolean
has_profile (GPtrArray       *profiles,
             QhImportProfile *profile)
{
  for (guint i = 0; i < profiles->len; i++)
    if (g_strcmp0 (((QhImportProfile *) g_ptr_array_index (profiles, i))->id, profile->id) == 0)
      return TRUE;
  return FALSE;
}

/* Those that fit stand first, and the first of them is chosen. */
static guint
list_profiles (QhImportProfileView *self)
{
  g_autoptr (GPtrArray) fitting = qh_import_profile_suggest (self->table);
  g_autoptr (GPtrArray) shipped = qh_import_profile_list_shipped ();

  g_ptr_array_set_size (self->profiles, 0);
  for (guint i = 0; i < fitting->len; i++)
    g_ptr_array_add (self->profiles, qh_import_profile_ref (g_ptr_array_index (fitting, i)));
  for (guint i = 0; i < shipped->len; i++)
    if (!has_profile (fitting, g_ptr_array_index (shipped, i)))
      g_ptr_array_add (self->profiles, qh_import_profile_ref (g_ptr_array_index (shipped, i)));
  return fitting->len > 0 ? 0 : GTK_INVALID_LIST_POSITION;
}

/* Files */

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (QhImportProfileView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (QhImportProfile) profile = NULL;
  g_autofree char *json = NULL;
  g_autofree char *base = g_file_get_basename (G_FILE (source));
  g_autofree char *name = g_filename_display_name (base);
  gsize length;
  gboolean loaded = g_file_load_contents_finish (G_FILE (source), result, &json, &length, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->table == NULL)
    return;
  if (loaded)
    profile = qh_import_profile_new_from_json (json, (gssize) length, name, &error);
  if (profile == NULL)
    {
      qh_dialog_error (GTK_WIDGET (self), _("The profile cannot be used"), error);
      return;
    }
  g_ptr_array_insert (self->profiles, 0, g_steal_pointer (&profile));
  fill_choice (self, 0);
  show_profile (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->choice));
}

static void
measured_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (QhImportProfileView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->table == NULL)
    return;
  if (info != NULL && g_file_info_get_size (info) > MOST_BYTES)
    g_set_error_literal (&error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_PROFILE,
                         _("The file is larger than any profile is. Choose a JSON file that describes the table."));
  if (error != NULL)
    qh_dialog_error (GTK_WIDGET (self), _("The profile cannot be used"), error);
  else
    g_file_load_contents_async (G_FILE (source), self->cancellable, loaded_cb, g_object_ref (self));
}

static void
file_chosen_cb (GFile   *file,
                gpointer data)
{
  if (file != NULL)
    qh_import_profile_view_open_file (QH_IMPORT_PROFILE_VIEW (data), file);
}

static void
choose_file_cb (QhImportProfileView *self)
{
  const QhFileFilter filters[] = { { _("Import profiles"), "*.json" }, { _("All files"), "*" }, { NULL } };

  qh_dialog_open_file (GTK_WIDGET (self), _("Choose an Import Profile"), filters, NULL, file_chosen_cb, self);
}

/* Overrides */

static gboolean
qh_import_profile_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (QH_IMPORT_PROFILE_VIEW (widget)->choice));
}

static void
qh_import_profile_view_dispose (GObject *object)
{
  QhImportProfileView *self = QH_IMPORT_PROFILE_VIEW (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->table);
  g_clear_object (&self->session);
  g_clear_pointer (&self->fit, qh_import_profile_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_import_profile_view_parent_class)->dispose (object);
}

static void
qh_import_profile_view_finalize (GObject *object)
{
  QhImportProfileView *self = QH_IMPORT_PROFILE_VIEW (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->profiles);
  g_array_unref (self->workers);
  G_OBJECT_CLASS (qh_import_profile_view_parent_class)->finalize (object);
}

static void
qh_import_profile_view_class_init (QhImportProfileViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_import_profile_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = qh_import_profile_view_finalize;
  widget_class->grab_focus = qh_import_profile_view_grab_focus;

  /**
   * QhImportProfileView::changed:
   *
   * Another profile is chosen, or none.
   */
  signals[CHANGED] = g_signal_new ("changed", QH_TYPE_IMPORT_PROFILE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/import/qh-import-profile-view.ui");
  gtk_widget_class_bind_template_child (widget_class, QhImportProfileView, choice);
  gtk_widget_class_bind_template_child (widget_class, QhImportProfileView, description);
  gtk_widget_class_bind_template_child (widget_class, QhImportProfileView, notes_group);
  gtk_widget_class_bind_template_child (widget_class, QhImportProfileView, notes);
  gtk_widget_class_bind_template_child (widget_class, QhImportProfileView, problem);
  gtk_widget_class_bind_template_child (widget_class, QhImportProfileView, worker);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_file_cb);
}

static void
qh_import_profile_view_init (QhImportProfileView *self)
{
  self->profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) qh_import_profile_unref);
  self->workers = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_import_profile_view_set_table:
 * @session: (nullable): the workspace that the rows go to
 * @table: (nullable): the table that is read; %NULL, as @session then is, forgets all
 *
 * Offers the profiles for a table, the first that fits chosen; none where none does.
 */
void
qh_import_profile_view_set_table (QhImportProfileView *self,
                                  QhSession           *session,
                                  QhCsvReader         *table)
{
  guint selected = GTK_INVALID_LIST_POSITION;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_set_object (&self->session, session);
  g_set_object (&self->table, table);
  g_ptr_array_set_size (self->profiles, 0);
  g_array_set_size (self->workers, 0);
  if (self->table != NULL)
    {
      self->cancellable = g_cancellable_new ();
      selected = list_profiles (self);
      qh_import_profile_view_update (self);
    }
  else
    adw_combo_row_set_model (self->worker, NULL);
  fill_choice (self, selected);
  show_profile (self);
}

/**
 * qh_import_profile_view_open_file:
 * @file: a profile in JSON
 *
 * Reads a profile and chooses it; says so where it is none.
 */
void
qh_import_profile_view_open_file (QhImportProfileView *self,
                                  GFile               *file)
{
  if (self->table != NULL)
    g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT,
                             self->cancellable, measured_cb, g_object_ref (self));
}

/**
 * qh_import_profile_view_update:
 *
 * Lists the workers anew; who was chosen stays, or who works at this computer.
 */
void
qh_import_profile_view_update (QhImportProfileView *self)
{
  gint64 chosen = qh_import_profile_view_get_worker (self);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GPtrArray *workers;
  guint selected = 0;

  if (self->session == NULL || qh_session_get_store (self->session) == NULL)
    return;
  if (chosen == 0)
    chosen = qh_session_get_worker (self->session);
  workers = qh_session_get_workers (self->session);
  g_array_set_size (self->workers, 0);
  for (guint i = 0; i < workers->len; i++)
    {
      const QhRecord *worker = g_ptr_array_index (workers, i);

      if (worker->id == chosen)
        selected = i;
      gtk_string_list_append (names, qh_record_get_text (worker, "name"));
      g_array_append_val (self->workers, worker->id);
    }
  adw_combo_row_set_model (self->worker, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->worker, selected);
}

/**
 * qh_import_profile_view_show_problem:
 * @text: (nullable): why the table cannot be read by this profile
 */
void
qh_import_profile_view_show_problem (QhImportProfileView *self,
                                     const char          *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

/**
 * qh_import_profile_view_get_profile:
 *
 * Returns: (transfer none) (nullable): the profile that is chosen, if it fits
 *   the table and the workspace
 */
QhImportProfile *
qh_import_profile_view_get_profile (QhImportProfileView *self)
{
  return self->fit;
}

/**
 * qh_import_profile_view_get_worker:
 *
 * Returns: who is in charge of rows that name nobody, or 0
 */
gint64
qh_import_profile_view_get_worker (QhImportProfileView *self)
{
  guint place = adw_combo_row_get_selected (self->worker);

  return place < self->workers->len ? g_array_index (self->workers, gint64, place) : 0;
}
