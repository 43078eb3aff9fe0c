/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the log tells of a copy's records: who changed what, and who opened or
 * copied it. */
#include "report/qh-subject-copy-private.h"

#include <glib/gi18n-lib.h>

#include "store/qh-change-words.h"
#include "store/qh-history.h"

/* Something that was done. */
typedef struct
{
  gint64 sequence;
  gint64 time;
  gint64 user;
  char *words;
} Deed;

static void
clear_deed (gpointer deed)
{
  g_free (((Deed *)deed)->words);
}

static GArray *
new_deeds (void)
{
  GArray *deeds = g_array_new (FALSE, FALSE, sizeof (Deed));

  g_array_set_clear_func (deeds, clear_deed);
  return deeds;
}

static void
take_deed (GArray *deeds, const QhLogChange *change, char *words)
{
  Deed deed = { change->sequence, change->time, change->user, words };

  g_array_append_val (deeds, deed);
}

static int
compare_deeds (gconstpointer a, gconstpointer b)
{
  gint64 first = ((const Deed *)a)->sequence, second = ((const Deed *)b)->sequence;

  return (first > second) - (first < second);
}

static void
add_table (QhCopying *self, const char *name, const char *title, GArray *deeds)
{
  const QhDocumentColumn columns[]
    = { { "time", _ ("When"), 2.2 }, { "user", _ ("Who"), 1.6 }, { "what", _ ("What"), 6.2 } };
  QhSection *section
    = qh_document_add_table (self->copy->document, name, title, columns, G_N_ELEMENTS (columns));

  if (deeds->len == 0)
    qh_section_add_row (section,
                        (const char *[]){ "", "", _ ("Nothing, as far as the log knows") });
  g_array_sort (deeds, compare_deeds);
  for (guint i = 0; i < deeds->len; i++)
    {
      const Deed *deed = &g_array_index (deeds, Deed, i);
      g_autofree char *time = qh_change_words_time (deed->time);
      g_autofree char *user = qh_change_words_user (self->store, deed->user);
      const char *cells[] = { time, user, deed->words };

      qh_section_add_row (section, cells);
    }
}

/* Changes */

static void
append_edits (const QhCopying *self, GString *text, const QhVersion *version)
{
  const QhKind *kind = version->after->kind;

  for (guint i = 0; i < qh_kind_get_n_fields (kind); i++)
    {
      const QhField *field = qh_kind_get_field (kind, i);
      const QhValue *was = &version->before->values[i];
      const QhValue *is = &version->after->values[i];
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      if (qh_value_equal (was, is))
        continue;
      before = qh_copying_describe_value (self, field, was);
      after = qh_copying_describe_value (self, field, is);
      if (!g_str_equal (before, after))
        g_string_append_printf (text,
                                "\n%s: %s → %s",
                                qh_field_get_label (field, qh_store_get_language (self->store)),
                                before,
                                after);
    }
}

static char *
describe_version (const QhCopying *self, const QhRecord *record, const QhVersion *version)
{
  g_autofree char *said = qh_copying_make_title (self, record);
  g_autofree char *done = qh_operation_describe (version->operation, said);
  GString *text = g_string_new (done);

  if (version->erased)
    g_string_append_printf (text, " (%s)", _ ("erased"));
  else if (version->closed)
    g_string_append_printf (text, " (%s)", _ ("sealed for others"));
  else if (version->before != NULL && version->after != NULL)
    append_edits (self, text, version);
  return g_string_free (text, FALSE);
}

static gboolean
add_versions (QhCopying *self, const QhRecord *record, GArray *deeds, GError **error)
{
  g_autoptr (GPtrArray) versions
    = qh_history_list (self->store, record->kind->number, record->id, error);

  for (guint i = 0; versions != NULL && i < versions->len; i++)
    {
      const QhVersion *version = g_ptr_array_index (versions, i);

      take_deed (deeds, version->change, describe_version (self, record, version));
    }
  return versions != NULL;
}

/**
 * qh_copying_add_history:
 *
 * Adds who changed the copy's records, when, from what to what.
 *
 * Returns: whether the log could be read.
 */
gboolean
qh_copying_add_history (QhCopying *self, GError **error)
{
  g_autoptr (GArray) deeds = new_deeds ();

  for (guint i = 0; i < self->records->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error)
          || !add_versions (self, g_ptr_array_index (self->records, i), deeds, error))
        return FALSE;
      if (self->progress != NULL)
        self->progress (i + 1, self->records->len, self->progress_data);
    }
  add_table (self, "history", _ ("Who changed it"), deeds);
  return TRUE;
}

/* Events */

/**
 * qh_copying_add_events:
 *
 * Adds who opened, printed or copied the copy's people and cases before.
 *
 * Returns: whether the log could be read.
 */
gboolean
qh_copying_add_events (QhCopying *self, GError **error)
{
  g_autoptr (GArray) deeds = new_deeds ();

  for (guint i = 0; i < self->records->len; i++)
    {
      const QhRecord *record = g_ptr_array_index (self->records, i);
      guint kind = record->kind->number;
      g_autoptr (GPtrArray) events = NULL;

      if (kind != QH_KIND_PERSON && kind != QH_KIND_CASE)
        continue;
      events = qh_log_list_about (self->store, kind, record->id, error);
      if (events == NULL)
        return FALSE;
      for (guint e = 0; e < events->len; e++)
        {
          const QhLogChange *event = g_ptr_array_index (events, e);

          take_deed (deeds, event, qh_log_change_describe (self->store, event));
        }
    }
  add_table (self, "access", _ ("Who opened or copied it"), deeds);
  return TRUE;
}
