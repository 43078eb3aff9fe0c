/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/qh-desk.h"
#include "desk/qh-goals.h"
#include "fixture.h"

/* Schedules, goals and records that the desk counts. */

QhDay day (const char *iso);
void put_schedule (Fixture *fixture, const char *begins, int minutes);
void put_leave (Fixture *fixture, const char *begins, const char *ends);
gint64 put_activity (Fixture *fixture, const char *date, const char *type, int start, int minutes, gint64 in_case);
QhDesk *new_desk (Fixture *fixture, gint64 unit, gint64 worker);
QhGoal new_goal (Fixture *fixture, const char *type, guint planned);
void write_goals (Fixture *fixture, QhGoal first, QhGoal second);
double evaluate (Fixture *fixture, QhDesk *desk, const char *code);
gint64 put_case (Fixture *fixture, const char *opened, const char *closed, const char *reason);
void put_action_item (Fixture *fixture, const char *due, const char *done);
void put_referral (Fixture *fixture, gint64 in_case, const char *result);
