"""Writes python.golden.json: values by scipy, scikit-learn and statsmodels. See README.md beside it."""

import json
import math
from pathlib import Path

import numpy as np
import scipy
import sklearn
import statsmodels
from scipy import stats
from sklearn.metrics import brier_score_loss, cohen_kappa_score, confusion_matrix, roc_auc_score
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(20261124)


def percentile_bootstrap() -> dict:
    """Means of patients drawn whole; the interval of ours comes from another generator, so it is near, not equal."""
    sizes = rng.integers(1, 4, 30)
    patients = [f"p{i:02d}" for i, n in enumerate(sizes) for _ in range(n)]
    values = np.concatenate([np.clip(rng.normal(0.85, 0.08) + rng.normal(0, 0.02, n), 0, 1) for n in sizes])
    groups = [values[[j for j, p in enumerate(patients) if p == q]] for q in sorted(set(patients))]
    draws = np.empty(200_000)
    sums, counts = np.array([g.sum() for g in groups]), np.array([len(g) for g in groups])
    for i in range(len(draws)):
        drawn = rng.integers(0, len(groups), len(groups))
        draws[i] = sums[drawn].sum() / counts[drawn].sum()
    lower, upper = np.quantile(draws, [0.025, 0.975])
    single = rng.beta(8, 2, 40)
    bca = stats.bootstrap((single,), np.mean, n_resamples=100_000, method="BCa", rng=rng, batch=10_000)
    return {
        "patients": patients,
        "values": values.tolist(),
        "mean": float(values.mean()),
        "lower": float(lower),
        "upper": float(upper),
        "single": single.tolist(),
        "bcaLower": float(bca.confidence_interval.low),
        "bcaUpper": float(bca.confidence_interval.high),
    }


def accuracy() -> dict:
    truth = rng.random(120) < 0.35
    scores = np.round(rng.normal(truth * 1.2, 1), 1)
    tn, fp, fn, tp = confusion_matrix(truth, scores >= 0.5).ravel()
    wilson = lambda x, n: list(map(float, proportion_confint(x, n, method="wilson")))  # noqa: E731
    exact = lambda x, n: list(map(float, proportion_confint(x, n, method="beta")))  # noqa: E731
    return {
        "truth": truth.tolist(),
        "scores": scores.tolist(),
        "threshold": 0.5,
        "counts": [int(tp), int(fp), int(tn), int(fn)],
        "auc": float(roc_auc_score(truth, scores)),
        "sensitivity": wilson(tp, tp + fn),
        "specificityExact": exact(tn, tn + fp),
        "positivePredictiveValue": wilson(tp, tp + fp),
    }


def kappa() -> dict:
    first = rng.integers(0, 3, 50)
    second = np.where(rng.random(50) < 0.6, first, rng.integers(0, 3, 50))
    table = np.zeros((3, 3))
    np.add.at(table, (first, second), 1)
    result = cohens_kappa(table)
    return {
        "first": first.tolist(),
        "second": second.tolist(),
        "plain": float(cohen_kappa_score(first, second)),
        "linear": float(cohen_kappa_score(first, second, weights="linear")),
        "quadratic": float(cohen_kappa_score(first, second, weights="quadratic")),
        "standardError": float(result.std_kappa),
        "lower": float(result.kappa_low),
        "upper": float(result.kappa_upp),
    }


def ks() -> list:
    cases = []
    for m, n, shift in [(7, 9, 0.5), (40, 40, 2.0), (60, 70, 0.8), (300, 250, 0.1), (200, 160, 1.0)]:
        a, b = rng.normal(size=m), rng.normal(shift, size=n)
        method = "exact" if m * n <= 10_000 else "asymp"
        result = stats.ks_2samp(a, b, method=method)
        # Above the exact limit scipy takes the finite-sample distribution of one sample; the limit law is asked for by name.
        p = float(result.pvalue) if method == "exact" else float(stats.kstwobign.sf(result.statistic * math.sqrt(m * n / (m + n))))
        cases.append({"a": a.tolist(), "b": b.tolist(), "d": float(result.statistic), "p": p, "method": method})
    return cases


def psi() -> dict:
    reference, now = rng.normal(size=400), rng.normal(0.4, 1.2, size=150)
    edges = np.quantile(reference, np.arange(1, 10) / 10)
    share = lambda x: np.bincount(np.searchsorted(edges, x, side="right"), minlength=10) / len(x)  # noqa: E731
    p, q = np.maximum(share(reference), 1e-4), np.maximum(share(now), 1e-4)
    jeffreys = stats.entropy(q, p) + stats.entropy(p, q)
    return {
        "reference": reference.tolist(),
        "now": now.tolist(),
        "edges": edges.tolist(),
        "shares": share(now).tolist(),
        # With no share at the floor both sum to 1, and the index is the symmetric Kullback-Leibler divergence.
        "psi": float(jeffreys),
        "floored": bool((share(now) < 1e-4).any()),
    }


def brier() -> dict:
    p = rng.random(150)
    y = rng.random(150) < p**1.3
    bins = np.minimum((p * 10).astype(int), 9)
    ece = sum(abs(p[bins == b].mean() - y[bins == b].mean()) * (bins == b).mean() for b in set(bins))
    return {"truth": y.tolist(), "probabilities": p.tolist(), "brier": float(brier_score_loss(y, p)), "ece": float(ece)}


def cusum() -> dict:
    """Montgomery, Introduction to Statistical Quality Control, example 9.1: target 10, sigma 1, k 0.5, h 5."""
    values = [9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.2, 10.34, 9.03, 11.47, 10.51, 9.4, 10.08, 9.37, 10.62]
    values += [10.31, 8.52, 10.84, 10.9, 9.33, 12.29, 11.5, 10.6, 11.08, 10.38, 11.62, 11.31, 10.52]
    # The book's printed table, columns C+, N+ and C-.
    high = [0, 0, 0, 1.16, 2.82, 2.5, 0.04, 1.0, 0, 0, 0, 0.97, 0.98, 0, 0, 0, 0.12, 0, 0, 0.34, 0.74, 0, 1.79, 2.79, 2.89]
    high += [3.47, 3.35, 4.47, 5.28, 5.3]
    low = [0.05, 1.56, 1.77, 0, 0, 0, 1.46, 0, 0.3, 0, 0.47, 0, 0, 0.1, 0, 0.13, 0, 0, 0.98, 0, 0, 0.17, 0, 0, 0, 0, 0, 0, 0, 0]
    return {"values": values, "high": high, "low": low, "alarmAt": 28, "since": 7}


golden = {
    "madeBy": f"scipy {scipy.__version__}, scikit-learn {sklearn.__version__}, statsmodels {statsmodels.__version__}",
    "bootstrap": percentile_bootstrap(),
    "accuracy": accuracy(),
    "kappa": kappa(),
    "ks": ks(),
    "psi": psi(),
    "brier": brier(),
    "cusum": cusum(),
}
Path(__file__).with_name("python.golden.json").write_text(json.dumps(golden) + "\n")
