import { join } from 'node:path'
import { expect } from 'vitest'
import { boughtPackage } from './bought-package.ts'
import { structures } from './hospital.ts'
import { faultsOf } from './look.ts'
import { cast, type Member, type Walking } from './people.ts'
import { command } from './platform.ts'
import { choose, goTo, names, type Walk } from './walk.ts'

/** The developer registers the product and its release; as the vendor, a bought product with its package. */
export async function registerProducts({ company, platform }: Walk): Promise<string[]> {
  const david = await company.as('david')
  const { page, t } = david
  await goTo(david, 'register')
  await addProduct(david, names.product, 'home-made')
  await addProduct(david, names.bought, 'bought')
  await page
    .getByRole('region', { name: names.product })
    .getByRole('button', { name: t('release.from-candidate') })
    .click()
  const form = page.getByRole('dialog')
  await choose(page, t('candidate.one'), new RegExp(names.training))
  await form.getByRole('button', { name: t('release.add.do') }).click()
  await page.getByText(t('release.map.ok')).waitFor()
  const found = await faultsOf(david, 'release-registered')
  await goTo(david, 'register')
  await page
    .getByRole('region', { name: names.bought })
    .getByRole('button', { name: t('release.upload') })
    .click()
  const upload = page.getByRole('dialog')
  await upload.locator('input[type=file]').setInputFiles({
    name: 'volumemate.tar',
    mimeType: 'application/x-tar',
    buffer: Buffer.from(await boughtPackage(join(platform.folder, 'bought'))),
  })
  await upload.getByLabel(t('release.version')).fill('2.3.0')
  await upload.getByRole('button', { name: t('upload.do') }).click()
  await upload.waitFor({ state: 'hidden' })
  await page.getByRole('region', { name: names.bought }).getByRole('link', { name: '2.3.0' }).waitFor()
  return [...found, ...(await faultsOf(david, 'products'))]
}

async function addProduct({ page, t }: Walking, name: string, kind: 'home-made' | 'bought'): Promise<void> {
  await page.getByRole('button', { name: t('product.add') }).click()
  const form = page.getByRole('dialog')
  await form.getByText(t(`product.kind.${kind}`), { exact: true }).click()
  await form.getByLabel(t('col.name'), { exact: false }).first().fill(name)
  await form.getByLabel(t('product.manufacturer')).fill(kind === 'bought' ? 'Fictitious Vendor ApS' : 'Region Test')
  await form.getByLabel(t('product.use')).fill('Marks the two parts of a phantom on MR and states their volumes.')
  await form.getByLabel(t('product.body')).fill('Phantom')
  await form.getByLabel(t('product.users')).fill('radiologists')
  for (const [n, one] of structures.entries()) {
    if (n > 0) await form.getByRole('button', { name: t('product.structure.add') }).click()
    await form.getByLabel(t('product.structure.name', { n: n + 1 })).fill(one.name)
  }
  await form.getByRole('button', { name: t('product.add.do') }).click()
  await form.waitFor({ state: 'hidden' })
  await page.getByRole('heading', { level: 2, name }).waitFor()
}

/** The test centre fixes what counts, opens the sealed part for both products, and sees them side by side. */
export async function validate({ company }: Walk): Promise<string[]> {
  const camilla = await company.as('camilla')
  const { page, t } = camilla
  await goTo(camilla, 'validate', t('protocol.title'))
  await page.getByLabel(t('protocol.name')).fill(names.protocol)
  for (const one of structures) await page.getByLabel(one.name).fill('0,5')
  await page.getByRole('button', { name: t('protocol.register.do') }).click()
  await page.getByText(t('protocol.register.done')).waitFor()
  const registered = page.getByRole('region', { name: names.protocol })
  for (const one of structures)
    await registered.getByText(t('protocol.primary.row', { structure: one.name, threshold: '0,50' })).waitFor()
  await registered.getByText(cast.camilla.name).waitFor()
  const found = await faultsOf(camilla, 'protocols')
  for (const [product, verdict] of [
    [names.product, 'accepted'],
    [names.bought, 'refused'],
  ] as const) {
    await goTo(camilla, 'validate')
    await choose(page, t('release.one'), new RegExp(product))
    await page.getByRole('button', { name: t('validation.run.do') }).click()
    await page.getByText(t(`validation.${verdict}`), { exact: true }).waitFor({ timeout: 600_000 })
    found.push(...(await faultsOf(camilla, `validation-${verdict}`)))
  }
  await goTo(camilla, 'validate')
  await page
    .getByRole('region', { name: t('validation.compare') })
    .getByRole('table')
    .waitFor()
  return [...found, ...(await faultsOf(camilla, 'comparison'))]
}

/** Three people approve in three roles; one of them sends the release through the door. */
export async function approve({ company }: Walk): Promise<string[]> {
  const found: string[] = []
  const approvers: [Member, 'clinical-lead' | 'regulatory-lead' | 'dpo'][] = [
    ['eva', 'clinical-lead'],
    ['camilla', 'dpo'],
    ['anne', 'regulatory-lead'],
  ]
  for (const [member, role] of approvers) {
    const one = await company.as(member)
    const { page, t } = one
    await goTo(one, 'register', t('approval.page'))
    if (member === 'camilla') found.push(...(await faultsOf(one, 'approvals')))
    const give = t('approval.give', { role: t(`role.${role}`) })
    await page.getByRole('button', { name: give }).click()
    const about = { name: names.product, version: '1.0.0', role: t(`role.${role}`) }
    const sure = page.getByRole('dialog', { name: t('approval.title.of', about) })
    await sure.getByText(t('candidate.weights')).waitFor()
    if (member === 'camilla') found.push(...(await faultsOf(one, 'approve')))
    await sure.getByRole('button', { name: give }).click()
    await sure.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: give }).waitFor({ state: 'detached' })
  }
  const anne = await company.as('anne')
  const { page, t } = anne
  await goTo(anne, 'register')
  await page.getByRole('region', { name: names.product }).getByRole('link', { name: '1.0.0' }).click()
  await page.getByRole('button', { name: t('send.do') }).click()
  const sure = page.getByRole('dialog', { name: t('send.title.of', { name: names.product, version: '1.0.0' }) })
  await sure.getByText(t('candidate.weights')).waitFor()
  found.push(...(await faultsOf(anne, 'send-release')))
  await sure.getByRole('button', { name: t('send.do') }).click()
  await page.getByText(t('send.done')).waitFor()
  return [...found, ...(await faultsOf(anne, 'release-sent'))]
}

/** The report is made, its PDF and its bundle are downloaded, and the bundle is recomputed without the platform. */
export async function report({ company, platform }: Walk): Promise<string[]> {
  const camilla = await company.as('camilla')
  const { page, t } = camilla
  await goTo(camilla, 'report')
  await page.getByLabel(t('report.name')).fill(names.report)
  await page.getByRole('button', { name: t('report.make.do') }).click()
  const panel = page.getByRole('region', { name: names.report })
  const bundle = page.waitForEvent('download')
  await panel.getByRole('link', { name: t('report.bundle') }).click()
  const path = join(platform.folder, 'evidence.clic.zip')
  await (await bundle).saveAs(path)
  const address = await panel.getByRole('link', { name: t('report.pdf') }).getAttribute('href')
  const pdf = await page.request.get(new URL(address ?? '', page.url()).href)
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-')
  const found = await faultsOf(camilla, 'report')
  const trusted = join(platform.state, 'clinic', 'trust', 'research.pub.pem')
  const verified = await command(['verify', path, '--trust', trusted])
  expect(verified.code, verified.out).toBe(0)
  return found
}
