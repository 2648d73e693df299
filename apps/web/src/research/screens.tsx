import type { Screen } from '../screen.ts'
import { StudyPage } from './study-page.tsx'

/** Screens of the research zone, by station in the order of the way. */
export const researchScreens: Screen[] = [
  { path: '/annotate/$studyId', title: 'study.title.none', component: StudyPage, zones: ['research'], station: 'annotate' },
]
