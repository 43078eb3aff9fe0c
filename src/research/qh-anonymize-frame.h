/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "research/qh-anonymize.h"

G_BEGIN_DECLS

QhFrame *qh_anonymization_make_frame (const QhAnonymization *self, QhFrame *frame, const guint8 *mask,
                                      const char *const *dropped);

G_END_DECLS
