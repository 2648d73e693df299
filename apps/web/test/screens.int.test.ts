import { acquireEndpoints, deidentifyEndpoints, permitEndpoints } from '@clic/contracts'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dicomPort, registerSender, sendFiles, smallStudy } from '../../../testing/clinic-senders.ts'
import { danishIdentity } from '../../../testing/make-dicom/index.ts'
import { grantPermit } from '../../../testing/permits.ts'
import { eventually } from '../../../testing/zones.ts'
import { clinicScreens } from '../src/clinic/screens.tsx'
import { governScreens } from '../src/govern/screens.tsx'
import type { Language } from '../src/words/make-words.ts'
import {
  accessibilityFaults,
  approvePermit,
  askForPermit,
  openGovern,
  openStation,
  screenPermit,
  sendFile,
  settled,
  sidewaysScroll,
  signIn,
  signOut,
  tabTo,
  walker,
} from './drive.ts'
import { cast, password, type WebPlatform, webPlatform, zipOf } from './platform.ts'
import { builtPages, chromiumIsMissing, openBrowser } from './research-browser.ts'

const languages: Language[] = ['da', 'en']

describe.skipIf(chromiumIsMissing)(
  'the application in the browser (skipped where Chromium is missing)',
  { timeout: 240_000 },
  () => {
    let pages: Awaited<ReturnType<typeof builtPages>>
    let platform: WebPlatform
    let browser: Browser
    let permitId = ''
    let studyId = ''

    beforeAll(async () => {
      pages = await builtPages()
      platform = await webPlatform(pages.folder)
      browser = await openBrowser()
      permitId = (await grantPermit(platform.clinic, { title: 'Knee volume' })).id
      await registerSender(platform.clinic, 'HOSPITAL')
      await registerSender(platform.clinic, 'DESK', { kind: 'stow' })
      const port = await dicomPort(platform.clinic)
      await sendFiles({ port, callingAe: 'HOSPITAL' }, smallStudy('one', { description: 'MR knee 310299-1234' }).files)
      await sendFiles({ port, callingAe: 'STRANGER' }, smallStudy('two').files).catch(() => undefined)
      studyId = await eventually(async () => {
        const list = await platform.clinic.as('engineer', ['data-engineer'])(acquireEndpoints.studies, {})
        return list.ok && list.value[0]?.complete ? list.value[0].id : undefined
      })
    })

    afterAll(async () => {
      await browser?.close()
      await platform?.close()
      pages?.remove()
    })

    it.each(languages)(
      'a wrong password is answered in words, the right one opens the platform, signing out closes it: %s',
      async (language) => {
        const context = await browser.newContext({
          reducedMotion: 'reduce',
          locale: language === 'da' ? 'da-DK' : 'en-GB',
        })
        const one = walker(await context.newPage(), language)
        await one.page.goto(platform.clinic.url)
        await one.page.getByLabel(one.t('signin.email')).fill(cast.eva.email)
        await one.page.getByLabel(one.t('signin.password'), { exact: true }).fill('not this one')
        await one.page.getByRole('button', { name: one.t('signin.do') }).click()
        await one.page.getByRole('alert').getByText(one.t('problem.sign-in')).waitFor()
        await signIn(one, platform.clinic.url, cast.eva.email, password)
        await one.page.getByRole('heading', { level: 1, name: one.t('overview.hello', { name: 'Eva' }) }).waitFor()
        expect(await one.page.locator('html').getAttribute('lang')).toBe(language)
        await signOut(one, cast.eva.name)
        await one.page.reload()
        await one.page.getByRole('heading', { name: one.t('signin.title') }).waitFor()
        await context.close()
      },
    )

    it('one sign-in counts in both zones, and the research zone shows the way to it', async () => {
      const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB' })
      const one = walker(await context.newPage(), 'en')
      await one.page.goto(`${platform.research.url}/govern/permits`)
      await one.page.getByRole('link', { name: one.t('signin.go') }).click()
      await one.page.waitForURL(`${platform.clinic.url}/**`)
      await one.page.getByLabel(one.t('signin.email')).fill(cast.camilla.email)
      await one.page.getByLabel(one.t('signin.password'), { exact: true }).fill(password)
      await one.page.getByRole('button', { name: one.t('signin.do') }).click()
      await one.page.waitForURL(`${platform.research.url}/govern/permits`)
      await one.page.getByRole('heading', { level: 1, name: one.t('permits.title') }).waitFor()
      expect(await one.page.locator('html').getAttribute('data-zone')).toBe('research')
      await context.close()
    })

    it('the language is changed on the spot, remembered, and said to the screen reader', async () => {
      const one = await platform.as(browser, 'bo', { language: 'en' })
      await openGovern(one, 'permits')
      await one.page.getByRole('button', { name: one.t('language.da') }).click()
      const danish = walker(one.page, 'da')
      await one.page.getByRole('heading', { level: 1, name: danish.t('permits.title') }).waitFor()
      expect(await one.page.locator('html').getAttribute('lang')).toBe('da')
      expect(await one.page.evaluate("localStorage.getItem('clic.language')")).toBe('da')
      await one.page.context().close()
    })

    it.each(languages)(
      'a permit goes its way: who asked cannot approve and reads why, another person can, and it is valid in both zones: %s',
      async (language) => {
        const title = `Four eyes ${language}`
        const frederik = await platform.as(browser, 'frederik', { language })
        await askForPermit(frederik, {
          kind: 'project',
          title,
          purpose: 'Measure the knee on MR in two languages.',
          controller: 'Region Test',
          people: [cast.eva.name],
        })
        await screenPermit(frederik, title)
        await approvePermit(frederik, title)
        const refusal = frederik.page.getByRole('alert').filter({ hasText: 'permit.approve/four-eyes' })
        await refusal.waitFor()
        expect(await refusal.textContent()).toContain(
          language === 'da' ? 'Den, der ansøger, godkender ikke.' : 'Who proposes does not approve.',
        )
        expect(await refusal.textContent()).toContain(language === 'da' ? 'GDPR art. 24' : 'GDPR Art. 24')
        const camilla = await platform.as(browser, 'camilla', { language })
        await approvePermit(camilla, title)
        await camilla.page.getByText(camilla.t('state.active'), { exact: true }).waitFor()
        expect(await camilla.page.getByRole('list', { name: camilla.t('permit.foureyes') }).textContent()).toContain(
          cast.frederik.name,
        )
        await eventually(async () => {
          const there = await platform.research.as('dpo', ['dpo'])(permitEndpoints.list, {})
          return there.ok && there.value.some((one) => one.terms.title === title && one.state === 'active')
            ? true
            : undefined
        })
        // The refused approval is an answer, so the browser's note of its status is the only line there may be.
        expect(frederik.errors.filter((line) => !line.includes('403'))).toEqual([])
        expect(camilla.errors).toEqual([])
        await frederik.page.context().close()
        await camilla.page.context().close()
      },
    )

    it('with the keyboard alone a person signs in, skips to the content, asks for a permit and reads its state', async () => {
      const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB' })
      const one = walker(await context.newPage(), 'en')
      const { page, t } = one
      const keys = page.keyboard
      await page.goto(platform.clinic.url)
      await tabTo(page, page.getByLabel(t('signin.email')))
      await keys.type(cast.frederik.email)
      await keys.press('Tab')
      await keys.type(password)
      await keys.press('Enter')
      await page.getByRole('navigation', { name: t('nav.way') }).waitFor()
      await page.reload()
      await settled(page)
      await keys.press('Tab')
      expect(await page.evaluate('document.activeElement.textContent')).toBe(t('skip'))
      await keys.press('Enter')
      expect(await page.evaluate('document.activeElement.id')).toBe('content')
      await page.reload()
      await settled(page)
      await tabTo(
        page,
        page.getByRole('navigation', { name: t('nav.main') }).getByRole('link', { name: t('permits.title') }),
      )
      await keys.press('Enter')
      await tabTo(page, page.getByRole('link', { name: t('permits.new') }))
      await keys.press('Enter')
      await tabTo(page, page.getByRole('radio', { name: t('kind.project') }))
      await keys.press('ArrowRight')
      await tabTo(page, page.getByLabel(t('form.about.source')))
      await keys.type('KEYBOARD')
      await tabTo(page, page.getByLabel(t('form.title')))
      await keys.type('Asked for by keyboard')
      await tabTo(page, page.getByLabel(t('form.purpose')))
      await keys.type('Receive studies from a source that a keyboard named.')
      await tabTo(page, page.getByRole('combobox', { name: t('form.controllers') }))
      await keys.type('Region Test')
      await keys.press('Enter')
      await tabTo(page, page.getByRole('button', { name: t('form.send') }))
      await keys.press('Space')
      await page.getByRole('heading', { level: 1, name: 'Asked for by keyboard' }).waitFor()
      expect(await page.evaluate('document.activeElement.tagName')).toBe('H1')
      await page.getByText(t('state.submitted'), { exact: true }).waitFor()
      await context.close()
    })

    it('a sender without a permit stands among the sources with the reason and what to do, in the reader’s language', async () => {
      const anne = await platform.as(browser, 'anne', { language: 'da' })
      await openStation(anne, 'acquire', anne.t('sources.title'))
      const row = anne.page.getByRole('row').filter({ hasText: 'STRANGER' })
      await row.waitFor()
      expect(await row.textContent()).toContain('Ingen kilde er registreret under titlen “STRANGER”.')
      expect(await row.textContent()).toContain('En dataingeniør registrerer kilden under Modtag')
      expect(anne.errors).toEqual([])
      await anne.page.context().close()
    })

    it('a study shows whose it is, where it is and every step; its number is not spelled out in a list or a title', async () => {
      const anne = await platform.as(browser, 'anne')
      await openStation(anne, 'acquire')
      await anne.page.getByRole('link', { name: 'MR knee ••••••-••••' }).click()
      await anne.page.getByRole('heading', { level: 1, name: 'MR knee ••••••-••••' }).waitFor()
      const text = await anne.page.getByRole('main').textContent()
      expect(text).toContain(smallStudy('one').identity.name.split('^')[0])
      expect(text).toContain(anne.t('stage.received'))
      expect(text).not.toContain('310299-1234')
      expect(anne.page.url()).toContain(studyId)
      expect(anne.errors).toEqual([])
      await anne.page.context().close()
    })

    it('of an uploaded zip each file that was refused is named with its reason, and the good ones are taken', async () => {
      const anne = await platform.as(browser, 'anne')
      const good = smallStudy('uploaded')
      const zip = zipOf([
        ...good.files.map((bytes, n) => ({ name: `image-${n}.dcm`, bytes })),
        { name: 'notes.dcm', bytes: Buffer.from('This is a text file.') },
      ])
      await sendFile(anne, { name: 'studies.zip', bytes: zip }, 'DESK')
      const table = anne.page.getByRole('table', { name: anne.t('upload.refused', { n: 1 }) })
      await table.waitFor()
      expect(await table.getByRole('rowheader').textContent()).toBe('5')
      await anne.page
        .getByText(anne.t('upload.done', { stored: good.files.length, entries: good.files.length + 1, duplicates: 0 }))
        .waitFor()
      expect(anne.errors).toEqual([])
      await anne.page.context().close()
    })

    it('who may not read something is told so calmly, and nothing is asked for', async () => {
      const bo = await platform.as(browser, 'bo')
      await bo.page.goto(`${platform.clinic.url}/acquire/studies`)
      await bo.page.getByText(bo.t('denied.title')).first().waitFor()
      expect(bo.errors).toEqual([])
      await bo.page.context().close()
    })

    it.each(languages)(
      'an erasure is asked for by one person, and another is asked twice before it is agreed to: %s',
      async (language) => {
        const gone = danishIdentity(`gone in ${language}`)
        const port = await dicomPort(platform.clinic)
        await sendFiles({ port, callingAe: 'HOSPITAL' }, smallStudy(`gone in ${language}`, { identity: gone }).files)
        const reason = `Asked for in writing (${language}).`
        const anne = await platform.as(browser, 'anne', { language })
        await anne.page.goto(`${platform.clinic.url}/govern/erasures`)
        const ask = anne.page.getByRole('dialog', { name: anne.t('erasure.ask') })
        const askFor = async (number: string) => {
          await ask.getByLabel(anne.t('erasure.number')).fill(number)
          await ask.getByRole('button', { name: anne.t('erasure.ask') }).click()
        }
        const opener = anne.page.getByRole('button', { name: anne.t('erasure.ask') })
        const inNumber = () =>
          ask.getByLabel(anne.t('erasure.number')).evaluate((one) => one === document.activeElement)
        await opener.click()
        // It begins in its first field, says what is missing and where, and gives the focus back when it is left.
        expect(await eventually(async () => (await inNumber()) || undefined)).toBe(true)
        await ask.getByRole('button', { name: anne.t('erasure.ask') }).click()
        await ask.getByRole('alert').getByText(anne.t('erasure.need.number')).waitFor()
        expect(await inNumber()).toBe(true)
        await anne.page.keyboard.press('Escape')
        await ask.waitFor({ state: 'hidden' })
        const back = () => opener.evaluate((one) => one === document.activeElement)
        expect(await eventually(async () => (await back()) || undefined)).toBe(true)
        await opener.click()
        await ask.getByLabel(anne.t('erasure.reason')).fill(reason)
        await askFor('nobody here')
        // What is refused is said in the dialog, which stays.
        await ask.getByRole('alert').waitFor()
        expect(await accessibilityFaults(anne.page)).toEqual([])
        await askFor(gone.cpr.replace('-', ''))
        await ask.waitFor({ state: 'hidden' })
        await anne.page.getByText(reason).waitFor()
        const camilla = await platform.as(browser, 'camilla', { language })
        await camilla.page.goto(`${platform.clinic.url}/govern/erasures`)
        const asked = camilla.page.getByRole('region').filter({ hasText: reason })
        await asked.getByRole('button', { name: camilla.t('erasure.agree') }).click()
        const sure = camilla.page.getByRole('dialog', { name: camilla.t('erasure.sure') })
        await sure.waitFor()
        expect(await accessibilityFaults(camilla.page)).toEqual([])
        await sure.getByRole('button', { name: camilla.t('erasure.approve') }).click()
        await sure.waitFor({ state: 'hidden' })
        await asked.getByText(cast.camilla.name).waitFor()
        expect(camilla.errors).toEqual([])
        // The number that nobody has is an answer, so the browser's note of its status is the only line there may be.
        expect(anne.errors.filter((line) => !line.includes('404'))).toEqual([])
        await anne.page.context().close()
        await camilla.page.context().close()
      },
    )

    it('the ledger is recomputed at the press of a button', async () => {
      const camilla = await platform.as(browser, 'camilla', { language: 'da' })
      await openGovern(camilla, 'ledger')
      await camilla.page.getByRole('button', { name: camilla.t('ledger.verify') }).click()
      await camilla.page.getByText(/Logbogen er hel: \d+ hændelser/).waitFor()
      await camilla.page.context().close()
    })

    it.each(['clinic', 'research'] as const)(
      'every screen is without a fault of level A or AA, fits 900 pixels and logs no error: %s',
      async (zone) => {
        const one = await platform.as(browser, 'everybody', { zone, language: 'da', width: 900 })
        const modules = zone === 'clinic' ? ['acquire', 'deidentify', 'deploy', 'monitor'] : []
        const screens = [...clinicScreens, ...governScreens].filter(
          (screen) =>
            screen.zones.includes(zone) &&
            (!screen.station || modules.includes(screen.station)) &&
            // Needs an object in quarantine; masks.int.test.ts looks at it with one.
            !screen.path.includes('$quarantinedId'),
        )
        expect(screens.length).toBeGreaterThan(zone === 'clinic' ? 20 : 5)
        const profiles = await platform.clinic.as('engineer', ['data-engineer'])(deidentifyEndpoints.profiles, {})
        const profileId = (profiles.ok && profiles.value[0]?.id) || ''
        const found: string[] = []
        for (const screen of screens) {
          const path = screen.path
            .replace('$permitId', permitId)
            .replace('$studyId', studyId)
            .replace('$profileId', profileId)
            .replace('$samplingId', permitId)
          if (zone === 'research' && path.includes(permitId)) continue
          await one.page.goto(`${platform[zone].url}${path}`)
          await settled(one.page)
          for (const fault of await accessibilityFaults(one.page)) found.push(`${path}: ${fault}`)
          const over = await sidewaysScroll(one.page)
          if (over > 0) found.push(`${path}: ${over} pixels wider than the window`)
          for (const error of one.errors.splice(0)) found.push(`${path}: ${error}`)
        }
        expect(found).toEqual([])
        await one.page.context().close()
      },
      300_000,
    )
  },
)
