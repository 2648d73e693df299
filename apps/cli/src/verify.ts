import { existsSync, readFileSync, statSync } from 'node:fs'
import { importVerifyingKey, type VerifyingKey, verifyBundle } from '@clic/ledger'
import { CommandError } from './command-error.ts'
import { fromCaller, readOptions } from './options.ts'
import { recompute } from './verify/recompute.ts'

/** `clic verify BUNDLE [--trust KEY.pem] [--json]`: no database, no network. Exit code 0 only when every check holds. */
export async function verifyCommand(args: string[]): Promise<number> {
  const { values, rest } = readOptions(
    'verify',
    args,
    { trust: { type: 'path' }, json: { type: 'boolean', default: false } },
    1,
  )
  if (rest.length !== 1) throw new CommandError('Give one bundle: ./clic verify BUNDLE [--trust KEY].')
  const file = fromCaller(rest[0] as string)
  if (!existsSync(file)) throw new CommandError(`There is no file ${file}.`)
  if (!statSync(file).isFile())
    throw new CommandError(`${file} is no file. Give the bundle as it was downloaded (evidence.clic.zip).`)
  if (values.trust && !existsSync(values.trust)) throw new CommandError(`There is no key file ${values.trust}.`)
  const trustedKeys = values.trust ? [trustedKey(values.trust)] : undefined
  const result = verifyBundle(readFileSync(file), {
    ...(trustedKeys ? { trustedKeys } : {}),
    required: ['report.json', 'report.pdf', 'log/events.jsonl', 'data/items.json'],
    recompute,
  })
  if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`)
  else {
    for (const check of result.checks)
      process.stdout.write(`${check.ok ? 'ok    ' : 'FAILED'} ${check.name}: ${check.detail}\n`)
    process.stdout.write(
      result.trust === 'signed-by-trusted'
        ? 'Signed by a key that you trust.\n'
        : 'Integrity only: no trusted key was given or none signed it, so this does not tell who made the bundle. Give one with --trust KEY.\n',
    )
  }
  return result.ok ? 0 : 1
}

function trustedKey(file: string): VerifyingKey {
  try {
    return importVerifyingKey(readFileSync(file, 'utf8'))
  } catch {
    throw new CommandError(`${file} is no public key (Ed25519, PEM).`)
  }
}
