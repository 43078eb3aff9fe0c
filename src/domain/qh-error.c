/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/qh-error.h"

G_DEFINE_QUARK (qh - error - quark, qh_error)
