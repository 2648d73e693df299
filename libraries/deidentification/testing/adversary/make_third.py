"""The third hostile set: `make_third.py FOLDER SEED` writes its files and prints what each must lose and keep as JSON.

Everyone and every number is invented from the seed. Written without a look at the finder's rules or at the other sets.
"""

import json
import os
import random
import sys

import pydicom

import third_keeps
import third_objects
import third_others
import third_texts


def main(folder: str, seed: int) -> None:
    rng = random.Random(seed)
    made: list[dict] = []

    def put(name, extension, gone, kept, hold=False):
        file = f"{len(made):04}.{extension}"
        made.append({"file": file, "name": name, "gone": gone, "kept": kept, "hold": hold})
        return os.path.join(folder, file)

    def write(said, path):
        pydicom.dcmwrite(path, said, enforce_file_format=True)

    for group in (third_texts.numbers, third_texts.reach, third_texts.dates, third_texts.names):
        for kind, name, words, gone, *whose in group(rng):
            said = third_objects.ct(rng, whose[0] if whose else None)
            said.ImageComments = words
            # What is packed is judged over the whole file; the rest by its own element.
            title = f"packed {name}" if kind == "PACKED" else f"{kind} in Image Comments: {name}"
            write(said, put(title, "dcm", gone, []))
    for words in third_keeps.KEEPS:
        said = third_objects.ct(rng)
        said.ImageComments = words
        write(said, put(f"KEEP {words}", "dcm", [], [words]))
    for group in (third_objects.structured, third_objects.places):
        for name, said, gone, kept in group(rng):
            write(said, put(f"object: {name}", "dcm", gone, kept))
    for group in (third_others.photos, third_others.volumes, third_others.documents):
        for name, extension, data, gone, kept in group(rng):
            path = put(f"file: {name}", extension, gone, kept, name.startswith("PDF"))
            with open(path, "wb") as out:
                out.write(data)
    print(json.dumps(made))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
