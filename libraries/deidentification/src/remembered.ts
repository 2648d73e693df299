/** What was worked out before under a key; worked out and kept when it is not. */
export type Remembered<T> = (key: string, make: () => T) => T

/** Keeps up to `most` outcomes of a pure function, then forgets all: memory, not meaning. */
export function remembered<T>(most: number): Remembered<T> {
  const kept = new Map<string, T>()
  return (key, make) => {
    const found = kept.get(key)
    if (found !== undefined) return found
    const made = make()
    if (kept.size >= most) kept.clear()
    kept.set(key, made)
    return made
  }
}
