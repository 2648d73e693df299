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

describe('Names of notes typed in haste', () => {
  test.each([
    ['Elev Sidsel T på afdelingen', 'Elev * på afdelingen'],
    ['Preben L-J BMI 38', '* BMI 38'],
    ['Ragna Ø, 84 år', '*, 84 år'],
    ['kaplan a. fundus uden fund', '* fundus uden fund'],
    ['b. mosegaard: svar trykt', '*: svar trykt'],
    ['hej lisbeth pt er klar', 'hej * pt er klar'],
    ['kære ragnhild eg sørensen', 'kære *'],
    ['hej anne-lise, vil du se den', 'hej *, vil du se den'],
    ['rekv. læge: bertelsen, aksel', 'rekv. læge: *'],
    ['Halfdan Kry, set i går', '*, set i går'],
    ['Pt: Thorkild  E.  Bang K/M: M', 'Pt: * K/M: M'],
    ['Erimiasen vil se hende i morgen', '* vil se hende i morgen'],
    ['Ravindran har ondt i knæ', '* har ondt i knæ'],
    ['Svar er sendt, mvh Kit', 'Svar er sendt, mvh *'],
    ['klar til rtg /jq', 'klar til rtg /*'],
    ['rad: yilmaz, ass bertil', 'rad: *, ass *'],
    ['Ergo Tilius Vamm har set pt', 'Ergo * har set pt'],
    ['Socialrådg. Ia Mørhede inviteret', 'Socialrådg. * inviteret'],
    ['anæstesi E. Zerny', 'anæstesi *'],
    ['rtg Kemal, dosis ok', 'rtg *, dosis ok'],
  ])('are found: %s', (text, expected) => expect(left(text)).toBe(expected))

  test.each([
    'Vitamin K givet, hepatitis B negativ',
    'hej, kan I se den igen',
    'mvh Røntgen',
    'sår hø/ve, ødem sin /dxt',
    'rad: pneumothorax, op: galde',
    'ass. ventilation, kir tilsyn i morgen',
    'Ergo dette er normalt',
    'Rtg Thorax Stående',
    'fys træning, ergo afprøvning af greb',
    'a. femoralis: fri, v. porta: fri',
    'Stenosen går nu proksimalt',
    'Kateteret sidder godt',
    'Psoriasen går ikke væk',
    'beskr. følger, us af hofte',
  ])('but no word of the report: %s', (text) => expect(left(text)).toBe(text))
})
