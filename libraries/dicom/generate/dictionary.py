"""Prints the DICOM data dictionary (PS3.6) as compact JSON, from pydicom's copy of it.

Run: python generate/dictionary.py > src/generated/dictionary.json

A row is tag -> [VR, VM, keyword]. Repeating groups (50xx, 60xx) stand under their first group; where the standard allows
several VRs, the row names the one that an implicit file means, and "US/SS" where the pixel representation decides.
"""
import json

from pydicom._dicom_dict import DicomDictionary, RepeatersDictionary

CHOICE = {"US or SS": "US/SS", "OB or OW": "OW", "US or OW": "US", "US or SS or OW": "US/SS"}
rows = {}
for mask, (vr, vm, name, retired, keyword) in RepeatersDictionary.items():
    if keyword and mask[:4] in ("50xx", "60xx"):
        rows[mask.replace("xx", "00").upper()] = [CHOICE.get(vr, vr), vm, keyword]
for tag, (vr, vm, name, retired, keyword) in DicomDictionary.items():
    if keyword:
        rows[f"{tag:08X}"] = [CHOICE.get(vr, vr), vm, keyword]
print(json.dumps(rows, separators=(",", ":"), sort_keys=True))
