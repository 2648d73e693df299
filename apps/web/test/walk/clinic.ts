import { join } from 'node:path'
import { writeFile } from '@clic/dicom'
import { expect } from 'vitest'
import {
  approvePermit,
  askForPermit,
  assignSource,
  openGovern,
  registerSource,
  screenPermit,
  sendFile,
  tabTo,
} from '../drive.ts'
import { zipOf } from '../platform.ts'
import { healthRecord, hospitalStudy, sendByDicom } from './hospital.ts'
import { faultsOf } from './look.ts'
import { cast, type Member, password } from './people.ts'
import { goTo, names, patients, type Walk } from './walk.ts'

/** The administrator gives the four their accounts. */
export async function addPeople({ company }: Walk): Promise<string[]> {
  const one = await company.administrator()
  const { page, t } = one
  await openGovern(one, 'people')
  for (const person of Object.values(cast)) {
    await page.getByRole('button', { name: t('people.add') }).click()
    const form = page.getByRole('dialog', { name: t('people.add') })
    await form.getByLabel(t('people.name')).fill(person.name)
    await form.getByLabel(t('people.email')).fill(person.email)
    await form.getByLabel(t('people.password')).fill(password)
    for (const role of person.roles) await form.getByRole('checkbox', { name: t(`role.${role}`), exact: true }).check()
    await form.getByRole('button', { name: t('people.add') }).click()
    await form.waitFor({ state: 'hidden' })
    await page.getByRole('rowheader', { name: person.name }).waitFor()
  }
  return faultsOf(one, 'people')
}

/** Three permits, each asked for by one of the four and approved by another; the second of them by keyboard alone. */
export async function grantPermits({ company }: Walk): Promise<string[]> {
  const [anne, david, eva, camilla] = [
    await company.as('anne'),
    await company.as('david'),
    await company.as('eva'),
    await company.as('camilla'),
  ]
  const everybody = {
    controller: 'Region Test',
    purpose: 'Measure the volume of a phantom, to show the way of the data.',
  }
  await askForPermit(anne, { ...everybody, kind: 'standing-source', title: names.reception, about: names.ae })
  await openGovern(david, 'permits')
  await david.page.getByRole('link', { name: david.t('permits.new') }).click()
  const found = await faultsOf(david, 'permit-form')
  const users: Member[] = ['david', 'eva', 'camilla']
  await askForPermit(david, {
    ...everybody,
    kind: 'project',
    title: names.project,
    people: users.map((one) => cast[one].name),
  })
  await askForPermit(eva, { ...everybody, kind: 'standing-release', title: names.operation, about: names.product })
  for (const title of [names.reception, names.project, names.operation]) await screenPermit(camilla, title)
  for (const title of [names.reception, names.operation]) {
    await approvePermit(camilla, title)
    await camilla.page.getByText(camilla.t('state.active'), { exact: true }).first().waitFor()
  }
  await openGovern(camilla, 'permits')
  found.push(...(await faultsOf(camilla, 'permits')))
  // From here to the valid permit nothing but the keyboard.
  const { page, t } = camilla
  await tabTo(page, page.getByRole('link', { name: names.project, exact: true }))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: names.project }).waitFor()
  await tabTo(page, page.getByRole('button', { name: t('permit.approve') }))
  await page.keyboard.press('Enter')
  const sure = page.getByRole('dialog', { name: t('permit.approve.title', { title: names.project }) })
  await sure.waitFor()
  await tabTo(page, sure.getByRole('button', { name: t('permit.approve') }))
  await page.keyboard.press('Enter')
  await page.getByText(t('state.active'), { exact: true }).first().waitFor()
  found.push(...(await faultsOf(camilla, 'permit')))
  expect(await page.getByRole('list', { name: t('permit.foureyes') }).textContent()).toContain(cast.david.name)
  return found
}

/** The hospital's archive is registered, and its standing permit lets it send. */
export async function registerHospital({ company, archive }: Walk): Promise<string[]> {
  const anne = await company.as('anne')
  await registerSource(anne, {
    name: names.source,
    aeTitle: names.ae,
    kind: 'dimse',
    returnTo: { aeTitle: names.ae, host: '127.0.0.1', port: archive.port },
  })
  await anne.page.getByText(anne.t('sources.ready')).waitFor()
  return faultsOf(anne, 'sources')
}

/** Studies come as a file from the browser, by DICOM from another process, and with health records; a text file is refused. */
export async function receiveStudies({ company, platform }: Walk): Promise<string[]> {
  const anne = await company.as('anne')
  const { page, t } = anne
  const all = Array.from({ length: patients.all }, (_, n) => hospitalStudy(n, true))
  const uploaded = all.slice(0, patients.byUpload).flat()
  const entries = uploaded.map((object, n) => ({ name: `image-${n}.dcm`, bytes: writeFile(object) }))
  const broken = { name: 'notes.dcm', bytes: Buffer.from('This is a text file.') }
  await sendFile(anne, { name: 'studies.zip', bytes: zipOf([...entries, broken]) }, names.ae)
  await page
    .getByText(t('upload.done', { stored: entries.length, entries: entries.length + 1, duplicates: 0 }))
    .waitFor()
  const refused = page.getByRole('table', { name: t('upload.refused', { n: 1 }) })
  await refused.waitFor()
  await refused.getByText('Filen er ikke DICOM').waitFor()
  const found = await faultsOf(anne, 'upload')
  const sent = all.slice(patients.byUpload).flat()
  expect(await sendByDicom(join(platform.folder, 'sending'), sent, platform.dicom)).toBe(sent.length)
  for (let n = 0; n < patients.all; n++) {
    const bytes = Buffer.from(JSON.stringify(healthRecord(n)))
    await sendFile(anne, { name: `record-${n}.json`, bytes }, names.ae)
    await page.getByText(t('upload.patients', { n: 1 })).waitFor()
    await page.getByRole('button', { name: t('do.close') }).click()
  }
  await page
    .getByRole('region', { name: t('studies'), exact: true })
    .getByText(t('studies.count', { n: patients.all }))
    .waitFor()
  await page.getByText(t('studies.arriving')).first().waitFor({ state: 'detached' })
  found.push(...(await faultsOf(anne, 'studies')))
  await page
    .getByRole('table', { name: t('studies'), exact: true })
    .getByRole('link')
    .first()
    .click()
  await page.getByRole('heading', { level: 2, name: t('study.patient') }).waitFor()
  // A picture of an invented person is still a picture of a name: none is taken.
  return found
}

/** The project gets the studies of the source: they lose their identifiers, each with a proof, and cross the door. */
export async function deidentify({ company }: Walk): Promise<string[]> {
  const anne = await company.as('anne')
  const { page, t } = anne
  await assignSource(anne, names.project, `${names.source} (${names.ae})`)
  const found = await faultsOf(anne, 'assignments')
  await goTo(anne, 'deidentify', t('deid.tab.progress'))
  const left = page.getByRole('region', { name: t('deid.progress') })
  await left
    .getByText(t('progress.of', { done: patients.all, total: patients.all }))
    .nth(1)
    .waitFor()
  found.push(...(await faultsOf(anne, 'deidentify')))
  await page
    .getByRole('link', { name: t('deid.proofs') })
    .first()
    .click()
  await page.getByRole('heading', { level: 1, name: t('proofs.title') }).waitFor()
  await page
    .getByText(/ingenting|intet/i)
    .first()
    .waitFor()
  found.push(...(await faultsOf(anne, 'proofs')))
  return found
}

/** The page of the data protection officer lists every parcel that left, and the ledger is recomputed. */
export async function oversee({ company }: Walk): Promise<string[]> {
  const camilla = await company.as('camilla')
  const { page, t } = camilla
  await goTo(camilla, 'deidentify')
  await openGovern(camilla, 'door')
  const rows = page.getByRole('table', { name: t('door.title') }).getByRole('row')
  await rows.nth(1).waitFor()
  expect(await rows.filter({ hasText: t('parcel.deidentified-study') }).count()).toBe(patients.all)
  expect(await rows.filter({ hasText: t('parcel.facts') }).count()).toBe(patients.all)
  const found = await faultsOf(camilla, 'door')
  await openGovern(camilla, 'ledger')
  await page.getByRole('button', { name: t('ledger.verify') }).click()
  await page.getByText(/Logbogen er hel: \d/).waitFor()
  found.push(...(await faultsOf(camilla, 'ledger')))
  await openGovern(camilla, 'gates')
  await page.getByRole('table').first().waitFor()
  found.push(...(await faultsOf(camilla, 'gates')))
  return found
}
