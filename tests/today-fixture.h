/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "day-fixture.h"

/* The real window on Today, with two cases. */
typedef struct
{
  Day day;
  gint64 rogelio;
  gint64 guadalupe;
} Today;

void today_set_up (Today *today, gconstpointer data);
void today_tear_down (Today *today, gconstpointer data);
QhRecord *get_first (Day *day);
