"""Runs a bundle on one volume through the bundle's own configs/inference.json, kept warm between volumes."""

import io
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from monai.bundle import ConfigParser
from monai.inferers import SlidingWindowInferer

from .bundle_files import check_bundle
from .environment import THREADS
from .features import input_features, output_features
from .images import read_image, write_mask
from .problem import Problem
from .windows import windows_at_once


@dataclass(frozen=True)
class LoadedBundle:
    root: Path
    metadata: dict
    network: torch.nn.Module
    preprocess: Any
    inferer: Any
    postprocess: Any


def load_bundle(root: Path, weights_sha256: str | None, bundle_sha256: str | None) -> LoadedBundle:
    """A bundle's configuration is code: it is parsed only after `check_bundle` trusts it."""
    metadata, weights = check_bundle(root, weights_sha256, bundle_sha256)
    try:
        parser = ConfigParser()
        parser.read_config(root / "configs" / "inference.json")
        parser["bundle_root"] = str(root)
        network, preprocess, inferer, postprocess = (
            parser.get_parsed_content(name) for name in ("network", "preprocessing", "inferer", "postprocessing")
        )
        if isinstance(inferer, SlidingWindowInferer) and isinstance(inferer.roi_size, (list, tuple)):
            inferer.sw_batch_size = max(inferer.sw_batch_size, windows_at_once(inferer.roi_size))
        network.load_state_dict(torch.load(io.BytesIO(weights), weights_only=True, map_location="cpu"))
    except Exception as error:  # whatever a foreign configuration raises
        why = f"{type(error).__name__}: {str(error).splitlines()[0][:200] if str(error) else ''}"
        raise Problem(
            "bundle_unusable", f"configs/inference.json does not load ({why})", "correct or re-export the bundle"
        ) from error
    return LoadedBundle(root, metadata, network.eval(), preprocess, inferer, postprocess)


def infer(bundle: LoadedBundle, image_path: str, output: str) -> dict:
    """Writes the label map (uint8 NIfTI on the input's own grid) and returns volumes in mm3, features and seconds."""
    started = time.monotonic()
    torch.set_num_threads(THREADS)
    image = read_image(image_path, "the image")
    with torch.no_grad():
        case = bundle.preprocess({"image": image_path})
        logits = bundle.inferer(case["image"][None], bundle.network)
        probabilities = torch.softmax(logits[0].float(), dim=0).as_tensor().numpy()
        called = bundle.postprocess({**case, "pred": logits[0]})["pred"].as_tensor().numpy()
    labels = np.asarray(called)[0].astype(np.uint8)
    if labels.shape != image.values.shape:
        raise Problem(
            "geometry_mismatch",
            f"the result has shape {labels.shape}, the image {image.values.shape}",
            "correct the bundle's postprocessing",
        )
    Path(output).parent.mkdir(parents=True, exist_ok=True)
    write_mask(output, labels, image_path)
    voxel = abs(float(np.linalg.det(image.affine[:3, :3])))
    declared = _labels(bundle.metadata)
    return {
        "labels": output,
        "weights_sha256": bundle.metadata["weights_sha256"],
        "volumes_mm3": {name: round(int((labels == index).sum()) * voxel, 3) for index, name in declared},
        "voxel_mm3": voxel,
        "input": input_features(image.values),
        "output": output_features(probabilities),
        "seconds": round(time.monotonic() - started, 3),
    }


def _labels(metadata: dict) -> list[tuple[int, str]]:
    channels = metadata["network_data_format"]["outputs"]["pred"]["channel_def"]
    return sorted((int(index), name) for index, name in channels.items() if int(index) > 0)


def describe(bundle: LoadedBundle) -> dict:
    own = bundle.metadata.get("x-clic", {})
    return {
        "bundle": str(bundle.root),
        "name": bundle.metadata.get("name"),
        "version": bundle.metadata.get("version"),
        "weights_sha256": bundle.metadata["weights_sha256"],
        "labels": own.get("labels", [{"value": i, "name": n} for i, n in _labels(bundle.metadata)]),
        "parameters": sum(p.numel() for p in bundle.network.parameters()),
    }
