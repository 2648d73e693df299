"""Reads, checks and preprocesses the volumes of a training request once; everything stays in memory."""

from dataclasses import dataclass
from typing import Callable

import numpy as np
import torch
from monai.bundle import ConfigParser
from monai.transforms import (
    Compose,
    RandAffined,
    RandGaussianNoised,
    RandScaleIntensityd,
    RandShiftIntensityd,
    RandSpatialCropd,
)

from . import bundle_config
from .images import check_mask, read_image, read_volume
from .problem import Problem
from .training_request import Item, TrainingRequest

LARGEST_PATCH = 96  # voxels a side; larger volumes are trained on random patches of this size


@dataclass(frozen=True)
class Prepared:
    item: Item
    image: torch.Tensor  # float32 (1, x, y, z), RAS, -1..1
    label: torch.Tensor  # uint8 (1, x, y, z)


@dataclass(frozen=True)
class TrainingData:
    train: list[Prepared]
    tune: list[Prepared]
    patch: list[int]
    spacing: list[float]


def load_training_data(request: TrainingRequest, stop: Callable[[], None]) -> TrainingData:
    """Raises Problem for the first item that cannot be used: a silently left-out item would change the data root."""
    indices = [label["value"] for label in request.labels]
    spacings = []
    shapes = []
    for item in request.items:
        stop()
        image = read_image(item.image, f"item {item.id}")
        check_mask(image, read_volume(item.label, f"the mask of item {item.id}"), indices, f"item {item.id}")
        spacings.append(image.spacing)
        shapes.append(np.array(image.values.shape) * image.spacing)
    spacing = request.spacing or _common_spacing(spacings)
    patch = request.patch or _patch_of(np.array(shapes) / spacing)
    config = bundle_config.preprocessing(["image", "label"], spacing, patch)
    preprocess = ConfigParser({"imports": ["$import torch"], "transforms": config}).get_parsed_content("transforms")
    chain = Compose(preprocess)

    def prepare(item: Item) -> Prepared:
        stop()
        ready = chain({"image": item.image, "label": item.label})
        return Prepared(
            item, ready["image"].as_tensor().float().contiguous(), ready["label"].as_tensor().to(torch.uint8)
        )

    return TrainingData(
        train=[prepare(i) for i in request.of("train")],
        tune=[prepare(i) for i in request.of("tune")],
        patch=patch,
        spacing=spacing,
    )


def _common_spacing(spacings: list[tuple[float, float, float]]) -> list[float]:
    """The median spacing, if no volume is more than half as fine or twice as coarse; else a person must choose."""
    median = np.median(spacings, axis=0)
    ratio = np.array(spacings) / median
    if ratio.max() > 2 or ratio.min() < 0.5:
        raise Problem(
            "spacing_varies",
            f"voxel spacings reach from {np.min(spacings):.2f} to {np.max(spacings):.2f} mm",
            'choose one: send config "spacing" in mm',
        )
    return [round(float(s), 3) for s in median]


def _patch_of(shapes: np.ndarray) -> list[int]:
    """The largest extent on each axis, rounded up to a multiple of 8 voxels and at most LARGEST_PATCH."""
    return [int(min(LARGEST_PATCH, np.ceil(round(side, 3) / 8) * 8)) for side in shapes.max(axis=0)]


def augmentation(patch: list[int], seed: int) -> Compose:
    """Small rotations, scalings and shifts, intensity and noise. No mirroring: left and right are not the same organ."""
    both = ["image", "label"]
    chain = Compose(
        [
            RandSpatialCropd(both, roi_size=patch, random_size=False),
            RandAffined(
                both,
                prob=0.8,
                rotate_range=(0.17, 0.17, 0.17),
                scale_range=(0.1, 0.1, 0.1),
                translate_range=(2.0, 2.0, 2.0),
                mode=["bilinear", "nearest"],
                padding_mode=["border", "zeros"],
            ),
            RandScaleIntensityd("image", factors=0.15, prob=0.8),
            RandShiftIntensityd("image", offsets=0.1, prob=0.8),
            RandGaussianNoised("image", std=0.08, prob=0.3),
        ]
    )
    chain.set_random_state(seed=seed)
    return chain
