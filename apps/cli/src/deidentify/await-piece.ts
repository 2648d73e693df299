/**
 * Waits until more than `piece` pieces were put; `at`: where their number stands. A wake-up alone is no piece: the one who puts it counts
 * first and wakes then, and who saw the count meanwhile, did the piece and waits for the next is woken by the last one's call.
 */
export function awaitPiece(state: Int32Array, at: number, piece: number): void {
  while (Atomics.load(state, at) === piece) Atomics.wait(state, at, piece)
}
