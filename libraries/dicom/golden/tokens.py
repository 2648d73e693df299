"""What pydicom reads in every sample file: number of elements at all depths and a digest of their tags, depths and texts.

Run: python golden/tokens.py DATA/dicom > golden/tokens.golden.json
Files that pydicom cannot read are listed with the reason "unreadable"; the test then only asks that ours does not throw.
"""
import hashlib
import json
import pathlib
import sys
import warnings

import pydicom

warnings.simplefilter("ignore")
TEXT = {"AE", "AS", "CS", "DA", "DT", "TM", "UI"}


def lines(dataset, depth):
    for element in dataset:
        if element.tag.elem == 0:
            continue
        if element.VR == "SQ":
            yield f"{depth} {int(element.tag):08x} SQ {len(element.value)}"
            for item in element.value:
                yield from lines(item, depth + 1)
        elif element.VR in TEXT and element.value is not None:
            value = element.value
            text = "\\".join(str(v) for v in value) if isinstance(value, (list, tuple, pydicom.multival.MultiValue)) else str(value)
            text = text.strip(" \0\n\t\r")
            yield f"{depth} {int(element.tag):08x} {element.VR} {text}"
        else:
            yield f"{depth} {int(element.tag):08x} {'-' if element.tag.is_private else ''}"


root = pathlib.Path(sys.argv[1])
out = {}
for path in sorted(root.rglob("*.dcm")):
    name = str(path.relative_to(root))
    try:
        found = list(lines(pydicom.dcmread(path, force=True), 0))
        out[name] = {"elements": len(found), "sha256": hashlib.sha256("\n".join(found).encode()).hexdigest()}
    except Exception:
        out[name] = {"unreadable": True}
print(json.dumps(out, indent=0))
