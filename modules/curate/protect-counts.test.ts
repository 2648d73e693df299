import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { protectCounts, suppressedBelow } from './protect-counts.ts'

/** What somebody sees: shown cells, `null` for hidden ones, and the total or `null`. */
function release(cells: readonly number[], total: number) {
  const { shown, totalShown } = protectCounts(cells, total)
  return { cells: cells.map((count, n) => (shown[n] ? count : null)), total: totalShown ? total : null }
}

interface Behind {
  cells: number[]
  others: number
}

/** Every table that gives the same release: all that somebody who knows the algorithm can tell from it. */
function tablesBehind(seen: ReturnType<typeof release>, most: { cell: number; others: number }): Behind[] {
  const hidden = seen.cells.flatMap((count, n) => (count === null ? [n] : []))
  const found: Behind[] = []
  const fill = (at: number, cells: number[], others: number): void => {
    const n = hidden[at]
    if (n !== undefined) {
      const rest = seen.total === null ? undefined : seen.total - others - cells.reduce((a, b) => a + b, 0)
      // The last hidden cell follows from the total.
      const from = rest !== undefined && at === hidden.length - 1 ? rest : 0
      for (let value = from; value >= 0 && value <= (rest ?? most.cell); value++)
        fill(at + 1, cells.with(n, value), others)
      return
    }
    const total = cells.reduce((a, b) => a + b, others)
    if (seen.total !== null && total !== seen.total) return
    if (JSON.stringify(release(cells, total)) === JSON.stringify(seen)) found.push({ cells, others })
  }
  const shown = seen.cells.map((count) => count ?? 0)
  for (let others = 0; others <= most.others; others++) fill(0, shown, others)
  return found
}

describe('a table of counts', () => {
  const cells = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 4 })
  const others = fc.integer({ min: 0, max: 7 })

  it('shows no count below five', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 60 }), { maxLength: 20 }), fc.nat({ max: 20 }), (table, more) => {
        const seen = release(
          table,
          table.reduce((a, b) => a + b, more),
        )
        for (const count of [...seen.cells, seen.total])
          if (count !== null) expect(count).toBeGreaterThanOrEqual(suppressedBelow)
      }),
    )
  })

  it('lets nobody work out a hidden cell who knows the algorithm', () => {
    fc.assert(
      fc.property(cells, others, (table, more) => {
        const seen = release(
          table,
          table.reduce((a, b) => a + b, more),
        )
        // How many stand in no cell nobody knows: of [8, 8] with four of them, [4, 8] with eight gives the same.
        const behind = tablesBehind(seen, { cell: 9, others: 16 })
        for (const [n, count] of seen.cells.entries()) {
          if (count === null) expect(new Set(behind.map((one) => one.cells[n])).size).toBeGreaterThan(1)
        }
        if (more > 0 && more < suppressedBelow) expect(new Set(behind.map((one) => one.others)).size).toBeGreaterThan(1)
      }),
      { numRuns: 300 },
    )
  })

  it('lets nobody work out a cell below five who even knows how many persons stand in no cell', () => {
    fc.assert(
      fc.property(cells, others, (table, more) => {
        const seen = release(
          table,
          table.reduce((a, b) => a + b, more),
        )
        const behind = tablesBehind(seen, { cell: 9, others: more }).filter((one) => one.others === more)
        for (const [n, count] of table.entries()) {
          if (count < suppressedBelow) expect(new Set(behind.map((one) => one.cells[n])).size).toBeGreaterThan(1)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('gives away no group of hidden persons that is below five by subtracting what is shown from the total', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 12 }), others, (table, more) => {
        const seen = release(
          table,
          table.reduce((a, b) => a + b, more),
        )
        if (seen.total === null) return
        const rest = seen.total - seen.cells.reduce<number>((sum, count) => sum + (count ?? 0), 0)
        if (seen.cells.includes(null)) expect(rest).toBeGreaterThanOrEqual(suppressedBelow)
        else expect(rest === 0 || rest >= suppressedBelow).toBe(true)
      }),
    )
  })

  it('does not depend on the order of its cells, so that the choice of a hidden cell tells nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 12 }), { minLength: 2, maxLength: 8 }), others, (table, more) => {
        const total = table.reduce((a, b) => a + b, more)
        expect(release(table.toReversed(), total)).toEqual({
          cells: release(table, total).cells.toReversed(),
          total: release(table, total).total,
        })
      }),
    )
  })

  it('shows everything where nothing is small', () => {
    expect(release([5, 7, 12], 24)).toEqual({ cells: [5, 7, 12], total: 24 })
  })

  it('hides a second cell where the total would give the first away', () => {
    expect(release([3, 9, 12], 24)).toEqual({ cells: [null, null, 12], total: 24 })
    expect(release([3, 9, 9], 21)).toEqual({ cells: [null, null, null], total: 21 })
    expect(release([0, 0, 30], 30)).toEqual({ cells: [null, null, null], total: 30 })
  })

  it('hides the total where no cell is left to hide', () => {
    expect(release([4, 4], 8)).toEqual({ cells: [null, null], total: null })
    expect(release([1, 2], 3)).toEqual({ cells: [null, null], total: null })
  })

  it('hides cells where persons of no cell are few', () => {
    expect(release([10, 20], 32)).toEqual({ cells: [null, null], total: 32 })
    expect(release([10, 20], 35)).toEqual({ cells: [10, 20], total: 35 })
  })
})
