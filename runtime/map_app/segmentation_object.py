"""A label map to a DICOM SEG that refers to every source instance."""

import hashlib
from pathlib import Path

import highdicom
import numpy as np
from dicom_series import Series
from highdicom.seg import SegmentAlgorithmTypeValues, SegmentationTypeValues, SegmentDescription
from pydicom import Dataset
from pydicom.sr.codedict import codes
from pydicom.sr.coding import Code


def derived_uid(*parts: str) -> str:
    """A UID under 2.25 from what it stands for: the same input and model give the same object."""
    return f"2.25.{int.from_bytes(hashlib.sha256('|'.join(parts).encode()).digest()[:16], 'big')}"


# PS3.3 C.7.1.1, C.7.2.1, C.7.4.1: may be empty but not absent. Archives and de-identification leave them out all the same.
TYPE_2 = (
    "PatientName", "PatientID", "PatientBirthDate", "PatientSex", "StudyDate", "StudyTime", "ReferringPhysicianName",
    "StudyID", "AccessionNumber", "PositionReferenceIndicator",
)  # fmt: skip


def with_type_2(image: Dataset) -> Dataset:
    for keyword in TYPE_2:
        if keyword not in image:
            setattr(image, keyword, "")
    return image


def write_seg(series: Series, labels: np.ndarray, metadata: dict, weights_sha256: str, path: Path) -> None:
    """`labels`: uint8 (column, row, slice) on the series' own grid. An empty result is written as an empty segment."""
    algorithm = highdicom.AlgorithmIdentificationSequence(
        name=str(metadata.get("name", "model"))[:64],
        family=codes.DCM.ArtificialIntelligence,
        version=str(metadata["version"])[:64],
        parameters={"weights_sha256": weights_sha256},
    )
    declared = metadata["x-clic"]["labels"]
    descriptions = [
        SegmentDescription(
            segment_number=label["value"],
            segment_label=label["name"][:64],
            segmented_property_category=_code(label.get("category"), Code("91723000", "SCT", "Anatomical structure")),
            segmented_property_type=_code(label.get("code"), Code(f"L{label['value']}", "99CLIC", label["name"][:64])),
            algorithm_type=SegmentAlgorithmTypeValues.AUTOMATIC,
            algorithm_identification=algorithm,
            tracking_uid=derived_uid(series.images[0].SeriesInstanceUID, weights_sha256, str(label["value"])),
            tracking_id=label["name"][:64],
        )
        for label in declared
    ]
    seg = highdicom.seg.Segmentation(
        source_images=[with_type_2(image) for image in series.images],
        pixel_array=np.ascontiguousarray(labels.transpose(2, 1, 0)),
        segmentation_type=SegmentationTypeValues.BINARY,
        segment_descriptions=descriptions,
        series_instance_uid=derived_uid(series.images[0].SeriesInstanceUID, weights_sha256, "series"),
        series_number=9000,
        sop_instance_uid=derived_uid(series.images[0].SeriesInstanceUID, weights_sha256, "instance"),
        instance_number=1,
        manufacturer="CLIC",
        manufacturer_model_name=str(metadata.get("name", "model"))[:64],
        software_versions=str(metadata["version"])[:64],
        device_serial_number=weights_sha256[:16],
        series_description=f"{metadata.get('name', 'model')} segmentation"[:64],
        omit_empty_frames=bool(labels.any()),
    )
    seg.save_as(path)


def _code(given: dict | None, otherwise: Code) -> Code:
    return Code(given["value"], given["scheme"], given["meaning"]) if given else otherwise
