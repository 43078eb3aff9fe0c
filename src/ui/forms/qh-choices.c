/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/forms/qh-choices.h"

#include <glib/gi18n-lib.h>

#include "domain/qh-fold.h"

/* Records are searched by name; so many of them are shown. */
#define MOST_RECORDS 20
/* From so many on a list is easier searched than read. */
#define MANY 8

/* Catalogues to which whoever fills a form may add what is not there yet. */
static const char *const open_catalogues[] = { "municipality", NULL };

typedef enum
{
  SOURCE_CATALOGUE,
  SOURCE_YESNO,
  SOURCE_MISSING,
  SOURCE_RECORDS,
} Source;

struct _QhChoices
{
  GObject parent_instance;

  QhSession *session;
  Source source;
  char *catalogue;
  guint kind;
  gboolean missing;
  gint64 parent;
  gint64 keep;
  char *none;
  gint64 fixed_id;
  char *fixed;
};

G_DEFINE_FINAL_TYPE (QhChoices, qh_choices, G_TYPE_OBJECT)

static void
choice_free (gpointer data)
{
  QhChoice *choice = data;

  g_free (choice->label);
  g_free (choice->detail);
  g_free (choice);
}

static void
add_choice (GPtrArray  *found,
            gint64      id,
            const char *label,
            const char *detail,
            gboolean    missing)
{
  QhChoice *choice = g_new0 (QhChoice, 1);

  choice->id = id;
  choice->label = g_strdup (label);
  choice->detail = detail != NULL && detail[0] != '\0' ? g_strdup (detail) : NULL;
  choice->missing = missing;
  g_ptr_array_add (found, choice);
}

static gboolean
matches (const char *label,
         char      **words)
{
  g_autofree char *folded = NULL;

  if (words[0] == NULL)
    return TRUE;
  folded = qh_fold (label);
  return qh_fold_match (folded, words);
}

static void
add_entries (QhChoices  *self,
             const char *catalogue,
             gboolean    missing,
             char      **words,
             GPtrArray  *found)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (qh_session_get_store (self->session));
  QhLanguage language = qh_session_get_language (self->session);
  GPtrArray *entries = qh_catalogues_list (catalogues, catalogue);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const QhEntry *entry = g_ptr_array_index (entries, i);
      const char *label = qh_entry_get_label (entry, language);

      if (entry->retired && entry->id != self->keep)
        continue;
      if (!missing && self->parent != 0 && entry->parent != 0 && entry->parent != self->parent)
        continue;
      if (matches (label, words))
        add_choice (found, entry->id, label,
                    self->parent == 0 ? qh_catalogues_get_label (catalogues, entry->parent, language) : NULL, missing);
    }
}

static void
add_yesno (char     **words,
           GPtrArray *found)
{
  if (matches (_("Yes"), words))
    add_choice (found, 1, _("Yes"), NULL, FALSE);
  if (matches (_("No"), words))
    add_choice (found, 0, _("No"), NULL, FALSE);
}

static void
add_workers (QhChoices *self,
             char     **words,
             GPtrArray *found)
{
  GPtrArray *workers = qh_session_get_workers (self->session);

  for (guint i = 0; i < workers->len; i++)
    {
      const QhRecord *worker = g_ptr_array_index (workers, i);
      const char *name = qh_record_get_text (worker, "name");

      if ((qh_record_get_integer (worker, "retired") == 0 || worker->id == self->keep) && matches (name, words))
        add_choice (found, worker->id, name, qh_record_get_text (worker, "post"), FALSE);
    }
}

static void
add_units (QhChoices *self,
           char     **words,
           GPtrArray *found)
{
  g_autoptr (GPtrArray) units = qh_store_list_all (qh_session_get_store (self->session), QH_KIND_UNIT, NULL);

  for (guint i = 0; units != NULL && i < units->len; i++)
    {
      const QhRecord *unit = g_ptr_array_index (units, i);
      const char *name = qh_record_get_text (unit, "name");

      if ((qh_record_get_integer (unit, "retired") == 0 || unit->id == self->keep) && matches (name, words))
        add_choice (found, unit->id, name, qh_record_get_text (unit, "shift"), FALSE);
    }
}

static void
add_cases (QhChoices  *self,
           const char *text,
           GPtrArray  *found)
{
  QhCaseIndex *index = qh_session_get_case_index (self->session);
  g_autoptr (GArray) ids = index != NULL ? qh_case_index_search (index, text, NULL, MOST_RECORDS) : NULL;

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      const QhCaseRow *row = qh_case_index_find (index, g_array_index (ids, gint64, i));

      add_choice (found, row->id, row->title, row->folio, FALSE);
    }
}

static void
add_persons (QhChoices  *self,
             const char *text,
             GPtrArray  *found)
{
  QhCaseIndex *index = qh_session_get_case_index (self->session);
  g_autoptr (GPtrArray) rows = index != NULL ? qh_case_index_search_persons (index, text, MOST_RECORDS) : NULL;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const QhPersonRow *row = g_ptr_array_index (rows, i);
      const char *sex = row->sex != 0 ? qh_session_get_label (self->session, row->sex) : "";
      g_autofree char *detail = NULL;

      if (row->birth_year != 0)
        detail = g_strdup_printf (C_("person", "%s, %d"), sex, qh_day_get_year (qh_day_today ()) - row->birth_year);
      add_choice (found, row->id, row->name, detail != NULL ? detail : sex, FALSE);
    }
}

static void
add_records (QhChoices  *self,
             const char *text,
             char      **words,
             GPtrArray  *found)
{
  switch (self->kind)
    {
    case QH_KIND_WORKER:
      add_workers (self, words, found);
      break;
    case QH_KIND_UNIT:
      add_units (self, words, found);
      break;
    case QH_KIND_CASE:
      add_cases (self, text, found);
      break;
    case QH_KIND_PERSON:
      add_persons (self, text, found);
      break;
    default:
      break;
    }
}

static QhChoices *
choices_new (QhSession *session,
             Source     source,
             gboolean   missing)
{
  QhChoices *self = g_object_new (QH_TYPE_CHOICES, NULL);

  self->session = g_object_ref (session);
  self->source = source;
  self->missing = missing;
  return self;
}

/**
 * qh_choices_new_catalogue:
 * @missing: whether the kinds of missing are offered too
 *
 * Returns: (transfer full): the codes of a catalogue.
 */
QhChoices *
qh_choices_new_catalogue (QhSession  *session,
                          const char *catalogue,
                          gboolean    missing)
{
  QhChoices *self = choices_new (session, SOURCE_CATALOGUE, missing);

  self->catalogue = g_strdup (catalogue);
  return self;
}

/**
 * qh_choices_new_yesno:
 *
 * Returns: (transfer full): yes, with the id 1, and no, with the id 0.
 */
QhChoices *
qh_choices_new_yesno (QhSession *session,
                      gboolean   missing)
{
  return choices_new (session, SOURCE_YESNO, missing);
}

/**
 * qh_choices_new_missing:
 *
 * Returns: (transfer full): the kinds of missing alone.
 */
QhChoices *
qh_choices_new_missing (QhSession *session)
{
  return choices_new (session, SOURCE_MISSING, TRUE);
}

/**
 * qh_choices_new_records:
 * @kind: worker, unit, case or person
 *
 * Returns: (transfer full) (nullable): the records of a kind; %NULL when those
 *   of this kind cannot be chosen by name.
 */
QhChoices *
qh_choices_new_records (QhSession  *session,
                        const char *kind)
{
  static const struct
  {
    const char *name;
    guint number;
  } kinds[] = {
    { "worker", QH_KIND_WORKER },
    { "unit", QH_KIND_UNIT },
    { "case", QH_KIND_CASE },
    { "person", QH_KIND_PERSON },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].name, kind) == 0)
      {
        QhChoices *self = choices_new (session, SOURCE_RECORDS, FALSE);

        self->kind = kinds[i].number;
        return self;
      }
  return NULL;
}

/**
 * qh_choices_new_column:
 * @column: a column of codes or references
 *
 * Returns: (transfer full) (nullable): what can be chosen in it.
 */
QhChoices *
qh_choices_new_column (QhSession      *session,
                       const QhColumn *column)
{
  return column->type == QH_TYPE_CODE ? qh_choices_new_catalogue (session, column->catalogue, TRUE)
                                      : qh_choices_new_records (session, column->kind);
}

/**
 * qh_choices_set_parent:
 * @parent: an entry, or 0
 *
 * Offers only entries that belong to @parent.
 */
void
qh_choices_set_parent (QhChoices *self,
                       gint64     parent)
{
  self->parent = parent;
}

/**
 * qh_choices_set_keep:
 * @id: what is chosen now; offered even if it was retired since
 */
void
qh_choices_set_keep (QhChoices *self,
                     gint64     id)
{
  self->keep = id;
}

/**
 * qh_choices_set_none:
 * @label: (nullable): what the choice of nothing is called; %NULL leaves it out
 */
void
qh_choices_set_none (QhChoices  *self,
                     const char *label)
{
  g_free (self->none);
  self->none = g_strdup (label);
}

/**
 * qh_choices_set_fixed:
 * @id: less than %QH_NO_CHOICE
 * @label: what it is called
 *
 * Offers first something that stands for several of the others.
 */
void
qh_choices_set_fixed (QhChoices  *self,
                      gint64      id,
                      const char *label)
{
  g_free (self->fixed);
  self->fixed_id = id;
  self->fixed = g_strdup (label);
}

/**
 * qh_choices_can_add:
 *
 * Returns: whether what was typed can be added, see qh_choices_add_async().
 */
gboolean
qh_choices_can_add (QhChoices *self)
{
  return self->source == SOURCE_CATALOGUE && g_strv_contains (open_catalogues, self->catalogue);
}

/**
 * qh_choices_can_search:
 *
 * Returns: whether there are so many that one searches them.
 */
gboolean
qh_choices_can_search (QhChoices *self)
{
  g_autoptr (GPtrArray) all = NULL;

  if (self->source == SOURCE_RECORDS && self->kind != QH_KIND_UNIT && self->kind != QH_KIND_WORKER)
    return TRUE;
  if (qh_choices_can_add (self))
    return TRUE;
  all = qh_choices_find (self, "");
  return all->len >= MANY;
}

/**
 * qh_choices_find:
 * @text: what was typed; "" for all
 *
 * Returns: (transfer full) (element-type QhChoice): what matches it, the kinds
 *   of missing last.
 */
GPtrArray *
qh_choices_find (QhChoices  *self,
                 const char *text)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (choice_free);
  g_auto (GStrv) words = qh_fold_words (text);

  if (qh_session_get_store (self->session) == NULL)
    return found;
  if (self->none != NULL && words[0] == NULL)
    add_choice (found, QH_NO_CHOICE, self->none, NULL, FALSE);
  if (self->fixed != NULL && matches (self->fixed, words))
    add_choice (found, self->fixed_id, self->fixed, NULL, FALSE);
  if (self->source == SOURCE_CATALOGUE)
    add_entries (self, self->catalogue, FALSE, words, found);
  else if (self->source == SOURCE_YESNO)
    add_yesno (words, found);
  else if (self->source == SOURCE_RECORDS)
    add_records (self, text, words, found);
  if (self->missing)
    add_entries (self, "missing", TRUE, words, found);
  return found;
}

/**
 * qh_choices_dup_label:
 * @value: what is chosen
 *
 * Returns: (transfer full): what the chosen one is called.
 */
char *
qh_choices_dup_label (QhChoices     *self,
                      const QhValue *value)
{
  if (value->tag == QH_VALUE_NONE || qh_session_get_store (self->session) == NULL)
    return g_strdup ("");
  if (self->fixed != NULL && value->integer == self->fixed_id)
    return g_strdup (self->fixed);
  if (value->tag == QH_VALUE_MISSING)
    return g_strdup (qh_session_get_label (self->session, value->integer));
  if (self->source == SOURCE_YESNO)
    return g_strdup (value->integer == 1 ? _("Yes") : _("No"));
  if (self->source == SOURCE_RECORDS)
    {
      char *name = qh_session_name_record (self->kind, value->integer, self->session);

      return name != NULL ? name : g_strdup ("");
    }
  return g_strdup (qh_session_get_label (self->session, value->integer));
}

/* Adding */

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (qh_store_apply_finish (QH_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static QhRecord *
make_entry (QhChoices  *self,
            const char *label)
{
  QhStore *store = qh_session_get_store (self->session);
  QhRecord *entry = qh_store_new_record (store, QH_KIND_ENTRY);
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  GPtrArray *entries = qh_catalogues_list (catalogues, self->catalogue);
  g_autofree char *code = NULL;

  entry->id = qh_store_new_id (store);
  code = g_strdup_printf ("U%" G_GINT64_FORMAT, entry->id);
  qh_record_set_text (entry, "catalogue", self->catalogue);
  qh_record_set_text (entry, "code", code);
  qh_record_set_text (entry, "label_es", label);
  qh_record_set_integer (entry, "position", entries != NULL ? entries->len + 1 : 1);
  if (self->parent != 0)
    qh_record_set_integer (entry, "parent", self->parent);
  return entry;
}

/**
 * qh_choices_add_async:
 * @label: what the new code is called
 *
 * Adds a code to a catalogue to which one may add, below its parent.
 */
void
qh_choices_add_async (QhChoices          *self,
                      const char         *label,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  QhRecord *entry = make_entry (self, label);
  QhChange *change = qh_change_new ();

  g_task_set_task_data (task, g_memdup2 (&entry->id, sizeof entry->id), g_free);
  qh_change_put (change, entry);
  qh_store_apply_async (qh_session_get_store (self->session), change, cancellable, applied_cb, task);
}

/**
 * qh_choices_add_finish:
 *
 * Returns: the id of the new code, or 0.
 */
gint64
qh_choices_add_finish (QhChoices    *self,
                       GAsyncResult *result,
                       GError      **error)
{
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return 0;
  return *(gint64 *) g_task_get_task_data (G_TASK (result));
}

static void
qh_choices_finalize (GObject *object)
{
  QhChoices *self = QH_CHOICES (object);

  g_clear_object (&self->session);
  g_free (self->catalogue);
  g_free (self->none);
  g_free (self->fixed);
  G_OBJECT_CLASS (qh_choices_parent_class)->finalize (object);
}

static void
qh_choices_class_init (QhChoicesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qh_choices_finalize;
}

static void
qh_choices_init (QhChoices *self)
{
}
