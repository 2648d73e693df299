import { isCprDate } from '../danish/find-identifiers.ts'
import type { FileJob } from './file-result.ts'

/** Whether a number is one of the patient's, or begins with a day as a CPR number does, its leading zero lost. */
export function numbersSomebody(digits: string, job: FileJob): boolean {
  const cpr = /^\d{9,10}$/.test(digits) && !/0{4}$/.test(digits) && isCprDate(digits.padStart(10, '0'))
  return cpr || job.sweep.find(digits).length > 0
}
