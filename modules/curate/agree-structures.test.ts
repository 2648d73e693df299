import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agreeStructures, relabel } from './agree-structures.ts'

const mask = (segments: Record<string, number>) => ({
  segments: Object.entries(segments).map(([label, number]) => ({ label, number })),
})

describe('the structures of a dataset', () => {
  it('keep the numbers of the masks where all masks agree', () => {
    expect(agreeStructures([mask({ liver: 2 }), mask({ liver: 2, spleen: 5 })])).toEqual([
      { value: 2, name: 'liver' },
      { value: 5, name: 'spleen' },
    ])
  })

  it('are numbered anew where two masks disagree', () => {
    expect(agreeStructures([mask({ anterior: 1, posterior: 2 }), mask({ posterior: 1, anterior: 2 })])).toEqual([
      { value: 1, name: 'anterior' },
      { value: 2, name: 'posterior' },
    ])
    expect(agreeStructures([mask({ liver: 1 }), mask({ spleen: 1 })])).toEqual([
      { value: 1, name: 'liver' },
      { value: 2, name: 'spleen' },
    ])
  })

  it('mean the same in every item, whatever number the mask gave them', () => {
    const masks = fc.array(
      fc
        .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 })
        .chain((names) =>
          fc
            .uniqueArray(fc.integer({ min: 1, max: 255 }), { minLength: names.length, maxLength: names.length })
            .map((numbers) => mask(Object.fromEntries(names.map((name, n) => [name, numbers[n] as number])))),
        ),
      { minLength: 1, maxLength: 6 },
    )
    fc.assert(
      fc.property(masks, (all) => {
        const structures = agreeStructures(all)
        expect(new Set(structures.map((one) => one.value)).size).toBe(structures.length)
        for (const { segments } of all) {
          const labels = Uint8Array.from([0, ...segments.map((one) => one.number)])
          const names = [...relabel(labels, segments, structures)].map(
            (value) => structures.find((one) => one.value === value)?.name,
          )
          expect(names).toEqual([undefined, ...segments.map((one) => one.label)])
        }
      }),
    )
  })

  it('do not take in a segment that no mask announced', () => {
    expect(() => relabel(Uint8Array.of(1), mask({ tumour: 1 }).segments, [{ value: 1, name: 'liver' }])).toThrow(
      'tumour',
    )
  })
})
