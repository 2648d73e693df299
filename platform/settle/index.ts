/** Above this share of its time a process is at work, and is left alone. */
const busy = 0.05

/**
 * What a long-lived process does when it has started, and later whenever it has come to rest after work: it gives back the memory that it no
 * longer needs (where it was started with --expose-gc). About a tenth of a second, a second after the start, so that nobody who waited
 * for it waits longer, and then only in a time in which it had next to nothing to do.
 */
export function settleAfterStart(given = { firstMs: 1000, lookMs: 30_000, grownMb: 4 }): { stop(): void } {
  let least = 0
  const settle = () => {
    globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
    least = heldMb()
  }
  let before = performance.eventLoopUtilization()
  const look = () => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, before)
    before = now
    if (utilization < busy && heldMb() > least + given.grownMb) settle()
  }
  const first = setTimeout(settle, given.firstMs).unref()
  const later = setInterval(look, given.lookMs).unref()
  return {
    stop() {
      clearTimeout(first)
      clearInterval(later)
    },
  }
}

function heldMb(): number {
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1024 ** 2
}
