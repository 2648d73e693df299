import { deployEndpoints, sessionEndpoints } from '@clic/contracts'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sharedPermit } from '../../../testing/linked-studies.ts'
import { eventually } from '../../../testing/zones.ts'
import type { Language } from '../src/words/make-words.ts'
import { accessibilityFaults, openGovern, openStation, settled, type Walker } from './drive.ts'
import { cast, password, type WebPlatform, webPlatform } from './platform.ts'
import { builtPages, chromiumIsMissing, openBrowser } from './research-browser.ts'

const languages: Language[] = ['da', 'en']

/** Pressed with something missing, the button is not dead: a sentence says what, the field has the focus and is described by it. */
async function lacks(form: Locator, step: string, field: Locator, sentence: string): Promise<void> {
  const button = form.getByRole('button', { name: step, exact: true })
  expect(await button.isEnabled()).toBe(true)
  await button.click()
  const said = form.getByRole('alert').filter({ hasText: sentence })
  await said.waitFor()
  expect(await said.textContent()).toBe(sentence)
  expect(await field.evaluate((one) => one === document.activeElement)).toBe(true)
  expect(await field.getAttribute('aria-invalid')).toBe('true')
  expect((await field.getAttribute('aria-describedby'))?.split(' ')).toContain(await said.getAttribute('id'))
}

const hasFocus = (one: Locator) => eventually(async () => (await one.evaluate(isActive)) || undefined)
const isActive = (one: Element) => one === document.activeElement

describe.skipIf(chromiumIsMissing)(
  'what a dialog or a form still needs, in the browser (skipped where Chromium is missing)',
  { timeout: 180_000 },
  () => {
    let pages: Awaited<ReturnType<typeof builtPages>>
    let platform: WebPlatform
    let browser: Browser
    beforeAll(async () => {
      pages = await builtPages()
      platform = await webPlatform(pages.folder, ['link', 'curate', 'annotate', 'develop', 'register'])
      browser = await openBrowser()
    })
    afterAll(async () => {
      await browser?.close()
      await platform?.close()
      pages?.remove()
    })
    const everybody = (language: Language, zone: 'clinic' | 'research' = 'clinic') =>
      platform.as(browser, 'everybody', { language, zone })
    const open = async (one: Walker, opener: string, title = opener) => {
      await one.page.getByRole('button', { name: opener, exact: true }).click()
      const form = one.page.getByRole('dialog', { name: title })
      await form.waitFor()
      return form
    }

    it.each(languages)(
      'an account is not made before name, address, password and role are there, and each is said: %s',
      async (language) => {
        const one = await everybody(language)
        const { t, page } = one
        await openGovern(one, 'people')
        const form = await open(one, t('people.add'))
        const name = form.getByLabel(t('people.name'))
        const [email, secret] = [form.getByLabel(t('people.email')), form.getByLabel(t('people.password'))]
        await hasFocus(name)
        await lacks(form, t('people.add'), name, t('need.field', { field: t('people.name') }))
        expect(await accessibilityFaults(page)).toEqual([])
        await name.fill(`Inger Lund ${language}`)
        await name.press('Enter')
        await form
          .getByRole('alert')
          .getByText(t('need.field', { field: t('people.email') }))
          .waitFor()
        await email.fill('inger at home')
        await lacks(form, t('people.add'), email, t('need.email', { field: t('people.email') }))
        await email.fill(`inger.${language}@clic.example`)
        await form.getByRole('alert').waitFor({ state: 'hidden' })
        expect(await email.getAttribute('aria-invalid')).not.toBe('true')
        await secret.fill('short')
        await lacks(form, t('people.add'), secret, t('need.length', { field: t('people.password'), n: 12 }))
        await secret.fill(password)
        const first = form.getByRole('checkbox').first()
        await lacks(form, t('people.add'), first, t('people.need.roles'))
        await form.getByRole('checkbox', { name: t('role.clinician'), exact: true }).check()
        await form.getByRole('button', { name: t('people.add') }).click()
        await form.waitFor({ state: 'hidden' })
        await hasFocus(page.getByRole('button', { name: t('people.add') }))
        await page.getByRole('rowheader', { name: `Inger Lund ${language}` }).waitFor()
        expect(one.errors).toEqual([])
        await page.context().close()
      },
    )

    it('without a network a step says so at once, and is done when it is pressed again', async () => {
      const one = await everybody('da')
      const { t, page } = one
      await openGovern(one, 'people')
      const title = t('people.change.of', { name: cast.eva.name })
      const form = await open(one, title)
      const auditor = form.getByRole('checkbox', { name: t('role.auditor'), exact: true })
      await auditor.check()
      await page.context().setOffline(true)
      await form.getByRole('button', { name: t('people.save') }).click()
      await form.getByRole('alert').getByText('Serveren gav intet læsbart svar').waitFor()
      await page.context().setOffline(false)
      await form.getByRole('button', { name: t('people.save') }).click()
      await form.waitFor({ state: 'hidden' })
      await page.context().close()
    })

    it('roles that are the same are not saved again, and none at all neither', async () => {
      const one = await everybody('da')
      const { t, page } = one
      await openGovern(one, 'people')
      const title = t('people.change.of', { name: cast.bo.name })
      const form = await open(one, title)
      const first = form.getByRole('checkbox').first()
      await lacks(form, t('people.save'), first, t('people.need.change', { name: cast.bo.name }))
      await form.getByRole('checkbox', { name: t('role.data-steward'), exact: true }).uncheck()
      await lacks(form, t('people.save'), first, t('people.need.roles'))
      expect(await accessibilityFaults(page)).toEqual([])
      await form.getByRole('checkbox', { name: t('role.data-steward'), exact: true }).check()
      await form.getByRole('checkbox', { name: t('role.auditor'), exact: true }).check()
      await form.getByRole('button', { name: t('people.save') }).click()
      await form.waitFor({ state: 'hidden' })
      await page.getByText(t('people.saved', { name: cast.bo.name })).waitFor()
      const people = await platform.clinic.as('installer', ['administrator'])(sessionEndpoints.people, {})
      expect(people.ok && people.value.find((who) => who.email === cast.bo.email)?.roles.toSorted()).toEqual(
        ['auditor', 'data-steward'].toSorted(),
      )
      expect(one.errors).toEqual([])
      await page.context().close()
    })

    it('a source, a route and an upload say what they need', async () => {
      const one = await everybody('da')
      const { t, page } = one
      await openStation(one, 'acquire', t('sources.title'))
      const source = await open(one, t('sources.add'))
      await hasFocus(source.getByRole('radio').first())
      const named = source.getByLabel(t('sources.name'))
      await lacks(source, t('sources.add'), named, t('need.field', { field: t('sources.name') }))
      await named.fill('Arkiv Øst')
      const ae = source.getByLabel(t('sources.ae.dimse'))
      await lacks(source, t('sources.add'), ae, t('need.field', { field: t('sources.ae.dimse') }))
      expect(await accessibilityFaults(page)).toEqual([])
      await page.keyboard.press('Escape')
      await openStation(one, 'acquire', t('studies'))
      const upload = page.getByRole('region', { name: t('upload.title') })
      const file = upload.getByRole('button', { name: t('upload.file') }).first()
      await lacks(upload, t('upload.send'), file, t('upload.need.file'))
      await openStation(one, 'deploy', t('routes.title'))
      const route = await open(one, t('routes.add'))
      await route.getByLabel(t('routes.name')).fill('MR til AI')
      const release = route.getByLabel(t('routes.release'))
      await lacks(route, t('routes.add'), release, t('routes.need.release'))
      expect(await accessibilityFaults(page)).toEqual([])
      const routes = await platform.clinic.as('engineer', ['data-engineer'])(deployEndpoints.routes, {})
      expect(routes.ok && routes.value).toEqual([])
      expect(one.errors).toEqual([])
      await page.context().close()
    })

    it('a product, a cohort and its freezing say what they need', async () => {
      const people = await platform.clinic.as('installer', ['administrator'])(sessionEndpoints.people, {})
      const id = (people.ok && people.value.find((who) => who.email === cast.everybody.email)?.id) || ''
      await sharedPermit(platform, { people: [id, 'dev'] })
      const one = await everybody('da', 'research')
      const { t, page } = one
      await page.goto(`${platform.research.url}/register`)
      await settled(page)
      const product = await open(one, t('product.add'))
      await lacks(product, t('product.add.do'), product.getByLabel(t('col.name')).first(), nameLacks(one))
      await product.getByLabel(t('col.name')).first().fill('Knæmåler')
      await product.getByLabel(t('product.manufacturer')).fill('Region Test')
      await product.getByLabel(t('product.use')).fill('Måler knæets volumen på MR.')
      await product.getByLabel(t('product.body')).fill('Knæ')
      const structure = product.getByLabel(t('product.structure.name', { n: 1 }))
      const field = t('product.structure.name', { n: 1 })
      await lacks(product, t('product.add.do'), structure, t('need.field', { field }))
      expect(await accessibilityFaults(page)).toEqual([])
      await structure.fill('menisk')
      await structure.press('Enter')
      await product.waitFor({ state: 'hidden' })
      const map = page.getByRole('region', { name: 'Knæmåler' })
      await map.getByRole('button', { name: t('release.from-candidate') }).click()
      const release = page.getByRole('dialog')
      const candidate = release.getByRole('combobox', { name: t('candidate.one') })
      await lacks(release, t('release.add.do'), candidate, t('release.need.candidate'))
      await page.keyboard.press('Escape')
      await page.keyboard.press('Escape')
      await release.waitFor({ state: 'hidden' })

      await page.goto(`${platform.research.url}/curate`)
      await settled(page)
      const builder = page.getByRole('region', { name: t('cohort.build') })
      const called = builder.getByLabel(t('cohort.name'))
      await lacks(builder, t('cohort.define'), called, t('need.field', { field: t('cohort.name') }))
      await called.fill('Voksne')
      await called.press('Enter')
      await page.getByRole('button', { name: t('cohort.freeze') }).click()
      const freeze = page.getByRole('dialog', { name: t('freeze.title', { name: 'Voksne' }) })
      const test = freeze.getByLabel(t('freeze.test'), { exact: true })
      await test.fill('')
      await lacks(freeze, t('freeze.do'), test, t('need.field', { field: t('freeze.test') }))
      expect(await accessibilityFaults(page)).toEqual([])
      expect(one.errors).toEqual([])
      await page.context().close()
    })
  },
)

const nameLacks = ({ t }: Walker) => t('need.field', { field: t('col.name') })
