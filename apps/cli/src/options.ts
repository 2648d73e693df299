import { parseArgs } from 'node:util'
import { CommandError } from './command-error.ts'

type Spec = Record<string, { type: 'string' | 'boolean'; default?: string | boolean }>
type Values<S extends Spec> = { [K in keyof S]: S[K]['type'] extends 'boolean' ? boolean : string | undefined }

/** Reads options; an unknown one is a sentence that lists those there are. */
export function readOptions<S extends Spec>(
  command: string,
  args: string[],
  spec: S,
  positionals = 0,
): { values: Values<S>; rest: string[] } {
  try {
    const parsed = parseArgs({ args, options: spec, allowPositionals: positionals > 0, strict: true })
    return { values: parsed.values as unknown as Values<S>, rest: parsed.positionals }
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

export function portOption(text: string | undefined, fallback: number, name: string): number {
  if (text === undefined) return fallback
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > 65535)
    throw new CommandError(`--${name} takes a port number from 0 to 65535, not “${text}”.`)
  return value
}
