/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-backup.h"
#include "store/qh-store.h"

G_BEGIN_DECLS

typedef enum
{
  QH_CLI_TEXT,
  QH_CLI_CSV,
  QH_CLI_JSON,
} QhCliFormat;

typedef struct _QhCliCommand QhCliCommand;

/**
 * QhCli:
 * @command: the command that runs
 * @arguments: (array zero-terminated=1): what is not an option
 * @format: how rows are printed
 *
 * One call of one command.
 */
typedef struct
{
  const QhCliCommand *command;
  int argc;
  char **argv;
  char **arguments;
  QhCliFormat format;
  GHashTable *options; /* name → GPtrArray of texts */
  QhStore *store;      /* what was opened; NULL where nothing was */
  gboolean wrote;      /* whether records of it were written */
  gboolean opens;      /* whether the first argument is a workspace that was to be opened */
} QhCli;

/**
 * QhCliCommand:
 * @arguments: what stands after the name in the help
 * @summary: one sentence, to be translated
 * @entries: its options; all have G_OPTION_ARG_CALLBACK and qh_cli_option_cb()
 * @least: of positional arguments
 * @most: of positional arguments
 * @open: whether its options are known only once the workspace is open; run() reads them
 * @describe: (nullable): gives what stands below the options in the help
 * @run: does the work
 */
struct _QhCliCommand
{
  const char *name;
  const char *arguments;
  const char *summary;
  const GOptionEntry *entries;
  guint least;
  guint most;
  gboolean open;
  char *(*describe) (void);
  gboolean (*run) (QhCli *cli, GError **error);
};

extern const QhCliCommand qh_cli_add;
extern const QhCliCommand qh_cli_anonymize;
extern const QhCliCommand qh_cli_audit;
extern const QhCliCommand qh_cli_backup;
extern const QhCliCommand qh_cli_board;
extern const QhCliCommand qh_cli_card;
extern const QhCliCommand qh_cli_chart;
extern const QhCliCommand qh_cli_check;
extern const QhCliCommand qh_cli_close_month;
extern const QhCliCommand qh_cli_create;
extern const QhCliCommand qh_cli_demo;
extern const QhCliCommand qh_cli_describe;
extern const QhCliCommand qh_cli_erase;
extern const QhCliCommand qh_cli_dataset;
extern const QhCliCommand qh_cli_export;
extern const QhCliCommand qh_cli_goals;
extern const QhCliCommand qh_cli_history;
extern const QhCliCommand qh_cli_import;
extern const QhCliCommand qh_cli_indicators;
extern const QhCliCommand qh_cli_list;
extern const QhCliCommand qh_cli_log;
extern const QhCliCommand qh_cli_redo;
extern const QhCliCommand qh_cli_report;
extern const QhCliCommand qh_cli_retention;
extern const QhCliCommand qh_cli_review;
extern const QhCliCommand qh_cli_restore;
extern const QhCliCommand qh_cli_risk;
extern const QhCliCommand qh_cli_salvage;
extern const QhCliCommand qh_cli_limits;
extern const QhCliCommand qh_cli_small_cells;
extern const QhCliCommand qh_cli_subject_access;
extern const QhCliCommand qh_cli_passphrase;
extern const QhCliCommand qh_cli_restrict;
extern const QhCliCommand qh_cli_unrestrict;
extern const QhCliCommand qh_cli_reseal;
extern const QhCliCommand qh_cli_recovery_sheet;
extern const QhCliCommand qh_cli_recover;
extern const QhCliCommand qh_cli_table;
extern const QhCliCommand qh_cli_test;
extern const QhCliCommand qh_cli_user;
extern const QhCliCommand qh_cli_undo;
extern const QhCliCommand qh_cli_verify;

/* Options */

gboolean    qh_cli_option_cb    (const char *name, const char *value, gpointer data, GError **error);

#define QH_CLI_OPTION(name, description, argument) \
  { name, 0, G_OPTION_FLAG_FILENAME, G_OPTION_ARG_CALLBACK, (gpointer) qh_cli_option_cb, description, argument }
#define QH_CLI_FLAG(name, description) \
  { name, 0, G_OPTION_FLAG_NO_ARG, G_OPTION_ARG_CALLBACK, (gpointer) qh_cli_option_cb, description, NULL }
#define QH_CLI_HIDDEN_FLAG(name) \
  { name, 0, G_OPTION_FLAG_NO_ARG | G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_CALLBACK, (gpointer) qh_cli_option_cb, NULL, NULL }
#define QH_CLI_END { NULL, 0, 0, 0, NULL, NULL, NULL }

gboolean    qh_cli_parse        (QhCli *cli, const GOptionEntry *more, GError **error);
gboolean    qh_cli_parse_some   (QhCli *cli, GError **error);
void        qh_cli_clear        (QhCli *cli);
void        qh_cli_put_workspace_first (QhCli *cli, const char *const *things);
const char *qh_cli_get          (QhCli *cli, const char *name);
GPtrArray  *qh_cli_get_all      (QhCli *cli, const char *name);
gboolean    qh_cli_get_count    (QhCli *cli, const char *name, gint64 fallback, gint64 min, gint64 max, gint64 *count, GError **error);
gboolean    qh_cli_get_day      (QhCli *cli, const char *name, QhDay fallback, QhDay *day, GError **error);

/* Passphrase */

gboolean    qh_cli_hand_over_recovery_words (QhCli *cli, QhStore *store, const char *unit, gboolean always, GError **error);

#define QH_CLI_PASSPHRASE_FILE_OPTION \
  QH_CLI_OPTION ("passphrase-file", N_("Read the passphrase from the first line of FILE (- reads standard input)"), N_("FILE"))
/* For every command that unlocks a workspace. */
#define QH_CLI_PASSPHRASE_OPTION \
  QH_CLI_OPTION ("user", N_("Who unlocks it, where there are several users"), N_("NAME")), \
  QH_CLI_PASSPHRASE_FILE_OPTION
#define QH_CLI_NEW_PASSPHRASE_OPTION \
  QH_CLI_OPTION ("new-passphrase-file", N_("Read the new passphrase from the first line of FILE"), N_("FILE"))
#define QH_CLI_REASON_OPTION \
  QH_CLI_OPTION ("reason", N_("Why what is signed, or in a closed month, is corrected"), N_("TEXT"))
#define QH_CLI_FORMAT_OPTION \
  QH_CLI_OPTION ("format", N_("How to print: text, csv or json"), N_("FORMAT"))

char       *qh_cli_ask_new_passphrase (QhCli *cli, const char *option, GError **error);
char       *qh_cli_ask_recovery_words (QhCli *cli, GError **error);
char       *qh_cli_ask_passphrase (QhCli *cli, GError **error);
char       *qh_cli_read_secret  (const char *file, GError **error);
void        qh_cli_forget       (char *passphrase);
QhStore    *qh_cli_open         (QhCli *cli, GError **error);
QhStore    *qh_cli_open_with    (QhCli *cli, char **passphrase, GError **error);

/* Backups: any user's passphrase opens one, or the recovery key */

#define QH_CLI_SECRET_OPTIONS \
  QH_CLI_OPTION ("recovery-words-file", N_("Open it with the recovery words in the first line of FILE"), N_("FILE")), \
  QH_CLI_PASSPHRASE_FILE_OPTION

gboolean    qh_cli_ask_secret   (QhCli *cli, QhSecret *secret, GError **error);

gboolean    qh_cli_back_up      (QhStore *store, QhBackupReason reason, GError **error);

/* Output */

/**
 * QhCliColumn:
 * @name: in csv and JSON
 * @label: in text; already translated
 * @number: whether its values are numbers
 */
typedef struct
{
  const char *name;
  const char *label;
  gboolean number;
} QhCliColumn;

typedef struct _QhCliOutput QhCliOutput;

QhCliOutput *qh_cli_output_new   (QhCli *cli, const QhCliColumn *columns, guint n_columns);
void         qh_cli_output_row   (QhCliOutput *self, const char *const *cells);
gboolean     qh_cli_output_close (QhCliOutput *self, GError **error);
void         qh_cli_output_free  (QhCliOutput *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhCliOutput, qh_cli_output_free)

char        *qh_cli_make_real    (QhCli *cli, double value);
gboolean     qh_cli_print        (const char *text, GError **error);
void         qh_cli_note         (const char *format, ...) G_GNUC_PRINTF (1, 2);
void         qh_cli_append_csv   (GString *line, const char *cell);

/* Progress */

typedef struct
{
  GCancellable *cancellable;
  guint sources[2];
  gboolean shown;
  gint64 last;
} QhCliProgress;

void         qh_cli_progress_begin (QhCliProgress *self);
void         qh_cli_progress_cb    (guint64 done, guint64 total, gpointer data);
void         qh_cli_progress_end   (QhCliProgress *self);

/* What text shows in the place of a name that the keys do not open. */
#define QH_CLI_CLOSED "—"

/* Values */

char        *qh_cli_option_name    (const QhField *field);
gboolean     qh_cli_set_field      (QhStore *store, QhRecord *record, const QhField *field,
                                    GPtrArray *texts, GError **error);
gint64       qh_cli_find_unit      (QhStore *store, const char *text, GError **error);
gint64       qh_cli_find_worker    (QhStore *store, const char *text, GError **error);
QhKind      *qh_cli_find_kind      (QhStore *store, const char *name, GError **error);
gint64       qh_cli_find_record    (QhStore *store, const QhKind *kind, const char *text, GError **error);
gint64       qh_cli_find_user      (QhStore *store, const char *text, GError **error);
gint64       qh_cli_find_case      (QhStore *store, const char *text, GError **error);

char        *qh_cli_make_case_name (QhStore *store, const QhRecord *record);

GOptionEntry *qh_cli_field_entries (const QhKind *kind, QhLanguage language);
void          qh_cli_field_entries_free (GOptionEntry *entries);

/* Rows of activities, for what lists or logs them. */

typedef struct _QhCliActivities QhCliActivities;

QhCliActivities *qh_cli_activities_new   (QhCli *cli, QhStore *store, GError **error);
gboolean         qh_cli_activities_add   (QhCliActivities *self, const QhRecord *activity, GError **error);
gboolean         qh_cli_activities_close (QhCliActivities *self, GError **error);
void             qh_cli_activities_free  (QhCliActivities *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhCliActivities, qh_cli_activities_free)

G_END_DECLS
