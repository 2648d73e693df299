/** DICOM application context name, the only one defined (PS3.7 Annex A.2.1). */
export const APPLICATION_CONTEXT = '1.2.840.10008.3.1.1.1'

/** Verification SOP class: what C-ECHO negotiates (PS3.4 Annex A). */
export const VERIFICATION_SOP_CLASS = '1.2.840.10008.1.1'

export const IMPLICIT_VR_LITTLE_ENDIAN = '1.2.840.10008.1.2'
export const EXPLICIT_VR_LITTLE_ENDIAN = '1.2.840.10008.1.2.1'

/**
 * Transfer syntaxes a listener takes by default: every one whose pixel data travel inside the data set. Left out are the
 * JPIP referenced syntaxes (…4.94, 4.95, 4.204, 4.205), where the pixels stay on the sender's server. Source: PS3.6 Table A-1.
 */
export const STORABLE_TRANSFER_SYNTAXES: readonly string[] = [
  IMPLICIT_VR_LITTLE_ENDIAN,
  EXPLICIT_VR_LITTLE_ENDIAN,
  '1.2.840.10008.1.2.1.98', // encapsulated uncompressed
  '1.2.840.10008.1.2.1.99', // deflated
  '1.2.840.10008.1.2.2', // explicit big endian (retired, still in archives)
  '1.2.840.10008.1.2.4.50', // JPEG baseline
  '1.2.840.10008.1.2.4.51', // JPEG extended
  '1.2.840.10008.1.2.4.57', // JPEG lossless
  '1.2.840.10008.1.2.4.70', // JPEG lossless, first-order prediction
  '1.2.840.10008.1.2.4.80', // JPEG-LS lossless
  '1.2.840.10008.1.2.4.81', // JPEG-LS near-lossless
  '1.2.840.10008.1.2.4.90', // JPEG 2000 lossless
  '1.2.840.10008.1.2.4.91', // JPEG 2000
  '1.2.840.10008.1.2.4.92', // JPEG 2000 part 2 lossless
  '1.2.840.10008.1.2.4.93', // JPEG 2000 part 2
  '1.2.840.10008.1.2.4.100', // MPEG2 main level, then fragmentable
  '1.2.840.10008.1.2.4.100.1',
  '1.2.840.10008.1.2.4.101', // MPEG2 high level
  '1.2.840.10008.1.2.4.101.1',
  '1.2.840.10008.1.2.4.102', // MPEG-4 AVC
  '1.2.840.10008.1.2.4.102.1',
  '1.2.840.10008.1.2.4.103',
  '1.2.840.10008.1.2.4.103.1',
  '1.2.840.10008.1.2.4.104',
  '1.2.840.10008.1.2.4.104.1',
  '1.2.840.10008.1.2.4.105',
  '1.2.840.10008.1.2.4.105.1',
  '1.2.840.10008.1.2.4.106',
  '1.2.840.10008.1.2.4.106.1',
  '1.2.840.10008.1.2.4.107', // HEVC
  '1.2.840.10008.1.2.4.108',
  '1.2.840.10008.1.2.4.110', // JPEG XL lossless
  '1.2.840.10008.1.2.4.111', // JPEG XL recompressed JPEG
  '1.2.840.10008.1.2.4.112', // JPEG XL
  '1.2.840.10008.1.2.4.201', // HTJ2K lossless
  '1.2.840.10008.1.2.4.202', // HTJ2K lossless RPCL
  '1.2.840.10008.1.2.4.203', // HTJ2K
  '1.2.840.10008.1.2.5', // RLE
  '1.2.840.10008.1.2.8.1', // deflated image frames
]

/** A storage SOP class by rule: every one of them lies under this arc (PS3.4 Table B.5-1); a handful of others is configured. */
export function isStorageSopClass(uid: string): boolean {
  return /^1\.2\.840\.10008\.5\.1\.4\.1\.1(\.\d+)+$/.test(uid)
}

/**
 * A UID that is safe to use as a name: digits and dots, no empty component, at most 64 characters (PS3.5 9.1). Leading zeros
 * in a component are let through, because real devices write them.
 */
export function isUid(uid: string): boolean {
  return uid.length <= 64 && /^\d+(\.\d+)*$/.test(uid)
}
