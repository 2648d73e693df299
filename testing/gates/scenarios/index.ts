import { factsLeave, studyDeidentify, studyLeave } from './leaving.ts'
import { releaseDeploy, releaseResume, reportExport, studyRun } from './operation.ts'
import { patientsCount } from './patients-count.ts'
import { permitApprove } from './permit-approve.ts'
import { personLink } from './person-link.ts'
import { profileRelease } from './profile-release.ts'
import { datasetFreeze, labelWrite, releaseAccept, testpartOpen, trainingStart } from './research-work.ts'
import { studyReceive } from './study-receive.ts'
import type { Scenario } from './world.ts'

/** One refusal of each gate, in the order of the way. */
export const scenarios: Scenario[] = [
  permitApprove,
  studyReceive,
  profileRelease,
  studyDeidentify,
  studyLeave,
  patientsCount,
  factsLeave,
  personLink,
  labelWrite,
  datasetFreeze,
  trainingStart,
  testpartOpen,
  releaseAccept,
  releaseDeploy,
  studyRun,
  releaseResume,
  reportExport,
]
