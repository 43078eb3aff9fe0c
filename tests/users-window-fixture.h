/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "day-fixture.h"
#include "ui/unlock/qh-unlock-page.h"
#include "users-fixture.h"

/* Users added to the open workspace, and what the window does for them. */

gboolean is_visible (gpointer widget);
void click (gpointer button);
gint64 add_user (Day *day, const char *name, QhRoles roles, const char *passphrase);
void type_new (gpointer passphrase, const char *text, const char *again);
QhUnlockPage *lock (Day *day);
gboolean row_shows (Day *day, int number);
gint64 put_case (Day *day);
