"""The application inside a MAP that CLIC builds: runs the MONAI bundle it carries on the input folder.

Reads NIfTI volumes (-> <stem>_seg.nii) and DICOM series of the bundle's modality (-> <SeriesInstanceUID>.seg.dcm,
one DICOM SEG each) in any sub-folder of HOLOSCAN_INPUT_PATH, writes to HOLOSCAN_OUTPUT_PATH with results.json.
Needs the packages that app.json's requirements name; nothing of the platform. Exit: 0 all read, 1 some input was
refused (the log says which and why), 2 no input, 3 the model is not the one that the package declares.
"""

import hashlib
import json
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "2")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # two threads that spin starve each other on a busy machine

import nibabel  # noqa: E402
import numpy as np  # noqa: E402
import torch  # noqa: E402
from dicom_series import SeriesUnusable, find_series, to_volume  # noqa: E402
from monai.bundle import ConfigParser  # noqa: E402


class Model:
    def __init__(self, root: Path) -> None:
        self.metadata = json.loads((root / "configs" / "metadata.json").read_text(encoding="utf-8"))
        self.modality = self.metadata["network_data_format"]["inputs"]["image"]["modality"]
        weights = root / "models" / "model.pt"
        self.weights_sha256 = hashlib.sha256(weights.read_bytes()).hexdigest()
        if self.weights_sha256 != self.metadata["x-clic"]["weights_sha256"]:
            print("error: models/model.pt is not the file that metadata.json declares", file=sys.stderr)
            sys.exit(3)
        parser = ConfigParser()
        parser.read_config(root / "configs" / "inference.json")
        parser["bundle_root"] = str(root)
        wanted = ("network", "preprocessing", "inferer", "postprocessing")
        self.network, self.preprocess, self.inferer, self.postprocess = (parser.get_parsed_content(w) for w in wanted)
        self.network.load_state_dict(torch.load(weights, weights_only=True, map_location="cpu"))
        self.network.eval()

    def labels_of(self, image: Path) -> np.ndarray:
        with torch.no_grad():
            case = self.preprocess({"image": str(image)})
            logits = self.inferer(case["image"][None], self.network)
            called = self.postprocess({**case, "pred": logits[0]})["pred"]
        return called.as_tensor().numpy()[0].astype(np.uint8)

    def volumes(self, labels: np.ndarray, affine: np.ndarray) -> dict:
        voxel = abs(float(np.linalg.det(affine[:3, :3])))
        declared = self.metadata["x-clic"]["labels"]
        return {d["name"]: round(int((labels == d["value"]).sum()) * voxel, 3) for d in declared}


def run_nifti(model: Model, path: Path, output: Path) -> dict:
    image = nibabel.load(path)
    labels = model.labels_of(path)
    name = path.name.removesuffix(".gz").removesuffix(".nii") + "_seg.nii"
    mask = nibabel.Nifti1Image(labels, image.affine)
    nibabel.save(mask, output / name)
    return {"output": name, "volumes_mm3": model.volumes(labels, image.affine)}


def run_series(model: Model, images: list, output: Path) -> dict:
    from segmentation_object import write_seg

    series = to_volume(images)
    with tempfile.TemporaryDirectory() as folder:
        volume = Path(folder) / "volume.nii"
        nibabel.save(nibabel.Nifti1Image(series.values, series.affine), volume)
        labels = model.labels_of(volume)
    name = f"{series.images[0].SeriesInstanceUID}.seg.dcm"
    write_seg(series, labels, model.metadata, model.weights_sha256, output / name)
    return {"output": name, "volumes_mm3": model.volumes(labels, series.affine)}


def main() -> int:
    torch.set_num_threads(2)
    source, output = Path(os.environ["HOLOSCAN_INPUT_PATH"]), Path(os.environ["HOLOSCAN_OUTPUT_PATH"])
    models = Path(os.environ.get("HOLOSCAN_MODEL_PATH", "/opt/holoscan/models"))
    model = Model(next(p.parent.parent for p in sorted(models.glob("**/configs/metadata.json"))))
    volumes = sorted(p for p in source.rglob("*") if p.is_file() and p.name.endswith((".nii", ".nii.gz")))
    work = [(run_nifti, path) for path in volumes]
    work += [(run_series, images) for images in find_series(source, model.modality)]
    if not work:
        print("error: no NIfTI volume and no DICOM series of the model's modality in the input folder", file=sys.stderr)
        return 2
    output.mkdir(parents=True, exist_ok=True)
    results, refused = [], 0
    for number, (run, what) in enumerate(work, start=1):
        try:
            results.append(run(model, what, output))
            print(f"{number} of {len(work)}: done")
        except SeriesUnusable as error:
            refused += 1
            print(f"{number} of {len(work)}: refused: {error}", file=sys.stderr)
        except Exception as error:  # one bad input must not stop the others; its text may name a patient
            refused += 1
            print(f"{number} of {len(work)}: failed: {type(error).__name__}", file=sys.stderr)
    report = {
        "model": {"version": model.metadata["version"], "weights_sha256": model.weights_sha256},
        "results": results,
    }
    (output / "results.json").write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
