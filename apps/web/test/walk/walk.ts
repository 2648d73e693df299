import type { Page } from 'playwright-core'
import type { Station } from '../../src/screen.ts'
import type { Archive } from './hospital.ts'
import type { Company, Walking } from './people.ts'
import type { Platform } from './platform.ts'

/** What the stations of the walk share. */
export interface Walk {
  platform: Platform
  company: Company
  archive: Archive
}

export const names = {
  source: 'Hospital archive',
  ae: 'HOSPITAL',
  project: 'Volume of a phantom',
  cohort: 'Everybody with a phantom',
  training: 'First training',
  product: 'CLIC Phantom',
  bought: 'VolumeMate',
  protocol: 'Acceptance of phantom segmentation',
  operation: 'Operation of CLIC Phantom',
  reception: 'Reception from the hospital archive',
  report: 'Valideringsrapport om fantomet',
} as const

/** Patients that research gets, and how many of them come as a file from the browser. */
export const patients = { all: 24, byUpload: 14 } as const

/** Opens a station from the picture of the way, in whichever zone it lies, and one of its screens by the tab's name. */
export async function goTo(one: Walking, station: Station, tab?: string): Promise<void> {
  const { page, t } = one
  const name = t(`station.${station}`)
  const way = page.getByRole('navigation', { name: t('nav.way') })
  await way
    .getByRole('link', { name, exact: true })
    .or(way.getByRole('link', { name: `${name}, ${t('nav.elsewhere')}` }))
    .click()
  const tabs = page.getByRole('navigation', { name: t('nav.section', { name }) })
  await page.getByRole('heading', { level: 1 }).waitFor()
  if (tab) await tabs.getByRole('link', { name: tab, exact: true }).click()
}

/** Chooses in a list that opens. */
export async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: label }).click()
  await page.getByRole('option', { name: option }).first().click()
}
