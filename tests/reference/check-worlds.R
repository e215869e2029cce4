# Prints whether Cox regression on all users, with the truth's own covariates, finds what each world was made with.
# Run by run-r.mjs, which exports the worlds first.
library(jsonlite)
arguments <- commandArgs(trailingOnly = TRUE)
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "counting-process.R"))

in_words <- function(d) {
  switch(d$kind,
    attribute = paste(d$property, "=", d$value),
    event_property = paste0(d$event, " where ", d$property, " = ", d$value),
    paste0(d$event, if (d$minCount > 1) paste0(", ", d$minCount, " times"), if (d$delayDays > 0) paste0(", ", d$delayDays, " days later")))
}

# Bins with fewer than 20 conversions join the bin below (the lowest joins the one above).
bins_with_cases <- function(count, conv) {
  bin <- bin_of(count, Inf)
  repeat {
    cases <- tapply(conv, bin, sum)
    few <- which(cases < 20)
    if (length(few) == 0 || length(cases) == 1) return(factor(bin))
    k <- max(few)
    bin[bin == as.numeric(names(cases)[k])] <- as.numeric(names(cases)[if (k > 1) k - 1 else 2])
  }
}

check <- function(folder) {
  truth <- fromJSON(file.path(folder, "truth.json"), simplifyVector = FALSE)
  cohort <- read_cohort(folder, "Sign Up", "Start Plan", truth$endMs / 1000)
  users <- cohort$users
  kinds <- sapply(truth$drivers, function(d) d$kind)
  for (k in which(kinds == "attribute")) {
    users[[paste0("x", k)]] <- as.integer(attribute_of(cohort, truth$drivers[[k]]$property) == truth$drivers[[k]]$value)
  }
  rows <- begin_rows(users, names(users)[grepl("^x", names(users))])
  for (k in which(kinds != "attribute")) {
    d <- truth$drivers[[k]]
    times <- nth_time(cohort, d$event, d$minCount, d$property, d$value)
    if (d$kind == "behaviour") times$time <- times$time + d$delayDays * DAY
    rows <- add_switch(rows, times, paste0("x", k))
  }
  name <- sapply(truth$drivers, in_words)
  true <- sapply(truth$drivers, function(d) d$hazardRatio)
  terms <- paste0("x", seq_along(name))

  # Calendar: a switch on the day of the calendar on which the rate changes.
  drift <- unlist(truth$drift)
  if (any(diff(drift) != 0)) {
    from <- which(diff(drift) != 0)[1]
    since <- data.frame(user = users$user, time = pmax(0, truth$firstDayMs / 1000 + from * 30 * DAY - users$entry))
    rows <- add_switch(rows, since, "calendar")
    name <- c(name, paste("calendar from day", from * 30))
    true <- c(true, drift[from + 1] / drift[from])
    terms <- c(terms, "calendar")
  }
  # The truth's own activity is hidden; what can be seen of it is how much was done so far.
  passive <- unlist(truth$passive)
  seen <- if (truth$activityMatters) {
    list("repeated events so far, in bins" = active_events(cohort, passive, FALSE),
         "all events so far, in bins" = active_events(cohort, passive, TRUE))
  } else list("nothing else" = NULL)
  do.call(rbind, lapply(names(seen), function(adjusted) {
    if (!is.null(seen[[adjusted]])) {
      parts <- c("altogether", "last day", "active days")
      rows <- add_activity(rows, seen[[adjusted]], parts)
      for (p in seq_along(parts)) {
        rows[[paste0("activity", p)]] <- bins_with_cases(rows[[parts[p]]], rows$conv)
        terms <- c(terms, paste0("activity", p))
      }
    }
    rows <- rows_that_count(rows)
    fit <- coxph(reformulate(terms, "Surv(tstart, tstop, conv)"), data = rows, ties = "breslow")
    beta <- coef(fit)[seq_along(name)]
    se <- sqrt(diag(vcov(fit)))[seq_along(name)]
    data.frame(world = truth$world, seed = truth$seed, users = nrow(users), name, true, beta, se, adjusted)
  }))
}

found <- do.call(rbind, lapply(list.files(arguments[1], full.names = TRUE), check))
found$holds <- abs(found$beta - log(found$true)) <= qnorm(0.975) * found$se
seeds <- length(unique(found$seed))
cat("R", as.character(getRversion()), "survival", as.character(packageVersion("survival")), "-", seeds, "seeds of",
    round(mean(found$users)), "users a world; hazard ratio and interval from all seeds together\n\n")
cat("| world | driver | true | R's coxph, all users (95 %) | intervals that hold the truth | given |\n|---|---|---|---|---|---|\n")
group <- paste(found$world, found$adjusted, found$name)
for (key in unique(group)) {
  f <- found[group == key, ]
  w <- 1 / f$se^2
  b <- sum(w * f$beta) / sum(w)
  e <- qnorm(0.975) / sqrt(sum(w))
  cat(sprintf("| %s | %s | %s | %.2f (%.2f–%.2f) | %d of %d | %s |\n", f$world[1], f$name[1], format(f$true[1]), exp(b), exp(b - e),
              exp(b + e), sum(f$holds), nrow(f), f$adjusted[1]))
}
