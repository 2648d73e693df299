import { join } from 'node:path'
import { expect } from 'vitest'
import { activateRelease } from '../drive.ts'
import { hospitalStudy, sendByDicom } from './hospital.ts'
import { faultsOf } from './look.ts'
import { goTo, names, patients, type Walk } from './walk.ts'

/** The release is put into operation, and a route sends the hospital's studies to it. */
export async function deploy({ company }: Walk): Promise<string[]> {
  const anne = await company.as('anne')
  const { page, t } = anne
  await goTo(anne, 'deploy')
  const release = `${names.product} 1.0.0`
  await page.getByRole('heading', { level: 2, name: release }).waitFor()
  await activateRelease(anne, release, names.operation)
  await page.getByRole('region', { name: release }).getByText(t('state.active'), { exact: true }).waitFor()
  await goTo(anne, 'deploy', t('deploy.routes'))
  await page.getByRole('button', { name: t('routes.add') }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel(t('routes.name')).fill('MR fra hospitalet')
  await form.getByLabel(t('routes.source')).selectOption(names.ae)
  await form.getByRole('button', { name: t('routes.add') }).click()
  await form.waitFor({ state: 'hidden' })
  const found = await faultsOf(anne, 'routes')
  await goTo(anne, 'deploy')
  await page
    .getByRole('region', { name: release })
    .getByText(t('state.warm'), { exact: true })
    .waitFor({ timeout: 300_000 })
  return [...found, ...(await faultsOf(anne, 'releases'))]
}

/** A study that just arrived comes back to the hospital as SEG and SR, and the screen shows seconds and volumes. */
export async function runStudy({ company, platform, archive }: Walk): Promise<string[]> {
  const eva = await company.as('eva')
  const { page, t } = eva
  await goTo(eva, 'deploy', t('deploy.runs'))
  await sendByDicom(join(platform.folder, 'later'), hospitalStudy(patients.all, false), platform.dicom)
  const row = page
    .getByRole('table', { name: t('runs.title') })
    .getByRole('row')
    .nth(1)
  await row.getByText(t('state.returned'), { exact: true }).waitFor({ timeout: 300_000 })
  const text = await row.textContent()
  expect(text).toMatch(/\d+\.\d s/)
  expect(text).toMatch(/front part: [\d,]+ mm³/)
  expect(text).toMatch(/rear part: [\d,]+ mm³/)
  await expect.poll(() => archive.received.length, { timeout: 60_000 }).toBe(2)
  return faultsOf(eva, 'runs')
}

/** The clinician says what she thinks of the result; the pages of monitoring know it. */
export async function monitor({ company }: Walk): Promise<string[]> {
  const eva = await company.as('eva')
  const { page, t } = eva
  await goTo(eva, 'monitor', t('monitor.tab.feedback'))
  await page
    .getByRole('button', { name: t('feedback.reject') })
    .first()
    .click()
  const form = page.getByRole('dialog')
  await form.getByLabel(t('feedback.comment')).fill('The border between the parts lies too far back.')
  await form.getByRole('button', { name: t('feedback.reject') }).click()
  await form.waitFor({ state: 'hidden' })
  const found = await faultsOf(eva, 'feedback')
  await goTo(eva, 'monitor')
  await page.getByText(t('monitor.sofar', { n: 1 })).waitFor()
  await page.getByRole('link', { name: `0 ${t('monitor.accepted')}, 1 ${t('monitor.rejected')}` }).waitFor()
  return [...found, ...(await faultsOf(eva, 'drift'))]
}
