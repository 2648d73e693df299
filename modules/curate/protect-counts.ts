/** A count below this many persons is not shown. */
export const suppressedBelow = 5

/**
 * Which cells of a table, and whether its total, may be shown so that no hidden cell can be worked out, not even by somebody
 * who knows this algorithm. Cells below five are hidden. Where the total less the shown cells would give a hidden one away,
 * the smallest shown cells are hidden too; where that is not enough, the total.
 *
 * `total` may be more than the cells: persons of no cell (sex or age not known) are never shown.
 * Source: the hidden cells must be at least two, together at least five, and not all at the bounds of what “below five” allows
 * (Hundepool et al., Statistical Disclosure Control, 2012, ch. 4: feasibility intervals).
 */
export function protectCounts(cells: readonly number[], total: number): { shown: boolean[]; totalShown: boolean } {
  const shown = cells.map((count) => count >= suppressedBelow)
  if (total < suppressedBelow) return { shown, totalShown: false }
  const others = total - cells.reduce((sum, count) => sum + count, 0)
  while (!isSafe(cells, shown, others)) {
    const smallest = Math.min(...cells.filter((_, n) => shown[n]))
    if (!Number.isFinite(smallest)) return { shown, totalShown: false }
    // All of the same size together: the choice among them would tell which cell was hidden for its own sake.
    for (const [n, count] of cells.entries()) if (count === smallest) shown[n] = false
  }
  return { shown, totalShown: true }
}

function isSafe(cells: readonly number[], shown: readonly boolean[], others: number): boolean {
  const hidden = cells.filter((_, n) => !shown[n])
  if (hidden.length === 0) return others === 0 || others >= suppressedBelow
  const sum = hidden.reduce((a, b) => a + b, 0)
  const allFull = hidden.every((count) => count === suppressedBelow - 1)
  return hidden.length >= 2 && sum >= suppressedBelow && !allFull
}
