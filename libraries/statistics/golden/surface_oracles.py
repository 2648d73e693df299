"""Writes surfaces.golden.json: Dice, IoU, HD95, Hausdorff, average surface distance and surface Dice by MONAI.

Masks are stored as base64 of packed bits, x fastest. See README.md beside it.
"""

import base64
import json
import warnings
from pathlib import Path

import monai
import numpy as np
import torch
from monai.metrics import compute_average_surface_distance, compute_dice, compute_hausdorff_distance, compute_iou, compute_surface_dice
from scipy.ndimage import binary_erosion
from scipy.spatial import cKDTree

warnings.filterwarnings("ignore")
rng = np.random.default_rng(20261124)


def ellipsoid(dims, centre, radius):
    grids = np.meshgrid(*[np.arange(n) for n in dims], indexing="ij")
    return sum(((g - c) / r) ** 2 for g, c, r in zip(grids, centre, radius)) <= 1


def surface_points(mask, spacing):
    edge = mask & ~binary_erosion(mask, border_value=0)
    return np.argwhere(edge) * np.array(spacing)


def case(name, reference, prediction, spacing, tolerance=1.0):
    tensor = lambda m: torch.from_numpy(m.astype(np.float32))[None, None]  # noqa: E731
    y, p = tensor(reference), tensor(prediction)
    number = lambda t: float(t) if np.isfinite(float(t)) else None  # noqa: E731
    hausdorff = lambda q: number(compute_hausdorff_distance(p, y, include_background=True, percentile=q, spacing=spacing))  # noqa: E731
    out = {
        "name": name,
        "dims": list(reference.shape),
        "spacing": list(spacing),
        "tolerance": tolerance,
        "reference": base64.b64encode(np.packbits(reference.ravel(order="F"))).decode(),
        "prediction": base64.b64encode(np.packbits(prediction.ravel(order="F"))).decode(),
        "dice": number(compute_dice(p, y, include_background=True)),
        "iou": number(compute_iou(p, y, include_background=True)),
        "hd95": hausdorff(95),
        "hausdorff": hausdorff(None),
        "averageSurfaceDistance": number(
            compute_average_surface_distance(p, y, include_background=True, symmetric=True, spacing=spacing)
        ),
        "surfaceDice": number(compute_surface_dice(p, y, [tolerance], include_background=True, spacing=spacing)),
    }
    if reference.any() and prediction.any():
        # A second opinion by brute force over the surface points, so that an oracle's own fault would show here.
        a, b = surface_points(reference, spacing), surface_points(prediction, spacing)
        to_b, to_a = cKDTree(b).query(a)[0], cKDTree(a).query(b)[0]
        brute = max(np.quantile(to_a, 0.95), np.quantile(to_b, 0.95))
        assert abs(brute - out["hd95"]) < 1e-4, (name, brute, out["hd95"])
    return out


dims = (20, 24, 16)
truth = ellipsoid(dims, (9, 11, 8), (6, 8, 5))
noisy = truth ^ (rng.random(dims) < 0.02)
empty = np.zeros(dims, bool)
one = empty.copy()
one[3, 4, 5] = True
cases = [
    case("shifted ellipsoids", truth, ellipsoid(dims, (10, 12, 7), (6, 7, 5)), (1.0, 1.0, 1.0)),
    case("shifted ellipsoids, anisotropic", truth, ellipsoid(dims, (10, 12, 7), (6, 7, 5)), (0.7, 0.9, 3.0), 2.0),
    case("stray voxels", truth, noisy, (1.0, 1.2, 2.5)),
    case("equal masks", truth, truth, (1.0, 1.0, 2.0)),
    case("apart", ellipsoid(dims, (3, 3, 3), (2, 2, 2)), ellipsoid(dims, (16, 20, 12), (2, 3, 2)), (1.0, 1.0, 1.0)),
    case("one voxel against an ellipsoid", truth, one, (1.0, 1.0, 1.5)),
    case("touching the border of the grid", ellipsoid(dims, (0, 0, 0), (7, 7, 7)), ellipsoid(dims, (1, 1, 0), (7, 6, 7)), (1.0, 1.0, 1.0)),
    case("random voxels", rng.random(dims) < 0.3, rng.random(dims) < 0.3, (0.5, 0.5, 0.5), 0.5),
    case("nothing predicted", truth, empty, (1.0, 1.0, 1.0)),
    case("nothing there", empty, truth, (1.0, 1.0, 1.0)),
    case("both empty", empty, empty, (1.0, 1.0, 1.0)),
]
golden = {"madeBy": f"MONAI {monai.__version__}", "cases": cases}
Path(__file__).with_name("surfaces.golden.json").write_text(json.dumps(golden) + "\n")
