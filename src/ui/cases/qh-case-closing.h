/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/cases/qh-case-file.h"

G_BEGIN_DECLS

GtkWindow *qh_case_closing_open (GtkWidget *from, QhCaseFile *file);

G_END_DECLS
