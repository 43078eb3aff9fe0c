/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/qh-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "domain/qh-own-field.h"
#include "vault/qh-seal.h"

#define WATCH_SECONDS 2

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (QhStore, qh_store, G_TYPE_OBJECT)

/* Snapshots */

/* Reads with a connection whatever the unit has added to the dictionary. */
QhDictionary *
qh_store_load_dictionary (QhStore *self, QhDatabase *database, GError **error)
{
  g_autoptr (QhDictionary) current = qh_store_ref_dictionary (self);
  QhKind *kind = qh_dictionary_get_kind (current, QH_KIND_OWN_FIELD);
  g_autoptr (GPtrArray) records
    = qh_store_read_records (self, database, kind, "ORDER BY id", NULL, 0, error);
  g_autoptr (GPtrArray) fields = NULL;

  if (records == NULL)
    return NULL;
  fields = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_own_field_free);
  for (guint i = 0; i < records->len; i++)
    {
      QhOwnField *own = qh_own_field_from_record (g_ptr_array_index (records, i), error);

      if (own == NULL)
        return NULL;
      g_ptr_array_add (fields, own);
    }
  return qh_dictionary_with_own (current, fields);
}

QhCatalogues *
qh_store_load_catalogues (QhStore *self, QhDatabase *database, GError **error)
{
  g_autoptr (QhDictionary) current = qh_store_ref_dictionary (self);
  QhKind *kind = qh_dictionary_get_kind (current, QH_KIND_ENTRY);
  g_autoptr (GPtrArray) records
    = qh_store_read_records (self, database, kind, "ORDER BY id", NULL, 0, error);

  return records != NULL ? qh_catalogues_new (records) : NULL;
}

/* Makes what was loaded current; either may be NULL for no change. */
void
qh_store_take_snapshots (QhStore *self, QhDictionary *dictionary, QhCatalogues *catalogues)
{
  g_mutex_lock (&self->snapshot_lock);
  if (dictionary != NULL)
    g_ptr_array_add (self->dictionaries, dictionary);
  if (catalogues != NULL)
    {
      g_clear_pointer (&self->catalogues, qh_catalogues_unref);
      self->catalogues = catalogues;
    }
  g_mutex_unlock (&self->snapshot_lock);
}

/* What the unit's fields are, as one text to compare. */
static char *
describe_own_fields (QhDictionary *dictionary)
{
  GString *text = g_string_new (NULL);

  for (guint k = 0; k < QH_N_KINDS; k++)
    {
      QhKind *kind = qh_dictionary_get_kind (dictionary, k);

      for (guint i = 0; kind != NULL && i < qh_kind_get_n_fields (kind); i++)
        {
          const QhField *field = qh_kind_get_field (kind, i);

          if (!field->own)
            continue;
          g_string_append_printf (text,
                                  "%" G_GINT64_FORMAT " %s %s %d %d %g %g",
                                  field->id,
                                  field->name,
                                  field->unit,
                                  field->required,
                                  field->retired,
                                  field->min,
                                  field->max);
          for (guint l = 0; l < QH_N_LANGUAGES; l++)
            g_string_append_printf (text, " %s", field->labels[l] != NULL ? field->labels[l] : "");
          g_string_append_c (text, '\n');
        }
    }
  return g_string_free (text, FALSE);
}

/* Reads the dictionary and the catalogues anew. A dictionary that says the same
 * as the current one is not kept. */
gboolean
qh_store_load_snapshots (QhStore *self, QhDatabase *database, GError **error)
{
  g_autoptr (QhDictionary) current = qh_store_ref_dictionary (self);
  g_autoptr (QhDictionary) dictionary = qh_store_load_dictionary (self, database, error);
  g_autofree char *before = describe_own_fields (current);
  g_autofree char *now = NULL;
  QhCatalogues *catalogues;

  if (dictionary == NULL)
    return FALSE;
  now = describe_own_fields (dictionary);
  catalogues = qh_store_load_catalogues (self, database, error);
  qh_store_take_snapshots (
    self, g_str_equal (before, now) ? NULL : g_steal_pointer (&dictionary), catalogues);
  return catalogues != NULL;
}

/* Signal */

typedef struct
{
  QhStore *store;
  GArray *touched;
} Emission;

static gboolean
emit_cb (gpointer data)
{
  Emission *emission = data;

  g_signal_emit (emission->store, signals[CHANGED], 0, emission->touched);
  return G_SOURCE_REMOVE;
}

static void
emission_free (gpointer data)
{
  Emission *emission = data;

  g_object_unref (emission->store);
  g_clear_pointer (&emission->touched, g_array_unref);
  g_free (emission);
}

/* Tells listeners on the main thread which records changed; NULL for perhaps all.
 * On that thread they hear it before this returns. A worker leaves it to the main
 * context, for the context itself would let a worker in while no loop runs. */
void
qh_store_emit_changed (QhStore *self, GArray *touched)
{
  Emission *emission = g_new0 (Emission, 1);

  emission->store = g_object_ref (self);
  emission->touched = touched != NULL ? g_array_ref (touched) : NULL;
  if (gettid () == getpid ())
    {
      emit_cb (emission);
      emission_free (emission);
      return;
    }
  g_idle_add_full (G_PRIORITY_DEFAULT, emit_cb, emission, emission_free);
}

/* Life */

/* A store that is not open yet. */
QhStore *
qh_store_new (const char *path)
{
  QhStore *self = g_object_new (QH_TYPE_STORE, NULL);

  self->path = g_strdup (path);
  self->language = qh_language_from_locale ();
  g_ptr_array_add (self->dictionaries, qh_dictionary_new_builtin ());
  return self;
}

/**
 * qh_store_close:
 *
 * Closes the file and zeroes the keys; the store is of no more use. Done by
 * the last reference too.
 */
void
qh_store_close (QhStore *self)
{
  g_clear_handle_id (&self->watch, g_source_remove);
  g_mutex_lock (&self->read_lock);
  g_clear_pointer (&self->reader, qh_database_close);
  g_mutex_unlock (&self->read_lock);
  g_mutex_lock (&self->write_lock);
  g_clear_pointer (&self->writer, qh_database_close);
  g_mutex_unlock (&self->write_lock);
  g_mutex_lock (&self->snapshot_lock);
  g_clear_pointer (&self->keyring, qh_keyring_unref);
  g_clear_pointer (&self->pair, qh_key_pair_free);
  if (self->recovery_words != NULL)
    qh_wipe (self->recovery_words, strlen (self->recovery_words));
  g_clear_pointer (&self->recovery_words, g_free);
  g_mutex_unlock (&self->snapshot_lock);
}

/* While it is on, what is freed in the file is overwritten with zeroes; when it
 * ends, so is what the write-ahead log holds. */
void
qh_store_set_secure_delete (QhStore *self, gboolean secure)
{
  g_mutex_lock (&self->write_lock);
  if (self->writer != NULL)
    qh_database_exec (self->writer,
                      secure ? "PRAGMA secure_delete = ON"
                             : "PRAGMA secure_delete = OFF; PRAGMA wal_checkpoint (TRUNCATE);",
                      NULL);
  g_mutex_unlock (&self->write_lock);
}

/* What is said to whoever still reads or writes a store that was closed. */
void
qh_store_set_locked_error (GError **error)
{
  g_set_error_literal (
    error, QH_ERROR, QH_ERROR_FAILED, _ ("The workspace is locked. Unlock it and try again."));
}

/* The keys, for a worker that goes on while the store may be closed; NULL once it is. */
QhKeyring *
qh_store_ref_keyring (QhStore *self)
{
  QhKeyring *keyring;

  g_mutex_lock (&self->snapshot_lock);
  keyring = self->keyring != NULL ? qh_keyring_ref (self->keyring) : NULL;
  g_mutex_unlock (&self->snapshot_lock);
  return keyring;
}

/* Other programs on the same file */

static gint64
get_last_sequence (QhStore *self)
{
  return qh_database_get_int (self->writer, "SELECT coalesce (max (sequence), 0) FROM changes", 0);
}

static gboolean
watch_cb (gpointer data)
{
  QhStore *self = data;
  g_autoptr (GError) error = NULL;
  gint64 sequence = self->watched_sequence;
  gint64 version;

  if (!g_mutex_trylock (&self->write_lock))
    return G_SOURCE_CONTINUE;
  version = self->writer != NULL
              ? qh_database_get_int (self->writer, "PRAGMA data_version", self->data_version)
              : self->data_version;
  if (version != self->data_version)
    {
      sequence = get_last_sequence (self);
      qh_store_follow_keys (self, NULL);
    }
  g_mutex_unlock (&self->write_lock);
  if (version == self->data_version)
    return G_SOURCE_CONTINUE;
  self->data_version = version;
  if (sequence == self->watched_sequence) /* a draft, say, which no list shows */
    return G_SOURCE_CONTINUE;
  self->watched_sequence = sequence;
  g_mutex_lock (&self->read_lock);
  if (!qh_store_load_snapshots (self, self->reader, &error))
    g_warning ("What another program wrote cannot be read: %s", error->message);
  g_mutex_unlock (&self->read_lock);
  qh_store_emit_changed (self, NULL);
  return G_SOURCE_CONTINUE;
}

/**
 * qh_store_watch:
 *
 * From now on tells listeners when another program writes to the file. Needs a
 * main loop.
 */
void
qh_store_watch (QhStore *self)
{
  if (self->watch != 0)
    return;
  g_mutex_lock (&self->write_lock);
  self->data_version = qh_database_get_int (self->writer, "PRAGMA data_version", 0);
  self->watched_sequence = get_last_sequence (self);
  g_mutex_unlock (&self->write_lock);
  self->watch = g_timeout_add_seconds (WATCH_SECONDS, watch_cb, self);
}

/* What is known of it */

const char *
qh_store_get_path (QhStore *self)
{
  return self->path;
}

gboolean
qh_store_is_practice (QhStore *self)
{
  return self->practice;
}

/**
 * qh_store_ref_dictionary:
 *
 * Returns: (transfer full): the dictionary with the unit's own fields.
 */
QhDictionary *
qh_store_ref_dictionary (QhStore *self)
{
  QhDictionary *dictionary;

  g_mutex_lock (&self->snapshot_lock);
  dictionary
    = qh_dictionary_ref (g_ptr_array_index (self->dictionaries, self->dictionaries->len - 1));
  g_mutex_unlock (&self->snapshot_lock);
  return dictionary;
}

/**
 * qh_store_ref_catalogues:
 *
 * Returns: (transfer full): the catalogues as they are now.
 */
QhCatalogues *
qh_store_ref_catalogues (QhStore *self)
{
  QhCatalogues *catalogues;

  g_mutex_lock (&self->snapshot_lock);
  catalogues = qh_catalogues_ref (self->catalogues);
  g_mutex_unlock (&self->snapshot_lock);
  return catalogues;
}

/**
 * qh_store_get_kind:
 * @number: a #QhKindNumber
 *
 * Returns: (transfer none): its description, good as long as the store.
 */
QhKind *
qh_store_get_kind (QhStore *self, guint number)
{
  g_autoptr (QhDictionary) dictionary = qh_store_ref_dictionary (self);

  return qh_dictionary_get_kind (dictionary, number);
}

/**
 * qh_store_new_record:
 *
 * Returns: (transfer full): an empty record of a kind.
 */
QhRecord *
qh_store_new_record (QhStore *self, guint kind)
{
  return qh_record_new (qh_store_get_kind (self, kind));
}

/**
 * qh_store_new_id:
 *
 * Returns: an id for a record that others of the same change refer to.
 */
gint64
qh_store_new_id (QhStore *self)
{
  gint64 id;

  g_mutex_lock (&self->snapshot_lock);
  id = qh_id_source_next (&self->ids);
  g_mutex_unlock (&self->snapshot_lock);
  return id;
}

/**
 * qh_store_set_language:
 *
 * Sets the language of labels in the store's messages.
 */
void
qh_store_set_language (QhStore *self, QhLanguage language)
{
  self->language = language;
}

QhLanguage
qh_store_get_language (QhStore *self)
{
  return self->language;
}

static void
qh_store_finalize (GObject *object)
{
  QhStore *self = QH_STORE (object);

  qh_store_close (self);
  g_clear_pointer (&self->catalogues, qh_catalogues_unref);
  g_ptr_array_unref (self->dictionaries);
  g_mutex_clear (&self->write_lock);
  g_mutex_clear (&self->read_lock);
  g_mutex_clear (&self->snapshot_lock);
  g_free (self->path);
  G_OBJECT_CLASS (qh_store_parent_class)->finalize (object);
}

static void
qh_store_class_init (QhStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qh_store_finalize;

  /**
   * QhStore::changed:
   * @touched: (element-type QhTouched) (nullable): the records that changed; %NULL when any may
   * have
   *
   * Emitted on the main context after something was written, by this program
   * or, while watching, by another.
   */
  signals[CHANGED] = g_signal_new (
    "changed", QH_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ARRAY);
}

static void
qh_store_init (QhStore *self)
{
  g_mutex_init (&self->write_lock);
  g_mutex_init (&self->read_lock);
  g_mutex_init (&self->snapshot_lock);
  self->dictionaries = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_dictionary_unref);
}
