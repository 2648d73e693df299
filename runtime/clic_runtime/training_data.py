"""Reads, checks and preprocesses the volumes of a training request once; everything stays in memory."""

from dataclasses import dataclass
from typing import Callable

import nibabel
import numpy as np
import torch
from monai.bundle import ConfigParser
from monai.transforms import Compose

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
    # Voxels seen at once, in training and afterwards: the size of an ordinary volume. Larger volumes are seen in parts; to
    # pad all of them to the largest one costs half as much again, and 0.02 Dice where only inference does (measured).
    patch: list[int]
    spacing: list[float]
    envelope: dict  # what the volumes measured, by axis of the body: a volume far outside it is another kind of image


def load_training_data(request: TrainingRequest, stop: Callable[[], None]) -> TrainingData:
    """Raises Problem for the first item that cannot be used: a silently left-out item would change the data root."""
    indices = [label["value"] for label in request.labels]
    spacings = []
    shapes = []
    axes = []
    for item in request.items:
        stop()
        image = read_image(item.image, f"item {item.id}")
        check_mask(image, read_volume(item.label, f"the mask of item {item.id}"), indices, f"item {item.id}")
        spacings.append(image.spacing)
        shapes.append(np.array(image.values.shape) * image.spacing)
        axes.append(nibabel.orientations.io_orientation(image.affine)[:, 0].astype(int))
    spacing = request.spacing or _common_spacing(spacings)
    patch = request.patch or _fitting(np.median(np.array(shapes) / spacing, axis=0))
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
        envelope={"spacing_mm": _range(spacings, axes), "extent_mm": _range(shapes, axes)},
    )


def _range(sizes: list, axes: list[np.ndarray]) -> dict:
    """Least and most along left-right, back-front, foot-head; `axes` names the axis of the body of each axis of the array."""
    turned = np.array([np.asarray(size)[np.argsort(axis)] for size, axis in zip(sizes, axes)])
    return {name: [round(float(v), 3) for v in take(turned, axis=0)] for name, take in (("least", np.min), ("most", np.max))}


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


def _fitting(sides: np.ndarray) -> list[int]:
    """Rounded up to a multiple of 8 voxels and at most LARGEST_PATCH."""
    return [int(min(LARGEST_PATCH, np.ceil(round(side, 3) / 8) * 8)) for side in sides]
