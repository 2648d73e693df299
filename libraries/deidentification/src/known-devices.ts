import { foldText } from './fold-text.ts'
import type { GatedPattern } from './gated-search.ts'

/** Serial numbers and identifiers of the device and its parts: plate, generator, cassette, gantry, UDI and detector. */
export const deviceTags: readonly number[] = [
  0x00181000, 0x00181004, 0x00181005, 0x00181007, 0x00181008, 0x00181009, 0x0018700a,
]

/** Long enough to tell one device from others: no word, no date, and no round number that anything may be. */
export function isSerial(value: string): boolean {
  const bare = bareOf(value)
  if (bare.length < 5 || !/\d\D*\d\D*\d/.test(bare) || /^(.)\1*$/.test(bare)) return false
  return !/^(?:(?:19|20)\d{6}|\d{1,2}0{3,}|0+\d{1,2})$/.test(bare)
}

/**
 * What a serial number is looked for by, over folded text: as a whole, with separators that were added or lost, and with the letters that a
 * host's name has in front of it ("awp95218").
 */
export function knownDevices(numbers: readonly string[]): GatedPattern[] {
  return [...new Set(numbers.filter(isSerial).map(bareOf))].map((bare) => ({
    source: () =>
      `(?<![\\p{L}\\p{N}]|\\d[.,])${/^\d/.test(bare) ? '\\p{L}{0,8}' : ''}${[...bare].join('[-\\s./_]?')}(?![\\p{L}\\p{N}]|[.,]\\d)`,
    may: (text) => text.bare().includes(bare),
  }))
}

function bareOf(value: string): string {
  return foldText(value).folded.replace(/[^\p{L}\p{N}]/gu, '')
}
