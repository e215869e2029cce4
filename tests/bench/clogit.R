# Fits the rows that native.mjs wrote into a folder and says how long that took. Needs R with survival.
suppressMessages(library(survival))
folder <- commandArgs(trailingOnly = TRUE)[1]
whole <- function(name) {
  path <- file.path(folder, name)
  readBin(path, "integer", n = file.size(path) / 4, size = 4, endian = "little")
}
columns <- whole("columns.bin")
offset <- whole("offset.bin")
set <- whole("set.bin")
case <- whole("case.bin")
x <- matrix(0, length(set), columns)
x[cbind(rep(seq_along(set), diff(offset)), whole("index.bin") + 1)] <- 1
seconds <- system.time(
  fit <- clogit(case ~ x + strata(set), method = "breslow", control = coxph.control(eps = 1e-10, iter.max = 50))
)[["elapsed"]]
cat(R.version.string, as.character(packageVersion("survival")), sep = "\n")
cat("\n", seconds, "\n", fit$iter, "\n", sep = "")
cat(format(unname(coef(fit)), digits = 15), sep = "\n")
cat("\n")
cat(format(unname(sqrt(diag(fit$var))), digits = 15), sep = "\n")
