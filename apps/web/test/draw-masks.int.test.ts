import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { address, annotateEndpoints, type LabelView } from '@clic/contracts'
import { type Dataset, items, number, readDataset, tag, text } from '@clic/dicom'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  linkObjects,
  linkStudy,
  phantomStructures,
  sharedPermit,
  smallPhantom,
  testPseudonym,
} from '../../../testing/linked-studies.ts'
import { danishIdentity, enhancedFrom, identifiedStudy, ultrasound } from '../../../testing/make-dicom/index.ts'
import { type TestPair, testPair } from '../../../testing/zones.ts'
import { wordsOf } from '../src/words/index.tsx'
import { accessibilityFaults, sidewaysScroll } from './drive.ts'
import { builtPages, chromiumIsMissing, openBrowser, visit } from './research-browser.ts'

const samples = join(process.env['CLIC_DATA'] ?? '../shared/data', 'dicom')
/** For `it.skipIf`: skipped because the folder of real samples is missing. */
const samplesAreMissing = !existsSync(samples)

describe.skipIf(chromiumIsMissing)('a mask that is drawn from nothing', () => {
  let pair: TestPair
  let pages: { folder: string; remove(): void }
  let browser: Browser
  let permitId: string
  const clinician = () => pair.research.as('clin', ['clinician'])
  const arrive = async (path: string, given: { language?: 'da' | 'en'; width?: number } = {}) => {
    const person = {
      name: 'clin',
      roles: ['clinician' as const],
      token: await pair.clinic.token('clin', ['clinician']),
    }
    const came = await visit(browser, pair.research, person, given)
    await came.page.goto(`${pair.research.url}${path}`)
    return came
  }
  const labelOf = async (studyId: string) => {
    const read = await clinician()(annotateEndpoints.labels, { query: { studyId } })
    return read.ok ? read.value[0] : undefined
  }
  const fileOf = async (endpoint: typeof annotateEndpoints.voxels, labelId: string, version: number) => {
    const answer = await fetch(address(endpoint, { params: { labelId, version } }, pair.research.url), {
      headers: { authorization: `Bearer ${await pair.clinic.token('clin', ['clinician'])}` },
    })
    return Buffer.from(await answer.arrayBuffer())
  }
  const segOf = async (labelId: string, version: number): Promise<Dataset> => {
    const read = readDataset(
      await fileOf(annotateEndpoints.segmentation as typeof annotateEndpoints.voxels, labelId, version),
    )
    if (!read.ok) throw new Error(read.problem.message)
    return read.dataset
  }
  /** Adds a structure by name, starts, waits for the brush. */
  const startWith = async (page: Page, name: string) => {
    await page.getByRole('textbox', { name: 'Another structure' }).fill(name)
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('checkbox', { name }).waitFor()
    await page.getByRole('button', { name: 'Start the mask' }).click()
    await page.getByText('Nothing is drawn yet.').waitFor()
    await page.locator('[data-ready="true"]').first().waitFor()
  }
  /** Faults of level A or AA, and a page wider than its window, at both widths. */
  const faultsOf = async (page: Page) => {
    const found: string[] = []
    for (const width of [900, 1440]) {
      await page.setViewportSize({ width, height: 1000 })
      found.push(...(await accessibilityFaults(page)))
      if ((await sidewaysScroll(page)) > 0) found.push(`wider than a window of ${width}`)
    }
    return found
  }
  const paintAt = async (page: Page, plane: string) => {
    const box = await page.locator(`[data-plane="${plane}"] canvas[data-layer="labels"]`).boundingBox()
    if (!box) throw new Error('no picture')
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2 + 20, box.y + box.height / 2, { steps: 3 })
    await page.mouse.up()
  }

  beforeAll(async () => {
    pages = await builtPages()
    pair = await testPair({ research: { modules: ['link', 'annotate'], web: pages.folder }, clinic: { modules: [] } })
    browser = await openBrowser()
    permitId = (await sharedPermit(pair)).id
  }, 300_000)
  afterAll(async () => {
    await browser?.close()
    await pair?.close()
    pages?.remove()
  })

  it('is found in the list, started with named structures, painted, saved and accepted by its author', async () => {
    const seed = 'from nothing'
    const studyId = await linkStudy(pair, { seed, permitId, pseudonym: testPseudonym(seed), mask: 'none' })
    const { page, errors } = await arrive('/annotate')
    await page.getByRole('link', { name: `Draw the mask of ${testPseudonym(seed)}` }).click()
    await startWith(page, 'anterior hippocampus')
    const accept = page.getByRole('button', { name: 'Accept', exact: true })
    expect(await accept.isDisabled()).toBe(true)
    await page.getByText('An empty version cannot be accepted').waitFor()
    await paintAt(page, 'axial')
    await page.getByText(/voxels changed since version 1/).waitFor()
    await page.getByRole('button', { name: 'Save as new version' }).click()
    await page.getByRole('heading', { name: 'Decision on version 2' }).waitFor()
    await accept.click()
    await expect.poll(async () => (await labelOf(studyId))?.state, { timeout: 30_000 }).toBe('accepted')
    const label = await labelOf(studyId)
    expect(label?.versions).toMatchObject([
      { version: 1, origin: 'started', author: 'clin', state: 'proposed' },
      { version: 2, origin: 'browser', author: 'clin', state: 'accepted', decidedBy: 'clin' },
    ])
    const kept = gunzipSync(await fileOf(annotateEndpoints.voxels, label?.id ?? '', 2)).filter(
      (one) => one === 1,
    ).length
    expect(kept).toBe(label?.versions[1]?.segments[0]?.voxels)
    expect(kept).toBeGreaterThan(0)
    const seg = await segOf(label?.id ?? '', 2)
    expect(text(seg, tag('ContentCreatorName'))).toBe('clin')
    const accepted = await pair.research.ports.port<LabelView>('annotate.labels').accepted(permitId)
    expect(accepted.some((one) => one.studyId === studyId)).toBe(true)
    expect(errors).toEqual([])
    await page.close()
  }, 300_000)

  it('lies on an enhanced multi-frame series in three planes, and names the frame it was painted on', async () => {
    const seed = 'enhanced pages'
    const made = identifiedStudy({
      ...smallPhantom(seed),
      seed,
      identity: danishIdentity(seed),
      structures: phantomStructures,
      description: 'MR',
      bodyPart: 'BRAIN',
    })
    const object = enhancedFrom([...made.images].reverse(), seed)
    const studyId = await linkObjects(pair, { permitId, pseudonym: testPseudonym(seed), objects: [object] })
    const { page, errors } = await arrive(`/annotate/${studyId}`)
    await page.locator('[data-plane="sagittal"] [data-ready="true"]').waitFor()
    expect(await page.locator('[data-plane]').count()).toBe(3)
    await startWith(page, 'cyst')
    await paintAt(page, 'axial')
    await page.getByRole('button', { name: 'Save as new version' }).click()
    await page.getByRole('heading', { name: 'Decision on version 2' }).waitFor()
    const label = await labelOf(studyId)
    const seg = await segOf(label?.id ?? '', 2)
    const frames = items(seg, tag('PerFrameFunctionalGroupsSequence'))
    expect(frames).toHaveLength(1)
    const source = items(
      items(frames[0] as Dataset, tag('DerivationImageSequence'))[0] as Dataset,
      tag('SourceImageSequence'),
    )[0]
    // The middle slice, the sixth from the feet, is the fifth of ten frames stored from the head.
    expect(number(source as Dataset, tag('ReferencedFrameNumber'))).toBe(5)
    expect(errors).toEqual([])
    await page.close()
  }, 300_000)

  it('lies on the pictures of a film, one plane, in pixels, and the film runs', async () => {
    const seed = 'film pages'
    const studyId = await linkObjects(pair, {
      permitId,
      pseudonym: testPseudonym(seed),
      objects: [ultrasound(seed, 6)],
    })
    const { page, errors } = await arrive(`/annotate/${studyId}`)
    const picture = page.getByRole('application', { name: 'Picture 1 of 6' })
    await picture.waitFor()
    expect(await page.locator('[data-plane]').count()).toBe(1)
    await page.getByText('They are in colour.').waitFor()
    // The bright disc of the first picture is drawn where it is, in its colour.
    const box = await page.locator('[data-plane="frame"] canvas[data-layer="labels"]').boundingBox()
    if (!box) throw new Error('no picture')
    const scale = Math.min(box.width / 48, box.height / 32)
    await page.mouse.move(box.x + box.width / 2 + (10 - 23.5) * scale, box.y + box.height / 2 + (16 - 15.5) * scale)
    await expect
      .poll(() => page.getByTestId('readout').textContent(), { timeout: 30_000 })
      .toContain('Pixel 11, 17, picture 1Red 220, green 220, blue 120')
    await startWith(page, 'lesion')
    await page.getByRole('button', { name: 'Play' }).click()
    await page.getByRole('application', { name: 'Picture 4 of 6' }).waitFor()
    await page.getByRole('button', { name: 'Stop' }).click()
    const slider = page.getByRole('slider', { name: 'Picture number' })
    await slider.focus()
    await slider.press('Home')
    await slider.press('ArrowRight')
    await page.getByRole('application', { name: 'Picture 2 of 6' }).waitFor()
    await paintAt(page, 'frame')
    await page.getByText(/pixels changed since version 1/).waitFor()
    await page.getByRole('button', { name: 'Save as new version' }).click()
    await page.getByRole('heading', { name: 'Decision on version 2' }).waitFor()
    const label = await labelOf(studyId)
    const voxels = gunzipSync(await fileOf(annotateEndpoints.voxels, label?.id ?? '', 2))
    const painted = new Set([...voxels.keys()].filter((n) => voxels[n] === 1).map((n) => Math.floor(n / (48 * 32))))
    expect([...painted]).toEqual([1])
    expect(errors).toEqual([])
    await page.close()
  }, 300_000)

  it.each(['da', 'en'] as const)(
    'begins, goes on and is decided on pages without a fault of level A or AA (%s)',
    async (language) => {
      const seed = `faults ${language}`
      const volume = await linkStudy(pair, { seed, permitId, pseudonym: testPseudonym(seed), mask: 'none' })
      const film = await linkObjects(pair, {
        permitId,
        pseudonym: testPseudonym(`${seed} film`),
        objects: [ultrasound(seed, 6)],
      })
      const { t } = wordsOf(language)
      for (const [studyId, structure] of [
        [volume, `cyst ${language}`],
        [film, `vessel ${language}`],
      ] as const) {
        const { page, errors } = await arrive(`/annotate/${studyId}`, { language })
        await page.locator('[data-ready="true"]').first().waitFor()
        await page.getByRole('textbox', { name: t('viewer.start.add') }).fill(structure)
        expect(await faultsOf(page)).toEqual([])
        await page.getByRole('button', { name: t('viewer.start.add.do'), exact: true }).click()
        await page.getByRole('checkbox', { name: structure }).waitFor()
        expect(await faultsOf(page)).toEqual([])
        await page.getByRole('button', { name: t('viewer.start.do') }).click()
        await page.getByText(t('viewer.changed.empty')).waitFor()
        await page.locator('[data-ready="true"]').first().waitFor()
        expect(await faultsOf(page)).toEqual([])
        expect(errors).toEqual([])
        await page.close()
      }
    },
    300_000,
  )

  it('is not offered on what cannot be shown: thing, reason and next step are said', async () => {
    const seed = 'two sizes'
    const large = ultrasound(seed, 1)
    const small = ultrasound(`${seed} small`, 1, {
      StudyInstanceUID: text(large, tag('StudyInstanceUID')) ?? '',
      SeriesInstanceUID: text(large, tag('SeriesInstanceUID')) ?? '',
      Rows: 16,
      PixelData: new Uint8Array(48 * 16 * 3),
    })
    const studyId = await linkObjects(pair, { permitId, pseudonym: testPseudonym(seed), objects: [large, small] })
    const { page } = await arrive(`/annotate/${studyId}`, { language: 'da' })
    await page.getByText('Serien kan ikke vises').waitFor()
    await page.getByText('Seriens billeder har forskellige størrelser (48 × 32 / 48 × 16)').waitFor()
    await page.getByText('Bed dataingeniøren om en undersøgelse').waitFor()
    expect(await page.getByRole('button', { name: 'Start masken' }).count()).toBe(0)
    await page.close()
  }, 300_000)

  const real = [
    ['MR/fo-dicom__MOVEKNEE.dcm', 'an enhanced MR, 19 frames', 'Picture 1 of 19'],
    ['XA/fo-dicom__HasFragmentSequence.dcm', 'an angiography, 96 JPEG frames', 'Picture 1 of 96'],
    ['US/pydicom-data__OBXXXX1A_2frame.dcm', 'ultrasound in palette colours', 'Picture 1 of 2'],
    ['DX/highdicom__dx_image.dcm', 'a radiograph', 'Picture 1 of 1'],
  ] as const
  it.skipIf(samplesAreMissing).each(real)(
    'can begin on real pictures (%s): %s',
    async (file, _what, name) => {
      const read = readDataset(readFileSync(join(samples, file)))
      if (!read.ok) throw new Error(read.problem.message)
      const studyId = await linkObjects(pair, {
        permitId,
        pseudonym: testPseudonym(file),
        objects: [read.dataset],
        transferSyntax: read.transferSyntax,
      })
      const { page, errors } = await arrive(`/annotate/${studyId}`)
      await page.getByRole('application', { name }).waitFor()
      await page.locator('[data-ready="true"]').first().waitFor()
      const shown = await page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('[data-layer="image"] canvas')
        const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
        return new Set(data).size
      })
      expect(shown).toBeGreaterThan(8)
      expect(errors).toEqual([])
      await page.close()
    },
    300_000,
  )
})
