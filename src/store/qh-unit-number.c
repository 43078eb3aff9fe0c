/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers that a unit sets for itself: each described once, for the window and the commands. */
#include "config.h"

#include "store/qh-unit-number.h"

#include <glib/gi18n-lib.h>

#include "store/qh-setting.h"
#include "store/qh-store-private.h"

static const struct
{
  const char *name; /* in the workspace and in the log */
  gint64 usual;
  gint64 least;
  gint64 most;
  const char *what; /* of which something is said, to who sets it wrongly */
} numbers[QH_N_UNIT_NUMBERS] = {
  [QH_UNIT_SMALL_CELLS] = { "small-cells", 5, 0, 1000, N_ ("The least figure that is shown") },
  [QH_UNIT_IDLE_DAYS] = { "idle-days", 60, 1, 3650, N_ ("Days without activity in an open case") },
  [QH_UNIT_REFERRAL_DAYS] = { "referral-days", 30, 1, 3650, N_ ("Days without an outcome of a referral") },
};

/**
 * qh_unit_number_get_name:
 *
 * Returns: its name in the workspace, the log and the commands.
 */
const char *
qh_unit_number_get_name (QhUnitNumber which)
{
  return numbers[which].name;
}

/**
 * qh_unit_number_get_most:
 *
 * Returns: the highest that it may be.
 */
gint64
qh_unit_number_get_most (QhUnitNumber which)
{
  return numbers[which].most;
}

/**
 * qh_unit_number_get:
 *
 * Returns: what the unit has set, or what is usual.
 */
gint64
qh_unit_number_get (QhStore *store, QhUnitNumber which)
{
  gint64 value = qh_store_get_setting_int (store, numbers[which].name, numbers[which].usual);

  return CLAMP (value, numbers[which].least, numbers[which].most);
}

static gboolean
check (QhStore *store, QhUnitNumber which, gint64 value, GError **error)
{
  const char *what = _ (numbers[which].what);

  if ((qh_store_get_roles (store) & qh_store_get_kind (store, QH_KIND_UNIT)->writers) == 0)
    g_set_error (error, QH_ERROR, QH_ERROR_PASSPHRASE, _ ("%s: your role does not let you set it. Ask an administrator."), what);
  else if (value < numbers[which].least || value > numbers[which].most)
    g_set_error (error,
                 QH_ERROR,
                 QH_ERROR_RANGE,
                 _ ("%s: write a number from %'d to %'d."),
                 what,
                 (int)numbers[which].least,
                 (int)numbers[which].most);
  else
    return TRUE;
  return FALSE;
}

/**
 * qh_unit_number_set:
 *
 * Sets it for the unit. Only who may change the unit may do it. Writes the file: not
 * for the main thread. Who listens to the store hears that something changed that is no record.
 *
 * Returns: whether it was written; if not, @error says what it may be, or that the
 *   role does not allow it.
 */
gboolean
qh_unit_number_set (QhStore *store, QhUnitNumber which, gint64 value, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);
  g_autofree char *detail = g_strdup_printf ("%s = %s", numbers[which].name, text);
  g_autoptr (GArray) touched = NULL;

  if (!check (store, which, value, error)
      || !qh_store_set_setting (store, numbers[which].name, text, QH_ACTION_CHANGE_SETTING, detail, error))
    return FALSE;
  touched = g_array_new (FALSE, FALSE, sizeof (QhTouched));
  qh_store_emit_changed (store, touched);
  return TRUE;
}
