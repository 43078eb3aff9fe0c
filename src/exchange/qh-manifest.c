/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-manifest.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "domain/qh-json.h"

static void
file_free (gpointer data)
{
  QhManifestFile *file = data;

  g_free (file->name);
  g_free (file->sha256);
  g_free (file);
}

static void
cut_free (gpointer data)
{
  QhManifestCut *cut = data;

  g_free (cut->variable);
  g_free (cut->code);
  g_free (cut->label);
  g_free (cut);
}

/**
 * qh_manifest_new:
 * @words: must outlive it
 *
 * Returns: (transfer full): a manifest of now, with no file yet; its other members
 *   are for the caller to set.
 */
QhManifest *
qh_manifest_new (const QhDatasetWords *words)
{
  QhManifest *self = g_new0 (QhManifest, 1);

  self->words = words;
  self->created = g_date_time_new_now_utc ();
  self->cuts = g_ptr_array_new_with_free_func (cut_free);
  self->files = g_ptr_array_new_with_free_func (file_free);
  return self;
}

void
qh_manifest_free (QhManifest *self)
{
  if (self == NULL)
    return;
  g_date_time_unref (self->created);
  g_ptr_array_unref (self->cuts);
  g_ptr_array_unref (self->files);
  g_free (self);
}

/**
 * qh_manifest_add_file:
 * @path: of a file that is whole
 * @rows: how many it holds, or -1
 *
 * Adds a file with its size and hash.
 *
 * Returns: whether it could be read.
 */
gboolean
qh_manifest_add_file (QhManifest *self,
                      const char *path,
                      gint64      rows,
                      GError    **error)
{
  g_autoptr (GMappedFile) bytes = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GChecksum) hash = g_checksum_new (G_CHECKSUM_SHA256);
  QhManifestFile *file;

  if (bytes == NULL)
    return FALSE;
  g_checksum_update (hash, (const guchar *) g_mapped_file_get_contents (bytes), (gssize) g_mapped_file_get_length (bytes));
  file = g_new0 (QhManifestFile, 1);
  *file = (QhManifestFile) { g_path_get_basename (path), g_mapped_file_get_length (bytes), g_strdup (g_checksum_get_string (hash)), rows };
  g_ptr_array_add (self->files, file);
  return TRUE;
}

/**
 * qh_manifest_add_cut:
 * @format: outlives the manifest
 * @code: (nullable): whose label it is
 *
 * Notes a label that is cut in a format.
 */
void
qh_manifest_add_cut (QhManifest *self,
                     const char *format,
                     const char *variable,
                     const char *code,
                     const char *label)
{
  QhManifestCut *cut = g_new0 (QhManifestCut, 1);

  *cut = (QhManifestCut) { format, g_strdup (variable), g_strdup (code), g_strdup (label) };
  g_ptr_array_add (self->cuts, cut);
}

static guint
count_suppressed (const QhManifest *self)
{
  return self->privacy != NULL ? self->privacy->suppressed : 0;
}

/* JSON */

static void
add_recipe (JsonBuilder *builder,
            const char  *recipe)
{
  g_autoptr (JsonNode) node = recipe != NULL ? json_from_string (recipe, NULL) : NULL;

  json_builder_set_member_name (builder, "recipe");
  if (node != NULL)
    json_builder_add_value (builder, g_steal_pointer (&node));
  else
    json_builder_add_null_value (builder);
}

static void
add_rows (JsonBuilder      *builder,
          const QhManifest *self)
{
  g_autofree char *left_out = qh_export_report_describe_left_out (self->report);

  json_builder_set_member_name (builder, "rows");
  json_builder_begin_object (builder);
  qh_json_count (builder, "selected", self->report->selected);
  qh_json_count (builder, "left_out", self->report->left_out);
  qh_json_text (builder, "left_out_why", self->report->left_out > 0 ? left_out : NULL);
  if (self->privacy != NULL)
    qh_json_count (builder, "suppressed", count_suppressed (self));
  qh_json_count (builder, "written", self->written);
  json_builder_end_object (builder);
}

static void
add_cuts (JsonBuilder      *builder,
          const QhManifest *self)
{
  json_builder_set_member_name (builder, "cut_labels");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->cuts->len; i++)
    {
      const QhManifestCut *cut = g_ptr_array_index (self->cuts, i);

      json_builder_begin_object (builder);
      qh_json_text (builder, "format", cut->format);
      qh_json_text (builder, "variable", cut->variable);
      if (cut->code != NULL)
        qh_json_text (builder, "code", cut->code);
      qh_json_text (builder, "label", cut->label);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_files (JsonBuilder      *builder,
           const QhManifest *self)
{
  json_builder_set_member_name (builder, "files");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->files->len; i++)
    {
      const QhManifestFile *file = g_ptr_array_index (self->files, i);

      json_builder_begin_object (builder);
      qh_json_text (builder, "name", file->name);
      qh_json_count (builder, "bytes", file->bytes);
      qh_json_text (builder, "sha256", file->sha256);
      if (file->rows >= 0)
        qh_json_count (builder, "rows", (guint64) file->rows);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/**
 * qh_manifest_to_json:
 *
 * Returns: (transfer full): the text of manifest.json.
 */
char *
qh_manifest_to_json (const QhManifest *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *created = g_date_time_format_iso8601 (self->created);

  json_builder_begin_object (builder);
  qh_json_text (builder, "program", "Quehacer");
  qh_json_text (builder, "version", self->words->version);
  qh_json_text (builder, "created", created);
  qh_json_text (builder, "user", self->user);
  qh_json_text (builder, "title", self->words->title);
  qh_json_text (builder, "unit", self->words->unit);
  qh_json_text (builder, "filter", self->words->filter);
  add_recipe (builder, self->recipe);
  add_rows (builder, self);
  if (self->privacy != NULL)
    qh_privacy_to_json (self->privacy, builder);
  qh_json_count (builder, "columns", self->columns);
  add_cuts (builder, self);
  add_files (builder, self);
  json_builder_end_object (builder);
  return qh_json_to_text (builder, TRUE);
}

/* A page in the codebook */

static void
put_row (GString    *html,
         const char *name,
         const char *value)
{
  g_autofree char *escaped_name = g_markup_escape_text (name, -1);
  g_autofree char *escaped = g_markup_escape_text (value != NULL ? value : "", -1);

  if (escaped[0] != '\0')
    g_string_append_printf (html, "<tr><td>%s</td><td>%s</td></tr>\n", escaped_name, escaped);
}

static void
put_number (GString    *html,
            const char *name,
            guint       number)
{
  g_autofree char *text = g_strdup_printf ("%'u", number);

  put_row (html, name, text);
}

/* Its name and version. */
static char *
describe_recipe (const QhManifest *self)
{
  g_autoptr (JsonNode) node = self->recipe != NULL ? json_from_string (self->recipe, NULL) : NULL;
  JsonObject *recipe = node != NULL ? json_node_get_object (node) : NULL;

  if (recipe == NULL)
    return NULL;
  if (!json_object_has_member (recipe, "version"))
    return g_strdup (json_object_get_string_member_with_default (recipe, "name", ""));
  return g_strdup_printf (_("%s, version %u"), json_object_get_string_member_with_default (recipe, "name", ""),
                          (guint) json_object_get_int_member (recipe, "version"));
}

static void
put_rows (GString          *html,
          const QhManifest *self)
{
  g_autofree char *why = qh_export_report_describe_left_out (self->report);

  put_number (html, _("Rows selected"), self->report->selected);
  if (self->report->left_out > 0)
    put_row (html, _("Rows left out"), why);
  if (self->privacy != NULL)
    put_number (html, _("Rows suppressed"), count_suppressed (self));
  put_number (html, _("Rows written"), self->written);
  put_number (html, _("Variables"), self->columns);
}

static void
put_files (GString          *html,
           const QhManifest *self)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const QhManifestFile *file = g_ptr_array_index (self->files, i);
      g_autofree char *name = g_markup_escape_text (file->name, -1);
      g_autofree char *size = g_format_size (file->bytes);

      g_string_append_printf (html, "<tr><td>%s</td><td>%s</td><td><code>%s</code></td></tr>\n", name, size, file->sha256);
    }
}

/**
 * qh_manifest_to_html:
 *
 * Appends what the data set is, its rows, labels that are cut, and the hash of each file.
 */
void
qh_manifest_to_html (const QhManifest *self,
                     GString          *html)
{
  g_autofree char *program = g_strdup_printf ("Quehacer %s", self->words->version);
  g_autofree char *created = g_date_time_format (self->created, "%Y-%m-%d %H:%M UTC");
  g_autofree char *recipe = describe_recipe (self);

  g_string_append_printf (html, "<section>\n<h2>%s</h2>\n<table>\n", _("What is in this data set"));
  put_row (html, _("Recipe"), recipe);
  put_row (html, _("Filter"), self->words->filter != NULL ? self->words->filter : _("all rows"));
  put_rows (html, self);
  put_row (html, _("Made on"), created);
  put_row (html, _("Made by"), self->user);
  put_row (html, _("Program"), program);
  for (guint i = 0; i < self->cuts->len; i++)
    {
      const QhManifestCut *cut = g_ptr_array_index (self->cuts, i);
      g_autofree char *name = g_strdup_printf (_("Label cut in the file for %s"), g_str_equal (cut->format, "spss") ? "SPSS" : "Stata");
      g_autofree char *where = g_strdup_printf ("%s%s%s: %s", cut->variable, cut->code != NULL ? " " : "", cut->code != NULL ? cut->code : "", cut->label);

      put_row (html, name, where);
    }
  g_string_append_printf (html, "</table>\n<h2>%s</h2>\n<table>\n", _("Files and their SHA-256"));
  put_files (html, self);
  g_string_append (html, "</table>\n</section>\n");
}
