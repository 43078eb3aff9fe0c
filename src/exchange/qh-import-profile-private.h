/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/qh-import-profile.h"

G_BEGIN_DECLS

void     qh_import_source_free           (QhImportSource *source);
void     qh_import_feed_free             (QhImportFeed *feed);
void     qh_import_own_field_free        (QhImportOwnField *own_field);
void     qh_import_case_free             (QhImportCase *group);
void     qh_import_served_free           (QhImportServed *served);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhImportSource, qh_import_source_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhImportFeed, qh_import_feed_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhImportOwnField, qh_import_own_field_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhImportCase, qh_import_case_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhImportServed, qh_import_served_free)

QhImportProfile *qh_import_profile_alloc (void);

G_END_DECLS
