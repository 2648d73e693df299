"""Prints names that are borne in Denmark and its neighbours, Danish postal towns, and words of medicine, as JSON.

Run: python generate/borne-names.py FAKER > src/generated/borne-names.json

FAKER: the unpacked wheel of Faker 40.63.0 (MIT, Daniele Faraglia and others), whose lists of names by country and of Danish towns are read.
rarer-names.txt beside this program adds names that Faker has not.
Words of medicine: the words of the code meanings of DICOM PS3.16 that are written small (what is written large there is called after
somebody), and those of the attribute names of PS3.6, as pydicom has them. A word that is both is left out of both: it decides nothing.
Names of fewer than four letters (but for Vietnamese ones), of several words and in other letters than Latin stay out. Names are written
without accents, as in a register that has none; æ, ø and å stay.
"""
import importlib
import json
import os
import re
import sys
import unicodedata

from pydicom._dicom_dict import DicomDictionary
from pydicom.sr._concepts_dict import concepts

sys.path.insert(0, sys.argv[1])

GIVEN = "da_DK no_NO sv_SE is_IS fi_FI et_EE lv_LV lt_LT pl_PL cs_CZ sk_SK hu_HU ro_RO hr_HR tr_TR az_AZ vi_VN de_DE nl_NL fr_FR it_IT es_ES pt_PT en_PK fr_DZ".split()
FAMILY = "da_DK no_NO sv_SE fi_FI lv_LV lt_LT pl_PL ro_RO hr_HR tr_TR az_AZ vi_VN de_DE en_PK fr_DZ".split()


def words_of(text):
    return re.findall(r"[^\W\d_]+", text)


medicine = set()
for group in concepts.values():
    for name, codes in group.items():
        for meaning, _ in codes.values():
            medicine.update(word for word in words_of(meaning) if word.islower())
for row in DicomDictionary.values():
    medicine.update(words_of(row[2].lower()))
medicine = {word for word in medicine if 3 <= len(word) <= 20 and word.isascii()}


def borne(countries, kinds):
    found = set()
    for country in countries:
        provider = importlib.import_module(f"faker.providers.person.{country}").Provider
        for kind in dir(provider):
            if any(kind.startswith(one) for one in kinds):
                value = getattr(provider, kind)
                if not hasattr(value, "__iter__") or isinstance(value, str):
                    continue
                for name in value:
                    if isinstance(name, str) and len(name) >= (2 if country == "vi_VN" else 4) and re.fullmatch(r"[A-Za-z\u00C0-\u024F\u1E00-\u1EFF]+(?:-[A-Za-z\u00C0-\u024F]+)?", name):
                        found.add(name.lower())
    return found


given = borne(GIVEN, ["first_names"])
family = borne(FAMILY, ["last_names", "male_last_names", "unisex_last_names"])
towns = {town.lower() for town in importlib.import_module("faker.providers.address.da_DK").Provider.cities if " " not in town}


def folded(words):
    plain = str.maketrans({"ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "ß": "ss"})
    strip = lambda letter: letter if letter in "æøå" else "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))
    return {"".join(strip(letter) for letter in unicodedata.normalize("NFC", word.translate(plain))) for word in words}


RARER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "rarer-names.txt")
rarer = {word for line in open(RARER, encoding="utf8") if not line.startswith("#") for word in line.split()}
names = folded(given | family | rarer)


def by_beginning(words):
    found = {}
    for word in sorted(words):
        found.setdefault(word[:2], []).append(word)
    return {beginning: f" {' '.join(some)} " for beginning, some in found.items()}


print(
    json.dumps(
        {
            "source": "Faker 40.63.0 (MIT); DICOM PS3.16 and PS3.6 by pydicom (MIT)",
            "names": by_beginning((names - medicine) | folded(rarer)),
            "towns": by_beginning(towns),
            "medicine": by_beginning(medicine - names),
        },
        ensure_ascii=False,
        indent=1,
    )
)
