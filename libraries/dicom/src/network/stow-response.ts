/** Failure Reason (0008,1197) of a STOW-RS answer (PS3.18 10.5.3). Decimal in JSON. */
export const FAILURE_REASON = {
  processingFailure: 0x0110,
  sopClassNotSupported: 0x0122,
  notAuthorised: 0x0124,
  outOfResources: 0xa700,
  dataSetDoesNotMatchSopClass: 0xa900,
  cannotUnderstand: 0xc000,
  transferSyntaxNotSupported: 0xc122,
} as const

export interface StoredInstance {
  sopClassUid: string
  sopInstanceUid: string
  /** Where it can be fetched. */
  retrieveUrl?: string
  /** Warning Reason (0008,1196): 0xB000 coerced, 0xB006 elements discarded, 0xB007 does not match its SOP class. */
  warningReason?: number
}

export interface FailedInstance {
  /** Both empty when the part could not be read: it is then listed under Other Failures (PS3.18 10.5.3). */
  sopClassUid: string
  sopInstanceUid: string
  failureReason: number
}

/** Attributes of the DICOM JSON model (PS3.18 Annex F): tag → VR and values. */
export type DicomJson = { [tag: string]: { vr: string; Value?: (string | number | DicomJson)[] } }

export interface StowResponse {
  /** 200 all stored, 202 some failed or were stored with a warning, 409 all failed (PS3.18 10.5.3). */
  status: 200 | 202 | 409
  body: DicomJson
}

const one = (vr: string, value: string | number) => ({ vr, Value: [value] })

function storedItem(instance: StoredInstance): DicomJson {
  return {
    '00081150': one('UI', instance.sopClassUid),
    '00081155': one('UI', instance.sopInstanceUid),
    ...(instance.retrieveUrl ? { '00081190': one('UR', instance.retrieveUrl) } : {}),
    ...(instance.warningReason ? { '00081196': one('US', instance.warningReason) } : {}),
  }
}

/** The answer to a STOW-RS request, as status and DICOM JSON (PS3.18 10.5.3 and Annex F). */
export function stowResponse(outcome: {
  stored: readonly StoredInstance[]
  failed: readonly FailedInstance[]
  /** Of the study, when all instances belong to one. */
  retrieveUrl?: string
}): StowResponse {
  const { stored, retrieveUrl } = outcome
  const failed = outcome.failed.filter((instance) => instance.sopInstanceUid !== '')
  const unreadable = outcome.failed.filter((instance) => instance.sopInstanceUid === '')
  const body: DicomJson = {}
  if (retrieveUrl && stored.length > 0) body['00081190'] = one('UR', retrieveUrl)
  if (failed.length > 0) {
    const Value = failed.map((instance) => ({
      '00081150': one('UI', instance.sopClassUid),
      '00081155': one('UI', instance.sopInstanceUid),
      '00081197': one('US', instance.failureReason),
    }))
    body['00081198'] = { vr: 'SQ', Value }
  }
  if (stored.length > 0) body['00081199'] = { vr: 'SQ', Value: stored.map(storedItem) }
  if (unreadable.length > 0) {
    body['0008119A'] = {
      vr: 'SQ',
      Value: unreadable.map(({ failureReason }) => ({ '00081197': one('US', failureReason) })),
    }
  }
  const clean = outcome.failed.length === 0 && stored.every((instance) => !instance.warningReason)
  if (stored.length === 0) return { status: 409, body }
  return { status: clean ? 200 : 202, body }
}
