#!/bin/sh
# Pins everything below pyproject.toml with hashes, for all operating systems, without naming any package host.
# The left-out packages are PyTorch's CUDA libraries (2.5 GB on Linux), of which nothing here calls a function;
# cpu_only.py lets `import torch` do without them. The small nvidia-cuda-runtime stays: PyTorch asks it for GPUs.
set -eu
cd "$(dirname "$0")"
left_out='triton cuda-bindings cuda-pathfinder cuda-toolkit nvidia-cublas nvidia-cuda-cupti nvidia-cuda-nvrtc nvidia-cudnn-cu13
  nvidia-cufft nvidia-cufile nvidia-curand nvidia-cusolver nvidia-cusparse nvidia-cusparselt-cu13 nvidia-nccl-cu13
  nvidia-nvjitlink nvidia-nvshmem-cu13 nvidia-nvtx'
# shellcheck disable=SC2046,SC2086  # one option a word
"${UV:-uv}" pip compile pyproject.toml --group test --universal --python-version 3.11 --generate-hashes \
  --no-header --no-annotate --quiet --output-file requirements.lock $(printf -- '--no-emit-package %s ' $left_out)
if grep -nE '://|^--|[a-z]+ @ ' requirements.lock; then echo 'requirements.lock must not name a package host' >&2; exit 1; fi
