"""Figures of one image and one result that monitoring charts: what went in, what came out."""

import numpy as np


def input_features(values: np.ndarray) -> dict:
    """Intensity figures of a raw volume. The raw ones follow the scanner's scale; the scale-free ones do not, and so
    still show a change of contrast, noise or sharpness where the scale differs from scanner to scanner."""
    v = values.astype(np.float64).ravel()
    p1, p5, p25, p50, p75, p95, p99 = np.percentile(v, [1, 5, 25, 50, 75, 95, 99])
    mean, sd = v.mean(), v.std()
    z = (v - mean) / sd if sd > 0 else np.zeros_like(v)
    span = (p99 - p1) or 1.0
    counts = np.histogram(np.clip((v - p1) / span, 0, 1), bins=32, range=(0, 1))[0] / v.size
    steps = [np.diff(values.astype(np.float64), axis=a) / span for a in range(3)]
    return {
        "voxels": int(v.size),
        "mean": float(mean),
        "sd": float(sd),
        "p1": float(p1),
        "p5": float(p5),
        "p25": float(p25),
        "p50": float(p50),
        "p75": float(p75),
        "p95": float(p95),
        "p99": float(p99),
        "skewness": float((z**3).mean()),
        "kurtosis": float((z**4).mean()),
        "median_in_range": float((p50 - p1) / span),
        "histogram_entropy": float(-(counts[counts > 0] * np.log(counts[counts > 0])).sum()),
        "edge_energy": float(np.mean([np.mean(s**2) for s in steps])),
    }


def output_features(probabilities: np.ndarray) -> dict:
    """Certainty of a result from class probabilities (classes, x, y, z), class 0 the background.

    `foreground_probability`: mean probability of being foreground over the voxels called foreground, null if none.
    `entropy`: mean entropy in nats over the voxels that are not certain background (foreground probability > 0.05).
    """
    foreground = 1.0 - probabilities[0]
    called = probabilities.argmax(0) > 0
    doubtful = foreground > 0.05
    p = np.clip(probabilities[:, doubtful], 1e-12, 1.0)
    return {
        "foreground_probability": float(foreground[called].mean()) if called.any() else None,
        "entropy": float(-(p * np.log(p)).sum(0).mean()) if doubtful.any() else 0.0,
        "foreground_fraction": float(called.mean()),
    }
