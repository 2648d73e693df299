import { textDecoding } from './charset.ts'
import type { Element } from './dataset.ts'

const textVrs = new Set('AE AS CS DA DS DT IS LO LT PN SH ST TM UC UI UR UT'.split(' '))
const charsetVrs = new Set('LO LT PN SH ST UC UT'.split(' '))
const unsplitVrs = new Set('LT ST UT UR'.split(' '))

/** A value's bytes as the element that `Dataset` holds; numbers and text decoded, bulk values little endian. */
export function readValue(vr: string, value: Buffer, little: boolean, charset: readonly string[]): Element {
  if (value.length === 0) return { vr }
  if (textVrs.has(vr)) {
    const text = charsetVrs.has(vr) ? textDecoding(charset).decode(value) : value.toString('latin1')
    const parts = unsplitVrs.has(vr) ? [text] : text.split('\\')
    return { vr, strings: parts.map((part) => part.replace(/[\0 ]+$/, '')) }
  }
  const numbers = readNumbers(vr, value, little)
  return numbers ? { vr, numbers } : { vr, bytes: little ? value : swapped(vr, value) }
}

const numberSizes: Record<string, number> = { US: 2, SS: 2, UL: 4, SL: 4, FL: 4, FD: 8, SV: 8, UV: 8, AT: 4 }

function readNumbers(vr: string, value: Buffer, little: boolean): number[] | undefined {
  const size = numberSizes[vr]
  if (!size) return undefined
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength)
  return Array.from({ length: Math.floor(value.length / size) }, (_, i) => readNumber(vr, view, i * size, little))
}

function readNumber(vr: string, view: DataView, at: number, little: boolean): number {
  switch (vr) {
    case 'US':
      return view.getUint16(at, little)
    case 'SS':
      return view.getInt16(at, little)
    case 'UL':
      return view.getUint32(at, little)
    case 'SL':
      return view.getInt32(at, little)
    case 'FL':
      return view.getFloat32(at, little)
    case 'FD':
      return view.getFloat64(at, little)
    case 'SV':
      return Number(view.getBigInt64(at, little))
    case 'UV':
      return Number(view.getBigUint64(at, little))
    default:
      // AT: group and element are two 16-bit words, whatever the byte order.
      return ((view.getUint16(at, little) << 16) | view.getUint16(at + 2, little)) >>> 0
  }
}

/** Bulk values of a big endian file in the little endian order that `Element.bytes` promises. */
function swapped(vr: string, value: Buffer): Buffer {
  const size = { OW: 2, OF: 4, OL: 4, OD: 8, OV: 8 }[vr]
  if (!size || value.length % size !== 0) return value
  const copy = Buffer.from(value)
  return size === 2 ? copy.swap16() : size === 4 ? copy.swap32() : copy.swap64()
}
