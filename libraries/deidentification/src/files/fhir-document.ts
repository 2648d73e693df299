import { keyedReferences } from './fhir-references.ts'
import { cleanResource } from './fhir-resource.ts'
import { broken, type FileJob, fired, type Handled, refuse } from './file-result.ts'
import { noWordsKept } from './no-words-kept.ts'
import { saidInJson } from './said-in-json.ts'

const mostBytes = 256 << 20

/** A FHIR R4 resource or Bundle in JSON, or one resource a line (NDJSON, as a bulk export writes them), by the kinds and elements that may stay; the words of what stays are cleaned. */
export async function rewriteFhir(input: Uint8Array, job: FileJob): Promise<Handled> {
  if (!job.profile.options.cleanDescriptors) return noWordsKept
  if (input.length > mostBytes) return tooBig
  const single = parsed(input)
  const lines = single ? undefined : parsedLines(input)
  // Lines are to each other what the entries of a Bundle are.
  const root = single ?? (lines && { resourceType: 'Bundle', entry: lines.map((resource) => ({ resource })) })
  if (!root) return broken('it is no FHIR resource in JSON that is written in UTF-8.')
  if (patients(root).size > 1) return severalPatients
  job.cleaning = { ...job.cleaning, ...saidInJson(root, job.cleaning) }
  const references = keyedReferences(root, job)
  const cleaned = []
  for (const one of lines ?? [root]) cleaned.push(await cleanResource(one, job, references, 0))
  const kept = cleaned.filter((one) => one !== undefined)
  if (kept.length === 0) return nothingLeft
  fired(job, 'document-cleaned')
  const text = kept.map((one) => `${JSON.stringify(one, undefined, lines ? 0 : 2)}\n`).join('')
  return {
    ok: true,
    parts: [Buffer.from(text, 'utf8')],
    pixelsChanged: false,
    extension: lines ? 'ndjson' : 'json',
  }
}

/** Every line a resource; undefined when one is none. */
function parsedLines(input: Uint8Array): Record<string, unknown>[] | undefined {
  const lines = Buffer.from(input.buffer, input.byteOffset, input.length).toString('utf8').split('\n')
  const made = lines.filter((line) => line.trim() !== '').map((line) => parsed(Buffer.from(line, 'utf8')))
  return made.length > 1 && made.every((one) => one !== undefined) ? made : undefined
}

function parsed(input: Uint8Array): Record<string, unknown> | undefined {
  try {
    const root: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(input))
    const resource = typeof root === 'object' && root !== null && 'resourceType' in root
    return resource ? (root as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** The patients of a Bundle, by id. */
function patients(root: Record<string, unknown>): Set<unknown> {
  const entries = Array.isArray(root['entry']) ? (root['entry'] as { resource?: Record<string, unknown> }[]) : []
  return new Set(
    entries.flatMap((one) =>
      one?.resource?.['resourceType'] === 'Patient' ? [one.resource['id'] ?? one.resource] : [],
    ),
  )
}

const severalPatients = refuse(
  'several-patients',
  'It holds more than one patient, and all would become one subject.',
  'Split it into a Bundle, or into lines, for each patient.',
)
const nothingLeft = refuse(
  'nothing-left',
  'The resource is of a kind that tells of people or places only, or says something that changes its meaning.',
  'Leave it out.',
)
const tooBig = refuse('too-big', 'The document is longer than 256 MiB.', 'Split the Bundle and send its parts.')
