import ctypes
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))
from cpu_only import empty_library, needed  # noqa: E402

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the CUDA build is for Linux only")


def own_machine() -> bytes:
    return Path(sys.executable).resolve().read_bytes()[18:20]


def test_an_empty_library_is_loaded_by_the_system_and_needs_nothing(tmp_path):
    library = tmp_path / "libcublas.so.13"
    library.write_bytes(empty_library(own_machine()))
    loaded = ctypes.CDLL(str(library))
    with pytest.raises(AttributeError):
        loaded.cublasCreate_v2  # noqa: B018
    assert needed(library.read_bytes()) == []


def test_what_a_library_needs_is_read_as_the_loader_reads_it():
    import torch

    names = needed((Path(torch.__file__).parent / "lib" / "libtorch_cuda.so").read_bytes())
    assert {"libcublas.so.13", "libcudart.so.13", "libc10.so"} <= set(names)


def test_pytorch_sees_no_gpu_and_computes():
    import torch

    assert torch.cuda.is_available() is False
    assert torch.fft.ifft(torch.fft.fft(torch.ones(8))).real.sum().item() == pytest.approx(8)
    assert torch.linalg.det(torch.eye(3)).item() == 1.0
