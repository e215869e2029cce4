# Writes reference.json from inputs.json. Run: Rscript tests/reference/make-reference.R
library(jsonlite)
library(survival)

folder <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
inputs <- fromJSON(file.path(folder, "inputs.json"), simplifyVector = FALSE)

adjusted <- lapply(inputs$pValues, function(p) if (length(p) == 0) list() else as.list(p.adjust(unlist(p), "BH")))

tails <- as.list(pnorm(unlist(inputs$z), lower.tail = FALSE))

conditional <- lapply(inputs$riskSets, function(sets) {
  rows <- do.call(rbind, lapply(seq_along(sets), function(s) {
    x <- do.call(rbind, lapply(sets[[s]], unlist))
    data.frame(set = s, case = c(1, rep(0, nrow(x) - 1)), x)
  }))
  names(rows)[-(1:2)] <- paste0("x", seq_len(ncol(rows) - 2))
  formula <- as.formula(paste("case ~", paste(names(rows)[-(1:2)], collapse = " + "), "+ strata(set)"))
  fit <- clogit(formula, data = rows, method = "breslow", control = coxph.control(eps = 1e-12, iter.max = 50))
  list(beta = unname(coef(fit)), covariance = unname(vcov(fit)), logLikelihood = fit$loglik[2], null = fit$loglik[1],
       score = fit$score)
})

curves <- lapply(inputs$survival, function(users) {
  exit <- sapply(users, function(u) u$exit)
  converted <- sapply(users, function(u) u$converted)
  fit <- survfit(Surv(exit, converted) ~ 1, conf.type = "log-log")
  steps <- fit$n.event > 0
  lapply(list(time = fit$time[steps], share = 1 - fit$surv[steps], low = 1 - fit$upper[steps],
              high = 1 - fit$lower[steps], atRisk = fit$n.risk[steps]), I)
})

# Empirical null, from its definition: the slope joins the medians of the lower and the upper third of x; what is left over
# has a median and a spread (median absolute deviation), looked at again without what lies beyond 3.5 spreads (of at least 1).
# Cut at 3.5, a standard normal has a smaller median absolute deviation, hence the second constant.
cut <- 3.5
mad_of_cut <- qnorm(0.5 + (pnorm(cut) - 0.5) / 2)
nulls <- lapply(inputs$null, function(values) {
  x <- sapply(values, function(v) v$x)
  z <- sapply(values, function(v) v$z)
  place <- rank(x)
  third <- length(x) %/% 3
  left <- place <= third
  right <- place > length(x) - third
  slope <- (median(z[right]) - median(z[left])) / (median(x[right]) - median(x[left]))
  if (length(x) %% 3 == 0) stopifnot(all.equal(slope, unname(coef(line(x, z, iter = 1))[2])))
  level <- z - slope * x
  inside <- rep(TRUE, length(level))
  centre <- median(level)
  spread <- mad(level)
  repeat {
    now <- abs(level - centre) <= cut * max(1, spread)
    if (sum(now) == sum(inside)) break
    inside <- now
    centre <- median(level[inside])
    spread <- mad(level[inside], constant = 1 / mad_of_cut)
  }
  list(intercept = centre, slope = slope, spread = max(1, spread), leftOut = sum(!inside))
})

quantiles <- lapply(inputs$samples, function(values) {
  list(at = unname(quantile(unlist(values), unlist(inputs$shares), type = 7)), median = median(unlist(values)))
})

write_json(
  list(
    made = list(R = R.version.string, survival = as.character(packageVersion("survival")), script = "make-reference.R"),
    adjusted = adjusted, tails = tails, conditional = conditional, curves = curves,
    nulls = nulls, quantiles = quantiles
  ),
  file.path(folder, "reference.json"), auto_unbox = TRUE, digits = NA, na = "null"
)
