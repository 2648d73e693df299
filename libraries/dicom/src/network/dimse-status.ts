/** C-STORE and general DIMSE status codes (PS3.7 Annex C, PS3.4 B.2.3). */
export const STATUS = {
  success: 0x0000,
  processingFailure: 0x0110,
  invalidObjectInstance: 0x0117,
  sopClassNotSupported: 0x0122,
  notAuthorised: 0x0124,
  unrecognisedOperation: 0x0211,
  outOfResources: 0xa700,
  dataSetDoesNotMatchSopClass: 0xa900,
  cannotUnderstand: 0xc000,
} as const

/** Success or a warning: the peer keeps the instance. Warnings are 0x0001, 0x0107, 0x0116 and 0xBxxx (PS3.7 C.2, C.3). */
export function isStored(status: number): boolean {
  return status === 0 || isWarning(status)
}

export function isWarning(status: number): boolean {
  return status === 0x0001 || status === 0x0107 || status === 0x0116 || (status & 0xf000) === 0xb000
}
