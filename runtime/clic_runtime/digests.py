"""SHA-256 of files and folders. The folder digest is the same as the TypeScript library's `mapDigest`."""

import hashlib
from pathlib import Path

from .problem import Problem


def file_sha256(path: Path) -> str:
    try:
        with open(path, "rb") as f:
            return hashlib.file_digest(f, "sha256").hexdigest()
    except OSError as error:
        raise Problem("file_missing", f"{path.name} cannot be read ({error.strerror})", "check the path") from error


def folder_sha256(folder: Path) -> str:
    """SHA-256 over one line per file, `<sha256>  <path>\\n`, sorted by the path's UTF-8 bytes. Links are refused."""
    lines = []
    for path in folder.rglob("*"):
        if path.is_symlink():
            raise Problem("link_in_folder", f"{path.name} is a link", "replace it by the file itself")
        if path.is_file():
            lines.append((path.relative_to(folder).as_posix().encode(), file_sha256(path)))
    digest = hashlib.sha256()
    for name, sha in sorted(lines):
        digest.update(f"{sha}  ".encode() + name + b"\n")
    return digest.hexdigest()
