# SPDX-License-Identifier: GPL-3.0-or-later
# Expected figures for tests/test-stats-tests.c: regressions and times. survival is one of R's
# recommended packages.
source("lib/emit.R")
library(survival)
set.seed(14)
n <- 60
age <- round(runif(n, 18, 80))
visits <- rpois(n, 4)
place <- factor(sample(1:3, n, TRUE), levels = 1:4)
score <- round(10 + 0.3 * age - 1.2 * visits + c(0, 4, -3)[place] + rnorm(n, 0, 4), 3)
gone <- factor(rbinom(n, 1, plogis(-2 + 0.05 * age - 0.1 * visits)) + 1, levels = 1:2)
holes <- age
holes[c(3, 17, 40)] <- NA
far <- age + 1e6
linear <- list(one = list(age), three = list(age, visits, place), missing = list(holes, place), far = list(far, visits))
for (name in names(linear)) {
  data <- data.frame(y = score)
  for (i in seq_along(linear[[name]])) data[[paste0("x", i)]] <- if (is.factor(linear[[name]][[i]])) droplevels(linear[[name]][[i]]) else linear[[name]][[i]]
  model <- lm(y ~ ., data)
  all <- summary(model)
  terms <- coef(all)
  k <- nrow(terms)
  e <- residuals(model)
  m <- length(e)
  x <- model.matrix(model)
  y <- model$model$y
  # Koenker's form of Breusch and Pagan's.
  squares <- e^2
  pagan <- m * summary(lm(squares ~ x[, -1]))$r.squared
  figures <- c(n = m, statistic = all$fstatistic[[1]], df = all$fstatistic[[2]], df_residual = all$fstatistic[[3]],
               p = pf(all$fstatistic[[1]], all$fstatistic[[2]], all$fstatistic[[3]], lower.tail = FALSE),
               r_squared = all$r.squared, r_squared_adjusted = all$adj.r.squared, residual_se = all$sigma,
               durbin_watson = sum(diff(e)^2) / sum(e^2), breusch_pagan = pagan,
               breusch_pagan_p = pchisq(pagan, k - 1, lower.tail = FALSE), cook_most = max(cooks.distance(model)))
  ends <- confint(model)
  for (i in seq_len(k)) {
    figures[paste0("terms.", i, c(".b", ".se", ".t", ".p", ".low", ".high"))] <- c(terms[i, ], ends[i, ])
    if (i > 1) {
      figures[paste0("terms.", i, ".beta")] <- terms[i, 1] * sd(x[, i]) / sd(y)
      figures[paste0("terms.", i, ".vif")] <- if (k > 2) 1 / (1 - summary(lm(x[, i] ~ x[, -c(1, i)]))$r.squared) else 1
    }
  }
  # Far from 0 the constant and what is left of it lose the digits that R itself loses.
  emit("linear", name, list(score), linear[[name]], figures, tolerance = if (name == "far") 1e-6 else 1e-9)
}
logistic <- list(one = list(age), three = list(age, visits, place), missing = list(holes, visits))
for (name in names(logistic)) {
  data <- data.frame(y = gone)
  for (i in seq_along(logistic[[name]])) data[[paste0("x", i)]] <- if (is.factor(logistic[[name]][[i]])) droplevels(logistic[[name]][[i]]) else logistic[[name]][[i]]
  model <- glm(y ~ ., binomial, data, control = list(epsilon = 1e-15, maxit = 100))
  terms <- coef(summary(model))
  k <- nrow(terms)
  y <- model$y
  m <- length(y)
  gain <- model$null.deviance - model$deviance
  cox <- 1 - exp(-gain / m)
  p <- fitted(model)
  cuts <- unique(quantile(p, 0:10 / 10))
  group <- cut(p, cuts, include.lowest = TRUE)
  seen <- tapply(y, group, sum)
  expected <- tapply(p, group, sum)
  size <- tapply(p, group, length)
  hosmer <- sum((seen - expected)^2 * (1 / expected + 1 / (size - expected)))
  ends <- exp(confint.default(model))
  figures <- c(n = m, ones = sum(y), statistic = gain, df = k - 1, p = pchisq(gain, k - 1, lower.tail = FALSE),
               deviance = model$deviance, cox_snell = cox, nagelkerke = cox / (1 - exp(-model$null.deviance / m)),
               mcfadden = gain / model$null.deviance, right = 100 * mean((p > 0.5) == (y == 1)),
               area = mean(outer(p[y == 1], p[y == 0], function(a, b) (a > b) + (a == b) / 2)),
               hosmer_lemeshow = hosmer, hosmer_lemeshow_p = pchisq(hosmer, length(cuts) - 3, lower.tail = FALSE))
  for (i in seq_len(k))
    figures[paste0("terms.", i, c(".b", ".se", ".z", ".p", ".odds_ratio", ".low", ".high"))] <- c(terms[i, ], exp(terms[i, 1]), ends[i, ])
  emit("logistic", name, list(gone), logistic[[name]], figures, tolerance = 1e-8)
}
weeks <- list(
  plain = c(5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45, 3, 6, 9, 9, 11, 13, 18, 23, 31),
  ties = rep(c(1, 2, 2, 3, 4, 4, 5, 6, 7, 7), 2),
  missing = c(5, NA, 8, 12, 16, 23, 27, NA, 33, 43, 45, 3, 6, 9, 9, 11, 13, 18, 23, 31)
)
ended <- c(1, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1, 0)
group <- factor(rep(1:2, c(11, 9)), levels = 1:3)
three <- factor(rep(1:3, length.out = 20))
for (name in names(weeks)) {
  time <- weeks[[name]]
  for (by in list(NULL, group, three)) {
    kept <- !is.na(time)
    g <- if (is.null(by)) factor(rep(1, length(time))) else droplevels(by)
    curve <- survfit(Surv(time, ended) ~ g)
    table <- if (is.null(by)) t(as.matrix(summary(curve)$table)) else summary(curve)$table
    figures <- c(n = sum(kept), ended = sum(ended[kept]))
    if (!is.null(by)) {
      test <- survdiff(Surv(time, ended) ~ g)
      figures <- c(figures, statistic = test$chisq, df = nlevels(g) - 1, p = pchisq(test$chisq, nlevels(g) - 1, lower.tail = FALSE))
      for (i in seq_len(nlevels(g))) figures[paste0("groups.", i, ".expected")] <- test$exp[i]
    }
    for (i in seq_len(nrow(table))) figures[paste0("groups.", i, c(".n", ".ended", ".median", ".low", ".high"))] <-
      table[i, c("records", "events", "median", "0.95LCL", "0.95UCL")]
    steps <- summary(curve)
    for (i in seq_along(steps$time)) figures[paste0("steps.", i, c(".time", ".at_risk", ".share", ".low", ".high"))] <-
      c(steps$time[i], steps$n.risk[i], steps$surv[i], steps$lower[i], steps$upper[i])
    # The tables of R hold NA where a curve never comes down to a half.
    figures[is.na(figures)] <- NaN
    emit("kaplan-meier", paste0(name, if (is.null(by)) "" else nlevels(g)), list(time), if (is.null(by)) list() else list(by), figures, event = ended == 1)
  }
}
# A group that is cut off before any ended: nothing is expected of it, and it is not compared.
early <- c(9, 11, 13, 2, 31, 6, 6, 27)
gone <- c(1, 1, 1, 0, 1, 0, 0, 0)
by <- factor(c(1, 1, 1, 2, 1, 2, 3, 3))
test <- survdiff(Surv(early, gone) ~ by)
df <- sum(test$exp > 0) - 1
emit("kaplan-meier", "early", list(early), list(by), c(n = 8, ended = 4, statistic = test$chisq, df = df,
     p = pchisq(test$chisq, df, lower.tail = FALSE), groups.1.expected = test$exp[1], groups.2.expected = 0, groups.3.expected = test$exp[3]), event = gone == 1)
# A beginning and an end: who has no end is followed until the last day there is.
begin <- c(10, 12, 15, 20, 22, 22, 30, 31, 35, 40)
end <- c(15, NA, 40, 22, NA, 61, 44, 50, NA, 58)
time <- ifelse(is.na(end), max(begin, end, na.rm = TRUE), end) - begin
curve <- survfit(Surv(time, !is.na(end)) ~ 1)
table <- summary(curve)$table
emit("kaplan-meier", "begin_end", list(begin, end), figures = c(n = 10, ended = sum(!is.na(end)), groups.1.median = table[["median"]],
     steps.2.time = summary(curve)$time[2], steps.2.share = summary(curve)$surv[2], steps.2.at_risk = summary(curve)$n.risk[2]))
