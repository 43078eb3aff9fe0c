/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fixture.h"
#include "store/qh-users.h"

#define BETO "viento cuatro mesas azules"
#define RITA "puente nueve lunas calladas"
#define NEW_PASSPHRASE "arroz doce barcos dormidos"
#define SECRET_NAME "Xochiquetzal"
#define SECRET_NOTE "Refiere cansancio de la cuidadora"

gint64 users_add (QhStore *store, const char *name, QhRoles roles, const char *passphrase);
QhStore *users_open_as (Fixture *fixture, const char *name, const char *passphrase);
gint64 users_put_case (Fixture *fixture, gint64 *person_id, gint64 *activity_id);
void users_exec (Fixture *fixture, const char *sql);
gint64 users_count (Fixture *fixture, const char *sql);
gboolean users_is_closed (QhStore *store, guint kind, gint64 id);
guint users_count_notes (QhStore *store, guint kind, gint64 id);
void users_assert_whole (QhStore *store);
