"""Writes codes.golden.json: the coded concepts that SEG and SR use, by the dictionaries that ship with pydicom.

Needs pydicom. Run:
    python golden/codes.py
"""
import json
from pathlib import Path

from pydicom.sr.codedict import codes

NAMES = {
    "segmentation": ("DCM", "SegmentationImageDerivation"),
    "sourceImage": ("DCM", "SourceImageForImageProcessingOperation"),
    "anatomicalStructure": ("SCT", "AnatomicalStructure"),
    "hippocampus": ("SCT", "HippocampalStructure"),
    "tissue": ("SCT", "Tissue"),
    "anterior": ("SCT", "Anterior"),
    "posterior": ("SCT", "Posterior"),
    "right": ("SCT", "Right"),
    "left": ("SCT", "Left"),
    "report": ("DCM", "ImagingMeasurementReport"),
    "language": ("DCM", "LanguageOfContentItemAndDescendants"),
    "observerType": ("DCM", "ObserverType"),
    "person": ("DCM", "Person"),
    "personName": ("DCM", "PersonObserverName"),
    "personOrganization": ("DCM", "PersonObserverOrganizationName"),
    "device": ("DCM", "Device"),
    "deviceUid": ("DCM", "DeviceObserverUID"),
    "deviceName": ("DCM", "DeviceObserverName"),
    "deviceManufacturer": ("DCM", "DeviceObserverManufacturer"),
    "deviceModel": ("DCM", "DeviceObserverModelName"),
    "deviceSerial": ("DCM", "DeviceObserverSerialNumber"),
    "procedureReported": ("DCM", "ProcedureReported"),
    "mri": ("LN", "MRIUnspecifiedBodyRegion"),
    "ct": ("LN", "CTUnspecifiedBodyRegion"),
    "imageLibrary": ("DCM", "ImageLibrary"),
    "imageLibraryGroup": ("DCM", "ImageLibraryGroup"),
    "imagingMeasurements": ("DCM", "ImagingMeasurements"),
    "measurementGroup": ("DCM", "MeasurementGroup"),
    "trackingIdentifier": ("DCM", "TrackingIdentifier"),
    "trackingUid": ("DCM", "TrackingUniqueIdentifier"),
    "finding": ("DCM", "Finding"),
    "findingSite": ("SCT", "FindingSite"),
    "laterality": ("SCT", "Laterality"),
    "topographicalModifier": ("SCT", "TopographicalModifier"),
    "referencedSegment": ("DCM", "ReferencedSegment"),
    "sourceSeries": ("DCM", "SourceSeriesForSegmentation"),
    "algorithmName": ("DCM", "AlgorithmName"),
    "algorithmVersion": ("DCM", "AlgorithmVersion"),
    "algorithmManufacturer": ("DCM", "AlgorithmManufacturer"),
    "volume": ("SCT", "Volume"),
    "cubicMillimetre": ("UCUM", "CubicMillimeter"),
}

found = {}
for name, (scheme, keyword) in NAMES.items():
    code = getattr(getattr(codes, scheme), keyword)
    found[name] = {"value": code.value, "scheme": code.scheme_designator, "meaning": code.meaning}

path = Path(__file__).with_name("codes.golden.json")
path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
