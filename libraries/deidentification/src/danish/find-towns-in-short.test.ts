import { describe, expect, it } from 'vitest'
import { cleanFreeText } from '../clean-text.ts'
import { nobody } from '../subject.ts'
import { prepareSweep } from '../sweep.ts'

const terms = { sweep: prepareSweep(nobody()), dates: 20, mark: '***' }
const cleaned = (text: string) => cleanFreeText(text, terms).text

describe('a town with a part in short', () => {
  it.each([
    ['faldet hjemme i Nr. Felding', 'faldet hjemme i ***'],
    ['bor Sdr. Omme', 'bor ***'],
    ['kommer fra Vr. Vedsted, alene', 'kommer fra ***, alene'],
    ['opvokset i Ndr. Kirkeby', 'opvokset i ***'],
    ['bor St. Merløse', 'bor ***'],
    ['flyttet til Ll. Næstved', 'flyttet til ***'],
    ['Egen læge i Nr. Nebel', 'Egen læge i ***'],
    ['Engvej 3, Nr. Broby', '***, ***'],
  ])('goes whole: %s', (text, wanted) => expect(cleaned(text)).toBe(wanted))

  it.each([
    'Serie Nr. Fire',
    'ligger på Nr. Stue',
    'Billede fra Nr. Tolv til Nr. Femten',
    'Hul i V. Saphena magna',
    'Trombe til V. Cava',
    'Forstørret i Gl. Thyreoidea',
    'Flow i Nr. Thorax og Nr. Abdomen',
  ])('is none where things are counted or the body is told of: %s', (text) => expect(cleaned(text)).toBe(text))
})

describe('a name with given names in short', () => {
  it.each([
    ['advokat Sv. Aa. Lundemark', 'advokat ***'],
    ['Set af Chr. Fr. Bang', 'Set af ***'],
    ['Chr. Fr. Dam ringer', '*** ringer'],
    ['Overlæge Joh. Vilh. Krebs', 'Overlæge ***'],
    ['Konf. med dr. Th. Kr. Mosegaard', 'Konf. med dr. ***'],
    ['Naboen Kn. Aa. Skovgaard', 'Naboen ***'],
  ])('goes whole: %s', (text, wanted) => expect(cleaned(text)).toBe(wanted))

  it.each([
    ['Jens Hansen. St. p. vesikulær', '***. St. p. vesikulær'],
    ['Kirsten Hansen St.p. normal', '*** St.p. normal'],
    ['Jens Hansen. Fr. obs hofte', '***. Fr. obs hofte'],
    ['Læge kontaktet vedr. Kr. Pancreatit', 'Læge kontaktet vedr. Kr. Pancreatit'],
    ['Columna Th. Ingen fraktur', 'Columna Th. Ingen fraktur'],
  ])('ends where a report goes on: %s', (text, wanted) => expect(cleaned(text)).toBe(wanted))
})
