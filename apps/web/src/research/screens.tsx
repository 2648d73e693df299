import type { Screen } from '../screen.ts'
import { RefusedMasksPage } from './annotate/refused-page.tsx'
import { StudyPage } from './annotate/study-page.tsx'
import { TasksPage } from './annotate/tasks-page.tsx'
import { CohortsPage } from './curate/cohorts-page.tsx'
import { DatasetPage } from './curate/dataset-page.tsx'
import { DatasetsPage } from './curate/datasets-page.tsx'
import { CandidatesPage } from './develop/candidates-page.tsx'
import { RunPage } from './develop/run-page.tsx'
import { TrainingPage } from './develop/training-page.tsx'
import { ErasurePage } from './link/erasure-page.tsx'
import { PersonsPage } from './link/persons-page.tsx'
import { LinkedStudiesPage } from './link/studies-page.tsx'
import { ApprovalsPage } from './register/approvals-page.tsx'
import { ProductsPage } from './register/products-page.tsx'
import { ReleasePage } from './register/release-page.tsx'
import { ReportsPage } from './report/reports-page.tsx'
import { ProtocolsPage } from './validate/protocols-page.tsx'
import { ResultPage } from './validate/result-page.tsx'
import { ResultsPage } from './validate/results-page.tsx'

const zones = ['research'] as const

/** Screens of the research zone, by station in the order of the way. */
export const researchScreens: Screen[] = [
  {
    path: '/link',
    title: 'link.persons.title',
    component: PersonsPage,
    zones,
    station: 'link',
    tab: true,
    action: 'person.read',
  },
  {
    path: '/link/studies',
    title: 'link.studies.title',
    component: LinkedStudiesPage,
    zones,
    station: 'link',
    tab: true,
    action: 'person.read',
  },
  {
    path: '/link/erasure',
    title: 'erase.tab',
    component: ErasurePage,
    zones,
    station: 'link',
    tab: true,
    action: 'person.erase',
  },
  { path: '/link/studies/$studyId', title: 'study.title.none', component: StudyPage, zones, station: 'link' },
  {
    path: '/curate',
    title: 'cohort.title',
    component: CohortsPage,
    zones,
    station: 'curate',
    tab: true,
    action: 'cohort.read',
  },
  {
    path: '/curate/datasets',
    title: 'dataset.title',
    component: DatasetsPage,
    zones,
    station: 'curate',
    tab: true,
    action: 'cohort.read',
  },
  { path: '/curate/datasets/$datasetId', title: 'dataset.one', component: DatasetPage, zones, station: 'curate' },
  {
    path: '/annotate',
    title: 'annotate.tab',
    component: TasksPage,
    zones,
    station: 'annotate',
    tab: true,
    action: 'label.read',
  },
  {
    path: '/annotate/refused',
    title: 'refused.title',
    component: RefusedMasksPage,
    zones,
    station: 'annotate',
    tab: true,
    action: 'label.read',
  },
  { path: '/annotate/$studyId', title: 'study.title.none', component: StudyPage, zones, station: 'annotate' },
  {
    path: '/develop',
    title: 'training.tab',
    component: TrainingPage,
    zones,
    station: 'develop',
    tab: true,
    action: 'training.read',
  },
  {
    path: '/develop/candidates',
    title: 'candidate.title',
    component: CandidatesPage,
    zones,
    station: 'develop',
    tab: true,
    action: 'training.read',
  },
  { path: '/develop/runs/$runId', title: 'training.one', component: RunPage, zones, station: 'develop' },
  {
    path: '/register',
    title: 'product.tab',
    component: ProductsPage,
    zones,
    station: 'register',
    tab: true,
    action: 'product.read',
  },
  {
    path: '/register/approvals',
    title: 'approval.page',
    component: ApprovalsPage,
    zones,
    station: 'register',
    tab: true,
    action: 'product.read',
  },
  { path: '/register/releases/$releaseId', title: 'release.one', component: ReleasePage, zones, station: 'register' },
  {
    path: '/validate',
    title: 'validation.tab',
    component: ResultsPage,
    zones,
    station: 'validate',
    tab: true,
    action: 'protocol.read',
  },
  {
    path: '/validate/protocols',
    title: 'protocol.title',
    component: ProtocolsPage,
    zones,
    station: 'validate',
    tab: true,
    action: 'protocol.read',
  },
  {
    path: '/validate/results/$validationId',
    title: 'validation.one',
    component: ResultPage,
    zones,
    station: 'validate',
  },
  {
    path: '/report',
    title: 'report.title',
    component: ReportsPage,
    zones,
    station: 'report',
    tab: true,
    action: 'report.read',
  },
]
