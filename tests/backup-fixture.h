/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fixture.h"

/* Backups of the fixture's workspace. */

#define MARKED_NOTE "nota con la marca urraca-7731"

gint64 put_marked_activity (QhStore *store);
char *make_backup (Fixture *fixture, const char *folder);
char *in_folder (Fixture *fixture, const char *name);
