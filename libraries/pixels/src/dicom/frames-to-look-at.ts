import type { Held } from './held-contents.ts'

/** Looked at in any case, evenly over the run. */
const sampled = 6
/** What stands shorter than that in a part of the picture that moves is not read by anybody. */
const shortest = 3

/**
 * The frames of one scene that are looked at, as few as show every content that held still: of displays each, of the moving scene those
 * that stand for some frames, longer ones where that would be more than `most` frames. From 0, in order.
 */
export function framesToLookAt(frames: number, held: readonly Held[], most: number): number[] {
  const count = Math.min(sampled, frames)
  const even = Array.from({ length: count }, (_, i) => Math.round((i * (frames - 1)) / Math.max(1, count - 1)))
  for (let hold = shortest; ; hold *= 2) {
    const chosen = pierced(
      held.filter((one) => (one.display && hold === shortest) || one.to - one.from + 1 >= hold),
      even,
    )
    if (chosen.length <= Math.max(most, count) || hold > frames) return chosen
  }
}

/** The fewest frames beside `given` so that each content is seen in one: always the last at which the next one still stands. */
function pierced(held: readonly Held[], given: readonly number[]): number[] {
  const chosen = [...new Set(given)]
  const seen = (one: Held) => chosen.some((frame) => one.from <= frame && frame <= one.to)
  for (const one of [...held].sort((a, b) => a.to - b.to)) if (!seen(one)) chosen.push(one.to)
  return chosen.sort((a, b) => a - b)
}
