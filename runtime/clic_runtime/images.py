"""NIfTI volumes and masks with their geometry, checked before anything learns from them or labels them."""

from dataclasses import dataclass
from pathlib import Path

import nibabel
import numpy as np

from .problem import Problem

AFFINE_TOLERANCE_MM = 1e-2


@dataclass(frozen=True)
class Volume:
    values: np.ndarray  # (x, y, z) as stored
    affine: np.ndarray  # 4 x 4, voxel index to mm, RAS+
    spacing: tuple[float, float, float]  # mm


def read_volume(path: str, name: str) -> Volume:
    """Reads a 3-D NIfTI file. `name` is what errors call it (an item id, never a path with a patient in it)."""
    try:
        image = nibabel.load(Path(path))
        values = np.asanyarray(image.dataobj)
        affine = np.asarray(image.affine, dtype=np.float64)
    except FileNotFoundError as error:
        raise Problem("file_missing", f"{name} is not there", "check the path that was sent") from error
    except Exception as error:  # nibabel, gzip and zlib each have their own classes for a broken file
        why = type(error).__name__
        raise Problem(
            "image_unreadable", f"{name} is no readable NIfTI file ({why})", "write it again as .nii"
        ) from error
    if values.ndim == 4 and values.shape[3] == 1:
        values = values[..., 0]
    if values.ndim != 3 or min(values.shape) < 2:
        raise Problem(
            "image_not_3d", f"{name} has shape {values.shape}", "send one 3-D volume with at least 2 voxels a side"
        )
    if values.dtype.kind not in "iuf":
        raise Problem("image_not_scalar", f"{name} holds {values.dtype} values", "send a single-channel volume")
    if not np.isfinite(affine).all() or abs(np.linalg.det(affine[:3, :3])) < 1e-6:
        raise Problem(
            "geometry_unusable", f"{name} has no usable affine", "write the volume with its orientation and spacing"
        )
    if values.dtype.kind == "f" and not np.isfinite(values).all():
        raise Problem("image_not_finite", f"{name} holds NaN or infinite values", "repair or leave out the volume")
    spacing = tuple(float(s) for s in np.linalg.norm(affine[:3, :3], axis=0))
    return Volume(values, affine, spacing)


def read_image(path: str, name: str) -> Volume:
    volume = read_volume(path, name)
    if volume.values.min() == volume.values.max():
        raise Problem("image_constant", f"{name} has the same value everywhere", "check the conversion of this series")
    return volume


def check_mask(image: Volume, mask: Volume, labels: list[int], name: str) -> None:
    """A mask must lie on its image's grid and hold declared labels only."""
    if mask.values.shape != image.values.shape:
        raise Problem(
            "geometry_mismatch",
            f"the mask of {name} has shape {mask.values.shape}, its image {image.values.shape}",
            "give the mask that was drawn on this image, or resample it onto the image's grid",
        )
    corners = np.array([[0, 0, 0, 1], [*[s - 1 for s in image.values.shape], 1]]).T
    off = np.abs(mask.affine @ corners - image.affine @ corners).max()
    if off > AFFINE_TOLERANCE_MM or np.abs(mask.affine - image.affine).max() > AFFINE_TOLERANCE_MM:
        raise Problem(
            "geometry_mismatch",
            f"the mask of {name} lies {off:.2f} mm off its image's grid",
            "give the mask that was drawn on this image, or resample it onto the image's grid",
        )
    unknown = sorted(set(np.unique(mask.values).tolist()) - {0, *labels})
    if unknown:
        raise Problem(
            "label_values",
            f"the mask of {name} holds {unknown[:5]}, declared are 0 and {labels}",
            'correct the mask or declare the value in "labels"',
        )


def write_mask(path: str, values: np.ndarray, like: str) -> None:
    """Writes a label map (uint8) with the very affine, codes and shape of the input image."""
    source = nibabel.load(like)
    mask = nibabel.Nifti1Image(values.astype(np.uint8), source.affine)
    mask.header.set_xyzt_units("mm")
    qform, qcode = source.get_qform(coded=True)
    sform, scode = source.get_sform(coded=True)
    mask.set_qform(qform, int(qcode))
    mask.set_sform(sform if scode else source.affine, int(scode) or 1)
    nibabel.save(mask, path)
