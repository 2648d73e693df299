#!/bin/sh
# Pins everything below pyproject.toml with hashes, for all operating systems, without naming any package host.
# The left-out packages are parts of PyTorch's CUDA build that nothing here loads (measured: 1 GB of 4.7 GB on Linux);
# the other nvidia-* packages must stay: libtorch_cuda.so is linked to them, and `import torch` fails without them.
set -eu
cd "$(dirname "$0")"
"${UV:-uv}" pip compile pyproject.toml --group test --universal --python-version 3.11 --generate-hashes \
  --no-header --no-annotate --quiet --output-file requirements.lock \
  --no-emit-package triton --no-emit-package nvidia-cusolver --no-emit-package nvidia-nvtx \
  --no-emit-package cuda-bindings --no-emit-package cuda-pathfinder --no-emit-package cuda-toolkit
if grep -nE '://|^--|[a-z]+ @ ' requirements.lock; then echo 'requirements.lock must not name a package host' >&2; exit 1; fi
