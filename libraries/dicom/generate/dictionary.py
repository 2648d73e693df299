"""Prints the DICOM data dictionary (PS3.6) as JSON, from pydicom's copy of it.

Run: python generate/dictionary.py > src/generated/dictionary.json

A line is a group, with its rows between blanks as element:VR:VM:keyword: a program meets a hundred of the five thousand rows, and to read
all of them takes longer than a file. Repeating groups (50xx, 60xx) stand under their first group; where the standard allows
several VRs, the row names the one that an implicit file means, and "US/SS" where the pixel representation decides.
"""
import json
from itertools import groupby

from pydicom._dicom_dict import DicomDictionary, RepeatersDictionary

CHOICE = {"US or SS": "US/SS", "OB or OW": "OW", "US or OW": "US", "US or SS or OW": "US/SS"}
rows = {}
for mask, (vr, vm, name, retired, keyword) in RepeatersDictionary.items():
    if keyword and mask[:4] in ("50xx", "60xx"):
        rows[mask.replace("xx", "00").upper()] = [CHOICE.get(vr, vr), vm, keyword]
for tag, (vr, vm, name, retired, keyword) in DicomDictionary.items():
    if keyword:
        rows[f"{tag:08X}"] = [CHOICE.get(vr, vr), vm, keyword]
groups = {
    group: " " + "".join(f"{tag[4:]}:{':'.join(rows[tag])} " for tag in tags)
    for group, tags in groupby(sorted(rows), key=lambda tag: tag[:4])
}
print(json.dumps(groups, indent=0))
