# SPDX-License-Identifier: GPL-3.0-or-later
# Expected figures for tests/test-stats-tests.c: correlations and tests of ranks.
source("lib/emit.R")
set.seed(12)
z <- qnorm(0.975)
pairs <- list(
  plain = list(c(2.1, 3.3, 1.9, 5.5, 4.1, 6.0, 2.7), c(1.0, 2.4, 1.1, 4.0, 5.2, 6.1, 0.3)),
  ties = list(c(1, 1, 2, 2, 2, 3, 4, 4, 5), c(2, 1, 2, 3, 3, 3, 5, 4, 4)),
  falling = list(c(1, 2, 3, 4, 5, 6), c(9, 7, 8, 4, 3, 1)),
  missing = list(c(1, NA, 3, 4, 5, 7), c(2, 4, NA, 6, 5, 8)),
  many = list(round(rnorm(80), 2), round(rnorm(80), 2)),
  nine = list(c(1.5, 2.5, 9, 4, 3, 8, 7, 6.5, 5), c(20, 11, 70, 35, 30, 50, 80, 65, 40)),
  ten = list(c(1.5, 2.5, 9, 4, 3, 8, 7, 6.5, 5, 10), c(20, 11, 70, 35, 30, 50, 80, 65, 40, 12)),
  middle = list(c(1:49) * 1.5, (c(1:49) * 17 + 3) %% 50),
  fifty = list(c(1:50) * 1.5, (c(1:50) * 17 + 3) %% 53)
)
for (name in names(pairs)) {
  x <- pairs[[name]][[1]]
  y <- pairs[[name]][[2]]
  whole <- !is.na(x) & !is.na(y)
  n <- sum(whole)
  test <- cor.test(x, y)
  emit("pearson", name, list(x), list(y),
       c(n = n, r = test$estimate[[1]], r.low = test$conf.int[1], r.high = test$conf.int[2],
         statistic = test$statistic[[1]], df = test$parameter[[1]], p = test$p.value))
  test <- suppressWarnings(cor.test(x, y, method = "spearman", exact = FALSE))
  rho <- test$estimate[[1]]
  free <- !anyDuplicated(x[whole]) && !anyDuplicated(y[whole])
  if (free && n <= 9) test <- cor.test(x, y, method = "spearman", exact = TRUE)
  emit("spearman", name, list(x), list(y),
       c(rho = rho, p = test$p.value, statistic = rho * sqrt((n - 2) / (1 - rho^2)),
         rho.low = tanh(atanh(rho) - z * sqrt((1 + rho^2 / 2) / (n - 3)))))
  test <- suppressWarnings(cor.test(x, y, method = "kendall", exact = FALSE))
  tau <- test$estimate[[1]]
  statistic <- test$statistic[[1]]
  if (free && n < 50) test <- cor.test(x, y, method = "kendall", exact = TRUE)
  emit("kendall", name, list(x), list(y),
       c(tau_b = tau, statistic = statistic, p = test$p.value,
         tau_b.high = if (n > 4) tanh(atanh(tau) + z * sqrt(0.437 / (n - 4))) else NaN))
  test <- suppressWarnings(wilcox.test(x, y, paired = TRUE))
  d <- (x - y)[whole]
  kept <- d[d != 0]
  m <- length(kept)
  v <- test$statistic[[1]]
  biserial <- 4 * v / (m * (m + 1)) - 1
  emit("wilcoxon", name, list(x), list(y),
       c(n = n, zeros = n - m, statistic = v, p = test$p.value, rank_biserial = biserial,
         rank_biserial.low = if (abs(biserial) < 1) tanh(atanh(biserial) - z * sqrt((2 * m^3 + 3 * m^2 + m) / 6) / ((m^2 + m) / 2)) else NaN))
}
groups <- list(
  plain = list(c(5.1, 4.9, 6.2, 5.8, 7.1, 4.4, 5.0), c(3.9, 4.1, 5.2, 3.3, 4.8)),
  one_each = list(1, 2),
  ties = list(c(1, 1, 1, 2, 2, 5), c(2, 2, 3, 3, 3, 3, 8)),
  missing = list(c(5, NA, 7, 9, 1), c(2, 2.5, NA, 4, 3)),
  many = list(round(rnorm(60, 50, 10), 6), round(rnorm(45, 55, 12), 6))
)
for (name in names(groups)) {
  a <- groups[[name]][[1]]
  b <- groups[[name]][[2]]
  of <- c(a, b)
  by <- factor(rep(1:2, c(length(a), length(b))))
  a <- a[!is.na(a)]
  b <- b[!is.na(b)]
  test <- suppressWarnings(wilcox.test(a, b))
  u <- test$statistic[[1]]
  biserial <- 2 * u / (length(a) * length(b)) - 1
  spread <- sqrt((length(a) + length(b) + 1) / (3 * length(a) * length(b)))
  emit("mann-whitney", name, list(of), list(by),
       c(n = length(a) + length(b), statistic = u, p = test$p.value, superiority = 100 * mean(outer(a, b, function(p, q) (p > q) + (p == q) / 2)),
         rank_biserial = biserial, rank_biserial.high = if (abs(biserial) < 1) tanh(atanh(biserial) + z * spread) else NaN,
         groups.1.median = median(a), groups.2.mean_rank = mean(rank(c(a, b))[-seq_along(a)])))
}
several <- list(
  plain = list(c(6.1, 5.2, 7.7, 6.6), c(3.3, 4.1, 2.9, 5.0, 4.4), c(8.1, 9.3, 7.9)),
  ties = list(c(1, 2, 2, 3), c(2, 3, 3, 4, 5), c(1, 1, 2), c(4, 5, 5, 5)),
  empty_group = list(c(1, 4, 2, 6), numeric(0), c(8, 5, 7)),
  missing = list(c(1, NA, 5, 2), c(3, 4, NA, 9), c(7, 7, 8)),
  uneven = list(round(rnorm(12, 10, 1), 3), round(rnorm(30, 11, 4), 3), round(rnorm(5, 14, 2), 3))
)
for (name in names(several)) {
  values <- several[[name]]
  of <- unlist(values)
  by <- factor(rep(seq_along(values), lengths(values)), levels = seq_along(values))
  whole <- !is.na(of)
  x <- of[whole]
  g <- droplevels(by[whole])
  k <- nlevels(g)
  n <- length(x)
  test <- kruskal.test(x, g)
  h <- test$statistic[[1]]
  chi_end <- function(p) if (pchisq(h, k - 1) <= p) 0 else solve_ncp(function(l) pchisq(h, k - 1, l) - p, 0, 20 * h + 50)
  figures <- c(n = n, statistic = h, df = test$parameter[[1]], p = test$p.value, epsilon_squared = h / (n - 1),
               epsilon_squared.low = min(1, chi_end(0.975) / (n - 1)), epsilon_squared.high = min(1, chi_end(0.025) / (n - 1)),
               eta_squared = max(0, (h - k + 1) / (n - k)))
  if (k > 2) {
    # Dunn (1964).
    ranks <- rank(x)
    ties <- table(x)
    spread <- n * (n + 1) / 12 - sum(ties^3 - ties) / (12 * (n - 1))
    means <- tapply(ranks, g, mean)
    sizes <- tapply(ranks, g, length)
    which <- combn(k, 2)
    dunn <- apply(which, 2, function(w) (means[[w[1]]] - means[[w[2]]]) / sqrt(spread * sum(1 / sizes[w])))
    p <- 2 * pnorm(-abs(dunn))
    holm <- p.adjust(p, "holm")
    for (i in seq_along(dunn)) figures[paste0("pairs.", i, c(".z", ".p", ".p_holm"))] <- c(dunn[i], p[i], holm[i])
  }
  emit("kruskal-wallis", name, list(of), list(by), figures, tolerance = ifelse(grepl("low|high", names(figures)), 1e-7, 1e-9))
  model <- aov(x ~ g)
  table <- summary(model)[[1]]
  f <- table[["F value"]][1]
  df <- table[["Df"]]
  ss <- table[["Sum Sq"]]
  end <- function(p) if (pf(f, df[1], df[2]) <= p) 0 else solve_ncp(function(l) pf(f, df[1], df[2], l) - p, 0, 50 * f + 50)
  figures <- c(n = n, statistic = f, df = df[1], df_within = df[2], p = table[["Pr(>F)"]][1], between = ss[1], within = ss[2],
               eta_squared = ss[1] / sum(ss), eta_squared.low = end(0.975) / (end(0.975) + n),
               eta_squared.high = end(0.025) / (end(0.025) + n),
               omega_squared = (ss[1] - df[1] * ss[2] / df[2]) / (sum(ss) + ss[2] / df[2]))
  tolerance <- ifelse(grepl("low|high", names(figures)), 1e-7, 1e-9)
  if (k > 2) {
    tukey <- TukeyHSD(model)$g
    for (i in seq_len(nrow(tukey))) figures[paste0("pairs.", i, c(".difference", ".low", ".high", ".p"))] <- tukey[i, ]
    # R's own qtukey() and ptukey() stop at some four to six digits past the point of their argument.
    tolerance <- c(tolerance, rep(1e-8, length(figures) - length(tolerance)))
  }
  emit("anova", name, list(of), list(by), figures, tolerance = tolerance)
  welch <- oneway.test(x ~ g)
  f <- welch$statistic[[1]]
  df <- welch$parameter
  omega <- df[[1]] * (f - 1) / (df[[1]] * (f - 1) + n)
  emit("anova-welch", name, list(of), list(by),
       c(statistic = f, df = df[[1]], df_within = df[[2]], p = welch$p.value, omega_squared = omega,
         omega_squared.low = end(0.975) / (end(0.975) + n), omega_squared.high = end(0.025) / (end(0.025) + n)),
       tolerance = c(rep(1e-9, 5), 1e-7, 1e-7))
  for (middle in c("mean", "median")) {
    distances <- abs(x - ave(x, g, FUN = get(middle)))
    table <- anova(lm(distances ~ g))
    emit(if (middle == "mean") "levene" else "brown-forsythe", name, list(of), list(by),
         c(statistic = table[["F value"]][1], df = table$Df[1], df_within = table$Df[2], p = table[["Pr(>F)"]][1]))
  }
}
