/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document becomes rows of cells, and rows become lines on pages. A row that is
 * too long for what is left of a page is parted between two of its lines; the
 * headings under which it stands are then said again. Lengths are in points. */
#include "report/qh-pages.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <pango/pangocairo.h>

#define FOOT 26.0
#define LABEL_SHARE 0.3
#define GUTTER 10.0
#define BAR 8.0 /* what a warning is set in, with a bar beside it */
#define LEADING 1.2
#define MIN_LINES 2 /* of a row that is parted, on either page */

typedef enum
{
  STYLE_TITLE,
  STYLE_FIELD,
  STYLE_WARNING,
  STYLE_HEADING,
  STYLE_SUBHEADING,
  STYLE_HEADER,
  STYLE_CELLS,
} Style;

typedef struct
{
  const char *font;
  double before;       /* the space above it */
  double after_needed; /* below it on the same page */
  const char *tag;     /* of a cell's structure in a PDF */
} StyleInfo;

static const StyleInfo styles[] = {
  [STYLE_TITLE] = { "Cantarell, Sans Bold 20", 0, 40, "H1" },
  [STYLE_FIELD] = { "Cantarell, Sans 9.5", 3, 0, "P" },
  [STYLE_WARNING] = { "Cantarell, Sans 9.5", 8, 0, "P" },
  [STYLE_HEADING] = { "Cantarell, Sans Bold 14", 20, 48, "H2" },
  [STYLE_SUBHEADING] = { "Cantarell, Sans Bold 10.5", 12, 32, "H3" },
  [STYLE_HEADER] = { "Cantarell, Sans Bold 9", 6, 30, "P" },
  [STYLE_CELLS] = { "Cantarell, Sans 9", 4, 0, "P" },
};

/* What stands beside each other. Texts belong to the document. */
typedef struct
{
  Style style;
  guint section; /* of the document's, or G_MAXUINT */
  const char *texts[QH_MAX_COLUMNS];
  int heading; /* the rows under which it stands, or -1 */
  int subheading;
  int header;
  guint n_lines;
  double line_height;
} Row;

/* Some lines of a row on a page. */
typedef struct
{
  guint row;
  guint first;
  guint n_lines;
  gboolean again; /* a heading that is said once more */
  double y;
} Piece;

struct _QhPages
{
  const QhDocument *document;
  double width;
  double height;
  PangoContext *context;
  GArray *rows;        /* of Row */
  GPtrArray *pages;    /* of GArray of Piece */
  guint *begins;       /* the page on which each section begins */
  const Row *kept_row; /* the one whose layouts are kept: a long one is drawn on many pages */
  PangoLayout *kept[QH_MAX_COLUMNS];
  guint next; /* row that is to be laid out */
  double y;   /* on the last page */
};

/* Rows */

static int
add_row (QhPages *self, Style style, guint section, const Row *under)
{
  Row row = under != NULL ? *under : (Row){ .heading = -1, .subheading = -1, .header = -1 };

  row.style = style;
  row.section = section;
  g_array_append_val (self->rows, row);
  return (int)self->rows->len - 1;
}

static void
set_text (QhPages *self, int row, guint cell, const char *text)
{
  g_array_index (self->rows, Row, row).texts[cell] = text;
}

static void
add_field_rows (QhPages *self, const QhSection *section, guint index, const Row *under)
{
  for (guint i = 0; i < section->rows->len; i++)
    {
      char **cells = g_ptr_array_index (section->rows, i);
      int row = add_row (self, STYLE_FIELD, index, under);

      set_text (self, row, 0, cells[QH_CELL_LABEL]);
      set_text (self, row, 1, cells[QH_CELL_TEXT]);
    }
}

static void
add_table_rows (QhPages *self, const QhSection *section, guint index, Row *under)
{
  int header = add_row (self, STYLE_HEADER, index, under);

  for (guint c = 0; c < section->n_columns; c++)
    set_text (self, header, c, section->columns[c].label);
  under->header = header;
  for (guint i = 0; i < section->rows->len; i++)
    {
      char **cells = g_ptr_array_index (section->rows, i);
      int row = add_row (self, STYLE_CELLS, index, under);

      for (guint c = 0; c < section->n_columns; c++)
        set_text (self, row, c, cells[c]);
    }
  under->header = -1;
}

static void
add_rows (QhPages *self)
{
  const QhDocument *document = self->document;
  Row under = { .heading = -1, .subheading = -1, .header = -1 };

  set_text (self, add_row (self, STYLE_TITLE, G_MAXUINT, NULL), 0, document->title);
  add_field_rows (self, document->facts, G_MAXUINT, &under);
  for (guint i = 0; i < document->warnings->len; i++)
    set_text (self,
              add_row (self, STYLE_WARNING, G_MAXUINT, NULL),
              0,
              g_ptr_array_index (document->warnings, i));
  for (guint i = 0; i < document->sections->len; i++)
    {
      const QhSection *section = g_ptr_array_index (document->sections, i);
      gboolean part = section->level > 1;
      int row;

      under.subheading = -1;
      if (!part)
        under.heading = -1;
      row = add_row (self, part ? STYLE_SUBHEADING : STYLE_HEADING, i, &under);
      set_text (self, row, 0, section->title);
      *(part ? &under.subheading : &under.heading) = row;
      if (section->form == QH_SECTION_TABLE)
        add_table_rows (self, section, i, &under);
      else
        add_field_rows (self, section, i, &under);
    }
}

/* Cells */

static const QhSection *
get_section (QhPages *self, const Row *row)
{
  return row->section != G_MAXUINT ? g_ptr_array_index (self->document->sections, row->section)
                                   : NULL;
}

/* Where a cell stands. Returns whether the row has it. */
static gboolean
place_cell (QhPages *self, const Row *row, guint cell, double *x, double *width)
{
  const QhSection *section = get_section (self, row);
  double shares = 0, before = 0;

  *x = row->style == STYLE_WARNING ? BAR : 0;
  *width = self->width - *x;
  if (row->style == STYLE_FIELD)
    {
      *x = cell == 0 ? 0 : LABEL_SHARE * self->width;
      *width = cell == 0 ? LABEL_SHARE * self->width - GUTTER : (1 - LABEL_SHARE) * self->width;
      return cell < 2;
    }
  if (row->style != STYLE_HEADER && row->style != STYLE_CELLS)
    return cell == 0;
  for (guint c = 0; c < section->n_columns; c++)
    {
      before += c < cell ? section->columns[c].share : 0;
      shares += section->columns[c].share;
    }
  if (cell >= section->n_columns)
    return FALSE;
  *x = before / shares * self->width;
  *width = section->columns[cell].share / shares * self->width - GUTTER;
  return TRUE;
}

static PangoLayout *
make_layout (QhPages *self, const Row *row, guint cell, double width, gboolean again)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *font = pango_font_description_from_string (styles[row->style].font);
  const char *text = row->texts[cell] != NULL ? row->texts[cell] : "";
  g_autofree char *continued = NULL;

  if (row->style == STYLE_FIELD && cell == 0)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  if (again && row->style != STYLE_HEADER)
    {
      /* Translators: a heading that is repeated at the top of the next page */
      continued = g_strdup_printf (_ ("%s (continued)"), text);
      text = continued;
    }
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

/* As make_layout(), made once for a row as long as no other one is asked for. */
static PangoLayout *
get_layout (QhPages *self, const Row *row, guint cell, double width)
{
  if (self->kept_row != row)
    for (guint i = 0; i < QH_MAX_COLUMNS; i++)
      g_clear_object (&self->kept[i]);
  self->kept_row = row;
  if (self->kept[cell] == NULL)
    self->kept[cell] = make_layout (self, row, cell, width, FALSE);
  return self->kept[cell];
}

/* How many lines a row has and how far they are apart: all as far, so that they
 * can be parted anywhere. */
static void
measure_row (QhPages *self, Row *row)
{
  double x, width;

  row->n_lines = 1;
  row->line_height = 0;
  for (guint cell = 0; cell < QH_MAX_COLUMNS && place_cell (self, row, cell, &x, &width); cell++)
    {
      PangoLayout *layout = get_layout (self, row, cell, width);
      PangoLayoutIter *iter = pango_layout_get_iter (layout);

      do
        {
          PangoRectangle line;

          pango_layout_iter_get_line_extents (iter, NULL, &line);
          row->line_height = MAX (row->line_height, LEADING * (double)line.height / PANGO_SCALE);
        }
      while (pango_layout_iter_next_line (iter));
      pango_layout_iter_free (iter);
      row->n_lines = MAX (row->n_lines, (guint)pango_layout_get_line_count (layout));
    }
}

/* Pages */

static GArray *
begin_page (QhPages *self)
{
  GArray *page = g_array_new (FALSE, FALSE, sizeof (Piece));

  g_ptr_array_add (self->pages, page);
  self->y = 0;
  return page;
}

static void
put_piece (QhPages *self, guint index, guint first, guint n_lines, gboolean again)
{
  const Row *row = &g_array_index (self->rows, Row, index);
  GArray *page = g_ptr_array_index (self->pages, self->pages->len - 1);
  Piece piece = { index, first, n_lines, again, 0 };

  piece.y = self->y + (page->len > 0 && first == 0 ? styles[row->style].before : 0);
  g_array_append_val (page, piece);
  self->y = piece.y + n_lines * row->line_height;
}

/* Says again under which headings the next row stands. */
static void
put_headings_again (QhPages *self, const Row *row)
{
  const int under[] = { row->heading, row->subheading, row->header };

  for (guint i = 0; i < G_N_ELEMENTS (under); i++)
    if (under[i] >= 0)
      put_piece (self, (guint)under[i], 0, g_array_index (self->rows, Row, under[i]).n_lines, TRUE);
}

/* How many of the lines from @first on still go on the page. */
static guint
count_fitting (QhPages *self, const Row *row, guint first)
{
  GArray *page = g_ptr_array_index (self->pages, self->pages->len - 1);
  guint left = row->n_lines - first;
  double room = self->height - FOOT - self->y;
  guint fitting;

  if (first == 0 && page->len > 0)
    room -= styles[row->style].before;
  fitting = room > 0 ? (guint)floor (room / row->line_height + 1e-6) : 0;
  if (fitting >= left)
    return room - left * row->line_height >= styles[row->style].after_needed ? left : 0;
  if (row->style != STYLE_FIELD && row->style != STYLE_CELLS && row->style != STYLE_WARNING)
    return 0;
  fitting = MIN (fitting, left - MIN (left, MIN_LINES));
  return fitting >= MIN_LINES ? fitting : 0;
}

static void
put_row (QhPages *self, guint index)
{
  Row *row = &g_array_index (self->rows, Row, index);
  guint first = 0;

  measure_row (self, row);
  while (first < row->n_lines)
    {
      guint fitting = count_fitting (self, row, first);

      if (fitting == 0)
        {
          begin_page (self);
          put_headings_again (self, row);
          fitting = MAX (count_fitting (self, row, first), 1);
        }
      if (first == 0 && (row->style == STYLE_HEADING || row->style == STYLE_SUBHEADING))
        self->begins[row->section] = self->pages->len - 1;
      put_piece (self, index, first, fitting, FALSE);
      first += fitting;
    }
}

static PangoContext *
make_context (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  /* Lines break alike on every surface. */
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_round_glyph_positions (context, FALSE);
  return context;
}

/**
 * qh_pages_new:
 * @document: must live as long as the pages
 * @width: of a page without its margins, in points
 * @height: likewise
 *
 * Returns: (transfer full): the document, to be laid out by qh_pages_lay_out().
 */
QhPages *
qh_pages_new (const QhDocument *document, double width, double height)
{
  QhPages *self = g_new0 (QhPages, 1);

  self->document = document;
  self->width = width;
  self->height = height;
  self->context = make_context ();
  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  self->begins = g_new0 (guint, document->sections->len + 1);
  add_rows (self);
  begin_page (self);
  return self;
}

void
qh_pages_free (QhPages *self)
{
  for (guint i = 0; i < QH_MAX_COLUMNS; i++)
    g_clear_object (&self->kept[i]);
  g_object_unref (self->context);
  g_array_unref (self->rows);
  g_ptr_array_unref (self->pages);
  g_free (self->begins);
  g_free (self);
}

/**
 * qh_pages_lay_out:
 * @n_rows: how many rows at most; some hundreds take a moment
 *
 * Returns: whether all is laid out.
 */
gboolean
qh_pages_lay_out (QhPages *self, guint n_rows)
{
  for (guint i = 0; i < n_rows && self->next < self->rows->len; i++)
    put_row (self, self->next++);
  return self->next == self->rows->len;
}

guint
qh_pages_get_n (QhPages *self)
{
  return self->pages->len;
}

/**
 * qh_pages_find_section:
 * @section: its place among the document's
 *
 * Returns: the page, from 0, on which it begins, once it was laid out.
 */
guint
qh_pages_find_section (QhPages *self, guint section)
{
  return self->begins[section];
}

/* Drawing */

static void
draw_lines (cairo_t *cr, PangoLayout *layout, const Row *row, const Piece *piece, double x)
{
  int n = MIN (pango_layout_get_line_count (layout), (int)(piece->first + piece->n_lines));

  for (int i = (int)piece->first; i < n; i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);
      PangoRectangle extents;

      pango_layout_line_get_extents (line, NULL, &extents);
      /* The line's origin is on its baseline. */
      cairo_move_to (cr,
                     x + (double)extents.x / PANGO_SCALE,
                     piece->y + (i - (int)piece->first) * row->line_height
                       - (double)extents.y / PANGO_SCALE);
      pango_cairo_show_layout_line (cr, line);
    }
}

static void
draw_rule (cairo_t *cr, double x, double y, double width, double height)
{
  cairo_save (cr);
  cairo_set_source_rgb (cr, 0.6, 0.6, 0.6);
  cairo_rectangle (cr, x, y, width, height);
  cairo_fill (cr);
  cairo_restore (cr);
}

static void
draw_piece (QhPages *self, cairo_t *cr, const Piece *piece)
{
  const Row *row = &g_array_index (self->rows, Row, piece->row);
  double height = piece->n_lines * row->line_height;
  double x, width;

  if (row->style == STYLE_WARNING)
    draw_rule (cr, 0, piece->y, 2.5, height);
  if (row->style == STYLE_HEADER)
    draw_rule (cr, 0, piece->y + height, self->width, 0.5);
  for (guint cell = 0; cell < QH_MAX_COLUMNS && place_cell (self, row, cell, &x, &width); cell++)
    {
      g_autoptr (PangoLayout) layout = piece->again
                                         ? make_layout (self, row, cell, width, TRUE)
                                         : g_object_ref (get_layout (self, row, cell, width));

      cairo_tag_begin (cr, styles[row->style].tag, NULL);
      draw_lines (cr, layout, row, piece, x);
      cairo_tag_end (cr, styles[row->style].tag);
    }
}

static void
draw_foot (QhPages *self, cairo_t *cr, guint page)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (self->context);
  PangoFontDescription *font = pango_font_description_from_string ("Cantarell, Sans 8");
  g_autofree char *number = g_strdup_printf (_ ("Page %u of %u"), page + 1, self->pages->len);
  g_autofree char *text = g_strdup_printf ("%s · %s", self->document->title, number);

  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_width (layout, (int)(self->width * PANGO_SCALE));
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_MIDDLE);
  cairo_move_to (cr, 0, self->height - FOOT / 2);
  pango_cairo_show_layout (cr, layout);
}

/**
 * qh_pages_draw:
 * @cr: in points, its origin where the margins end
 * @page: from 0
 *
 * Draws a page, of what has been laid out.
 */
void
qh_pages_draw (QhPages *self, cairo_t *cr, guint page)
{
  GArray *pieces = g_ptr_array_index (self->pages, page);

  cairo_set_source_rgb (cr, 0, 0, 0);
  for (guint i = 0; i < pieces->len; i++)
    draw_piece (self, cr, &g_array_index (pieces, Piece, i));
  draw_foot (self, cr, page);
}
