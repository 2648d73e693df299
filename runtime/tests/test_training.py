import gzip
import hashlib
import json
import shutil
from pathlib import Path

import nibabel
import numpy as np
import pytest
from conftest import Caller, training
from phantoms import affine, phantom, write_nifti


def test_a_training_learns_and_reports_each_epoch(bundle):
    epochs = [p for p in bundle["progress"] if p["epoch"] > 0]
    assert [p["epoch"] for p in epochs] == list(range(1, 21))
    assert epochs[-1]["loss"] < 0.6 * epochs[0]["loss"]
    assert set(epochs[-1]["dice_by_label"]) == {"front", "back"}
    assert bundle["dice"] == epochs[-1]["dice"] > 0.6


def test_the_same_request_gives_the_same_bytes_and_another_seed_does_not(worker, items, bundle, tmp_path):
    again = worker.ask(**training(list(reversed(items)), tmp_path / "again"))
    assert again["weights_sha256"] == bundle["weights_sha256"]
    assert again["bundle_sha256"] == bundle["bundle_sha256"]
    other = worker.ask(**training(items, tmp_path / "other", seed=12))
    assert other["weights_sha256"] != bundle["weights_sha256"]


def test_a_fresh_process_gives_the_same_weights(items, bundle, tmp_path):
    caller = Caller()
    assert caller.ask(**training(items, tmp_path / "fresh"))["weights_sha256"] == bundle["weights_sha256"]
    caller.ask(op="exit")


def test_the_hashes_are_those_of_the_files(bundle):
    root = Path(bundle["bundle"])
    assert hashlib.sha256((root / "models" / "model.pt").read_bytes()).hexdigest() == bundle["weights_sha256"]
    files = sorted(p for p in root.rglob("*") if p.is_file())
    lines = "".join(f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(root).as_posix()}\n" for p in files)
    assert hashlib.sha256(lines.encode()).hexdigest() == bundle["bundle_sha256"]
    metadata = json.loads((root / "configs" / "metadata.json").read_text())
    assert metadata["x-clic"]["weights_sha256"] == bundle["weights_sha256"]
    assert metadata["network_data_format"]["outputs"]["pred"]["channel_def"] == {
        "0": "background",
        "1": "front",
        "2": "back",
    }


def test_a_bundle_says_what_its_volumes_measured_along_the_body(worker, items, bundle, tmp_path):
    def envelope(path: str) -> dict:
        return json.loads((Path(path) / "configs" / "metadata.json").read_text())["x-clic"]["envelope"]

    assert envelope(bundle["bundle"]) == {
        "spacing_mm": {"least": [1.0, 1.0, 1.0], "most": [1.0, 1.0, 1.0]},
        "extent_mm": {"least": [22.0, 30.0, 20.0], "most": [22.0, 30.0, 20.0]},
    }
    folder = tmp_path / "turned"
    folder.mkdir()
    to = nibabel.orientations.axcodes2ornt(tuple("SAL"))
    for name, values in zip(("i", "m"), phantom(0)):
        straight = nibabel.Nifti1Image(values, affine((1.0, 1.2, 1.0)))
        turn = nibabel.orientations.ornt_transform(nibabel.orientations.io_orientation(straight.affine), to)
        nibabel.save(straight.as_reoriented(turn), folder / f"{name}.nii")
    turned = changed(items, 0, image=str(folder / "i.nii"), label=str(folder / "m.nii"))
    done = worker.ask(**training(turned, tmp_path / "o", epochs=1))
    assert envelope(done["bundle"])["extent_mm"] == {"least": [22.0, 30.0, 20.0], "most": [22.0, 36.0, 20.0]}
    assert envelope(done["bundle"])["spacing_mm"]["most"] == [1.0, 1.2, 1.0]


def test_cancel_stops_between_two_steps_and_leaves_nothing(worker, items, tmp_path):
    id = worker.send(**training(items, tmp_path / "long", epochs=5000))
    while worker.read().get("epoch") != 1:
        pass
    worker.send(op="ping", id="alive")
    worker.send(op="cancel", id="stop", target=id)
    replies = {}
    while id not in replies:
        reply = worker.read()
        if reply["event"] != "progress":
            replies[reply["id"]] = reply
    assert replies["alive"]["running"] == id
    assert replies["stop"]["was_running"] is True
    assert (replies[id]["event"], replies[id]["code"]) == ("failed", "cancelled")
    assert list(tmp_path.iterdir()) == []


def test_a_request_that_waits_is_cancelled_before_it_starts(worker, items, tmp_path):
    first = worker.send(**training(items, tmp_path / "a", epochs=5000))
    second = worker.send(**training(items, tmp_path / "b"))
    worker.send(op="cancel", id="c2", target=second)
    worker.send(op="cancel", id="c1", target=first)
    codes = {}
    while len(codes) < 2:
        reply = worker.read()
        if reply["event"] == "failed":
            codes[reply["id"]] = reply["code"]
    assert codes == {first: "cancelled", second: "cancelled"}


def test_a_worker_whose_caller_is_gone_ends(items, tmp_path):
    caller = Caller()
    caller.send(**training(items, tmp_path / "orphan", epochs=5000))
    while caller.read().get("epoch") != 1:
        pass
    caller.process.stdin.close()
    assert caller.process.wait(20) == 0
    assert list(tmp_path.iterdir()) == []


def changed(items: list[dict], n: int, **fields) -> list[dict]:
    return [{**item, **fields} if i == n else item for i, item in enumerate(items)]


@pytest.fixture
def refused(worker, items, tmp_path):
    """Asks for a training with one item changed and gives the refusal."""

    def ask(**fields) -> dict:
        reply = worker.ask(**training(changed(items, 1, **fields), tmp_path / "out"))
        assert reply["event"] == "failed" and reply["next"]
        assert not (tmp_path / "out").exists()
        return reply

    return ask


def test_a_mask_of_another_shape_is_refused_by_item(refused, tmp_path):
    mask = write_nifti(tmp_path / "m.nii", phantom(1)[1][:-1])
    reply = refused(label=str(mask))
    assert reply["code"] == "geometry_mismatch" and "p01" in reply["message"] and "(21, 30, 20)" in reply["message"]


def test_a_mask_shifted_by_one_voxel_is_refused(refused, tmp_path):
    shifted = affine()
    shifted[1, 3] += 1
    reply = refused(label=str(write_nifti(tmp_path / "m.nii", phantom(1)[1], shifted)))
    assert reply["code"] == "geometry_mismatch" and "1.00 mm" in reply["message"]


def test_a_mirrored_mask_on_the_same_place_is_refused(refused, tmp_path):
    mirrored = np.diag([-1.0, 1, 1, 1]) @ affine()
    mirrored[0, 3] = affine()[0, 3] + 21
    assert refused(label=str(write_nifti(tmp_path / "m.nii", phantom(1)[1], mirrored)))["code"] == "geometry_mismatch"


def test_an_undeclared_label_is_refused(refused, tmp_path):
    mask = phantom(1)[1]
    mask[0, 0, 0] = 7
    reply = refused(label=str(write_nifti(tmp_path / "m.nii", mask)))
    assert reply["code"] == "label_values" and "7" in reply["message"]


def test_a_truncated_image_is_refused_without_its_path(refused, items, tmp_path):
    whole = gzip.compress(Path(items[1]["image"]).read_bytes())
    broken = tmp_path / "Hansen.nii.gz"
    broken.write_bytes(whole[: len(whole) // 2])
    reply = refused(image=str(broken))
    assert reply["code"] == "image_unreadable" and "p01" in reply["message"] and "Hansen" not in json.dumps(reply)


def test_nan_and_constant_images_are_refused(refused, tmp_path):
    image = phantom(1)[0].astype(np.float32)
    image[3, 3, 3] = np.nan
    assert refused(image=str(write_nifti(tmp_path / "n.nii", image)))["code"] == "image_not_finite"
    flat = np.full_like(image, 4.0)
    assert refused(image=str(write_nifti(tmp_path / "c.nii", flat)))["code"] == "image_constant"


def test_a_missing_file_and_a_text_file_are_refused(refused, tmp_path):
    assert refused(image=str(tmp_path / "none.nii"))["code"] == "file_missing"
    (tmp_path / "text.nii").write_text("not an image")
    assert refused(image=str(tmp_path / "text.nii"))["code"] == "image_unreadable"


def test_a_case_in_two_splits_and_a_test_part_are_refused(worker, items, tmp_path):
    twice = worker.ask(**training([*items, {**items[0], "split": "tune"}], tmp_path / "o"))
    assert twice["code"] == "item_twice"
    test_part = worker.ask(**training(changed(items, 0, split="test"), tmp_path / "o"))
    assert test_part["code"] == "bad_request" and '"test"' in test_part["message"]
    assert worker.ask(**training(items[:3], tmp_path / "o"))["code"] == "too_few_items"


def test_an_output_folder_that_holds_something_is_refused(worker, items, tmp_path):
    (tmp_path / "kept.txt").write_text("kept")
    assert worker.ask(**training(items, tmp_path))["code"] == "output_exists"
    assert (tmp_path / "kept.txt").read_text() == "kept"


def test_another_environment_than_the_named_one_trains_nothing(worker, items, tmp_path):
    request = training(items, tmp_path / "o")
    assert worker.ask(**request, environment_lock="0" * 64)["code"] == "environment_differs"


def test_wrong_settings_are_named(worker, items, tmp_path):
    for config, word in (({"epochs": 0}, "epochs"), ({"epochs": True}, "epochs"), ({"patch": [9, 8, 8]}, "patch"),
                         ({"labels": []}, "labels"), ({"epoch": 3}, '"epoch"'), ({"learningRate": "fast"}, "learningRate")):  # fmt: skip
        reply = worker.ask(**training(items, tmp_path / "o", **config))
        assert reply["code"] == "bad_request" and word in reply["message"], reply


def test_different_spacings_and_orientations_train_together(worker, items, tmp_path):
    folder = tmp_path / "mixed"
    folder.mkdir()
    image, mask = (nibabel.Nifti1Image(v, affine((1.0, 1.0, 1.2))) for v in phantom(0))
    lps = nibabel.orientations.axcodes2ornt("LPS")
    turn = nibabel.orientations.ornt_transform(nibabel.orientations.axcodes2ornt("RAS"), lps)
    for name, volume in (("i", image), ("m", mask)):
        nibabel.save(volume.as_reoriented(turn), folder / f"{name}.nii")
    mixed = changed(items, 0, image=str(folder / "i.nii"), label=str(folder / "m.nii"))
    assert worker.ask(**training(mixed, tmp_path / "o", epochs=1))["event"] == "done"
    shutil.rmtree(tmp_path / "o")
    coarse = write_nifti(folder / "c.nii", phantom(0)[0], affine((5, 5, 5)))
    coarse_mask = write_nifti(folder / "cm.nii", phantom(0)[1], affine((5, 5, 5)))
    far = changed(items, 0, image=str(coarse), label=str(coarse_mask))
    assert worker.ask(**training(far, tmp_path / "o", epochs=1))["code"] == "spacing_varies"
