"""Prints the safe private attributes of PS3.15 table E.3.10-1, and further ones derived by rule, as JSON.

Run: python generate/safe-private.py CHAPTER_E.rst > src/generated/safe-private.json

CHAPTER_E.rst: part 15 chapter E of chsasank/dicom_standard (an edition of 2020), whose table is read. A vendor adds to the list in
later editions; what is not in it is removed, so an old table costs data and leaks nothing.

Derived: an element of pydicom's private dictionary is taken too when its value is a measured number (binary, or DS) and its name speaks
of acquisition physics and of nothing that points at a person, a place, a time or a number series. Creator -> { "GGee": VR }.
"""
import json
import re
import sys

from pydicom._private_dict import private_dictionaries

rows = {}
text = open(sys.argv[1], encoding="utf8").read()
table = text[text.index("Safe Private Attributes\n") :]
cells = None
standard = 0
for line in table.split("\n"):
    stripped = line.strip()
    if stripped.startswith(("+-", "+=")):
        if cells and re.match(r"\([0-9A-F]{4},xx[0-9A-F]{2}\)$", cells[0]):
            rows.setdefault(cells[1], {})[cells[0][1:5] + cells[0][8:10]] = cells[2]
            standard += 1
        cells = None
    elif stripped.startswith("|"):
        parts = [part.strip() for part in stripped.strip("|").split("|")]
        cells = parts if cells is None else [f"{a} {b}".strip() for a, b in zip(cells, parts)]
    elif standard and stripped and cells is None:
        break

NUMBERS = {"DS", "FL", "FD", "SS", "US", "SL", "UL"}
PHYSICS = re.compile(
    r"b.?value|diffusion|gradient|flip angle|echo|repetition|inversion|slope|intercept|rescale|scale|pitch|table speed|rotation|collimat"
    r"|kvp?$|\bma\b|mas\b|exposure|dose|focal|detector|gantry|tilt|thickness|spacing|field of view|fov|matrix|bandwidth|frequency"
    r"|phase|velocity|venc|sar\b|coil current|temperature|pressure|stack|slice orientation|off.?cent|angulation|suv|activity"
    r"|half.?life|calibration factor|kernel width|filter width|reconstruction diameter|zoom|pixel size|voxel|number of (slices|echoes|averages|dynamics|phases|temporal|diffusion)",
    re.I,
)
POINTS = re.compile(r"date|time stamp|timestamp|\bid\b|uid|ident|serial|patient|name|birth|age\b|weight|height|number$|exam|study|series|accession|address|station|physician|operator|user|code|version|comment|description|text", re.I)
derived = 0
for creator, elements in private_dictionaries.items():
    for mask, (vr, vm, name, retired) in elements.items():
        key = mask.upper()
        if len(key) != 8 or "X" in key[:4] or key[4:6] != "XX" or not re.match(r"[0-9A-F]{2}$", key[6:]):
            continue
        if vr in NUMBERS and PHYSICS.search(name) and not POINTS.search(name):
            block = rows.setdefault(creator.strip(), {})
            short = key[:4] + key[6:]
            if short not in block:
                block[short] = vr
                derived += 1
# Numbers and codes whose meaning dcm2niix and the makers' conformance statements publish, and whose name in the dictionary says less:
# diffusion directions, mosaic size and slice times, echo trains, directions of phase encoding, kinds of image.
FURTHER = {
    "GEMS_ACQU_01": {"00195A": "FL", "0019BB": "DS", "0019BC": "DS", "0019BD": "DS", "0019A3": "UL", "00199F": "SS"},
    "GEMS_PARM_01": {"004306": "SS", "004307": "SS", "00432F": "SS", "004383": "DS", "00438A": "CS", "0043A5": "IS"},
    "GEMS_SERS_01": {"002506": "SS", "002511": "SS"},
    "GEMS_IMAG_01": {"002710": "SS", "002731": "SS", "002735": "SS", "002741": "FL"},
    "SIEMENS MR HEADER": {
        "00190A": "US", "00190B": "DS", "001914": "IS", "001917": "DS", "001918": "IS", "001928": "FD", "001929": "FD",
    },
    "Philips Imaging DD 001": {
        "200106": "CS", "200107": "CS", "200108": "IS", "20010A": "IS", "20010B": "CS", "20010C": "CS", "200113": "IS",
        "20011B": "FL", "200122": "FL", "200181": "IS",
    },
    "Philips PET Private Group": {"705300": "DS", "705309": "DS"},
}
further = 0
for creator, elements in FURTHER.items():
    for key, vr in elements.items():
        further += key not in rows.setdefault(creator, {})
        rows[creator].setdefault(key, vr)
print(json.dumps({"standard": standard, "derived": derived, "further": further, "creators": dict(sorted(rows.items()))}, indent=0, sort_keys=False))
