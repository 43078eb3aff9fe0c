/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-dataset.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "exchange/qh-codebook-html.h"

/* A data set in the making: its files stand in @place until all are whole. */
typedef struct
{
  QhFrame *frame;
  const guint8 *mask;
  const QhDatasetOptions *options;
  const QhExportRun *run;
  QhExportReport *report;
  const QhExportPlan *plan;
  QhLabelled *labelled;
  GPtrArray *summaries;
  char *place;
  QhManifest *manifest;
} Making;

static gboolean
put_text (Making     *making,
          const char *path,
          char       *text,
          GError    **error)
{
  g_autofree char *owned = text;
  g_autoptr (GError) failed = NULL;
  int number;

  if (g_file_set_contents_full (path, owned, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0666, &failed))
    return TRUE;
  number = failed->code == G_FILE_ERROR_NOSPC ? ENOSPC : failed->code == G_FILE_ERROR_ACCES ? EACCES : EIO;
  qh_export_set_errno (error, making->options->folder, number);
  return FALSE;
}

static gboolean
touch (const char *path,
       GError    **error)
{
  FILE *file = g_fopen (path, "wbe");

  if (file != NULL && fclose (file) == 0)
    return TRUE;
  qh_export_set_errno (error, path, errno);
  return FALSE;
}

typedef gboolean (*WritePlan) (const QhExportPlan *plan, const char *path, const QhExportRun *run, QhExportReport *report, GError **error);

static gboolean
write_plan (Making     *making,
            const char *path,
            WritePlan   write,
            GError    **error)
{
  QhExportReport report = { 0 };

  if (!touch (path, error) || !write (making->plan, path, making->run, &report, error))
    return FALSE;
  g_assert (report.written == making->plan->n_rows); /* the writer compared it with the file */
  return TRUE;
}

static gboolean
write_csv (Making     *making,
           const char *path,
           GError    **error)
{
  return touch (path, error) && qh_labelled_write_csv (making->labelled, path, making->run, making->report, error);
}

static gboolean
write_sav (Making     *making,
           const char *path,
           GError    **error)
{
  return write_plan (making, path, qh_export_write_sav, error);
}

static gboolean
write_zsav (Making     *making,
            const char *path,
            GError    **error)
{
  return write_plan (making, path, qh_export_write_zsav, error);
}

static gboolean
write_dta (Making     *making,
           const char *path,
           GError    **error)
{
  return write_plan (making, path, qh_export_write_dta, error);
}

/* What each variable is called in all files, by the name that it had. */
static GHashTable *
list_names (const QhLabelled *labelled)
{
  GHashTable *names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint v = 0; v < labelled->variables->len; v++)
    {
      QhLabelledVariable *variable = g_ptr_array_index (labelled->variables, v);

      if (variable->column->cell != QH_EXPORT_ROW_NUMBER)
        g_hash_table_insert (names, variable->column->name, variable->name);
    }
  return names;
}

/* The workbook has codes and labels, so it is an export of its own: the same
 * rows in the same order, for they have the same key. */
static gboolean
write_xlsx (Making     *making,
            const char *path,
            GError    **error)
{
  const QhDatasetWords *words = &making->options->words;
  g_autoptr (GHashTable) names = list_names (making->labelled);
  const QhExportOptions options = {
    .path = path,
    .language = making->options->language,
    .variable_names = TRUE,
    .flags = TRUE,
    .names = names,
    .title = words->title,
    .unit = words->unit,
    .filter = words->filter,
    .key = making->plan->key,
    .privacy = making->options->privacy,
  };

  return qh_export (making->frame, making->mask, &options, NULL, making->run->progress, making->run->progress_data,
                    making->run->cancellable, error);
}

static gboolean
write_datapackage (Making     *making,
                   const char *path,
                   GError    **error)
{
  return put_text (making, path, qh_datapackage_new (making->labelled, &making->options->words), error);
}

static gboolean
write_ddi (Making     *making,
           const char *path,
           GError    **error)
{
  return put_text (making, path, qh_ddi_new (making->labelled, making->summaries, &making->options->words), error);
}

static gboolean
write_html (Making     *making,
            const char *path,
            GError    **error)
{
  return put_text (making, path, qh_codebook_new_html (making->labelled, making->summaries, making->manifest), error);
}

static gboolean
write_r (Making     *making,
         const char *path,
         GError    **error)
{
  return put_text (making, path, qh_syntax_new_r (making->labelled, &making->options->words), error);
}

static gboolean
write_stata (Making     *making,
             const char *path,
             GError    **error)
{
  return put_text (making, path, qh_syntax_new_stata (making->labelled, &making->options->words), error);
}

static gboolean
write_spss (Making     *making,
            const char *path,
            GError    **error)
{
  return put_text (making, path, qh_syntax_new_spss (making->labelled, &making->options->words), error);
}

/* The files, in the order in which they are made; a name without a stem is whole. */
static const struct
{
  QhDatasetFormats format;
  const char *name;
  const char *word; /* (nullable): as --formats has it */
  gboolean has_rows;
  gboolean (*write) (Making *making, const char *path, GError **error);
} files[] = {
  { QH_DATASET_CSV, "%s.csv", "csv", TRUE, write_csv },
  { QH_DATASET_CSV, "datapackage.json", NULL, FALSE, write_datapackage },
  { QH_DATASET_XLSX, "%s.xlsx", "xlsx", TRUE, write_xlsx },
  { QH_DATASET_SAV, "%s.sav", "sav", TRUE, write_sav },
  { QH_DATASET_ZSAV, "%s.zsav", "zsav", TRUE, write_zsav },
  { QH_DATASET_DTA, "%s.dta", "dta", TRUE, write_dta },
  { QH_DATASET_DDI, "%s.ddi.xml", "ddi", FALSE, write_ddi },
  { QH_DATASET_SYNTAX, "%s.R", "syntax", FALSE, write_r },
  { QH_DATASET_SYNTAX, "%s.do", NULL, FALSE, write_stata },
  { QH_DATASET_SYNTAX, "%s.sps", NULL, FALSE, write_spss },
  { QH_DATASET_HTML, "%s.codebook.html", "html", FALSE, write_html }, /* has the hashes of those above */
};

/* What a person chooses from. */
static const QhDatasetFormat choices[] = {
  { QH_DATASET_XLSX, "xlsx", N_ ("Excel, LibreOffice") },
  { QH_DATASET_CSV, "csv", N_ ("with data package") },
  { QH_DATASET_SAV, "sav", N_ ("SPSS, PSPP") },
  { QH_DATASET_ZSAV, "zsav", N_ ("SPSS, compressed") },
  { QH_DATASET_DTA, "dta", N_ ("Stata") },
  { QH_DATASET_DDI, "ddi", N_ ("codebook in XML") },
  { QH_DATASET_HTML, "html", N_ ("codebook") },
  { QH_DATASET_SYNTAX, "syntax", N_ ("that labels the csv in R, Stata, SPSS") },
};

/**
 * qh_dataset_list_formats:
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): the formats, each with its word and, to be
 *   translated, what it is for.
 */
const QhDatasetFormat *
qh_dataset_list_formats (guint *n)
{
  *n = G_N_ELEMENTS (choices);
  return choices;
}

/**
 * qh_dataset_parse_formats:
 * @text: (nullable): words parted by commas: csv, xlsx, sav, zsav, dta, ddi, html, syntax; %NULL for all
 * @error: %QH_ERROR_FORMAT names the word that is none
 *
 * Returns: the formats, with the csv where its syntax is asked for; 0 on an error.
 */
QhDatasetFormats
qh_dataset_parse_formats (const char *text,
                          GError    **error)
{
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", ",", -1);
  QhDatasetFormats formats = text != NULL ? 0 : QH_DATASET_ALL;

  for (guint w = 0; text != NULL && words[w] != NULL; w++)
    {
      const char *word = g_strstrip (words[w]);
      QhDatasetFormats found = 0;

      for (guint i = 0; i < G_N_ELEMENTS (files); i++)
        if (g_strcmp0 (files[i].word, word) == 0)
          found = files[i].format;
      if (found == 0)
        {
          g_set_error (error, QH_ERROR, QH_ERROR_FORMAT,
                       _("There is no format “%s”. Choose from csv, xlsx, sav, zsav, dta, ddi, html and syntax."), word);
          return 0;
        }
      formats |= found;
    }
  return formats & QH_DATASET_SYNTAX ? formats | QH_DATASET_CSV : formats;
}

/* Manifest */

/* Labels that a format has less room for. */
static void
note_cuts (Making *making)
{
  static const struct
  {
    QhDatasetFormats formats;
    const char *name;
    gsize bytes;
    glong letters;
    gsize value_bytes;
  } rooms[] = { { QH_DATASET_SAV | QH_DATASET_ZSAV, "spss", 255, -1, 120 }, { QH_DATASET_DTA, "stata", 320, 80, 32000 } };

  for (guint r = 0; r < G_N_ELEMENTS (rooms); r++)
    for (guint v = 0; (making->options->formats & rooms[r].formats) != 0 && v < making->labelled->variables->len; v++)
      {
        const QhLabelledVariable *variable = g_ptr_array_index (making->labelled->variables, v);
        g_autofree char *cut = qh_labelled_cut (variable->label, rooms[r].bytes, rooms[r].letters);

        if (!g_str_equal (cut, variable->label))
          qh_manifest_add_cut (making->manifest, rooms[r].name, variable->name, NULL, variable->label);
        for (guint i = 0; i < variable->labels->len; i++)
          {
            const QhValueLabel *label = &g_array_index (variable->labels, QhValueLabel, i);

            if (strlen (label->label) > rooms[r].value_bytes)
              qh_manifest_add_cut (making->manifest, rooms[r].name, variable->name, label->code, label->label);
          }
      }
}

static QhManifest *
new_manifest (Making *making)
{
  QhManifest *manifest = qh_manifest_new (&making->options->words);

  manifest->user = making->options->user;
  manifest->recipe = making->options->recipe;
  manifest->privacy = making->options->privacy;
  manifest->report = making->report;
  manifest->written = making->plan->n_rows;
  manifest->columns = making->labelled->variables->len;
  return manifest;
}

static gboolean
write_manifest (Making  *making,
                GError **error)
{
  g_autofree char *path = g_build_filename (making->place, "manifest.json", NULL);

  return put_text (making, path, qh_manifest_to_json (making->manifest), error);
}

/* The folder */

static gboolean
write_files (Making  *making,
             GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_auto (GStrv) parts = g_strsplit (files[i].name, "%s", 2);
      g_autofree char *name = parts[1] != NULL ? g_strconcat (making->options->words.name, parts[1], NULL) : g_strdup (parts[0]);
      g_autofree char *path = g_build_filename (making->place, name, NULL);

      if ((making->options->formats & files[i].format) == 0)
        continue;
      if (!files[i].write (making, path, error)
          || !qh_manifest_add_file (making->manifest, path, files[i].has_rows ? (gint64) making->plan->n_rows : -1, error))
        return FALSE;
    }
  return write_manifest (making, error);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static char *
make_place (const char *folder,
            GError    **error)
{
  g_autofree char *parent = g_path_get_dirname (folder);
  g_autofree char *name = g_path_get_basename (folder);
  g_autofree char *shown = g_filename_display_name (folder);
  g_autofree char *place = g_strdup_printf ("%s/.%s.XXXXXX", parent, name);

  if (g_file_test (folder, G_FILE_TEST_EXISTS))
    g_set_error (error, QH_ERROR, QH_ERROR_PLACE, _("“%s” is there already. Choose another name for the data set's folder."), shown);
  else if (g_mkdtemp_full (place, 0777) == NULL)
    qh_export_set_errno (error, folder, errno);
  else
    return g_steal_pointer (&place);
  return NULL;
}

static gboolean
make (Making  *making,
      GError **error)
{
  making->place = make_place (making->options->folder, error);
  if (making->place == NULL)
    return FALSE;
  if (write_files (making, error))
    {
      if (g_rename (making->place, making->options->folder) == 0)
        return TRUE;
      qh_export_set_errno (error, making->options->folder, errno);
    }
  remove_folder (making->place);
  return FALSE;
}

/**
 * qh_dataset_write:
 * @frame: must not be updated meanwhile
 * @mask: (nullable): the rows to take
 * @report: (out): how many rows were selected and written
 *
 * Writes a folder with the rows in every format that was asked for, what
 * describes them, and a manifest with the hash of each file. Each file with rows is
 * read back and compared. The folder takes its name when all of it is whole; on an
 * error nothing is left.
 *
 * Returns: whether the folder was written.
 */
gboolean
qh_dataset_write (QhFrame                *frame,
                  const guint8           *mask,
                  const QhDatasetOptions *options,
                  QhExportReport         *report,
                  QhProgress              progress,
                  gpointer                progress_data,
                  GCancellable           *cancellable,
                  GError                **error)
{
  const QhExportOptions as_export = {
    .path = options->folder,
    .language = options->language,
    .answers = QH_EXPORT_CODES,
    .variable_names = TRUE,
    .flags = TRUE,
    .title = options->words.title,
    .key = options->key,
  };
  g_autoptr (QhExportPlan) plan = NULL;
  g_autoptr (QhLabelled) labelled = NULL;
  g_autoptr (GPtrArray) summaries = NULL;
  g_autoptr (QhManifest) manifest = NULL;
  g_autofree guint8 *allowed = NULL;
  QhExportRun run = { progress, progress_data, cancellable, 0 };
  Making making = { .frame = frame, .options = options, .run = &run, .report = report };
  gboolean done;

  *report = (QhExportReport) { .sheets = 1 };
  making.mask = allowed = qh_export_leave_out (frame, mask, options->store, &report->left_out, error);
  if (allowed == NULL)
    return FALSE;
  making.plan = plan = qh_export_plan_new (frame, allowed, &as_export);
  making.labelled = labelled = qh_labelled_new (plan);
  if (options->formats & (QH_DATASET_DDI | QH_DATASET_HTML))
    making.summaries = summaries = qh_labelled_summarise (labelled);
  run.total = plan->n_rows;
  report->left_out += options->left_out;
  report->selected = plan->n_rows + report->left_out + (options->privacy != NULL ? options->privacy->suppressed : 0);
  report->columns = labelled->variables->len;
  making.manifest = manifest = new_manifest (&making);
  note_cuts (&making);
  done = make (&making, error);
  report->written = done ? plan->n_rows : 0;
  g_free (making.place);
  return done;
}
