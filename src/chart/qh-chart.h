/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/qh-chart-data.h"
#include "chart/qh-chart-layout.h"
#include "chart/qh-chart-save.h"
#include "chart/qh-chart-scale.h"
#include "chart/qh-chart-theme.h"
#include "chart/qh-chart-words.h"
