/** How far a long run is. */
export interface Progress {
  /** `bytes` of `allBytes` that are done; on `read` none. */
  tell(stage: 'read' | 'done', done: number, bytes: number, allBytes: number): void
  end(): void
  seconds(): number
}

/** On a terminal one line that changes; else a line now and then. */
const [oftenMs, seldomMs] = [200, 5000]

/** Milliseconds since this process began. To ask `performance` makes Node load what observes it. */
const now = () => process.uptime() * 1000

/** Says on stderr how far a long run is, how fast it goes and how long it still takes; nothing in the first second. */
export function progressLine(total: number): Progress {
  const begin = now()
  // To ask what the error stream is makes Node load what terminals and sockets need: a run of less than a second never asks.
  const isTerminal = () => process.stderr.isTTY === true
  let last = Number.NEGATIVE_INFINITY
  let shown = false
  let rewriting = begin
  return {
    tell(stage, done, bytes, allBytes) {
      const at = now()
      if (stage === 'read' && done === total) rewriting = at
      if (at - begin < 1000) return
      const tty = isTerminal()
      if (at - last < (tty ? oftenMs : seldomMs)) return
      last = at
      shown = true
      const line =
        stage === 'read'
          ? `Reading headers: ${done} of ${total}`
          : progressText({ done, total, bytes, allBytes, seconds: (at - rewriting) / 1000 })
      process.stderr.write(tty ? `\r${line}\u001b[K` : `${line}\n`)
    },
    end() {
      if (shown && isTerminal()) process.stderr.write('\r\u001b[K')
    },
    seconds: () => (now() - begin) / 1000,
  }
}

/** Bar, counts, files and bytes a second, time left by the bytes that are left. */
function progressText(now: { done: number; total: number; bytes: number; allBytes: number; seconds: number }): string {
  const { done, total, bytes, allBytes } = now
  const seconds = Math.max(now.seconds, 0.001)
  const share = Math.max(bytes, 1) / Math.max(allBytes, 1)
  const bar = '█'.repeat(Math.floor(20 * Math.min(share, 1))).padEnd(20, '░')
  const left = timeText(seconds / share - seconds)
  return `${bar} ${done} of ${total} files, ${countText(done / seconds)} a second, ${bytesText(bytes / seconds)} a second, ${left} left`
}

/** Of long files less than one a second is done. */
export function countText(count: number): string {
  return count < 9.95 ? count.toFixed(1) : String(Math.round(count))
}

/** Decimal units, as disks and networks are sold. */
export function bytesText(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`
  return bytes >= 1e6 ? `${Math.round(bytes / 1e6)} MB` : `${Math.round(bytes / 1e3)} kB`
}

function timeText(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`
}
