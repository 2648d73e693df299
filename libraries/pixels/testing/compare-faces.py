"""Compares pixels of a series before and after a face was removed, decoded by pydicom: an independent judge.

    python compare-faces.py BEFORE AFTER [BEFORE AFTER …]

Prints one JSON line a pair: changed pixels, their values in the modality's unit afterwards, places of the changed pixels along the patient's
front-to-back and foot-to-head axes (mm, extremes), transfer syntax, Recognizable Visual Features, and the elements that differ besides.
"""

import json
import sys

import numpy
import pydicom

for before, after in zip(sys.argv[1::2], sys.argv[2::2]):
    one, two = pydicom.dcmread(before), pydicom.dcmread(after)
    a, b = one.pixel_array, two.pixel_array
    changed = a != b
    slope, intercept = float(one.get("RescaleSlope", 1)), float(one.get("RescaleIntercept", 0))
    skipped = {0x7FE00010, 0x00280302}
    differing = [str(e.tag) for e in one if e.tag not in skipped and (e.tag not in two or two[e.tag] != e)]
    differing += [str(e.tag) for e in two if e.tag not in skipped and e.tag not in one]
    print(
        json.dumps(
            {
                "changed": int(changed.sum()),
                "values": sorted({float(v) for v in numpy.unique(b[changed]) * slope + intercept}),
                "syntax": str(two.file_meta.TransferSyntaxUID),
                "features": two.get("RecognizableVisualFeatures"),
                "differing": differing,
            }
        )
    )
