import type { PreparedProfile } from './annex-e.ts'
import type { Profile, ProfileOptions } from './profile.ts'

/** CID 7050 (PS3.16): what was applied, for (0012,0064). */
const codes: [keyof ProfileOptions, string, string][] = [
  ['cleanPixelData', '113101', 'Clean Pixel Data Option'],
  ['cleanRecognizableVisualFeatures', '113102', 'Clean Recognizable Visual Features Option'],
  ['cleanGraphics', '113103', 'Clean Graphics Option'],
  ['cleanStructuredContent', '113104', 'Clean Structured Content Option'],
  ['cleanDescriptors', '113105', 'Clean Descriptors Option'],
  ['retainLongFullDates', '113106', 'Retain Longitudinal Temporal Information Full Dates Option'],
  ['retainLongModifiedDates', '113107', 'Retain Longitudinal Temporal Information Modified Dates Option'],
  ['retainPatientCharacteristics', '113108', 'Retain Patient Characteristics Option'],
  ['retainDeviceIdentity', '113109', 'Retain Device Identity Option'],
  ['retainUids', '113110', 'Retain UIDs Option'],
  ['retainSafePrivate', '113111', 'Retain Safe Private Option'],
  ['retainInstitutionIdentity', '113112', 'Retain Institution Identity Option'],
]

/** Code value and meaning of each method. Those of pixels only where pixels were indeed looked at, for text or for faces as well, or a face removed. */
export function methodCodes({ profile, looked, faceRemoved }: PreparedProfile): [string, string][] {
  const said = codes.filter(([key]) => {
    if (key === 'cleanPixelData') return profile.options[key] && looked !== undefined
    if (key === 'cleanRecognizableVisualFeatures') return looked === 'text-and-faces' || faceRemoved === true
    return profile.options[key]
  })
  return [
    ['113100', 'Basic Application Confidentiality Profile'],
    ...said.map(([, code, meaning]) => [code, meaning] as [string, string]),
  ]
}

const ownWords = [...new Set(codes.flatMap(([, , meaning]) => meaning.toLowerCase().split(' ')))]
  .concat('basic', 'application', 'confidentiality', 'profile', 'anonymous')
  .filter((word) => word.length >= 5)

/** Whether each output says this word of itself, so that it is there whatever the patient is called. A name may have been cut off in it. */
export function isOwnWord(word: string): boolean {
  const lower = word.toLowerCase()
  return lower.length >= 5 && ownWords.some((own) => own.startsWith(lower))
}

/** (0028,0303): what became of the dates. */
export function temporalInformation(profile: Profile): 'UNMODIFIED' | 'MODIFIED' | 'REMOVED' {
  if (profile.options.retainLongFullDates) return 'UNMODIFIED'
  return profile.options.retainLongModifiedDates ? 'MODIFIED' : 'REMOVED'
}
