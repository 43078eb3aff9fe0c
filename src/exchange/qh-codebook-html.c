/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-codebook-html.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define CHART_WIDTH 220
#define BAR_HEIGHT 14
#define HISTOGRAM_HEIGHT 60

static void
put (GString    *html,
     const char *before,
     const char *text,
     const char *after)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (html, before);
  g_string_append (html, escaped);
  g_string_append (html, after);
}

static char *
number_in_words (const QhLabelledVariable *variable,
                 double                    number)
{
  if (variable->type == QH_LABELLED_DAY)
    return qh_day_format ((QhDay) number, "%x");
  if (variable->type == QH_LABELLED_TIME)
    return g_strdup_printf ("%02d:%02d", (int) number / 60, (int) number % 60);
  return g_strdup_printf ("%'.6g", number);
}

/* A bar as wide as its share of the most frequent. */
static void
put_bar (GString *html,
         guint    count,
         guint    most)
{
  int width = most > 0 ? (int) lround ((double) CHART_WIDTH * count / most) : 0;

  g_string_append_printf (html,
                          "<td><svg width=\"%d\" height=\"%d\" aria-hidden=\"true\"><rect width=\"%d\" height=\"%d\"/></svg></td>",
                          CHART_WIDTH, BAR_HEIGHT, width, BAR_HEIGHT);
}

static void
put_code (GString    *html,
          double      value,
          const char *code,
          const char *label,
          guint       count,
          guint       most)
{
  g_string_append_printf (html, "<tr><td class=\"n\">%.0f</td>", value);
  put (html, "<td>", code, "</td>");
  put (html, "<td>", label, "</td>");
  g_string_append_printf (html, "<td class=\"n\">%'u</td>", count);
  put_bar (html, count, most);
  g_string_append (html, "</tr>\n");
}

static void
put_codes (GString                  *html,
           const QhLabelled         *labelled,
           const QhLabelledVariable *variable,
           const QhLabelledSummary  *summary)
{
  guint most = 0;

  for (guint i = 0; i < variable->labels->len; i++)
    most = MAX (most, summary->counts[i]);
  g_string_append (html, "<table>\n");
  for (guint i = 0; i < variable->labels->len; i++)
    {
      const QhValueLabel *label = &g_array_index (variable->labels, QhValueLabel, i);

      put_code (html, label->value, label->code, label->label, summary->counts[i], most);
    }
  for (guint kind = 1; variable->may_miss && kind <= QH_N_MISSING; kind++)
    if (summary->missing[kind] > 0)
      {
        g_autofree char *words = g_strdup_printf (_("Missing: %s"), labelled->missing[kind]);

        put_code (html, variable->missing_base - kind, "", words, summary->missing[kind], most);
      }
  g_string_append (html, "</table>\n");
}

static void
put_histogram (GString                  *html,
               const QhLabelledVariable *variable,
               const QhLabelledSummary  *summary)
{
  g_autofree char *least = number_in_words (variable, summary->least);
  g_autofree char *most = number_in_words (variable, summary->most);
  guint highest = 1;
  int width = CHART_WIDTH / QH_SUMMARY_BINS;

  for (guint b = 0; b < QH_SUMMARY_BINS; b++)
    highest = MAX (highest, summary->bins[b]);
  g_string_append_printf (html, "<svg width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"", CHART_WIDTH, HISTOGRAM_HEIGHT);
  put (html, "", _("How the values are spread"), "\">");
  for (guint b = 0; b < QH_SUMMARY_BINS; b++)
    {
      int height = (int) ceil ((double) HISTOGRAM_HEIGHT * summary->bins[b] / highest);

      g_string_append_printf (html, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>", (int) b * width, HISTOGRAM_HEIGHT - height, width - 1, height);
    }
  g_string_append (html, "</svg>\n<p>");
  put (html, "", least, " – ");
  put (html, "", most, "");
  if (variable->type == QH_LABELLED_WHOLE || variable->type == QH_LABELLED_REAL)
    {
      g_autofree char *words = summary->n > 1 ? g_strdup_printf (_("mean %'.4g, standard deviation %'.4g"), summary->mean, summary->deviation)
                                              : g_strdup_printf (_("mean %'.4g"), summary->mean);

      put (html, "; ", words, "");
    }
  g_string_append (html, "</p>\n");
}

static void
put_counts (GString                  *html,
            const QhLabelled         *labelled,
            const QhLabelledVariable *variable,
            const QhLabelledSummary  *summary)
{
  g_string_append (html, "<p>");
  put (html, _("Values"), "", "");
  g_string_append_printf (html, ": %'u. ", summary->n);
  put (html, _("Nothing noted"), "", "");
  g_string_append_printf (html, ": %'u.", summary->empty);
  for (guint kind = 1; variable->labels->len == 0 && kind <= QH_N_MISSING; kind++)
    if (summary->missing[kind] > 0)
      {
        put (html, " ", labelled->missing[kind], "");
        g_string_append_printf (html, " (%.0f): %'u.", variable->missing_base - kind, summary->missing[kind]);
      }
  g_string_append (html, "</p>\n");
}

static void
put_variable (GString                  *html,
              const QhLabelled         *labelled,
              const QhLabelledVariable *variable,
              const QhLabelledSummary  *summary)
{
  g_string_append (html, "<section>\n");
  put (html, "<h2><code>", variable->name, "</code> ");
  put (html, "", variable->label, "</h2>\n");
  put_counts (html, labelled, variable, summary);
  if (variable->labels->len > 0)
    put_codes (html, labelled, variable, summary);
  else if (variable->type != QH_LABELLED_TEXT && summary->n > 0 && variable->column->cell != QH_EXPORT_ROW_NUMBER
           && variable->column->cell != QH_EXPORT_REFERENCE)
    put_histogram (html, variable, summary);
  g_string_append (html, "</section>\n");
}

static void
put_paragraph (GString    *html,
               const char *text)
{
  if (text != NULL && text[0] != '\0')
    put (html, "<p>", text, "</p>\n");
}

/**
 * qh_codebook_new_html:
 * @summaries: from qh_labelled_summarise()
 * @manifest: what is in the data set, with the other files
 *
 * Describes a data set as a page that opens anywhere, without anything from
 * outside: what is in it, what was done for the people behind the rows, and every
 * variable with its codes, counts and a small chart.
 *
 * Returns: (transfer full): an HTML document.
 */
char *
qh_codebook_new_html (QhLabelled       *labelled,
                      GPtrArray        *summaries,
                      const QhManifest *manifest)
{
  static const char *const languages[] = { [QH_LANGUAGE_ES] = "es", [QH_LANGUAGE_EN] = "en", [QH_LANGUAGE_PT] = "pt" };
  const QhDatasetWords *words = manifest->words;
  GString *html = g_string_new (NULL);
  g_autofree char *rows = g_strdup_printf (ngettext ("%'u row, %'u variables.", "%'u rows, %'u variables.", labelled->plan->n_rows),
                                           labelled->plan->n_rows, labelled->variables->len);

  g_string_append_printf (html, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", languages[labelled->plan->options->language]);
  put (html, "<title>", words->title, "</title>\n");
  g_string_append (html, "<style>body{font:16px/1.4 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}"
                         "h2{font-size:1.1rem;margin:2rem 0 .3rem}table{border-collapse:collapse}td{padding:.1rem .8rem .1rem 0;vertical-align:top}"
                         ".n{text-align:right}rect{fill:#1f6f8b}section{break-inside:avoid}</style>\n</head>\n<body>\n");
  put (html, "<h1>", words->title, "</h1>\n");
  put_paragraph (html, words->unit);
  put_paragraph (html, rows);
  put_paragraph (html, words->notes);
  qh_manifest_to_html (manifest, html);
  if (manifest->privacy != NULL)
    qh_privacy_to_html (manifest->privacy, html);
  for (guint v = 0; v < labelled->variables->len; v++)
    put_variable (html, labelled, g_ptr_array_index (labelled->variables, v), g_ptr_array_index (summaries, v));
  g_string_append (html, "</body>\n</html>\n");
  return g_string_free (html, FALSE);
}
