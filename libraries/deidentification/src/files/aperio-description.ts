import { shiftDate } from '../shift-date.ts'
import type { FileJob } from './file-result.ts'

const version = /^Aperio Image Library v[\d.]{1,12}/
const geometry =
  /\d{1,7}x\d{1,7}(?: \[\d{1,7},\d{1,7} \d{1,7}x\d{1,7}\])?(?: \(\d{1,6}x\d{1,6}\))?(?: -> \d{1,7}x\d{1,7})?(?: (?:JPEG|J2K)\/[A-Z]{2,6}\d{0,4}(?: Q=\d{1,3})?)?/
/** Numbers that a viewer or a model needs, nothing that tells of a person, a machine or a place. */
const kept = new Set(['AppMag', 'MPP', 'OriginalWidth', 'OriginalHeight', 'Originalheight', 'Left', 'Top'])

/** The description of a page of an Aperio slide with geometry, magnification, pixel size and the moved date. */
export function cleanAperio(description: string, job: FileJob): string {
  const [head = '', ...fields] = description.split('|')
  const lines = [version.exec(head)?.[0] ?? 'Aperio Image Library', geometry.exec(head.replace(version, ''))?.[0] ?? '']
  const values = fields.flatMap((field) => {
    const found = /^\s*([\w ]{1,30}?)\s*=\s*(.*?)\s*$/s.exec(field)
    if (!found) return []
    const [, name = '', value = ''] = found
    if (kept.has(name) && /^-?\d{1,9}(?:\.\d{1,9})?$/.test(value)) return [`${name} = ${value}`]
    const date = name === 'Date' ? movedDate(value, job) : ''
    return date === '' ? [] : [`Date = ${date}`]
  })
  return [lines.filter(Boolean).join('\r\n'), ...values].join('|')
}

/** MM/DD/YY as it is written there. */
function movedDate(value: string, job: FileJob): string {
  const found = /^(\d\d)\/(\d\d)\/(\d\d)$/.exec(value)
  const { dates } = job.cleaning
  if (!found || dates === 'remove') return ''
  const [, month, day, year] = found
  const moved = shiftDate(`${Number(year) > 50 ? '19' : '20'}${year}${month}${day}`, dates === 'keep' ? 0 : dates)
  return moved === '' ? '' : `${moved.slice(4, 6)}/${moved.slice(6, 8)}/${moved.slice(2, 4)}`
}
