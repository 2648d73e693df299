import { lazyRouteComponent } from '@tanstack/react-router'
import type { Screen } from '../screen.ts'
import { KeptApart } from './acquire/kept-apart.tsx'
import { Sources } from './acquire/sources.tsx'
import { Studies } from './acquire/studies.tsx'
import { Study } from './acquire/study.tsx'
import { Assignments } from './deidentify/assignments.tsx'
import { ProfilePage } from './deidentify/profile.tsx'
import { Profiles } from './deidentify/profiles.tsx'
import { DeidentifyProgress } from './deidentify/progress.tsx'
import { Proofs } from './deidentify/proofs.tsx'
import { Quarantine } from './deidentify/quarantine.tsx'
import { Reidentification } from './deidentify/reidentification.tsx'
import { Releases } from './deploy/releases.tsx'
import { Routes } from './deploy/routes.tsx'
import { Runs } from './deploy/runs.tsx'
import { MaskPage } from './masks/mask-page.tsx'
import { Findings } from './monitor/findings.tsx'
import { Results } from './monitor/results.tsx'
import { Overview } from './overview/overview.tsx'
import { Review } from './sampling/review.tsx'
import { Samplings } from './sampling/samplings.tsx'
import { SharedPatients } from './shared-patients/shared-page.tsx'

const clinic = ['clinic'] as const

/** Screens of the clinic zone, by station in the order of the way. */
export const clinicScreens: Screen[] = [
  { path: '/', title: 'overview.title', component: Overview, zones: ['clinic', 'research'] },
  {
    path: '/acquire/studies',
    title: 'studies',
    component: Studies,
    zones: clinic,
    station: 'acquire',
    tab: true,
    action: 'study.read',
  },
  { path: '/acquire/studies/$studyId', title: 'study', component: Study, zones: clinic, station: 'acquire' },
  {
    path: '/acquire/sources',
    title: 'sources.title',
    component: Sources,
    zones: clinic,
    station: 'acquire',
    tab: true,
    action: 'source.read',
  },
  {
    path: '/acquire/kept-apart',
    title: 'apart.tab',
    component: KeptApart,
    zones: clinic,
    station: 'acquire',
    tab: true,
    action: 'quarantine.read',
  },
  {
    path: '/deidentify',
    title: 'deid.tab.progress',
    component: DeidentifyProgress,
    zones: clinic,
    station: 'deidentify',
    tab: true,
    action: 'profile.read',
  },
  {
    path: '/deidentify/projects',
    title: 'deid.tab.assignments',
    component: Assignments,
    zones: clinic,
    station: 'deidentify',
    tab: true,
    action: 'profile.read',
  },
  {
    path: '/deidentify/profiles',
    title: 'deid.tab.profiles',
    component: Profiles,
    zones: clinic,
    station: 'deidentify',
    tab: true,
    action: 'profile.read',
  },
  {
    path: '/deidentify/profiles/$profileId',
    title: 'assign.profile',
    component: ProfilePage,
    zones: clinic,
    station: 'deidentify',
  },
  {
    path: '/deidentify/samples',
    title: 'sampling.tab',
    component: Samplings,
    zones: clinic,
    station: 'deidentify',
    tab: true,
    action: 'sampling.read',
  },
  {
    path: '/deidentify/samples/$samplingId',
    title: 'review.title',
    component: Review,
    zones: clinic,
    station: 'deidentify',
    action: 'sample.review',
  },
  {
    path: '/deidentify/quarantine',
    title: 'deid.tab.quarantine',
    component: Quarantine,
    zones: clinic,
    station: 'deidentify',
    tab: true,
    action: 'quarantine.read',
  },
  {
    path: '/deidentify/quarantine/$quarantinedId',
    title: 'mask.title',
    component: MaskPage,
    zones: clinic,
    station: 'deidentify',
    action: 'sample.review',
  },
  {
    path: '/deidentify/reidentification',
    title: 'deid.tab.reidentification',
    component: Reidentification,
    zones: clinic,
    station: 'deidentify',
    tab: true,
    action: 'reidentification.read',
  },
  {
    path: '/deidentify/shared-patients',
    title: 'shared.tab',
    component: SharedPatients,
    zones: clinic,
    station: 'deidentify',
    tab: true,
    action: 'shared-patients.read',
  },
  {
    path: '/deidentify/studies/$studyId',
    title: 'proofs.title',
    component: Proofs,
    zones: clinic,
    station: 'deidentify',
  },
  {
    path: '/deploy',
    title: 'deploy.releases',
    component: Releases,
    zones: clinic,
    station: 'deploy',
    tab: true,
    action: 'route.read',
  },
  {
    path: '/deploy/routes',
    title: 'deploy.routes',
    component: Routes,
    zones: clinic,
    station: 'deploy',
    tab: true,
    action: 'route.read',
  },
  {
    path: '/deploy/runs',
    title: 'deploy.runs',
    component: Runs,
    zones: clinic,
    station: 'deploy',
    tab: true,
    action: 'run.read',
  },
  // The charts bring their own library; it is read when they are opened.
  {
    path: '/monitor',
    title: 'monitor.tab.drift',
    component: lazyRouteComponent(() => import('./monitor/drift.tsx'), 'Drift'),
    zones: clinic,
    station: 'monitor',
    tab: true,
    action: 'monitor.read',
  },
  {
    path: '/monitor/findings',
    title: 'monitor.tab.findings',
    component: Findings,
    zones: clinic,
    station: 'monitor',
    tab: true,
    action: 'monitor.read',
  },
  {
    path: '/monitor/results',
    title: 'monitor.tab.feedback',
    component: Results,
    zones: clinic,
    station: 'monitor',
    tab: true,
    action: 'monitor.read',
  },
]
