/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "qh-chart-layout.h"
#include "qh-chart-scale.h"

G_BEGIN_DECLS

/* What a form's hit() says where nothing is, so that rectangles are not asked. */
#define QH_CHART_NOTHING_HIT (-2)

/* The height of a figure, in lines of text. */
#define QH_CHART_FIGURE_HEIGHT 0.84

typedef enum
{
  QH_CHART_TEXT_NORMAL,
  QH_CHART_TEXT_BOLD,
  QH_CHART_TEXT_TITLE,
  QH_CHART_N_TEXTS,
} QhChartText;

typedef enum
{
  QH_CHART_ITEM_RECT,
  QH_CHART_ITEM_LINE,
  QH_CHART_ITEM_PATH,
  QH_CHART_ITEM_SHAPE,
  QH_CHART_ITEM_DOT,
  QH_CHART_ITEM_TEXT,
} QhChartItemKind;

/* One thing to paint. A form lists them once; painting only walks the list. */
typedef struct
{
  QhChartItemKind kind;
  QhChartRect rect; /* LINE: from x, y by width, height; DOT: about x, y; SHAPE: about it */
  double radius;    /* of a RECT's corners, of a DOT */
  double stroke;    /* width of the line, 0 for none */
  gboolean dashed;
  gboolean curved; /* SHAPE: a point, then three of a curve, and again */
  gboolean filled;
  QhChartColour fill;
  QhChartColour line;
  QhChartHatch hatch;
  QhChartColour hatch_colour;
  guint first_point; /* PATH, SHAPE */
  guint n_points;
  int category; /* SHAPE that is curved: whose mark it is */
  int series;
  PangoLayout *text; /* TEXT, owned */
} QhChartItem;

typedef struct
{
  double x;
  double y;
} QhChartPoint;

struct _QhChartLayout
{
  QhChartData *data;
  const QhChartPalette *palette;
  QhChartTheme theme;
  double width;
  double height;
  double unit;      /* what one pixel of the design is here: more than 1 on large pictures */
  double line;      /* from one line of text to the next */
  QhChartRect area; /* what the form may fill */
  PangoContext *context;
  PangoFontDescription *fonts[QH_CHART_N_TEXTS];
  PangoLayout *scratch;
  GArray *items;
  GArray *points;
  GArray *marks;
  GArray *labels;
  int focus;
  int hover;
  gboolean page;
};

/**
 * QhChartFormClass:
 * @arrange: lists items and marks within the layout's area
 * @hit: (nullable): the mark at a place, where rectangles do not tell
 * @categories_down: whether categories follow each other downward, not rightward
 * @reversed: whether the first category is the lowest
 *
 * What a form must know to do. A new form is a file with one of these, a value
 * of #QhChartForm and a line in the table of qh-chart-layout.c.
 */
typedef struct
{
  void (*arrange) (QhChartLayout *self);
  int (*hit) (const QhChartLayout *self, double x, double y);
  gboolean categories_down;
  gboolean reversed;
} QhChartFormClass;

extern const QhChartFormClass qh_chart_form_line;
extern const QhChartFormClass qh_chart_form_bars;
extern const QhChartFormClass qh_chart_form_heat_map;
extern const QhChartFormClass qh_chart_form_pyramid;
extern const QhChartFormClass qh_chart_form_pareto;
extern const QhChartFormClass qh_chart_form_bullet;
extern const QhChartFormClass qh_chart_form_histogram;
extern const QhChartFormClass qh_chart_form_area;
extern const QhChartFormClass qh_chart_form_box;
extern const QhChartFormClass qh_chart_form_multiples;
extern const QhChartFormClass qh_chart_form_flow;
extern const QhChartFormClass qh_chart_form_scatter;
extern const QhChartFormClass qh_chart_form_steps;
extern const QhChartFormClass qh_chart_form_intervals;

double qh_chart_layout_measure (QhChartLayout *self, const char *text, QhChartText style);
double qh_chart_layout_measure_number (QhChartLayout *self, double value, QhChartText style);
QhChartRect qh_chart_layout_add_text (QhChartLayout *self,
                                      const char *text,
                                      QhChartText style,
                                      QhChartColour colour,
                                      double x,
                                      double middle,
                                      double align,
                                      double max_width);
QhChartRect qh_chart_layout_add_number (QhChartLayout *self,
                                        double value,
                                        QhChartText style,
                                        QhChartColour colour,
                                        double x,
                                        double middle,
                                        double align);
QhChartItem *
qh_chart_layout_add_rect (QhChartLayout *self, QhChartRect rect, double radius, QhChartColour fill);
void qh_chart_layout_tell_apart (QhChartLayout *self, guint item, gboolean categories, guint key, guint letters);
void qh_chart_layout_add_series_rect (QhChartLayout *self,
                                      QhChartRect rect,
                                      double radius,
                                      int colour,
                                      gboolean dimmed);
void qh_chart_layout_add_line (QhChartLayout *self,
                               double x0,
                               double y0,
                               double x1,
                               double y1,
                               double stroke,
                               QhChartColour colour);
void qh_chart_layout_add_dot (QhChartLayout *self,
                              double x,
                              double y,
                              double radius,
                              double stroke,
                              QhChartColour fill,
                              QhChartColour line);
QhChartItem *qh_chart_layout_add_path (QhChartLayout *self,
                                       const QhChartPoint *points,
                                       guint n_points,
                                       double stroke,
                                       QhChartColour colour);
QhChartItem *qh_chart_layout_add_series_shape (QhChartLayout *self,
                                               const QhChartPoint *points,
                                               guint n_points,
                                               int colour,
                                               gboolean dimmed);
void qh_chart_layout_add_mark (QhChartLayout *self,
                               QhChartMarkKind kind,
                               int category,
                               int series,
                               double value,
                               QhChartRect rect);
void qh_chart_layout_add_notes (QhChartLayout *self, const char *note, double x, double align);
int qh_chart_layout_get_colour (const QhChartLayout *self, guint series);
QhChartColour
qh_chart_layout_get_series_colour (const QhChartLayout *self, guint series, gboolean dimmed);
const char *qh_chart_key_get_axis (const QhChartKey *key);

G_END_DECLS
