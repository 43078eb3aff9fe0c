/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QhLanguage:
 *
 * The languages in which labels of fields and codes are kept. Spanish is the
 * fallback for a label that is missing in another.
 */
typedef enum
{
  QH_LANGUAGE_ES,
  QH_LANGUAGE_EN,
  QH_LANGUAGE_PT,
  QH_N_LANGUAGES,
} QhLanguage;

QhLanguage  qh_language_from_locale (void);
const char *qh_language_to_code     (QhLanguage language);
const char *qh_labels_get           (char *const labels[QH_N_LANGUAGES],
                                     QhLanguage  language);

G_END_DECLS
