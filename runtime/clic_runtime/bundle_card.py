"""metadata.json of a MONAI bundle: what the model is, what it was made of, what goes in and out, what it is for."""

import platform

import monai
import numpy
import torch

SCHEMA = "https://project-monai.github.io/schema/meta_schema_20240725.json"


def metadata(card: dict, labels: list[dict], patch: list[int], spacing: list[float], facts: dict) -> dict:
    """`card` is what people said of the model, `facts` what training measured (weights, data, environment, figures)."""
    classes = {"0": "background", **{str(label["value"]): label["name"] for label in labels}}
    return {
        "schema": SCHEMA,
        "version": card["version"],
        "changelog": {card["version"]: card.get("change", "trained")},
        "monai_version": monai.__version__,
        "pytorch_version": torch.__version__.split("+")[0],
        "numpy_version": numpy.__version__,
        "required_packages_version": {
            "nibabel": "5.4.2",
            "pytorch-ignite": "0.5.5",
            "python": platform.python_version(),
        },
        "name": card["title"],
        "task": card["task"],
        "description": card["description"],
        "authors": card["authors"],
        "copyright": card["copyright"],
        "data_source": card["data_source"],
        "data_type": "nifti",
        "image_classes": f"single-channel {card['modality']} volume",
        "label_classes": ", ".join(f"{k} {v}" for k, v in classes.items()),
        "pred_classes": ", ".join(f"{k} {v}" for k, v in classes.items()),
        "eval_metrics": {f"tune dice, {k}": round(v, 6) for k, v in facts["tune"]["dice_by_label"].items()},
        "intended_use": card["intended_use"],
        "references": card.get("references", []),
        "network_data_format": {
            "inputs": {
                "image": {
                    "type": "image",
                    "format": "magnitude",
                    "modality": card["modality"],
                    "num_channels": 1,
                    "spatial_shape": patch,
                    "dtype": "float32",
                    "value_range": [-1, 1],
                    "is_patch_data": True,
                    "channel_def": {"0": "image"},
                }
            },
            "outputs": {
                "pred": {
                    "type": "image",
                    "format": "segmentation",
                    "num_channels": len(labels) + 1,
                    "spatial_shape": patch,
                    "dtype": "float32",
                    "value_range": [0, 1],
                    "is_patch_data": True,
                    "channel_def": classes,
                }
            },
        },
        "x-clic": {"labels": labels, "body_part": card.get("body_part"), "spacing_mm": spacing, **facts},
    }
