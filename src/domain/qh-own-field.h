/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-record.h"

G_BEGIN_DECLS

QhOwnField *qh_own_field_from_record (const QhRecord *record, GError **error);
void        qh_own_field_free        (QhOwnField *own);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhOwnField, qh_own_field_free)

G_END_DECLS
