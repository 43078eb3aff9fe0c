/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-exchange-error.h"

G_DEFINE_QUARK (qh-exchange-error-quark, qh_exchange_error)
