import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** How many empty files are made to see what one costs, in how many folders: each folder may have its numbers elsewhere. */
const [probes, folders] = [4000, 3]
/** Milliseconds that one takes at most where the disk is at rest, and how long it is waited for that. */
const [restMs, longestMs, pauseMs] = [0.15, 360_000, 30_000]

/**
 * Waits until a new file costs what it should. Linux, fs/ext4/ialloc.c: without a journal the number of a deleted file is not given again
 * for up to five minutes, and each new one looks past all of these; after some ten thousand were deleted, `cp -r` of two thousand files took
 * three times as long, and every tool beside it. Returns whether it came to rest.
 */
export async function diskAtRest(scratch: string): Promise<boolean> {
  const until = performance.now() + longestMs
  for (let round = 0; ; round++) {
    const costs = Array.from({ length: folders }, (_, i) => newFileMs(join(scratch, `rest-${round}-${i}`)))
    if (Math.max(...costs) <= restMs) return true
    if (performance.now() > until) return false
    await setTimeout(pauseMs)
  }
}

function newFileMs(folder: string): number {
  mkdirSync(folder)
  const begin = performance.now()
  for (let i = 0; i < probes; i++) closeSync(openSync(join(folder, String(i)), 'w'))
  return (performance.now() - begin) / probes
}
