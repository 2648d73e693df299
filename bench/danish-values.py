"""Names, streets, towns, telephones and mail addresses that another program makes (Faker, locale by locale), as JSON.

    python bench/danish-values.py COUNT SEED

Of each kind COUNT values. "Danish" are from da_DK; "other" names from locales of people who live in Denmark, in Latin letters.
"""
import json
import sys

from faker import Faker

count, seed = int(sys.argv[1]), int(sys.argv[2])
Faker.seed(seed)
danish = Faker("da_DK")
others = [Faker(one) for one in ("tr_TR", "pl_PL", "ro_RO", "sv_SE", "no_NO", "de_DE", "bs_BA", "nl_NL")]


def names(makers):
    return [
        {"given": maker.first_name(), "family": maker.last_name()}
        for maker in (makers[i % len(makers)] for i in range(count))
    ]


def telephone():
    """No Danish number begins with 0 or 1; Faker's may."""
    while True:
        number = danish.phone_number()
        if number.removeprefix("+45").strip()[0] not in "01":
            return number


print(json.dumps({
    "names": {"Danish": names([danish]), "other": names(others)},
    "streets": [danish.street_address() for _ in range(count)],
    "towns": [f"{danish.postcode()} {danish.city()}" for _ in range(count)],
    "telephones": [telephone() for _ in range(count)],
    "mails": [danish.email() for _ in range(count)],
}))
