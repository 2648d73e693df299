const text = 'ANON'

const byVr: Record<string, string> = {
  AE: text,
  AS: '000Y',
  CS: text,
  DA: '19000101',
  DS: '1',
  DT: '19000101000000',
  IS: '1',
  LO: text,
  LT: text,
  PN: 'Anonymous',
  SH: text,
  ST: text,
  TM: '000000',
  UC: text,
  UR: 'urn:anon',
  UT: text,
}

const binarySizes: Record<string, number> = { AT: 4, FD: 8, FL: 4, SL: 4, SS: 2, SV: 8, UL: 4, US: 2, UV: 8 }

/** A value that is valid for the VR and says nothing; bytes keep their number, so that multiplicity and bulk sizes hold. */
export function dummyValue(vr: string, length: number, little = true): Uint8Array {
  const found = byVr[vr]
  if (found !== undefined) return Buffer.from(found, 'latin1')
  const size = binarySizes[vr]
  if (size !== undefined) {
    const value = Buffer.alloc(Math.max(size, length - (length % size)))
    // Counts and references begin at one.
    if (/^[US][SLV]$/.test(vr)) for (let at = little ? 0 : size - 1; at < value.length; at += size) value[at] = 1
    return value
  }
  return Buffer.alloc(Math.min(length, 1 << 20) || 2)
}
