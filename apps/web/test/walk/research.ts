import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { tabTo } from '../drive.ts'
import { faultsOf } from './look.ts'
import { cast } from './people.ts'
import { goTo, names, patients, type Walk } from './walk.ts'

/** Images and records have met under pseudonyms. */
export async function seeLinked({ company }: Walk): Promise<string[]> {
  const david = await company.as('david')
  const { page, t } = david
  await goTo(david, 'link')
  await page.getByRole('heading', { level: 2, name: t('link.persons.count', { n: patients.all }) }).waitFor()
  await page
    .getByRole('table', { name: t('link.persons.title') })
    .getByText('MMSE')
    .first()
    .waitFor()
  const found = await faultsOf(david, 'persons')
  await goTo(david, 'link', t('link.studies.title'))
  await page.getByRole('heading', { level: 2, name: t('link.studies.count', { n: patients.all }) }).waitFor()
  return [...found, ...(await faultsOf(david, 'linked-studies'))]
}

/** A rule is counted while it is put together; without an accepted mask nothing can be frozen, and the screen says why. */
export async function defineCohort({ company }: Walk): Promise<string[]> {
  const david = await company.as('david')
  const { page, t } = david
  await goTo(david, 'curate')
  const builder = page.getByRole('region', { name: t('cohort.build') })
  await builder.getByRole('checkbox', { name: t('cohort.accepted') }).uncheck()
  await builder.getByText(String(patients.all), { exact: true }).first().waitFor()
  const found = await faultsOf(david, 'cohort-counts')
  await builder.getByRole('checkbox', { name: t('cohort.accepted') }).check()
  await builder.getByLabel(t('cohort.name')).fill(names.cohort)
  await builder.getByRole('button', { name: t('cohort.define') }).click()
  await page
    .getByRole('row')
    .filter({ hasText: names.cohort })
    .getByRole('button', { name: t('cohort.freeze') })
    .click()
  const form = page.getByRole('dialog')
  await form.getByRole('button', { name: t('freeze.do') }).click()
  await form.getByRole('alert').waitFor()
  david.errors.splice(0)
  found.push(...(await faultsOf(david, 'freeze-refused')))
  await form.getByRole('button', { name: t('do.cancel') }).click()
  return found
}

/** A clinician corrects one mask in the viewer and accepts it by keyboard, then accepts the others that came with the studies. */
export async function annotate({ company }: Walk): Promise<string[]> {
  const eva = await company.as('eva')
  const { page, t } = eva
  await goTo(eva, 'annotate')
  await page.getByRole('heading', { level: 2, name: t('annotate.tasks', { n: patients.all }) }).waitFor()
  const found = await faultsOf(eva, 'masks')
  await page
    .getByRole('table', { name: t('annotate.title') })
    .getByRole('link')
    .first()
    .click()
  await page.locator('[data-plane="axial"] [data-ready="true"]').waitFor()
  await page.getByText(t('viewer.changed.none')).waitFor()
  expect(await markedPixels(eva.page), 'pixels of the mask over the image').toBeGreaterThan(500)
  found.push(...(await faultsOf(eva, 'viewer')))
  await page.getByRole('button', { name: t('viewer.tool.brush'), exact: true }).click()
  const picture = page.locator('[data-plane="axial"] canvas[data-layer="labels"]')
  await picture.scrollIntoViewIfNeeded()
  const box = await picture.boundingBox()
  if (!box) throw new Error('the viewer shows no picture')
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.06)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.25, { steps: 4 })
  await page.mouse.up()
  await page.getByRole('button', { name: t('viewer.changed.show') }).waitFor()
  found.push(...(await faultsOf(eva, 'viewer-painted')))
  await page.getByRole('button', { name: t('viewer.save') }).click()
  await page.getByRole('heading', { name: t('viewer.decision', { n: 2 }) }).waitFor()
  await tabTo(page, page.getByRole('textbox', { name: t('viewer.reason') }))
  await page.keyboard.type('The border follows the image.')
  await tabTo(page, page.getByRole('button', { name: t('viewer.accept'), exact: true }))
  await page.keyboard.press('Enter')
  await page
    .getByText(t('viewer.decided', { who: cast.eva.name }))
    .first()
    .waitFor()
  found.push(...(await faultsOf(eva, 'viewer-accepted')))
  await page.getByRole('link', { name: t('study.back') }).click()
  await page.getByLabel(t('accept.reason')).fill('Reference masks that the hospital made itself.')
  await page.getByRole('button', { name: t('accept.do', { n: patients.all - 1 }) }).click()
  await page.getByText(t('accept.done', { n: patients.all - 1 })).waitFor()
  return [...found, ...(await faultsOf(eva, 'masks-accepted'))]
}

/** Now the cohort is frozen: split by patient, its test part sealed, and what it binds can be checked. */
export async function freezeCohort({ company }: Walk): Promise<string[]> {
  const david = await company.as('david')
  const { page, t } = david
  await goTo(david, 'curate')
  const builder = page.getByRole('region', { name: t('cohort.build') })
  await builder.getByText(String(patients.all), { exact: true }).first().waitFor()
  await page
    .getByRole('row')
    .filter({ hasText: names.cohort })
    .getByRole('button', { name: t('cohort.freeze') })
    .click()
  const form = page.getByRole('dialog')
  await form.getByLabel(t('freeze.test'), { exact: true }).fill('30')
  await form.getByRole('button', { name: t('freeze.do') }).click()
  await page.getByRole('button', { name: t('dataset.verify') }).click()
  await page.getByText(t('dataset.verify.ok', { n: patients.all })).waitFor()
  const found = await faultsOf(david, 'dataset')
  await goTo(david, 'curate', t('dataset.title'))
  await page.getByRole('link', { name: t('dataset.name', { name: names.cohort, version: 1 }) }).waitFor()
  return [...found, ...(await faultsOf(david, 'datasets'))]
}

/** A short training is started, its curve is seen while it lasts, and it makes a candidate. */
export async function train({ company }: Walk): Promise<string[]> {
  const david = await company.as('david')
  const { page, t } = david
  await goTo(david, 'develop')
  const form = page.getByRole('region', { name: t('training.start') })
  await form.getByLabel(t('training.name')).fill(names.training)
  await form.getByLabel(t('training.epochs')).fill('12')
  const found = await faultsOf(david, 'training-form')
  await form.getByRole('button', { name: t('training.start.do') }).click()
  await page.getByRole('heading', { level: 1, name: names.training }).waitFor()
  // The curve is there before the training has ended.
  await page.getByRole('figure', { name: t('training.loss.label') }).waitFor({ timeout: 300_000 })
  await page.getByText(t('state.running'), { exact: true }).first().waitFor()
  found.push(...(await faultsOf(david, 'training-live')))
  await page.getByText(t('training.candidate')).waitFor({ timeout: 600_000 })
  found.push(...(await faultsOf(david, 'training-finished')))
  await page.getByRole('link', { name: t('training.candidate.see') }).click()
  await page.getByRole('heading', { level: 1, name: t('candidate.title') }).waitFor()
  return [...found, ...(await faultsOf(david, 'candidates'))]
}

async function markedPixels(page: Page): Promise<number> {
  return page.evaluate(() => {
    const overlay = document.querySelector<HTMLCanvasElement>('[data-plane="axial"] canvas[data-layer="labels"]')
    const shown = overlay?.getContext('2d')?.getImageData(0, 0, overlay.width, overlay.height).data ?? []
    let marked = 0
    for (let n = 3; n < shown.length; n += 4) if ((shown[n] ?? 0) > 0) marked++
    return marked
  })
}
