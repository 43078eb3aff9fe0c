# SPDX-License-Identifier: GPL-3.0-or-later
# Writes lines of a fixture for tests/test-stats-tests.c. The data of a line: how many variables are
# looked at, how many they are compared by, whether there is an event, how many rows; then of each
# variable how many categories it has (0: numbers) and its values, categories from 0.
flatten <- function(variable) {
  if (is.factor(variable)) c(nlevels(variable), as.integer(variable) - 1)
  else c(0, as.numeric(variable))
}
emit <- function(test, case, of, by = list(), figures, event = NULL, tolerance = 1e-9) {
  variables <- c(of, by, if (!is.null(event)) list(as.numeric(event)))
  data <- c(length(of), length(by), !is.null(event), length(of[[1]]), unlist(lapply(variables, flatten)))
  text <- ifelse(is.na(data), "NaN", sprintf("%.17g", data))
  tolerance <- rep_len(tolerance, length(figures))
  for (i in seq_along(figures)) {
    cat(paste0(test, "/", case), paste(text, collapse = ","), names(figures)[i],
        sprintf("%.17g", figures[[i]]), tolerance[i], sep = "\t")
    cat("\n")
  }
}
# Rows of a table as two factors.
expand <- function(counts) {
  list(factor(rep(row(counts), counts), levels = seq_len(nrow(counts))),
       factor(rep(col(counts), counts), levels = seq_len(ncol(counts))))
}
# Where a noncentrality's interval ends.
solve_ncp <- function(tail, low, high) uniroot(tail, c(low, high), tol = 1e-14, maxiter = 10000)$root
