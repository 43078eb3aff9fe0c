/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "cli/qh-cli-frame.h"
#include "research/qh-anonymize.h"
#include "research/qh-risk-report.h"

G_BEGIN_DECLS

gboolean qh_cli_source_open_either (QhCli *cli, QhCliSource *source, GError **error);
char   **qh_cli_split              (QhCli *cli, const char *option);
char   **qh_cli_choose_quasi       (QhCli *cli, const QhCliSource *source);
char    *qh_cli_make_figure        (QhCli *cli, double value);
gboolean qh_cli_get_real           (QhCli *cli, const char *name, double fallback, double min, double max,
                                    double *real, GError **error);

gboolean qh_cli_leave_out_objectors (QhCliSource *source, GError **error);
gboolean qh_cli_export_anonymous   (const QhCliSource *source, const QhAnonymization *result, const char *const *dropped, const char *path, GError **error);
gboolean qh_cli_print_anonymous    (QhCli *cli, const QhAnonymization *result, const char *path, GError **error);
gboolean qh_cli_get_loss           (QhCli *cli, QhLoss *loss, GError **error);

#define QH_CLI_LOSS_OPTION \
  QH_CLI_OPTION ("loss", N_ ("By what the ways to reach the goal are compared: normalised certainty penalty unless given, discernibility, average class size"), \
                 N_ ("ncp|discernibility|class-size"))

gboolean qh_cli_split_pair         (const char *option, const char *text, char **name, const char **rest, GError **error);
GHashTable *qh_cli_read_treatments (QhCli *cli, const QhCliSource *source, const char *const *taken, GError **error);

void     qh_cli_json_diversity     (JsonBuilder *builder, const QhDiversity *diversity);
void     qh_cli_json_risk          (JsonBuilder *builder, const QhRisk *risk, const QhDiversity *diversity);
gboolean qh_cli_print_json         (JsonBuilder *builder, GError **error);

G_END_DECLS
