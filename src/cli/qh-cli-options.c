/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "cli/qh-cli-private.h"

/* Texts come as the system's bytes: UTF-8, or else what the locale says. */
static char *
to_utf8 (const char *bytes)
{
  if (g_utf8_validate (bytes, -1, NULL))
    return g_strdup (bytes);
  return g_locale_to_utf8 (bytes, -1, NULL, NULL, NULL);
}

/**
 * qh_cli_option_cb:
 *
 * Keeps the text of an option; for #GOptionEntry tables, which so hold no
 * addresses of variables and can be const.
 */
gboolean
qh_cli_option_cb (const char *name,
                  const char *value,
                  gpointer    data,
                  GError    **error)
{
  QhCli *cli = data;
  const char *key = name + strspn (name, "-");
  GPtrArray *texts = g_hash_table_lookup (cli->options, key);
  char *text = to_utf8 (value != NULL ? value : "yes");

  if (text == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("%s: the text has bytes that are not letters. Type it again."), name);
      return FALSE;
    }
  if (texts == NULL)
    {
      texts = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (cli->options, g_strdup (key), texts);
    }
  g_ptr_array_add (texts, text);
  return TRUE;
}

static gboolean
read_format (QhCli   *cli,
             GError **error)
{
  static const char *const names[] = { "text", "csv", "json" };
  const char *name = qh_cli_get (cli, "format");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (name == NULL || g_str_equal (name, names[i]))
      {
        cli->format = (QhCliFormat) i;
        return TRUE;
      }
  g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _("There is no format “%s”. Choose text, csv or json."), name);
  return FALSE;
}

static gboolean
check_arguments (QhCli   *cli,
                 guint    most,
                 GError **error)
{
  guint given = g_strv_length (cli->arguments);

  if (given >= cli->command->least && given <= most)
    return TRUE;
  if (given > most)
    g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _("“%s” is one argument too many. The usage is: quehacer %s %s"),
                 cli->arguments[most], cli->command->name, _(cli->command->arguments));
  else
    g_set_error (error, QH_ERROR, QH_ERROR_REQUIRED, _("An argument is missing. The usage is: quehacer %s %s"),
                 cli->command->name, _(cli->command->arguments));
  return FALSE;
}

/* What --from-csv names stands in the place of the workspace. */
static void
take_arguments (QhCli *cli,
                char **rest)
{
  const char *csv = qh_cli_get (cli, "from-csv");
  g_autoptr (GStrvBuilder) arguments = g_strv_builder_new ();

  if (csv != NULL)
    g_strv_builder_add (arguments, csv);
  g_strv_builder_addv (arguments, (const char **) rest);
  cli->arguments = g_strv_builder_end (arguments);
}

/* GLib says which option it does not know, but not where to see those that there are. */
static gboolean
refuse_options (QhCli   *cli,
                GError  *reason, /* (transfer full) */
                GError **error)
{
  g_autoptr (GError) unknown = reason;

  if (!g_error_matches (reason, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION))
    {
      g_propagate_error (error, g_steal_pointer (&unknown));
      return FALSE;
    }
  g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _("%s. “quehacer %s --help” lists what there is."), reason->message, cli->command->name);
  return FALSE;
}

static gboolean
parse (QhCli              *cli,
       const GOptionEntry *more,
       gboolean            strict,
       GError            **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (_(cli->command->arguments));
  GOptionGroup *group = g_option_group_new (cli->command->name, "", "", cli, NULL);
  g_autofree char *description = cli->command->describe != NULL ? cli->command->describe () : NULL;
  g_autofree char *program = g_strconcat ("quehacer ", cli->command->name, NULL);
  g_auto (GStrv) rest = g_new0 (char *, cli->argc + 1);
  GError *reason = NULL;

  for (int i = 0; i < cli->argc; i++)
    rest[i] = g_strdup (cli->argv[i]);
  qh_cli_clear (cli);
  cli->options = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_set_prgname (program);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  if (cli->command->entries != NULL)
    g_option_group_add_entries (group, cli->command->entries);
  if (more != NULL)
    g_option_group_add_entries (group, more);
  g_option_context_set_main_group (context, group);
  g_option_context_set_summary (context, _(cli->command->summary));
  g_option_context_set_description (context, description);
  g_option_context_set_ignore_unknown_options (context, !strict);
  if (!g_option_context_parse_strv (context, &rest, &reason))
    return refuse_options (cli, reason, error);
  take_arguments (cli, rest + 1);
  return read_format (cli, error) && check_arguments (cli, strict ? cli->command->most : G_MAXUINT, error);
}

/**
 * qh_cli_parse:
 * @more: (nullable): options beside the command's own
 *
 * Returns: whether options and arguments are what the command takes. --help
 *   prints and ends the program.
 */
gboolean
qh_cli_parse (QhCli              *cli,
              const GOptionEntry *more,
              GError            **error)
{
  return parse (cli, more, TRUE, error);
}

/**
 * qh_cli_parse_some:
 *
 * As qh_cli_parse(), leaving options that are not yet known alone, for what
 * must open the workspace before it knows them.
 */
gboolean
qh_cli_parse_some (QhCli   *cli,
                   GError **error)
{
  g_autoptr (QhDictionary) dictionary = qh_dictionary_new_builtin ();
  GOptionEntry *entries = qh_cli_field_entries (qh_dictionary_get_kind (dictionary, QH_KIND_ACTIVITY), qh_language_from_locale ());
  gboolean done = parse (cli, entries, FALSE, error);

  qh_cli_field_entries_free (entries);
  return done;
}

void
qh_cli_clear (QhCli *cli)
{
  g_clear_pointer (&cli->options, g_hash_table_unref);
  g_clear_pointer (&cli->arguments, g_strfreev);
}

/**
 * qh_cli_put_workspace_first:
 * @things: (array zero-terminated=1): what the other argument may be
 *
 * Lets "list activities W" be as good as "list W activities".
 */
void
qh_cli_put_workspace_first (QhCli             *cli,
                            const char *const *things)
{
  char *first = cli->arguments[0];

  if (!g_strv_contains (things, first) || g_strv_contains (things, cli->arguments[1]))
    return;
  cli->arguments[0] = cli->arguments[1];
  cli->arguments[1] = first;
}

/**
 * qh_cli_get_all:
 *
 * Returns: (transfer none) (nullable) (element-type utf8): all that was given for an option.
 */
GPtrArray *
qh_cli_get_all (QhCli      *cli,
                const char *name)
{
  return g_hash_table_lookup (cli->options, name);
}

/**
 * qh_cli_get:
 *
 * Returns: (transfer none) (nullable): what was last given for an option.
 */
const char *
qh_cli_get (QhCli      *cli,
            const char *name)
{
  GPtrArray *texts = qh_cli_get_all (cli, name);

  return texts != NULL ? g_ptr_array_index (texts, texts->len - 1) : NULL;
}

/**
 * qh_cli_get_count:
 * @fallback: what it is when it is not given
 *
 * Returns: whether the option is a whole number from @min to @max.
 */
gboolean
qh_cli_get_count (QhCli      *cli,
                  const char *name,
                  gint64      fallback,
                  gint64      min,
                  gint64      max,
                  gint64     *count,
                  GError    **error)
{
  const char *text = qh_cli_get (cli, name);

  *count = fallback;
  if (text == NULL || g_ascii_string_to_signed (text, 10, min, max, count, NULL))
    return TRUE;
  g_set_error (error, QH_ERROR, QH_ERROR_RANGE,
               _("--%s: “%s” is not a whole number from %" PRId64 " to %" PRId64 ". Correct it."), name, text, min, max);
  return FALSE;
}

/**
 * qh_cli_get_day:
 * @fallback: what it is when it is not given
 *
 * Returns: whether the option is a date that exists.
 */
gboolean
qh_cli_get_day (QhCli      *cli,
                const char *name,
                QhDay       fallback,
                QhDay      *day,
                GError    **error)
{
  const char *text = qh_cli_get (cli, name);

  *day = text != NULL ? qh_day_from_iso (text) : fallback;
  if (text == NULL || *day != QH_NO_DAY)
    return TRUE;
  g_set_error (error, QH_ERROR, QH_ERROR_RANGE, _("--%s: there is no date “%s”. Write it as 2026-10-30."), name, text);
  return FALSE;
}
