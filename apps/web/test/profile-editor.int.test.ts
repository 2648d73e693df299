import { acquireEndpoints, deidentifyEndpoints, governEndpoints, profileEndpoints } from '@clic/contracts'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dicomPort, registerSender, sendFiles, smallStudy } from '../../../testing/clinic-senders.ts'
import { grantPermit } from '../../../testing/permits.ts'
import { eventually } from '../../../testing/zones.ts'
import type { Language } from '../src/words/make-words.ts'
import { accessibilityFaults, openStation, settled, sidewaysScroll, tabTo, type Walker } from './drive.ts'
import { cast, type WebPlatform, webPlatform } from './platform.ts'
import { builtPages, chromiumIsMissing, openBrowser } from './research-browser.ts'

const languages: Language[] = ['da', 'en']

describe.skipIf(chromiumIsMissing)(
  'the profile editor (skipped where Chromium is missing)',
  { timeout: 240_000 },
  () => {
    let pages: Awaited<ReturnType<typeof builtPages>>
    let platform: WebPlatform
    let browser: Browser
    const study = smallStudy('editor', { description: 'MR knee' })

    beforeAll(async () => {
      pages = await builtPages()
      platform = await webPlatform(pages.folder)
      browser = await openBrowser()
      await grantPermit(platform.clinic, { title: 'Knee volume' })
      await registerSender(platform.clinic, 'HOSPITAL')
      await sendFiles({ port: await dicomPort(platform.clinic), callingAe: 'HOSPITAL' }, study.files)
      await eventually(async () => {
        const list = await platform.clinic.as('engineer', ['data-engineer'])(acquireEndpoints.studies, {})
        return list.ok && list.value[0]?.complete ? true : undefined
      })
    })

    afterAll(async () => {
      await browser?.close()
      await platform?.close()
      pages?.remove()
    })

    it.each(languages)(
      'a profile is written, tried on a real study, saved, submitted, released by another person and used: %s',
      async (language) => {
        const name = `ours-${language}`
        const anne = await platform.as(browser, 'anne', { language })
        const { page, t, code } = anne
        const found: string[] = []
        await makeDraft(anne, name)
        const rules = page.getByRole('tabpanel', { name: t('prof.tab.rules') })
        const option = (key: 'retainLongFullDates' | 'retainLongModifiedDates') =>
          rules.getByRole('switch', { name: t(`opt.${key}`) })
        await option('retainLongFullDates').check({ force: true })
        await page.getByText(t('prof.conflict', { other: t('opt.retainLongModifiedDates') })).waitFor()
        expect(await option('retainLongModifiedDates').isChecked()).toBe(false)
        await option('retainLongModifiedDates').check({ force: true })
        expect(await option('retainLongFullDates').isChecked()).toBe(false)
        await addRule(anne, 'study description', 'Study Description', '(0008,1030)', 'empty')
        await page.getByText(t('prof.unsaved')).first().waitFor()
        found.push(...(await faultsOf(anne, 'rules')))
        await tab(anne, 'prof.tab.try')
        await page.getByLabel(t('prev.study'), { exact: true }).selectOption({ index: 1 })
        await page.getByRole('button', { name: t('prev.show') }).click()
        const table = page.getByRole('table', { name: t('prev.table') })
        const patient = table.getByRole('row').filter({ hasText: '(0010,0010)' })
        await patient.waitFor()
        const said = (await patient.textContent()) ?? ''
        expect(said).toContain(study.identity.family)
        expect(said).toMatch(/P-.{4}-.{4}/)
        expect(said).toContain(t('rule.row', { code: 'Z' }))
        expect(said).toContain(code('did', 'pseudonymised'))
        const described = table.getByRole('row').filter({ hasText: '(0008,1030)' })
        expect(await described.textContent()).toContain(t('rule.override'))
        expect(await described.locator('del').textContent()).toBe('MR knee')
        expect(await table.getByRole('row').filter({ hasText: '(0008,0060)' }).count()).toBe(0)
        found.push(...(await faultsOf(anne, 'preview')))
        await page.getByLabel(t('prev.filter'), { exact: true }).selectOption('all')
        await page.getByLabel(t('prev.search')).fill('modality')
        await table.getByRole('row').filter({ hasText: '(0008,0060)' }).waitFor()
        expect(await table.getByRole('row').count()).toBe(2)
        await page.getByLabel(t('prev.search')).fill('')
        await page.getByRole('button', { name: t('do.save'), exact: true }).click()
        await page.getByText(t('prof.unsaved')).first().waitFor({ state: 'hidden' })
        await tab(anne, 'prof.tab.compare')
        await page
          .getByRole('table', { name: t('prof.compare.overrides') })
          .getByText('(0008,1030)')
          .waitFor()
        found.push(...(await faultsOf(anne, 'compare')))
        await tab(anne, 'prof.tab.steps')
        await page.getByRole('button', { name: t('prof.submit') }).click()
        const form = page.getByRole('dialog', { name: t('prof.submit') })
        await form.getByLabel(t('prof.submit.why')).fill('Descriptions are written by hand here.')
        await form.getByRole('button', { name: t('prof.submit') }).click()
        await page.getByText(t('state.submitted'), { exact: true }).first().waitFor()
        expect(await page.getByRole('button', { name: t('prof.release'), exact: true }).count()).toBe(0)

        const bo = await platform.as(browser, 'bo', { language, width: 900 })
        await openProfile(bo, name)
        expect(await bo.page.getByRole('switch').count()).toBe(0)
        expect(await bo.page.getByRole('tab', { name: t('prof.tab.try') }).count()).toBe(0)
        await tab(bo, 'prof.tab.steps')
        await bo.page.getByText('Descriptions are written by hand here.').waitFor()
        found.push(...(await releaseAskedOnceMore(bo, name)))
        await bo.page.getByText(t('state.released'), { exact: true }).first().waitFor()
        found.push(...(await faultsOf(bo, 'steps')))

        await openStation(anne, 'deidentify', t('deid.tab.assignments'))
        await page.getByRole('button', { name: t('assign.add') }).click()
        const assign = page.getByRole('dialog', { name: t('assign.add') })
        await assign
          .getByLabel(t('assign.profile'))
          .selectOption({ label: `${name}, ${t('profiles.version', { v: '1' })}` })
        const looks = await platform.clinic.as('auditor', ['auditor'])(governEndpoints.ledger, {
          query: { action: 'profile.previewed', limit: 50 },
        })
        expect(looks.ok && looks.value.length).toBeGreaterThan(0)
        expect(found).toEqual([])
        expect(anne.errors).toEqual([])
        expect(bo.errors).toEqual([])
        await anne.page.context().close()
        await bo.page.context().close()
      },
    )

    it('who wrote a version reads which rule refuses them', async () => {
      const everybody = await platform.as(browser, 'everybody', { language: 'da' })
      const { page, t } = everybody
      await makeDraft(everybody, 'own')
      await tab(everybody, 'prof.tab.steps')
      await page.getByRole('button', { name: t('prof.submit') }).click()
      const form = page.getByRole('dialog', { name: t('prof.submit') })
      await form.getByLabel(t('prof.submit.why')).fill('For the four eyes.')
      await form.getByRole('button', { name: t('prof.submit') }).click()
      await page.getByText(t('prof.own')).waitFor()
      await page.getByRole('button', { name: t('prof.release'), exact: true }).click()
      const sure = page.getByRole('dialog', { name: t('prof.release.title', { name: 'own', v: '1' }) })
      await sure.getByText(t('prof.compare.same')).waitFor()
      await sure.getByRole('button', { name: t('prof.release'), exact: true }).click()
      const refusal = sure.getByRole('alert').filter({ hasText: 'profile.release/four-eyes' })
      await refusal.waitFor()
      expect(await refusal.textContent()).toContain('Den, der har skrevet profilen, frigiver den ikke.')
      expect(everybody.errors.filter((line) => !line.includes('403'))).toEqual([])
      await page.context().close()
    })

    it('a long comparison scrolls in the dialog; what releases it stays in sight', async () => {
      await submitLong(platform, 'long')
      const bo = await platform.as(browser, 'bo', { language: 'da', width: 900 })
      const { page, t } = bo
      await page.setViewportSize({ width: 900, height: 700 })
      await openProfile(bo, 'long')
      await tab(bo, 'prof.tab.steps')
      await page.getByRole('button', { name: t('prof.release'), exact: true }).click()
      const sure = page.getByRole('dialog', { name: t('prof.release.title', { name: 'long', v: '1' }) })
      const table = sure.getByRole('table', { name: t('prof.compare.overrides') })
      await table.waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      const buttons = [t('prof.release'), t('do.cancel')].map((name) => sure.getByRole('button', { name, exact: true }))
      const last = table.getByRole('row').last()
      const inSight = () => Promise.all(buttons.map(isInSight))
      expect(await inSight()).toEqual([true, true])
      expect(await isInSight(last)).toBe(false)
      await tabTo(page, buttons[0] as Locator)
      await page.keyboard.press('End')
      await eventually(async () => (await isInSight(last)) || undefined)
      expect(await inSight()).toEqual([true, true])
      expect(bo.errors).toEqual([])
      await page.context().close()
    })

    it('with the keyboard alone an option is switched, an element is found and given a rule, saved, and seen in the table', async () => {
      const anne = await platform.as(browser, 'anne', { language: 'en' })
      const { page, t } = anne
      await makeDraft(anne, 'keys')
      await page.reload()
      await settled(page)
      const keys = page.keyboard
      const uids = page.getByRole('switch', { name: t('opt.retainUids') })
      await tabTo(page, uids)
      await keys.press('Space')
      expect(await uids.isChecked()).toBe(true)
      await tabTo(page, page.getByLabel(t('prof.add'), { exact: true }).first())
      await keys.type('0008,1010')
      const add = page.getByRole('button', { name: t('prof.add.do', { name: 'Station Name' }) })
      await add.waitFor()
      await tabTo(page, add)
      await keys.press('Enter')
      const why = page.getByLabel(t('prof.reason.of', { name: '(0008,1010)' }))
      await why.waitFor()
      await focusBackTo(anne, why)
      await keys.type('The station is the hospital.')
      const save = page.getByRole('button', { name: t('do.save'), exact: true })
      await focusBackTo(anne, save)
      await keys.press('Enter')
      await page.getByText(t('prof.unsaved')).first().waitFor({ state: 'hidden' })
      await tabTo(page, page.getByRole('tab', { name: t('prof.tab.rules') }))
      await keys.press('ArrowRight')
      await tabTo(page, page.getByLabel(t('prev.study'), { exact: true }))
      await keys.press('ArrowDown')
      const show = page.getByRole('button', { name: t('prev.show') })
      const object = page.getByLabel(t('prev.object'), { exact: true })
      await eventually(async () => ((await object.isEnabled()) ? true : undefined))
      await tabTo(page, show)
      await keys.press('Enter')
      const table = page.getByRole('region', { name: t('prev.table') }).last()
      await table.waitFor()
      await tabTo(page, table)
      expect(anne.errors).toEqual([])
      await page.context().close()
    })
  },
)

async function makeDraft(one: Walker, name: string): Promise<void> {
  const { page, t } = one
  await openStation(one, 'deidentify', t('deid.tab.profiles'))
  await page.getByRole('button', { name: t('prof.new') }).click()
  const form = page.getByRole('dialog', { name: t('prof.new') })
  await form.getByLabel(t('prof.from')).selectOption({ label: `research, ${t('profiles.version', { v: '1' })}` })
  await form.getByLabel(t('prof.name')).fill(name)
  await form.getByRole('button', { name: t('prof.make') }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await settled(page)
}

/** Seen before it is signed: left by Escape, then done by keyboard with the button pressed twice, sent once. Returns the faults. */
async function releaseAskedOnceMore(one: Walker, name: string): Promise<string[]> {
  const { page, t, code } = one
  const opener = page.getByRole('button', { name: t('prof.release'), exact: true })
  const sure = page.getByRole('dialog', { name: t('prof.release.title', { name, v: '1' }) })
  let sent = 0
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/release')) sent++
  })
  await opener.click()
  await sure
    .getByRole('table', { name: t('prof.compare.overrides') })
    .getByText('(0008,1030)')
    .waitFor()
  await sure.getByText(`${cast.bo.name} (${code('role', 'data-steward')})`).waitFor()
  const hash = /SHA-256\)([0-9a-f]{64})/.exec((await sure.textContent()) ?? '')?.[1]
  expect(hash).toBeDefined()
  const found = await faultsOf(one, 'release')
  await page.keyboard.press('Escape')
  await sure.waitFor({ state: 'hidden' })
  await eventually(async () => (await opener.evaluate((it) => it === document.activeElement)) || undefined)
  expect(sent).toBe(0)
  await page.getByText(t('state.submitted'), { exact: true }).first().waitFor()
  await page.keyboard.press('Enter')
  const step = sure.getByRole('button', { name: t('prof.release'), exact: true })
  await tabTo(page, step)
  await step.evaluate((button) => {
    for (const _ of [1, 2]) if (button instanceof HTMLElement) button.click()
  })
  await sure.waitFor({ state: 'hidden' })
  expect(sent).toBe(1)
  return found
}

async function openProfile(one: Walker, name: string): Promise<void> {
  await openStation(one, 'deidentify', one.t('deid.tab.profiles'))
  await one.page.getByRole('link', { name }).click()
  await one.page.getByRole('heading', { level: 1, name }).waitFor()
}

/** A version with a rule of its own for many elements, written by one and submitted. */
async function submitLong({ clinic }: WebPlatform, name: string): Promise<void> {
  const anne = clinic.as('anne', ['data-engineer'])
  const listed = await anne(deidentifyEndpoints.profiles, {})
  const basedOn = listed.ok ? (listed.value.find((one) => one.name === 'research')?.id ?? '') : ''
  const base = await anne(deidentifyEndpoints.profile, { params: { profileId: basedOn } })
  if (!base.ok) throw new Error(base.problem.detail)
  const overrides = Object.fromEntries(manyElements.map((one) => [one, 'empty']))
  const reasons = Object.fromEntries(manyElements.map((one) => [one, 'Skrives i hånden på vores apparater.']))
  const document = { ...base.value.document, name, version: '1', overrides, reasons }
  const made = await anne(profileEndpoints.draft, { body: { document, basedOn } })
  if (!made.ok) throw new Error(made.problem.detail)
  const sent = await anne(profileEndpoints.submit, {
    params: { profileId: made.value.id },
    body: { reason: 'Many elements are written by hand.', was: made.value.hash },
  })
  if (!sent.ok) throw new Error(sent.problem.detail)
}

/** Written by people: descriptions, comments, names of stations and protocols. */
const manyElements = [
  ...['00081010', '00081030', '0008103E', '00081040', '00081080', '00082111', '00102180', '001021B0', '00104000'],
  ...['00181030', '00181400', '00184000', '00204000', '00321030', '00321060', '00324000', '00380500', '00384000'],
  ...['00400254', '00401400', '00402001', '00402400', '00880904', '00880906', '00880910', '00880912'],
]

/** Wholly in the window, and nothing lies over its middle. */
function isInSight(one: Locator): Promise<boolean> {
  return one.evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect()
    const middle = element.ownerDocument.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    return top >= 0 && bottom <= window.innerHeight && element.contains(middle)
  })
}

async function addRule(one: Walker, search: string, element: string, tag: string, action: string): Promise<void> {
  const { page, t } = one
  await page.getByLabel(t('prof.add'), { exact: true }).first().fill(search)
  await page.getByRole('button', { name: t('prof.add.do', { name: element }) }).click()
  await page.getByLabel(t('prof.action.of', { name: tag })).selectOption(action)
  await page.getByLabel(t('prof.reason.of', { name: tag })).fill('Written by hand here.')
}

async function tab(one: Walker, key: 'prof.tab.try' | 'prof.tab.compare' | 'prof.tab.steps'): Promise<void> {
  await one.page.getByRole('tab', { name: one.t(key) }).click()
}

/** Faults of accessibility and of width, at 1440 and at 900 pixels; in the language with the longer words. */
async function faultsOf(one: Walker, where: string): Promise<string[]> {
  const found: string[] = []
  if (one.language !== 'da') return found
  for (const width of [1440, 900]) {
    await one.page.setViewportSize({ width, height: 1000 })
    await settled(one.page)
    found.push(...(await accessibilityFaults(one.page)).map((fault) => `${where} at ${width}: ${fault}`))
    const over = await sidewaysScroll(one.page)
    if (over > 0) found.push(`${where}: ${over} pixels wider than ${width}`)
  }
  return found
}

/** Backwards, as a person goes who has just passed it. */
async function focusBackTo(one: Walker, wanted: Locator): Promise<void> {
  for (let n = 0; n < 150; n++) {
    if (await wanted.evaluate((element) => element === element.ownerDocument.activeElement)) return
    await one.page.keyboard.press('Shift+Tab')
  }
  throw new Error(`the keyboard does not reach ${wanted.toString()}`)
}
