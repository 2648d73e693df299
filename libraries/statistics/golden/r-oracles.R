# Writes r.golden.json: values by pROC, stats and vcd that the tests must reproduce. See README.md beside it.
suppressMessages({
  library(pROC)
  library(vcd)
  library(jsonlite)
})
set.seed(20261124)

auc_case <- function(name, truth, a, b) {
  ra <- roc(truth, a, levels = c(0, 1), direction = "<", quiet = TRUE)
  rb <- roc(truth, b, levels = c(0, 1), direction = "<", quiet = TRUE)
  ci_a <- as.numeric(ci.auc(ra, method = "delong"))
  ci_90 <- as.numeric(ci.auc(ra, method = "delong", conf.level = 0.9))
  test <- roc.test(ra, rb, method = "delong", paired = TRUE)
  list(
    name = name, truth = truth, a = a, b = b,
    auc = as.numeric(auc(ra)), aucB = as.numeric(auc(rb)), standardError = sqrt(var(ra, method = "delong")),
    lower = ci_a[1], upper = ci_a[3], lower90 = ci_90[1], upper90 = ci_90[3],
    z = as.numeric(test$statistic), p = as.numeric(test$p.value),
    differenceLower = as.numeric(test$conf.int[1]), differenceUpper = as.numeric(test$conf.int[2])
  )
}
truth1 <- rbinom(80, 1, 0.4)
a1 <- rnorm(80) + truth1
b1 <- 0.6 * a1 + rnorm(80, sd = 0.8)
truth2 <- c(rep(1, 12), rep(0, 25))
a2 <- round(rnorm(37) * 2 + 2 * truth2)
b2 <- round(rnorm(37) * 2 + truth2)
data(aSAH)
auc <- list(
  auc_case("continuous scores", truth1, a1, b1),
  auc_case("scores with many ties", truth2, a2, b2),
  auc_case("aSAH of pROC, s100b against ndka", as.numeric(aSAH$outcome == "Poor"), aSAH$s100b, aSAH$ndka)
)

counts <- list(c(0, 10), c(10, 10), c(1, 10), c(7, 20), c(81, 263), c(15, 148), c(999, 1000), c(1, 1), c(0, 1), c(5, 100000))
proportions <- lapply(counts, function(x) {
  exact <- binom.test(x[1], x[2])$conf.int
  exact99 <- binom.test(x[1], x[2], conf.level = 0.99)$conf.int
  wilson <- suppressWarnings(prop.test(x[1], x[2], correct = FALSE))$conf.int
  list(successes = x[1], n = x[2], exact = as.numeric(exact), exact99 = as.numeric(exact99), wilson = as.numeric(wilson))
})

# The bound on a leak rate: one-sided, by the test itself and by the quantile that it stands on. Draws no random number.
leaks <- list(c(0, 1), c(0, 9), c(0, 29), c(0, 59), c(0, 60), c(0, 299), c(0, 300), c(1, 60), c(1, 300), c(3, 300), c(59, 60), c(60, 60), c(2, 100000))
upper_bounds <- lapply(leaks, function(x) {
  by_test <- binom.test(x[1], x[2], alternative = "less")$conf.int[2]
  by_quantile <- if (x[1] == x[2]) 1 else qbeta(0.95, x[1] + 1, x[2] - x[1])
  stopifnot(abs(by_test - by_quantile) < 1e-12)
  by_test99 <- binom.test(x[1], x[2], alternative = "less", conf.level = 0.99)$conf.int[2]
  list(successes = x[1], n = x[2], upper = by_test, upper99 = by_test99)
})

ks_case <- function(a, b, exact) {
  test <- suppressWarnings(ks.test(a, b, exact = exact))
  list(a = a, b = b, exact = exact, d = as.numeric(test$statistic), p = as.numeric(test$p.value))
}
ks <- list(
  ks_case(rnorm(8), rnorm(11) + 1, TRUE),
  ks_case(rnorm(30), rnorm(25, sd = 2), TRUE),
  ks_case(rnorm(40), rnorm(40) + 2, TRUE),
  ks_case(rnorm(5), rnorm(1), TRUE),
  ks_case(rnorm(150), rnorm(120) + 0.2, FALSE),
  ks_case(rnorm(150), rnorm(120) + 1.5, FALSE)
)

kappa_case <- function(first, second, k) {
  table <- table(factor(first, 1:k), factor(second, 1:k))
  linear <- Kappa(table, weights = "Equal-Spacing")
  quadratic <- Kappa(table, weights = "Fleiss-Cohen")
  row <- function(x) list(estimate = as.numeric(x["value"]), standardError = as.numeric(x["ASE"]))
  list(
    first = first, second = second, categories = 1:k,
    plain = row(linear$Unweighted), linear = row(linear$Weighted), quadratic = row(quadratic$Weighted)
  )
}
reader <- sample(1:4, 60, replace = TRUE, prob = c(0.4, 0.3, 0.2, 0.1))
other <- ifelse(runif(60) < 0.7, reader, sample(1:4, 60, replace = TRUE))
two <- rbinom(45, 1, 0.3) + 1
three <- ifelse(runif(45) < 0.85, two, 3 - two)
kappa <- list(kappa_case(reader, other, 4), kappa_case(two, three, 2))

first <- rnorm(20, 3500, 400)
second <- first + rnorm(20, 30, 80)
difference <- first - second
s <- sd(difference)
interval <- function(estimate, error) estimate + c(-1, 1) * qt(0.975, 19) * error
reach <- qnorm(0.975) * s
bland <- list(
  a = first, b = second, bias = mean(difference), biasInterval = as.numeric(t.test(difference)$conf.int), standardDeviation = s,
  lowerLimit = mean(difference) - reach, lowerInterval = interval(mean(difference) - reach, s * sqrt(3 / 20)),
  upperLimit = mean(difference) + reach, upperInterval = interval(mean(difference) + reach, s * sqrt(3 / 20))
)

predicted <- plogis(rnorm(200) * 1.4 - 0.5)
outcome <- rbinom(200, 1, plogis(0.3 + 0.7 * qlogis(predicted)))
slope <- glm(outcome ~ qlogis(predicted), family = binomial, control = glm.control(epsilon = 1e-14))
large <- glm(outcome ~ offset(qlogis(predicted)), family = binomial, control = glm.control(epsilon = 1e-14))
wald <- function(model, i) confint.default(model)[i, ]
calibration <- list(
  truth = outcome, probabilities = predicted,
  slope = as.numeric(coef(slope)[2]), slopeInterval = as.numeric(wald(slope, 2)),
  intercept = as.numeric(coef(large)[1]), interceptInterval = as.numeric(wald(large, 1)),
  brier = mean((predicted - outcome)^2)
)

p <- c(1e-300, 1e-20, 1e-6, 0.001, 0.025, 0.3, 0.5, 0.9, 0.975, 0.999999)
z <- c(-38, -8, -5, -2.9, -1.96, -0.5, 0, 0.3, 1.645, 4, 8)
distributions <- list(
  normalQuantile = list(p = p, z = qnorm(p)), normalCdf = list(z = z, p = pnorm(z)),
  student = list(p = c(0.005, 0.025, 0.3, 0.975), freedom = 7, t = qt(c(0.005, 0.025, 0.3, 0.975), 7)),
  beta = list(x = c(0.01, 0.2, 0.5, 0.97), a = 2.5, b = 40, p = pbeta(c(0.01, 0.2, 0.5, 0.97), 2.5, 40)),
  logGamma = list(x = c(0.1, 0.5, 1, 1.5, 10, 171, 1e5), y = lgamma(c(0.1, 0.5, 1, 1.5, 10, 171, 1e5)))
)
quantiles <- list(values = sort(rnorm(13)), p = c(0, 0.05, 0.25, 0.5, 0.95, 1))
quantiles$q <- as.numeric(quantile(quantiles$values, quantiles$p, type = 7))

golden <- list(
  madeBy = paste("R", getRversion(), "pROC", packageVersion("pROC"), "vcd", packageVersion("vcd")),
  auc = auc, binomial = proportions, upperBounds = upper_bounds, ks = ks, kappa = kappa, blandAltman = bland, calibration = calibration,
  distributions = distributions, quantiles = quantiles
)
write(toJSON(golden, auto_unbox = TRUE, digits = NA, na = "null"), "golden/r.golden.json")
