"""Writes charsets.golden.json: texts in the bytes of the sets that an object declares in Specific Character Set (0008,0005).

Needs nothing but Python. Run:
    python golden/charsets.py
The codes of a character are those of Python's own codecs, the escape sequences those of PS3.3 tables C.12-3 and C.12-4: of the
codecs only that of Japanese writes them itself. The texts are those of the examples in PS3.5 annexes H, I, J and K, and some more.
"""
import json
from pathlib import Path

ESCAPES = {"IR 149": "$)C", "IR 58": "$)A", "IR 144": "-L", "IR 100": "-A"}
CODECS = {"IR 149": "euc_kr", "IR 58": "gb2312", "IR 144": "iso8859_5", "IR 100": "iso8859_1"}


def invoked(term: str, text: str) -> bytes:
    return b"\x1b" + ESCAPES[term].encode() + text.encode(CODECS[term])


def back_to_roman(japanese: bytes) -> bytes:
    """Value 1 of the set is ISO 646 of Japan (IR 14) there, not ASCII (IR 6)."""
    assert japanese.endswith(b"\x1b(B")
    return japanese[:-1] + b"J"


CHINESE_COMMENT = "欧阳建国胸痛三天，电话20304050。复查CT"
JAPANESE_COMMENT = "山田様 胸部CT 所見なし TEL 20304050"

# Declared values, and the text in parts, each with its bytes.
CASES = [
    # H.3.1: family and given name of "山田^太郎", a component each.
    (["", "ISO 2022 IR 87"], [("山田", "山田".encode("iso2022_jp"))]),
    (["", "ISO 2022 IR 87"], [("太郎", "太郎".encode("iso2022_jp"))]),
    # H.3.2: value 1 has the half-wide katakana.
    (["ISO 2022 IR 13", "ISO 2022 IR 87"], [("ﾔﾏﾀﾞ", "ﾔﾏﾀﾞ".encode("shift_jis"))]),
    (["ISO 2022 IR 13", "ISO 2022 IR 87"], [("山田", back_to_roman("山田".encode("iso2022_jp")))]),
    # JIS X 0212 takes a set of its own.
    (["", "ISO 2022 IR 87", "ISO 2022 IR 159"], [("丂丄", "丂丄".encode("iso2022_jp_1"))]),
    # I.2: "洪^吉洞=홍^길동"
    (["", "ISO 2022 IR 149"], [("洪", invoked("IR 149", "洪"))]),
    (["", "ISO 2022 IR 149"], [("길동", invoked("IR 149", "길동"))]),
    # J.3: "王^小东"
    (["GB18030"], [("王", "王".encode("gb18030"))]),
    (["GB18030"], [("小东", "小东".encode("gb18030"))]),
    (["GB18030"], [("å 𠀀", "å 𠀀".encode("gb18030"))]),
    (["GBK"], [("胸部", "胸部".encode("gbk"))]),
    # K.2: "张^小东", each line with the escape sequence of its own.
    (
        ["", "ISO 2022 IR 58"],
        [("张小东", invoked("IR 58", "张小东")), ("\r\n", b"\r\n"), ("胸部 CT", invoked("IR 58", "胸部 CT"))],
    ),
    # Value 1 says what stands before the first escape sequence.
    (
        ["ISO 2022 IR 100", "ISO 2022 IR 144"],
        [
            ("Kjær ", "Kjær ".encode("iso8859_1")),
            ("Люк ", invoked("IR 144", "Люк ")),
            ("å", invoked("IR 100", "å")),
        ],
    ),
    # Comments from which something is taken, and the name that they hold.
    (["GB18030"], [("欧阳^建国", "欧阳^建国".encode("gb18030"))]),
    (["GB18030"], [(CHINESE_COMMENT, CHINESE_COMMENT.encode("gb18030"))]),
    (["", "ISO 2022 IR 87"], [("Yamada^Tarou=山田^太郎", "Yamada^Tarou=山田^太郎".encode("iso2022_jp"))]),
    (["", "ISO 2022 IR 87"], [(JAPANESE_COMMENT, JAPANESE_COMMENT.encode("iso2022_jp"))]),
]

golden = [
    {"terms": terms, "text": "".join(text for text, _ in parts), "bytes": b"".join(of for _, of in parts).hex()}
    for terms, parts in CASES
]
target = Path(__file__).with_name("charsets.golden.json")
target.write_text(json.dumps(golden, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
