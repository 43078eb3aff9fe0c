/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-catalogues.h"

G_BEGIN_DECLS

gboolean qh_field_check  (const QhField *field, const QhValue *value, QhCatalogues *catalogues,
                          QhDay today, QhLanguage language, GError **error);
gboolean qh_record_check (const QhRecord *record, QhCatalogues *catalogues, QhDay today,
                          QhLanguage language, GError **error);

G_END_DECLS
