import type { Screen } from '../screen.ts'
import { Overview } from './overview.tsx'

/** Screens of the clinic zone, by station in the order of the way. */
export const clinicScreens: Screen[] = [
  { path: '/', title: 'overview.title', component: Overview, zones: ['clinic', 'research'] },
]
