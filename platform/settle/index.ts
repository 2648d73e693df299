import { flushCompileCache } from 'node:module'

/**
 * What a long-lived process does once after its start: it keeps the compiled code for the next start (where NODE_COMPILE_CACHE
 * names a folder) and gives back the memory that only starting needed (where it was started with --expose-gc). About a tenth of
 * a second, a second after the start, so that nobody who waited for it waits longer.
 */
export function settleAfterStart(): void {
  const settle = () => {
    flushCompileCache()
    globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  }
  setTimeout(settle, 1000).unref()
}
