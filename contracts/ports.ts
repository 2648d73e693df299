/**
 * What modules of one zone may ask of each other: narrow views and use cases, handed in by name. A module never imports
 * another; it calls `context.port<StudyView>('acquire.studies')`. Between zones there are only parcels.
 */
import type { Person } from './roles.ts'

// ---- clinic: acquire ------------------------------------------------------------------------------------------------

export interface ReceivedObject {
  sopInstanceUid: string
  sopClassUid: string
  seriesInstanceUid: string
  modality: string
  transferSyntax: string
  /** Content address in the zone's files. */
  sha256: string
  size: number
}

export interface ReceivedStudy {
  id: string
  studyInstanceUid: string
  /** Calling AE title, or the account of a STOW-RS sender. */
  source: string
  modalities: string[]
  /** Body Part Examined (0018,0015) as the study's first object names it; empty when it does not. */
  bodyPart: string
  /** Opaque key of the patient in this zone (never the CPR number itself). */
  patientKey: string
  receivedAt: string
  objects: ReceivedObject[]
}

/** Everything known of a patient that must not leave: from DICOM and from the health record. */
export interface KnownIdentity {
  patientIds: { issuer: string; value: string }[]
  names: { family: string; given: string[] }[]
  /** DICOM PN or plain names of staff met in the objects. */
  staffNames: string[]
  birthDates: string[]
  accessionNumbers: string[]
  addresses: string[]
  phones: string[]
  emails: string[]
}

/** port `acquire.studies` */
export interface StudyView {
  study(studyId: string): Promise<ReceivedStudy | undefined>
  /** Studies of a source in the order of arrival. */
  studiesOf(source: string): Promise<{ id: string; modalities: string[]; patientKey: string }[]>
  identity(patientKey: string): Promise<KnownIdentity>
  /** One Danish person number of each patient that has one, the CPR number before a replacement number. In memory only. */
  personNumbers(patientKeys: readonly string[]): Promise<string[]>
  /** FHIR resources as received, newest version of each. */
  healthRecord(patientKey: string): Promise<Record<string, unknown>[]>
}

/** Where a study is: one row a station. */
export type StudyStage = 'received' | 'deidentified' | 'left' | 'routed' | 'inferred' | 'returned'
export type StageState = 'done' | 'waiting' | 'running' | 'refused' | 'quarantined' | 'failed'

/** port `acquire.track` */
export interface StudyTracker {
  /** Notes where a study is, in the caller's transaction; the newest row of a stage counts. */
  track(
    db: unknown,
    entry: { studyId: string; stage: StudyStage; state: StageState; reason?: string; next?: string },
  ): Promise<void>
}

/** Where an erasure is kept until everybody who was told has done it: ports `acquire.erasures` and `link.erasures`. */
export interface ErasureBook<Order> {
  /** Whom it is about; undefined once it is done everywhere. */
  order(erasureId: string): Promise<Order | undefined>
  /** Notes what a place erased, in the caller's change; the last one ends the erasure. Noted twice it is noted once. */
  note(
    change: unknown,
    done: {
      erasureId: string
      place: string
      counts: Record<string, number>
      /** Of a place in the other zone. */
      elsewhere?: { zone: 'research'; permitId: string }
    },
  ): Promise<void>
}

/** port `acquire.erasures` */
export type PatientErasures = ErasureBook<{ patientKey: string; studyIds: string[] }>

/** port `link.erasures` */
export type PersonErasures = ErasureBook<{ permitId: string; pseudonym: string; studyIds: string[] }>

// ---- research: link -------------------------------------------------------------------------------------------------

export interface LinkedStudy {
  id: string
  permitId: string
  pseudonym: string
  studyInstanceUid: string
  studyDescription: string
  modalities: string[]
  arrivedAt: string
  series: {
    seriesInstanceUid: string
    modality: string
    description: string
    objects: { sopInstanceUid: string; sopClassUid: string; sha256: string; size: number }[]
  }[]
}

export interface LinkedPerson {
  pseudonym: string
  permitId: string
  sex: 'female' | 'male' | 'other' | 'unknown'
  /** Whole years at the study, from the linked record; undefined when unknown. */
  age?: number
  /** True when the record says that age and sex are invented for this set. */
  invented: boolean
  facts: {
    kind: 'Condition' | 'Observation'
    system: string
    code: string
    display: string
    value?: number
    unit?: string
    date?: string
  }[]
}

/** port `link.studies` */
export interface LinkedView {
  study(studyId: string): Promise<LinkedStudy | undefined>
  studies(permitId: string): Promise<LinkedStudy[]>
  persons(permitId: string): Promise<LinkedPerson[]>
  person(permitId: string, pseudonym: string): Promise<LinkedPerson | undefined>
}

/** port `link.inspection`: the second look for identifiers, also for objects that do not come by a parcel. */
export interface ObjectInspection {
  /** Says what in a DICOM object still names a patient, without the value; undefined when it names none but the pseudonym. */
  identifierIn(bytes: Uint8Array, pseudonym: string): string | undefined
}

// ---- research: annotate ---------------------------------------------------------------------------------------------

export interface AcceptedLabel {
  labelId: string
  studyId: string
  version: number
  /** The DICOM SEG object in the zone's files. */
  sha256: string
  author: string
  madeAt: string
  segments: { number: number; label: string }[]
}

/** port `annotate.labels` */
export interface LabelView {
  accepted(permitId: string): Promise<AcceptedLabel[]>
}

// ---- research: curate -----------------------------------------------------------------------------------------------

export type Part = 'train' | 'tune' | 'test'

export interface DatasetItem {
  id: string
  pseudonym: string
  studyId: string
  part: Part
  /** SHA-256 over the canonical JSON of `{image, label}`, the SHA-256 of the two plain files. */
  sha256: string
  /** The erasure by which the item's files are gone; its pseudonym is then a stand-in that no other item has. */
  erased?: string
}

export interface DatasetVersion {
  id: string
  name: string
  version: number
  permitId: string
  state: 'frozen' | 'superseded'
  /** Merkle root over the items. */
  root: string
  frozenAt: string
  structures: { value: number; name: string }[]
  items: DatasetItem[]
}

/** port `curate.datasets` */
export interface DatasetView {
  version(datasetId: string): Promise<DatasetVersion | undefined>
  list(permitId?: string): Promise<DatasetVersion[]>
  /**
   * Decrypts the items of the named parts into `folder` as `<item id>/image.nii` and `<item id>/label.nii`, and leaves erased ones
   * out. The caller has an open gate decision of its own (`training.start` for train and tune, `testpart.open` for test), and a
   * ledger event about the decision's subject whose payload binds it: `{ decision, datasetId }` or `{ decision, dataRoot }`. The
   * caller removes the folder when done. Each opening of the test part is counted. Throws, with a sentence for a person, when
   * the decision does not cover the request, the permit is not active, or an item is not the one that was frozen.
   */
  open(request: {
    datasetId: string
    parts: Part[]
    folder: string
    decisionId: string
    actor: Person
    why: string
  }): Promise<{ item: DatasetItem; image: string; label: string }[]>
  testOpenings(datasetId: string): Promise<number>
}

// ---- research: develop and register ---------------------------------------------------------------------------------

export interface Candidate {
  id: string
  runId: string
  permitId: string
  datasetId: string
  dataRoot: string
  weightsSha256: string
  /** The MONAI bundle as a tar in the zone's files. */
  bundleSha256: string
  codeCommit: string
  environmentLock: string
  seed: number
  builder: string
}

/** port `develop.candidates` */
export interface CandidateView {
  candidate(id: string): Promise<Candidate | undefined>
}

export interface ReleaseForValidation {
  id: string
  productId: string
  productName: string
  kind: 'home-made' | 'bought'
  version: string
  state: string
  weightsSha256: string
  /** MAP as tar in the zone's files. */
  mapSha256: string
  /** Model name inside the MAP that holds the MONAI bundle; absent for a MAP that only runs as a process. */
  bundleName?: string
  builders: string[]
  intendedUse: {
    summary: string
    modalities: string[]
    bodyPart: string
    users?: string
    limits?: string
    structures: { value: number; name: string }[]
  }
  manufacturer?: string
  regulatoryPath?: string
  /** The trained candidate that a home-made release was made of. */
  candidateId?: string
}

/** port `register.releases` */
export interface ReleaseView {
  release(id: string): Promise<ReleaseForValidation | undefined>
  releases(): Promise<ReleaseForValidation[]>
  /** Notes what a validation decided, in the caller's transaction. */
  noteVerdict(
    db: unknown,
    verdict: {
      releaseId: string
      resultId: string
      verdict: 'accepted' | 'refused'
      protocolHash: string
      weightsValidated: string
      permitId: string
    },
  ): Promise<void>
}

// ---- research: validate ---------------------------------------------------------------------------------------------

export interface ValidationResult {
  id: string
  protocolId: string
  protocolHash: string
  releaseId: string
  productName: string
  version: string
  kind: 'home-made' | 'bought'
  datasetId: string
  datasetRoot: string
  weightsSha256: string
  verdict: 'accepted' | 'refused'
  finishedAt: string
  /** Items whose person was erased since, with the erasure: their figures are gone, what was summed over them stays. */
  erased: { item: string; by: string }[]
  /** Opening of the test part, counted from 1. */
  opening: number
  /** Reference and answer masks (JSON of gzip'ed label maps) in the zone's files: what the figures can be recomputed from. */
  masksSha256: string
  cases: {
    item: string
    patient: string
    sex: string
    age?: number
    structure: string
    dice: number
    hd95: number | null
    volumeMm3: number
    referenceMm3: number
  }[]
  summary: {
    metric: 'dice' | 'hd95'
    structure: string
    n: number
    missing: number
    estimate: number
    lower: number
    upper: number
    threshold?: number
    passed?: boolean
  }[]
  subgroups: {
    by: string
    group: string
    metric: string
    structure: string
    n: number
    suppressed: boolean
    estimate?: number
    lower?: number
    upper?: number
  }[]
}

/** port `validate.results` */
export interface ResultView {
  protocol(
    id: string,
  ): Promise<{ id: string; hash: string; registeredAt: string; document: Record<string, unknown> } | undefined>
  result(id: string): Promise<ValidationResult | undefined>
  results(): Promise<ValidationResult[]>
  /** Every validation by a protocol, also those that failed or run still, in the order in which they were started. */
  runs(protocolId: string): Promise<
    {
      id: string
      releaseId: string
      productName: string
      version: string
      state: string
      opening: number | null
      verdict: string | null
      reason: string | null
      startedAt: string
    }[]
  >
  /** Openings of the protocol's test part so far, whoever asked, and how many are allowed. */
  openings(protocolId: string): Promise<{ used: number; allowed: number }>
}

// ---- clinic: deploy -------------------------------------------------------------------------------------------------

/** port `deploy.releases` */
export interface DeployedReleases {
  state(releaseId: string): Promise<'received' | 'active' | 'suspended' | 'retired' | undefined>
  builders(releaseId: string): Promise<string[]>
  /** The permit that it works under, once it was put into operation. */
  permit(releaseId: string): Promise<string | undefined>
  /** Stops a release: no further study runs through it. In the caller's transaction. */
  suspend(db: unknown, releaseId: string, reason: string): Promise<void>
  resume(db: unknown, releaseId: string): Promise<void>
}

// ---- contract events (durable jobs within one zone) -----------------------------------------------------------------

export interface ContractEvents {
  /** clinic: a study is complete (association ended or quiet). May come again when more objects arrive. */
  'study.received': { studyId: string }
  /** clinic: FHIR resources of a patient arrived. */
  'health-record.received': { patientKey: string }
  /** clinic: everything of the patient has to go; of whom is asked at the port `acquire.erasures`, where each listener notes what it erased. */
  'patient.erased': { erasureId: string }
  /** research */
  'permit.changed': { permitId: string }
  'study.linked': { studyId: string; permitId: string }
  'person.linked': { permitId: string }
  /**
   * Everything of the person has to go; of whom is asked at the port `link.erasures`, so that no job names anybody. `erasureId` is
   * the subject of the ledger event `person.erased`. Each listener notes there what it erased.
   */
  'person.erased': { erasureId: string }
  'dataset.frozen': { datasetId: string }
  'candidate.trained': { candidateId: string }
  /** clinic: a result went back to its sender. */
  'run.finished': { runId: string; releaseId: string; studyId: string }
}

/** What monitor asks about a run: port `deploy.runs`. */
export interface RunView {
  run(runId: string): Promise<
    | {
        id: string
        releaseId: string
        studyId: string
        finishedAt: string
        seconds: number
        /** Numbers only: input and output features, from the worker. */
        input: Record<string, number>
        output: Record<string, number>
      }
    | undefined
  >
}
