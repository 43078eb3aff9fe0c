/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-record.h"

G_BEGIN_DECLS

/* Who may see identities. */
#define QH_ROLES_SEEING (QH_ROLE_PRACTITIONER | QH_ROLE_SUPERVISOR)

QhRoles qh_user_get_roles (const QhRecord *user);
void    qh_user_set_roles (QhRecord *user, QhRoles roles);

QhRoles qh_role_from_name (const char *name);

G_END_DECLS
