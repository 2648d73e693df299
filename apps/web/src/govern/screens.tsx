import type { Screen } from '../screen.ts'
import { DoorPage } from './door.tsx'
import { Erasures } from './erasures.tsx'
import { Gates } from './gates.tsx'
import { Ledger } from './ledger.tsx'
import { NewPermit } from './new-permit.tsx'
import { PeoplePage } from './people.tsx'
import { PermitPage } from './permit.tsx'
import { Permits } from './permits.tsx'

const both = ['clinic', 'research'] as const

/** Permits, gates, ledger and doors: the same in each zone. */
export const governScreens: Screen[] = [
  {
    path: '/govern/permits',
    title: 'permits.title',
    component: Permits,
    zones: both,
    tab: true,
    action: 'permit.read',
  },
  {
    path: '/govern/permits/new',
    title: 'permits.new',
    component: NewPermit,
    zones: ['clinic'],
    action: 'permit.request',
  },
  {
    path: '/govern/permits/$permitId',
    title: 'permits.permit',
    component: PermitPage,
    zones: both,
    action: 'permit.read',
  },
  { path: '/govern/gates', title: 'gates.title', component: Gates, zones: both, tab: true, action: 'decision.read' },
  { path: '/govern/ledger', title: 'ledger.title', component: Ledger, zones: both, tab: true, action: 'ledger.read' },
  {
    path: '/govern/erasures',
    title: 'erasure.tab',
    component: Erasures,
    zones: ['clinic'],
    tab: true,
    action: 'erasure.read',
  },
  { path: '/govern/door', title: 'door.title', component: DoorPage, zones: both, tab: true, action: 'parcel.read' },
  {
    path: '/govern/people',
    title: 'people.title',
    component: PeoplePage,
    zones: ['clinic'],
    tab: true,
    action: 'person.manage',
  },
]
