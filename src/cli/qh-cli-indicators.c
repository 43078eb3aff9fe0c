/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "cli/qh-cli-desk.h"
#include "cli/qh-cli-small.h"
#include "desk/qh-indicator.h"

#define MOST_BYTES 1000000

static const char *
say_direction (QhCli *cli, QhDirection direction)
{
  static const char *const words[][2] = {
    [QH_DIRECTION_NONE] = { "none", "" },
    [QH_DIRECTION_UP] = { "up", N_ ("more") },
    [QH_DIRECTION_DOWN] = { "down", N_ ("less") },
  };
  const char *word = words[direction][cli->format == QH_CLI_TEXT];

  return cli->format == QH_CLI_TEXT && word[0] != '\0' ? _ (word) : word;
}

static char *
make_number (QhCli *cli, const QhIndicator *indicator, double value, gboolean hidden)
{
  if (hidden)
    return g_strdup (cli->format == QH_CLI_TEXT ? "…" : "");
  return cli->format == QH_CLI_TEXT && indicator != NULL ? qh_indicator_format (indicator, value)
                                                         : qh_cli_make_real (cli, value);
}

static QhCliOutput *
new_output (QhCli *cli)
{
  const QhCliColumn columns[] = {
    { "code", _ ("Code"), FALSE },           { "label", _ ("Indicator"), FALSE },
    { "category", _ ("Category"), FALSE },   { "value", _ ("Value"), TRUE },
    { "numerator", _ ("Of"), TRUE },         { "denominator", _ ("Over"), TRUE },
    { "direction", _ ("Better"), FALSE },
  };

  return qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));
}

/* Returns: whether it is hidden. */
static gboolean
print_value (QhCli *cli, QhCliOutput *output, const QhIndicatorValue *value, guint least, QhLanguage language)
{
  const QhIndicator *indicator = value->indicator;
  gboolean hidden = qh_indicator_value_tells_few (value, least);
  g_autofree char *number = make_number (cli, indicator, value->value, hidden);
  g_autofree char *numerator = make_number (cli, NULL, value->numerator, hidden);
  g_autofree char *denominator = make_number (cli, NULL, value->denominator, hidden);
  const char *category = cli->format == QH_CLI_TEXT ? value->label : value->category;

  qh_cli_output_row (output,
                     (const char *const[]){ indicator->code,
                                            qh_labels_get (indicator->labels, language),
                                            category != NULL ? category : "",
                                            number,
                                            numerator,
                                            denominator,
                                            say_direction (cli, indicator->direction) });
  return hidden;
}

static gboolean
print_all (QhCli *cli, QhStore *store, GError **error)
{
  g_autoptr (QhDesk) desk = qh_cli_new_desk (cli, store, error);
  g_autoptr (GPtrArray) indicators = desk != NULL ? qh_indicators_list (store, error) : NULL;
  g_autoptr (QhCliOutput) output = NULL;
  guint least = qh_cli_get_least (store);
  gboolean any_hidden = FALSE;

  if (indicators == NULL)
    return FALSE;
  output = new_output (cli);
  for (guint i = 0; i < indicators->len; i++)
    {
      g_autoptr (GArray) values
        = qh_indicator_evaluate (g_ptr_array_index (indicators, i), desk, error);

      if (values == NULL)
        return FALSE;
      for (guint v = 0; v < values->len; v++)
        any_hidden |= print_value (cli,
                                   output,
                                   &g_array_index (values, QhIndicatorValue, v),
                                   least,
                                   qh_store_get_language (store));
    }
  if (any_hidden)
    qh_cli_note_hidden (least);
  return qh_cli_output_close (output, error);
}

static gboolean
add (QhStore *store, const char *path, GError **error)
{
  g_autofree char *json = NULL;
  g_autofree char *code = NULL;
  g_autoptr (GError) reason = NULL;
  gsize length;

  if (!g_file_get_contents (path, &json, &length, &reason))
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_PLACE,
                   _ ("“%s” cannot be read: %s. Check its name."),
                   path,
                   reason->message);
      return FALSE;
    }
  if (length > MOST_BYTES || !g_utf8_validate (json, (gssize)length, NULL))
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_FORMAT,
                   _ ("“%s” is no definition of an indicator: it is too long or no text."),
                   path);
      return FALSE;
    }
  if (!qh_indicators_add (store, json, &code, error))
    return FALSE;
  qh_cli_note (_ ("The indicator “%s” was added."), code);
  return TRUE;
}

static gboolean
run (QhCli *cli, GError **error)
{
  const char *file = qh_cli_get (cli, "add");
  const char *code = qh_cli_get (cli, "remove");
  g_autoptr (QhStore) store = qh_cli_open (cli, error);

  if (store == NULL || (file != NULL && !add (store, file, error))
      || (code != NULL && !qh_indicators_remove (store, code, error)))
    return FALSE;
  return file != NULL || code != NULL || print_all (cli, store, error);
}

static const GOptionEntry entries[] = {
  QH_CLI_PERIOD_OPTION,
  QH_CLI_SCOPE_OPTIONS,
  QH_CLI_OPTION ("add", N_ ("Add the unit's own indicator that FILE defines"), N_ ("FILE")),
  QH_CLI_OPTION ("remove", N_ ("Take one of the unit's own away"), N_ ("CODE")),
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_indicators = {
  .name = "indicators",
  .arguments = N_ ("WORKSPACE"),
  .summary = N_ ("Compute the indicators of a period"),
  .entries = entries,
  .least = 1,
  .most = 1,
  .run = run,
};
