import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { CommandError } from './command-error.ts'

type Spec = Record<string, { type: 'string' | 'boolean' | 'path'; default?: string | boolean }>
type Values<S extends Spec> = { [K in keyof S]: S[K]['type'] extends 'boolean' ? boolean : string | undefined }

/** Reads options; an unknown one is a sentence that lists those there are. A path comes back whole, see `fromCaller`. */
export function readOptions<S extends Spec>(
  command: string,
  args: string[],
  spec: S,
  positionals = 0,
): { values: Values<S>; rest: string[] } {
  const options = Object.fromEntries(
    Object.entries(spec).map(([key, one]) => [key, { ...one, type: one.type === 'boolean' ? 'boolean' : 'string' }]),
  ) as Record<string, { type: 'string' | 'boolean'; default?: string | boolean }>
  try {
    const parsed = parseArgs({ args, options, allowPositionals: positionals > 0, strict: true })
    const values: Record<string, unknown> = { ...parsed.values }
    for (const [key, value] of Object.entries(values))
      if (spec[key]?.type === 'path' && typeof value === 'string') values[key] = fromCaller(value)
    return { values: values as unknown as Values<S>, rest: parsed.positionals }
  } catch (error) {
    const said = error instanceof Error ? error.message.split('.')[0] : ''
    throw new CommandError(
      `${said}. ./clic ${command} takes: ${
        Object.keys(spec)
          .map((key) => `--${key}`)
          .join(' ') || 'no options'
      }.`,
    )
  }
}

/** A path as the person wrote it, from the folder where the person stands: `./clic` itself works in its own. */
export function fromCaller(path: string): string {
  return resolve(process.env['CLIC_CALLED_FROM'] ?? '.', path)
}

export function portOption(text: string | undefined, fallback: number, name: string): number {
  if (text === undefined) return fallback
  const value = Number(text)
  if (!/^\d+$/.test(text) || value > 65535)
    throw new CommandError(`--${name} takes a port number from 0 to 65535, not “${text}”.`)
  return value
}
