# SPDX-License-Identifier: GPL-3.0-or-later
# Expected figures for tests/test-stats-tests.c: means of two groups and of pairs.
source("lib/emit.R")
set.seed(11)
cases <- list(
  plain = list(c(5.1, 4.9, 6.2, 5.8, 7.1, 4.4, 5.0), c(3.9, 4.1, 5.2, 3.3, 4.8)),
  two_each = list(c(1, 2), c(4, 9)),
  ties = list(c(1, 1, 1, 2, 2, 5), c(2, 2, 3, 3, 3, 3, 8)),
  one_constant = list(c(2, 2, 2, 2), c(1, 3, 5)),
  missing = list(c(5, NA, 7, 9, 1), c(2, 2, NA, 4, 3)),
  far = list(1e6 + c(1, 2, 3, 4, 7), 1e6 + c(3, 5, 6, 8)),
  many = list(round(rnorm(60, 50, 10), 3), round(rnorm(45, 55, 12), 3))
)
t_ncp <- function(t, df, p) solve_ncp(function(l) suppressWarnings(pt(t, df, l)) - p, -37, 37)
for (name in names(cases)) {
  a <- cases[[name]][[1]]
  b <- cases[[name]][[2]]
  of <- c(a, b)
  by <- factor(rep(1:2, c(length(a), length(b))))
  a <- a[!is.na(a)]
  b <- b[!is.na(b)]
  n <- c(length(a), length(b))
  df <- sum(n) - 2
  pooled <- sqrt(((n[1] - 1) * var(a) + (n[2] - 1) * var(b)) / df)
  d <- (mean(a) - mean(b)) / pooled
  root <- sqrt(sum(1 / n))
  # Hedges (1981), the exact factor.
  g <- d * exp(lgamma(df / 2) - log(sqrt(df / 2)) - lgamma((df - 1) / 2))
  effects <- c(cohens_d = d, cohens_d.low = t_ncp(d / root, df, 0.975) * root,
               cohens_d.high = t_ncp(d / root, df, 0.025) * root, hedges_g = g)
  for (equal in c(TRUE, FALSE)) {
    test <- t.test(a, b, var.equal = equal)
    figures <- c(statistic = test$statistic[[1]], df = test$parameter[[1]], p = test$p.value,
                 difference = mean(a) - mean(b), difference.low = test$conf.int[1],
                 difference.high = test$conf.int[2], se = test$stderr,
                 groups.1.n = n[1], groups.1.mean = mean(a), groups.2.sd = sd(b))
    emit(if (equal) "student" else "welch", name, list(of), list(by), c(figures, effects),
         # Ends of a noncentrality are as good as R's pt() of it.
         tolerance = c(rep(1e-9, length(figures)), 1e-9, 1e-7, 1e-7, 1e-9))
  }
  k <- min(length(cases[[name]][[1]]), length(cases[[name]][[2]]))
  x <- cases[[name]][[1]][1:k]
  y <- cases[[name]][[2]][1:k]
  test <- t.test(x, y, paired = TRUE)
  differences <- (x - y)[!is.na(x - y)]
  m <- length(differences)
  d <- mean(differences) / sd(differences)
  emit("paired", name, list(x), list(y),
       c(n = m, statistic = test$statistic[[1]], df = test$parameter[[1]], p = test$p.value,
         difference = test$estimate[[1]], difference.low = test$conf.int[1], difference.high = test$conf.int[2],
         cohens_d = d, cohens_d.low = t_ncp(d * sqrt(m), m - 1, 0.975) / sqrt(m),
         cohens_d.high = t_ncp(d * sqrt(m), m - 1, 0.025) / sqrt(m)),
       tolerance = c(rep(1e-9, 8), 1e-7, 1e-7))
}
