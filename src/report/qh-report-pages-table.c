/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables on pages: the size of the text and the widths of the columns are found
 * so that all columns fit; where they do not at the smallest size, the table is
 * set in bands, one below the other. Headings are repeated on each page. */
#include "report/qh-report-pages-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define LARGEST 8.5
#define SMALLEST 6.0
#define STEP 0.5
#define GAP 5.0 /* beside a figure */
#define PAD 2.4 /* above and below a row */
#define INSET 10.0
#define LABEL_LEAST 100.0
#define LABEL_MOST 0.62 /* of the width */
#define COLUMN_MOST 74.0
#define LOOSE 62.0 /* so much of a heading on one line, where there is room */
#define LOOSER 120.0

typedef struct
{
  QhReportPages *pages;
  const QhReportBlock *block;
  char **texts;   /* of the cells, line after line */
  double *widths; /* of the columns */
  double size;
  double label;
  guint first; /* of the band's columns */
  guint end;
  gboolean grouped; /* whether there are rows within rows */
} Setting;

static const QhReportLine *
get_line (const Setting *self, guint index)
{
  return g_ptr_array_index (self->block->lines, index);
}

static const char *
get_head (const Setting *self, guint index)
{
  return ((const QhReportHead *)g_ptr_array_index (self->block->heads, index))->label;
}

static const char *
get_text (const Setting *self, guint line, guint head)
{
  return self->texts[line * self->block->heads->len + head];
}

static gboolean
is_bold (const Setting *self, const QhReportLine *line)
{
  return line->total || (self->grouped && line->level == 1);
}

static double
get_share (const Setting *self, guint index)
{
  return ((const QhReportHead *)g_ptr_array_index (self->block->heads, index))->share;
}

static PangoAlignment
get_align (const Setting *self, guint index)
{
  return get_share (self, index) > 0 ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT;
}

/* Widths */

static double
measure_words (Setting *self, const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " /", -1);
  double widest = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      double width;

      qh_report_pages_measure (self->pages, words[i], self->size, TRUE, &width);
      widest = MAX (widest, width);
    }
  return widest;
}

/* @loose: so much of it on one line, or 0 */
static double
measure_head_width (Setting *self, const char *text, double loose)
{
  double width = measure_words (self, text), whole;

  qh_report_pages_measure (self->pages, text, self->size, TRUE, &whole);
  return MIN (MAX (width, MIN (whole, loose)), MAX (loose, COLUMN_MOST));
}

/* The widest figure of a column is one of its longest: all digits are of one width,
 * and none is narrower than what stands in the place of a figure. */
static double
measure_figures (Setting *self, guint head)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  const char *longest = "";
  double width, widest;

  for (guint i = 0; i < self->block->lines->len; i++)
    if (strlen (get_text (self, i, head)) > strlen (longest))
      longest = get_text (self, i, head);
  for (glong n = g_utf8_strlen (longest, -1); n > 0; n--)
    g_string_append_c (digits, '0');
  qh_report_pages_measure (self->pages, longest, self->size, TRUE, &widest);
  qh_report_pages_measure (self->pages, digits->str, self->size, TRUE, &width);
  return MAX (width, widest);
}

static gboolean
belongs_together (const Setting *self, guint head, guint other)
{
  const QhReportHead *one = g_ptr_array_index (self->block->heads, head);
  const QhReportHead *two = g_ptr_array_index (self->block->heads, other);

  return one->column == two->column && one->show == two->show
         && (one->show == QH_REPORT_DAYS || one->show == QH_REPORT_PARTS);
}

/* Days, and parts of a month, are all as wide as the widest of them. */
static void
make_even (Setting *self)
{
  guint n_heads = self->block->heads->len, end;

  for (guint h = 0; h < n_heads; h = end)
    {
      double widest = self->widths[h];

      for (end = h + 1; end < n_heads && belongs_together (self, h, end); end++)
        widest = MAX (widest, self->widths[end]);
      for (guint i = h; i < end; i++)
        self->widths[i] = widest;
    }
}

/* A column is as wide as its widest figure and its heading's longest word, or
 * more where there is room. */
static void
measure_columns (Setting *self, double loose)
{
  for (guint h = 0; h < self->block->heads->len; h++)
    if (get_share (self, h) > 0)
      self->widths[h] = get_share (self, h) * self->pages->width;
    else
      self->widths[h] = MAX (measure_head_width (self, get_head (self, h), loose), measure_figures (self, h))
                        + 2 * GAP * self->size / LARGEST;
}

static double
measure_labels (Setting *self)
{
  double widest = self->block->row_title != NULL ? measure_words (self, self->block->row_title) + 6 : 0;

  for (guint i = 0; i < self->block->lines->len; i++)
    {
      const QhReportLine *line = get_line (self, i);
      double width;

      qh_report_pages_measure (self->pages, line->label, self->size, is_bold (self, line), &width);
      widest = MAX (widest, width + 6 + (line->level - 1) * INSET);
    }
  return widest + GAP + 2;
}

static double
sum_widths (const Setting *self, guint first, guint end)
{
  double sum = 0;

  for (guint h = first; h < end; h++)
    sum += self->widths[h];
  return sum;
}

/* A way to set the columns: how loose their headings are, how much of the width the
 * names may ask for, whether days are of one width. */
typedef struct
{
  double loose;
  double names;
  gboolean even;
} Way;

static gboolean
fits (Setting *self, const Way *way)
{
  double width = self->pages->width, wanted;

  measure_columns (self, way->loose);
  if (way->even)
    make_even (self);
  wanted = MIN (measure_labels (self), MAX (LABEL_LEAST, width * way->names));
  return sum_widths (self, 0, self->block->heads->len) + wanted <= width;
}

/* Finds the size at which all columns fit beside the names. Where there is none, the
 * names are broken into lines before the columns are broken into bands. */
static void
choose_size (Setting *self)
{
  static const Way ways[]
    = { { LOOSER, LABEL_MOST, TRUE }, { LOOSE, 0.3, TRUE }, { 0, 0.3, TRUE }, { 0, 0.3, FALSE } };
  static const Way narrow = { 0, 0, FALSE };

  for (self->size = LARGEST; self->size > SMALLEST; self->size -= STEP)
    for (guint way = 0; way < G_N_ELEMENTS (ways); way++)
      if (fits (self, &ways[way]))
        return;
  for (self->size = SMALLEST + STEP; self->size > SMALLEST - STEP; self->size -= STEP)
    if (fits (self, &narrow))
      return;
  self->size = SMALLEST;
  measure_columns (self, 0);
  make_even (self);
}

/* Gives each band its columns, its names' width and what is left over. */
static void
choose_band (Setting *self)
{
  guint n_heads = self->block->heads->len;
  double width = self->pages->width, least = MIN (measure_labels (self), LABEL_LEAST), left;

  self->end = self->first;
  while (self->end < n_heads
         && (self->end == self->first || sum_widths (self, self->first, self->end + 1) + least <= width))
    self->end++;
  left = width - sum_widths (self, self->first, self->end);
  self->label = MAX (MIN (measure_labels (self), width * LABEL_MOST), least);
  self->label = MAX (MIN (self->label, left), 40);
  left -= self->label;
  for (guint h = self->first; left > 0 && h < self->end; h++)
    self->widths[h] += MIN (left / (self->end - self->first), 16);
}

/* Rows */

static double
place_column (const Setting *self, guint head)
{
  double used = self->label + sum_widths (self, self->first, self->end);
  double shift = self->pages->width - used;

  /* Few columns stand at the right edge. A text keeps away from the figure before it. */
  return self->label + shift + sum_widths (self, self->first, head) + (get_share (self, head) > 0 ? GAP : 0);
}

static double
measure_head (Setting *self)
{
  double tallest = qh_report_pages_height (
    self->pages, self->block->row_title != NULL ? self->block->row_title : "", self->size, TRUE, self->label);

  for (guint h = self->first; h < self->end; h++)
    tallest = MAX (tallest,
                   qh_report_pages_height (
                     self->pages, get_head (self, h), self->size, TRUE, self->widths[h] - GAP));
  return tallest + 2 * PAD;
}

static void
put_head (Setting *self, double height)
{
  QhReportPages *pages = self->pages;
  const char *title = self->block->row_title != NULL ? self->block->row_title : "";

  qh_report_pages_open (pages, "TR");
  qh_report_pages_open (pages, "TH");
  qh_report_pages_put (pages, title, 4, pages->y + PAD, self->label - 4, self->size, TRUE, PANGO_ALIGN_LEFT);
  qh_report_pages_close (pages, "TH");
  for (guint h = self->first; h < self->end; h++)
    {
      qh_report_pages_open (pages, "TH");
      qh_report_pages_put (pages,
                           get_head (self, h),
                           place_column (self, h),
                           pages->y + PAD,
                           self->widths[h] - GAP,
                           self->size,
                           TRUE,
                           get_align (self, h));
      qh_report_pages_close (pages, "TH");
    }
  qh_report_pages_close (pages, "TR");
  pages->y += height;
  qh_report_pages_rule (pages, 0, pages->y - 0.8, pages->width, 0.8, 0);
}

static double
get_label_width (const Setting *self, const QhReportLine *line)
{
  double first = self->end > self->first ? place_column (self, self->first) : self->pages->width;

  return first - 4 - (line->level - 1) * INSET - 4;
}

static void
put_row (Setting *self, guint index, double height)
{
  QhReportPages *pages = self->pages;
  const QhReportLine *line = get_line (self, index);
  gboolean bold = is_bold (self, line);

  if (self->grouped && line->level == 1 && !line->total)
    qh_report_pages_rule (pages, 0, pages->y, pages->width, height, 0.94);
  if (line->total)
    qh_report_pages_rule (pages, 0, pages->y, pages->width, 0.6, 0);
  qh_report_pages_open (pages, "TR");
  qh_report_pages_open (pages, "TH");
  qh_report_pages_put (pages,
                       line->label,
                       4 + (line->level - 1) * INSET,
                       pages->y + PAD,
                       get_label_width (self, line),
                       self->size,
                       bold,
                       PANGO_ALIGN_LEFT);
  qh_report_pages_close (pages, "TH");
  for (guint h = self->first; h < self->end; h++)
    {
      qh_report_pages_open (pages, "TD");
      qh_report_pages_put (pages,
                           get_text (self, index, h),
                           place_column (self, h),
                           pages->y + PAD,
                           self->widths[h] - GAP,
                           self->size,
                           bold,
                           get_align (self, h));
      qh_report_pages_close (pages, "TD");
    }
  qh_report_pages_close (pages, "TR");
  pages->y += height;
  qh_report_pages_rule (
    pages, 0, pages->y - 0.4, pages->width, line->total ? 0.8 : 0.4, line->total ? 0 : 0.8);
}

/* A row is as high as its name, or as the highest of its texts. */
static double
measure_row (Setting *self, guint index)
{
  const QhReportLine *line = get_line (self, index);
  gboolean bold = is_bold (self, line);
  double tallest = qh_report_pages_height (
    self->pages, line->label, self->size, bold, get_label_width (self, line));

  for (guint h = self->first; h < self->end; h++)
    if (get_share (self, h) > 0)
      tallest = MAX (tallest,
                     qh_report_pages_height (
                       self->pages, get_text (self, index, h), self->size, bold, self->widths[h] - GAP));
  return tallest + 2 * PAD;
}

static const QhReportLine *
find_group (const Setting *self, guint index)
{
  while (index > 0 && get_line (self, index)->level > 1)
    index--;
  return get_line (self, index);
}

/* Above rows that begin a page stands again what they are within. */
static void
put_group_again (Setting *self, guint index)
{
  QhReportPages *pages = self->pages;
  const QhReportLine *group = find_group (self, index);
  /* Translators: a group of rows that goes on at the top of a page */
  g_autofree char *text = g_strdup_printf (_ ("%s (continued)"), group->label);
  double height = qh_report_pages_height (pages, text, self->size, TRUE, pages->width - 8) + 2 * PAD;

  if (group == get_line (self, index))
    return;
  qh_report_pages_rule (pages, 0, pages->y, pages->width, height, 0.94);
  qh_report_pages_put (pages, text, 4, pages->y + PAD, pages->width - 8, self->size, TRUE, PANGO_ALIGN_LEFT);
  pages->y += height;
  qh_report_pages_rule (pages, 0, pages->y - 0.4, pages->width, 0.4, 0.8);
}

/* A heading of the table is never alone at the foot of a page. */
static void
put_band (Setting *self)
{
  QhReportPages *pages = self->pages;
  double head = measure_head (self);

  qh_report_pages_need (pages, head + 3 * self->size);
  qh_report_pages_open (pages, "Table");
  put_head (self, head);
  for (guint i = 0; i < self->block->lines->len; i++)
    {
      double height = measure_row (self, i);

      if (pages->y + height > pages->height - 24)
        {
          qh_report_pages_close (pages, "Table");
          qh_report_pages_begin (pages);
          qh_report_pages_open (pages, "Table");
          put_head (self, head);
          put_group_again (self, i);
        }
      put_row (self, i, height);
    }
  qh_report_pages_close (pages, "Table");
}

/**
 * qh_report_pages_add_table:
 *
 * Sets the rows and columns of a section.
 */
void
qh_report_pages_add_table (QhReportPages *self, const QhReportBlock *block)
{
  Setting setting = { .pages = self, .block = block };
  guint n = block->lines->len * block->heads->len;

  setting.texts = g_new0 (char *, n + 1);
  setting.widths = g_new0 (double, block->heads->len + 1);
  for (guint i = 0; i < block->lines->len; i++)
    {
      setting.grouped |= get_line (&setting, i)->level > 1;
      for (guint h = 0; h < block->heads->len; h++)
        setting.texts[i * block->heads->len + h] = qh_report_cell_to_text (block, get_line (&setting, i), h);
    }
  choose_size (&setting);
  while (setting.first < block->heads->len)
    {
      if (setting.first > 0)
        self->y += 6;
      choose_band (&setting);
      put_band (&setting);
      setting.first = setting.end;
    }
  g_strfreev (setting.texts);
  g_free (setting.widths);
}
