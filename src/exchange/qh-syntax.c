/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-labelled-files.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Each program's way to write a text; a line's end becomes a blank in all. */
typedef char *(*Quote) (const char *text);

static char *
quote_with (const char *text,
            const char *before,
            const char *after,
            char        doubled,
            gboolean    backslashes)
{
  GString *quoted = g_string_new (before);

  for (; *text != '\0'; text++)
    if (*text == '\n' || *text == '\r' || *text == '\t')
      g_string_append_c (quoted, ' ');
    else
      {
        if (*text == doubled)
          g_string_append_c (quoted, doubled);
        else if (backslashes && (*text == '"' || *text == '\\'))
          g_string_append_c (quoted, '\\');
        g_string_append_c (quoted, *text);
      }
  g_string_append (quoted, after);
  return g_string_free (quoted, FALSE);
}

static char *
quote_r (const char *text)
{
  return quote_with (text, "\"", "\"", '\0', TRUE);
}

/* Within its quotes `"…"' Stata still looks for macros, $name and `name', for quotes
 * within, and for the end, which an apostrophe after a quotation mark would be. A
 * backslash before what it keeps from being a macro would be one too few. */
static char *
quote_stata (const char *text)
{
  g_autofree char *plain = quote_with (text, "", "", '\0', FALSE);
  GString *quoted = g_string_new ("`\"");

  for (const char *at = plain; *at != '\0'; at++)
    {
      gboolean opens = *at == '`' && (at[1] == '"' || at[1] == '\0'); /* the end is a quotation mark too */

      if (*at == '$' || (*at == '`' && !opens))
        g_string_append_c (quoted, '\\');
      if (*at == '\'' && at > plain && at[-1] == '"')
        g_string_append (quoted, "’");
      else if (opens)
        g_string_append (quoted, "‘");
      else if (*at == '\\' && (at[1] == '$' || at[1] == '`'))
        g_string_append_c (quoted, '/');
      else
        g_string_append_c (quoted, *at);
    }
  g_string_append (quoted, "\"'");
  return g_string_free (quoted, FALSE);
}

static char *
quote_spss (const char *text)
{
  return quote_with (text, "'", "'", '\'', FALSE);
}

static void
put_quoted (GString    *syntax,
            Quote       quote,
            const char *text)
{
  g_autofree char *quoted = quote (text);

  g_string_append (syntax, quoted);
}

/* The csv beside it. */
static void
put_file (GString              *syntax,
          Quote                 quote,
          const QhDatasetWords *words)
{
  g_autofree char *file = g_strconcat (words->name, ".csv", NULL);

  put_quoted (syntax, quote, file);
}

/* A comment of one line; what would make it longer or shorter than that in Stata is taken out. */
static void
put_heading (GString              *syntax,
             const char           *mark,
             const QhDatasetWords *words)
{
  g_autofree char *title = quote_with (words->title, "", "", '\0', FALSE);

  for (char *at = title; *at != '\0'; at++)
    if (at[0] == '/' && (at[1] == '*' || at[1] == '/'))
      at[0] = '|';
  g_string_append_printf (syntax, _("%s %s. Reads %s.csv, which stands beside this file, and labels it."), mark, title, words->name);
  g_string_append_c (syntax, '\n');
}

static gboolean
is_read_as_text (const QhLabelledVariable *variable)
{
  return variable->type == QH_LABELLED_DAY || variable->type == QH_LABELLED_TIME || variable->type == QH_LABELLED_TEXT;
}

/* R */

static void
put_r_factor (GString                  *syntax,
              const QhLabelledVariable *variable)
{
  g_string_append_printf (syntax, "d$%s <- qh_factor(d$%s, c(", variable->name, variable->name);
  for (guint i = 0; i < variable->labels->len; i++)
    g_string_append_printf (syntax, "%s%.0f", i > 0 ? "," : "", g_array_index (variable->labels, QhValueLabel, i).value);
  g_string_append (syntax, "), c(");
  for (guint i = 0; i < variable->labels->len; i++)
    {
      g_string_append (syntax, i > 0 ? ", " : "");
      put_quoted (syntax, quote_r, g_array_index (variable->labels, QhValueLabel, i).label);
    }
  g_string_append (syntax, "))\n");
}

static void
put_r_variable (GString                  *syntax,
                const QhLabelledVariable *variable)
{
  const char *name = variable->name;

  if (variable->may_miss)
    g_string_append_printf (syntax, "d <- qh_missing(d, \"%s\", %.0f)\n", name, variable->missing_base);
  if (variable->type == QH_LABELLED_DAY)
    g_string_append_printf (syntax, "d$%s <- as.Date(d$%s)\n", name, name);
  if (variable->labels->len > 0)
    put_r_factor (syntax, variable);
  g_string_append_printf (syntax, "attr(d$%s, \"label\") <- ", name);
  put_quoted (syntax, quote_r, variable->label);
  g_string_append_c (syntax, '\n');
}

/**
 * qh_syntax_new_r:
 *
 * Writes a script of base R that makes a data frame `d` of the csv: codes are
 * factors, dates dates, missing values NA; which kind of missing each is stands in
 * a factor `<name>_missing` where there are any.
 *
 * Returns: (transfer full): the script.
 */
char *
qh_syntax_new_r (QhLabelled           *labelled,
                 const QhDatasetWords *words)
{
  GString *syntax = g_string_new (NULL);

  put_heading (syntax, "#", words);
  g_string_append (syntax, "qh_kinds <- c(");
  for (guint kind = 1; kind <= QH_N_MISSING; kind++)
    {
      g_string_append (syntax, kind > 1 ? ", " : "");
      put_quoted (syntax, quote_r, labelled->missing[kind]);
    }
  g_string_append (syntax, ")\n"
                           "qh_missing <- function(d, name, base) {\n"
                           "  kind <- base - suppressWarnings(as.numeric(as.character(d[[name]])))\n"
                           "  kind[is.na(kind) | !(kind %in% seq_along(qh_kinds))] <- NA\n"
                           "  if (any(!is.na(kind))) d[[paste0(name, \"_missing\")]] <- factor(kind, seq_along(qh_kinds), qh_kinds)\n"
                           "  d[[name]][!is.na(kind)] <- NA\n"
                           "  d\n"
                           "}\n"
                           "qh_factor <- function(x, values, labels) {\n"
                           "  twice <- duplicated(labels) | duplicated(labels, fromLast = TRUE)\n"
                           "  labels[twice] <- paste0(labels[twice], \" [\", values[twice], \"]\")\n"
                           "  factor(x, values, labels)\n"
                           "}\n");
  g_string_append (syntax, "d <- read.csv(");
  put_file (syntax, quote_r, words);
  g_string_append (syntax, ", encoding = \"UTF-8\", na.strings = \"\", colClasses = c(");
  for (guint v = 0; v < labelled->variables->len; v++)
    {
      const QhLabelledVariable *variable = g_ptr_array_index (labelled->variables, v);

      if (v == 0 || is_read_as_text (variable)) /* the first is the row's number */
        g_string_append_printf (syntax, "%s%s = \"%s\"", v > 0 ? ", " : "", variable->name, v > 0 ? "character" : "integer");
    }
  g_string_append (syntax, "))\n");
  for (guint v = 0; v < labelled->variables->len; v++)
    put_r_variable (syntax, g_ptr_array_index (labelled->variables, v));
  return g_string_free (syntax, FALSE);
}

/* Stata */

/* Dates and times come as texts. A kind of missing is told from the text: −1 is a day, too. */
static void
put_stata_date (GString                  *syntax,
                const QhLabelledVariable *variable)
{
  const char *name = variable->name;
  gboolean is_day = variable->type == QH_LABELLED_DAY;

  g_string_append_printf (syntax, "generate double _qh = %s(%s, \"%s\")\n", is_day ? "date" : "clock", name, is_day ? "YMD" : "hm");
  for (guint kind = 1; variable->may_miss && kind <= QH_N_MISSING; kind++)
    g_string_append_printf (syntax, "replace _qh = .%c if %s == \"%.0f\"\n", 'a' + (char) kind - 1, name, variable->missing_base - kind);
  g_string_append_printf (syntax, "order _qh, after(%s)\ndrop %s\nrename _qh %s\nformat %s %s\n", name, name, name, name,
                          is_day ? "%td" : "%tcHH:MM");
}

static void
put_stata_variable (GString                  *syntax,
                    const QhLabelled         *labelled,
                    const QhLabelledVariable *variable)
{
  const char *name = variable->name;
  g_autofree char *cut = qh_labelled_cut (variable->label, 320, 80);

  if (variable->type == QH_LABELLED_DAY || variable->type == QH_LABELLED_TIME)
    put_stata_date (syntax, variable);
  else if (variable->may_miss)
    for (guint kind = 1; kind <= QH_N_MISSING; kind++)
      g_string_append_printf (syntax, "replace %s = .%c if %s == %.0f\n", name, 'a' + (char) kind - 1, name, variable->missing_base - kind);
  g_string_append_printf (syntax, "label variable %s ", name);
  put_quoted (syntax, quote_stata, cut);
  g_string_append_c (syntax, '\n');
  if (variable->labels->len == 0 && !variable->may_miss)
    return;
  for (guint i = 0; i < variable->labels->len; i++)
    {
      const QhValueLabel *label = &g_array_index (variable->labels, QhValueLabel, i);

      g_string_append_printf (syntax, "label define %s %.0f ", name, label->value);
      put_quoted (syntax, quote_stata, label->label);
      g_string_append (syntax, ", modify\n");
    }
  for (guint kind = 1; variable->may_miss && kind <= QH_N_MISSING; kind++)
    {
      g_string_append_printf (syntax, "label define %s .%c ", name, 'a' + (char) kind - 1);
      put_quoted (syntax, quote_stata, labelled->missing[kind]);
      g_string_append (syntax, ", modify\n");
    }
  g_string_append_printf (syntax, "label values %s %s\n", name, name);
}

/* Which columns are texts, or numbers; nothing is left to be guessed from what is in them. */
static void
put_stata_columns (GString          *syntax,
                   const QhLabelled *labelled,
                   const char       *option,
                   gboolean          texts)
{
  guint n = 0;

  for (guint v = 0; v < labelled->variables->len; v++)
    if (is_read_as_text (g_ptr_array_index (labelled->variables, v)) == texts)
      {
        if (n++ == 0)
          g_string_append_printf (syntax, " %s(%u", option, v + 1);
        else
          g_string_append_printf (syntax, " %u", v + 1);
      }
  if (n > 0)
    g_string_append_c (syntax, ')');
}

/**
 * qh_syntax_new_stata:
 *
 * Writes a do-file for Stata 14 or later that reads the csv; kinds of missing
 * become .a to .d.
 *
 * Returns: (transfer full): the do-file.
 */
char *
qh_syntax_new_stata (QhLabelled           *labelled,
                     const QhDatasetWords *words)
{
  GString *syntax = g_string_new ("version 14\n");

  put_heading (syntax, "*", words);
  g_string_append (syntax, "import delimited using ");
  put_file (syntax, quote_stata, words);
  g_string_append (syntax, ", clear varnames(1) case(preserve) encoding(\"UTF-8\") bindquote(strict) asdouble");
  put_stata_columns (syntax, labelled, "stringcols", TRUE);
  put_stata_columns (syntax, labelled, "numericcols", FALSE);
  g_string_append_c (syntax, '\n');
  for (guint v = 0; v < labelled->variables->len; v++)
    put_stata_variable (syntax, labelled, g_ptr_array_index (labelled->variables, v));
  return g_string_free (syntax, FALSE);
}

/* SPSS */

static void
put_spss_columns (GString          *syntax,
                  const QhLabelled *labelled)
{
  for (guint v = 0; v < labelled->variables->len; v++)
    {
      const QhLabelledVariable *variable = g_ptr_array_index (labelled->variables, v);
      gboolean is_time = variable->type == QH_LABELLED_DAY || variable->type == QH_LABELLED_TIME;

      if (is_time)
        g_string_append_printf (syntax, "\n  qh_%u A10", v + 1);
      else if (variable->type == QH_LABELLED_TEXT)
        g_string_append_printf (syntax, "\n  %s A%u", variable->name, (guint) MIN (variable->width, 32000));
      else
        g_string_append_printf (syntax, "\n  %s %s", variable->name, variable->type == QH_LABELLED_REAL ? "F24.0" : "F12.0");
    }
  g_string_append (syntax, ".\n");
}

/* Dates and times are read as texts, for a kind of missing is no date. */
static void
put_spss_dates (GString          *syntax,
                const QhLabelled *labelled)
{
  for (guint v = 0; v < labelled->variables->len; v++)
    {
      const QhLabelledVariable *variable = g_ptr_array_index (labelled->variables, v);
      const char *name = variable->name;
      gboolean is_day = variable->type == QH_LABELLED_DAY;

      if (!is_day && variable->type != QH_LABELLED_TIME)
        continue;
      g_string_append_printf (syntax, "NUMERIC %s (%s).\n", name, is_day ? "SDATE10" : "TIME5");
      g_string_append_printf (syntax, "DO IF SUBSTR(qh_%u, 1, 1) = '-'.\nCOMPUTE %s = NUMBER(qh_%u, F10.0).\n", v + 1, name, v + 1);
      g_string_append_printf (syntax, "ELSE IF qh_%u <> ''.\nCOMPUTE %s = NUMBER(qh_%u, %s).\nEND IF.\n", v + 1, name, v + 1,
                              is_day ? "SDATE10" : "TIME5");
    }
  g_string_append (syntax, "EXECUTE.\n");
  for (guint v = 0; v < labelled->variables->len; v++)
    {
      const QhLabelledVariable *variable = g_ptr_array_index (labelled->variables, v);

      if (variable->type == QH_LABELLED_DAY || variable->type == QH_LABELLED_TIME)
        g_string_append_printf (syntax, "DELETE VARIABLES qh_%u.\n", v + 1);
      else if (variable->type == QH_LABELLED_REAL)
        g_string_append_printf (syntax, "FORMATS %s (F12.4).\n", variable->name);
    }
}

static void
put_spss_labels (GString                  *syntax,
                 const QhLabelled         *labelled,
                 const QhLabelledVariable *variable)
{
  const char *name = variable->name;
  g_autofree char *cut = qh_labelled_cut (variable->label, 255, -1);

  g_string_append_printf (syntax, "VARIABLE LABELS %s ", name);
  put_quoted (syntax, quote_spss, cut);
  g_string_append (syntax, ".\n");
  if (variable->labels->len == 0 && !variable->may_miss)
    return;
  g_string_append_printf (syntax, "VALUE LABELS %s", name);
  for (guint i = 0; i < variable->labels->len; i++)
    {
      const QhValueLabel *label = &g_array_index (variable->labels, QhValueLabel, i);
      g_autofree char *words = qh_labelled_cut (label->label, 120, -1);

      g_string_append_printf (syntax, "\n  %.0f ", label->value);
      put_quoted (syntax, quote_spss, words);
    }
  for (guint kind = 1; variable->may_miss && kind <= QH_N_MISSING; kind++)
    {
      g_string_append_printf (syntax, "\n  %.0f ", variable->missing_base - kind);
      put_quoted (syntax, quote_spss, labelled->missing[kind]);
    }
  g_string_append (syntax, ".\n");
  if (variable->may_miss)
    g_string_append_printf (syntax, "MISSING VALUES %s (%.0f THRU %.0f).\n", name, variable->missing_base - QH_N_MISSING, variable->missing_base - 1);
  g_string_append_printf (syntax, "VARIABLE LEVEL %s (%s).\n", name,
                            qh_labelled_is_ordinal (variable) ? "ORDINAL"
                            : variable->labels->len > 0       ? "NOMINAL"
                                                              : "SCALE");
}

/**
 * qh_syntax_new_spss:
 *
 * Writes a syntax file for SPSS or PSPP that reads the csv; kinds of missing are
 * user-missing values.
 *
 * Returns: (transfer full): the syntax.
 */
char *
qh_syntax_new_spss (QhLabelled           *labelled,
                    const QhDatasetWords *words)
{
  GString *syntax = g_string_new (NULL);

  put_heading (syntax, "*", words);
  g_string_append (syntax, "SET DECIMAL=DOT.\nGET DATA /TYPE=TXT /FILE=");
  put_file (syntax, quote_spss, words);
  g_string_append (syntax, " /ENCODING='UTF-8' /ARRANGEMENT=DELIMITED /FIRSTCASE=2 /DELIMITERS=',' /QUALIFIER='\"' /VARIABLES=");
  put_spss_columns (syntax, labelled);
  put_spss_dates (syntax, labelled);
  for (guint v = 0; v < labelled->variables->len; v++)
    put_spss_labels (syntax, labelled, g_ptr_array_index (labelled->variables, v));
  return g_string_free (syntax, FALSE);
}
