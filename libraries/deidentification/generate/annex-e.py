"""Prints table E.1-1 of PS3.15 Annex E as compact JSON: tag -> action codes.

Run: python generate/annex-e.py ATTRIBUTES.json [NEWER.py] > src/generated/annex-e.json

ATTRIBUTES.json: `standard/confidentiality_profile_attributes.json` of innolitics/dicom-standard (read from the published
standard, edition 2025a). NEWER.py: `dicomfields_2026c.py` of the PyPI package dicom-anonymizer 2.1.0, which lists the basic
actions of edition 2026c; it adds rows and changes none, and it has no option columns. The options of those added rows below
are our own reading of what the row is.

A row: "X/Z full:K modif:C". First the basic code, then the options that say something about the row. Tags with X stand for
repeating groups. Only facts of the standard: no names, no prose.
"""
import importlib.util
import json
import sys

OPTIONS = {
    "rtnUIDsOpt": "uids",
    "rtnDevIdOpt": "device",
    "rtnInstIdOpt": "institution",
    "rtnPatCharsOpt": "patient",
    "rtnLongFullDatesOpt": "full",
    "rtnLongModifDatesOpt": "modified",
    "cleanDescOpt": "descriptors",
    "cleanStructContOpt": "structured",
    "cleanGraphOpt": "graphics",
    "rtnSafePrivOpt": "private",
}
# Rows of 2026c that 2025a does not have, and what they are.
READ = {
    "00700006": "graphics:C",
    "0040B020": "structured:C",
    "0040B034": "full:K modified:C",
    "0040A034": "full:K modified:C",
    "0040A035": "full:K modified:C",
    "0040E012": "",
    "00181010": "",
    "00181011": "",
    "003A0020": "descriptors:C",
    "003A0203": "descriptors:C",
    "003A020C": "descriptors:C",
    "0040B036": "descriptors:C",
    "0040B03B": "descriptors:C",
    "0040B03F": "descriptors:C",
    "300A0054": "uids:K",
}

rows = {}
for row in json.load(open(sys.argv[1])):
    tag = row["id"].upper() if len(row["id"]) == 8 else "ODD"
    said = [f"{name}:{row[key]}" for key, name in OPTIONS.items() if row.get(key)]
    rows[tag] = " ".join([row["basicProfile"], *said])

editions = ["2025a"]
if len(sys.argv) > 2:
    spec = importlib.util.spec_from_file_location("newer", sys.argv[2])
    newer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(newer)
    editions.append("2026c")
    for name in [one for one in dir(newer) if one.endswith("_TAGS") and one != "ALL_TAGS"]:
        code = name.removesuffix("_TAGS").replace("U_STAR", "U*").replace("_", "/")
        for tag in getattr(newer, name):
            if len(tag) != 2:
                continue
            key = f"{tag[0]:04X}{tag[1]:04X}"
            if key in rows:
                basic = rows[key].split(" ")[0]
                assert basic == code, f"{key}: {basic} in 2025a, {code} in 2026c"
            elif key[:4] not in ("5000", "6000"):
                rows[key] = " ".join([code, READ.get(key, "")]).strip()

out = {"editions": editions, "rows": dict(sorted(rows.items()))}
print(json.dumps(out, indent=0))
