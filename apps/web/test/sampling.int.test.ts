import { deidentifyEndpoints, type Role, samplingEndpoints } from '@clic/contracts'
import { writeFile } from '@clic/dicom'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answered } from '../../../testing/answered.ts'
import { dicomPort, registerSender, sendFiles, smallStudy } from '../../../testing/clinic-senders.ts'
import { danishIdentity, identifiedStudy, phantomCase } from '../../../testing/make-dicom/index.ts'
import { projectOfSource } from '../../../testing/permits.ts'
import { eventually } from '../../../testing/zones.ts'
import { faultsAtBothWidths, openStation, settled, tabTo, type Walker } from './drive.ts'
import { type WebPlatform, webPlatform } from './platform.ts'
import { builtPages, chromiumIsMissing, openBrowser } from './research-browser.ts'

// Two clean objects: 1 − 0.05^(1/2) = 77.7 %.
const limit = 0.78

describe.skipIf(chromiumIsMissing)(
  'the sample of what leaves, in the browser (skipped where Chromium is missing)',
  { timeout: 240_000 },
  () => {
    let pages: Awaited<ReturnType<typeof builtPages>>
    let platform: WebPlatform
    let browser: Browser
    const engineer = () => platform.clinic.as('engineer', ['data-engineer'])
    const as = (name: string, roles: Role[]) => platform.clinic.as(name, roles)
    /** Two held studies of a source under a project of its own. */
    const hold = async (source: string, title: string, files: Uint8Array[][]) => {
      const { sourceId } = await registerSender(platform.clinic, source)
      const port = await dicomPort(platform.clinic)
      for (const one of files) await sendFiles({ port, callingAe: source }, one)
      const permitId = (await projectOfSource(platform.clinic, sourceId, { title }, { limit, every: 0 })).id
      await eventually(async () => {
        const { runs } = answered(await engineer()(deidentifyEndpoints.progress, {}))
        const own = runs.filter((run) => run.permitId === permitId)
        return own.length === files.length && own.every((run) => run.state === 'held') ? true : undefined
      }, 60)
      return permitId
    }
    const state = async (permitId: string) =>
      answered(await as('auditor', ['auditor'])(samplingEndpoints.list, {})).find((one) => one.permitId === permitId)

    beforeAll(async () => {
      pages = await builtPages()
      platform = await webPlatform(pages.folder)
      browser = await openBrowser()
    })
    afterAll(async () => {
      await browser?.close()
      await platform?.close()
      pages?.remove()
    })

    it('is drawn by one, looked at by two, one of them by keyboard alone, and lets the studies go', async () => {
      const { image } = phantomCase('sampled')
      const phantom = identifiedStudy({
        seed: 'sampled',
        identity: danishIdentity('sampled'),
        image,
        structures: [],
        description: 'MR hippocampus',
        bodyPart: 'BRAIN',
      })
      const permitId = await hold('HOSPITAL', 'Knee volume', [
        phantom.images.slice(14, 17).map((one) => writeFile(one)),
        smallStudy('small', { slices: 1, side: 64 }).files,
      ])
      const bo = await platform.as(browser, 'bo', { language: 'da' })
      await openStation(bo, 'deidentify', bo.t('sampling.tab'))
      const card = (one: Walker) => one.page.getByRole('region', { name: 'Knee volume' })
      await card(bo)
        .getByText(bo.t('sampling.next.draw', { n: 2 }))
        .waitFor()
      await card(bo)
        .getByRole('button', { name: bo.t('sampling.draw') })
        .click()
      await card(bo)
        .getByText(bo.t('sampling.next.review', { n: 2 }))
        .waitFor()
      expect(await faultsAtBothWidths(bo)).toEqual([])
      await card(bo)
        .getByRole('link', { name: bo.t('sampling.review') })
        .click()
      for (const done of [0, 1]) {
        await bo.page.getByText(bo.t('progress.of', { done, total: 2 })).waitFor()
        await bo.page.getByRole('heading', { level: 2, name: bo.t('review.texts') }).waitFor()
        // The name is struck out, and the pseudonym stands in its place.
        const name = bo.page.getByRole('row').filter({ hasText: 'PatientName' })
        expect(await name.locator('del').count()).toBeGreaterThan(0)
        expect(await name.locator('ins').allTextContents()).toEqual([expect.stringMatching(/^P-/)])
        await bo.page.getByText(bo.t('review.pixels.same')).waitFor()
        const grey = await bo.page.locator('canvas').evaluateAll((all) =>
          all.map((one) => [
            ...new Set(
              (one as HTMLCanvasElement)
                .getContext('2d')
                ?.getImageData(10, 10, 20, 20)
                .data.filter((_, n) => n % 4 === 0),
            ),
          ]),
        )
        expect(grey).toHaveLength(2)
        expect(grey[0]?.length).toBeGreaterThan(3)
        expect(grey[0]).toEqual(grey[1])
        if (done === 0) expect(await faultsAtBothWidths(bo)).toEqual([])
        await bo.page.keyboard.press('Control+Enter')
      }
      await bo.page.getByText(bo.t('review.none')).waitFor()
      expect((await state(permitId))?.state).toBe('holding')

      const camilla = await platform.as(browser, 'camilla', { language: 'en' })
      await camilla.page.getByRole('link', { name: camilla.t('sampling.todo', { n: 2 }) }).click()
      await card(camilla)
        .getByRole('link', { name: camilla.t('sampling.review') })
        .click()
      for (const done of [0, 1]) {
        await camilla.page.getByText(camilla.t('progress.of', { done, total: 2 })).waitFor()
        await camilla.page.getByRole('button', { name: camilla.t('review.seen.nothing') }).click()
      }
      await camilla.page.getByRole('link', { name: camilla.t('review.back') }).click()
      await card(camilla).getByText(camilla.t('sampling.state.open'), { exact: true }).waitFor()
      await card(camilla)
        .getByText(camilla.t('sampling.reviewed.of', { done: 2, needed: 2 }))
        .waitFor()
      await eventually(async () => ((await state(permitId))?.studies.left === 2 ? true : undefined), 60)
      expect([...bo.errors, ...camilla.errors]).toEqual([])
      await bo.page.context().close()
      await camilla.page.context().close()
    })

    it('stops the line when one sees an identifier: the DPO is told, sees what left, and begins a new round', async () => {
      const permitId = await hold('SECOND', 'Hip fracture', [
        smallStudy('hip 1', { slices: 1, side: 64 }).files,
        smallStudy('hip 2', { slices: 1, side: 64 }).files,
      ])
      const samplingId = (await state(permitId))?.id ?? ''
      const steward = as('another', ['data-steward'])
      answered(await steward(samplingEndpoints.draw, { params: { samplingId } }))
      await eventually(async () => ((await state(permitId))?.drawing === false ? true : undefined))
      const bo = await platform.as(browser, 'bo', { language: 'en' })
      await bo.page.goto(`${platform.clinic.url}/deidentify/samples/${samplingId}`)
      await bo.page.getByText(bo.t('review.pixels.same')).waitFor()
      await bo.page.keyboard.press('Control+Shift+Enter')
      await bo.page.getByRole('heading', { name: bo.t('review.leak.title') }).waitFor()
      await bo.page.getByLabel(bo.t('review.leak.kind')).selectOption('staff')
      await bo.page.getByRole('radio', { name: bo.t('review.leak.pixels') }).check()
      const picture = bo.page.getByRole('img', { name: bo.t('review.result') })
      await picture.scrollIntoViewIfNeeded()
      const box = await picture.boundingBox()
      if (!box) throw new Error('the result is not on the page')
      await bo.page.mouse.move(box.x + box.width * 0.25, box.y + box.height * 0.25)
      await bo.page.mouse.down()
      await bo.page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5)
      await bo.page.mouse.up()
      expect(Number(await bo.page.getByLabel(bo.t('review.leak.x'), { exact: true }).inputValue())).toBeGreaterThan(10)
      expect(await faultsAtBothWidths(bo)).toEqual([])
      await tabTo(bo.page, bo.page.getByRole('button', { name: bo.t('review.leak.stop') }))
      await bo.page.keyboard.press('Enter')
      await eventually(async () => ((await state(permitId))?.state === 'stopped' ? true : undefined))

      const camilla = await platform.as(browser, 'camilla', { language: 'da' })
      await camilla.page.getByRole('link', { name: camilla.t('sampling.todo.stopped', { n: 1 }) }).click()
      const card = camilla.page.getByRole('region', { name: 'Hip fracture' })
      await card.getByText(camilla.t('sampling.state.stopped'), { exact: true }).waitFor()
      await card.getByText(camilla.t('sampling.parcels.none')).waitFor()
      expect(await faultsAtBothWidths(camilla)).toEqual([])
      await card.getByRole('button', { name: camilla.t('sampling.restart') }).click()
      const form = camilla.page.getByRole('dialog', { name: camilla.t('sampling.restart') })
      await form.getByLabel(camilla.t('sampling.restart.reason')).fill('Nygård er fjernet fra profilen')
      await form.getByRole('button', { name: camilla.t('sampling.restart') }).click()
      await form.waitFor({ state: 'hidden' })
      await card.getByText(camilla.t('sampling.state.holding'), { exact: true }).waitFor()
      expect(await state(permitId)).toMatchObject({ epoch: 2, state: 'holding', leaks: 0, drawn: 0 })
      expect([...bo.errors, ...camilla.errors]).toEqual([])
      await bo.page.context().close()
      await camilla.page.context().close()
    })

    it('is shown to nobody else: the engineer sees figures, the clinician not even the tab', async () => {
      const anne = await platform.as(browser, 'anne', { language: 'en' })
      await openStation(anne, 'deidentify', anne.t('sampling.tab'))
      await anne.page.getByRole('region', { name: 'Knee volume' }).waitFor()
      expect(await anne.page.getByRole('link', { name: anne.t('sampling.review') }).count()).toBe(0)
      const [one] = answered(await engineer()(samplingEndpoints.list, {}))
      await anne.page.goto(`${platform.clinic.url}/deidentify/samples/${one?.id}`)
      await anne.page.getByText(anne.t('denied.title')).waitFor()
      const eva = await platform.as(browser, 'eva', { language: 'en' })
      await settled(eva.page)
      await eva.page.goto(`${platform.clinic.url}/deidentify/samples`)
      await eva.page.getByText(eva.t('denied.title')).waitFor()
      await anne.page.context().close()
      await eva.page.context().close()
    })
  },
)
