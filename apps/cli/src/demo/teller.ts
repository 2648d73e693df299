/** Speaks to the person at the keyboard: whole lines, and one line that is overwritten while something goes on. */
export interface Teller {
  say(line: string): void
  progress(line: string): void
}

export function createTeller(out: NodeJS.WriteStream = process.stdout): Teller {
  let shown = 0
  let last = ''
  const clear = () => {
    if (shown > 0) out.write(`\r${' '.repeat(shown)}\r`)
    shown = 0
  }
  return {
    say(line) {
      clear()
      out.write(`${line}\n`)
    },
    progress(line) {
      // Without a terminal each overwritten line would be a line of the log.
      if (!out.isTTY || line === last) return
      clear()
      last = line
      const text = `   … ${line}`.slice(0, Math.max(20, (out.columns ?? 100) - 1))
      out.write(text)
      shown = text.length
    },
  }
}
