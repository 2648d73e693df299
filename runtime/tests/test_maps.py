"""The applications inside packages: our own, and the bought one."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import highdicom
import nibabel
import numpy as np
import pytest
from conftest import RUNTIME
from phantoms import affine, phantom, write_nifti, write_series


def run_app(app: Path, models: Path, source: Path, output: Path) -> subprocess.CompletedProcess:
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(output),
        "HOLOSCAN_INPUT_PATH": str(source),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    env |= {"HOLOSCAN_OUTPUT_PATH": str(output), "HOLOSCAN_MODEL_PATH": str(models)}
    output.mkdir(exist_ok=True)
    return subprocess.run([sys.executable, str(app)], env=env, capture_output=True, text=True)


def labels_of(seg_file: Path, shape: tuple[int, int, int]) -> np.ndarray:
    """The label map of a SEG on the phantom's own axes, placed by the positions in the SEG, not by the order of frames."""
    seg = highdicom.seg.segread(seg_file)
    labels = np.zeros(shape, np.uint8)
    for frame, place in zip(seg.pixel_array.reshape(-1, seg.Rows, seg.Columns), seg.PerFrameFunctionalGroupsSequence):
        k = round(float(place.PlanePositionSequence[0].ImagePositionPatient[2]) - 5)
        value = place.SegmentIdentificationSequence[0].ReferencedSegmentNumber
        labels[:, :, k][frame.T[::-1, ::-1] > 0] = value
    return labels


@pytest.fixture(scope="module")
def models(bundle, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    shutil.copytree(bundle["bundle"], folder / "phantom")
    return folder


def test_our_package_and_the_warm_worker_agree_in_every_voxel(worker, bundle, models, tmp_path):
    image = phantom(60)[0]
    source = tmp_path / "in"
    write_series(source / "study", image, 7)
    write_nifti(source / "same.nii", image.astype(np.float32))
    ran = run_app(RUNTIME / "map_app", models, source, tmp_path / "out")
    assert ran.returncode == 0, ran.stderr[-1500:]
    reply = worker.ask(op="infer", bundle=bundle["bundle"], weights_sha256=bundle["weights_sha256"],
                       image=str(source / "same.nii"), output=str(tmp_path / "worker.nii"))  # fmt: skip
    expected = np.asarray(nibabel.load(tmp_path / "worker.nii").dataobj)
    assert 0 < (expected > 0).sum() < expected.size / 2
    from_nifti = nibabel.load(tmp_path / "out" / "same_seg.nii")
    assert np.array_equal(np.asarray(from_nifti.dataobj), expected) and np.array_equal(from_nifti.affine, affine())
    assert (labels_of(tmp_path / "out" / "2.25.47117.2.seg.dcm", image.shape) != expected).sum() == 0
    results = json.loads((tmp_path / "out" / "results.json").read_text())
    assert [r["volumes_mm3"] for r in results["results"]] == [reply["volumes_mm3"]] * 2


def test_our_package_refuses_a_damaged_model(models, tmp_path):
    damaged = tmp_path / "models"
    shutil.copytree(models, damaged)
    with open(damaged / "phantom" / "models" / "model.pt", "r+b") as f:
        f.seek(5000)
        f.write(b"\xff")
    write_nifti(tmp_path / "i.nii", phantom(61)[0])
    ran = run_app(RUNTIME / "map_app", damaged, tmp_path, tmp_path / "out")
    assert ran.returncode == 3 and list((tmp_path / "out").iterdir()) == []


def test_our_package_says_what_it_left_out(models, tmp_path):
    source = tmp_path / "in"
    write_series(source / "gap", phantom(62)[0], 8, gap_at=9)
    (source / "letter.txt").write_text("no image")
    ran = run_app(RUNTIME / "map_app", models, source, tmp_path / "out")
    assert ran.returncode == 1 and "not evenly spaced" in ran.stderr
    (tmp_path / "empty").mkdir()
    assert run_app(RUNTIME / "map_app", models, tmp_path / "empty", tmp_path / "out2").returncode == 2


@pytest.fixture(scope="module")
def bought(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("bought") / "rootfs"
    subprocess.run([sys.executable, str(RUNTIME / "fixtures" / "make_bought_map.py"), str(folder)], check=True)
    return folder


def digest(folder: Path) -> str:
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return hashlib.sha256(
        b"".join(p.relative_to(folder).as_posix().encode() + p.read_bytes() for p in files)
    ).hexdigest()


def test_the_bought_package_is_made_the_same_each_time(bought, tmp_path):
    again = tmp_path / "again"
    script = RUNTIME / "fixtures" / "make_bought_map.py"
    subprocess.run([sys.executable, str(script), str(again)], check=True)
    assert digest(again) == digest(bought)
    assert subprocess.run([sys.executable, str(script), str(again)], capture_output=True).returncode != 0


def test_the_bought_package_answers_each_study_with_one_seg(bought, tmp_path):
    for n in range(2):
        write_series(tmp_path / "in" / f"study{n}", phantom(70 + n)[0], n)
    ran = run_app(bought / "opt/holoscan/app", bought / "opt/holoscan/models", tmp_path / "in", tmp_path / "out")
    assert ran.returncode == 0, ran.stderr[-1500:]
    files = sorted((tmp_path / "out").glob("*.dcm"))
    assert [f.name for f in files] == ["2.25.47110.2.seg.dcm", "2.25.47111.2.seg.dcm"]
    labels = labels_of(files[0], phantom(70)[0].shape)
    # The prior's places are in the patient, not in the array: the head lies in front of the tail.
    assert np.argwhere(labels == 1)[:, 1].mean() > np.argwhere(labels == 2)[:, 1].mean() + 5
    assert np.argwhere(labels == 1)[:, 2].mean() < np.argwhere(labels == 2)[:, 2].mean()


def test_the_bought_package_gives_the_same_labels_for_the_same_study(bought, tmp_path):
    write_series(tmp_path / "in", phantom(70)[0], 3)
    for name in ("a", "b"):
        run_app(bought / "opt/holoscan/app", bought / "opt/holoscan/models", tmp_path / "in", tmp_path / name)
    first, second = (labels_of(next((tmp_path / n).glob("*.dcm")), phantom(70)[0].shape) for n in ("a", "b"))
    assert first.any() and np.array_equal(first, second)
