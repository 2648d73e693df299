"""Compares files before and after de-identification with an independent reader.

stdin: JSON lines {"input": path, "output": path}. stdout: JSON lines {"output", "readable", "pixels", "error"}; pixels is "same bytes",
"same picture" (decoded, by pydicom, dcmtk or GDCM), "none", or "changed".
"""
import json
import subprocess
import sys
import tempfile
import warnings

import pydicom

warnings.filterwarnings("ignore")


def picture(path, dataset):
    try:
        return dataset.pixel_array.tobytes()
    except Exception:
        if not dataset.file_meta.TransferSyntaxUID.is_compressed:
            return None
        with tempfile.NamedTemporaryFile() as decoded:
            for program in (["dcmdjpeg"], ["dcmdjpls"], ["gdcmconv", "-w"]):
                try:
                    if subprocess.run(program + [path, decoded.name], capture_output=True).returncode == 0:
                        return pydicom.dcmread(decoded.name).PixelData
                except FileNotFoundError:
                    pass
    return None


for line in sys.stdin:
    job = json.loads(line)
    result = {"output": job["output"], "readable": True, "pixels": "none", "error": None}
    try:
        before = pydicom.dcmread(job["input"], force=True)
        after = pydicom.dcmread(job["output"])
        for element in after.iterall():
            element.value
        for keyword in ("PixelData", "FloatPixelData", "DoubleFloatPixelData"):
            old, new = before.get(keyword), after.get(keyword)
            if old is None and new is None:
                continue
            if old == new:
                result["pixels"] = "same bytes"
            else:
                one, other = picture(job["input"], before), picture(job["output"], after)
                result["pixels"] = "same picture" if one is not None and one == other else "changed"
                if one is None and other is None:
                    result["pixels"] = "undecodable before and after" if len(old) == len(new) else "changed"
        result["removed"] = after.get("PatientIdentityRemoved")
        result["patient"] = [str(after.get("PatientName")), str(after.get("PatientID"))]
    except Exception as error:
        result["readable"], result["error"] = False, repr(error)[:200]
    print(json.dumps(result), flush=True)
