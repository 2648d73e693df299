import { pick, seeded } from './seeded.ts'

/** An invented person. The CPR number has the right shape and exists only while the program runs. */
export interface Identity {
  given: string[]
  family: string
  /** DICOM PN */
  name: string
  sex: 'F' | 'M'
  /** YYYYMMDD */
  birthDate: string
  /** ddmmyy-xxxx */
  cpr: string
  age: number
  address: string
  phone: string
  email: string
  accession: string
}

const women = [
  'Åse',
  'Bodil',
  'Gerda',
  'Ingrid',
  'Kirsten',
  'Lærke',
  'Maja',
  'Ragnhild',
  'Signe',
  'Tove',
  'Yrsa',
  'Æbba',
]
const men = [
  'Asger',
  'Bjørn',
  'Dagfinn',
  'Egon',
  'Holger',
  'Jørgen',
  'Knud',
  'Mogens',
  'Preben',
  'Søren',
  'Tage',
  'Øjvind',
]
const families = [
  'Abildgård',
  'Bækgaard',
  'Dalsø',
  'Engholm',
  'Fynbo',
  'Grønkjær',
  'Højlund',
  'Kjærsgård',
  'Lindø',
  'Mørkeberg',
  'Nørreskov',
  'Ravnsbæk',
  'Sønderhøj',
  'Tværmose',
  'Vestergren',
  'Østerbro',
]
const streets = [
  'Æblehaven',
  'Birkevænget',
  'Fyrrestien',
  'Grønningen',
  'Havnegaden',
  'Kløvermarken',
  'Nørregade',
  'Skovbakken',
]
const towns = [
  '5000 Odense C',
  '6200 Aabenraa',
  '7400 Herning',
  '8000 Aarhus C',
  '9000 Aalborg',
  '4000 Roskilde',
  '2100 København Ø',
]

/** The same seed gives the same person. Names, streets and numbers are put together at random; any likeness is chance. */
export function danishIdentity(seed: string): Identity {
  const random = seeded(`identity ${seed}`)
  const sex = random() < 0.5 ? ('F' as const) : ('M' as const)
  const given = [pick(random, sex === 'F' ? women : men), pick(random, sex === 'F' ? women : men)]
  const family = pick(random, families)
  const age = 48 + Math.floor(random() * 40)
  const year = 2026 - age
  const [month, day] = [1 + Math.floor(random() * 10), 1 + Math.floor(random() * 28)]
  const two = (value: number) => String(value).padStart(2, '0')
  // The seventh digit says the century (4–9 before 1937 belongs to other years); 0–3 is always the 20th.
  const serial = `${Math.floor(random() * 4)}${two(Math.floor(random() * 100))}${2 * Math.floor(random() * 5) + (sex === 'M' ? 1 : 0)}`
  return {
    given,
    family,
    sex,
    age,
    name: `${family}^${given.join(' ')}`,
    birthDate: `${year}${two(month)}${two(day)}`,
    cpr: `${two(day)}${two(month)}${two(year % 100)}-${serial}`,
    address: `${pick(random, streets)} ${1 + Math.floor(random() * 98)}, ${pick(random, towns)}`,
    phone: `${20 + Math.floor(random() * 79)}${String(100000 + Math.floor(random() * 899999))}`,
    email: `${given[0]}.${family}.${Math.floor(random() * 1000)}@post.example`.toLowerCase(),
    accession: `ACC${String(Math.floor(random() * 1e9)).padStart(9, '0')}`,
  }
}
