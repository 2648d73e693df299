import torch
from clic_runtime.augmentation import Augmentation


def ball(shape: tuple[int, int, int], spacing: list[float], radius_mm: float) -> torch.Tensor:
    """1 inside a ball in the middle of the volume, -1 outside, as (2, 1, x, y, z)."""
    axes = [(torch.arange(n) - (n - 1) / 2) * s for n, s in zip(shape, spacing)]
    grid = torch.stack(torch.meshgrid(*axes, indexing="ij"))
    inside = (grid.norm(dim=0) <= radius_mm).float() * 2 - 1
    return inside.expand(2, 1, *shape).clone()


def test_the_same_seed_changes_a_batch_in_the_same_way_and_another_one_does_not():
    image = ball((16, 20, 12), [1, 1, 1], 4)
    mask = (image > 0).float()
    first, same, other = (Augmentation(seed, [1, 1, 1])(image, mask) for seed in (5, 5, 6))
    assert torch.equal(first[0], same[0]) and torch.equal(first[1], same[1])
    assert not torch.equal(first[0], other[0])


def test_image_and_mask_move_together():
    augment = Augmentation(1, [1, 1, 1])
    for _ in range(20):
        image = ball((24, 32, 20), [1, 1, 1], 6)
        image[:, :, 14:] = -1  # lop-sided, so that a rotation the wrong way round would show
        moved, mask = augment(image, (image > 0).float())
        bright = moved > 0
        assert (bright & (mask > 0)).sum() / (bright | (mask > 0)).sum() > 0.8


def test_a_ball_in_millimetres_stays_one_where_voxels_are_flat():
    spacing = [1.0, 1.0, 3.0]
    augment = Augmentation(2, spacing)
    shape = (48, 48, 16)
    for _ in range(10):
        mask = (ball(shape, spacing, 14) > 0).float()
        _, moved = augment(mask, mask)
        for one in moved[:, 0]:
            places = one.nonzero().float() * torch.tensor(spacing)
            sides = torch.linalg.eigvalsh(torch.cov(places.T)).sqrt()
            assert sides.max() / sides.min() < 1.35  # scaling of a tenth either way, and coarse slices


def test_nothing_is_mirrored():
    placement = Augmentation(3, [1, 1, 1]).placement(torch.zeros(200, 1, 8, 8, 8))
    assert (torch.linalg.det(placement[:, :, :3]) > 0.5).all()


def test_a_part_is_cut_from_image_and_mask_at_the_same_place():
    augment = Augmentation(4, [1, 1, 1])
    image = torch.arange(10 * 12 * 8.0).reshape(1, 10, 12, 8)
    for _ in range(20):
        part, mask = augment.crop(image, image, [6, 12, 5])
        assert part.shape == (1, 6, 12, 5) and torch.equal(part, mask)
    starts = {int(augment.crop(image, image, [6, 12, 5])[0][0, 0, 0, 0]) for _ in range(50)}
    assert len(starts) > 8
