/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-book.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "domain/qh-error.h"
#include "exchange/qh-export-private.h"

#define LONGEST_NAME 31 /* of a sheet */
#define N_FORMS (QH_BOOK_PERCENT + 1)

struct _QhBook
{
  char *path;
  char *temporary;
  lxw_workbook *workbook;
  lxw_worksheet *sheet;
  lxw_format *formats[QH_BOOK_N_STYLES][N_FORMS];
  locale_t points; /* libxlsxwriter takes a number's point from the locale */
};

static lxw_format *
make_format (QhBook *self, QhBookStyle style, QhBookNumber form)
{
  static const char *const numbers[N_FORMS] = { "#,##0", "#,##0.0", "0\" %\"" };
  lxw_format *format = workbook_add_format (self->workbook);

  format_set_num_format (format, numbers[form]);
  if (style == QH_BOOK_TITLE || style == QH_BOOK_HEADING || style == QH_BOOK_HEAD || style == QH_BOOK_GROUP)
    format_set_bold (format);
  if (style == QH_BOOK_TITLE)
    format_set_font_size (format, 15);
  if (style == QH_BOOK_HEAD)
    {
      format_set_text_wrap (format);
      format_set_bottom (format, LXW_BORDER_THIN);
    }
  if (style == QH_BOOK_GROUP)
    format_set_bg_color (format, 0xF0F0F0);
  if (style == QH_BOOK_INSET)
    format_set_indent (format, 1);
  if (style == QH_BOOK_NOTE)
    format_set_font_color (format, 0x595959);
  return format;
}

static lxw_format *
get_format (QhBook *self, QhBookStyle style, QhBookNumber form)
{
  if (self->formats[style][form] == NULL)
    self->formats[style][form] = make_format (self, style, form);
  return self->formats[style][form];
}

/**
 * qh_book_new:
 * @path: the file, which is written by qh_book_close() only
 *
 * Returns: (transfer full): a workbook without sheets; %QH_ERROR_PLACE where
 *   nothing can be written there.
 */
QhBook *
qh_book_new (const char *path, const char *title, const char *author, GError **error)
{
  g_autoptr (QhBook) self = g_new0 (QhBook, 1);
  g_autofree char *folder = g_path_get_dirname (path);
  lxw_workbook_options how = { .tmpdir = folder };
  lxw_doc_properties properties = { .title = (char *)title, .author = (char *)author };
  int file;

  self->path = g_strdup (path);
  self->points = newlocale (LC_NUMERIC_MASK, "C", duplocale (uselocale ((locale_t)0)));
  self->temporary = g_strdup_printf ("%s.XXXXXX", path);
  file = g_mkstemp_full (self->temporary, O_RDWR, 0600);
  if (file < 0)
    {
      qh_export_set_errno (error, path, errno);
      g_clear_pointer (&self->temporary, g_free);
      return NULL;
    }
  close (file);
  self->workbook = workbook_new_opt (self->temporary, &how);
  if (self->workbook == NULL)
    {
      qh_export_set_errno (error, path, ENOMEM);
      return NULL;
    }
  workbook_set_properties (self->workbook, &properties);
  return g_steal_pointer (&self);
}

void
qh_book_free (QhBook *self)
{
  if (self == NULL)
    return;
  if (self->workbook != NULL)
    lxw_workbook_free (self->workbook);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  if (self->points != (locale_t)0)
    freelocale (self->points);
  g_free (self->temporary);
  g_free (self->path);
  g_free (self);
}

/**
 * qh_book_add_sheet:
 * @name: what cannot stand in a sheet's name is left out of it
 *
 * Adds a sheet, on which all is put until the next one.
 */
void
qh_book_add_sheet (QhBook *self, const char *name)
{
  g_autoptr (GString) fitting = g_string_new (NULL);

  for (const char *at = name; *at != '\0' && g_utf8_strlen (fitting->str, -1) < LONGEST_NAME; at = g_utf8_next_char (at))
    if (strchr ("[]:*?/\\'", *at) == NULL)
      g_string_append_unichar (fitting, g_utf8_get_char (at));
  self->sheet = workbook_add_worksheet (self->workbook, fitting->len > 0 ? fitting->str : NULL);
}

/**
 * qh_book_set_page:
 * @first_repeated: the rows that are printed on top of each page
 */
void
qh_book_set_page (QhBook *self, gboolean landscape, gboolean a4, guint first_repeated, guint last_repeated)
{
  if (landscape)
    worksheet_set_landscape (self->sheet);
  worksheet_set_paper (self->sheet, a4 ? 9 : 1);
  worksheet_fit_to_pages (self->sheet, 1, 0);
  worksheet_repeat_rows (self->sheet, first_repeated, last_repeated);
  worksheet_set_footer (self->sheet, "&C&P / &N");
}

void
qh_book_set_width (QhBook *self, guint first, guint last, double characters)
{
  worksheet_set_column (self->sheet, (lxw_col_t)first, (lxw_col_t)last, characters, NULL);
}

void
qh_book_put_text (QhBook *self, guint row, guint column, const char *text, QhBookStyle style)
{
  worksheet_write_string (
    self->sheet, row, (lxw_col_t)column, text, get_format (self, style, QH_BOOK_WHOLE));
}

void
qh_book_put_number (QhBook *self, guint row, guint column, double number, QhBookStyle style, QhBookNumber form)
{
  worksheet_write_number (self->sheet, row, (lxw_col_t)column, number, get_format (self, style, form));
}

/**
 * qh_book_put_chart:
 * @row: with @column, where its corner is
 * @labels: the column with the names of the bars
 * @first: the first row of them
 * @last: the last
 * @values: (array length=n_values): the columns with the figures
 * @alt: what it shows, for who cannot see it
 *
 * Puts bars that the spreadsheet itself draws from its cells. The row above
 * @first holds what the values are.
 */
void
qh_book_put_chart (QhBook *self,
                   guint row,
                   guint column,
                   const char *title,
                   guint labels,
                   guint first,
                   guint last,
                   const guint *values,
                   guint n_values,
                   const char *alt)
{
  lxw_chart *chart = workbook_add_chart (self->workbook, LXW_CHART_BAR);
  lxw_chart_options size = { .x_scale = 1.5, .y_scale = MAX (1.0, (last - first + 1) / 12.0) };

  for (guint i = 0; i < n_values; i++)
    {
      lxw_chart_series *series = chart_add_series (chart, NULL, NULL);

      chart_series_set_categories (
        series, self->sheet->name, first, (lxw_col_t)labels, last, (lxw_col_t)labels);
      chart_series_set_values (
        series, self->sheet->name, first, (lxw_col_t)values[i], last, (lxw_col_t)values[i]);
      chart_series_set_name_range (series, self->sheet->name, first - 1, (lxw_col_t)values[i]);
    }
  size.description = (char *)alt;
  chart_title_set_name (chart, title);
  chart_axis_set_reverse (chart->y_axis); /* of bars, that of the names: the first on top */
  if (n_values < 2)
    chart_legend_set_position (chart, LXW_CHART_LEGEND_NONE);
  worksheet_insert_chart_opt (self->sheet, row, (lxw_col_t)column, chart, &size);
}

/**
 * qh_book_close:
 *
 * Writes the workbook beside its place and puts it there when it is whole.
 *
 * Returns: whether it was saved; if not, what was there stays.
 */
gboolean
qh_book_close (QhBook *self, GError **error)
{
  locale_t before = uselocale (self->points);
  lxw_error code;

  errno = 0;
  code = workbook_close (self->workbook);
  uselocale (before);
  self->workbook = NULL;
  if (code != LXW_NO_ERROR)
    {
      qh_export_set_errno (error, self->path, errno == 0 || errno == ENOTTY ? ENOSPC : errno);
      return FALSE;
    }
  if (g_rename (self->temporary, self->path) != 0)
    {
      qh_export_set_errno (error, self->path, errno);
      return FALSE;
    }
  g_clear_pointer (&self->temporary, g_free);
  return TRUE;
}
