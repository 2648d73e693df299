"""Renders names and CPR-shaped numbers over real pictures, for `./clic prove burned-in`.

    python render-burned-in.py DATA OUT COUNT SEED

DATA: the folder with `images/`; where a kind has no pictures there, its background is drawn. OUT gets NNN.raw (8 bit, interleaved) and NNN.json (size, and each text with its words, box of
inked pixels, class and cap height). Every CPR number has a day above 39 or a month above 12: it belongs to nobody. Written with Pillow,
so that what is found was not drawn by the program that finds it.
"""

import json
import random
import sys
from pathlib import Path

import numpy
from PIL import Image, ImageDraw, ImageFont

data, out, count, seed = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
chance = random.Random(seed)
noise = numpy.random.default_rng(seed)

family = "Sørensen Østergård Kjær Nørgaard Åkesson Bæk Hjorth Møller Lærke Bjørn Thygesen Væver Aagaard Rødgård Sandøe Quist".split()
given = "Søren Åse Jørgen Bjørk Ægir Kåre Marie Øjvind Lærke Tove Niels-Åge Maj-Britt Ida Frøy Poul Hans Jytte Værn".split()
technical = ["MI 0.9", "TIS 0.4", "12 cm", "60 Hz", "75 %", "L", "R", "3.5 MHz", "48 fps", "120 kV"]

kinds = {
    "ultrasound": ["images/breast_busi/images/*"],
    "photograph": ["images/wound_fuseg/images/*"],
    "skin": ["images/derm_ham10000/images/*"],
    "fundus": ["images/eye_odir/images/*"],
    "x-ray": ["images/chest_cxr/images/*"],
    "capture": [],
}
fonts = [
    path
    for path in sorted(Path("/usr/share/fonts").rglob("*"))
    if path.name
    in {
        "DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSansMono.ttf", "DejaVuSerif.ttf", "DejaVuSansCondensed.ttf",
        "LiberationSans-Regular.ttf", "LiberationMono-Regular.ttf", "LiberationSerif-Regular.ttf", "LiberationSans-Bold.ttf",
        "NimbusSansNarrow-Regular.otf", "NimbusMonoPS-Regular.otf", "URWGothic-Book.otf", "C059-Roman.otf", "Vera.ttf",
    }
]
styles = ["light", "dark", "colour", "low contrast", "on a bar", "noise", "rotated left", "rotated right"]


def drawn(kind):
    """Without pictures: a screen of panels and curves, or speckle in a fan as ultrasound has it."""
    made = Image.new("RGB", (800, 600), chance.choice([(20, 20, 24), (60, 64, 70), (225, 225, 228)]))
    pen = ImageDraw.Draw(made)
    if kind == "capture":
        for _ in range(chance.randrange(3, 8)):
            x, y = chance.randrange(0, 600), chance.randrange(0, 450)
            level = chance.randrange(0, 256)
            pen.rectangle((x, y, x + chance.randrange(80, 300), y + chance.randrange(60, 250)), fill=(level,) * 3, outline=(128,) * 3)
        points = [(x, 300 + 150 * numpy.sin(x / chance.randrange(20, 90))) for x in range(0, 800, 4)]
        pen.line(points, fill=(0, 200, 120), width=2)
        return made
    pixels = numpy.zeros((600, 800))
    y, x = numpy.mgrid[0:600, 0:800]
    fan = (numpy.abs(numpy.arctan2(x - 400, y + 60)) < 0.6) & (numpy.hypot(x - 400, y + 60) < 600)
    pixels[fan] = numpy.clip(noise.gamma(1.5, 35.0, fan.sum()), 0, 255)
    return Image.fromarray(pixels.astype(numpy.uint8)).convert("RGB")


def background(kind):
    paths = [path for pattern in kinds[kind] for path in sorted(data.glob(pattern)) if path.is_file()]
    made = Image.open(chance.choice(paths)).convert("RGB") if paths else drawn(kind)
    side = chance.choice([480, 640, 800, 1024, 1280])
    scale = side / max(made.size)
    made = made.resize((max(360, round(made.width * scale)), max(300, round(made.height * scale))), Image.LANCZOS)
    if kind in ("ultrasound", "x-ray") or chance.random() < 0.15:
        made = made.convert("L")
    return made.convert("RGB"), made.mode == "L"


def font_of(path, cap):
    for size in range(cap, 4 * cap):
        font = ImageFont.truetype(str(path), size)
        box = font.getbbox("H")
        if box[3] - box[1] >= cap:
            return font
    raise SystemExit("a font without capitals")


def ink(words, font, style):
    box = font.getbbox(words)
    mask = Image.new("L", (box[2] - box[0] + 4, box[3] - box[1] + 4), 0)
    ImageDraw.Draw(mask).text((2 - box[0], 2 - box[1]), words, font=font, fill=255)
    turn = {"rotated left": Image.ROTATE_90, "rotated right": Image.ROTATE_270}.get(style)
    return mask.transpose(turn) if turn else mask


def place(canvas, words, style, cap, taken, grey):
    for _ in range(60):
        mask = ink(words, font_of(chance.choice(fonts), cap), style)
        if mask.width + 8 > canvas.shape[1] or mask.height + 8 > canvas.shape[0]:
            continue
        if chance.random() < 0.5:
            x = chance.choice([4, canvas.shape[1] - mask.width - 4])
        else:
            x = chance.randrange(2, canvas.shape[1] - mask.width - 2)
        y = chance.choice([4, canvas.shape[0] - mask.height - 4, chance.randrange(2, canvas.shape[0] - mask.height - 2)])
        if all(x + mask.width + 12 < t[0] or t[0] + t[2] + 12 < x or y + mask.height + 12 < t[1] or t[1] + t[3] + 12 < y for t in taken):
            break
    else:
        return None
    taken.append((x, y, mask.width, mask.height))
    area = canvas[y : y + mask.height, x : x + mask.width].astype(float)
    mean, spread = area.mean(axis=(0, 1)), area.std()
    if style == "on a bar":
        area[:] = chance.choice([(0, 0, 0), (30, 30, 60), (230, 230, 230)]) if not grey else chance.choice([(0, 0, 0), (220, 220, 220)])
        mean, spread = area.mean(axis=(0, 1)), 0
    if style == "noise":
        area = area * 0.5 + noise.gamma(2.0, 30.0, area.shape[:2])[..., None]
        mean, spread = area.mean(axis=(0, 1)), area.std()
    level = mean.mean()
    if style == "colour" and not grey:
        choices = [(255, 255, 0), (0, 255, 0), (0, 255, 255), (255, 80, 80), (255, 160, 0), (90, 90, 255), (160, 0, 0)]
        colour = max(chance.sample(choices, 4), key=lambda c: abs(numpy.dot(c, (0.3, 0.59, 0.11)) - numpy.dot(mean, (0.3, 0.59, 0.11))))
    elif style == "low contrast":
        by = max(45, 2 * spread)
        colour = numpy.clip(mean + (by if level < 128 else -by), 0, 255)
    elif style == "dark" and level > 70:
        colour = (chance.randrange(0, 20),) * 3
    elif style != "dark" and level < 185:
        colour = (chance.randrange(225, 256),) * 3
    else:
        colour = (255,) * 3 if level < 128 else (0,) * 3
    alpha = numpy.asarray(mask, float)[..., None] / 255
    ground, drawn_over = (numpy.clip(one, 0, 255).astype(numpy.uint8) for one in (area, area * (1 - alpha) + numpy.asarray(colour, float) * alpha))
    canvas[y : y + mask.height, x : x + mask.width] = drawn_over
    # Ink is what can be told from the ground by at least one level: black on black is in no picture.
    inked = numpy.argwhere((alpha[..., 0] > 0.3) & (ground != drawn_over).any(axis=2))
    if len(inked) == 0:
        return None
    (top, left), (bottom, right) = inked.min(axis=0), inked.max(axis=0)
    return {"box": {"x": int(x + left), "y": int(y + top), "width": int(right - left + 1), "height": int(bottom - top + 1)}, "style": style, "cap": cap}


def cpr():
    day, month = chance.choice([(chance.randrange(40, 60), chance.randrange(1, 13)), (chance.randrange(1, 29), chance.randrange(13, 20))])
    return f"{day:02}{month:02}{chance.randrange(100):02}{chance.choice(['-', ' ', ''])}{chance.randrange(10000):04}"


def name():
    first, last = chance.choice(given), chance.choice(family)
    made = chance.choice([f"{last}, {first}", f"{first} {last}", f"{last.upper()} {first.upper()}", f"{last.upper()}^{first.upper()}", last])
    return made


for number in range(count):
    kind = list(kinds)[number % len(kinds)]
    base, grey = background(kind)
    canvas = numpy.array(base)
    taken, texts = [], []
    for what, words in [("name", name()), ("cpr", cpr()), ("technical", chance.choice(technical)), ("name", f"Dr. {chance.choice(family)}")]:
        cap = chance.choice([12, 12, 13, 14, 16, 18, 22, 28, 36])
        found = place(canvas, words, chance.choice(styles), cap, taken, grey)
        if found:
            texts.append({**found, "what": what, "words": words})
    pixels = canvas[..., 0] if grey else canvas
    (out / f"{number:03}.raw").write_bytes(numpy.ascontiguousarray(pixels, numpy.uint8).tobytes())
    (out / f"{number:03}.json").write_text(
        json.dumps({"kind": kind, "width": canvas.shape[1], "height": canvas.shape[0], "channels": 1 if grey else 3, "texts": texts})
    )
