/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log holds no words: what was done is said when it is read, with the
 * labels of the day and the names that the reader's keys open. */
#include "store/qh-change-words.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "store/qh-case-index.h"
#include "store/qh-history.h"

typedef struct
{
  QhAction action;
  const char *name;
  const char *label;
} ActionWords;

static const ActionWords action_words[] = {
  { QH_ACTION_WRITE, "write", N_ ("Records written") },
  { QH_ACTION_IMPORT, "import", N_ ("Import") },
  { QH_ACTION_UNDO, "undo", N_ ("Undo") },
  { QH_ACTION_REDO, "redo", N_ ("Redo") },
  { QH_ACTION_RESTORE, "restore", N_ ("Earlier version restored") },
  { QH_ACTION_ERASE, "erase", N_ ("Data erased") },
  { QH_ACTION_CREATE, "create", N_ ("Workspace created") },
  { QH_ACTION_PRACTICE, "practice", N_ ("Practice data made") },
  { QH_ACTION_OPEN_CASE, "open-case", N_ ("Case opened") },
  { QH_ACTION_OPEN_PERSON, "open-person", N_ ("Person opened") },
  { QH_ACTION_EXPORT, "export", N_ ("Data exported") },
  { QH_ACTION_PRINT, "print", N_ ("Printed") },
  { QH_ACTION_UNLOCK, "unlock", N_ ("Workspace unlocked") },
  { QH_ACTION_FAILED_UNLOCK, "failed-unlock", N_ ("Wrong passphrase") },
  { QH_ACTION_ADD_USER, "add-user", N_ ("User added") },
  { QH_ACTION_CHANGE_USER, "change-user", N_ ("User's role changed") },
  { QH_ACTION_REMOVE_USER, "remove-user", N_ ("User removed") },
  { QH_ACTION_CHANGE_PASSPHRASE, "change-passphrase", N_ ("Passphrase changed") },
  { QH_ACTION_GIVE_KEYS, "give-keys", N_ ("Keys given to a user") },
  { QH_ACTION_NEW_KEY, "new-key", N_ ("New identity key") },
  { QH_ACTION_RECOVER, "recover", N_ ("Opened with the recovery key") },
  { QH_ACTION_RESEAL, "reseal", N_ ("Records sealed anew") },
  { QH_ACTION_RESTRICT_CASE, "restrict-case", N_ ("Who may open a case changed") },
  { QH_ACTION_BACK_UP, "back-up", N_ ("Backup made") },
  { QH_ACTION_RESTORE_BACKUP, "restore-backup", N_ ("Backup restored") },
  { QH_ACTION_SUBJECT_ACCESS, "subject-access", N_ ("Copy of a person's data made") },
  { QH_ACTION_CHANGE_SETTING, "change-setting", N_ ("Setting changed") },
  { QH_ACTION_NEW_VERSION, "new-version", N_ ("Codes of a newer version added") },
  { QH_ACTION_NEW_RECOVERY_KEY, "new-recovery-key", N_ ("New recovery key") },
  { QH_ACTION_RESET_PASSPHRASE, "reset-passphrase", N_ ("Passphrase reset by an administrator") },
};

static const ActionWords *
find_action (QhAction action)
{
  for (guint i = 0; i < G_N_ELEMENTS (action_words); i++)
    if (action_words[i].action == action)
      return &action_words[i];
  return NULL;
}

/**
 * qh_action_get_n:
 *
 * Returns: how many kinds of thing are known.
 */
guint
qh_action_get_n (void)
{
  return G_N_ELEMENTS (action_words);
}

/**
 * qh_action_get_nth:
 * @position: below qh_action_get_n()
 *
 * Returns: one of them.
 */
QhAction
qh_action_get_nth (guint position)
{
  return action_words[position].action;
}

/**
 * qh_action_get_label:
 *
 * Returns: what kind of thing was done, translated.
 */
const char *
qh_action_get_label (QhAction action)
{
  const ActionWords *words = find_action (action);

  return words != NULL ? _ (words->label) : _ ("Something that this version does not know");
}

/**
 * qh_action_get_name:
 *
 * Returns: a word for it in csv and JSON, the same in every language.
 */
const char *
qh_action_get_name (QhAction action)
{
  const ActionWords *words = find_action (action);

  return words != NULL ? words->name : "unknown";
}

/**
 * qh_change_words_time:
 * @milliseconds: since 1970 in UTC
 *
 * Returns: (transfer full): the local day and time.
 */
char *
qh_change_words_time (gint64 milliseconds)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (milliseconds / 1000);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  if (local == NULL)
    return g_strdup ("—");
  /* Translators: a day and a time of day, as strftime() writes them. */
  return g_date_time_format (local, _ ("%-d %b %Y, %H:%M"));
}

/**
 * qh_change_words_user:
 * @user: id of a user, or 0
 *
 * Returns: (transfer full): the user's name; “—” when nobody was known.
 */
char *
qh_change_words_user (QhStore *store, gint64 user)
{
  g_autoptr (QhRecord) record
    = user != 0 ? qh_store_get (store, QH_KIND_USER, user, NULL) : NULL;

  if (record != NULL)
    return g_strdup (qh_record_get_text (record, "name"));
  return user != 0 ? g_strdup_printf ("%" PRId64, user) : g_strdup ("—");
}

/* Records */

static char *
describe_reference (QhStore *store, const char *kind_name, gint64 id)
{
  g_autoptr (QhDictionary) dictionary = qh_store_ref_dictionary (store);
  QhKind *kind = qh_dictionary_find_kind (dictionary, kind_name);
  g_autoptr (QhRecord) record
    = kind != NULL && id != 0 ? qh_store_get (store, kind->number, id, NULL) : NULL;

  if (record == NULL)
    return g_strdup_printf ("%" PRId64, id);
  return qh_record_describe (store, record);
}

static char *
describe_activity (QhStore *store, const QhRecord *record)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  gint64 in_case = qh_record_get_integer (record, "case");
  const char *type = qh_catalogues_get_label (
    catalogues, qh_record_get_integer (record, "type"), qh_store_get_language (store));
  g_autofree char *folio = NULL;

  if (in_case == 0)
    return g_strdup (type);
  folio = describe_reference (store, "case", in_case);
  /* Translators: a type of activity and the folio of the case it belongs to. */
  return g_strdup_printf (_ ("%s in %s"), type, folio);
}

/* The text field that says best which record it is, by kind. */
static const char *
find_naming_text (const QhRecord *record)
{
  static const char *const names[] = { "folio", "task", "name", "code", NULL };

  for (guint i = 0; names[i] != NULL; i++)
    if (qh_kind_find_field (record->kind, names[i]) != NULL
        && qh_record_get_text (record, names[i])[0] != '\0')
      return qh_record_get_text (record, names[i]);
  return NULL;
}

/* Kinds that have no name of their own: whose they are, and their day. */
static const struct
{
  guint kind;
  const char *date;
  const char *whose[2]; /* fields, the first that is set */
} by_day[] = {
  { QH_KIND_SCHEDULE, "begins", { "worker", NULL } }, { QH_KIND_LEAVE, "begins", { "worker", NULL } },
  { QH_KIND_GOAL, "month", { "worker", "unit" } },    { QH_KIND_REVIEW, "day", { "worker", NULL } },
  { QH_KIND_CLOSED_MONTH, "month", { "unit", NULL } }, { QH_KIND_REFERRAL, "date", { "case", "worker" } },
  { QH_KIND_CONSULTATION, "date", { "case", "worker" } },
};

/* The name of a worker or unit, or a case's folio; "—" where it is not seen. */
static char *
name_owner (QhStore *store, const QhRecord *record, const char *field)
{
  guint kind = g_str_equal (field, "unit") ? QH_KIND_UNIT : g_str_equal (field, "case") ? QH_KIND_CASE : QH_KIND_WORKER;
  g_autoptr (QhRecord) owner = qh_store_get (store, kind, qh_record_get_integer (record, field), NULL);
  const char *name = owner != NULL ? qh_record_get_text (owner, kind == QH_KIND_CASE ? "folio" : "name") : "";

  return g_strdup (name[0] != '\0' ? name : "—");
}

/* Whose it is and its day: “Ana Paz, 2 Nov 2026”; NULL of other kinds. */
static char *
name_by_day (QhStore *store, const QhRecord *record)
{
  for (guint i = 0; i < G_N_ELEMENTS (by_day); i++)
    {
      const char *whose = by_day[i].whose[0];
      g_autofree char *day = NULL;
      g_autofree char *name = NULL;

      if (by_day[i].kind != record->kind->number)
        continue;
      if (by_day[i].whose[1] != NULL && qh_record_get_integer (record, whose) == 0)
        whose = by_day[i].whose[1];
      day = qh_day_format_short ((QhDay)qh_record_get_integer (record, by_day[i].date));
      if (qh_record_get_integer (record, whose) == 0) /* such as a month of all units */
        return g_steal_pointer (&day);
      name = name_owner (store, record, whose);
      return g_strdup_printf ("%s, %s", name, day);
    }
  return NULL;
}

/**
 * qh_record_describe:
 *
 * Returns: (transfer full): a few words that say which record it is; only its
 *   kind and number when its names are sealed for the reader.
 */
char *
qh_record_describe (QhStore *store, const QhRecord *record)
{
  QhLanguage language = qh_store_get_language (store);
  const char *kind = qh_kind_get_label (record->kind, language);
  g_autofree char *name = NULL;
  const char *label;

  if (record->kind->number == QH_KIND_ACTIVITY)
    return describe_activity (store, record);
  if (record->kind->number == QH_KIND_PERSON)
    name = qh_person_dup_name (record);
  else if (record->kind->number == QH_KIND_ENTRY || record->kind->number == QH_KIND_OWN_FIELD)
    {
      label = language == QH_LANGUAGE_EN ? qh_record_get_text (record, "label_en") : "";
      name = g_strdup (label[0] != '\0' ? label : qh_record_get_text (record, "label_es"));
    }
  else
    name = g_strdup (find_naming_text (record));
  if (name == NULL)
    name = name_by_day (store, record);
  if (name == NULL || name[0] == '\0')
    return g_strdup_printf ("%s %" PRId64, kind, record->id);
  if (record->kind->number == QH_KIND_CASE)
    return g_steal_pointer (&name);
  /* Translators: a kind of record and the name of one: Unit “North” */
  return g_strdup_printf (_ ("%s “%s”"), kind, name);
}

/* Values */

static char *
describe_rows (QhStore *store, const QhField *field, const QhRows *rows)
{
  GString *text = g_string_new (NULL);

  for (guint row = 0; row < rows->n_rows; row++)
    for (guint c = 0; c < rows->n_columns && c < field->n_columns; c++)
      {
        const QhColumn *column = &field->columns[c];
        QhField cell_field = { .type = column->type, .catalogue = column->catalogue, .kind = column->kind };
        QhValue cell = { QH_VALUE_INTEGER, { .integer = qh_rows_cell (rows, row, c) } };
        g_autofree char *said = qh_value_describe (store, &cell_field, &cell);

        g_string_append_printf (text, "%s%s", text->len == 0 ? "" : c == 0 ? "; " : " ", said);
      }
  return g_string_free (text, FALSE);
}

static char *
describe_integer (QhStore *store, const QhField *field, gint64 integer)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);

  switch (field->type)
    {
    case QH_TYPE_CODE:
    case QH_TYPE_CODES:
      return g_strdup (
        qh_catalogues_get_label (catalogues, integer, qh_store_get_language (store)));
    case QH_TYPE_DATE:
      return g_strcmp0 (field->format, "month") == 0 ? qh_day_format ((QhDay)integer, "%B %Y")
                                                     : qh_day_format_short ((QhDay)integer);
    case QH_TYPE_TIME:
      return g_strdup_printf ("%02d:%02d", (int)(integer / 60), (int)(integer % 60));
    case QH_TYPE_YESNO:
      return g_strdup (integer != 0 ? _ ("Yes") : _ ("No"));
    case QH_TYPE_REFERENCE:
    case QH_TYPE_REFERENCES:
      return describe_reference (store, field->kind, integer);
    default:
      return g_strdup_printf ("%" PRId64, integer);
    }
}

/**
 * qh_value_describe:
 *
 * Returns: (transfer full): the value in words and labels; “—” for none.
 */
char *
qh_value_describe (QhStore *store, const QhField *field, const QhValue *value)
{
  g_autoptr (QhCatalogues) catalogues = NULL;

  switch (value->tag)
    {
    case QH_VALUE_TEXT:
      return g_strdup (value->text);
    case QH_VALUE_INTEGER:
      return describe_integer (store, field, value->integer);
    case QH_VALUE_REAL:
      return g_strdup_printf ("%'g", value->real);
    case QH_VALUE_MISSING:
      catalogues = qh_store_ref_catalogues (store);
      return g_strdup (
        qh_catalogues_get_label (catalogues, value->integer, qh_store_get_language (store)));
    case QH_VALUE_ROWS:
      return describe_rows (store, field, value->rows);
    default:
      return g_strdup ("—");
    }
}

/* Changes */

/**
 * qh_operation_describe:
 * @said: which record, in words
 *
 * Returns: (transfer full): what was done to it.
 */
char *
qh_operation_describe (QhOperation operation, const char *said)
{
  switch (operation)
    {
    case QH_OPERATION_ADD:
      return g_strdup_printf (_ ("Added: %s"), said);
    case QH_OPERATION_DELETE:
      return g_strdup_printf (_ ("Deleted: %s"), said);
    default:
      return g_strdup_printf (_ ("Changed: %s"), said);
    }
}

static char *
describe_entry (QhStore *store, const QhLogEntry *entry)
{
  g_autoptr (QhRecord) record = qh_history_find_record (store, entry);
  g_autofree char *said = NULL;

  if (record == NULL || entry->erased || entry->closed)
    said = g_strdup_printf (
      "%s %" PRId64,
      qh_kind_get_label (qh_store_get_kind (store, entry->kind), qh_store_get_language (store)),
      entry->record);
  else
    said = qh_record_describe (store, record);
  return qh_operation_describe (entry->operation, said);
}

static char *
describe_entries (QhStore *store, const QhLogChange *change)
{
  g_autoptr (GPtrArray) entries = qh_log_list_entries (store, change->sequence, 1, NULL);
  g_autofree char *first = NULL;
  guint64 others = (guint64)MAX (change->n_entries - 1, 0);

  if (entries == NULL || entries->len == 0)
    return g_strdup (qh_action_get_label (change->action));
  first = describe_entry (store, g_ptr_array_index (entries, 0));
  if (others == 0)
    return g_steal_pointer (&first);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%s, and %'" PRIu64 " more record",
                                       "%s, and %'" PRIu64 " more records",
                                       (gulong)others),
                          first,
                          others);
}

static char *
describe_event (QhStore *store, const QhLogChange *change)
{
  const char *label = qh_action_get_label (change->action);
  g_autofree char *about = NULL;

  if (change->about_id != 0 && change->about_kind > 0 && change->about_kind < QH_N_KINDS)
    about = describe_reference (
      store, qh_store_get_kind (store, change->about_kind)->name, change->about_id);
  if (about == NULL && change->detail == NULL)
    return g_strdup (label);
  if (about == NULL || change->detail == NULL)
    return g_strdup_printf ("%s: %s", label, about != NULL ? about : change->detail);
  return g_strdup_printf ("%s: %s (%s)", label, about, change->detail);
}

/**
 * qh_log_change_describe:
 *
 * Returns: (transfer full): one line that says what was done, with the names
 *   that the reader's keys open.
 */
char *
qh_log_change_describe (QhStore *store, const QhLogChange *change)
{
  g_autoptr (QhLogChange) first = NULL;
  g_autofree char *said = NULL;

  if (change->undoes != 0)
    {
      first = qh_log_get_first (store, change, NULL);
      said = first != NULL ? qh_log_change_describe (store, first) : g_strdup ("?");
      return g_strdup_printf ("%s: %s", qh_action_get_label (change->action), said);
    }
  if (change->n_entries == 0)
    return describe_event (store, change);
  said = describe_entries (store, change);
  if (change->action == QH_ACTION_WRITE)
    return g_steal_pointer (&said);
  return g_strdup_printf ("%s: %s", qh_action_get_label (change->action), said);
}
