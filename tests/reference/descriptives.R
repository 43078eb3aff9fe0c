# SPDX-License-Identifier: GPL-3.0-or-later
# Expected figures for tests/test-stats-descriptives.c.
set.seed(7)
cases <- list(
  one = 5,
  two = c(1, 4),
  three = c(2, 2, 9),
  four = c(1, 2, 3, 10),
  constant = rep(0.1, 7),
  ties = c(1, 1, 2, 2, 2, 3, 7, 7, 7, 30),
  negative = c(-3.5, -1, 0, 0, 2.25, 8),
  minutes = round(rexp(200, 1 / 35)) + 1,
  far = 1e9 + round(rnorm(50), 3),
  normal = round(rnorm(101, 50, 10), 4)
)

# G1 and G2 of Joanes and Gill (1998).
skewness <- function(x) {
  n <- length(x)
  if (n < 3 || sd(x) == 0) return(NaN)
  n / ((n - 1) * (n - 2)) * sum(((x - mean(x)) / sd(x))^3)
}
kurtosis <- function(x) {
  n <- length(x)
  if (n < 4 || sd(x) == 0) return(NaN)
  n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * sum(((x - mean(x)) / sd(x))^4) -
    3 * (n - 1)^2 / ((n - 2) * (n - 3))
}
# t.test refuses constant data.
interval <- function(x) {
  if (length(x) < 2) return(c(NaN, NaN))
  if (sd(x) == 0) return(c(mean(x), mean(x)))
  t.test(x)$conf.int
}

for (name in names(cases)) {
  x <- cases[[name]]
  n <- length(x)
  quartiles <- quantile(x, c(0.25, 0.5, 0.75), type = 6, names = FALSE)
  counts <- table(x)
  expected <- c(
    n = n, mean = mean(x), sd = if (n > 1) sd(x) else NaN,
    se = if (n > 1) sd(x) / sqrt(n) else NaN,
    low = interval(x)[1], high = interval(x)[2],
    min = min(x), q1 = quartiles[1], median = median(x), q3 = quartiles[3], max = max(x),
    mode = min(sort(unique(x))[counts == max(counts)]), mode_n = max(counts),
    skewness = skewness(x), kurtosis = kurtosis(x)
  )
  for (measure in names(expected)) {
    # Far from 0, R's own double sums keep fewer digits of the moments.
    tolerance <- if (name == "far" && measure %in% c("skewness", "kurtosis", "sd", "se")) 1e-6 else 1e-9
    cat(name, paste(sprintf("%.17g", x), collapse = ","), measure,
        sprintf("%.17g", expected[[measure]]), tolerance, sep = "\t")
    cat("\n")
  }
}
