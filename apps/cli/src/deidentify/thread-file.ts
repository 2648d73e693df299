import { extname } from 'node:path'

/** A thread's file beside the one that asks: its source, or what was put together of it. `beside`: `import.meta.url`. */
export function threadFile(name: string, beside: string): URL {
  return new URL(`./${name}${extname(beside)}`, beside)
}
