/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every form of chart: laid out, painted, hit, named. */
#include <locale.h>
#include <math.h>

#include "chart-checks.h"
#include "chart-form-samples.h"
#include "chart/qh-chart-layout-private.h"
#include "chart/qh-chart-poster.h"
#include "chart/qh-png.h"

static const QhChartForm new_forms[] = {
  QH_CHART_GROUPED_BARS, QH_CHART_SHARE_BARS, QH_CHART_PARETO,   QH_CHART_BULLET,
  QH_CHART_HISTOGRAM,    QH_CHART_AREA,       QH_CHART_CALENDAR, QH_CHART_BOX,
  QH_CHART_MULTIPLES,    QH_CHART_FLOW,       QH_CHART_SCATTER,  QH_CHART_STEPS,
  QH_CHART_INTERVALS,
};

static QhChartData *
make_histogram (void)
{
  static const double counts[] = { 12, 48, 130, 96, 51, 40, 18, 9, 4, 2, 0, 1 };
  QhChartData *data = qh_chart_data_new (QH_CHART_HISTOGRAM, "Duración de las actividades");

  qh_chart_data_set_string (&data->unit, "actividades");
  qh_chart_data_add_series (data, 0, "Actividades", 0);
  for (guint c = 0; c < G_N_ELEMENTS (counts); c++)
    {
      g_autofree char *label = g_strdup_printf ("%u–%u min", c * 10, c * 10 + 9);
      g_autofree char *axis = g_strdup_printf ("%u", c * 10);
      qh_chart_data_add_category (data, c * 10, label, axis);
      qh_chart_data_set_value (data, c, 0, counts[c]);
    }
  return data;
}

static QhChartData *
make_calendar (void)
{
  static const char *const days[]
    = { "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo" };
  QhChartData *data = qh_chart_data_new (QH_CHART_CALENDAR, "Actividades de 2026, día por día");

  qh_chart_data_set_string (&data->unit, "actividades");
  for (guint s = 0; s < 53; s++)
    {
      g_autofree char *label = g_strdup_printf ("semana %u", s + 1);
      guint at = qh_chart_data_add_series (data, s, label, QH_CHART_COLOUR_AUTO);
      qh_chart_data_set_series_axis (data, at, months[MIN (s * 12 / 53, 11)]);
    }
  for (guint c = 0; c < 7; c++)
    {
      qh_chart_data_add_category (data, c, days[c], NULL);
      for (guint s = 0; s < 53; s++)
        qh_chart_data_set_value (data,
                                 c,
                                 s,
                                 (s == 0 && c < 3) || (s == 52 && c > 3) ? NAN
                                 : c > 4                                 ? 0
                                                                         : figure (c, s) / 9);
    }
  return data;
}

static QhChartData *
make_sample (QhChartForm form)
{
  switch (form)
    {
    case QH_CHART_GROUPED_BARS:
      return make_bars (form, 3);
    case QH_CHART_SHARE_BARS:
      return make_bars (form, 4);
    case QH_CHART_PARETO:
      return make_bars (form, 1);
    case QH_CHART_BULLET:
      return make_bullets ();
    case QH_CHART_HISTOGRAM:
      return make_histogram ();
    case QH_CHART_AREA:
      return make_periods (form, functions, G_N_ELEMENTS (functions));
    case QH_CHART_CALENDAR:
      return make_calendar ();
    case QH_CHART_BOX:
      return make_boxes ();
    case QH_CHART_MULTIPLES:
      return make_periods (form, workers, G_N_ELEMENTS (workers));
    case QH_CHART_SCATTER:
    case QH_CHART_STEPS:
      return make_plane (form);
    case QH_CHART_INTERVALS:
      return make_intervals ();
    default:
      return make_flow ();
    }
}

static void
test_samples (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (new_forms); i++)
    {
      g_autoptr (QhChartData) data = make_sample (new_forms[i]);

      chart_checks_sizes (data);
      qh_chart_data_select_category (data, qh_chart_data_get_category (data, 1)->key);
      chart_checks_sizes (data);
      qh_chart_data_select_series (data, qh_chart_data_get_series (data, 0)->key);
      chart_checks_sizes (data);
    }
}

/* Sixty workers, labels of 120 letters, huge and odd figures. */
static void
test_extremes (void)
{
  static const guint numbers[][2]
    = { { 1, 1 }, { 1, 2 }, { 2, 1 }, { 8, 12 }, { 60, 6 }, { 7, 53 }, { 366, 2 }, { 12, 60 } };
  g_autofree char *long_label = g_strnfill (120, 'M');

  for (guint i = 0; i < G_N_ELEMENTS (new_forms); i++)
    {
      g_autoptr (QhChartData) wordy = chart_checks_make (new_forms[i], 9, 6, 3, long_label);
      g_autoptr (QhChartData) odd
        = chart_checks_make (new_forms[i], 9, 3, 3, "שלום 👩‍⚕️ \xff");

      for (guint n = 0; n < G_N_ELEMENTS (numbers); n++)
        {
          g_autoptr (QhChartData) plain
            = chart_checks_make (new_forms[i], numbers[n][0], numbers[n][1], 1, "x");
          g_autoptr (QhChartData) huge
            = chart_checks_make (new_forms[i], numbers[n][0], numbers[n][1], 1e9, "x");

          chart_checks_sizes (plain);
          chart_checks_sizes (huge);
          if (new_forms[i] == QH_CHART_FLOW && numbers[n][0] > 2)
            {
              plain->first_layer = numbers[n][0] / 2;
              chart_checks_sizes (plain);
            }
        }
      qh_chart_data_set_string (&wordy->title, long_label);
      qh_chart_data_set_string (&wordy->subtitle, long_label);
      qh_chart_data_set_string (&wordy->note, long_label);
      qh_chart_data_set_value (odd, 3, 1, NAN);
      qh_chart_data_set_value (odd, 4, 1, -5);
      qh_chart_data_set_value (odd, 5, 1, INFINITY);
      chart_checks_sizes (wordy);
      chart_checks_sizes (odd);
    }
}

/* Each form paints, on nothing, next to nothing and with a mark in focus. */
static void
test_paints (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (new_forms); i++)
    for (int size = 0; size < 400; size += 37)
      for (QhChartTheme theme = 0; theme < QH_CHART_N_THEMES; theme++)
        {
          g_autoptr (QhChartData) data = make_sample (new_forms[i]);
          g_autoptr (QhChartLayout) layout
            = qh_chart_layout_new (data, theme, size, size / 2, QH_CHART_LAYOUT_PAGE, NULL);
          cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 10, 10);
          cairo_t *cr = cairo_create (surface);

          qh_chart_layout_set_focus_mark (layout, qh_chart_layout_move (layout, -1, 1, 0));
          qh_chart_layout_paint (layout, cr);
          g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
          cairo_destroy (cr);
          cairo_surface_destroy (surface);
        }
}

/* A place on a figure finds that figure, by pointer and by keyboard. */
static void
test_hits (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (new_forms); i++)
    {
      g_autoptr (QhChartData) data = make_sample (new_forms[i]);
      g_autoptr (QhChartLayout) layout = lay_out (data);
      guint n = 0, n_found = 0, n_values = 0;
      const QhChartMark *marks = qh_chart_layout_get_marks (layout, &n);

      for (guint m = 0; m < n; m++)
        {
          const QhChartRect *rect = &marks[m].rect;
          int at
            = qh_chart_layout_hit (layout, rect->x + rect->width / 2, rect->y + rect->height / 2);

          if (marks[m].kind != QH_CHART_MARK_VALUE || rect->width < 2 || rect->height < 2
              || new_forms[i] == QH_CHART_FLOW)
            continue;
          n_values++;
          n_found += at == (int)m;
        }
      g_assert_true (n_values > 4 || new_forms[i] == QH_CHART_FLOW);
      /* The points of a box may touch, and a goal its bar: most are found. */
      g_assert_cmpuint (n_found, >=, n_values * 3 / 4);
      g_assert_cmpint (qh_chart_layout_hit (layout, -50, -50), ==, -1);
      {
        int first = qh_chart_layout_move (layout, -1, 1, 0);
        int right = qh_chart_layout_move (layout, first, 1, 0);
        int down = qh_chart_layout_move (layout, first, 0, 1);

        g_assert_true (right != first || down != first);
      }
    }
}

/* Every form says in words what its highest figures are, and why it is empty. */
static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (new_forms); i++)
    {
      g_autoptr (QhChartData) data = make_sample (new_forms[i]);
      g_autoptr (QhChartData) empty = qh_chart_data_new (new_forms[i], "Prueba");
      g_autofree char *words = qh_chart_describe (data);
      g_autofree char *reason = qh_chart_describe (empty);

      g_assert_cmpuint (strlen (words), >, 30);
      g_assert_null (strstr (words, "nan"));
      g_assert_nonnull (strstr (reason, "Nothing to show"));
      chart_checks_layout (empty, 360, 220, QH_CHART_LAYOUT_PAGE);
    }
  {
    g_autoptr (QhChartData) pareto = make_bars (QH_CHART_PARETO, 1);
    g_autofree char *words = qh_chart_describe (pareto);

    g_assert_nonnull (strstr (words, "The first 3 make 87 % of all."));
  }
}

static void
test_names (void)
{
  QhChartForm form;

  g_assert_true (qh_chart_form_from_name ("heat-map", &form));
  g_assert_cmpint (form, ==, QH_CHART_HEAT_MAP);
  g_assert_true (qh_chart_form_from_name ("flow", &form));
  g_assert_cmpint (form, ==, QH_CHART_FLOW);
  g_assert_false (qh_chart_form_from_name ("pie", &form));
}

static void
test_minus (void)
{
  g_autofree char *less = qh_chart_format_change (-3.14);
  g_autofree char *more = qh_chart_format_change (10.9);
  g_autofree char *number = qh_chart_format_number (-12);
  g_autofree char *nothing = qh_chart_format_number (-0.0001);
  g_autofree char *share = qh_chart_format_share (0.708);

  g_assert_cmpstr (less, ==, "−3.1");
  g_assert_cmpstr (more, ==, "+10.9");
  g_assert_cmpstr (number, ==, "−12");
  g_assert_cmpstr (nothing, ==, "0.0");
  g_assert_cmpstr (share, ==, "71 %");
}

/* A card for sharing: its sizes, and all that it says in the picture's words. */
static void
test_poster (void)
{
  const QhChartPoster poster
    = { "Trabajo Social · octubre de 2026", "Fuente: registro diario.", "Hospital" };
  const QhChartPoster bare = { NULL, NULL, NULL };
  int width, height;
  g_autoptr (GError) error = NULL;

  g_assert_true (qh_chart_poster_read_size (NULL, &width, &height, NULL));
  g_assert_cmpint (width, ==, 1080);
  g_assert_cmpint (height, ==, 1080);
  g_assert_true (qh_chart_poster_read_size ("1200x675", &width, &height, NULL));
  g_assert_cmpint (height, ==, 675);
  g_assert_false (qh_chart_poster_read_size ("1x1", &width, &height, &error));
  g_assert_nonnull (strstr (error->message, "1x1"));
  for (guint f = 0; f < G_N_ELEMENTS (new_forms); f++)
    {
      g_autoptr (QhChartData) data = make_sample (new_forms[f]);
      g_autoptr (GBytes) png
        = qh_chart_poster_to_bytes (data, &poster, QH_CHART_PNG, 1080, 1080, NULL);
      g_autoptr (GBytes) svg
        = qh_chart_poster_to_bytes (data, &bare, QH_CHART_SVG, 1080, 1920, NULL);
      g_autofree char *words = qh_chart_describe (data);
      gsize length = 0;

      g_assert_nonnull (png);
      g_assert_nonnull (
        g_strstr_len (g_bytes_get_data (svg, &length), g_bytes_get_size (svg), "<desc>"));
      g_assert_nonnull (words);
    }
}

static cairo_status_t
append_cb (void *bytes, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* A picture of one colour, with nothing around a hole in its middle when it has alpha. */
static GBytes *
make_logo (int width, int height, cairo_format_t format, double green)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (format, width, height);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, green, green);
  cairo_rectangle (cr, 0, 0, width, height);
  if (format == CAIRO_FORMAT_ARGB32)
    cairo_rectangle (cr, width / 4.0, height / 4.0, width / 2.0, height / 2.0);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_fill (cr);
  cairo_destroy (cr);
  g_assert_cmpint (cairo_surface_write_to_png_stream (surface, append_cb, bytes), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

typedef struct
{
  int left;
  int top;
  int right;
  int bottom;
  guint n;
} Box;

/* Where a colour is below a row of the picture. */
static Box
find_colour (GBytes *png, int from, guint32 colour)
{
  cairo_surface_t *surface = qh_png_read (png);
  const guint8 *data = cairo_image_surface_get_data (surface);
  Box box = { G_MAXINT, G_MAXINT, -1, -1, 0 };

  for (int y = from; y < cairo_image_surface_get_height (surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      {
        const guint32 *line = (gconstpointer)(data + (gsize)y * cairo_image_surface_get_stride (surface));

        if ((line[x] & 0xffffff) != colour)
          continue;
        box.left = MIN (box.left, x), box.right = MAX (box.right, x + 1);
        box.top = MIN (box.top, y), box.bottom = MAX (box.bottom, y + 1);
        box.n++;
      }
  cairo_surface_destroy (surface);
  return box;
}

static GBytes *
draw_poster (GBytes *logo, const char *mark)
{
  g_autoptr (QhChartData) data = make_sample (QH_CHART_SHARE_BARS);
  const QhChartPoster poster = { .source = "Fuente: registro diario.", .mark = mark, .logo = logo };

  return qh_chart_poster_to_bytes (data, &poster, QH_CHART_PNG, 1080, 1080, NULL);
}

/* A logo of any shape stays in the foot, at its right, in the middle of its height, and leaves
 * room for a long name. What is no picture is left out; what is light all over is seen. */
static void
test_logo (void)
{
  static const struct
  {
    int width;
    int height;
  } shapes[] = { { 1200, 150 }, { 150, 900 }, { 400, 400 }, { 40, 8 } };
  static const char name[] = "Instituto Nacional de Ciencias Médicas y Nutrición Salvador Zubirán, "
                             "Departamento de Trabajo Social y Relaciones Institucionales";
  g_autoptr (GBytes) none = draw_poster (NULL, "Hospital");
  g_autoptr (GBytes) broken = g_bytes_new_static ("\x89PNG\r\n\x1a\n and no more", 20);
  g_autoptr (GBytes) with_broken = draw_poster (broken, "Hospital");
  g_autoptr (GBytes) white = make_logo (400, 400, CAIRO_FORMAT_ARGB32, 1);
  g_autoptr (GBytes) with_white = draw_poster (white, "Hospital");

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autoptr (GBytes) logo = make_logo (shapes[i].width, shapes[i].height, CAIRO_FORMAT_RGB24, 0);
      g_autoptr (GBytes) picture = draw_poster (logo, name);
      Box box = find_colour (picture, 900, 0xff0000);

      g_assert_cmpuint (box.n, >, 100);
      g_assert_cmpint (box.bottom - box.top, <=, 64);
      g_assert_cmpint (box.right - box.left, <=, 300);
      g_assert_cmpint (ABS (box.right - 1008), <=, 1);
      g_assert_cmpint (ABS ((box.top + box.bottom) / 2 - 1000), <=, 1);
    }
  g_assert_true (g_bytes_equal (none, with_broken));
  g_assert_cmpuint (find_colour (none, 900, 0xffffff).n, ==, 0);
  g_assert_cmpuint (find_colour (with_white, 900, 0xffffff).n, >, 500);
  g_assert_cmpuint (find_colour (with_white, 900, 0xffffff).n, <, 64 * 64); /* and what it stands on */
}

/* With QH_CHART_PICTURES=FOLDER the samples are drawn there, to be looked at. */
static void
test_pictures (void)
{
  static const char *const themes[] = { "light", "dark", "print" };
  static const int pictures[][2] = { { 500, 240 }, { 1000, 700 }, { 3840, 2160 } };
  const char *folder = g_getenv ("QH_CHART_PICTURES");

  if (folder == NULL)
    {
      g_test_skip ("QH_CHART_PICTURES is not set");
      return;
    }
  setlocale (LC_NUMERIC, "es_MX.UTF-8");
  for (guint f = 0; f < G_N_ELEMENTS (new_forms); f++)
    for (QhChartTheme theme = 0; theme < QH_CHART_N_THEMES; theme++)
      for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
        for (int selected = 0; selected < 2; selected++)
          {
            g_autoptr (QhChartData) data = make_sample (new_forms[f]);
            g_autofree char *name = g_strdup_printf ("%s/form-%u-%s-%d%s.png",
                                                     folder,
                                                     new_forms[f],
                                                     themes[theme],
                                                     pictures[i][0],
                                                     selected ? "-selected" : "");
            g_autoptr (GError) error = NULL;

            if (selected)
              qh_chart_data_select_category (data, qh_chart_data_get_category (data, 2)->key);
            qh_chart_save (data, name, QH_CHART_PNG, pictures[i][0], pictures[i][1], theme, &error);
            g_assert_no_error (error);
          }
  setlocale (LC_NUMERIC, "C");
}

/* Names that begin alike lose their middle in a narrow chart, others their end. */
static void
test_alike (void)
{
  g_autoptr (QhChartData) data = qh_chart_data_new (QH_CHART_STACKED_BARS, "Responsables");
  g_autoptr (QhChartLayout) layout = NULL;
  guint n_middle = 0, n_end = 0;

  qh_chart_data_add_series (data, 0, "Actividades", 0);
  qh_chart_data_set_value (data, qh_chart_data_add_category (data, 0, "Trabajadora Social de nombre muy largo uno", NULL), 0, 3);
  qh_chart_data_set_value (data, qh_chart_data_add_category (data, 1, "Trabajadora Social de nombre muy largo dos", NULL), 0, 4);
  qh_chart_data_set_value (data, qh_chart_data_add_category (data, 2, "Entrevista subsecuente de seguimiento y control", NULL), 0, 5);
  layout = qh_chart_layout_new (data, QH_CHART_THEME_LIGHT, 340, 220, QH_CHART_LAYOUT_PLAIN, NULL);
  for (guint i = 0; i < layout->items->len; i++)
    {
      PangoLayout *text = g_array_index (layout->items, QhChartItem, i).text;

      if (text == NULL || !pango_layout_is_ellipsized (text))
        continue;
      n_middle += pango_layout_get_ellipsize (text) == PANGO_ELLIPSIZE_MIDDLE;
      n_end += pango_layout_get_ellipsize (text) == PANGO_ELLIPSIZE_END;
    }
  g_assert_cmpuint (n_middle, ==, 2);
  g_assert_cmpuint (n_end, ==, 1);
}

int
main (int argc, char **argv)
{
  setlocale (LC_CTYPE, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chart-forms/samples", test_samples);
  g_test_add_func ("/chart-forms/extremes", test_extremes);
  g_test_add_func ("/chart-forms/paints", test_paints);
  g_test_add_func ("/chart-forms/hits", test_hits);
  g_test_add_func ("/chart-forms/words", test_words);
  g_test_add_func ("/chart-forms/names", test_names);
  g_test_add_func ("/chart-forms/minus", test_minus);
  g_test_add_func ("/chart-forms/poster", test_poster);
  g_test_add_func ("/chart-forms/logo", test_logo);
  g_test_add_func ("/chart-forms/pictures", test_pictures);

  g_test_add_func ("/chart-forms/alike", test_alike);
  return g_test_run ();
}
