/**
 * What a long-lived process does once after its start: it gives back the memory that only starting needed (where it was started with
 * --expose-gc). About a tenth of a second, a second after the start, so that nobody who waited for it waits longer.
 */
export function settleAfterStart(): void {
  const settle = () => globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  setTimeout(settle, 1000).unref()
}
