/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/qh-cli-private.h"
#include "exchange/qh-csv-frame.h"
#include "exchange/qh-export.h"
#include "frame/qh-filter.h"

G_BEGIN_DECLS

#define QH_CLI_WHERE_OPTION \
  QH_CLI_OPTION ("where", N_("Only where VARIABLE=CODE or VARIABLE=FROM..TO; can be given several times"), N_("CONDITION"))
#define QH_CLI_OF_OPTION \
  QH_CLI_OPTION ("of", N_("What is counted: activities, cases or persons"), N_("KIND"))

#define QH_CLI_CSV_OPTIONS \
  QH_CLI_OPTION ("from-csv", N_("In place of a workspace: the table in FILE"), N_("FILE")), \
  QH_CLI_CSV_COLUMN_OPTIONS
#define QH_CLI_CSV_COLUMN_OPTIONS \
  QH_CLI_OPTION ("variables", N_("Variables that follow from others, and of a workspace the unit of analysis, as JSON in FILE"), N_("FILE")), \
  QH_CLI_OPTION ("type", N_("What a column of FILE is: nominal, ordinal, scale, date or time; ordinal:A,B,C says its order"), N_("COLUMN=TYPE")), \
  QH_CLI_OPTION ("no-answer", N_("What stands in FILE for no answer, besides nothing and NA; can be given several times"), N_("TEXT"))

/**
 * QhCliSource:
 * @store: (nullable): the open workspace; %NULL where a table was read
 * @csv: (nullable): the table
 * @frame: the rows of either
 * @filter: what every --where says
 * @mask: (array): those that it lets through
 *
 * What a command is about: a workspace's records, or a table that somebody brings.
 */
typedef struct
{
  QhStore *store;
  QhCsvFrame *csv;
  QhFrame *frame;
  QhFilter *filter;
  guint8 *mask;
  QhLanguage language;
} QhCliSource;

gboolean qh_cli_source_open        (QhCli *cli, guint kind, QhCliSource *source, GError **error);
gboolean qh_cli_source_open_csv    (QhCli *cli, const char *path, QhCliSource *source, GError **error);
void     qh_cli_source_note_empty  (const QhCliSource *source);
void     qh_cli_source_clear       (QhCliSource *source);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (QhCliSource, qh_cli_source_clear)

QhFrame *qh_cli_load_frame         (QhCli *cli, QhStore *store, guint kind, QhFilter **filter, GError **error);
char    *qh_cli_name_record        (guint kind, gint64 id, gpointer user_data);
char    *qh_cli_describe_variables (void);
guint    qh_cli_read_kind          (QhCli *cli, const char *option, GError **error);
gboolean qh_cli_print_export       (QhCli *cli, const QhExportReport *report, const char *path, GError **error);

G_END_DECLS
