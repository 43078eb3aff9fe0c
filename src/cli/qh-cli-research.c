/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/qh-cli-research.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "domain/qh-json.h"

#define DATABASE_MARK "SQLite format 3"

static gboolean
is_database (const char *path)
{
  char mark[sizeof DATABASE_MARK] = "";
  FILE *file = fopen (path, "rbe");
  gboolean whole = file != NULL && fread (mark, 1, sizeof mark, file) == sizeof mark;

  if (file != NULL)
    fclose (file);
  return whole && memcmp (mark, DATABASE_MARK, sizeof mark) == 0;
}

/**
 * qh_cli_source_open_either:
 * @source: (out caller-allocates): to be cleared, also after an error
 *
 * As qh_cli_source_open(), where the first argument may itself be a table.
 */
gboolean
qh_cli_source_open_either (QhCli *cli, QhCliSource *source, GError **error)
{
  guint kind = qh_cli_read_kind (cli, "unit", error);

  if (kind == 0)
    return FALSE;
  if (is_database (cli->arguments[0]))
    return qh_cli_source_open (cli, kind, source, error);
  return qh_cli_source_open_csv (cli, cli->arguments[0], source, error);
}

/**
 * qh_cli_split:
 *
 * Returns: (transfer full): the names of an option that was given as A,B,C or several times.
 */
char **
qh_cli_split (QhCli *cli, const char *option)
{
  GPtrArray *texts = qh_cli_get_all (cli, option);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; texts != NULL && i < texts->len; i++)
    {
      g_auto (GStrv) names = g_strsplit (g_ptr_array_index (texts, i), ",", -1);

      for (guint n = 0; names[n] != NULL; n++)
        if (g_strstrip (names[n])[0] != '\0')
          g_strv_builder_add (builder, names[n]);
    }
  return g_strv_builder_end (builder);
}

/**
 * qh_cli_choose_quasi:
 *
 * Returns: (transfer full): those of --quasi, or those that the dictionary marks.
 */
char **
qh_cli_choose_quasi (QhCli *cli, const QhCliSource *source)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (qh_cli_get (cli, "quasi") != NULL || source->csv != NULL)
    return qh_cli_split (cli, "quasi");
  for (guint i = 0; i < qh_frame_get_n_columns (source->frame); i++)
    {
      const QhFrameColumn *column = qh_frame_get_column (source->frame, i);

      if (column->field->sensitivity == QH_SENSITIVITY_QUASI_IDENTIFIER && column->form != QH_COLUMN_LIST)
        g_strv_builder_add (builder, column->field->name);
    }
  return g_strv_builder_end (builder);
}

/**
 * qh_cli_make_figure:
 *
 * Returns: (transfer full): as qh_cli_make_real(), counts without a fraction.
 */
char *
qh_cli_make_figure (QhCli *cli, double value)
{
  return value == floor (value) && fabs (value) < 1e15 ? g_strdup_printf ("%.0f", value) : qh_cli_make_real (cli, value);
}

/**
 * qh_cli_get_real:
 * @fallback: what it is when it is not given
 *
 * Returns: whether the option is a number from @min to @max.
 */
gboolean
qh_cli_get_real (QhCli *cli, const char *name, double fallback, double min, double max, double *real, GError **error)
{
  const char *text = qh_cli_get (cli, name);
  char *end = NULL;

  *real = text != NULL ? g_ascii_strtod (text, &end) : fallback;
  if (text == NULL || (end != text && *end == '\0' && *real >= min && *real <= max))
    return TRUE;
  g_set_error (error, QH_ERROR, QH_ERROR_RANGE, _ ("--%s: “%s” is not a number from %g to %g. Correct it."), name, text, min, max);
  return FALSE;
}

/**
 * qh_cli_get_loss:
 * @loss: (inout): stays where the option is not given
 *
 * Returns: whether the option --loss names a loss, or is not given.
 */
gboolean
qh_cli_get_loss (QhCli *cli, QhLoss *loss, GError **error)
{
  const char *word = qh_cli_get (cli, "loss");
  QhLoss chosen = word != NULL ? qh_loss_parse (word) : *loss;

  if (chosen == QH_N_LOSSES)
    {
      g_set_error (error, QH_ERROR, QH_ERROR_CODE, _ ("--loss: there is no “%s”. Choose ncp, discernibility or class-size."), word);
      return FALSE;
    }
  *loss = chosen;
  return TRUE;
}

/**
 * qh_cli_split_pair:
 * @name: (out) (transfer full): what stands before the first =
 * @rest: (out): what stands behind it
 *
 * Returns: whether @text is VARIABLE=VALUE.
 */
gboolean
qh_cli_split_pair (const char *option, const char *text, char **name, const char **rest, GError **error)
{
  const char *equals = strchr (text, '=');

  if (equals == NULL || equals == text || equals[1] == '\0')
    {
      g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _ ("--%s: “%s” is not VARIABLE=VALUE. Correct it."), option, text);
      return FALSE;
    }
  *name = g_strndup (text, equals - text);
  *rest = equals + 1;
  return TRUE;
}

/* JSON with all digits */

/**
 * qh_cli_json_diversity:
 * @diversity: (nullable): %NULL for nulls
 */
void
qh_cli_json_diversity (JsonBuilder *builder, const QhDiversity *diversity)
{
  if (diversity == NULL)
    {
      qh_json_real (builder, "l_distinct", NAN);
      qh_json_real (builder, "l_entropy", NAN);
      qh_json_real (builder, "l_recursive", NAN);
      qh_json_real (builder, "t", NAN);
      return;
    }
  qh_json_count (builder, "l_distinct", diversity->l_distinct);
  qh_json_real (builder, "l_entropy", diversity->l_entropy);
  qh_json_count (builder, "l_recursive", diversity->l_recursive);
  qh_json_real (builder, "t", diversity->t);
}

/**
 * qh_cli_json_risk:
 * @diversity: (nullable): %NULL where no variable is sensitive
 *
 * Adds the members by which other programs know the risk.
 */
void
qh_cli_json_risk (JsonBuilder *builder, const QhRisk *risk, const QhDiversity *diversity)
{
  qh_json_count (builder, "records", risk->records);
  if (risk->classes > 0)
    qh_json_count (builder, "classes", risk->classes);
  else
    qh_json_real (builder, "classes", NAN);
  qh_json_count (builder, "k", risk->k);
  qh_json_count (builder, "uniques", risk->uniques);
  qh_json_real (builder, "average_risk", risk->average_risk);
  qh_json_real (builder, "highest_risk", risk->highest_risk);
  qh_cli_json_diversity (builder, diversity);
}

gboolean
qh_cli_print_json (JsonBuilder *builder, GError **error)
{
  g_autofree char *text = qh_json_to_text (builder, TRUE);
  g_autofree char *line = g_strconcat (text, "\n", NULL);

  return qh_cli_print (line, error);
}
