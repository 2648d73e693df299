import { describe, expect, test } from 'vitest'
import { findIdentifiers } from './find-identifiers.ts'

function left(text: string): string {
  let [out, at] = ['', 0]
  for (const span of findIdentifiers(text).sort((a, b) => a.start - b.start)) {
    if (span.end <= at) continue
    if (span.start >= at) out += `${text.slice(at, span.start)}*`
    at = span.end
  }
  return out + text.slice(at)
}

describe('Names that somebody typed without a capital', () => {
  test.each([
    ['hans datter birthe henter ham', 'hans datter * henter ham'],
    ['hustru jytte er informeret', 'hustru * er informeret'],
    ['søn anders krogh ringer', 'søn * ringer'],
    ['sønnen per arne kommer', 'sønnen * kommer'],
    ['nabo storm og kone lis', 'nabo * og kone *'],
    ['gift med torben og mor til ida, emma og karla', 'gift med * og mor til *, * og *'],
    ['samboende med yasmin', 'samboende med *'],
    ['barnet hedder karla, manden hedder villy berg', 'barnet hedder *, manden hedder *'],
    ['drengen hedder sejr', 'drengen hedder *'],
    ['konfereret med maja holst i går', 'konfereret med * i går'],
    ['beskrevet af ingrid maltha og godkendt', 'beskrevet af * og godkendt'],
    ['skrevet af sekretær lone vang', 'skrevet af sekretær *'],
    ['set af radiograf eng, ok', 'set af radiograf *, ok'],
    ['ringet til doktor vind', 'ringet til doktor *'],
    ['set af læge kold og læge krog', 'set af læge * og læge *'],
    ['patienten rune lind har ondt', 'patienten * har ondt'],
    ['dikteret kurt m skriver lis b', 'dikteret * skriver *'],
    ['det er josefines mor', 'det er * mor'],
    ['fru bager klager', 'fru * klager'],
    ['beskrevet af hans peter kjær', 'beskrevet af *'],
    ['fru krogh har nøglen', 'fru * har nøglen'],
    ['sign a hussein', 'sign *'],
    ['referred by doctor patel at', 'referred by doctor * at'],
  ])('go where what stands in front says that a person is named: %s', (text, expected) =>
    expect(left(text)).toBe(expected),
  )

  test.each([
    'mor rask, far død af cancer',
    'datter bor i nærheden, søn er informeret',
    'kone syg, mand hjemme',
    'mor til tre børn, gift med en landmand',
    'far kommer, læge vil se pt',
    'pt tage 2 tabletter, søn per telefon',
    'datter hans hjælper, pt line lagt',
    'kone glad, mor høj, far lang',
    'set af læge i går, henvist af læge grundet smerter',
    'konfereret med bagvagt som anbefaler',
    'beskrevet af radiolog med erfaring',
    'aftalt med mor at ringe, drøftet med far i dag',
    'medicinen hedder nova, tabletten hedder stella',
    'mor marts 2020, datter maj 2021',
    'patient parkinson, pt wilson',
    'barnet hedder ikke noget endnu',
    'set af læge vinter 2023, læge i sommertiden',
    'hans mor, hendes far, barnets mor, dens mor',
    'skrevet ind i dag, beskrevet i bilag',
    'sign i dag, sign m kopi',
  ])('are none where a sentence goes on: %s', (text) => expect(left(text)).toBe(text))
})
