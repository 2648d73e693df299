import type pg from 'pg'

/** About what a new connection takes to open: it has to be signed in, and PostgreSQL starts a process for it. */
const openingTakesMs = 10

/**
 * Takes a connection of a pool, and where all that are open are busy, waits for one about as long as opening another would take. Timers
 * of a zone that stands idle come at the same moment and ask for little: opened at once, each connection for them is a process of 20 MB that
 * stays for seconds, and the next such moment comes before it ends.
 */
export function patiently(pool: pg.Pool): () => Promise<pg.PoolClient> {
  const waiting = new Set<() => void>()
  pool.on('release', () => {
    const [first] = waiting
    first?.()
  })
  return async () => {
    if (pool.idleCount === 0 && pool.totalCount > 0)
      await new Promise<void>((done) => {
        const go = () => {
          clearTimeout(timer)
          waiting.delete(go)
          done()
        }
        const timer = setTimeout(go, openingTakesMs)
        waiting.add(go)
      })
    return pool.connect()
  }
}
