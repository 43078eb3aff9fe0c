# SPDX-License-Identifier: GPL-3.0-or-later
# Expected figures for tests/test-stats-tests.c: two categories.
source("lib/emit.R")
cases <- list(
  plain = rbind(c(12, 5), c(7, 21)),
  reversed = rbind(c(3, 30), c(25, 4)),
  small = rbind(c(3, 1), c(1, 3)),
  zero_cell = rbind(c(10, 0), c(4, 6)),
  independent = rbind(c(10, 20), c(20, 40)),
  two_people = rbind(c(1, 0), c(0, 1)),
  wide = rbind(c(12, 5, 9), c(7, 21, 3), c(4, 4, 15), c(1, 0, 2)),
  empty_row = rbind(c(12, 5), c(0, 0), c(7, 21)),
  empty_column = rbind(c(12, 0, 5, 3), c(7, 0, 21, 9))
)
for (name in names(cases)) {
  x <- cases[[name]]
  rows <- expand(x)
  x <- x[rowSums(x) > 0, colSums(x) > 0]
  n <- sum(x)
  test <- suppressWarnings(chisq.test(x, correct = FALSE))
  chi <- test$statistic[[1]]
  df <- test$parameter[[1]]
  most <- n * (min(dim(x)) - 1)
  end <- function(p) if (pchisq(chi, df) <= p) 0 else solve_ncp(function(l) pchisq(chi, df, l) - p, 0, 10 * chi + 50)
  v <- c(statistic = chi, df = df, p = test$p.value, n = n, cramers_v = sqrt(chi / most),
         cramers_v.low = sqrt(end(0.975) / most), cramers_v.high = min(1, sqrt(end(0.025) / most)))
  emit("chi-square", name, rows[1], rows[2], v, tolerance = 1e-8)
  g <- 2 * sum(ifelse(x > 0, x * log(x / test$expected), 0))
  emit("likelihood-ratio", name, rows[1], rows[2], c(statistic = g, p = pchisq(g, df, lower.tail = FALSE)))
  if (all(dim(x) == 2)) {
    yates <- suppressWarnings(chisq.test(x, correct = TRUE))
    emit("chi-square-corrected", name, rows[1], rows[2], c(statistic = yates$statistic[[1]], p = yates$p.value))
    emit("fisher", name, rows[1], rows[2], c(p = fisher.test(x)$p.value))
  } else {
    # Drawn by chance here: five standard errors of the exact one.
    exact <- fisher.test(x)$p.value
    emit("fisher", name, rows[1], rows[2], c(p = exact), tolerance = (5 * sqrt(exact * (1 - exact) / 10000) + 1e-4) / exact)
  }
}
