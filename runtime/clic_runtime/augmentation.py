"""Random changes of a training batch: position and shape, brightness, contrast, noise.

No mirroring: left and right are not the same organ. Written on whole batches in PyTorch, because MONAI's transforms of one
volume each took half of the time of a training step (measured).
"""

import torch
from torch.nn import functional

ROTATION, SCALE, SHIFT_MM = 0.17, 0.1, 2.0  # radians, share, mm; at most, either way
CONTRAST, BRIGHTNESS, NOISE = 0.15, 0.1, 0.08  # of intensities in -1..1


class Augmentation:
    """The same seed gives the same changes in the same order."""

    def __init__(self, seed: int, spacing: list[float]) -> None:
        self.random = torch.Generator().manual_seed(seed)
        self.spacing = torch.tensor(spacing)

    def __call__(self, images: torch.Tensor, masks: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """`images` (n, 1, x, y, z) in -1..1, `masks` the same shape, as floats."""
        grid = functional.affine_grid(self.placement(images), list(images.shape), align_corners=False)
        moved = functional.grid_sample(images, grid, mode="bilinear", padding_mode="border", align_corners=False)
        masks = functional.grid_sample(masks, grid, mode="nearest", padding_mode="zeros", align_corners=False)
        moved = moved * (1 + self.change(images, CONTRAST)) + self.change(images, BRIGHTNESS)
        level = NOISE * self.uniform(len(images), 0, 1) * (self.uniform(len(images), 0, 1) < 0.3)
        if level.any():
            moved = moved + level.view(-1, 1, 1, 1, 1) * torch.randn(moved.shape, generator=self.random)
        return moved, masks

    def placement(self, images: torch.Tensor) -> torch.Tensor:
        """Matrices (n, 3, 4) from a place in the result to a place in the input, in PyTorch's halves of a side, z first."""
        count = len(images)
        turned = torch.eye(3).expand(count, 3, 3).contiguous()
        for axis in range(3):
            turned = turned @ _about(axis, self.uniform(count, -ROTATION, ROTATION))
        scaled = turned * (1 + self.uniform(3 * count, -SCALE, SCALE)).view(count, 1, 3)
        shift = self.uniform(3 * count, -SHIFT_MM, SHIFT_MM).view(count, 3)
        half = torch.tensor(images.shape[2:]) * self.spacing / 2  # mm
        matrix = torch.cat([scaled * half[None, None, :] / half[None, :, None], (shift / half)[:, :, None]], dim=2)
        still = torch.eye(3, 4).expand(count, 3, 4)
        moves = (self.uniform(count, 0, 1) < 0.8).view(count, 1, 1)
        matrix = torch.where(moves, matrix, still)
        return torch.cat([matrix[:, :, :3].flip(1, 2), matrix[:, :, 3:].flip(1)], dim=2)

    def change(self, images: torch.Tensor, most: float) -> torch.Tensor:
        count = len(images)
        amount = self.uniform(count, -most, most) * (self.uniform(count, 0, 1) < 0.8)
        return amount.view(count, 1, 1, 1, 1)

    def uniform(self, count: int, least: float, most: float) -> torch.Tensor:
        return least + (most - least) * torch.rand(count, generator=self.random)

    def crop(self, case: torch.Tensor, mask: torch.Tensor, size: list[int]) -> tuple[torch.Tensor, torch.Tensor]:
        """A random part of `size` voxels of both."""
        for axis, (side, wanted) in enumerate(zip(case.shape[1:], size), start=1):
            room = side - wanted
            start = int(torch.randint(room + 1, (1,), generator=self.random)) if room > 0 else 0
            case, mask = (t.narrow(axis, start, min(side, wanted)) for t in (case, mask))
        return case, mask


def _about(axis: int, angles: torch.Tensor) -> torch.Tensor:
    """Rotation matrices (n, 3, 3) about one axis."""
    a, b = [i for i in range(3) if i != axis]
    matrix = torch.eye(3).repeat(len(angles), 1, 1)
    matrix[:, a, a] = matrix[:, b, b] = torch.cos(angles)
    matrix[:, a, b], matrix[:, b, a] = -torch.sin(angles), torch.sin(angles)
    return matrix
