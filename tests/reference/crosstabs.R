# SPDX-License-Identifier: GPL-3.0-or-later
# Expected figures for tests/test-stats-crosstab.c. The data: rows, columns, then the counts row by row.
cases <- list(
  plain = rbind(c(12, 5), c(7, 21)),
  reversed = rbind(c(3, 30), c(25, 4)),
  small = rbind(c(3, 1), c(1, 3)),
  zero_cell = rbind(c(10, 0), c(4, 6)),
  independent = rbind(c(10, 20), c(20, 40)),
  two_people = rbind(c(1, 0), c(0, 1)),
  wide = rbind(c(12, 5, 9), c(7, 21, 3), c(4, 4, 15), c(1, 0, 2)),
  empty_row = rbind(c(12, 5), c(0, 0), c(7, 21)),
  empty_column = rbind(c(12, 0, 5, 3), c(7, 0, 21, 9)),
  large = rbind(c(51234, 48766), c(49877, 50123))
)
z <- qnorm(0.975)
for (name in names(cases)) {
  whole <- cases[[name]]
  x <- whole[rowSums(whole) > 0, colSums(whole) > 0]
  n <- sum(x)
  test <- suppressWarnings(chisq.test(x, correct = FALSE))
  expected <- test$expected
  df <- test$parameter[[1]]
  g <- 2 * sum(ifelse(x > 0, x * log(x / expected), 0))
  figures <- c(
    n = n, df = df, chi_square = test$statistic[[1]], p = test$p.value,
    likelihood = g, likelihood_p = pchisq(g, df, lower.tail = FALSE),
    cramers_v = sqrt(test$statistic[[1]] / (n * (min(dim(x)) - 1))),
    smallest_expected = min(expected), n_small = sum(expected < 5)
  )
  if (all(dim(x) == 2)) {
    yates <- suppressWarnings(chisq.test(x, correct = TRUE))
    ratio <- x[1, 1] * x[2, 2] / (x[1, 2] * x[2, 1])
    half <- z * sqrt(sum(1 / x))
    odds <- if (all(x > 0)) c(ratio, ratio * exp(-half), ratio * exp(half)) else c(NaN, NaN, NaN)
    # The correlation of the two as 0 and 1 is phi.
    a <- rep(c(1, 1, 0, 0), c(x[1, 1], x[1, 2], x[2, 1], x[2, 2]))
    b <- rep(c(1, 0, 1, 0), c(x[1, 1], x[1, 2], x[2, 1], x[2, 2]))
    figures <- c(figures, corrected = yates$statistic[[1]], corrected_p = yates$p.value,
                 phi = cor(a, b),
                 odds_ratio = odds[1], odds_low = odds[2], odds_high = odds[3])
  }
  for (measure in names(figures)) {
    cat(name, paste(c(dim(whole), t(whole)), collapse = ","), measure, sprintf("%.17g", figures[[measure]]), 1e-9, sep = "\t")
    cat("\n")
  }
}
