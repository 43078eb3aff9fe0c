# SPDX-License-Identifier: GPL-3.0-or-later
# Expected figures for tests/test-stats-tests.c: how much two categories have to do with each other.
# What base R has no function for is computed from its definition: pairs are counted one by one, and
# standard errors are those of the delta method with derivatives taken numerically.
source("lib/emit.R")
cases <- list(
  plain = rbind(c(12, 5), c(7, 21)),
  reversed = rbind(c(3, 30), c(25, 4)),
  wide = rbind(c(12, 5, 9), c(7, 21, 3), c(4, 4, 15), c(1, 0, 2)),
  empty_row = rbind(c(12, 5), c(0, 0), c(7, 21)),
  ordered = rbind(c(20, 11, 4), c(9, 15, 12), c(2, 8, 19))
)
z <- qnorm(0.975)
# The standard error of a measure of shares (Bishop, Fienberg and Holland, 1975).
delta <- function(measure, x) {
  p <- x / sum(x)
  h <- 1e-4
  slope <- sapply(seq_along(p), function(i) {
    at <- function(step) { q <- p; q[i] <- q[i] + step; measure(q) }
    (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h)
  })
  sqrt((sum(p * slope^2) - sum(p * slope)^2) / sum(x))
}
lambda <- function(x) (sum(apply(x, 1, max)) - max(colSums(x))) / (sum(x) - max(colSums(x)))
pairs_of <- function(x) {
  agreeing <- opposed <- 0
  for (i in seq_len(nrow(x))) for (j in seq_len(ncol(x))) {
    agreeing <- agreeing + x[i, j] * sum(x[row(x) > i & col(x) > j])
    opposed <- opposed + x[i, j] * sum(x[row(x) > i & col(x) < j])
  }
  c(agreeing, opposed)
}
gamma_of <- function(x) { both <- pairs_of(x); (both[1] - both[2]) / sum(both) }
for (name in names(cases)) {
  whole <- cases[[name]]
  rows <- expand(whole)
  x <- whole[rowSums(whole) > 0, colSums(whole) > 0]
  n <- sum(x)
  chi <- suppressWarnings(chisq.test(x, correct = FALSE))$statistic[[1]]
  by <- lambda(x)
  of <- lambda(t(x))
  by_se <- delta(lambda, x)
  of_se <- delta(function(p) lambda(t(p)), x)
  left <- c(n - max(rowSums(x)), n - max(colSums(x)))
  emit("association", name, rows[1], rows[2],
       c(n = n, contingency = sqrt(chi / (chi + n)), lambda_by = by, lambda_of = of,
         lambda = (of * left[1] + by * left[2]) / sum(left), lambda_by.high = min(1, by + z * by_se),
         lambda_of.low = of - z * of_se),
       # Derivatives taken numerically are good to some ten digits.
       tolerance = c(rep(1e-9, 5), 1e-7, 1e-7))
  g <- gamma_of(x)
  se <- delta(gamma_of, x)
  # Where there is no association: Goodman and Kruskal (1963), from the pairs of each cell.
  both <- 2 * pairs_of(x)
  cell <- outer(seq_len(nrow(x)), seq_len(ncol(x)), Vectorize(function(i, j) {
    (sum(x[row(x) > i & col(x) > j]) + sum(x[row(x) < i & col(x) < j])) -
      (sum(x[row(x) > i & col(x) < j]) + sum(x[row(x) < i & col(x) > j]))
  }))
  none <- 2 / sum(both) * sqrt(sum(x * cell^2) - (both[1] - both[2])^2 / n)
  emit("gamma", name, rows[1], rows[2],
       c(gamma = g, se = se, gamma.low = max(-1, g - z * se), gamma.high = min(1, g + z * se),
         statistic = g / none, p = 2 * pnorm(-abs(g / none))),
       tolerance = c(1e-9, 1e-7, 1e-7, 1e-7, 1e-9, 1e-9))
  if (all(dim(whole) == 2)) {
    risk <- prop.table(x, 1)
    ratio <- risk[1, ] / risk[2, ]
    spread <- sqrt(1 / x[1, ] - 1 / sum(x[1, ]) + 1 / x[2, ] - 1 / sum(x[2, ]))
    # Wald's interval of the odds ratio is that of a logistic regression.
    model <- glm(c(1, 0, 1, 0) ~ c(0, 0, 1, 1), family = binomial, weights = c(x[2, 1], x[2, 2], x[1, 1], x[1, 2]),
                 control = list(epsilon = 1e-15, maxit = 100))
    ends <- exp(suppressMessages(confint.default(model))[2, ])
    emit("odds-ratio", name, rows[1], rows[2],
         c(odds_ratio = exp(coef(model)[[2]]), odds_ratio.low = ends[[1]], odds_ratio.high = ends[[2]],
           relative_risk = ratio[1], relative_risk.low = ratio[1] * exp(-z * spread[1]),
           relative_risk.high = ratio[1] * exp(z * spread[1]), relative_risk_second = ratio[2]))
  }
}
# Twice the same categories.
again <- list(
  plain = rbind(c(30, 12), c(5, 53)),
  few = rbind(c(3, 4), c(1, 2)),
  alike = rbind(c(8, 3), c(3, 8)),
  one_way = rbind(c(6, 7), c(0, 9)),
  three = rbind(c(20, 5, 1), c(4, 15, 6), c(2, 3, 18))
)
kappa_of <- function(x, w) {
  p <- x / sum(x)
  # Shares that are varied one by one still have the sums that they add up to.
  chance <- sum(w * outer(rowSums(p), colSums(p)))
  (sum(w * p) - chance) / (1 - chance)
}
for (name in names(again)) {
  x <- again[[name]]
  rows <- expand(x)
  k <- nrow(x)
  test <- mcnemar.test(x, correct = k == 2)
  figures <- c(n = sum(x), changed = sum(x) - sum(diag(x)), statistic = test$statistic[[1]],
               df = test$parameter[[1]], p = test$p.value)
  if (k == 2) {
    figures <- c(figures, p_exact = binom.test(x[1, 2], x[1, 2] + x[2, 1])$p.value)
    if (all(x[c(2, 3)] > 0)) {
      root <- sqrt(1 / x[1, 2] + 1 / x[2, 1])
      figures <- c(figures, odds_ratio = x[1, 2] / x[2, 1], odds_ratio.low = x[1, 2] / x[2, 1] * exp(-z * root))
    }
  }
  emit("mcnemar", name, rows[1], rows[2], figures)
  same <- diag(k)
  value <- kappa_of(x, same)
  se <- delta(function(p) kappa_of(p, same), x)
  p <- x / sum(x)
  chance <- sum(rowSums(p) * colSums(p))
  none <- sqrt(chance + chance^2 - sum(rowSums(p) * colSums(p) * (rowSums(p) + colSums(p)))) / ((1 - chance) * sqrt(sum(x)))
  figures <- c(kappa = value, agreed = 100 * sum(diag(p)), se = se, kappa.low = value - z * se, statistic = value / none)
  tolerance <- c(1e-9, 1e-9, 1e-7, 1e-7, 1e-9)
  if (k > 2) {
    distance <- abs(row(x) - col(x)) / (k - 1)
    squared <- function(p) kappa_of(p, 1 - distance^2)
    figures <- c(figures, kappa_linear = kappa_of(x, 1 - distance), kappa_squared = squared(x),
                 kappa_squared.low = squared(x) - z * delta(squared, x))
    tolerance <- c(tolerance, 1e-9, 1e-9, 1e-7)
  }
  emit("kappa", name, rows[1], rows[2], figures, tolerance = tolerance)
}
