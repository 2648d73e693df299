"""Writes nifti.golden.json: small NIfTI-1 files made by nibabel, with the affine and the voxels that nibabel reads from them.

Needs nibabel and numpy. Run:
    python golden/nifti.py
"""
import base64
import json
from pathlib import Path

import nibabel as nib
import numpy as np

rng = np.random.default_rng(20260)
shape = (4, 3, 2)


def rotation(axis, degrees):
    a = np.radians(degrees)
    x, y, z = np.array(axis) / np.linalg.norm(axis)
    k = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + np.sin(a) * k + (1 - np.cos(a)) * k @ k


def affine(axis, degrees, zooms, origin, flip=False):
    out = np.eye(4)
    out[:3, :3] = rotation(axis, degrees) @ np.diag(zooms)
    if flip:
        out[:3, 2] *= -1
    out[:3, 3] = origin
    return out


cases = []


def add(name, data, orientation):
    again = nib.Nifti1Image.from_bytes(data)
    cases.append(
        {
            "name": name,
            "file": base64.b64encode(data).decode(),
            "orientation": orientation,
            "dims": list(again.shape[:3]),
            "affine": again.affine.flatten().tolist(),
            # Fortran order: the first index runs fastest, as in the file.
            "voxels": np.asarray(again.dataobj).astype(np.float64).reshape(shape).flatten(order="F").tolist(),
        }
    )


plain = affine((0, 0, 1), 0, (1, 1, 1), (1, 1, 1))
for dtype in ["uint8", "int8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float32", "float64"]:
    low, high = (-100, 100) if dtype[0] in "if" else (0, 200)
    values = rng.integers(low, high, shape).astype(dtype)
    if dtype.startswith("float"):
        values = (values * 1.375 + 0.1).astype(dtype)
    add(dtype, nib.Nifti1Image(values, plain, dtype=dtype).to_bytes(), "sform")

values = rng.integers(-500, 500, shape).astype("int16")
for name, given in {
    "oblique": affine((1, 2, 3), 33, (0.9, 1.1, 2.5), (-12.5, 40.25, 7)),
    "left-handed": affine((3, 1, -2), 120, (0.7, 0.7, 5), (100, -20, 3), flip=True),
    "half a turn": affine((0, 1, 0), 180, (2, 3, 4), (0, 0, -80)),
}.items():
    image = nib.Nifti1Image(values, given)
    add(f"{name}, sform", image.to_bytes(), "sform")
    image = nib.Nifti1Image(values, None)
    image.set_sform(None, 0)
    image.set_qform(given, 1)
    add(f"{name}, qform", nib.Nifti1Image(values, None, image.header).to_bytes(), "qform")

sheared = np.array([[1, 0.3, 0, 5], [0, 1.2, 0, 6], [0, 0.1, 2, 7], [0, 0, 0, 1.0]])
add("sheared", nib.Nifti1Image(values, sheared).to_bytes(), "sform")

raw = bytearray(nib.Nifti1Image(values, plain).to_bytes())
raw[112:120] = np.array([0.25, -3], dtype="<f4").tobytes()
add("scaled", bytes(raw), "sform")
big = nib.Nifti1Image(values.astype(">i2"), plain, nib.Nifti1Header(endianness=">"))
add("big endian", big.to_bytes(), "sform")
add("a fourth dimension of one", nib.Nifti1Image(values[..., np.newaxis], plain).to_bytes(), "sform")

path = Path(__file__).with_name("nifti.golden.json")
path.write_text(json.dumps(cases, indent=1) + "\n", encoding="utf-8")
