"""Writes published-vectors.golden.json from a checkout of github.com/transparency-dev/merkle (Apache-2.0).

Usage: python3 published-vectors.py CHECKOUT  (a git directory; the newest commit in it is read)

Taken are facts alone: the eight reference leaves, every node hash and root of testonly/constants.go, and from testdata/ the proofs
that verifiers of Certificate Transparency logs must take and those that they must refuse. Hashes are written in hexadecimal.
"""

import base64
import json
import re
import subprocess
import sys
from pathlib import Path


def git(*words):
    return subprocess.run(["git", "-C", sys.argv[1], *words], check=True, capture_output=True, text=True).stdout


def as_hex(text):
    return base64.b64decode(text).hex() if text else ""


def hexes(source, function):
    body = re.search(rf"func {function}\(\).*?\n}}\n", source, re.S).group(0)
    return re.findall(r'hd\("([0-9a-f]*)"\)', body)


def probes(kind, pick):
    listed = git("ls-tree", "-r", "--name-only", "HEAD", f"testdata/{kind}").split("\n")
    for path in sorted(one for one in listed if one.endswith(".json")):
        probe = json.loads(git("show", f"HEAD:{path}"))
        yield {
            "file": path.removeprefix("testdata/"),
            **{name: probe[name] if isinstance(probe[name], int) else as_hex(probe[name]) for name in pick},
            "proof": [as_hex(one) for one in probe["proof"] or []],
            "holds": not probe["wantErr"],
        }


constants = git("show", "HEAD:testonly/constants.go")
golden = {
    "source": f"github.com/transparency-dev/merkle {git('log', '-1', '--format=%H').strip()}",
    "leaves": hexes(constants, "LeafInputs"),
    "nodes": hexes(constants, "NodeHashes"),
    "emptyRoot": hexes(constants, "EmptyRootHash")[0],
    "roots": hexes(constants, "RootHashes"),
    "inclusion": list(probes("inclusion", ["leafIdx", "treeSize", "root", "leafHash"])),
    "consistency": list(probes("consistency", ["size1", "size2", "root1", "root2"])),
}
lines = []
for name, value in golden.items():
    if isinstance(value, list) and isinstance(value[0], dict):
        text = "[\n    " + ",\n    ".join(json.dumps(one) for one in value) + "\n  ]"
    else:
        text = json.dumps(value)
    lines.append(f'  "{name}": {text}')
Path(__file__).with_name("published-vectors.golden.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
