# Writes quality-reference.json from quality-inputs.json. Run: Rscript tests/reference/make-quality-reference.R
suppressMessages({
  library(jsonlite)
  library(pROC)
})

folder <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
inputs <- fromJSON(file.path(folder, "quality-inputs.json"), simplifyVector = FALSE)

areas <- lapply(inputs$scores, function(users) {
  outcome <- sapply(users, function(u) u$outcome)
  curve <- function(name) roc(outcome, sapply(users, function(u) u[[name]]), direction = "<", levels = c(0, 1), quiet = TRUE)
  first <- curve("first")
  second <- curve("second")
  interval <- as.numeric(ci.auc(first, method = "delong"))
  test <- roc.test(first, second, method = "delong", paired = TRUE)
  list(first = as.numeric(auc(first)), second = as.numeric(auc(second)), variance = var(first, method = "delong"),
       low = interval[1], high = interval[3], z = unname(test$statistic), p = test$p.value,
       brier = mean((outcome - pmin(1, pmax(0, sapply(users, function(u) u$first))))^2))
})

# With a ridge: Newton's method to full precision on the penalised likelihood, intercept free.
ridged <- function(x, y, ridge) {
  design <- cbind(x, 1)
  penalty <- diag(c(rep(ridge, ncol(x)), 0))
  beta <- rep(0, ncol(design))
  for (step in 1:60) {
    p <- as.vector(1 / (1 + exp(-design %*% beta)))
    slope <- t(design) %*% (y - p) - penalty %*% beta
    beta <- beta + solve(t(design) %*% (design * (p * (1 - p))) + penalty, slope)
  }
  as.vector(beta)
}

logistic <- lapply(inputs$logistic, function(rows) {
  x <- do.call(rbind, lapply(rows, function(r) unlist(r$x)))
  y <- sapply(rows, function(r) r$outcome)
  plain <- glm(y ~ x, family = binomial, control = glm.control(epsilon = 1e-14, maxit = 100))
  list(plain = unname(c(coef(plain)[-1], coef(plain)[1])), ridged = lapply(inputs$ridges, function(r) ridged(x, y, unlist(r))))
})

shares <- lapply(inputs$shares, function(s) {
  interval <- suppressWarnings(prop.test(s[[1]], s[[2]], correct = FALSE)$conf.int)
  list(low = interval[1], high = interval[2])
})

write_json(
  list(
    made = list(R = R.version.string, pROC = as.character(packageVersion("pROC")), script = "make-quality-reference.R"),
    areas = areas, logistic = logistic, shares = shares
  ),
  file.path(folder, "quality-reference.json"), auto_unbox = TRUE, digits = NA, na = "null"
)
