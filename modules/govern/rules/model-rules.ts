import type { FactsOf } from '@clic/contracts'
import { type Rule, rule } from '../rule.ts'
import { permitActive, personNamed, phaseCovered } from './permit-rules.ts'

const aiAct = 'Regulation (EU) 2024/1689'
const mdr = 'Regulation (EU) 2017/745'

/** From training to operation. */
export const modelRules: Rule[] = [
  ...permitActive('training.start'),
  personNamed('training.start'),
  phaseCovered('training.start', 'develop'),
  rule<FactsOf<'training.start'>>({
    id: 'training.start/dataset-frozen', gate: 'training.start', sentence: 'Every input belongs to a frozen dataset version.', citation: 'AI Act Art. 10 and 12', source: aiAct, validFrom: '2024-08-01', who: 'developer, under Curate',
    check: (facts) => facts.datasetState === 'frozen',
    explain: (facts) => `the dataset version is ${facts.datasetState}`,
  }),
  rule<FactsOf<'training.start'>>({
    id: 'training.start/patients-disjoint', gate: 'training.start', sentence: 'No patient is in both train and test.', citation: 'AI Act Art. 10(2)(g)', source: aiAct, validFrom: '2024-08-01', who: 'developer, under Curate',
    check: (facts) => facts.patientsInTwoParts === 0,
    explain: (facts) => `${facts.patientsInTwoParts} patients are in more than one part`,
  }),
  rule<FactsOf<'training.start'>>({
    id: 'training.start/test-unseen', gate: 'training.start', sentence: 'The job is given no item of the sealed test part.', citation: 'AI Act Art. 15; STARD-AI', source: aiAct, validFrom: '2024-08-01', who: 'the platform',
    check: (facts) => facts.testItemsGiven === 0,
    explain: (facts) => `${facts.testItemsGiven} test items would be given to the job`,
  }),
  rule<FactsOf<'training.start'>>({
    id: 'training.start/attested', gate: 'training.start', sentence: 'Code commit and environment lock are recorded.', citation: 'AI Act Art. 11 and Annex IV 2', source: aiAct, validFrom: '2024-08-01', who: 'developer',
    check: (facts) => facts.codeCommit.length >= 7 && facts.environmentLock.length === 64,
    explain: () => 'the code commit or the environment lock is not known',
  }),
  ...permitActive('testpart.open'),
  personNamed('testpart.open'),
  phaseCovered('testpart.open', 'validate'),
  rule<FactsOf<'testpart.open'>>({
    id: 'testpart.open/protocol-first', gate: 'testpart.open', sentence: 'The protocol was registered before the test part is opened, and is unchanged.', citation: 'STARD-AI; TRIPOD+AI; AI Act Annex IV 2(g)', source: aiAct, validFrom: '2024-08-01', who: 'test centre: register the protocol',
    check: (facts) => Date.parse(facts.protocolRegisteredAt) < Date.parse(facts.now) && facts.protocolHash.length === 64 && facts.protocolHash === facts.protocolHashNow,
    explain: () => 'the protocol is not registered, or differs from the registered one',
  }),
  rule<FactsOf<'testpart.open'>>({
    id: 'testpart.open/independent', gate: 'testpart.open', sentence: 'Who built the product does not test it.', citation: 'MDR Annex XIV; ISO 13485 8.2.4', source: mdr, validFrom: '2021-05-26', who: 'another person of the test centre',
    check: (facts) => !facts.openerBuiltIt,
    explain: () => 'you built this product',
  }),
  rule<FactsOf<'testpart.open'>>({
    id: 'testpart.open/openings', gate: 'testpart.open', sentence: 'The test part is not opened more often than the protocol plans.', citation: 'STARD-AI; FDA, repeated use of test data', source: aiAct, validFrom: '2024-08-01', who: 'test centre: a new protocol with a new test part',
    check: (facts) => facts.openings >= 0 && facts.openings < facts.maxOpenings,
    explain: (facts) => `opened ${facts.openings} times, planned ${facts.maxOpenings}`,
  }),
  rule<FactsOf<'release.accept'>>({
    id: 'release.accept/lower-bound', gate: 'release.accept', sentence: 'The lower 95 % bound of each primary endpoint meets the registered threshold.', citation: 'AI Act Art. 15(1); MDR Annex I 17.1', source: aiAct, validFrom: '2024-08-01', who: 'developer or vendor: a better release',
    check: (facts) => facts.primaryEndpoints.length > 0 && facts.primaryEndpoints.every((one) => one.lower >= one.threshold),
    explain: (facts) => facts.primaryEndpoints.filter((one) => !(one.lower >= one.threshold)).map((one) => `${one.name}: lower bound ${one.lower.toFixed(3)}, needed ${one.threshold}`).join('; '),
  }),
  rule<FactsOf<'release.accept'>>({
    id: 'release.accept/registered-protocol', gate: 'release.accept', sentence: 'The result stands on the registered protocol.', citation: 'STARD-AI', source: aiAct, validFrom: '2024-08-01', who: 'test centre',
    check: (facts) => facts.protocolHash.length === 64 && facts.protocolHash === facts.resultProtocolHash,
    explain: () => 'the result names another protocol',
  }),
  rule<FactsOf<'release.accept'>>({
    id: 'release.accept/same-weights', gate: 'release.accept', sentence: 'The validated weights are the registered ones.', citation: 'AI Act Art. 15(5); MDR Annex II 6.1', source: aiAct, validFrom: '2024-08-01', who: 'developer',
    check: (facts) => facts.weightsRegistered.length === 64 && facts.weightsRegistered === facts.weightsValidated,
    explain: () => 'the weights that were validated are not those that are registered',
  }),
  rule<FactsOf<'release.accept'>>({
    id: 'release.accept/all-cases', gate: 'release.accept', sentence: 'Every case of the test part has a result.', citation: 'STARD-AI, missing data', source: aiAct, validFrom: '2024-08-01', who: 'test centre',
    check: (facts) => facts.casesMissing === 0,
    explain: (facts) => `${facts.casesMissing} cases have no result`,
  }),
  ...permitActive('release.deploy'),
  phaseCovered('release.deploy', 'operate'),
  rule<FactsOf<'release.deploy'>>({
    id: 'release.deploy/accepted', gate: 'release.deploy', sentence: 'The release was accepted by a validation.', citation: 'MDR Art. 5(5) or 10; AI Act Art. 16', source: mdr, validFrom: '2021-05-26', who: 'test centre',
    check: (facts) => facts.verdict === 'accepted',
    explain: (facts) => `the validation says: ${facts.verdict}`,
  }),
  rule<FactsOf<'release.deploy'>>({
    id: 'release.deploy/same-weights', gate: 'release.deploy', sentence: 'The weights in the package are those that were validated.', citation: 'AI Act Art. 15(5); MDR Annex II 6.1', source: aiAct, validFrom: '2024-08-01', who: 'developer: package the validated weights',
    check: (facts) => facts.weightsValidated.length === 64 && facts.weightsValidated === facts.weightsPackaged,
    explain: () => 'the weights in the package are not those that were validated',
  }),
  rule<FactsOf<'release.deploy'>>({
    id: 'release.deploy/package-valid', gate: 'release.deploy', sentence: 'The package is a valid MAP.', citation: 'MONAI Application Package 1.0', source: 'MONAI Deploy guidelines', validFrom: '2023-06-01', who: 'developer or vendor',
    check: (facts) => facts.packageValid,
    explain: () => 'the package has findings',
  }),
  rule<FactsOf<'release.deploy'>>({
    id: 'release.deploy/three-roles', gate: 'release.deploy', sentence: 'Clinical lead, regulatory lead and DPO approved, three different people.', citation: 'AI Act Art. 14 and 26; ISO 13485 4.1', source: aiAct, validFrom: '2024-08-01', who: 'the role that is missing',
    check: (facts) => facts.rolesNeeded.length >= 3 && eachByAnother(facts.rolesNeeded, facts.approvals),
    explain: (facts) => `missing: ${facts.rolesNeeded.filter((role) => !facts.approvals.some((one) => one.role === role)).join(', ') || 'a different person for each role'}`,
  }),
  rule<FactsOf<'release.deploy'>>({
    id: 'release.deploy/not-by-builders', gate: 'release.deploy', sentence: 'None of those who approved built the model.', citation: 'ISO 13485 8.2.4', source: mdr, validFrom: '2021-05-26', who: 'another person with the role',
    check: (facts) => facts.builders.length > 0 && facts.approvals.every((one) => !facts.builders.includes(one.personId)),
    explain: () => 'a person who built the model approved it',
  }),
  ...permitActive('study.run'),
  phaseCovered('study.run', 'operate'),
  rule<FactsOf<'study.run'>>({
    id: 'study.run/release-active', gate: 'study.run', sentence: 'The release is in operation.', citation: 'AI Act Art. 26(5)', source: aiAct, validFrom: '2024-08-01', who: 'clinical lead',
    check: (facts) => facts.releaseState === 'active',
    explain: (facts) => `the release is ${facts.releaseState}`,
  }),
  rule<FactsOf<'study.run'>>({
    id: 'study.run/same-weights', gate: 'study.run', sentence: 'The loaded weights are those that were validated.', citation: 'AI Act Art. 15(5)', source: aiAct, validFrom: '2024-08-01', who: 'data engineer: restore the package',
    check: (facts) => facts.weightsValidated.length === 64 && facts.weightsValidated === facts.weightsLoaded,
    explain: () => 'the loaded weights are not those that were validated',
  }),
  rule<FactsOf<'study.run'>>({
    id: 'study.run/inside-envelope', gate: 'study.run', sentence: 'The study is of the kind that the release was validated on.', citation: 'AI Act Art. 26(4); MDR Annex I 23.4', source: aiAct, validFrom: '2024-08-01', who: 'clinical lead',
    check: (facts) => facts.insideEnvelope,
    explain: () => 'the study is outside the intended use',
  }),
  rule<FactsOf<'release.resume'>>({
    id: 'release.resume/findings-closed', gate: 'release.resume', sentence: 'Every open finding on the release is closed.', citation: 'AI Act Art. 72; MDR Art. 83', source: aiAct, validFrom: '2024-08-01', who: 'clinical or regulatory lead',
    check: (facts) => facts.openFindings === 0,
    explain: (facts) => `${facts.openFindings} findings are open`,
  }),
  rule<FactsOf<'release.resume'>>({
    id: 'release.resume/not-by-builders', gate: 'release.resume', sentence: 'Who built the model does not resume it.', citation: 'ISO 13485 8.2.4', source: mdr, validFrom: '2021-05-26', who: 'another clinical lead',
    check: (facts) => facts.builders.length > 0 && !facts.builders.includes(facts.closerId),
    explain: () => 'you built this model',
  }),
  rule<FactsOf<'report.export'>>({
    id: 'report.export/complete', gate: 'report.export', sentence: 'The report names its hash and at least one result.', citation: 'AI Act Annex IV 2(g)', source: aiAct, validFrom: '2024-08-01', who: 'test centre',
    check: (facts) => facts.reportHash.length === 64 && facts.resultsIncluded > 0,
    explain: (facts) => `${facts.resultsIncluded} results are in the report`,
  }),
  rule<FactsOf<'report.export'>>({
    id: 'report.export/small-numbers', gate: 'report.export', sentence: 'No cell shows fewer than five patients.', citation: 'GDPR recital 26; Danmarks Statistik, discretion', source: 'Regulation (EU) 2016/679', validFrom: '2018-05-25', who: 'the platform suppresses the cell',
    check: (facts) => facts.patientsBelowMinimumShown === 0,
    explain: (facts) => `${facts.patientsBelowMinimumShown} cells show fewer than five patients`,
  }),
  rule<FactsOf<'report.export'>>({
    id: 'report.export/ledger-whole', gate: 'report.export', sentence: 'The ledger verifies.', citation: 'AI Act Art. 12', source: aiAct, validFrom: '2024-08-01', who: 'auditor',
    check: (facts) => facts.ledgerOk,
    explain: () => 'the ledger does not verify',
  }),
]

/** Can each role be filled by a person who fills no other? Who approved twice counts once, whoever else approved as well. */
function eachByAnother(roles: readonly string[], approvals: readonly { role: string; personId: string }[]): boolean {
  const [role, ...rest] = roles
  if (role === undefined) return true
  return approvals.some((one) => one.role === role && eachByAnother(rest, approvals.filter((other) => other.personId !== one.personId)))
}
