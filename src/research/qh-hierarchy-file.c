/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "research/qh-hierarchy-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "domain/qh-error.h"
#include "exchange/qh-csv-parser.h"
#include "exchange/qh-csv-variable.h"
#include "exchange/qh-exchange-error.h"

/* The rows of a file: for each value what it is called at each level. */
typedef struct
{
  const char *name;
  GHashTable *rows; /* value → GStrv, the value itself first */
  guint n_levels;
  GError *error;
} Reading;

static void
refuse (Reading *reading, char *message)
{
  if (reading->error == NULL)
    reading->error = g_error_new_literal (QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_MALFORMED, message);
  g_free (message);
}

static void
take_row_cb (guint line, GPtrArray *cells, gpointer user_data)
{
  Reading *reading = user_data;
  char **row = g_new0 (char *, cells->len + 1);

  for (guint i = 0; i < cells->len; i++)
    row[i] = g_strstrip (g_strdup (g_ptr_array_index (cells, i)));
  if (reading->n_levels == 0)
    reading->n_levels = cells->len;
  if (cells->len != reading->n_levels)
    refuse (reading, g_strdup_printf (_ ("“%s”, line %u: there are %u levels, and %u in the first line. Write as many everywhere."), reading->name, line, cells->len, reading->n_levels));
  else if (g_hash_table_contains (reading->rows, row[0]))
    refuse (reading, g_strdup_printf (_ ("“%s”, line %u: “%s” stands there for the second time. Remove one."), reading->name, line, row[0]));
  else
    {
      g_hash_table_insert (reading->rows, row[0], row);
      return;
    }
  g_strfreev (row);
}

static gboolean
read_bytes (Reading *reading, GBytes *bytes, GError **error)
{
  g_autoptr (GBytes) text = NULL;
  QhTextEncoding encoding;
  gsize length;
  const char *content;

  text = qh_text_decode (bytes, reading->name, &encoding, error);
  if (text == NULL)
    return FALSE;
  content = g_bytes_get_data (text, &length);
  if (!qh_csv_parse (content, length, qh_csv_detect_separator (content, length), take_row_cb, reading, NULL, error))
    return FALSE;
  if (reading->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reading->error));
      return FALSE;
    }
  return TRUE;
}

static gboolean
add_levels (QhHierarchy *self, const QhCoding *coding, const Reading *reading, GError **error)
{
  static const char *const no_more[] = { NULL };
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  for (guint category = 0; category < coding->n_categories; category++)
    {
      g_autofree char *text = self->occurs[category] ? qh_coding_dup_text (coding, category) : NULL;
      char **row = text != NULL ? g_hash_table_lookup (reading->rows, text) : NULL;

      if (text != NULL && row == NULL && !qh_category_is_missing (category))
        {
          g_set_error (error,
                       QH_EXCHANGE_ERROR,
                       QH_EXCHANGE_ERROR_CODE,
                       _ ("The hierarchy “%s” does not cover “%s”, which “%s” has. Add a line for it."),
                       reading->name,
                       text,
                       self->name);
          return FALSE;
        }
      g_ptr_array_add (rows, row);
    }
  for (guint level = 0; level < MAX (1, reading->n_levels); level++)
    {
      g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
      gboolean all = level > 0;

      for (guint category = QH_FRAME_FIRST_CODE; category < coding->n_categories; category++)
        if (self->occurs[category])
          all &= g_str_equal (((char **)g_ptr_array_index (rows, category))[level], QH_HIERARCHY_ALL);
      for (guint category = 0; category < coding->n_categories; category++)
        {
          char **row = g_ptr_array_index (rows, category);
          const char *text = !self->occurs[category] ? NULL : row != NULL ? row[level] : all ? QH_HIERARCHY_ALL : "";

          /* What would be read back as no answer is no answer. */
          g_ptr_array_add (texts, g_strdup (text != NULL && qh_csv_is_missing (text, no_more) ? "" : text));
        }
      if (!qh_hierarchy_add_level (self, coding, (char **)texts->pdata))
        {
          g_set_error (error,
                       QH_EXCHANGE_ERROR,
                       QH_EXCHANGE_ERROR_MALFORMED,
                       _ ("In the hierarchy “%s” level %u parts values that were one at the level before. Correct it."),
                       reading->name,
                       level);
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * qh_hierarchy_new_bytes:
 * @name: what messages call it
 * @bytes: as qh_hierarchy_new_file() finds them in a file
 *
 * Returns: (transfer full): the hierarchy; %NULL with a #QhExchangeError.
 */
QhHierarchy *
qh_hierarchy_new_bytes (const QhCoding *coding, const char *name, GBytes *bytes, GError **error)
{
  g_autoptr (QhHierarchy) self = qh_hierarchy_begin (coding);
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_strfreev);
  Reading reading = { name, rows, 0, NULL };
  gboolean done = read_bytes (&reading, bytes, error) && add_levels (self, coding, &reading, error);

  g_clear_error (&reading.error);
  return done ? g_steal_pointer (&self) : NULL;
}

/**
 * qh_hierarchy_new_file:
 * @file: a table without a header: in each line a value, then what it is called at each level,
 *   as ARX writes it
 *
 * No answer stays no answer unless the file has a line for it, or the level tells nothing at all.
 *
 * Returns: (transfer full): the hierarchy; %NULL with a #QhExchangeError where it
 *   does not cover a value or its levels are not ever coarser.
 */
QhHierarchy *
qh_hierarchy_new_file (const QhCoding *coding, GFile *file, GError **error)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base);
  g_autoptr (GError) reason = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes (file, NULL, NULL, &reason);

  if (bytes != NULL)
    return qh_hierarchy_new_bytes (coding, name, bytes, error);
  g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_READ, _ ("“%s” could not be read: %s"), name, qh_error_explain_file (reason));
  return NULL;
}
