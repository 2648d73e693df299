import type pg from 'pg'

/** What a new connection takes to open on a machine that has much to do, in ms: PostgreSQL starts a process for it and signs it in. */
const openingTakes = 50

/**
 * Takes a connection of a pool, and where all that are open are busy, waits for one about as long as opening another would take. Timers
 * of a zone that stands idle come at the same moment and ask for little: opened at once, each connection for them is a process of 20 MB that
 * stays for seconds, and the next such moment comes before it ends.
 */
export function patiently(pool: pg.Pool, longestMs = openingTakes): () => Promise<pg.PoolClient> {
  const waiting = new Set<() => void>()
  pool.on('release', () => {
    const [first] = waiting
    first?.()
  })
  // Asked of the pool and not given yet: the pool counts them as idle still.
  let promised = 0
  return async () => {
    if (pool.idleCount <= promised && pool.totalCount > 0)
      await new Promise<void>((done) => {
        const go = () => {
          clearTimeout(timer)
          waiting.delete(go)
          done()
        }
        const timer = setTimeout(go, longestMs)
        waiting.add(go)
      })
    promised++
    try {
      return await pool.connect()
    } finally {
      promised--
    }
  }
}
