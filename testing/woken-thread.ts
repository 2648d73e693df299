/** Wakes a thread that waits for its next piece a few times without giving it one. `at`: where the number of pieces stands that it waits for. */
export function wakeForNothing(state: Int32Array, at: number): void {
  // It sleeps again soon; nobody changes the number meanwhile, so each wait here is a rest of 20 ms.
  for (let i = 0; i < 5; i++) {
    Atomics.wait(state, at, Atomics.load(state, at), 20)
    Atomics.notify(state, at)
  }
}
