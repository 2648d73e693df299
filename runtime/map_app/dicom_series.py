"""DICOM series on disk to volumes with geometry, one series at a time."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pydicom
from pydicom.errors import InvalidDicomError

GAP_TOLERANCE_MM = 0.05


class SeriesUnusable(Exception):
    """The reason, without anything that identifies the patient."""


@dataclass(frozen=True)
class Series:
    images: list[pydicom.Dataset]  # in the order of the volume's third axis
    values: np.ndarray  # float32 (column, row, slice), rescaled
    affine: np.ndarray  # voxel index to RAS+ mm


def find_series(folder: Path, modality: str) -> list[list[pydicom.Dataset]]:
    """Single-frame image instances of one modality below `folder`, by series, in a stable order. Other files are left."""
    groups: dict[str, list[pydicom.Dataset]] = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        try:
            dataset = pydicom.dcmread(path)
        except InvalidDicomError:
            continue
        if dataset.get("Modality") == modality and "PixelData" in dataset and "ImagePositionPatient" in dataset:
            groups.setdefault(dataset.SeriesInstanceUID, []).append(dataset)
    return [groups[uid] for uid in sorted(groups)]


def to_volume(images: list[pydicom.Dataset]) -> Series:
    """Sorts by position along the slice normal. Raises SeriesUnusable for mixed grids, gaps and double slices."""
    first = images[0]
    same = ("Rows", "Columns", "PixelSpacing", "ImageOrientationPatient", "FrameOfReferenceUID")
    if any(image.get(tag) != first.get(tag) for image in images for tag in same):
        raise SeriesUnusable("its slices do not share one grid")
    if first.get("SamplesPerPixel", 1) != 1 or len(images) < 2:
        raise SeriesUnusable("it is not a stack of at least two single-channel slices")
    along_row = np.array(first.ImageOrientationPatient[:3], float)
    along_column = np.array(first.ImageOrientationPatient[3:], float)
    normal = np.cross(along_row, along_column)
    images = sorted(images, key=lambda i: float(np.dot(normal, np.array(i.ImagePositionPatient, float))))
    places = np.array([np.dot(normal, np.array(i.ImagePositionPatient, float)) for i in images])
    gaps = np.diff(places)
    if gaps.min() <= 0 or gaps.max() - gaps.min() > GAP_TOLERANCE_MM:
        raise SeriesUnusable("its slices are not evenly spaced")
    down, across = (float(s) for s in first.PixelSpacing)
    lps = np.eye(4)
    lps[:3, 0], lps[:3, 1], lps[:3, 2] = along_row * across, along_column * down, normal * float(gaps.mean())
    lps[:3, 3] = np.array(images[0].ImagePositionPatient, float)
    frames = [
        i.pixel_array.astype(np.float32) * float(i.get("RescaleSlope", 1)) + float(i.get("RescaleIntercept", 0))
        for i in images
    ]
    return Series(images, np.stack([f.T for f in frames], axis=2), np.diag([-1.0, -1.0, 1.0, 1.0]) @ lps)
