/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking up and searching names; they are read in qh-case-index-build.c. */
#include "store/qh-case-index-private.h"

#include "domain/qh-fold.h"

#define FAR_AHEAD 16
#define NEAR_AHEAD 8

/**
 * qh_person_dup_name:
 *
 * Returns: (transfer full): given names and surnames.
 */
char *
qh_person_dup_name (const QhRecord *person)
{
  static const char *const fields[] = { "given_names", "first_surname", "second_surname" };
  GString *name = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *part = qh_record_get_text (person, fields[i]);

      if (part[0] != '\0')
        g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", part);
    }
  return g_string_free (name, FALSE);
}

QhCaseIndex *
qh_case_index_ref (QhCaseIndex *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
qh_case_index_unref (QhCaseIndex *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_hash_table_unref (self->case_by_id);
  g_hash_table_unref (self->person_by_id);
  g_ptr_array_unref (self->order);
  g_ptr_array_unref (self->cases);
  g_ptr_array_unref (self->persons);
  qh_name_arena_free (self->arena);
  g_free (self);
}

/* Looking up */

guint
qh_case_index_get_n (QhCaseIndex *self)
{
  return self->order->len;
}

/**
 * qh_case_index_get:
 * @position: 0 for the case with the latest activity
 *
 * Returns: (transfer none): the case, good until the next update.
 */
const QhCaseRow *
qh_case_index_get (QhCaseIndex *self, guint position)
{
  return g_ptr_array_index (self->order, position);
}

/**
 * qh_case_index_find:
 *
 * Returns: (transfer none) (nullable): the case of that id.
 */
const QhCaseRow *
qh_case_index_find (QhCaseIndex *self, gint64 id)
{
  return g_hash_table_lookup (self->case_by_id, &id);
}

static gboolean
passes (QhCaseIndex *self, const QhCaseRow *row, const QhCaseFilter *filter)
{
  if (filter == NULL)
    return TRUE;
  return (!filter->active || row->status != self->closed_status)
         && (filter->status == 0 || row->status == filter->status)
         && (filter->worker == 0 || row->worker == filter->worker)
         && (filter->level == 0 || row->level == filter->level)
         && (filter->opened_from == QH_NO_DAY || row->opened >= filter->opened_from)
         && (filter->opened_to == QH_NO_DAY || row->opened <= filter->opened_to);
}

/* Rows lie in memory as they were read, not as they are listed: most of a search
 * would be waiting for them. */
static inline void
fetch_ahead (GPtrArray *order,
             guint      i)
{
  if (i + FAR_AHEAD >= order->len)
    return;
  __builtin_prefetch (&((const QhCaseRow *) g_ptr_array_index (order, i + FAR_AHEAD))->folded);
  __builtin_prefetch (((const QhCaseRow *) g_ptr_array_index (order, i + NEAR_AHEAD))->folded);
}

/**
 * qh_case_index_search:
 * @text: what was typed: words of names or of a folio in any order, accents and case ignored
 * @filter: (nullable): what else must hold
 * @limit: the most that are wanted, or 0
 *
 * Returns: (transfer full) (element-type gint64): the ids of the cases found,
 *   the latest activity first.
 */
GArray *
qh_case_index_search (QhCaseIndex *self, const char *text, const QhCaseFilter *filter, guint limit)
{
  g_auto (GStrv) words = qh_fold_words (text);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->order->len && (limit == 0 || found->len < limit); i++)
    {
      const QhCaseRow *row = g_ptr_array_index (self->order, i);

      fetch_ahead (self->order, i);
      if (passes (self, row, filter) && qh_fold_match (row->folded, words))
        g_array_append_val (found, row->id);
    }
  return found;
}

guint
qh_case_index_get_n_persons (QhCaseIndex *self)
{
  return self->persons->len;
}

/**
 * qh_case_index_find_person:
 *
 * Returns: (transfer none) (nullable): the person of that id.
 */
const QhPersonRow *
qh_case_index_find_person (QhCaseIndex *self, gint64 id)
{
  return g_hash_table_lookup (self->person_by_id, &id);
}

/**
 * qh_case_index_search_persons:
 *
 * Returns: (transfer full) (element-type QhPersonRow): the people whose names hold every word of
 * @text.
 */
GPtrArray *
qh_case_index_search_persons (QhCaseIndex *self, const char *text, guint limit)
{
  g_auto (GStrv) words = qh_fold_words (text);
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < self->persons->len && (limit == 0 || found->len < limit); i++)
    {
      QhPersonRow *row = g_ptr_array_index (self->persons, i);

      if (qh_fold_match (row->folded, words))
        g_ptr_array_add (found, row);
    }
  return found;
}

/* The same name and nothing in the births that speaks against it, or the same CURP. */
static gboolean
is_likely_same (const QhPersonRow *row, const QhRecord *person, const char *folded)
{
  const char *curp = qh_record_get_text (person, "curp");
  gint64 date = qh_record_get_integer (person, "birth_date");

  if (row->id == person->id)
    return FALSE;
  if (curp[0] != '\0' && g_ascii_strcasecmp (curp, row->curp) == 0)
    return TRUE;
  return folded[0] != '\0' && g_str_equal (row->folded, folded)
         && (date == 0 || row->birth_date == QH_NO_DAY || date == row->birth_date);
}

/**
 * qh_case_index_find_duplicates:
 * @person: a person as typed so far
 *
 * Returns: (transfer full) (element-type QhPersonRow): people already there who are likely the
 * same.
 */
GPtrArray *
qh_case_index_find_duplicates (QhCaseIndex *self, const QhRecord *person, guint limit)
{
  g_autofree char *name = qh_person_dup_name (person);
  g_autofree char *folded = qh_fold (name);
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < self->persons->len && found->len < limit; i++)
    {
      QhPersonRow *row = g_ptr_array_index (self->persons, i);

      if (is_likely_same (row, person, folded))
        g_ptr_array_add (found, row);
    }
  return found;
}
