import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withoutSpans } from '../text-span.ts'
import { findSegments } from './find-segments.ts'

const without = (text: string) => withoutSpans(text, findSegments(text), '*')

describe('HL7 v2 that was pasted into a text', () => {
  it('loses who, where and which order by the place of the field, and keeps sex, relation and result', () => {
    expect(
      without(
        'MSH|^~\\&|LAB|RH|RIS|X|20240101||ORU^R01|77|P|2.3\rPID|1||a^^^CPR||b^c||19700101|M|||d\rNK1|1|e^f|SPO\rOBR|1||g|NPU1^Kreatinin\rOBX|1|NM|NPU1^Kreatinin||112|umol/L',
      ),
    ).toBe(
      'MSH|^~\\&|*|*|*|*|20240101||ORU^R01|*|P|2.3\rPID|1||*||*||*|M|||*\rNK1|1|*|SPO\rOBR|1||*|NPU1^Kreatinin\rOBX|1|NM|NPU1^Kreatinin||112|umol/L',
    )
  })

  it('is nothing else with bars in it', () => {
    for (const text of ['T1|T2|FLAIR', 'se PID|1 i noten', 'OBX: 1|2', 'Abd|PV|70s'])
      expect(findSegments(text)).toEqual([])
  })

  it('is read without a throw, each span inside of the text and none over another', () => {
    const part = fc.constantFrom('PID', 'MSH', 'OBX', '|', '\r', '^', ' ', 'x', '12')
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        const text = parts.join('')
        let last = 0
        for (const { start, end } of findSegments(text)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          last = end
        }
        expect(last).toBeLessThanOrEqual(text.length)
      }),
    )
  })
})
