import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { type AnyEndpoint, address, problemSchema, sessionEndpoints } from '@clic/contracts'
import { allEndpoints } from './call/all-endpoints.ts'
import { CommandError } from './command-error.ts'
import { fromCaller, readOptions } from './options.ts'
import { rootOf } from './up/down.ts'

const options = {
  url: { type: 'string' },
  zone: { type: 'string' },
  state: { type: 'path' },
  email: { type: 'string' },
  'password-file': { type: 'path' },
  'token-file': { type: 'path' },
  body: { type: 'string' },
  type: { type: 'string' },
  out: { type: 'path' },
} as const

/**
 * `clic call` lists every operation; `clic call ID name=value … [--body FILE]` does one, as the signed-in person: each step of the way on
 * the command line, by the same endpoint values that the browser uses. A refusal is printed with its rules and ends with 1.
 */
export async function callCommand(args: string[]): Promise<number> {
  const { values, rest } = readOptions('call', args, options, 20)
  const endpoints = allEndpoints()
  const [id, ...pairs] = rest
  if (!id) {
    for (const one of endpoints)
      process.stdout.write(`${one.id.padEnd(29)}${one.zones.join(', ').padEnd(18)}${one.summary}\n`)
    return 0
  }
  const endpoint = endpoints.find((one) => one.id === id)
  if (!endpoint) throw new CommandError(`There is no operation “${id}”. ./clic call lists them.`)
  const base = baseUrl(endpoint, values)
  const token = await tokenOf(values)
  const answer = await fetch(address(endpoint, sorted(endpoint, pairs), base), {
    method: endpoint.method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      'content-type': values.type ?? 'application/json',
    },
    ...bodyOf(values.body),
  }).catch(() => undefined)
  if (!answer) throw new CommandError(`Nothing answers at ${base}. Is the platform up (./clic up)?`, 1)
  return answer.ok ? succeed(answer, values.out) : fail(answer)
}

type Values = { [K in keyof typeof options]: string | undefined }

function baseUrl(endpoint: AnyEndpoint, values: Values): string {
  if (values.url) return values.url
  const zone = values.zone ?? endpoint.zones[0]
  if (zone !== 'clinic' && zone !== 'research')
    throw new CommandError(`--zone takes clinic or research, not “${zone}”.`)
  if (!endpoint.zones.includes(zone))
    throw new CommandError(`${endpoint.id} is an operation of the ${endpoint.zones.join(' and ')} zone.`)
  return platformUrl(values, zone)
}

function platformUrl(values: Values, zone: 'clinic' | 'research'): string {
  const file = join(rootOf(values.state), 'platform.json')
  if (!existsSync(file))
    throw new CommandError('No platform runs here. Start it with ./clic up, or give its address with --url.')
  const said = JSON.parse(readFileSync(file, 'utf8')) as { clinicUrl: string; researchUrl: string }
  return (zone === 'clinic' ? said.clinicUrl : said.researchUrl).replace('//localhost', '//127.0.0.1')
}

/** From a file with a token, or by signing in; the password comes from a file, because every user of a machine can read command lines. */
async function tokenOf(values: Values): Promise<string | undefined> {
  if (values['token-file']) return readFileSync(values['token-file'], 'utf8').trim()
  if (!values.email) return undefined
  if (!values['password-file']) throw new CommandError('Give the password with --password-file FILE.')
  const url = `${values.url ?? platformUrl(values, 'clinic')}${sessionEndpoints.signIn.path}`
  const body = JSON.stringify({ email: values.email, password: readFileSync(values['password-file'], 'utf8').trim() })
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-clic': '1' },
    body,
  })
  const said = (await answer.json()) as { token?: string; detail?: string; next?: string }
  if (!said.token) throw new CommandError(`Not signed in: ${said.detail ?? answer.status} ${said.next ?? ''}`, 1)
  return said.token
}

/** `name=value` pairs: those that the path names are its parameters, the others belong to the query. */
function sorted(endpoint: AnyEndpoint, pairs: string[]) {
  const given = { params: {} as Record<string, string>, query: {} as Record<string, string> }
  const ofPath = [...endpoint.path.matchAll(/:([A-Za-z0-9]+)/g)].map((one) => one[1] as string)
  const known = [...ofPath, ...('shape' in (endpoint.query ?? {}) ? Object.keys(endpoint.query.shape) : [])]
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    if (at < 1) throw new CommandError(`“${pair}” is no name=value.`)
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
    if (!known.includes(name))
      throw new CommandError(`${endpoint.id} takes no “${name}”. It takes: ${known.join(', ') || 'nothing'}.`)
    given[ofPath.includes(name) ? 'params' : 'query'][name] = value
  }
  const missing = ofPath.filter((name) => !(name in given.params))
  if (missing.length > 0)
    throw new CommandError(`${endpoint.id} needs ${missing.map((name) => `${name}=…`).join(' ')}.`)
  return given
}

function bodyOf(file: string | undefined): { body?: string | ReadableStream; duplex?: 'half' } {
  if (!file) return {}
  if (file === '-') return { body: readFileSync(0, 'utf8') }
  const path = fromCaller(file)
  if (!existsSync(path)) throw new CommandError(`There is no file ${path}.`)
  return { body: Readable.toWeb(createReadStream(path)) as unknown as ReadableStream, duplex: 'half' }
}

async function succeed(answer: Response, out: string | undefined): Promise<number> {
  const bytes = Buffer.from(await answer.arrayBuffer())
  if (out) writeFileSync(out, bytes)
  else if (answer.headers.get('content-type')?.includes('json'))
    process.stdout.write(`${JSON.stringify(JSON.parse(bytes.toString('utf8')), null, 2)}\n`)
  else process.stdout.write(bytes)
  return 0
}

async function fail(answer: Response): Promise<number> {
  const problem = problemSchema.safeParse(await answer.json().catch(() => undefined))
  if (!problem.success) throw new CommandError(`The platform answered ${answer.status} without a reason.`, 1)
  const { title, detail, next, findings } = problem.data
  process.stderr.write(`${title}: ${detail}\n${next ? `${next}\n` : ''}`)
  for (const one of findings ?? []) process.stderr.write(`  ${one.rule}: ${one.reason} (${one.citation}; ${one.who})\n`)
  return 1
}
