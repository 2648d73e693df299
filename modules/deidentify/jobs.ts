import type { Change } from '@clic/platform/record'

/** Names of this module's queues; a job carries ids only. */
export const jobNames = {
  study: 'deidentify.study',
  facts: 'deidentify.facts',
  resume: 'deidentify.resume',
  erase: 'deidentify.erase',
  removeParcels: 'deidentify.remove-parcels',
  draw: 'deidentify.draw',
  countShared: 'deidentify.count-shared',
  tellShared: 'deidentify.tell-shared',
} as const

export interface StudyJob {
  studyId: string
  permitId: string
}

export interface FactsJob {
  permitId: string
  patientKey: string
}

export interface DrawJob {
  drawId: string
}

/** Of a count of shared patients that this zone asked for. */
export interface SharedJob {
  runId: string
}

/** At most one waits for a study and project, however often it is asked for. */
export function sendStudyJob(change: Change, job: StudyJob): Promise<void> {
  return change.send(jobNames.study, job, { key: `${job.permitId} ${job.studyId}` })
}

export function sendFactsJob(change: Change, job: FactsJob): Promise<void> {
  return change.send(jobNames.facts, job, { key: `${job.permitId} ${job.patientKey}` })
}

export function sendDrawJob(change: Change, job: DrawJob): Promise<void> {
  return change.send(jobNames.draw, job, { key: job.drawId })
}

export interface ErasureJob {
  erasureId: string
  permitId: string
}
