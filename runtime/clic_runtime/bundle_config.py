"""The configuration of a MONAI bundle: written once, used by training, by the warm worker, by `python -m monai.bundle`."""

from typing import Any


def network(channels: list[int], classes: int) -> dict:
    return {
        "_target_": "monai.networks.nets.UNet",
        "spatial_dims": 3,
        "in_channels": 1,
        "out_channels": classes,
        "channels": channels,
        "strides": [2] * (len(channels) - 1),
        "num_res_units": 1,
        "norm": "INSTANCE",
    }


def preprocessing(keys: list[str], spacing: list[float], patch: list[int]) -> list[dict]:
    """From a NIfTI file (any orientation) to what the network sees: RAS, one spacing, -1..1, at least a patch large.

    `keys` is ["image"] or ["image", "label"]; a label is carried with nearest-neighbour interpolation.
    """
    modes = ["bilinear", "nearest"][: len(keys)]
    t = "monai.transforms."
    return [
        {"_target_": t + "LoadImaged", "keys": keys, "reader": "NibabelReader", "image_only": True},
        {"_target_": t + "EnsureChannelFirstd", "keys": keys},
        {"_target_": t + "Orientationd", "keys": keys, "axcodes": "RAS", "labels": None},
        {"_target_": t + "Spacingd", "keys": keys, "pixdim": spacing, "mode": modes},
        {
            "_target_": t + "ScaleIntensityRangePercentilesd",
            "keys": "image",
            "lower": 0.5,
            "upper": 99.5,
            "b_min": -1.0,
            "b_max": 1.0,
            "clip": True,
        },
        {"_target_": t + "SpatialPadd", "keys": "image", "spatial_size": patch, "mode": "constant", "value": -1.0},
        *(
            [{"_target_": t + "SpatialPadd", "keys": "label", "spatial_size": patch, "mode": "constant", "value": 0.0}]
            if "label" in keys
            else []
        ),
        {"_target_": t + "EnsureTyped", "keys": "image", "dtype": "$torch.float32", "track_meta": True},
    ]


def inference(network_def: dict, spacing: list[float], patch: list[int]) -> dict[str, Any]:
    t = "monai.transforms."
    return {
        "imports": ["$import torch", "$import monai"],
        "bundle_root": ".",
        "output_dir": "$@bundle_root + '/eval'",
        "datalist": [],
        "device": "$torch.device('cpu')",
        "network_def": network_def,
        "network": "$@network_def.to(@device)",
        "preprocessing": {"_target_": t + "Compose", "transforms": preprocessing(["image"], spacing, patch)},
        "inferer": {
            "_target_": "monai.inferers.SlidingWindowInferer",
            "roi_size": patch,
            "sw_batch_size": 1,
            "overlap": 0.5,
            "mode": "gaussian",
        },
        "postprocessing": {
            "_target_": t + "Compose",
            "transforms": [
                {"_target_": t + "Activationsd", "keys": "pred", "softmax": True},
                {
                    "_target_": t + "Invertd",
                    "keys": "pred",
                    "transform": "@preprocessing",
                    "orig_keys": "image",
                    "nearest_interp": False,
                    "to_tensor": True,
                },
                {"_target_": t + "AsDiscreted", "keys": "pred", "argmax": True},
            ],
        },
        # From here on: what `python -m monai.bundle run` needs on its own, outside the platform.
        "save": {
            "_target_": t + "SaveImaged",
            "keys": "pred",
            "output_dir": "@output_dir",
            "output_postfix": "seg",
            "output_dtype": "$torch.uint8",
            "resample": False,
            "separate_folder": False,
        },
        "dataset": {
            "_target_": "monai.data.Dataset",
            "data": "$[{'image': i} for i in @datalist]",
            "transform": "@preprocessing",
        },
        "dataloader": {"_target_": "monai.data.DataLoader", "dataset": "@dataset", "batch_size": 1, "num_workers": 0},
        "load_weights": "$@network.load_state_dict(torch.load(@bundle_root + '/models/model.pt', weights_only=True))",
        "evaluator": {
            "_target_": "monai.engines.SupervisedEvaluator",
            "device": "@device",
            "val_data_loader": "@dataloader",
            "network": "@network",
            "inferer": "@inferer",
            "postprocessing": "$monai.transforms.Compose([@postprocessing, @save])",
        },
        "initialize": ["$@load_weights"],
        "run": ["$@evaluator.run()"],
    }


def training(request: Any, patch: list[int], spacing: list[float], network_def: dict) -> dict[str, Any]:
    """What was trained and how: the record of the run in the bundle. The platform's worker, not this file, runs it."""
    return {
        "network_def": network_def,
        "labels": request.labels,
        "seed": request.seed,
        "epochs": request.epochs,
        "batch_size": request.batch,
        "optimizer": {"_target_": "torch.optim.AdamW", "lr": request.learning_rate, "weight_decay": 1e-4},
        "lr_scheduler": {"_target_": "torch.optim.lr_scheduler.OneCycleLR", "max_lr": request.learning_rate},
        "loss": {"_target_": "monai.losses.DiceCELoss", "to_onehot_y": True, "softmax": True},
        "patch": patch,
        "preprocessing": {
            "_target_": "monai.transforms.Compose",
            "transforms": preprocessing(["image", "label"], spacing, patch),
        },
        "trained_with": "clic_runtime.training",
    }
