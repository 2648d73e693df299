"""Prints the storage SOP classes (PS3.4 B.5, PS3.6 A) as JSON, UID -> name, from pydicom's UID dictionary.

Run: python generate/sop-classes.py > src/generated/sop-classes.json
"""
import json

from pydicom._uid_dict import UID_dictionary

rows = {
    uid: name
    for uid, (name, kind, info, retired, keyword) in UID_dictionary.items()
    if kind == "SOP Class" and (uid.startswith("1.2.840.10008.5.1.4.1.1.") or uid.startswith("1.2.840.10008.5.1.4.34.7") or uid == "1.2.840.10008.1.3.10")
}
print(json.dumps(rows, indent=0, sort_keys=True))
