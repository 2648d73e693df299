from clic_runtime.windows import windows_at_once


def test_small_windows_are_seen_four_at_once_and_large_ones_alone():
    assert windows_at_once([40, 56, 40]) == 4
    assert windows_at_once([64, 64, 64]) == 4
    assert windows_at_once([80, 80, 80]) == 2
    assert windows_at_once([96, 96, 96]) == 1
    assert windows_at_once([512, 512, 512]) == 1
