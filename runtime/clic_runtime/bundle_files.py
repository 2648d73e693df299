"""Writes a trained model as a MONAI bundle folder, and reads one back only if its weights are the expected ones."""

import hashlib
import json
import shutil
from pathlib import Path

import torch

from . import bundle_card, bundle_config
from .digests import file_sha256, folder_sha256
from .problem import Problem
from .training_data import TrainingData
from .training_request import TrainingRequest


def write_bundle(network: torch.nn.Module, request: TrainingRequest, data: TrainingData, facts: dict) -> dict:
    """Writes beside `request.output` and renames at the end: no half-written bundle. Returns its path and hashes.

    The same weights give the same file bytes: torch.save writes no times, and nothing else here does.
    """
    root = Path(request.output + ".part")
    shutil.rmtree(root, ignore_errors=True)
    for folder in ("configs", "models", "docs"):
        (root / folder).mkdir(parents=True)
    weights = root / "models" / "model.pt"
    # Contiguous copies: the memory layout used for speed is no part of the weights.
    torch.save(
        {k: v.detach().clone(memory_format=torch.contiguous_format) for k, v in network.state_dict().items()}, weights
    )
    weights_sha256 = file_sha256(weights)
    definition = bundle_config.network(request.channels, len(request.labels) + 1)
    facts = {**facts, "weights_sha256": weights_sha256}
    card = bundle_card.metadata(request.card, request.labels, data.patch, data.spacing, facts)
    _json(root / "configs" / "metadata.json", card)
    _json(root / "configs" / "inference.json", bundle_config.inference(definition, data.spacing, data.patch))
    _json(root / "configs" / "train.json", bundle_config.training(request, data.patch, data.spacing, definition))
    (root / "LICENSE").write_text(_licence(request.card), encoding="utf-8")
    (root / "docs" / "README.md").write_text(_readme(card), encoding="utf-8")
    bundle_sha256 = folder_sha256(root)
    root.replace(request.output)
    return {"bundle": request.output, "weights_sha256": weights_sha256, "bundle_sha256": bundle_sha256}


def check_output(output: str) -> None:
    """Asked before training starts, so that nobody learns of it an hour later."""
    folder = Path(output)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Problem(
            "output_exists", "the output folder is not empty", "give a new folder: a bundle is never overwritten"
        )
    folder.parent.mkdir(parents=True, exist_ok=True)


def check_bundle(root: Path, weights_sha256: str | None, bundle_sha256: str | None) -> tuple[dict, bytes]:
    """The bundle's metadata and weights, if what lies there is what was expected. One of the two hashes must be given.

    A bundle's configuration is code. It is trusted when the whole bundle has the expected hash, or when it is, word
    for word, what this platform writes itself; otherwise it is refused before it is parsed.
    """
    try:
        metadata = json.loads((root / "configs" / "metadata.json").read_text(encoding="utf-8"))
        config = json.loads((root / "configs" / "inference.json").read_text(encoding="utf-8"))
        weights = (root / "models" / "model.pt").read_bytes()
    except (OSError, ValueError) as error:
        raise Problem(
            "no_bundle",
            "the folder lacks a readable configs/metadata.json, configs/inference.json or models/model.pt",
            "give the folder of a MONAI bundle",
        ) from error
    if weights_sha256 is None and bundle_sha256 is None:
        raise Problem(
            "hash_not_given", "no expected hash was sent", 'send "weights_sha256" or "bundle_sha256" of the release'
        )
    found = hashlib.sha256(weights).hexdigest()
    if weights_sha256 is not None and found != weights_sha256:
        raise Problem(
            "weights_differ",
            f"models/model.pt is {found[:12]}…, the release names {weights_sha256[:12]}…",
            "do not run it; bring the release in again from the registry",
        )
    if bundle_sha256 is not None and folder_sha256(root) != bundle_sha256:
        raise Problem(
            "bundle_differs",
            "the bundle's files are not those of the release",
            "bring the release in again from the registry",
        )
    if bundle_sha256 is None and not _is_own_configuration(metadata, config):
        raise Problem(
            "configuration_unknown",
            "configs/inference.json is not the one this platform writes",
            'send the "bundle_sha256" of the release: it covers the configuration too',
        )
    return {**metadata, "weights_sha256": found}, weights


def _is_own_configuration(metadata: dict, config: dict) -> bool:
    try:
        own = metadata["x-clic"]
        channels = [int(c) for c in config["network_def"]["channels"]]
        definition = bundle_config.network(channels, len(own["labels"]) + 1)
        patch = [int(p) for p in config["inferer"]["roi_size"]]
        written = bundle_config.inference(definition, [float(s) for s in own["spacing_mm"]], patch)
    except (KeyError, TypeError, ValueError):
        return False
    return json.loads(json.dumps(written)) == config


def _json(path: Path, value: dict) -> None:
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _licence(card: dict) -> str:
    return f"Licence of this model as stated by its makers: {card['licence']}\n{card['copyright']}\n"


def _readme(card: dict) -> str:
    figures = "\n".join(f"- {name}: {value}" for name, value in card["eval_metrics"].items())
    labels = "\n".join(f"- {label['value']}: {label['name']}" for label in card["x-clic"]["labels"])
    return (
        f"# {card['name']} {card['version']}\n\n{card['description']}\n\n## Intended use\n\n{card['intended_use']}\n\n"
        f"## Labels\n\n{labels}\n\n## Figures on the tune part (not a validation)\n\n{figures}\n\n"
        f"## Data\n\n{card['data_source']}\n\n## Run it outside the platform\n\n"
        "    python -m monai.bundle run --config_file configs/inference.json --bundle_root . --datalist \"['volume.nii']\"\n"
    )
