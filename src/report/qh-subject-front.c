/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page of a copy: who holds what, and what has to be known before it
 * is handed over. */
#include "report/qh-subject-copy-private.h"

#include <glib/gi18n-lib.h>

#include "store/qh-change-words.h"
#include "store/qh-drafts.h"

static void
add_unit (QhCopying *self, QhSection *facts)
{
  g_autoptr (GPtrArray) units = qh_store_list_all (self->store, QH_KIND_UNIT, NULL);
  const QhRecord *unit = units != NULL && units->len > 0 ? g_ptr_array_index (units, 0) : NULL;
  const char *institution = unit != NULL ? qh_record_get_text (unit, "institution") : "";
  g_autofree char *whole = NULL;

  if (unit == NULL)
    return;
  whole = g_strdup_printf (
    "%s%s%s", qh_record_get_text (unit, "name"), institution[0] != '\0' ? ", " : "", institution);
  qh_section_add_field (facts, "held_by", _ ("Held by"), whole, whole);
}

static void
add_facts (QhCopying *self)
{
  QhDocument *document = self->copy->document;
  gint64 now = g_get_real_time () / 1000;
  g_autofree char *time = qh_change_words_time (now);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / 1000);
  g_autofree char *iso = g_date_time_format_iso8601 (utc);

  add_unit (self, document->facts);
  qh_section_add_field (document->facts, "made", _ ("Made"), time, iso);
  qh_section_add_field (document->facts, "made_by", _ ("By"), document->author, document->author);
  for (guint kind = 1; kind < QH_N_KINDS; kind++)
    {
      const QhKind *of = qh_store_get_kind (self->store, kind);
      g_autofree char *count = g_strdup_printf ("%u", self->copy->n_records[kind]);

      if (self->copy->n_records[kind] > 0)
        qh_section_add_field (document->facts,
                              of->table,
                              qh_kind_get_plural (of, qh_store_get_language (self->store)),
                              count,
                              count);
    }
}

static void
add_warnings (QhCopying *self)
{
  QhSubjectCopy *copy = self->copy;
  guint n_people = copy->n_records[QH_KIND_PERSON];
  guint n_drafts = qh_drafts_count_about (self->store, self->held);

  if (copy->kind == QH_KIND_CASE && n_people > 1)
    qh_document_add_warning (
      copy->document,
      _ ("It holds the data of %u people. Hand it only to who may have all of it; for one of "
         "them, make a copy of that person’s data."),
      n_people);
  qh_document_add_warning (
    copy->document,
    "%s",
    _ ("Notes can name other people. Read them before this is handed over, and cover what they "
       "tell of others."));
  if (copy->n_restricted > 0)
    qh_document_add_warning (
      copy->document,
      g_dngettext (GETTEXT_PACKAGE,
                   "%u case is restricted to other users and is left out. Ask them for a copy of "
                   "it.",
                   "%u cases are restricted to other users and are left out. Ask them for a copy "
                   "of these.",
                   copy->n_restricted),
      copy->n_restricted);
  if (copy->n_of_others > 0)
    qh_document_add_warning (
      copy->document,
      g_dngettext (GETTEXT_PACKAGE,
                   "%u record of these cases tells only of other people and is left out.",
                   "%u records of these cases tell only of other people and are left out.",
                   copy->n_of_others),
      copy->n_of_others);
  if (n_drafts > 0)
    qh_document_add_warning (
      copy->document,
      g_dngettext (GETTEXT_PACKAGE,
                   "%u draft that somebody is typing of this is not in it: drafts are read by "
                   "nobody else.",
                   "%u drafts that are being typed of this are not in it: drafts are read by "
                   "nobody else.",
                   n_drafts),
      n_drafts);
  qh_document_add_warning (copy->document,
                           "%s",
                           _ ("Who has this copy can read it without a passphrase. Keep it under "
                              "lock, and destroy it once it was handed over."));
}

/**
 * qh_copying_add_front:
 *
 * Adds what stands on the first page, once all records are in the copy.
 */
void
qh_copying_add_front (QhCopying *self)
{
  add_facts (self);
  add_warnings (self);
}
