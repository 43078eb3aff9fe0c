/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli/qh-cli-private.h"

/* So many rows decide the widths of columns in text. */
#define MEASURED_ROWS 500
#define MAX_WIDTH 60

/**
 * QhCliOutput:
 *
 * Prints rows to standard output as text, csv or JSON as they come.
 */
struct _QhCliOutput
{
  QhCliFormat format;
  QhCliColumn *columns;
  guint n_columns;
  guint *widths;
  GPtrArray *waiting; /* of char **, until the widths are known */
  guint64 n_rows;
  int failure; /* errno of the first write that failed */
};

static void
put (QhCliOutput *self,
     const char  *text)
{
  if (self->failure == 0 && fputs (text, stdout) == EOF)
    self->failure = errno;
}

static gboolean
finish (int      failure,
        GError **error)
{
  if (failure == 0 && fflush (stdout) == EOF)
    failure = errno;
  if (failure == 0)
    return TRUE;
  g_set_error (error, QH_ERROR, QH_ERROR_FAILED, _("The output could not be written: %s."), g_strerror (failure));
  return FALSE;
}

/**
 * qh_cli_print:
 *
 * Returns: whether @text reached standard output.
 */
gboolean
qh_cli_print (const char *text,
              GError    **error)
{
  return finish (fputs (text, stdout) == EOF ? errno : 0, error);
}

/**
 * qh_cli_make_real:
 * @value: NaN for none
 *
 * Returns: (transfer full): a number as the format wants it: in csv and JSON
 *   with all its digits, in text rounded.
 */
char *
qh_cli_make_real (QhCli *cli,
                  double value)
{
  char exact[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (value))
    return g_strdup ("");
  if (cli->format != QH_CLI_TEXT)
    return g_strdup (g_ascii_dtostr (exact, sizeof exact, value));
  return g_strdup_printf (fabs (value) >= 1e5 ? "%.1f" : "%.5g", value);
}

/**
 * qh_cli_note:
 *
 * Tells something that is not data, on standard error.
 */
void
qh_cli_note (const char *format,
             ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("%s\n", text);
}

/**
 * qh_cli_append_csv:
 *
 * Appends a cell as RFC 4180 wants it quoted.
 */
void
qh_cli_append_csv (GString    *line,
                   const char *cell)
{
  if (strpbrk (cell, ",\"\r\n") == NULL)
    {
      g_string_append (line, cell);
      return;
    }
  g_string_append_c (line, '"');
  for (const char *c = cell; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *c);
    }
  g_string_append_c (line, '"');
}

static void
print_csv (QhCliOutput       *self,
           const char *const *cells)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint c = 0; c < self->n_columns; c++)
    {
      if (c > 0)
        g_string_append_c (line, ',');
      qh_cli_append_csv (line, cells[c] != NULL ? cells[c] : "");
    }
  g_string_append (line, "\r\n");
  put (self, line->str);
}

static guint
measure (const char *text)
{
  guint width = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      width += g_unichar_iszerowidth (character) ? 0 : g_unichar_iswide (character) ? 2 : 1;
    }
  return width;
}

/* Text is for people: controls become blanks, so that a note cannot write on the terminal. */
static char *
make_cell (const char *cell)
{
  GString *shown = g_string_new (NULL);
  guint width = 0;

  for (const char *c = cell != NULL ? cell : ""; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (width + 1 >= MAX_WIDTH)
        {
          g_string_append (shown, "…");
          break;
        }
      g_string_append_unichar (shown, g_unichar_iscntrl (character) ? ' ' : character);
      width += g_unichar_iswide (character) ? 2 : 1;
    }
  return g_string_free (shown, FALSE);
}

static void
append_padded (GString    *line,
               const char *cell,
               guint       width,
               gboolean    right,
               gboolean    first)
{
  guint blanks = width - MIN (width, measure (cell));

  if (!first)
    g_string_append (line, "  ");
  for (guint i = 0; right && i < blanks; i++)
    g_string_append_c (line, ' ');
  g_string_append (line, cell);
  for (guint i = 0; !right && i < blanks; i++)
    g_string_append_c (line, ' ');
}

static void
put_line (QhCliOutput *self,
          GString     *line)
{
  while (line->len > 0 && line->str[line->len - 1] == ' ')
    g_string_truncate (line, line->len - 1);
  g_string_append_c (line, '\n');
  put (self, line->str);
}

static void
print_text (QhCliOutput *self,
            char       **cells)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint c = 0; c < self->n_columns; c++)
    append_padded (line, cells[c], self->widths[c], self->columns[c].number, c == 0);
  put_line (self, line);
}

static void
release_waiting (QhCliOutput *self)
{
  GPtrArray *waiting = g_steal_pointer (&self->waiting);
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint c = 0; c < self->n_columns; c++)
    {
      self->widths[c] = measure (self->columns[c].label);
      for (guint i = 0; i < waiting->len; i++)
        self->widths[c] = MAX (self->widths[c], measure (((char **) g_ptr_array_index (waiting, i))[c]));
      append_padded (line, self->columns[c].label, self->widths[c], self->columns[c].number, c == 0);
    }
  put_line (self, line);
  for (guint i = 0; i < waiting->len; i++)
    print_text (self, g_ptr_array_index (waiting, i));
  g_ptr_array_unref (waiting);
}

static void
add_text (QhCliOutput       *self,
          const char *const *cells)
{
  char **shown = g_new0 (char *, self->n_columns + 1);

  for (guint c = 0; c < self->n_columns; c++)
    shown[c] = make_cell (cells[c]);
  if (self->waiting == NULL)
    {
      print_text (self, shown);
      g_strfreev (shown);
      return;
    }
  g_ptr_array_add (self->waiting, shown);
  if (self->waiting->len >= MEASURED_ROWS)
    release_waiting (self);
}

static gboolean
read_real (const char *text,
           double     *real)
{
  char *end;

  *real = g_ascii_strtod (text, &end);
  return *end == '\0' && isfinite (*real);
}

static void
print_json (QhCliOutput       *self,
            const char *const *cells)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  for (guint c = 0; c < self->n_columns; c++)
    {
      gint64 number;
      double real;

      json_builder_set_member_name (builder, self->columns[c].name);
      if (cells[c] == NULL || cells[c][0] == '\0')
        json_builder_add_null_value (builder);
      else if (self->columns[c].number && g_ascii_string_to_signed (cells[c], 10, G_MININT64, G_MAXINT64, &number, NULL))
        json_builder_add_int_value (builder, number);
      else if (self->columns[c].number && read_real (cells[c], &real))
        json_builder_add_double_value (builder, real);
      else
        json_builder_add_string_value (builder, cells[c]);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  put (self, self->n_rows > 0 ? ",\n" : "[\n");
  put (self, text);
}

/**
 * qh_cli_output_new:
 * @columns: (array length=n_columns): what a row holds; names and labels are copied
 *
 * Returns: (transfer full): an output in the format that the user chose.
 */
QhCliOutput *
qh_cli_output_new (QhCli             *cli,
                   const QhCliColumn *columns,
                   guint              n_columns)
{
  QhCliOutput *self = g_new0 (QhCliOutput, 1);
  g_autofree const char **names = g_new0 (const char *, n_columns + 1);

  self->format = cli->format;
  self->n_columns = n_columns;
  self->columns = g_new0 (QhCliColumn, n_columns);
  self->widths = g_new0 (guint, n_columns);
  for (guint c = 0; c < n_columns; c++)
    {
      names[c] = self->columns[c].name = g_strdup (columns[c].name);
      self->columns[c].label = make_cell (columns[c].label != NULL ? columns[c].label : columns[c].name);
      self->columns[c].number = columns[c].number;
    }
  if (self->format == QH_CLI_TEXT)
    self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  else if (self->format == QH_CLI_CSV)
    print_csv (self, names);
  return self;
}

/**
 * qh_cli_output_row:
 * @cells: (array): a text for each column; %NULL for none
 *
 * Prints a row, or keeps it until the widths of the columns are known.
 */
void
qh_cli_output_row (QhCliOutput       *self,
                   const char *const *cells)
{
  if (self->format == QH_CLI_CSV)
    print_csv (self, cells);
  else if (self->format == QH_CLI_JSON)
    print_json (self, cells);
  else
    add_text (self, cells);
  self->n_rows++;
}

/**
 * qh_cli_output_close:
 *
 * Returns: whether everything reached standard output.
 */
gboolean
qh_cli_output_close (QhCliOutput *self,
                     GError     **error)
{
  if (self->format == QH_CLI_JSON)
    put (self, self->n_rows > 0 ? "\n]\n" : "[]\n");
  else if (self->waiting != NULL)
    release_waiting (self);
  return finish (self->failure, error);
}

void
qh_cli_output_free (QhCliOutput *self)
{
  for (guint c = 0; c < self->n_columns; c++)
    {
      g_free ((char *) self->columns[c].name);
      g_free ((char *) self->columns[c].label);
    }
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_free (self->columns);
  g_free (self->widths);
  g_free (self);
}
