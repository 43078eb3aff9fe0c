/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Catalogue entries that this version ships and an older file lacks. */
#include "store/qh-store-private.h"

/* What is shipped and not there, as a change. Where a unit already uses the code
 * for its own, that stands. */
static QhChange *
make_change (QhStore *self)
{
  g_autoptr (QhDictionary) dictionary = qh_store_ref_dictionary (self);
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (self);
  g_autoptr (GPtrArray) shipped = qh_catalogues_shipped (dictionary);
  QhChange *change = qh_change_new ();

  change->action = QH_ACTION_NEW_VERSION;
  for (guint i = 0; i < shipped->len; i++)
    {
      const QhRecord *entry = g_ptr_array_index (shipped, i);

      if (qh_catalogues_find (catalogues, entry->id) == NULL
          && qh_catalogues_find_code (catalogues,
                                      qh_record_get_text (entry, "catalogue"),
                                      qh_record_get_text (entry, "code"))
               == NULL)
        qh_change_put (change, qh_record_copy (entry));
    }
  return change;
}

/**
 * qh_store_add_new_entries:
 *
 * Adds to an older file the catalogue entries that this version ships, as one
 * change. Whoever unlocks it first does so, whatever their roles.
 *
 * Returns: whether the file has them all.
 */
gboolean
qh_store_add_new_entries (QhStore *self, GError **error)
{
  g_autoptr (QhChange) change = make_change (self);
  QhRoles roles = self->roles;
  gboolean done;

  if (change->items->len == 0)
    return TRUE;
  self->roles = QH_ROLE_ADMINISTRATOR;
  done = qh_store_apply (self, change, NULL, NULL, NULL, error);
  self->roles = roles;
  return done;
}
