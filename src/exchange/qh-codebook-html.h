/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/qh-manifest.h"

G_BEGIN_DECLS

char *qh_codebook_new_html (QhLabelled *labelled, GPtrArray *summaries, const QhManifest *manifest);

G_END_DECLS
