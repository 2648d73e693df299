import type { Screen } from '../screen.ts'

/** Screens of the research zone, by station in the order of the way. */
export const researchScreens: Screen[] = []
