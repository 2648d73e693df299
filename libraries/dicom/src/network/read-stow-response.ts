import type { Decoded } from './decode-associate.ts'
import type { FailedInstance, StoredInstance } from './stow-response.ts'

export interface StowOutcome {
  stored: StoredInstance[]
  failed: FailedInstance[]
}

type Json = Record<string, unknown>

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function values(dataset: Json, tag: string): unknown[] {
  const attribute = dataset[tag]
  return isObject(attribute) && Array.isArray(attribute.Value) ? attribute.Value : []
}

function text(dataset: Json, tag: string): string {
  const [value] = values(dataset, tag)
  return typeof value === 'string' ? value : ''
}

function code(dataset: Json, tag: string): number | undefined {
  const value = Number(values(dataset, tag)[0])
  return Number.isInteger(value) && value > 0 ? value : undefined
}

function failedItem(dataset: Json): FailedInstance {
  return {
    sopClassUid: text(dataset, '00081150'),
    sopInstanceUid: text(dataset, '00081155'),
    failureReason: code(dataset, '00081197') ?? 0x0110,
  }
}

/** Reads a STOW-RS answer in DICOM JSON. Some servers wrap the data set in an array. */
export function readStowResponse(body: string): Decoded<StowOutcome> {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    return { ok: false, detail: 'the answer is not JSON' }
  }
  const dataset = Array.isArray(json) ? json[0] : json
  if (!isObject(dataset)) return { ok: false, detail: 'the answer is not a data set' }
  const items = (tag: string) => values(dataset, tag).filter(isObject)
  const stored = items('00081199').map((item): StoredInstance => {
    const retrieveUrl = text(item, '00081190')
    const warningReason = code(item, '00081196')
    return {
      sopClassUid: text(item, '00081150'),
      sopInstanceUid: text(item, '00081155'),
      ...(retrieveUrl ? { retrieveUrl } : {}),
      ...(warningReason ? { warningReason } : {}),
    }
  })
  const failed = [...items('00081198'), ...items('0008119A')].map(failedItem)
  if (stored.length + failed.length === 0) return { ok: false, detail: 'the answer names no instance' }
  return { ok: true, value: { stored, failed } }
}
