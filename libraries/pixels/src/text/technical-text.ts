/** The recogniser must be that sure of what it read. */
const leastScore = 0.93

const units =
  'mm|cm|cm2|ml|cc|m/s|cm/s|mm/s|dB|Hz|kHz|MHz|fps|FPS|kV|kVp|mA|mAs|ms|mmHg|bpm|BPM|mGy|uGy|mSv|HU|%|deg|mW|W'
/** A number that measures, with its unit. */
const measure = new RegExp(`^[+-]?\\d{1,4}(?:[.,]\\d{1,2})? ?(?:${units})$`)
/** What scanners write of their own settings. */
const setting = /^(?:MI|TIS|TIB|TIC|Gn|DR|FR|PRF|WF|SV|C|W|WL|WW) ?:? ?\d{1,3}(?:[.,]\d{1,2})?$/
const side = /^[LRAPHFIS]$/
/** Views and positions that stand on radiographs, of more letters than initials have. */
const view = /^(?:[LR]MLO|(?:SEMI-?)?ERECT|SUPINE|PRONE|PORTABLE|STANDING|STÅENDE|SIDDENDE|LIGGENDE)$/i

/**
 * Whether a line certainly says nothing of a patient: a measure with its unit, a setting of the scanner, a letter for a side, the view of a radiograph. Bare numbers
 * are not certain: a CPR number may be read in two pieces.
 */
export function isTechnical(found: { text: string; score: number }): boolean {
  if (found.score < leastScore) return false
  return measure.test(found.text) || setting.test(found.text) || side.test(found.text) || view.test(found.text)
}
