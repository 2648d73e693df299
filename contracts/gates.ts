import { z } from 'zod'

/** Facts about the permit that a step stands on; govern fills them, so that no module reads a permit by itself. */
const permitFacts = {
  permitState: z.string(),
  permitExpiresAt: z.string(),
  now: z.string(),
}
const personFacts = { personId: z.string(), permitPeople: z.array(z.string()) }
const basisFacts = { permitPhases: z.array(z.string()) }

/**
 * The facts that each gate needs. A fact that is missing or of another type closes the gate: a gate that cannot evaluate is
 * closed. The rules themselves are dated data in modules/govern/rules.
 */
export const gateFacts = {
  'permit.approve': z.object({
    proposerId: z.string(),
    approverId: z.string(),
    expiresAt: z.string(),
    now: z.string(),
    phases: z.array(z.string()),
    phasesWithBasis: z.array(z.string()),
    screeningFailed: z.number(),
    secondaryFindings: z.string(),
    ethicsDecision: z.string(),
  }),
  'profile.release': z.object({
    profileState: z.string(),
    /** Everybody who wrote on the version or submitted it. */
    proposers: z.array(z.string()).min(1),
    approverId: z.string(),
    hashSubmitted: z.string(),
    hashNow: z.string(),
    /** Elements naming the patient or the staff that the profile keeps as they are. */
    identifiersKept: z.array(z.string()),
    overridesWithoutReason: z.array(z.string()),
  }),
  'study.receive': z.object({ sourceKnown: z.boolean(), ...permitFacts }),
  'study.deidentify': z.object({
    ...permitFacts,
    profileState: z.string(),
    modality: z.string(),
    /** An empty list names no limit, as in the permit itself. */
    permitModalities: z.array(z.string()),
    /** Empty when the study does not say. */
    bodyPart: z.string(),
    permitBodyParts: z.array(z.string()),
    /** Persons de-identified under the permit, this one included. */
    subjects: z.number(),
    maxSubjects: z.number(),
  }),
  'study.leave': z.object({
    ...permitFacts,
    residualHits: z.number(),
    objectsReleased: z.number(),
    objectsQuarantined: z.number(),
    objectsProven: z.number(),
    /** Objects of this project and profile that two people reviewed, and in how many of them an identifier was seen. */
    sampleSize: z.number(),
    sampleLeaks: z.number(),
    /** Upper 95 % bound on the leak rate; 1 when nothing was reviewed. */
    leakBound: z.number().min(0).max(1),
    /** 1 where the assignment asks for no sample. */
    leakLimit: z.number().min(0).max(1),
  }),
  'patients.count': z.object({
    ...permitFacts,
    agreementState: z.string(),
    /** Earlier counts under the agreement today, in this direction. */
    countsToday: z.number(),
    mostCountsADay: z.number(),
    /** Elements of the region that asks; and of this one where it answers, else 0. */
    askingSize: z.number(),
    mostAskingSize: z.number(),
    answeringSize: z.number(),
    mostAnsweringSize: z.number(),
  }),
  'facts.leave': z.object({
    ...permitFacts,
    residualHits: z.number(),
    columns: z.array(z.string()),
    permitColumns: z.array(z.string()),
  }),
  'person.link': z.object({
    ...permitFacts,
    pseudonymKnown: z.boolean(),
    columns: z.array(z.string()),
    permitColumns: z.array(z.string()),
  }),
  'dataset.freeze': z.object({
    ...permitFacts,
    ...personFacts,
    ...basisFacts,
    subjects: z.number(),
    maxSubjects: z.number(),
    patientsInTwoParts: z.number(),
    itemsWithoutLabel: z.number(),
    testSealed: z.boolean(),
  }),
  'label.write': z.object({ ...permitFacts, ...personFacts, sameGeometry: z.boolean() }),
  'training.start': z.object({
    ...permitFacts,
    ...personFacts,
    ...basisFacts,
    datasetState: z.string(),
    patientsInTwoParts: z.number(),
    testItemsGiven: z.number(),
    codeCommit: z.string(),
    environmentLock: z.string(),
  }),
  'testpart.open': z.object({
    ...permitFacts,
    ...personFacts,
    ...basisFacts,
    protocolRegisteredAt: z.string(),
    protocolHash: z.string(),
    protocolHashNow: z.string(),
    openerBuiltIt: z.boolean(),
    openings: z.number(),
    maxOpenings: z.number(),
  }),
  'release.accept': z.object({
    protocolHash: z.string(),
    resultProtocolHash: z.string(),
    primaryEndpoints: z.array(z.object({ name: z.string(), lower: z.number(), threshold: z.number() })),
    weightsRegistered: z.string(),
    weightsValidated: z.string(),
    casesMissing: z.number(),
  }),
  'release.deploy': z.object({
    ...permitFacts,
    ...basisFacts,
    verdict: z.string(),
    weightsValidated: z.string(),
    weightsPackaged: z.string(),
    packageValid: z.boolean(),
    approvals: z.array(z.object({ role: z.string(), personId: z.string() })),
    rolesNeeded: z.array(z.string()),
    builders: z.array(z.string()),
  }),
  'study.run': z.object({
    ...permitFacts,
    ...basisFacts,
    releaseState: z.string(),
    weightsValidated: z.string(),
    weightsLoaded: z.string(),
    insideEnvelope: z.boolean(),
  }),
  'release.resume': z.object({ openFindings: z.number(), closerId: z.string(), builders: z.array(z.string()) }),
  'report.export': z.object({
    reportHash: z.string(),
    resultsIncluded: z.number(),
    patientsBelowMinimumShown: z.number(),
    ledgerOk: z.boolean(),
  }),
} as const

export type GateName = keyof typeof gateFacts
export type FactsOf<G extends GateName> = z.input<(typeof gateFacts)[G]>
