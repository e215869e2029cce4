# Writes studies.json. Run by run-r.mjs, which exports the studies first.
library(jsonlite)
arguments <- commandArgs(trailingOnly = TRUE)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "counting-process.R"))

TIGHT <- coxph.control(eps = 1e-12, toler.chol = 1e-13, iter.max = 60)
RIDGE <- 0.3

answer <- function(fit) list(beta = unname(coef(fit)), se = unname(sqrt(diag(fit$var))), logLikelihood = fit$loglik[length(fit$loglik)])

# The sampled rows themselves.
fit_rows <- function(folder) {
  rows <- read_tab(folder, "rows.tsv")
  ones <- read_tab(folder, "ones.tsv")
  x <- matrix(0, nrow(rows), nrow(read_tab(folder, "columns.tsv")))
  x[cbind(ones$row, ones$column)] <- 1
  set <- rows$set
  case <- rows$case
  plain <- clogit(case ~ x + strata(set), method = "breslow", control = TIGHT)
  penalised <- coxph(Surv(rep(1, length(case)), case) ~ ridge(x, theta = RIDGE, scale = FALSE) + strata(set),
                     ties = "breslow", control = TIGHT)

  # The same penalised likelihood, written out and climbed by a general optimiser.
  objective <- function(beta) {
    eta <- drop(x %*% beta)
    top <- ave(eta, set, FUN = max)
    total <- rowsum(exp(eta - top), set)
    sum((eta - top)[case == 1]) - sum(log(total)) - RIDGE / 2 * sum(beta^2)
  }
  gradient <- function(beta) {
    eta <- drop(x %*% beta)
    w <- exp(eta - ave(eta, set, FUN = max))
    w <- w / ave(w, set, FUN = sum)
    drop(crossprod(x, case - w)) - RIDGE * beta
  }
  climbed <- list(par = rep(0, ncol(x)))
  for (again in 1:5) {
    climbed <- optim(climbed$par, objective, gradient, method = "BFGS",
                     control = list(fnscale = -1, reltol = 1e-16, maxit = 2000))
  }
  # It stops where the likelihood's last digits stop telling; one Newton step takes it the rest of the way.
  information_at <- function(beta) {
    w <- exp(drop(x %*% beta))
    w <- w / ave(w, set, FUN = sum)
    crossprod(x * sqrt(w)) - crossprod(rowsum(x * w, set)) + diag(RIDGE, ncol(x))
  }
  climbed$par <- climbed$par + solve(information_at(climbed$par), gradient(climbed$par))
  information <- information_at(climbed$par)
  stopifnot(max(abs(gradient(climbed$par))) < 1e-8, max(abs(climbed$par - coef(penalised))) < 1e-7)
  cat("  ridge: optim against coxph, largest difference", max(abs(climbed$par - coef(penalised))), "\n")
  list(rows = nrow(x), plain = answer(plain),
       ridge = list(beta = climbed$par, se = unname(sqrt(diag(solve(information))))))
}

# All users, from the bare events.
fit_everybody <- function(folder, about) {
  cohort <- read_cohort(folder, "Sign Up", "Start Plan", NA, about$horizonSeconds)
  columns <- read_tab(folder, "columns.tsv")
  halves <- read_tab(folder, "users.tsv")
  users <- cohort$users
  users$half <- halves$half[match(users$user, halves$user)]
  stopifnot(!anyNA(users$half))
  users$month <- format(as.POSIXct(users$entry, origin = "1970-01-01", tz = "UTC"), "%Y-%m")
  for (property in unique(columns$name[columns$kind == "attribute"])) users[[property]] <- attribute_of(cohort, property)
  rows <- begin_rows(users, c("half", "month", unique(columns$name[columns$kind == "attribute"])))
  parts <- unique(columns$name[columns$kind == "activity"])
  rows <- add_activity(rows, active_events(cohort, c("Start Plan", "View Pricing", "Enter Card"), about$countsFirst), parts)
  for (k in which(columns$kind == "behaviour")) {
    rows <- add_switch(rows, nth_time(cohort, columns$name[k], as.integer(columns$level[k])), paste0("x", k))
  }
  for (k in which(columns$kind == "value")) {
    pair <- strsplit(columns$level[k], "=")[[1]]
    rows <- add_switch(rows, nth_time(cohort, columns$name[k], 1, pair[1], pair[2]), paste0("x", k))
  }
  whole <- nrow(rows)
  rows <- rows_that_count(rows)
  x <- sapply(seq_len(nrow(columns)), function(k) {
    name <- columns$name[k]
    level <- columns$level[k]
    switch(columns$kind[k],
      activity = {
        bin <- as.integer(strsplit(level, " of ")[[1]])
        as.integer(bin_of(rows[[name]], bin[2]) == bin[1])
      },
      period = as.integer(rows$month == level),
      attribute = as.integer(rows[[name]] == level),
      as.integer(rows[[paste0("x", k)]]))
  })
  cat("  all users:", whole, "rows,", nrow(rows), "of them with a conversion\n")
  moment <- Surv(rows$tstart, rows$tstop, rows$conv)
  list(
    users = nrow(users), cases = sum(rows$conv),
    together = answer(coxph(moment ~ x, ties = "breslow", control = TIGHT)),
    byHalf = answer(coxph(moment ~ x + strata(rows$half), ties = "breslow", control = TIGHT))
  )
}

studies <- list()
for (name in list.files(arguments[1])) {
  folder <- file.path(arguments[1], name)
  about <- fromJSON(file.path(folder, "about.json"))
  cat(name, "\n")
  studies[[name]] <- list(
    fingerprint = about$fingerprint,
    columns = apply(read_tab(folder, "columns.tsv"), 1, paste, collapse = " | "),
    sampled = fit_rows(folder),
    everybody = fit_everybody(folder, about)
  )
}

write_json(
  list(
    made = list(R = R.version.string, survival = as.character(packageVersion("survival")), script = "make-studies.R",
                ridge = RIDGE),
    studies = studies
  ),
  file.path(here, "studies.json"), auto_unbox = TRUE, digits = 14, pretty = 1
)
