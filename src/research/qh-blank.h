/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "research/qh-anonymize.h"

G_BEGIN_DECLS

void qh_blank_cells (QhAnonymization *self, const guint *levels, guint k);

G_END_DECLS
