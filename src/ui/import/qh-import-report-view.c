/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/import/qh-import-report-view.h"

#include <glib/gi18n-lib.h>

#include "ui/import/qh-import-cells.h"
#include "ui/qh-dialogs.h"

/* Rows of a boxed list that are worth a look; the rest is counted. */
#define MOST_ROWS 100
#define TEXT_LENGTH 300

/**
 * QhImportReportView:
 *
 * What an import would do, or did: the figures, what was folded, what had no
 * code, and each row that was left out.
 */
struct _QhImportReportView
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;
  GtkLabel *headline;
  GtkLabel *detail;
  GtkWidget *undo;
  GtkListBox *figures;
  GtkWidget *folds_group;
  GtkListBox *folds;
  GtkWidget *unmapped_group;
  GtkListBox *unmapped;
  GtkWidget *skips_group;
  GtkColumnView *skips;

  QhImporter *importer;
};

G_DEFINE_FINAL_TYPE (QhImportReportView, qh_import_report_view, GTK_TYPE_WIDGET)

static const QhImportReport *
get_report (QhImportReportView *self)
{
  return self->importer != NULL ? qh_importer_get_report (self->importer) : NULL;
}

/* Lists */

static void
empty_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

/* A row of plain texts with a figure at its end. */
static void
add_row (GtkListBox *list,
         const char *title,
         const char *subtitle,
         guint64     figure)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *short_title = qh_import_cells_shorten (title, TEXT_LENGTH);
  g_autofree char *short_subtitle = subtitle != NULL ? qh_import_cells_shorten (subtitle, TEXT_LENGTH) : NULL;
  g_autofree char *text = g_strdup_printf ("%'" G_GUINT64_FORMAT, figure);
  g_autofree char *spoken = g_strdup_printf (_("%s: %s"), short_title, text);
  GtkWidget *label = gtk_label_new (text);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), short_title);
  if (short_subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), short_subtitle);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_list_box_append (list, row);
}

static void
add_rest (GtkListBox *list,
          guint       n_all)
{
  if (n_all > MOST_ROWS)
    add_row (list, _("More like these"), NULL, n_all - MOST_ROWS);
}

/* Parts */

static char *
tell_headline (const QhImportReport *report)
{
  if (report->n_new == 0 && report->n_already > 0 && report->skips->len == 0)
    return g_strdup_printf (ngettext ("The only row is already here: there is nothing to add",
                                      "All %'u rows are already here: there is nothing to add", report->n_already),
                            report->n_already);
  if (report->n_new == 0 && report->n_already > 0)
    return g_strdup_printf (ngettext ("%'u row is already here: there is nothing to add",
                                      "%'u rows are already here: there is nothing to add", report->n_already),
                            report->n_already);
  if (report->n_new == 0)
    return g_strdup (_("No row can be imported"));
  if (report->applied)
    return g_strdup_printf (ngettext ("%'u row imported", "%'u rows imported", report->n_new), report->n_new);
  return g_strdup_printf (ngettext ("%'u row to import", "%'u rows to import", report->n_new), report->n_new);
}

static char *
tell_detail (const QhImportReport *report)
{
  if (report->applied && report->n_new > 0)
    return g_strdup_printf (_("“%s”, read by “%s”."), report->file_name, report->profile);
  return g_strdup_printf (_("“%s”, read by “%s”. Nothing has been written."), report->file_name, report->profile);
}

static void
show_figures (QhImportReportView   *self,
              const QhImportReport *report)
{
  const struct
  {
    const char *title;
    guint64 figure;
    gboolean always;
  } figures[] = {
    { _("Rows read"), report->n_read, TRUE },
    { _("Stood whole in one quoted cell"), report->n_wrapped, FALSE },
    { report->applied ? _("Imported") : _("To import"), report->n_new, TRUE },
    { _("Already here, not repeated"), report->n_already, TRUE },
    { _("Skipped"), report->skips->len, TRUE },
    { _("Cells folded into another spelling"), report->n_folded, FALSE },
    { _("People served"), report->n_served, FALSE },
    { _("New cases"), report->n_cases, FALSE },
    { _("New workers"), report->n_workers, FALSE },
    { _("New own fields"), report->n_own_fields, FALSE },
    { _("New codes"), report->n_codes, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    if (figures[i].always || figures[i].figure > 0)
      add_row (self->figures, figures[i].title, NULL, figures[i].figure);
}

static void
show_folds (QhImportReportView   *self,
            const QhImportReport *report)
{
  for (guint i = 0; i < MIN (report->folds->len, MOST_ROWS); i++)
    {
      const QhImportFold *fold = g_ptr_array_index (report->folds, i);
      g_autofree char *spellings = g_strjoinv ("”, “", fold->spellings);
      g_autofree char *title = g_strdup_printf (_("%s: %s"), fold->column, fold->label);
      /* Translators: other spellings, each in its quotation marks */
      g_autofree char *subtitle = g_strdup_printf (_("also “%s”"), spellings);

      add_row (self->folds, title, subtitle, fold->count);
    }
  add_rest (self->folds, report->folds->len);
  gtk_widget_set_visible (self->folds_group, report->folds->len > 0);
}

static void
show_unmapped (QhImportReportView   *self,
               const QhImportReport *report)
{
  for (guint i = 0; i < MIN (report->unmapped->len, MOST_ROWS); i++)
    {
      const QhImportUnmapped *unmapped = g_ptr_array_index (report->unmapped, i);
      g_autofree char *title = g_strdup_printf (_("%s: %s"), unmapped->column, unmapped->value);
      g_autofree char *subtitle = g_strdup_printf (_("becomes %s"), unmapped->code);

      add_row (self->unmapped, title, subtitle, unmapped->count);
    }
  add_rest (self->unmapped, report->unmapped->len);
  gtk_widget_set_visible (self->unmapped_group, report->unmapped->len > 0);
}

static char *
read_line (guint    row,
           guint    column,
           gpointer data)
{
  const QhImportSkip *skip = g_ptr_array_index (get_report (data)->skips, row);

  return g_strdup_printf ("%u", skip->line);
}

static char *
read_reason (guint    row,
             guint    column,
             gpointer data)
{
  const QhImportSkip *skip = g_ptr_array_index (get_report (data)->skips, row);

  return g_strdup (skip->reason);
}

static void
show_skips (QhImportReportView   *self,
            const QhImportReport *report)
{
  gtk_widget_set_visible (self->skips_group, report->skips->len > 0);
  if (report->skips->len == 0)
    return;
  qh_import_cells_add_column (self->skips, _("Line"), 72, TRUE, 0, read_line, self);
  qh_import_cells_add_column (self->skips, _("Why"), -1, FALSE, 0, read_reason, self);
  qh_import_cells_set_n_rows (self->skips, report->skips->len);
}

static void
clear (QhImportReportView *self)
{
  GtkListBox *lists[] = { self->figures, self->folds, self->unmapped };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    empty_list (lists[i]);
  qh_import_cells_clear (self->skips);
  gtk_label_set_text (self->headline, "");
  gtk_label_set_text (self->detail, "");
  g_clear_object (&self->importer);
}

/* Saving */

static void
append_cell (GString    *csv,
             const char *text)
{
  g_string_append_c (csv, '"');
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *at);
    }
  g_string_append_c (csv, '"');
}

static GBytes *
make_csv (const QhImportReport *report)
{
  GString *csv = g_string_new (NULL);

  append_cell (csv, _("Line"));
  g_string_append_c (csv, ',');
  append_cell (csv, _("Why"));
  g_string_append (csv, "\r\n");
  for (guint i = 0; i < report->skips->len; i++)
    {
      const QhImportSkip *skip = g_ptr_array_index (report->skips, i);

      g_string_append_printf (csv, "%u,", skip->line);
      append_cell (csv, skip->reason);
      g_string_append (csv, "\r\n");
    }
  return g_string_free_to_bytes (csv);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (QhImportReportView) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *base = g_file_get_basename (G_FILE (source));
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *text = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      qh_dialog_error (GTK_WIDGET (self), _("The list could not be saved"), error);
      return;
    }
  text = g_strdup_printf (_("“%s” saved"), name);
  qh_toast_show (GTK_WIDGET (self), text);
}

static void
file_chosen_cb (GFile   *file,
                gpointer data)
{
  if (file != NULL)
    qh_import_report_view_save_skips (QH_IMPORT_REPORT_VIEW (data), file);
}

static void
save_cb (QhImportReportView *self)
{
  const QhFileFilter filters[] = { { _("Tables (csv)"), "*.csv" }, { NULL } };

  qh_dialog_save_file (GTK_WIDGET (self), _("Save the Skipped Rows"), filters, NULL, _("skipped rows.csv"), file_chosen_cb,
                       self);
}

/* Overrides */

static void
qh_import_report_view_dispose (GObject *object)
{
  QhImportReportView *self = QH_IMPORT_REPORT_VIEW (object);
  GtkWidget *child;

  if (self->skips != NULL)
    clear (self);
  self->skips = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_import_report_view_parent_class)->dispose (object);
}

static void
qh_import_report_view_class_init (QhImportReportViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_import_report_view_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/import/qh-import-report-view.ui");
  gtk_widget_class_bind_template_child (widget_class, QhImportReportView, scrolled);
  gtk_widget_class_bind_template_child (widget_class, QhImportReportView, headline);
  gtk_widget_class_bind_template_child (widget_class, QhImportReportView, detail);
  gtk_widget_class_bind_template_child (widget_class, QhImportReportView, figures);
  gtk_widget_class_bind_template_child (widget_class, QhImportReportView, folds_group);
  gtk_widget_class_bind_template_child (widget_class, QhImportReportView, folds);
  gtk_widget_class_bind_template_child (widget_class, QhImportReportView, unmapped_group);
  gtk_widget_class_bind_template_child (widget_class, QhImportReportView, unmapped);
  gtk_widget_class_bind_template_child (widget_class, QhImportReportView, skips_group);
  gtk_widget_class_bind_template_child (widget_class, QhImportReportView, undo);
  gtk_widget_class_bind_template_child (widget_class, QhImportReportView, skips);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
qh_import_report_view_init (QhImportReportView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_import_report_view_set_importer:
 * @importer: (nullable): whose report to show; %NULL forgets what was shown.
 *   To be taken away before the importer plans or applies again.
 */
void
qh_import_report_view_set_importer (QhImportReportView *self,
                                    QhImporter         *importer)
{
  const QhImportReport *report = importer != NULL ? qh_importer_get_report (importer) : NULL;
  g_autofree char *headline = NULL;
  g_autofree char *detail = NULL;

  clear (self);
  if (report == NULL)
    return;
  self->importer = g_object_ref (importer);
  headline = tell_headline (report);
  detail = tell_detail (report);
  gtk_label_set_text (self->headline, headline);
  gtk_label_set_text (self->detail, detail);
  gtk_widget_set_visible (self->undo, report->sequence != 0);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->undo), "x", report->sequence);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->undo), "win.take-back");
  show_figures (self, report);
  show_folds (self, report);
  show_unmapped (self, report);
  show_skips (self, report);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), 0);
}

/**
 * qh_import_report_view_get_headline:
 *
 * Returns: the report in a few words, or ""
 */
const char *
qh_import_report_view_get_headline (QhImportReportView *self)
{
  return gtk_label_get_text (self->headline);
}

/**
 * qh_import_report_view_save_skips:
 * @file: where to; what was there is replaced
 *
 * Saves the rows that are left out, with their lines and reasons, as csv.
 */
void
qh_import_report_view_save_skips (QhImportReportView *self,
                                  GFile              *file)
{
  g_autoptr (GBytes) csv = NULL;

  if (get_report (self) == NULL)
    return;
  csv = make_csv (get_report (self));
  g_file_replace_contents_bytes_async (file, csv, NULL, FALSE, G_FILE_CREATE_NONE, NULL, saved_cb, g_object_ref (self));
}
