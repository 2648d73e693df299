import { readFileSync } from 'node:fs'
import { type Permit, type SharedFile, sharedPatientsEndpoints } from '@clic/contracts'
import { systemClock } from '@clic/platform/clock'
import { sql } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { grantPermit } from '../../../testing/permits.ts'
import { eventually, type TestZone, testZone } from '../../../testing/zones.ts'
import { accessibilityFaults, openStation, settled, sidewaysScroll, type Walker } from './drive.ts'
import { type WebPlatform, webPlatform } from './platform.ts'
import { builtPages, chromiumIsMissing, openBrowser } from './research-browser.ts'

/** Nobody's: there is no 35th day. */
const cpr = (n: number) => `3502${String(n).padStart(6, '0')}`
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => cpr(from + i))

describe.skipIf(chromiumIsMissing)(
  'the patients that another region has too, in the browser (skipped where Chromium is missing)',
  { timeout: 180_000 },
  () => {
    let pages: Awaited<ReturnType<typeof builtPages>>
    let platform: WebPlatform
    let other: TestZone
    let browser: Browser
    const must = <T>(answer: { ok: true; value: T } | { ok: false; problem: { detail: string } }): T => {
      if (!answer.ok) throw new Error(answer.problem.detail)
      return answer.value
    }
    beforeAll(async () => {
      pages = await builtPages()
      platform = await webPlatform(pages.folder)
      other = await testZone('clinic', { modules: ['acquire', 'deidentify'], settings: { acquire: { dicomPort: 0 } } })
      browser = await openBrowser()
    })
    afterAll(async () => {
      await browser?.close()
      await other?.close()
      await platform?.close()
      pages?.remove()
    })
    /** De-identified patients of a permit, as the two stations before leave them. */
    const patients = async ({ db }: TestZone, permit: Permit, numbers: string[]) => {
      for (const number of numbers) {
        const key = newId('patient', systemClock)
        await sql`insert into acquire.patient (key, created_at) values (${key}, now())`.execute(db)
        await sql`insert into acquire.patient_id (issuer, value, patient_key)
          values ('dk-person-number', ${number}, ${key})`.execute(db)
        await sql`insert into deidentify.place (permit_id, patient_key) values (${permit.id}, ${key})`.execute(db)
      }
    }
    const steward = () => other.as('steward', ['data-steward'])
    /** The other region's half, made there by its own people. */
    const theirs = async (project: string, publicKey: string, numbers: string[]) => {
      const permit = await grantPermit(other)
      const body = { project, partner: 'Region Nord', url: platform.clinic.url, publicKey, permitId: permit.id }
      const agreement = must(await steward()(sharedPatientsEndpoints.propose, { body }))
      must(await other.as('dpo', ['dpo'])(sharedPatientsEndpoints.approve, { params: { agreementId: agreement.id } }))
      await patients(other, permit, numbers)
      return { agreementId: agreement.id, permitId: permit.id }
    }
    const faults = async (one: Walker) => {
      const found: string[] = []
      for (const width of [1440, 900]) {
        await one.page.setViewportSize({ width, height: 1000 })
        await settled(one.page)
        found.push(...(await accessibilityFaults(one.page)).map((fault) => `${width}: ${fault}`))
        if ((await sidewaysScroll(one.page)) > 0) found.push(`${width}: the page scrolls sideways`)
      }
      await one.page.setViewportSize({ width: 1440, height: 1000 })
      return found
    }
    /** Waits for the file that a press of a button saves, and reads it. */
    const saved = async (one: Walker, press: () => Promise<void>): Promise<SharedFile> => {
      const [download] = await Promise.all([one.page.waitForEvent('download'), press()])
      return JSON.parse(readFileSync(await download.path(), 'utf8'))
    }
    const upload = (one: Walker, file: SharedFile) =>
      one.page
        .getByRole('region', { name: one.t('shared.file') })
        .locator('input[type=file]')
        .setInputFiles({
          name: 'from-them.json',
          mimeType: 'application/json',
          buffer: Buffer.from(JSON.stringify(file)),
        })

    it('are agreed by two people, asked by a file, counted from its answer, and seen in the ledger', async () => {
      const permit = await grantPermit(platform.clinic, { title: 'Lung study' })
      await patients(platform.clinic, permit, range(0, 40))
      const { publicKey } = must(await steward()(sharedPatientsEndpoints.agreements, {}))
      const bo = await platform.as(browser, 'bo', { language: 'da' })
      await openStation(bo, 'deidentify', bo.t('shared.tab'))
      await bo.page.getByText(bo.t('shared.agreements.none')).waitFor()
      await bo.page.getByRole('button', { name: bo.t('shared.propose') }).click()
      const form = bo.page.getByRole('dialog', { name: bo.t('shared.propose') })
      await form.getByLabel(bo.t('shared.partner')).fill('Region Syd')
      await form.getByLabel(bo.t('shared.project')).fill('lunge-2026')
      await form.getByLabel(bo.t('shared.url')).fill('https://syd.example')
      await form.getByLabel(bo.t('shared.theirkey')).fill(publicKey)
      await form.getByLabel(bo.t('shared.permit')).selectOption({ label: 'Lung study' })
      await form.getByRole('button', { name: bo.t('shared.propose') }).click()
      await form.waitFor({ state: 'hidden' })

      const camilla = await platform.as(browser, 'camilla', { language: 'en' })
      await openStation(camilla, 'deidentify', camilla.t('shared.tab'))
      const { t } = camilla
      const about = { partner: 'Region Syd', project: 'lunge-2026' }
      // Neither beginning nor ending is done at one press; what was left undone gives the focus back.
      const askedEnd = camilla.page.getByRole('button', { name: t('shared.end') })
      await askedEnd.click()
      const sureEnd = camilla.page.getByRole('dialog', { name: t('shared.end.title', about) })
      await sureEnd.getByText(t('shared.end.sure', about)).waitFor()
      expect(await accessibilityFaults(camilla.page)).toEqual([])
      await sureEnd.getByRole('button', { name: t('do.cancel') }).click()
      await sureEnd.waitFor({ state: 'hidden' })
      await eventually(async () => (await askedEnd.evaluate((one) => one === document.activeElement)) || undefined)
      await camilla.page.getByRole('button', { name: t('shared.approve') }).click()
      const sure = camilla.page.getByRole('dialog', { name: t('shared.approve.title', about) })
      await sure.getByText(t('shared.approve.sure', about)).waitFor()
      expect(await accessibilityFaults(camilla.page)).toEqual([])
      const now = await platform.clinic.as('auditor', ['auditor'])(sharedPatientsEndpoints.agreements, {})
      expect(must(now).agreements.map((one) => one.state)).toEqual(['proposed'])
      await sure.getByRole('button', { name: t('shared.approve') }).click()
      await sure.waitFor({ state: 'hidden' })
      await camilla.page.getByText(camilla.t('shared.left.ask', { n: 3, all: 3 })).waitFor()

      const own = must(
        await platform.clinic.as('auditor', ['auditor'])(sharedPatientsEndpoints.agreements, {}),
      ).publicKey
      const there = await theirs('lunge-2026', own, range(20, 80))
      const read = (file: SharedFile) => steward()(sharedPatientsEndpoints.readFile, { body: { ...there, file } })
      await bo.page.reload()
      await bo.page.getByLabel(bo.t('shared.reason'), { exact: true }).fill('Hvor mange ville tælle dobbelt?')
      const question = await saved(bo, () => bo.page.getByRole('button', { name: bo.t('shared.ask.file') }).click())
      await bo.page.getByText(bo.t('shared.left.now', { n: 2, all: 3 })).waitFor()
      const answer = must(await read(question))
      expect(await faults(bo)).toEqual([])
      // A file that was changed on its way is refused, with what to do.
      const bent = Buffer.from(answer.file?.payload ?? '', 'base64')
        .toString('utf8')
        .replace('"size":100', '"size":200')
      await upload(bo, { ...(answer.file as SharedFile), payload: Buffer.from(bent).toString('base64') })
      await bo.page.getByRole('alert').getByText('Ikke en fil fra denne partner').waitFor()
      const outcome = await saved(bo, () => upload(bo, answer.file as SharedFile))
      await bo.page.getByText(bo.t('shared.count.n', { n: 20 })).waitFor()
      expect(must(await read(outcome)).run).toMatchObject({ state: 'done', count: 20 })
      await bo.page.getByRole('button', { name: bo.t('shared.logged') }).click()
      await bo.page.getByRole('cell', { name: bo.code('shared.event', 'shared-count.finished') }).waitFor()
      expect(await faults(bo)).toEqual([])

      // The other way round: their question comes as a file, and the answer is a download.
      const theirFile = must(
        await steward()(sharedPatientsEndpoints.requestFile, { body: { ...there, reason: 'the other way round' } }),
      ).file
      const reply = await saved(camilla, () => upload(camilla, theirFile))
      await camilla.page.getByText(camilla.t('shared.read.question')).waitFor()
      await camilla.page.getByText(camilla.t('shared.left.answer', { n: 2, all: 3 })).waitFor()
      const back = must(await read(reply))
      expect(back.run).toMatchObject({ state: 'done', count: 20 })
      await upload(camilla, back.file as SharedFile)
      await camilla.page.getByText(camilla.t('shared.read.outcome')).waitFor()
      expect(await faults(camilla)).toEqual([])
      // The console tells of the refused file, and of nothing else.
      expect([...bo.errors, ...camilla.errors]).toEqual([expect.stringContaining('422')])
      await bo.page.context().close()
      await camilla.page.context().close()
    })

    it('are not told of under ten; nor is the page, to who may not read it', async () => {
      const permit = await grantPermit(platform.clinic, { title: 'Rare disease' })
      await patients(platform.clinic, permit, range(200, 240))
      const { publicKey } = must(await steward()(sharedPatientsEndpoints.agreements, {}))
      const here = platform.clinic.as('steward', ['data-steward'])
      // Over the network this time.
      const body = { project: 'rare', partner: 'Region Syd', url: other.url, publicKey, permitId: permit.id }
      const agreement = must(await here(sharedPatientsEndpoints.propose, { body }))
      const dpo = platform.clinic.as('dpo', ['dpo'])
      must(await dpo(sharedPatientsEndpoints.approve, { params: { agreementId: agreement.id } }))
      const own = must(await here(sharedPatientsEndpoints.agreements, {})).publicKey
      await theirs('rare', own, range(235, 280))
      const bo = await platform.as(browser, 'bo', { language: 'en' })
      await openStation(bo, 'deidentify', bo.t('shared.tab'))
      const ask = bo.page.getByRole('region', { name: bo.t('shared.ask') })
      await ask.getByLabel(bo.t('shared.agreement')).selectOption({ label: 'Region Syd · rare' })
      await ask.getByLabel(bo.t('shared.reason'), { exact: true }).fill('How many would be counted twice?')
      await ask.getByRole('button', { name: bo.t('shared.ask.now') }).click()
      await bo.page.getByText(bo.t('shared.few')).waitFor({ timeout: 60_000 })
      expect(await faults(bo)).toEqual([])
      const anne = await platform.as(browser, 'anne', { language: 'en' })
      await openStation(anne, 'deidentify')
      expect(await anne.page.getByRole('link', { name: anne.t('shared.tab') }).count()).toBe(0)
      await anne.page.goto(`${platform.clinic.url}/deidentify/shared-patients`)
      await anne.page.getByText(anne.t('denied.title')).waitFor()
      await bo.page.context().close()
      await anne.page.context().close()
    })
  },
)
