export { danishIdentity, type Identity } from './danish-identity.ts'
export { fhirBundle } from './fhir-bundle.ts'
export { hippocampusSegmentation, hippocampusStructures, hippocampusStudy } from './hippocampus.ts'
export {
  type IdentifiedStudy,
  identifiedStudy,
  type MaskToMake,
  referenceMask,
  type StudyToMake,
} from './identified-study.ts'
export { type Case, phantomCase, shiftIntensity } from './phantom.ts'
export { pick, seeded, seededUid } from './seeded.ts'
