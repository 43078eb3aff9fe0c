/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Below which count figures are hidden, and from whom. */
#include "config.h"

#include "cli/qh-cli-small.h"

#include <glib/gi18n-lib.h>

#include "store/qh-unit-number.h"

static gint64
get_of_unit (QhStore *store)
{
  return qh_unit_number_get (store, QH_UNIT_SMALL_CELLS);
}

/**
 * qh_cli_get_least:
 * @store: (nullable): a workspace; %NULL of a table that somebody brings
 *
 * Returns: the least count that its user may see; 0 for all, as for who may see whose
 *   rows they are.
 */
guint
qh_cli_get_least (QhStore *store)
{
  return store == NULL || qh_store_may_see_identities (store) ? 0 : (guint)get_of_unit (store);
}

/**
 * qh_cli_read_least:
 * @store: (nullable): a workspace; %NULL of a table that somebody brings
 * @leaves: whether the figures leave the program, as a picture does
 * @least: (out): the least count that may be shown; 0 for all
 *
 * Reads --small-cells. Where it is not given it is the unit's number for what leaves the
 * program and for who may not see the rows, and these may not ask for less.
 *
 * Returns: whether it could be.
 */
gboolean
qh_cli_read_least (QhCli *cli, QhStore *store, gboolean leaves, guint *least, GError **error)
{
  gint64 lowest = qh_cli_get_least (store), usual = leaves && store != NULL ? get_of_unit (store) : lowest;
  gint64 value;

  if (!qh_cli_get_count (cli, "small-cells", usual, 0, qh_unit_number_get_most (QH_UNIT_SMALL_CELLS), &value, error))
    return FALSE;
  if (lowest >= 2 && value < lowest)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_PASSPHRASE,
                   _ ("--small-cells: your role does not see whom the figures are of, so those below %u stay hidden. "
                      "Leave it out, or ask a supervisor."),
                   (guint)lowest);
      return FALSE;
    }
  *least = (guint)value;
  return TRUE;
}

/**
 * qh_cli_may_part:
 *
 * Returns: whether figures of what every --where lets through may be told beside those of
 *   all rows, see qh_filter_may_part().
 */
gboolean
qh_cli_may_part (const QhCliSource *source, guint least, GError **error)
{
  return qh_filter_may_part (source->filter, source->frame, source->mask, least, error);
}

/**
 * qh_cli_note_hidden:
 *
 * Says beside figures that some are not shown.
 */
void
qh_cli_note_hidden (guint least)
{
  qh_cli_note (_ ("Counts below %u, and those that would give them away, are hidden."), least);
}

/* The command */

static gboolean
print_least (QhCli *cli, QhStore *store, GError **error)
{
  const QhCliColumn columns[] = { { "least", _ ("The least figure that is shown"), TRUE } };
  g_autofree char *least = g_strdup_printf ("%" G_GINT64_FORMAT, get_of_unit (store));
  g_autoptr (QhCliOutput) output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));

  qh_cli_output_row (output, (const char *const[]){ least });
  return qh_cli_output_close (output, error);
}

static gboolean
run (QhCli *cli, GError **error)
{
  g_autoptr (QhStore) store = qh_cli_open (cli, error);
  gint64 least;

  if (store == NULL)
    return FALSE;
  if (qh_cli_get (cli, "least") == NULL)
    return print_least (cli, store, error);
  if (!qh_cli_get_count (cli, "least", 0, 0, qh_unit_number_get_most (QH_UNIT_SMALL_CELLS), &least, error)
      || !qh_unit_number_set (store, QH_UNIT_SMALL_CELLS, least, error))
    return FALSE;
  if (least < 2)
    qh_cli_note (_ ("From now on no figure is hidden."));
  else
    qh_cli_note (_ ("From now on figures below %u are hidden from who may not see the rows, and in what is shared."), (guint)least);
  return TRUE;
}

static const GOptionEntry entries[] = {
  QH_CLI_OPTION ("least", N_ ("Set it: the least figure that is shown; 0 hides none"), N_ ("NUMBER")),
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_small_cells = {
  .name = "small-cells",
  .arguments = N_ ("WORKSPACE [--least NUMBER]"),
  .summary = N_ ("Say, or set, below which number figures are hidden"),
  .entries = entries,
  .least = 1,
  .most = 1,
  .run = run,
};
