import { describe, expect, it } from 'vitest'
import { type Looked, lookNeeded } from './look-rules.ts'

const classUid = (end: string) => `1.2.840.10008.5.1.4.1.1.${end}`
const object: Looked = {
  sopClassUid: classUid('2'),
  modality: 'CT',
  burnedInAnnotation: '',
  imageType: ['ORIGINAL', 'PRIMARY'],
  conversionType: '',
  orientated: true,
  shape: { rows: 512, columns: 512, samples: 1, bits: 16, frames: 1, signed: false },
}
const look = (change: Partial<Looked>) => lookNeeded({ ...object, ...change })?.code
const shape = (change: Partial<NonNullable<Looked['shape']>>) => ({ shape: { ...object.shape!, ...change } })

describe('A radiograph', () => {
  it.each(['1', '1.1', '1.1.1', '1.2', '1.2.1', '1.3', '1.3.1'])(
    'is looked at, whatever it says of its pixels (class 1.1.%s)',
    (end) => {
      const radiograph = { sopClassUid: classUid(end), modality: 'DX', orientated: false }
      expect(['', 'YES', 'NO'].map((burnedInAnnotation) => look({ ...radiograph, burnedInAnnotation }))).toEqual([
        'look-radiograph',
        'look-burned-in',
        'look-radiograph',
      ])
    },
  )
})

describe('A slice', () => {
  it.each(['2', '4', '128'])('goes without a look where it lies in the body (class %s)', (end) => {
    expect(look({ sopClassUid: classUid(end) })).toBeUndefined()
  })

  it.each(['2', '4', '128'])('is looked at in colour, of eight bits, and where it lies nowhere (class %s)', (end) => {
    const sopClassUid = classUid(end)
    const drawn = [shape({ samples: 3, bits: 8 }), shape({ bits: 8 }), { orientated: false }]
    expect(drawn.map((change) => look({ sopClassUid, ...change }))).toEqual(drawn.map(() => 'look-picture'))
  })

  it.each(['SCREEN SAVE', 'CT_SOM5 PROT', 'DOSE_INFO', 'SNAPSHOT'])('is looked at that calls itself %s', (kind) => {
    expect(look({ imageType: ['ORIGINAL', 'SECONDARY', 'OTHER', kind] })).toBe('look-screen-capture')
  })

  it('that is too small for a name goes without a look', () => {
    expect(look({ orientated: false, ...shape({ rows: 20, columns: 40 }) })).toBeUndefined()
  })
})

describe('An angiography, fluoroscopy or scintigraphy', () => {
  it.each(['12.1', '12.1.1', '12.2', '12.2.1', '20'])('is looked at (class %s)', (end) => {
    expect(look({ sopClassUid: classUid(end), modality: 'XA', burnedInAnnotation: 'NO' })).toBe('look-projection')
  })
})

describe('An image of a slide', () => {
  const slide = { sopClassUid: classUid('77.1.6'), modality: 'SM' }

  it('goes without a look where the scanner’s objective took it', () => {
    expect(look({ ...slide, imageType: ['ORIGINAL', 'PRIMARY', 'VOLUME', 'NONE'] })).toBeUndefined()
  })

  it('that does not say what it shows is looked at', () => {
    expect(look({ ...slide, imageType: ['ORIGINAL', 'PRIMARY'] })).toBe('look-slide-overview')
  })
})
