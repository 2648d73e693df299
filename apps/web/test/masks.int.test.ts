import { deidentifyEndpoints, maskEndpoints, type Role, samplingEndpoints } from '@clic/contracts'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answered } from '../../../testing/answered.ts'
import { dicomPort, registerSender, sendFiles } from '../../../testing/clinic-senders.ts'
import { projectOfSource } from '../../../testing/permits.ts'
import { eventually } from '../../../testing/zones.ts'
import { type Burned, burnedPicture } from './burned-picture.ts'
import { faultsAtBothWidths, openStation, settled, tabTo, type Walker } from './drive.ts'
import { type WebPlatform, webPlatform } from './platform.ts'
import { builtPages, chromiumIsMissing, openBrowser } from './research-browser.ts'

describe.skipIf(chromiumIsMissing)(
  'masking on the screen (skipped where Chromium is missing)',
  { timeout: 240_000 },
  () => {
    let pages: Awaited<ReturnType<typeof builtPages>>
    let platform: WebPlatform
    let browser: Browser
    const as = (name: string, roles: Role[]) => platform.clinic.as(name, roles)
    const lines = (name: string, cpr: string) => [name, `CPR ${cpr}`, 'HOSPITALET NORD']
    /** Sends a picture under a project of its own, and waits until its study stands where it is to stand. */
    const send = async (source: string, title: string, picture: Burned, limit: 'none' | number, state: string) => {
      const { sourceId } = await registerSender(platform.clinic, source)
      const permitId = (await projectOfSource(platform.clinic, sourceId, { title }, { limit, every: 0 })).id
      await sendFiles({ port: await dicomPort(platform.clinic), callingAe: source }, picture.files)
      await eventually(async () => ((await run(permitId))?.state === state ? true : undefined), 60)
      return permitId
    }
    const run = async (permitId: string) =>
      answered(await as('engineer', ['data-engineer'])(deidentifyEndpoints.progress, {})).runs.find(
        (one) => one.permitId === permitId,
      )
    const proofsOf = async (permitId: string) => {
      const studyId = (await run(permitId))?.studyId ?? ''
      return answered(await as('auditor', ['auditor'])(deidentifyEndpoints.proofs, { params: { studyId } }))
    }
    const quarantined = async (permitId: string) =>
      answered(await as('steward', ['data-steward'])(deidentifyEndpoints.quarantine, {})).find(
        (one) => one.permitId === permitId,
      )?.id ?? ''
    const open = async (one: Walker, permitId: string) => {
      await one.page.goto(`${platform.clinic.url}/deidentify/quarantine/${await quarantined(permitId)}`)
      await stage(one).waitFor()
      await settled(one.page)
    }
    const stage = (one: Walker) => one.page.getByRole('application', { name: one.t('mask.stage') })
    const listed = (one: Walker) => one.page.locator('ol button[aria-pressed]')
    /** The brightest grey of a picture in a rectangle of its pixels. */
    const brightest = (canvas: Locator, x: number, y: number, width: number, height: number) =>
      canvas.evaluate(
        (one, [x = 0, y = 0, width = 1, height = 1]) =>
          Math.max(
            ...((one as HTMLCanvasElement)
              .getContext('2d')
              ?.getImageData(x, y, width, height)
              .data.filter((_, n) => n % 4 === 0) ?? []),
          ),
        [x, y, width, height],
      )

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

    it('begins with what the reader finds; a box is drawn by pointer, and the result is seen before it leaves', async () => {
      const picture = await burnedPicture(browser, 'cine', { columns: 640, rows: 480, frames: 3, lines })
      const permitId = await send('ULTRA', 'Ultrasound', picture, 'none', 'quarantined')
      const bo = await platform.as(browser, 'bo', { language: 'da' })
      await openStation(bo, 'deidentify', bo.t('deid.tab.quarantine'))
      await bo.page
        .getByRole('link', { name: bo.t('mask.open') })
        .first()
        .click()
      await stage(bo).waitFor()
      await bo.page.getByText(/fundet på 1 billede/).waitFor({ timeout: 90_000 })
      const found = await listed(bo).count()
      // A box found on one frame holds on all: what was not looked at does not leave readable.
      expect(await bo.page.getByText(bo.t('mask.frames.all')).count()).toBe(found)
      expect(found).toBeGreaterThan(1)
      // On all frames, with progress; the same lines on other frames are the same boxes.
      await bo.page.getByRole('button', { name: bo.t('mask.find.all', { n: 3 }) }).click()
      await bo.page.getByText(bo.t('mask.find.busy')).waitFor()
      await bo.page.getByText(/fundet på 3 billeder/).waitFor({ timeout: 120_000 })
      expect(await listed(bo).count()).toBeLessThan(found + 4)
      const box = await stage(bo).boundingBox()
      if (!box) throw new Error('the picture is not on the page')
      const before = await listed(bo).count()
      await bo.page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5)
      await bo.page.mouse.down()
      await bo.page.mouse.move(box.x + box.width * 0.75, box.y + box.height * 0.75, { steps: 4 })
      await bo.page.mouse.up()
      expect(await listed(bo).count()).toBe(before + 1)
      expect(Number(await bo.page.getByLabel(bo.t('mask.x'), { exact: true }).inputValue())).toBeCloseTo(320, -1)
      expect(await faultsAtBothWidths(bo)).toEqual([])
      expect(await proofsOf(permitId)).toEqual([])
      await bo.page.getByRole('button', { name: bo.t('mask.try', { n: before + 1 }) }).click()
      await bo.page.getByRole('heading', { name: bo.t('mask.result') }).waitFor({ timeout: 60_000 })
      await settled(bo.page)
      const [original, result] = [bo.t('review.original'), bo.t('review.result')].map((name) =>
        bo.page.getByRole('img', { name }),
      ) as [Locator, Locator]
      expect(await brightest(original, 0, 0, 300, 60)).toBe(255)
      expect(await brightest(result, 330, 250, 140, 100)).toBe(0)
      expect(await brightest(original, 330, 250, 140, 100)).toBeGreaterThan(30)
      expect(await faultsAtBothWidths(bo)).toEqual([])
      expect(await proofsOf(permitId)).toEqual([])
      await bo.page.getByRole('button', { name: bo.t('mask.release', { n: before + 1 }) }).click()
      await bo.page.getByText(bo.t('mask.sent.objects', { n: 1, kept: 0 })).waitFor({ timeout: 60_000 })
      expect(await faultsAtBothWidths(bo)).toEqual([])
      const [proof] = await proofsOf(permitId)
      expect(proof).toMatchObject({ kind: 'dicom', rules: { 'pixel-masked-by-person': 1 } })
      await bo.page.getByRole('link', { name: bo.t('deid.proofs') }).click()
      await bo.page.getByText(bo.t('proofs.masked.n', { n: before + 1 })).click()
      await bo.page
        .getByText(/billede 1–3: x /)
        .first()
        .waitFor()
      expect(await faultsAtBothWidths(bo)).toEqual([])
      expect(bo.errors).toEqual([])
      await bo.page.context().close()
    })

    it('is done by keyboard alone: make, move, resize, take away, and say that there is no text', async () => {
      const picture = await burnedPicture(browser, 'blank', { columns: 512, rows: 400, frames: 1, lines: () => [] })
      const permitId = await send('PHOTO', 'Photographs', picture, 'none', 'quarantined')
      const bo = await platform.as(browser, 'bo', { language: 'en' })
      await open(bo, permitId)
      await bo.page.getByText(/found on 1 frame/).waitFor({ timeout: 90_000 })
      for (const remove of await listed(bo)
        .all()
        .then((all) => all.map(() => bo.page.locator('ol li button').nth(1))))
        await remove.click()
      await tabTo(bo.page, stage(bo))
      const { keyboard } = bo.page
      const value = async (side: 'x' | 'y' | 'width' | 'height') =>
        Number(await bo.page.getByLabel(bo.t(`mask.${side}`), { exact: true }).inputValue())
      await keyboard.press('n')
      const made = { x: await value('x'), width: await value('width') }
      await keyboard.press('ArrowRight')
      await keyboard.press('Alt+ArrowRight')
      await keyboard.press('Shift+ArrowRight')
      expect({ x: await value('x'), width: await value('width') }).toEqual({ x: made.x + 4, width: made.width + 3 })
      await keyboard.press('n')
      expect(await listed(bo).count()).toBe(2)
      // From box to box, and on when there is no other: the keyboard is not caught.
      await keyboard.press('Shift+Tab')
      expect(await value('x')).toBe(made.x + 4)
      await keyboard.press('Delete')
      await keyboard.press('Delete')
      expect(await listed(bo).count()).toBe(0)
      await keyboard.press('Tab')
      expect(await stage(bo).evaluate((one) => one === document.activeElement)).toBe(false)
      await tabTo(bo.page, bo.page.getByRole('button', { name: bo.t('mask.notext') }))
      await keyboard.press('Enter')
      await bo.page.getByText(bo.t('mask.result.clean')).waitFor({ timeout: 60_000 })
      await settled(bo.page)
      await tabTo(bo.page, bo.page.getByRole('button', { name: bo.t('mask.release.clean') }))
      await keyboard.press('Enter')
      await bo.page.getByText(bo.t('mask.sent.clean')).waitFor()
      await eventually(async () => ((await proofsOf(permitId)).length === 1 ? true : undefined), 60)
      expect((await proofsOf(permitId))[0]?.masks).toEqual([])
      expect(bo.errors).toEqual([])
      await bo.page.context().close()
    })

    it('works on a large picture, and says why and what to do when another person was faster', async () => {
      const picture = await burnedPicture(browser, 'large', { columns: 2600, rows: 3000, frames: 1, lines })
      const permitId = await send('LARGE', 'Chest', picture, 'none', 'quarantined')
      const bo = await platform.as(browser, 'bo', { language: 'en' })
      await open(bo, permitId)
      // Reading so much takes its time; a person need not wait for it.
      await bo.page.getByRole('button', { name: bo.t('mask.find.stop') }).click()
      await bo.page.getByRole('button', { name: bo.t('mask.new') }).click()
      await bo.page.getByLabel(bo.t('mask.zoom')).selectOption('4')
      expect(await faultsAtBothWidths(bo)).toEqual([])
      const quarantinedId = await quarantined(permitId)
      const other = as('another', ['dpo'])
      answered(await other(maskEndpoints.look, { params: { quarantinedId } }))
      answered(await other(maskEndpoints.draw, { params: { quarantinedId }, body: { masks: [] } }))
      await bo.page.getByRole('button', { name: bo.t('mask.try', { n: 1 }) }).click()
      await bo.page.getByRole('alert').getByText('See the list under Quarantine.').waitFor()
      await bo.page.context().close()
    })

    it('takes the box that a sample shows was missed: the object leaves with it in the next round', async () => {
      const picture = await burnedPicture(browser, 'missed', {
        columns: 512,
        rows: 400,
        frames: 3,
        lines,
        label: false,
      })
      const permitId = await send('MISSED', 'Knee', picture, 0.96, 'held')
      const samplingOf = async () =>
        answered(await as('auditor', ['auditor'])(samplingEndpoints.list, {})).find((one) => one.permitId === permitId)
      const params = { samplingId: (await samplingOf())?.id ?? '' }
      answered(await as('another', ['data-steward'])(samplingEndpoints.draw, { params }))
      await eventually(async () => ((await samplingOf())?.drawing === false ? true : undefined))
      const bo = await platform.as(browser, 'bo', { language: 'en' })
      await bo.page.goto(`${platform.clinic.url}/deidentify/samples/${params.samplingId}`)
      await bo.page.getByText(bo.t('review.pixels.same')).waitFor()
      await bo.page.getByRole('button', { name: bo.t('review.seen.something') }).click()
      await bo.page.getByRole('radio', { name: bo.t('review.leak.pixels') }).check()
      const field = (side: 'x' | 'y' | 'w' | 'h') => bo.page.getByLabel(bo.t(`review.leak.${side}`), { exact: true })
      await field('w').fill('300')
      await field('h').fill('60')
      await bo.page.getByLabel(bo.t('review.leak.mask')).waitFor()
      expect(await faultsAtBothWidths(bo)).toEqual([])
      await bo.page.getByRole('button', { name: bo.t('review.leak.stop') }).click()
      await eventually(async () => ((await samplingOf())?.state === 'stopped' ? true : undefined))
      const dpo = as('dpo', ['dpo'])
      const body = { reason: 'the name is masked now', policy: { limit: 'none' as const, every: 1 } }
      answered(await dpo(samplingEndpoints.restart, { params, body }))
      await eventually(async () => ((await proofsOf(permitId)).length === 1 ? true : undefined), 60)
      const box = { kind: 'person', x: 0, y: 0, width: 300, height: 60 }
      expect((await proofsOf(permitId))[0]).toMatchObject({ masks: [{ from: 1, to: 3, boxes: [box] }] })
      // What left is a sample too: what is masked in it is outlined, and the outline can be taken off.
      const next = (await samplingOf())?.id ?? ''
      await bo.page.goto(`${platform.clinic.url}/deidentify/samples/${next}`)
      const outline = bo.page.getByRole('checkbox', { name: bo.t('review.masked.outline', { n: 1 }) })
      await outline.waitFor()
      expect(await bo.page.locator('rect[stroke="#62e0ff"]').count()).toBe(2)
      expect(await brightest(bo.page.getByRole('img', { name: bo.t('review.result') }), 2, 2, 290, 50)).toBe(0)
      expect(await faultsAtBothWidths(bo)).toEqual([])
      await outline.uncheck()
      expect(await bo.page.locator('rect[stroke="#62e0ff"]').count()).toBe(0)
      expect(bo.errors).toEqual([])
      await bo.page.context().close()
    })

    it('is for those who review samples alone: the engineer sees the quarantine without it', async () => {
      const picture = await burnedPicture(browser, 'others', { columns: 128, rows: 96, frames: 1, lines: () => [] })
      const permitId = await send('OTHER', 'Others', picture, 'none', 'quarantined')
      const anne = await platform.as(browser, 'anne', { language: 'en' })
      await openStation(anne, 'deidentify', anne.t('deid.tab.quarantine'))
      await anne.page
        .getByRole('button', { name: anne.t('deid.retry') })
        .first()
        .waitFor()
      expect(await anne.page.getByRole('link', { name: anne.t('mask.open') }).count()).toBe(0)
      await anne.page.goto(`${platform.clinic.url}/deidentify/quarantine/${await quarantined(permitId)}`)
      await anne.page.getByText(anne.t('denied.title')).waitFor()
      await anne.page.context().close()
    })
  },
)
