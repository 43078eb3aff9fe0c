/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sheet of results on paper: one line, row of a table or chart after the other. */
#include "research/qh-sheet.h"

#include <pango/pangocairo.h>

#include "chart/qh-chart-layout.h"

#define GAP 4.0       /* points between columns */
#define NAME_SHARE 2  /* how many columns of figures the names are as wide as */
#define MOST_COLUMNS 8 /* of figures side by side */
#define CHART_HEIGHT 190.0
#define CHART_BEFORE 8.0

typedef struct
{
  const char *font;
  double before;
} Style;

enum
{
  STYLE_TITLE,
  STYLE_HEADING,
  STYLE_TEXT,
  STYLE_CAPTION,
  STYLE_HEAD,
  STYLE_ROW,
};

static const Style styles[] = {
  [STYLE_TITLE] = { "Sans Bold 16", 0 },   [STYLE_HEADING] = { "Sans Bold 12", 16 },
  [STYLE_TEXT] = { "Sans 10", 4 },         [STYLE_CAPTION] = { "Sans Bold 9", 8 },
  [STYLE_HEAD] = { "Sans Bold 8", 2 },     [STYLE_ROW] = { "Sans 8", 2 },
};

/* What stands side by side at one height. */
typedef struct
{
  GStrv cells;
  QhChartLayout *chart; /* NULL: words */
  guint style;
  guint page;
  double y;
} Line;

struct _QhSheetPages
{
  PangoContext *context;
  GArray *lines;
  double width;
  double height;
  double y;
  guint page;
};

static void
clear_line (gpointer data)
{
  g_strfreev (((Line *)data)->cells);
  g_clear_pointer (&((Line *)data)->chart, qh_chart_layout_free);
}

static double
get_column (const QhSheetPages *self, guint n, guint column, double *width)
{
  double share = n > 1 ? self->width / (n - 1 + NAME_SHARE) : self->width;
  double first = n > 1 ? share * NAME_SHARE : self->width;

  *width = (column == 0 ? first : share) - GAP;
  return column == 0 ? 0 : first + (column - 1) * share;
}

static PangoLayout *
lay_out (const QhSheetPages *self, const Line *line, guint column, double *x)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *font = pango_font_description_from_string (styles[line->style].font);
  double width;

  *x = get_column (self, g_strv_length (line->cells), column, &width);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_width (layout, (int)(MAX (width, 1) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, column > 0 ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  pango_layout_set_text (layout, line->cells[column], -1);
  return layout;
}

static double
measure (const QhSheetPages *self, const Line *line)
{
  double height = 0, x;

  for (guint i = 0; line->cells[i] != NULL; i++)
    {
      g_autoptr (PangoLayout) layout = lay_out (self, line, i, &x);
      int high;

      pango_layout_get_size (layout, NULL, &high);
      height = MAX (height, (double)high / PANGO_SCALE);
    }
  return height;
}

/* Below what is there, or on the next page. */
static void
place (QhSheetPages *self, Line line, double before, double height)
{
  self->y += before;
  if (self->y + height > self->height && self->y > 0)
    {
      self->page++;
      self->y = 0;
    }
  line.page = self->page;
  line.y = self->y;
  self->y += height;
  g_array_append_val (self->lines, line);
}

static void
add_line (QhSheetPages *self, GStrv cells, guint style)
{
  Line line = { .cells = cells, .style = style };

  place (self, line, styles[style].before, measure (self, &line));
}

static void
add_chart (QhSheetPages *self, QhChartData *chart)
{
  double height = MIN (CHART_HEIGHT, self->height);
  Line line = { .cells = g_new0 (char *, 1),
                .chart = qh_chart_layout_new (
                  chart, QH_CHART_THEME_PRINT, self->width, height, QH_CHART_LAYOUT_PLAIN, NULL) };

  place (self, line, CHART_BEFORE, height);
}

static void
add_text (QhSheetPages *self, const char *text, guint style)
{
  GStrv cells = g_new0 (char *, 2);

  if (text == NULL || text[0] == '\0')
    {
      g_strfreev (cells);
      return;
    }
  cells[0] = g_strdup (text);
  add_line (self, cells, style);
}

/* The names of the rows, and of the columns those from @first to before @end. */
static void
add_columns (QhSheetPages *self, const QhAnswerTable *table, guint first, guint end)
{
  for (guint r = 0; r < qh_answer_table_get_n_rows (table); r++)
    {
      GStrv cells = g_new0 (char *, end - MIN (first, end) + 2);

      cells[0] = g_strdup (qh_answer_table_get (table, r, 0));
      for (guint c = first; c < end; c++)
        cells[c - first + 1] = g_strdup (qh_answer_table_get (table, r, c));
      add_line (self, cells, r == 0 ? STYLE_HEAD : STYLE_ROW);
    }
}

/* A table that is too wide goes on below itself. */
static void
add_table (QhSheetPages *self, const QhAnswerTable *table)
{
  add_text (self, table->title, STYLE_CAPTION);
  for (guint first = 1; first == 1 || first < table->n_columns; first += MOST_COLUMNS)
    add_columns (self, table, first, MIN (first + MOST_COLUMNS, table->n_columns));
}

static void
add_answer (QhSheetPages *self, const QhAnswer *answer)
{
  add_text (self, answer->title, STYLE_HEADING);
  add_text (self, answer->subtitle, STYLE_TEXT);
  add_text (self, answer->sentence, STYLE_TEXT);
  add_text (self, answer->note, STYLE_TEXT);
  for (guint i = 0; i < answer->tables->len; i++)
    add_table (self, g_ptr_array_index (answer->tables, i));
  for (guint i = 0; i < answer->lines->len; i++)
    add_text (self, g_ptr_array_index (answer->lines, i), STYLE_ROW);
  for (guint i = 0; i < answer->charts->len; i++)
    add_chart (self, g_ptr_array_index (answer->charts, i));
}

/**
 * qh_sheet_pages_new:
 * @width: of a page without its margins, in points
 *
 * Returns: (transfer full): the sheet on pages; it keeps nothing of the sheet.
 */
QhSheetPages *
qh_sheet_pages_new (const QhSheet *sheet, const char *title, double width, double height)
{
  QhSheetPages *self = g_new0 (QhSheetPages, 1);
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new ();

  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (fonts), 72);
  self->context = pango_font_map_create_context (fonts);
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_set_clear_func (self->lines, clear_line);
  self->width = width;
  self->height = height;
  add_text (self, title, STYLE_TITLE);
  for (guint i = 0; i < sheet->answers->len; i++)
    add_answer (self, g_ptr_array_index (sheet->answers, i));
  return self;
}

void
qh_sheet_pages_free (QhSheetPages *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->lines);
  g_object_unref (self->context);
  g_free (self);
}

guint
qh_sheet_pages_get_n (const QhSheetPages *self)
{
  return self->page + 1;
}

static void
draw_chart (const Line *line, cairo_t *cr)
{
  cairo_save (cr);
  cairo_translate (cr, 0, line->y);
  qh_chart_layout_paint (line->chart, cr);
  cairo_restore (cr);
}

/**
 * qh_sheet_pages_draw:
 * @page: from 0
 *
 * Draws a page in points.
 */
void
qh_sheet_pages_draw (const QhSheetPages *self, cairo_t *cr, guint page)
{
  cairo_set_source_rgb (cr, 0, 0, 0);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);

      if (line->page == page && line->chart != NULL)
        draw_chart (line, cr);
      for (guint c = 0; line->page == page && line->cells[c] != NULL; c++)
        {
          double x;
          g_autoptr (PangoLayout) layout = lay_out (self, line, c, &x);

          cairo_move_to (cr, x, line->y);
          pango_cairo_show_layout (cr, layout);
        }
    }
}
