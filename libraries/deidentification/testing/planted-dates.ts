import type { Dataset } from '@clic/dicom'

/** Days from one YYYYMMDD to another; NaN when one is none. */
export function daysBetween(from: string | undefined, to: string | undefined): number {
  const at = (text = '') => Date.parse(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`)
  return (at(to) - at(from)) / 86_400_000
}

/** Days that the study's date was moved by. */
export function daysFrom(output: Dataset, date: string): number {
  return daysBetween(date, output.get(0x00080020)?.strings?.[0])
}

/** Days from the study's date to another date of the same object. */
export function distance(output: Dataset, tag: number): number {
  return daysBetween(output.get(0x00080020)?.strings?.[0], output.get(tag)?.strings?.[0])
}

export function dotted(date = 'none'): string {
  return `${date.slice(6, 8)}.${date.slice(4, 6)}.${date.slice(0, 4)}`
}
