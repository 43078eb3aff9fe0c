# SPDX-License-Identifier: GPL-3.0-or-later
# Expected figures for tests/test-stats-descriptives.c: Wilson's score interval.
for (case in list(c(0, 1), c(1, 1), c(0, 10), c(10, 10), c(1, 2), c(3, 10), c(81, 263), c(999, 1000), c(123456, 1000000))) {
  ends <- suppressWarnings(prop.test(case[1], case[2], correct = FALSE)$conf.int)
  for (i in 1:2) {
    cat("wilson", paste(sprintf("%d", case), collapse = ","), c("low", "high")[i], sprintf("%.17g", ends[i]), 1e-9, sep = "\t")
    cat("\n")
  }
}
