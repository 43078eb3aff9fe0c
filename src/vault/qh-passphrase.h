/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-error.h"

G_BEGIN_DECLS

#define QH_PASSPHRASE_BITS 45.0

double   qh_passphrase_measure (const char *passphrase);
gboolean qh_passphrase_check   (const char *passphrase, GError **error);

G_END_DECLS
