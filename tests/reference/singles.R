# SPDX-License-Identifier: GPL-3.0-or-later
# Expected figures for tests/test-stats-tests.c: one variable, and items that go together.
source("lib/emit.R")
set.seed(13)
samples <- list(
  three = c(1, 2, 4), four = c(3, 3, 4, 9), five = c(2.5, 3.1, 2.2, 4.8, 3.9), eleven = round(rnorm(11), 3),
  twelve = round(rexp(12), 3), ties = c(1, 1, 2, 2, 2, 3, 3, 4, 9, 9), skewed = round(rexp(300), 4),
  normal = round(rnorm(200, 50, 9), 3), missing = c(NA, 4, 8, 1, NA, 7, 7.5), far = 1e6 + c(1, 2, 3, 5, 8, 13)
)
for (name in names(samples)) {
  test <- shapiro.test(samples[[name]])
  # Its weights are sums of rounded constants; p is of 1 - W.
  emit("shapiro-wilk", name, samples[name], figures = c(n = sum(!is.na(samples[[name]])), statistic = test$statistic[[1]], p = test$p.value),
       tolerance = c(1e-9, 1e-9, 1e-8))
}
for (name in c("five", "ties", "missing")) {
  x <- samples[[name]]
  whole <- x[!is.na(x)]
  quartiles <- quantile(whole, c(0.25, 0.5, 0.75), type = 6, names = FALSE)
  ends <- t.test(whole)$conf.int
  emit("describe", name, list(x), figures = c(n = length(whole), mean = mean(whole), mean.low = ends[1], mean.high = ends[2],
       sd = sd(whole), q1 = quartiles[1], median = quartiles[2], q3 = quartiles[3]))
  by <- factor(rep_len(1:2, length(x)), levels = 1:3)
  second <- x[by == 2 & !is.na(x)]
  emit("describe", paste0(name, "_groups"), list(x), list(by), c(groups.2.n = length(second), groups.2.mean = mean(second),
       groups.2.low = t.test(second)$conf.int[1], groups.2.sd = sd(second), groups.2.median = median(second)))
}
items <- list(
  plain = list(c(4, 5, 3, 2, 5, 1, 4), c(3, 5, 3, 1, 4, 2, 4), c(4, 4, 2, 2, 5, 1, 5)),
  two = list(c(1, 2, 3, 4), c(2, 2, 4, 3)),
  missing = list(c(1, 2, NA, 4, 5, 2), c(2, 2, 3, 3, 5, 1), c(1, NA, 4, 4, 4, 2)),
  reversed = list(c(1, 2, 3, 4, 5), c(5, 4, 3, 1, 2), c(1, 3, 3, 4, 4))
)
alpha_of <- function(x) { k <- ncol(x); v <- var(x); k / (k - 1) * (1 - sum(diag(v)) / sum(v)) }
for (name in names(items)) {
  x <- na.omit(do.call(cbind, items[[name]]))
  k <- ncol(x)
  n <- nrow(x)
  a <- alpha_of(x)
  figures <- c(n = n, items = k, alpha = a, alpha.low = 1 - (1 - a) * qf(0.975, n - 1, (n - 1) * (k - 1)),
               alpha.high = 1 - (1 - a) * qf(0.025, n - 1, (n - 1) * (k - 1)))
  for (i in seq_len(k)) {
    figures[paste0("items.", i, ".correlation")] <- cor(x[, i], rowSums(x[, -i, drop = FALSE]))
    if (k > 2) figures[paste0("items.", i, ".alpha_without")] <- alpha_of(x[, -i])
  }
  emit("cronbach", name, items[[name]], figures = figures)
}
colours <- factor(c(1, 1, 2, 3, 3, 3, NA, 3), levels = 1:4)
ends <- function(count, n) suppressWarnings(prop.test(count, n, correct = FALSE)$conf.int)
emit("proportion", "plain", list(colours), figures = c(
  n = 7, shares.1.percent = 200 / 7, shares.1.low = 100 * ends(2, 7)[1], shares.3.high = 100 * ends(4, 7)[2],
  shares.4.count = 0, shares.4.low = 0, shares.4.high = 100 * ends(0, 7)[2]))
