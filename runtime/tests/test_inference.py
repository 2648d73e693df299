import json
import shutil
import subprocess
import sys
from pathlib import Path

import nibabel
import numpy as np
import pytest
from phantoms import affine, phantom, write_nifti


@pytest.fixture
def infer(worker, bundle, tmp_path):
    def ask(image: Path, name: str = "out.nii", **other) -> dict:
        fields = {"bundle": bundle["bundle"], "weights_sha256": bundle["weights_sha256"], **other}
        return worker.ask(op="infer", image=str(image), output=str(tmp_path / name), **fields)

    return ask


def dice(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.mean([2 * ((a == k) & (b == k)).sum() / ((a == k).sum() + (b == k).sum()) for k in (1, 2)]))


def test_a_result_lies_on_the_very_grid_of_its_input(infer, tmp_path):
    image, truth = phantom(50)
    reply = infer(write_nifti(tmp_path / "i.nii", image))
    result = nibabel.load(reply["labels"])
    labels = np.asarray(result.dataobj)
    assert result.shape == image.shape and np.array_equal(result.affine, affine()) and labels.dtype == np.uint8
    assert dice(labels, truth) > 0.6
    assert reply["volumes_mm3"] == {"front": float((labels == 1).sum()), "back": float((labels == 2).sum())}


def test_volumes_are_in_mm3_of_the_input_and_not_in_voxels(infer, tmp_path):
    reply = infer(write_nifti(tmp_path / "i.nii", phantom(50)[0], affine((0.9, 1.0, 1.1))))
    labels = np.asarray(nibabel.load(reply["labels"]).dataobj)
    assert reply["voxel_mm3"] == pytest.approx(0.99)
    assert reply["volumes_mm3"]["front"] == pytest.approx(0.99 * (labels == 1).sum(), abs=1e-3)


@pytest.mark.parametrize("axes", ["LPS", "PIR", "SAL"])
def test_the_same_anatomy_in_another_orientation_gives_the_same_voxels(infer, tmp_path, axes):
    straight = nibabel.Nifti1Image(phantom(51)[0], affine())
    expected = np.asarray(nibabel.load(infer(write_nifti(tmp_path / "i.nii", phantom(51)[0]))["labels"]).dataobj)
    to = nibabel.orientations.axcodes2ornt(tuple(axes))
    turn = nibabel.orientations.ornt_transform(nibabel.orientations.io_orientation(straight.affine), to)
    nibabel.save(straight.as_reoriented(turn), tmp_path / "turned.nii")
    result = nibabel.load(infer(tmp_path / "turned.nii", "turned_out.nii")["labels"])
    assert nibabel.aff2axcodes(result.affine) == tuple(axes)
    back = nibabel.as_closest_canonical(result)
    assert np.array_equal(np.asarray(back.dataobj), expected)


def test_features_show_a_shift_of_intensities(infer, tmp_path):
    image = phantom(52)[0].astype(np.float32)
    plain = infer(write_nifti(tmp_path / "a.nii", image))
    noise = np.random.default_rng(1).normal(0, 80, image.shape).astype(np.float32)
    shifted = infer(write_nifti(tmp_path / "b.nii", image * 2 + noise))
    assert shifted["input"]["mean"] == pytest.approx(2 * plain["input"]["mean"], rel=0.05)
    assert shifted["input"]["edge_energy"] > 1.5 * plain["input"]["edge_energy"]
    assert shifted["output"]["entropy"] > plain["output"]["entropy"]
    assert all(isinstance(v, (int, float)) for v in [*plain["input"].values(), *plain["output"].values()])


def test_other_weights_than_the_released_ones_are_refused(worker, bundle, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(bundle["bundle"], copy)
    weights = bytearray((copy / "models" / "model.pt").read_bytes())
    weights[len(weights) // 2] ^= 1
    (copy / "models" / "model.pt").write_bytes(weights)
    reply = worker.ask(op="load", bundle=str(copy), weights_sha256=bundle["weights_sha256"])
    assert (reply["event"], reply["code"]) == ("failed", "weights_differ")
    assert worker.ask(op="load", bundle=str(copy))["code"] == "hash_not_given"
    assert worker.ask(op="load", bundle=str(copy), weights_sha256="latest")["code"] == "bad_request"


def test_a_changed_configuration_is_refused_before_its_code_runs(worker, bundle, tmp_path):
    copy, trap = tmp_path / "copy", tmp_path / "ran"
    shutil.copytree(bundle["bundle"], copy)
    config = json.loads((copy / "configs" / "inference.json").read_text())
    config["network"] = f"$open({str(trap)!r}, 'w')"
    (copy / "configs" / "inference.json").write_text(json.dumps(config))
    reply = worker.ask(op="load", bundle=str(copy), bundle_sha256=bundle["bundle_sha256"])
    assert reply["code"] == "bundle_differs" and not trap.exists()
    reply = worker.ask(op="load", bundle=str(copy), weights_sha256=bundle["weights_sha256"])
    assert reply["code"] == "configuration_unknown" and not trap.exists()


def test_a_foreign_configuration_runs_under_the_hash_of_its_whole_bundle(worker, bundle, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(bundle["bundle"], copy)
    config = json.loads((copy / "configs" / "inference.json").read_text())
    config["inferer"]["overlap"] = 0.25
    (copy / "configs" / "inference.json").write_text(json.dumps(config))
    from clic_runtime.digests import folder_sha256

    assert worker.ask(op="load", bundle=str(copy), bundle_sha256=folder_sha256(copy))["event"] == "done"


def test_a_folder_that_is_no_bundle_is_refused(worker, tmp_path):
    assert worker.ask(op="load", bundle=str(tmp_path), weights_sha256="0" * 64)["code"] == "no_bundle"


def test_a_bad_image_is_refused_and_the_next_one_works(infer, tmp_path):
    (tmp_path / "bad.nii").write_bytes(b"\0" * 400)
    assert infer(tmp_path / "bad.nii")["code"] in ("image_unreadable", "image_not_3d")
    assert infer(write_nifti(tmp_path / "four.nii", np.zeros((4, 4, 4, 3), np.float32)))["code"] == "image_not_3d"
    assert infer(write_nifti(tmp_path / "good.nii", phantom(53)[0]))["event"] == "done"


def test_the_bundle_runs_with_monai_alone_and_gives_the_same_voxels(infer, bundle, tmp_path):
    image = write_nifti(tmp_path / "case.nii", phantom(54)[0])
    expected = np.asarray(nibabel.load(infer(image)["labels"]).dataobj)
    command = [sys.executable, "-m", "monai.bundle", "run", "--config_file", "configs/inference.json", "--bundle_root", ".",
               "--datalist", repr([str(image)]), "--output_dir", str(tmp_path / "eval")]  # fmt: skip
    done = subprocess.run(command, cwd=bundle["bundle"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    written = nibabel.load(next((tmp_path / "eval").rglob("*.nii*")))
    assert np.array_equal(np.asarray(written.dataobj).squeeze(), expected)
    assert np.allclose(written.affine, affine())


def test_the_metadata_describes_what_goes_in_and_out(bundle):
    """MONAI's own check: the network takes and gives the shapes and types that metadata.json states."""
    from monai.bundle import verify_net_in_out

    root = Path(bundle["bundle"])
    files = {
        "config_file": str(root / "configs" / "inference.json"),
        "meta_file": str(root / "configs" / "metadata.json"),
    }
    verify_net_in_out("network_def", device="cpu", **files)
