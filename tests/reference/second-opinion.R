# Writes second-opinion.json from second-opinion-inputs.json. Run: Rscript tests/reference/second-opinion.R
library(jsonlite)

folder <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
inputs <- fromJSON(file.path(folder, "second-opinion-inputs.json"), simplifyVector = FALSE)

# Complementary log-log on user-interval rows: plain, weighted, and with what sampling users adds to the variance.
fitRows <- function(rows, weight) {
  rows$weight <- weight
  x <- grep("^x", names(rows), value = TRUE)
  intercept <- if (length(unique(rows$interval)) > 1) "0 + factor(interval)" else "1"
  formula <- as.formula(paste("outcome ~", paste(c(intercept, x), collapse = " + ")))
  # R warns that weighted outcomes are no whole numbers; that is meant.
  fit <- suppressWarnings(glm(formula, data = rows, family = binomial("cloglog"), weights = weight,
                              control = glm.control(epsilon = 1e-15, maxit = 100)))
  order <- c(x, setdiff(names(coef(fit)), x))
  list(fit = fit, order = order, beta = unname(coef(fit)[order]), covariance = unname(vcov(fit)[order, order]))
}
discrete <- lapply(inputs$userIntervals, function(one) {
  x <- do.call(rbind, lapply(one$rows, unlist))
  rows <- data.frame(x)
  names(rows) <- c("user", "interval", "outcome", paste0("x", seq_len(ncol(x) - 3)))
  weight <- unlist(one$weight)
  plain <- fitRows(rows, rep(1, nrow(rows)))
  weighted <- fitRows(rows, weight)
  h <- exp(predict(weighted$fit))
  u <- ifelse(rows$outcome == 1, h / expm1(h), -h)
  scores <- rowsum(model.matrix(weighted$fit)[, weighted$order] * u, rows$user)
  ofUser <- as.vector(tapply(weight, rows$user, function(w) w[1]))
  added <- t(scores) %*% (scores * ofUser * (ofUser - 1))
  p <- ifelse(rows$outcome == 1, -expm1(-exp(predict(plain$fit))), exp(-exp(predict(plain$fit))))
  list(beta = plain$beta, covariance = plain$covariance, logLikelihood = sum(log(p)), weightedBeta = weighted$beta,
       weightedCovariance = weighted$covariance,
       sampledCovariance = unname(weighted$covariance + weighted$covariance %*% added %*% weighted$covariance))
})

# Adaptive shrinkage as in ashr (mixcompdist = "normal", prior = "nullbiased"), its objective maximised by PORT instead.
shrunken <- lapply(inputs$effects, function(one) {
  beta <- sapply(one, function(e) e$beta)
  se <- sapply(one, function(e) e$standardError)
  low <- min(se) / 10
  high <- if (all(beta^2 <= se^2)) 8 * low else 2 * sqrt(max(beta^2 - se^2))
  points <- ceiling(log2(high / low) / log2(sqrt(2)))
  sd <- c(0, sqrt(2)^((-points):0) * high)
  density <- sapply(sd, function(s) dnorm(beta, 0, sqrt(s^2 + se^2)))
  scaled <- density / apply(density, 1, max)
  n <- length(beta) + 9
  objective <- function(x) sum(x) - (sum(log(scaled %*% x)) + 9 * log(x[1])) / n
  gradient <- function(x) {
    g <- 1 - colSums(scaled / as.vector(scaled %*% x)) / n
    g[1] <- g[1] - 9 / (n * x[1])
    g
  }
  hessian <- function(x) {
    h <- crossprod(scaled / as.vector(scaled %*% x)) / n
    h[1, 1] <- h[1, 1] + 9 / (n * x[1]^2)
    h
  }
  fit <- nlminb(rep(1 / length(sd), length(sd)), objective, gradient, hessian, lower = c(1e-12, rep(0, length(sd) - 1)),
                control = list(rel.tol = 1e-15, x.tol = 1e-15, eval.max = 5000, iter.max = 5000))
  weight <- fit$par / sum(fit$par)
  share <- t(t(density) * weight)
  share <- share / rowSums(share)
  centre <- sapply(sd, function(s) beta * s^2 / (s^2 + se^2))
  variance <- sapply(sd, function(s) se^2 * s^2 / (s^2 + se^2))
  mean <- rowSums(share * centre)
  negative <- rowSums((share * pnorm(-centre / sqrt(variance)))[, -1, drop = FALSE])
  zero <- share[, 1]
  list(sd = sd, objective = sum(log(density %*% weight)) + 9 * log(weight[1]), mean = mean,
       posteriorSd = sqrt(rowSums(share * (centre^2 + variance)) - mean^2),
       falseSignRate = ifelse(negative > 0.5 * (1 - zero), 1 - negative, negative + zero))
})

common <- lapply(inputs$tables, function(strata) {
  x <- array(unlist(strata), c(2, 2, length(strata)))
  test <- mantelhaen.test(x[, , apply(x, 3, sum) >= 2, drop = FALSE])
  list(oddsRatio = unname(test$estimate), low = test$conf.int[1], high = test$conf.int[2])
})

sizes <- lapply(inputs$proportions, function(one) {
  power.prop.test(p1 = one[[1]], p2 = one[[2]], sig.level = one[[3]], power = one[[4]], tol = 1e-12)$n
})

write_json(
  list(made = list(R = R.version.string, script = "second-opinion.R"), discrete = discrete, shrunken = shrunken,
       common = common, sizes = sizes),
  file.path(folder, "second-opinion.json"), auto_unbox = TRUE, digits = NA, na = "null"
)
