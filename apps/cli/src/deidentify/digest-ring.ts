/** Pieces on their way to the thread that digests, in memory that both threads see. */
export interface DigestRing {
  /** [pieces put, pieces digested], then kind and length of each slot. */
  state: SharedArrayBuffer
  slots: SharedArrayBuffer
  /** Both digests, 32 bytes each. */
  result: SharedArrayBuffer
}

/** What a slot asks for. `input`, `output`: digest it there; 3 is both. */
export const ask = { begin: 0, input: 1, output: 2, end: 4, leave: 5 } as const

export const slotBytes = 1 << 18
export const slotCount = 16
export const [putAt, digestedAt, kindsAt] = [0, 1, 2]

export function makeRing(): DigestRing {
  return {
    state: new SharedArrayBuffer(4 * (kindsAt + 2 * slotCount)),
    slots: new SharedArrayBuffer(slotBytes * slotCount),
    result: new SharedArrayBuffer(64),
  }
}
