/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-catalogues.h"

G_BEGIN_DECLS

#define QH_NO_AGE -1

int    qh_age_on_day      (QhDay birth, QhDay day);
int    qh_person_get_age  (const QhRecord *person, QhDay day);
gint64 qh_age_group_find  (QhCatalogues *catalogues, int age);
void   qh_person_derive   (QhRecord *person, QhDay today);

G_END_DECLS
