"""Synthetic volumes for tests: two ellipsoids in noise, as NIfTI with masks and as a DICOM MR series.

python phantoms.py FOLDER [COUNT]   writes p00.nii, p00_mask.nii … and dicom/s00/*.dcm …
"""

import sys
from pathlib import Path

import nibabel
import numpy as np
import pydicom
from pydicom.dataset import FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

SHAPE = (22, 30, 20)
LABELS = [{"value": 1, "name": "front"}, {"value": 2, "name": "back"}]


def phantom(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """int16 image and uint8 mask, axes to the right, front and top of the body."""
    random = np.random.default_rng(seed)
    grid = np.stack(np.meshgrid(*[np.arange(n) for n in SHAPE], indexing="ij"), -1).astype(float)
    image = random.normal(100, 12, SHAPE)
    mask = np.zeros(SHAPE, np.uint8)
    for value, middle in ((1, (11, 21, 8)), (2, (10, 9, 11))):
        centre = np.array(middle) + random.uniform(-1.5, 1.5, 3)
        inside = (((grid - centre) / random.uniform(3.5, 5.5, 3)) ** 2).sum(-1) <= 1
        mask[inside] = value
        image[inside] += 70 * value
    return np.clip(image, 0, 1000).astype(np.int16), mask


def affine(spacing: tuple[float, float, float] = (1.0, 1.0, 1.0)) -> np.ndarray:
    return np.array([[spacing[0], 0, 0, -20], [0, spacing[1], 0, 13], [0, 0, spacing[2], 5], [0, 0, 0, 1.0]])


def write_nifti(path: Path, values: np.ndarray, matrix: np.ndarray | None = None) -> Path:
    nibabel.save(nibabel.Nifti1Image(values, affine() if matrix is None else matrix), path)
    return path


def write_items(folder: Path, count: int) -> list[dict]:
    items = []
    for n in range(count):
        image, mask = phantom(n)
        items.append(
            {
                "id": f"p{n:02}",
                "image": str(write_nifti(folder / f"p{n:02}.nii", image)),
                "label": str(write_nifti(folder / f"p{n:02}_mask.nii", mask)),
                "split": "tune" if n >= count - 2 else "train",
            }
        )
    return items


def write_series(folder: Path, image: np.ndarray, number: int = 0, gap_at: int | None = None) -> Path:
    """Axial MR slices of a volume with the affine of `affine()`, written from foot to head under shuffled names."""
    folder.mkdir(parents=True, exist_ok=True)
    root = f"2.25.4711{number}"
    for k in range(image.shape[2]):
        slice_ = pydicom.Dataset()
        slice_.file_meta = FileMetaDataset()
        slice_.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        slice_.SOPClassUID = slice_.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.4"
        slice_.SOPInstanceUID = slice_.file_meta.MediaStorageSOPInstanceUID = f"{root}.3.{k}"
        slice_.StudyInstanceUID, slice_.SeriesInstanceUID = f"{root}.1", f"{root}.2"
        slice_.FrameOfReferenceUID = f"{root}.4"
        slice_.Modality, slice_.PatientID, slice_.PatientName = "MR", "phantom", "Phantom"
        slice_.Manufacturer, slice_.ImageType = "none", ["DERIVED", "SECONDARY"]
        slice_.SeriesNumber, slice_.InstanceNumber = 1, k + 1
        # RAS affine (-20, 13, 5) with rows towards the patient's left and columns towards the back, as scanners write.
        slice_.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
        last_x, last_y = image.shape[0] - 1, image.shape[1] - 1
        z = 5.0 + k + (3 if gap_at is not None and k >= gap_at else 0)
        slice_.ImagePositionPatient = [20.0 - last_x, -13.0 - last_y, z]
        slice_.PixelSpacing, slice_.SliceThickness = [1.0, 1.0], 1.0
        pixels = image[::-1, ::-1, k].T.astype(np.uint16)
        slice_.Rows, slice_.Columns = pixels.shape
        slice_.SamplesPerPixel, slice_.PhotometricInterpretation = 1, "MONOCHROME2"
        slice_.BitsAllocated = slice_.BitsStored = 16
        slice_.HighBit, slice_.PixelRepresentation = 15, 0
        slice_.PixelData = np.ascontiguousarray(pixels).tobytes()
        slice_.save_as(folder / f"{(k * 7) % image.shape[2]:03}.dcm", enforce_file_format=True)
    return folder


if __name__ == "__main__":
    target, count = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 6
    target.mkdir(parents=True, exist_ok=True)
    write_items(target, count)
    for n in range(2):
        write_series(target / "dicom" / f"s{n:02}", phantom(100 + n)[0], n)
