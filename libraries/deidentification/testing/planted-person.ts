import { createHash } from 'node:crypto'

/** An invented patient, made from a seed while the tests run; the CPR number has the right shape and belongs to nobody known to us. */
export interface PlantedPerson {
  given: string
  second: string
  family: string
  cpr: string
  hyphenated: string
  /** YYYYMMDD */
  birthDate: string
  street: string
  town: string
  phone: string
  mail: string
  accession: string
}

export function plantedPerson(seed: string): PlantedPerson {
  const bytes = createHash('sha256').update(seed).digest()
  const pick = <T>(from: readonly T[], at: number) => from[bytes[at]! % from.length]!
  const two = (value: number) => String(value).padStart(2, '0')
  const day = two(1 + (bytes[0]! % 9))
  const month = two(1 + (bytes[1]! % 12))
  const year = 1940 + (bytes[2]! % 40)
  const serial = String(1000 + (bytes.readUInt16BE(3) % 3000))
  const given = pick(['Åse', 'Bjørg', 'Lærke', 'Søren', 'Øjvind'], 5)
  const family = pick(['Kjærsgård', 'Bækgaarden', 'Sønderhøj', 'Mørkebjerg'], 7)
  return {
    given,
    second: pick(['Gunvor', 'Ragnhild', 'Thorkild', 'Dagfinn'], 6),
    family,
    cpr: `${day}${month}${two(year % 100)}${serial}`,
    hyphenated: `${day}${month}${two(year % 100)}-${serial}`,
    birthDate: `${year}${month}${day}`,
    street: `${pick(['Æblehaven', 'Skovbakken', 'Fyrrestien'], 8)} ${11 + (bytes[9]! % 80)}`,
    town: pick(['5000 Odense C', '8000 Aarhus C', '9000 Aalborg'], 10),
    phone: `${20 + (bytes[11]! % 70)}${String(100000 + (bytes.readUInt32BE(12) % 899999))}`,
    mail: `post.${bytes[16]}@${pick(['mail', 'brev'], 17)}.example`,
    accession: `ACC${String(bytes.readUInt32BE(18) % 1e9).padStart(9, '0')}`,
  }
}
