"""Compares pixels of objects before and after masking, decoded by pydicom: an independent judge.

    python compare-pixels.py X Y WIDTH HEIGHT BEFORE AFTER [BEFORE AFTER …]

Prints one JSON line a pair: changed pixels outside the box of the first frame (`outside`), in the other frames (`others`), how many values
the box holds afterwards (`inside`), the number of pixels of a frame, transfer syntax and Burned In Annotation.
"""

import json
import sys

import numpy
import pydicom

x, y, width, height = map(int, sys.argv[1:5])
for before, after in zip(sys.argv[5::2], sys.argv[6::2]):
    one, two = pydicom.dcmread(before), pydicom.dcmread(after)
    a, b = one.pixel_array, two.pixel_array
    changed = a != b
    if one.SamplesPerPixel == 3:
        changed = changed.any(axis=-1)
        b = b.reshape(changed.shape + (3,))
    many = changed.ndim == 3
    first = changed[0] if many else changed
    shown = (b[0] if many else b)[y : y + height, x : x + width]
    outside = first.copy()
    outside[y : y + height, x : x + width] = False
    print(
        json.dumps(
            {
                "outside": int(outside.sum()),
                "others": int(changed[1:].sum()) if many else 0,
                "inside": int(len(numpy.unique(shown.reshape(-1, shown.shape[-1] if one.SamplesPerPixel == 3 else 1), axis=0))),
                "pixels": int(first.size),
                "syntax": str(two.file_meta.TransferSyntaxUID),
                "burnedIn": two.BurnedInAnnotation,
            }
        )
    )
