/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "day-fixture.h"

/* A case with two people and an activity with a note. */

/* A case with two people and an activity with a note. */
typedef struct
{
  gint64 person, other, in_case, activity;
} World;

void build (Day *day, World *world);
guint count_actions (Day *day, QhAction action);
gpointer open_from_case (Day *day, const World *world, const char *action);
void type (gpointer window, const char *row, const char *text);
