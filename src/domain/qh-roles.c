/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/qh-roles.h"

/* A role is a yes/no field of a user, and has its name. */
static const struct
{
  QhRoles role;
  const char *name;
} roles[] = {
  { QH_ROLE_PRACTITIONER, "practitioner" },
  { QH_ROLE_SUPERVISOR, "supervisor" },
  { QH_ROLE_RESEARCHER, "researcher" },
  { QH_ROLE_ADMINISTRATOR, "administrator" },
};

/**
 * qh_role_from_name:
 *
 * Returns: the role, or 0 when there is none of that name.
 */
QhRoles
qh_role_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (roles[i].name, name))
      return roles[i].role;
  return (QhRoles)0;
}

/**
 * qh_user_get_roles:
 * @user: a record of kind user
 *
 * Returns: what the user does in the unit.
 */
QhRoles
qh_user_get_roles (const QhRecord *user)
{
  guint mask = 0;

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (qh_record_get_integer (user, roles[i].name) != 0)
      mask |= roles[i].role;
  return (QhRoles)mask;
}

/**
 * qh_user_set_roles:
 * @user: a record of kind user
 */
void
qh_user_set_roles (QhRecord *user, QhRoles mask)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    qh_record_set_integer (user, roles[i].name, (mask & roles[i].role) != 0);
}
