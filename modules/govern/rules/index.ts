import type { Rule } from '../rule.ts'
import { dataRules } from './data-rules.ts'
import { modelRules } from './model-rules.ts'
import { approveRules } from './permit-rules.ts'
import { profileRules } from './profile-rules.ts'

/** Every rule of every gate: dated data with sources. */
export const allRules: readonly Rule[] = [...approveRules, ...profileRules, ...dataRules, ...modelRules]
