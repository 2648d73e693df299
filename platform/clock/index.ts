/** The only place that reads the time, so that tests can hold it still. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

export function fixedClock(start: string): Clock & { set(at: string): void; advance(milliseconds: number): void } {
  let at = new Date(start)
  return {
    now: () => new Date(at),
    set: (value) => {
      at = new Date(value)
    },
    advance: (milliseconds) => {
      at = new Date(at.getTime() + milliseconds)
    },
  }
}
