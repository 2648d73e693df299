/** Says on stderr how far a long run is: from the first second on, once a second. */
export function progressLine(total: number): {
  tell(stage: 'read' | 'done', done: number): void
  end(): void
  seconds(): number
} {
  const begin = performance.now()
  let last = begin
  let shown = false
  return {
    tell(stage, done) {
      const now = performance.now()
      if (now - last < 1000) return
      last = now
      shown = true
      const rate = Math.round((done / (now - begin)) * 1000)
      const text =
        stage === 'read'
          ? `Reading headers: ${done} of ${total}`
          : `${'█'.repeat(Math.round((20 * done) / total)).padEnd(20, '░')} ${done} of ${total} files, ${rate} a second`
      process.stderr.write(process.stderr.isTTY ? `\r${text}\u001b[K` : `${text}\n`)
    },
    end() {
      if (shown && process.stderr.isTTY) process.stderr.write('\r\u001b[K')
    },
    seconds: () => (performance.now() - begin) / 1000,
  }
}
