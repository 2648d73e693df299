"""Lets PyTorch's public wheel run without the CUDA libraries it is linked to: 1.3 GB are installed instead of 3.8 GB.

    VENV/bin/python cpu_only.py        once, after requirements.lock was installed; does nothing outside Linux

The wheel of the public index is the CUDA build, and the loader wants every library that it names, used or not. This
puts an empty library in the place of each one that requirements.lock leaves out, and has Python bind functions when they
are first called, as C programs do: code that runs on the CPU calls none of them. The CUDA runtime itself (small) is
installed, so that `torch.cuda.is_available()` answers; no GPU is shown to it.
"""

import re
import struct
import sys
import sysconfig
from pathlib import Path

STARTUP = 'import os, sys; sys.setdlopenflags(os.RTLD_LAZY); os.environ["CUDA_VISIBLE_DEVICES"] = ""\n'

# ELF-64 (System V gABI): constants of program headers and of the dynamic section.
PT_LOAD, PT_DYNAMIC, PT_GNU_STACK, READ_WRITE = 1, 2, 0x6474E551, 6
DT_NEEDED, DT_HASH, DT_STRTAB, DT_SYMTAB, DT_STRSZ, DT_SYMENT = 1, 4, 5, 6, 10, 11
HEADER, PROGRAM_HEADER, SYMBOL, LARGEST_PAGE = 64, 56, 24, 0x10000


def needed(library: bytes) -> list[str]:
    """The libraries that an ELF library names (DT_NEEDED), as the loader reads them."""
    (at,), (count,) = struct.unpack_from("<Q", library, 32), struct.unpack_from("<H", library, 56)
    headers = [struct.unpack_from("<IIQQQQQQ", library, at + i * PROGRAM_HEADER) for i in range(count)]
    _, _, start, _, _, length, _, _ = next(h for h in headers if h[0] == PT_DYNAMIC)
    dynamic = list(struct.iter_unpack("<qQ", library[start : start + length]))
    address = dict(dynamic)[DT_STRTAB]
    strings = next(o + address - v for t, _, o, v, _, size, _, _ in headers if t == PT_LOAD and v <= address < v + size)
    names = [strings + value for tag, value in dynamic if tag == DT_NEEDED]
    return [library[name : library.index(b"\0", name)].decode() for name in names]


def empty_library(machine: bytes) -> bytes:
    """An ELF-64 shared library with no function in it. `machine`: the two bytes e_machine of a library of this system."""
    symbols = HEADER + 3 * PROGRAM_HEADER
    hashes = symbols + SYMBOL
    strings = hashes + 16
    dynamic = strings + 8
    entries = [(DT_HASH, hashes), (DT_STRTAB, strings), (DT_SYMTAB, symbols), (DT_STRSZ, 1), (DT_SYMENT, SYMBOL), (0, 0)]
    size = dynamic + 16 * len(entries)
    header = b"\x7fELF\x02\x01\x01" + bytes(9) + struct.pack("<H", 3) + machine
    header += struct.pack("<IQQQIHHHHHH", 1, 0, HEADER, 0, 0, HEADER, PROGRAM_HEADER, 3, 64, 0, 0)
    programs = [
        (PT_LOAD, READ_WRITE, 0, 0, 0, size, size, LARGEST_PAGE),
        (PT_DYNAMIC, READ_WRITE, dynamic, dynamic, dynamic, 16 * len(entries), 16 * len(entries), 8),
        (PT_GNU_STACK, READ_WRITE, 0, 0, 0, 0, 0, 16),
    ]
    one_bucket_no_symbol = struct.pack("<IIII", 1, 1, 0, 0)
    body = b"".join(struct.pack("<IIQQQQQQ", *p) for p in programs) + bytes(SYMBOL) + one_bucket_no_symbol + bytes(8)
    return header + body + b"".join(struct.pack("<qQ", *e) for e in entries)


def stand_in(packages: Path) -> list[str]:
    """Writes what is missing beside PyTorch's own libraries; what is installed, or written before, stays as it is."""
    torch = packages / "torch" / "lib"
    libraries = {path: path.read_bytes() for path in sorted(torch.glob("*.so"))}
    there = {path.name for folder in (torch, packages / "nvidia") for path in folder.rglob("*.so*")}
    wanted = {name for content in libraries.values() for name in needed(content)}
    # libcuda is the driver of a GPU: it comes with the machine or not at all.
    missing = sorted(name for name in wanted - there if re.match(r"lib(cu(?!da\.)|nv|nccl)", name))
    machine = libraries[torch / "libtorch.so"][18:20]
    for name in missing:
        (torch / name).write_bytes(empty_library(machine))
    (packages / "clic_cpu_only.pth").write_text(STARTUP)
    return missing


if __name__ == "__main__" and sys.platform == "linux":
    for name in stand_in(Path(sysconfig.get_paths()["purelib"])):
        print(name)
