/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "domain/qh-error.h"
#include "domain/qh-json.h"
#include "report/qh-document.h"
#include "report/qh-pages.h"

/* Text */

/* The further lines of a value stand below it, and none looks like a label. */
static void
append_value (GString *text, const char *value)
{
  g_auto (GStrv) lines = g_strsplit (value, "\n", -1);
  g_autofree char *joined = g_strjoinv ("\n    ", lines);

  g_string_append (text, joined);
}

static void
append_heading (GString *text, const char *heading, char underline)
{
  g_string_append_printf (text, "\n%s\n", heading);
  for (glong i = g_utf8_strlen (heading, -1); i > 0; i--)
    g_string_append_c (text, underline);
  g_string_append_c (text, '\n');
}

static void
append_rows (GString *text, const QhSection *section)
{
  for (guint i = 0; i < section->rows->len; i++)
    {
      char **cells = g_ptr_array_index (section->rows, i);

      for (guint c = 0; section->form == QH_SECTION_TABLE && c < section->n_columns; c++)
        {
          g_string_append (text, c > 0 ? " · " : "- ");
          append_value (text, cells[c]);
        }
      if (section->form == QH_SECTION_FIELDS)
        {
          g_string_append_printf (text, "%s: ", cells[QH_CELL_LABEL]);
          append_value (text, cells[QH_CELL_TEXT]);
        }
      g_string_append_c (text, '\n');
    }
}

/**
 * qh_document_to_text:
 *
 * Returns: (transfer full): the document as plain text.
 */
char *
qh_document_to_text (const QhDocument *self)
{
  GString *text = g_string_new (NULL);

  append_heading (text, self->title, '=');
  g_string_erase (text, 0, 1);
  append_rows (text, self->facts);
  for (guint i = 0; i < self->warnings->len; i++)
    g_string_append_printf (text, "\n! %s\n", (char *)g_ptr_array_index (self->warnings, i));
  for (guint i = 0; i < self->sections->len; i++)
    {
      const QhSection *section = g_ptr_array_index (self->sections, i);

      append_heading (text, section->title, section->level == 1 ? '=' : '-');
      append_rows (text, section);
    }
  return g_string_free (text, FALSE);
}

/* JSON */

static void
add_rows (JsonBuilder *builder, const QhSection *section)
{
  static const char *const field_names[] = { "name", "label", "text", "value" };
  gboolean fields = section->form == QH_SECTION_FIELDS;

  json_builder_set_member_name (builder, fields ? "fields" : "rows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < section->rows->len; i++)
    {
      char **cells = g_ptr_array_index (section->rows, i);

      json_builder_begin_object (builder);
      for (guint c = 0; c < section->n_columns; c++)
        qh_json_text (builder, fields ? field_names[c] : section->columns[c].name, cells[c]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_section (JsonBuilder *builder, const QhSection *section)
{
  g_autofree char *id
    = section->id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, section->id) : NULL;

  json_builder_begin_object (builder);
  qh_json_text (builder, "about", section->name);
  if (id != NULL)
    qh_json_text (builder, "id", id);
  qh_json_text (builder, "title", section->title);
  add_rows (builder, section);
  json_builder_end_object (builder);
}

/**
 * qh_document_to_json:
 *
 * Returns: (transfer full): the document as JSON, with the values for programs.
 */
char *
qh_document_to_json (const QhDocument *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  qh_json_text (builder, "title", self->title);
  qh_json_text (builder, "author", self->author);
  add_rows (builder, self->facts);
  json_builder_set_member_name (builder, "warnings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->warnings->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (self->warnings, i));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "sections");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->sections->len; i++)
    add_section (builder, g_ptr_array_index (self->sections, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return qh_json_to_text (builder, TRUE);
}

/* Files */

typedef enum
{
  FORMAT_PDF,
  FORMAT_JSON,
  FORMAT_TEXT,
  FORMAT_NONE,
} Format;

static Format
find_format (const char *path)
{
  static const char *const endings[] = { ".pdf", ".json", ".txt" };
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return i;
  return FORMAT_NONE;
}

/**
 * qh_document_check_path:
 *
 * Returns: whether the ending of @path says as what a document can be saved.
 */
gboolean
qh_document_check_path (const char *path, GError **error)
{
  if (find_format (path) != FORMAT_NONE)
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_CODE,
               _ ("“%s”: give the file a name that ends in .pdf, .txt or .json."),
               path);
  return FALSE;
}

static GBytes *
make_bytes (const QhDocument *self,
            Format format,
            guint *n_pages,
            GCancellable *cancellable,
            GError **error)
{
  char *text;

  if (format == FORMAT_PDF)
    return qh_pages_to_pdf (self, n_pages, cancellable, error);
  text = format == FORMAT_JSON ? qh_document_to_json (self) : qh_document_to_text (self);
  return g_bytes_new_take (text, strlen (text));
}

/**
 * qh_document_save:
 * @path: where to; the ending, .pdf, .txt or .json, says as what
 * @n_pages: (out) (optional): of a PDF; 0 of what has no pages
 *
 * Saves the document, in one piece or not at all. Only its owner will be able to
 * read the file.
 *
 * Returns: whether it was saved.
 */
gboolean
qh_document_save (const QhDocument *self,
                  const char *path,
                  guint *n_pages,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) reason = NULL;
  guint counted = 0;
  gsize size;
  const char *data;

  if (!qh_document_check_path (path, error))
    return FALSE;
  bytes = make_bytes (self, find_format (path), &counted, cancellable, error);
  if (bytes == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  if (n_pages != NULL)
    *n_pages = counted;
  if (g_file_set_contents_full (
        path, data, (gssize)size, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &reason))
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_PLACE,
               _ ("“%s” was not saved: %s. Choose another folder or name."),
               path,
               reason->message);
  return FALSE;
}
