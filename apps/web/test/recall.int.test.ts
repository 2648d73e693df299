import { sql } from '@clic/platform/db'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fakeDeploy } from '../../../modules/monitor/fakes.ts'
import { eventually, loadParts, type TestPair, type TestZone, testPair } from '../../../testing/zones.ts'
import { accessibilityFaults, sidewaysScroll, walker } from './drive.ts'
import { builtPages, chromiumIsMissing, openBrowser, type Visit, visit } from './research-browser.ts'

const idOf = (kind: string, letter: string) => `${kind}-${letter.repeat(26)}`
/** One release a language: a recall cannot be taken back. */
const releases = { da: 'a', en: 'b' } as const

describe.skipIf(chromiumIsMissing)('a recall on the screen (skipped where Chromium is missing)', () => {
  const deploy = fakeDeploy()
  let pair: TestPair
  let clinic: TestZone
  let pages: { folder: string; remove(): void }
  let browser: Browser

  beforeAll(async () => {
    pages = await builtPages()
    for (const letter of Object.values(releases))
      deploy.releases.set(idOf('release', letter), { state: 'suspended', builders: ['dev'], reasons: ['drift'] })
    pair = await testPair({
      clinic: { parts: [...(await loadParts(['monitor'], 'clinic')), deploy.part], web: pages.folder },
      research: { modules: ['register'], web: pages.folder },
    })
    clinic = pair.clinic
    const use = { summary: 'Marks.', modalities: ['MR'], bodyPart: 'BRAIN', structures: [], users: 'readers' }
    for (const letter of Object.values(releases))
      await sql`with product as (insert into register.product
          values (${idOf('product', letter)}, ${`Product ${letter}`}, 'home-made', 'Region', 'in-house', ${JSON.stringify(use)}::jsonb, 'dev', now())
          returning id)
        insert into register.release (id, product_id, version, state, weights_sha256, map_sha256, builders, registered_at)
        select ${idOf('release', letter)}, id, '1.0.0', 'sent', ${'a'.repeat(64)}, ${'b'.repeat(64)}, '[]', now() from product`.execute(
        pair.research.db,
      )
    for (const letter of Object.values(releases)) {
      const [id, releaseId, studyId] = [idOf('run', letter), idOf('release', letter), idOf('study', letter)]
      const run = { id, releaseId, studyId, finishedAt: '2026-11-25T08:00:00Z', seconds: 1, input: { mean: 1 } }
      deploy.runs.set(id, { ...run, output: {} })
      await clinic
        .context('deploy')
        .transact((change) => change.emit('run.finished', { runId: id, releaseId, studyId }))
    }
    browser = await openBrowser()
  }, 300_000)
  afterAll(async () => {
    await browser?.close()
    await pair?.close()
    pages?.remove()
  })

  /** Faults of level A or AA, a page wider than its window at either width, complaints of the console. */
  const faultsOf = async ({ page, errors }: Visit) => {
    const found: string[] = []
    for (const width of [900, 1440]) {
      await page.setViewportSize({ width, height: 1000 })
      found.push(...(await accessibilityFaults(page)))
      if ((await sidewaysScroll(page)) > 0) found.push(`wider than a window of ${width}`)
    }
    return [...found, ...errors]
  }

  it.each(['da', 'en'] as const)(
    'is asked for, listed and followed on pages without a fault of level A or AA, also where a release stands still (%s)',
    async (language) => {
      const letter = releases[language]
      const person = {
        name: 'lead',
        roles: ['clinical-lead' as const],
        token: await clinic.token('lead', ['clinical-lead']),
      }
      const came = await visit(browser, clinic, person, { language })
      const { page } = came
      const { t } = walker(page, language)
      await eventually(async () => {
        await page.goto(`${clinic.url}/monitor?release=${idOf('release', letter)}`)
        await page.getByText(t('monitor.suspended'), { exact: true }).first().waitFor()
        return true
      })
      expect(await faultsOf(came)).toEqual([])
      await page.goto(`${clinic.url}/monitor/findings`)
      await page.getByRole('button', { name: t('recall.do') }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel(t('recall.which')).selectOption({ label: `Product ${letter} 1.0.0` })
      await dialog.getByLabel(t('recall.reason')).fill('It mixes up left and right on one scanner.')
      expect(await faultsOf(came)).toEqual([])
      await dialog.getByRole('button', { name: t('recall.do') }).click()
      await dialog.waitFor({ state: 'hidden' })
      const recalled = page.getByRole('region', { name: `Product ${letter} 1.0.0` })
      await recalled.getByText('It mixes up left and right').waitFor()
      expect(await faultsOf(came)).toEqual([])
      await recalled.getByRole('button', { name: t('recall.handle.of', { id: letter.repeat(8) }) }).click()
      await dialog.getByLabel(t('recall.what')).fill('Read again by hand.')
      expect(await faultsOf(came)).toEqual([])
      await dialog.getByRole('button', { name: t('recall.handle') }).click()
      await recalled.getByText('Read again by hand.').waitFor()
      expect(await faultsOf(came)).toEqual([])
      // Where its drift is shown nobody is offered to resume it.
      await page.goto(`${clinic.url}/monitor?release=${idOf('release', letter)}`)
      await page.getByText(t('recall.sure')).waitFor()
      expect(await page.getByRole('button', { name: t('monitor.resume') }).count()).toBe(0)
      expect(await faultsOf(came)).toEqual([])
      await page.context().close()
    },
    240_000,
  )

  it.each(['da', 'en'] as const)(
    'is told in the research zone: the release is recalled, and nobody is asked to send it (%s)',
    async (language) => {
      const roles = ['regulatory-lead' as const]
      const person = { name: 'regina', roles, token: await pair.research.token('regina', roles) }
      const came = await visit(browser, pair.research, person, { language })
      const { page } = came
      const { t } = walker(page, language)
      await eventually(async () => {
        await page.goto(`${pair.research.url}/register/releases/${idOf('release', releases[language])}`)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.getByText(t('release.binds')).waitFor()
        return (await page.getByText(t('release.recalled.what')).count()) > 0 ? true : undefined
      }, 60)
      await page.getByText(t('release.recalled'), { exact: true }).waitFor()
      expect(await page.getByRole('button', { name: t('send.do') }).count()).toBe(0)
      expect(await faultsOf(came)).toEqual([])
      await page.context().close()
    },
    240_000,
  )
})
