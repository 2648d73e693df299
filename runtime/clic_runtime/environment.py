"""What this process runs on: the lock file's hash, whether the installed packages are the locked ones, the machine."""

import hashlib
import platform
import re
from functools import cache
from importlib import metadata
from pathlib import Path

from .problem import Problem

THREADS = 2  # the order of floating-point sums depends on it: a fixed number makes weights repeatable

LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"


@cache
def environment() -> dict:
    """lock_sha256 is null and `differs` says so when the lock file is not beside the package."""
    import monai
    import numpy
    import torch

    lock = LOCK.read_bytes() if LOCK.is_file() else None
    return {
        "lock_sha256": hashlib.sha256(lock).hexdigest() if lock else None,
        "differs": _differences(lock.decode()) if lock else ["requirements.lock is absent"],
        "python": platform.python_version(),
        "torch": torch.__version__,
        "monai": monai.__version__,
        "numpy": numpy.__version__,
        "machine": platform.machine(),
        "cpu": torch.backends.cpu.get_cpu_capability(),
        "threads": THREADS,
    }


def check_lock(expected: str | None) -> None:
    """A candidate is bound to the environment it was made in: another one, or a changed one, makes none."""
    found = environment()
    if expected is None:
        return
    if found["lock_sha256"] != expected:
        raise Problem(
            "environment_differs", "requirements.lock is not the one the platform names", "install the runtime again"
        )
    if found["differs"]:
        what = ", ".join(found["differs"][:3])
        raise Problem(
            "environment_differs", f"installed packages are not the locked ones: {what}", "install the runtime again"
        )


def _differences(lock: str) -> list[str]:
    pinned: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9._-]+)==([^\s;\\]+)", lock, re.MULTILINE):
        pinned.setdefault(name, set()).add(version)
    found = []
    for name, versions in sorted(pinned.items()):
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
        if installed not in versions:
            found.append(f"{name} {installed} instead of {' or '.join(sorted(versions))}")
    return found
