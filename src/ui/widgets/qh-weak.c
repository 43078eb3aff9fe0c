/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a callback needs of a window that may be closed before it is called. */
#include "ui/widgets/qh-weak.h"

/**
 * qh_weak_new:
 * @object: (type GObject): what a callback is about
 *
 * Returns: (transfer full): what to give to the callback in the place of the object.
 */
gpointer
qh_weak_new (gpointer object)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, object);
  return weak;
}

/**
 * qh_weak_take:
 * @weak: (transfer full): what qh_weak_new() gave
 *
 * Returns: (transfer full) (nullable): the object, if it is still there.
 */
gpointer
qh_weak_take (gpointer weak)
{
  gpointer object = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);
  return object;
}
