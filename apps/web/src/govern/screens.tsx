import type { Screen } from '../screen.ts'

/** Permits, gates, ledger and doors: the same in each zone. */
export const governScreens: Screen[] = []
