/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The right of access: all that is held on a person, or in a case, in words. Who
 * asks is told of nobody else: other people are counted and not named, and what
 * tells only of them is left out. What notes say cannot be looked through by a
 * program, so a person has to read them before the copy is handed over. */
#include "report/qh-subject-copy-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "store/qh-case-index.h"
#include "store/qh-change-words.h"
#include "store/qh-history.h"
#include "store/qh-store-lists.h"

/* Records */

/* Whether a record tells something of the subject. */
static gboolean
is_of_subject (const QhCopying *self, const QhRecord *record)
{
  const QhRows *people;

  if (self->copy->kind == QH_KIND_CASE || record->kind->number == QH_KIND_CASE)
    return TRUE;
  if (qh_kind_find_field (record->kind, "person") != NULL)
    return qh_record_get_integer (record, "person") == 0
           || !qh_copying_is_of_others (self, qh_record_get_integer (record, "person"));
  if (qh_kind_find_field (record->kind, "people") == NULL)
    return TRUE;
  people = qh_record_get_rows (record, "people");
  for (guint i = 0; people != NULL && i < people->n_rows; i++)
    if (!qh_copying_is_of_others (self, qh_rows_cell (people, i, 0)))
      return TRUE;
  return people == NULL || people->n_rows == 0;
}

static gboolean
holds (const QhCopying *self, const QhRecord *record)
{
  return g_hash_table_contains (self->held, &record->id);
}

/* What is said of a field that holds nothing depends on how much is said at all. */
static gboolean
shows_empty (const QhRecord *record, const QhField *field)
{
  return record->kind->number == QH_KIND_PERSON && !field->hidden && !field->retired;
}

static void
add_fields (QhCopying *self, QhSection *section, const QhRecord *record)
{
  QhLanguage language = qh_store_get_language (self->store);

  for (guint i = 0; i < qh_kind_get_n_fields (record->kind); i++)
    {
      const QhField *field = qh_kind_get_field (record->kind, i);
      const QhValue *value = &record->values[i];
      g_autofree char *text = qh_copying_describe_value (self, field, value);
      g_autofree char *code = qh_copying_code_value (self, field, value);
      gboolean empty = value->tag == QH_VALUE_NONE || text[0] == '\0';

      if (!empty || shows_empty (record, field))
        qh_section_add_field (
          section, field->name, qh_field_get_label (field, language), empty ? "—" : text, code);
    }
}

/* The day by which a record is put in order, or 0. */
static QhDay
get_day (const QhRecord *record)
{
  static const char *const days[] = { "date", "due", "done" };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (qh_kind_find_field (record->kind, days[i]) != NULL && qh_record_is_set (record, days[i]))
      return (QhDay)qh_record_get_integer (record, days[i]);
  return QH_NO_DAY;
}

/**
 * qh_copying_make_title:
 *
 * Returns: (transfer full): which record it is: its day and a few words.
 */
char *
qh_copying_make_title (const QhCopying *self, const QhRecord *record)
{
  const char *kind = qh_kind_get_label (record->kind, qh_store_get_language (self->store));
  g_autofree char *said = record->kind->number == QH_KIND_CONSULTATION
                            ? g_strdup (kind)
                            : qh_record_describe (self->store, record);
  QhDay day = get_day (record);
  g_autofree char *date = day != QH_NO_DAY ? qh_day_format_short (day) : NULL;

  if (record->kind->number == QH_KIND_CASE)
    return g_strdup_printf ("%s %s", kind, said);
  return date != NULL ? g_strdup_printf ("%s · %s", date, said) : g_steal_pointer (&said);
}

/* The part that the subject has in a case. */
static void
add_role (QhCopying *self, QhSection *section, const QhRecord *record)
{
  const QhField *people = qh_kind_find_field (record->kind, "people");
  const QhRows *rows = qh_record_get_rows (record, "people");
  const QhColumn *column = &people->columns[1];
  const QhField role = { .type = column->type, .catalogue = column->catalogue };

  for (guint i = 0; rows != NULL && i < rows->n_rows; i++)
    if (qh_rows_cell (rows, i, 0) == self->copy->id)
      {
        const QhValue value = { QH_VALUE_INTEGER, { .integer = qh_rows_cell (rows, i, 1) } };
        g_autofree char *text = qh_copying_describe_value (self, &role, &value);
        g_autofree char *code = qh_copying_code_value (self, &role, &value);

        qh_section_add_field (
          section, column->name, column->labels[qh_store_get_language (self->store)], text, code);
      }
}

/* Adds a record, which the copy takes. */
static void
take_record (QhCopying *self, QhRecord *record, guint level)
{
  g_autofree char *title = qh_copying_make_title (self, record);
  QhSection *section
    = qh_document_add_fields (self->copy->document, record->kind->name, record->id, level, title);

  if (record->kind->number == QH_KIND_CASE && self->copy->kind == QH_KIND_PERSON)
    add_role (self, section, record);
  add_fields (self, section, record);
  self->copy->n_records[record->kind->number]++;
  g_ptr_array_add (self->records, record);
  g_hash_table_add (self->held, &record->id);
}

static int
compare_records (gconstpointer a, gconstpointer b)
{
  const QhRecord *first = *(QhRecord *const *)a, *second = *(QhRecord *const *)b;
  QhDay day = get_day (first), other = get_day (second);

  if (day != other)
    return day < other ? -1 : 1;
  return (first->id > second->id) - (first->id < second->id);
}

/* Adds those that may be told, in order, and counts those that may not. */
static void
add_found (QhCopying *self, GPtrArray *found, guint level)
{
  g_ptr_array_sort (found, compare_records);
  for (guint i = 0; i < found->len; i++)
    {
      QhRecord *record = g_ptr_array_index (found, i);
      gboolean again = i > 0 && ((QhRecord *)g_ptr_array_index (found, i - 1))->id == record->id;

      if (again || holds (self, record))
        continue;
      if (record->closed)
        self->copy->n_restricted += record->kind->number == QH_KIND_CASE;
      else if (!is_of_subject (self, record))
        self->copy->n_of_others++;
      else
        take_record (self, qh_record_copy (record), level);
    }
}

/* The subject and its cases */

/* Whom the copy may name. */
static void
name_people (QhCopying *self, const QhRecord *subject)
{
  const QhRows *rows = NULL;

  if (subject->kind->number == QH_KIND_PERSON)
    g_hash_table_add (self->people, g_memdup2 (&subject->id, sizeof subject->id));
  else
    rows = qh_record_get_rows (subject, "people");
  for (guint i = 0; rows != NULL && i < rows->n_rows; i++)
    g_hash_table_add (self->people, g_memdup2 (&qh_rows_cell (rows, i, 0), sizeof (gint64)));
}

static gboolean
add_people (QhCopying *self, const QhRecord *in_case, GError **error)
{
  const QhRows *rows = qh_record_get_rows (in_case, "people");

  for (guint i = 0; rows != NULL && i < rows->n_rows; i++)
    {
      g_autoptr (QhRecord) person
        = qh_store_get (self->store, QH_KIND_PERSON, qh_rows_cell (rows, i, 0), error);

      if (person == NULL)
        return FALSE;
      if (!person->closed && !holds (self, person))
        take_record (self, g_steal_pointer (&person), 1);
    }
  return TRUE;
}

static gboolean
add_subject (QhCopying *self, const QhRecord *subject, GError **error)
{
  g_autoptr (GPtrArray) cases = NULL;

  take_record (self, qh_record_copy (subject), 1);
  if (subject->kind->number == QH_KIND_CASE)
    return add_people (self, subject, error);
  cases = qh_store_list_cases_of_person (self->store, subject->id, error);
  if (cases != NULL)
    add_found (self, cases, 1);
  return cases != NULL;
}

/* The records of a kind that name the person or belong to one of the cases. */
static GPtrArray *
find_records (QhCopying *self, guint kind, GArray *cases, GError **error)
{
  g_autoptr (GPtrArray) found
    = self->copy->kind == QH_KIND_PERSON
        ? qh_store_list_of_person (self->store, kind, self->copy->id, error)
        : g_ptr_array_new_with_free_func ((GDestroyNotify)qh_record_free);

  for (guint i = 0; found != NULL && i < cases->len; i++)
    {
      GPtrArray *more
        = qh_store_list_of_case (self->store, kind, g_array_index (cases, gint64, i), error);

      if (more == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (found, more);
    }
  return g_steal_pointer (&found);
}

static gboolean
add_kind (QhCopying *self, guint kind, GArray *cases, GError **error)
{
  const QhKind *of = qh_store_get_kind (self->store, kind);
  g_autoptr (GPtrArray) found = find_records (self, kind, cases, error);

  if (found == NULL || g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (found->len == 0)
    return TRUE;
  qh_document_add_fields (self->copy->document,
                          of->table,
                          0,
                          1,
                          qh_kind_get_plural (of, qh_store_get_language (self->store)));
  add_found (self, found, 2);
  return TRUE;
}

static gboolean
add_work (QhCopying *self, GError **error)
{
  static const guint kinds[] = { QH_KIND_CONSULTATION, QH_KIND_ACTIVITY, QH_KIND_ACTION_ITEM };
  g_autoptr (GArray) cases = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->records->len; i++)
    {
      const QhRecord *record = g_ptr_array_index (self->records, i);

      if (record->kind->number == QH_KIND_CASE)
        g_array_append_val (cases, record->id);
    }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (!add_kind (self, kinds[i], cases, error))
      return FALSE;
  return TRUE;
}

/* What was deleted, as the log still tells it. */
static gboolean
add_deleted (QhCopying *self, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_record_free);
  g_autoptr (GPtrArray) entries = NULL;

  for (guint i = 0; i < self->records->len; i++)
    g_hash_table_add (ids, &((QhRecord *)g_ptr_array_index (self->records, i))->id);
  entries = qh_log_list_deleted (self->store, ids, error);
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      QhRecord *record = qh_history_find_record (self->store, g_ptr_array_index (entries, i));

      if (record != NULL)
        g_ptr_array_add (found, record);
    }
  if (found->len > 0)
    {
      qh_document_add_fields (
        self->copy->document, "deleted", 0, 1, _ ("Deleted, but still in the log"));
      add_found (self, found, 2);
    }
  return entries != NULL;
}

/* Making it */

static gboolean
check_open (QhStore *store, const QhRecord *subject, GError **error)
{
  if (!subject->closed && qh_store_may_see_identities (store))
    return TRUE;
  g_set_error_literal (error,
                       QH_ERROR,
                       QH_ERROR_PASSPHRASE,
                       _ ("Your passphrase does not open these data, so you cannot copy them. Ask "
                          "somebody who can."));
  return FALSE;
}

static QhDocument *
make_document (QhStore *store, const QhRecord *subject)
{
  g_autofree char *author = qh_store_dup_user_name (store);
  g_autofree char *name = subject->kind->number == QH_KIND_PERSON
                            ? qh_person_dup_name (subject)
                            : qh_record_describe (store, subject);
  /* Translators: a person's name or a case's folio */
  g_autofree char *title = g_strdup_printf (_ ("All data held: %s"), name);

  return qh_document_new (title, author);
}

/**
 * qh_subject_copy_new:
 * @kind: %QH_KIND_PERSON or %QH_KIND_CASE
 * @id: whose
 * @progress: (nullable) (scope call): told how many records' history was read
 *
 * Collects all that is held on a person, with the cases they are in and what was
 * done in these; or all that is held in a case, with its people. What is told
 * only of other people and cases that are restricted to others are left out.
 *
 * Returns: (transfer full): the copy, or %NULL.
 */
QhSubjectCopy *
qh_subject_copy_new (QhStore *store,
                     guint kind,
                     gint64 id,
                     QhProgress progress,
                     gpointer progress_data,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (QhRecord) subject = NULL;
  g_autoptr (QhSubjectCopy) copy = NULL;
  g_autoptr (GHashTable) people = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_record_free);
  g_autoptr (GHashTable) held = g_hash_table_new (g_int64_hash, g_int64_equal);
  QhCopying copying = { store, NULL, people, records, held, progress, progress_data, cancellable };

  g_return_val_if_fail (kind == QH_KIND_PERSON || kind == QH_KIND_CASE, NULL);
  subject = qh_store_get (store, kind, id, error);
  if (subject == NULL || !check_open (store, subject, error))
    return NULL;
  copying.copy = copy = g_new0 (QhSubjectCopy, 1);
  copy->kind = kind;
  copy->id = id;
  copy->document = make_document (store, subject);
  name_people (&copying, subject);
  if (!add_subject (&copying, subject, error) || !add_work (&copying, error)
      || !add_deleted (&copying, error) || !qh_copying_add_history (&copying, error)
      || !qh_copying_add_events (&copying, error))
    return NULL;
  qh_copying_add_front (&copying);
  return g_steal_pointer (&copy);
}

void
qh_subject_copy_free (QhSubjectCopy *self)
{
  qh_document_free (self->document);
  g_free (self);
}

/**
 * qh_subject_copy_count:
 *
 * Returns: how many records it holds.
 */
guint
qh_subject_copy_count (const QhSubjectCopy *self)
{
  guint count = 0;

  for (guint kind = 0; kind < QH_N_KINDS; kind++)
    count += self->n_records[kind];
  return count;
}

/**
 * qh_subject_copy_log:
 * @format: as what it leaves the workspace: a file's ending, or "paper"
 *
 * Logs that the copy was made, without a name.
 *
 * Returns: whether it was logged.
 */
gboolean
qh_subject_copy_log (const QhSubjectCopy *self, QhStore *store, const char *format, GError **error)
{
  g_autofree char *detail = g_strdup_printf ("%s, %u", format, qh_subject_copy_count (self));
  g_autoptr (QhChange) event
    = qh_change_new_event (QH_ACTION_SUBJECT_ACCESS, self->kind, self->id, detail);

  return qh_store_apply (store, event, NULL, NULL, NULL, error);
}

/**
 * qh_subject_copy_save:
 * @path: as for qh_document_save()
 * @n_pages: (out) (optional): of a PDF
 *
 * Saves the copy and logs that it was made. What could not be logged is not left there.
 *
 * Returns: whether both were done.
 */
gboolean
qh_subject_copy_save (const QhSubjectCopy *self,
                      QhStore *store,
                      const char *path,
                      guint *n_pages,
                      GCancellable *cancellable,
                      GError **error)
{
  if (!qh_document_save (self->document, path, n_pages, cancellable, error))
    return FALSE;
  if (qh_subject_copy_log (self, store, strrchr (path, '.') + 1, error))
    return TRUE;
  g_unlink (path);
  return FALSE;
}

/**
 * qh_subject_copy_describe:
 * @name: of the file
 *
 * Returns: (transfer full): what was written and what was left out.
 */
char *
qh_subject_copy_describe (const QhSubjectCopy *self, const char *name)
{
  guint count = qh_subject_copy_count (self);
  GString *text = g_string_new (NULL);

  g_string_append_printf (
    text,
    g_dngettext (GETTEXT_PACKAGE, "%u record is in “%s”.", "%u records are in “%s”.", count),
    count,
    name);
  if (self->n_restricted > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text,
                              g_dngettext (GETTEXT_PACKAGE,
                                           "%u restricted case is left out.",
                                           "%u restricted cases are left out.",
                                           self->n_restricted),
                              self->n_restricted);
    }
  return g_string_free (text, FALSE);
}
