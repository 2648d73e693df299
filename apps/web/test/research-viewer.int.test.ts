import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gunzipSync } from 'node:zlib'
import { address, annotateEndpoints, type Role } from '@clic/contracts'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sharedPermit } from '../../../testing/linked-studies.ts'
import { eventually, type TestPair, testPair } from '../../../testing/zones.ts'
import { wordsOf } from '../src/words/index.tsx'
import { tabTo } from './drive.ts'
import { type Block, bright, linkBlock, linkScan } from './research-block.ts'
import { anotherPage, builtPages, chromiumIsMissing, openBrowser, type Visit, visit } from './research-browser.ts'

const blocks = {
  axial: {
    seed: 'axial block',
    dims: [26, 22, 12],
    spacing: [1, 1, 2.5],
    axes: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    from: [4, 11, 3],
    to: [9, 15, 6],
  },
  turned: {
    seed: 'turned block',
    dims: [24, 20, 14],
    spacing: [1.2, 0.8, 1.5],
    axes: [
      [-1, 0, 0],
      [0, -1, 0],
      [0, 0, 1],
    ],
    from: [3, 4, 2],
    to: [8, 12, 7],
  },
  sagittal: {
    seed: 'sagittal block',
    dims: [24, 20, 14],
    spacing: [1, 1, 2],
    axes: [
      [0, 1, 0],
      [0, 0, -1],
      [-1, 0, 0],
    ],
    from: [14, 3, 8],
    to: [20, 9, 11],
  },
  oblique: {
    seed: 'oblique block',
    dims: [24, 20, 14],
    spacing: [1, 1, 2],
    axes: [
      [0.8, 0.6, 0],
      [-0.6, 0.8, 0],
      [0, 0, 1],
    ],
    from: [5, 6, 4],
    to: [13, 12, 8],
  },
  beside: {
    seed: 'mask beside',
    dims: [24, 20, 14],
    spacing: [1, 1, 2],
    axes: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    from: [5, 6, 4],
    to: [13, 12, 8],
    maskBeside: 1,
  },
} satisfies Record<string, Block>

/** Pixels of the bright block in the picture against pixels of the mask above it, of one plane. */
async function overlap(page: Page, plane: string) {
  return page.evaluate((name) => {
    const host = document.querySelector(`[data-plane="${name}"]`)
    const picture = [...(host?.querySelectorAll<HTMLCanvasElement>('[data-layer="image"] canvas') ?? [])].find(
      (one) => one.style.display !== 'none',
    )
    const overlay = host?.querySelector<HTMLCanvasElement>('canvas[data-layer="labels"]')
    const read = (canvas: HTMLCanvasElement | null | undefined) =>
      canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height)
    const [image, mask] = [read(picture), read(overlay)]
    if (!image || !mask || image.width !== mask.width || image.height !== mask.height) return undefined
    const sums = { image: 0, mask: 0, both: 0, imageX: 0, imageY: 0, maskX: 0, maskY: 0 }
    for (let n = 0; n < image.width * image.height; n++) {
      const [x, y] = [n % image.width, Math.floor(n / image.width)]
      const [isBright, isMarked] = [(image.data[n * 4] ?? 0) > 128, (mask.data[n * 4 + 3] ?? 0) > 128]
      if (isBright) [sums.image, sums.imageX, sums.imageY] = [sums.image + 1, sums.imageX + x, sums.imageY + y]
      if (isMarked) [sums.mask, sums.maskX, sums.maskY] = [sums.mask + 1, sums.maskX + x, sums.maskY + y]
      if (isBright && isMarked) sums.both++
    }
    return {
      image: sums.image,
      union: sums.image + sums.mask - sums.both,
      both: sums.both,
      apart: Math.hypot(
        sums.imageX / sums.image - sums.maskX / sums.mask,
        sums.imageY / sums.image - sums.maskY / sums.mask,
      ),
    }
  }, plane)
}

/**
 * What a grey button is described by, as it stands on the page; undefined of one that can be pressed. Read in one go: between two questions the
 * page may have become another, and a question after what is gone waits for it.
 */
async function whyGrey(button: Locator): Promise<string | undefined> {
  return button.evaluate((one) => {
    if (!one.matches(':disabled, [aria-disabled="true"]')) return undefined
    const said = document.getElementById(one.getAttribute('aria-describedby') ?? '')
    const text = said?.checkVisibility() ? (said.textContent ?? '') : ''
    return one.getAttribute('title') === text ? text : ''
  })
}

/** Opens a study with bare pixels: no smoothing, no outlines, no crosshair, the mask opaque. */
async function openBare(page: Page, url: string, backend: 'cpu' | 'auto'): Promise<void> {
  await page.goto(`${url}?render=${backend}`)
  await page.locator('[data-plane="axial"] [data-ready="true"]').waitFor()
  await page.getByText('Nothing is changed.').waitFor()
  const slider = page.getByRole('slider', { name: 'Opacity' })
  await slider.focus()
  await slider.press('End')
  const picture = page.locator('[data-plane="axial"] [role="application"]')
  await picture.focus()
  for (const key of ['i', 'o', 'x']) await picture.press(key)
  await page.waitForTimeout(400)
}

describe.skipIf(chromiumIsMissing)('the viewer', () => {
  let pair: TestPair
  let pages: { folder: string; remove(): void }
  let browser: Browser
  let studies: Record<keyof typeof blocks, string>
  let permitId: string
  const scans: { CT?: string; MR?: string } = {}
  const urlOf = (study: keyof typeof blocks) => `${pair.research.url}/annotate/${studies[study]}`

  const visitors = new Map<string, BrowserContext>()
  /** A page as a person; one visitor keeps what was fetched, as a browser does. */
  const arrive = async (
    name: string,
    roles: Role[],
    given: { language?: 'da' | 'en'; width?: number } = {},
  ): Promise<Visit> => {
    const key = JSON.stringify([name, given])
    const known = visitors.get(key)
    if (known) return anotherPage(known)
    const first = await visit(
      browser,
      pair.research,
      { name, roles, token: await pair.clinic.token(name, roles) },
      given,
    )
    visitors.set(key, first.page.context())
    return first
  }
  const labelOf = async (study: keyof typeof blocks) => {
    const read = await pair.research.as('clin', ['clinician'])(annotateEndpoints.labels, {
      query: { studyId: studies[study] },
    })
    return read.ok ? read.value[0] : undefined
  }

  beforeAll(async () => {
    pages = await builtPages()
    pair = await testPair({ research: { modules: ['link', 'annotate'], web: pages.folder }, clinic: { modules: [] } })
    browser = await openBrowser()
    permitId = (await sharedPermit(pair)).id
    const made: Partial<typeof studies> = {}
    for (const [name, block] of Object.entries(blocks))
      made[name as keyof typeof blocks] = await linkBlock(pair, permitId, block as Block)
    studies = made as typeof studies
    for (const name of Object.keys(blocks) as (keyof typeof blocks)[]) await eventually(() => labelOf(name))
  }, 300_000)

  afterAll(async () => {
    await browser?.close()
    await pair?.close()
    pages?.remove()
  })

  it.each([
    ['axial', 'cpu'],
    ['turned', 'cpu'],
    ['sagittal', 'cpu'],
    ['oblique', 'cpu'],
    ['axial', 'auto'],
    ['oblique', 'auto'],
  ] as const)(
    'draws the mask where the structure is, in every plane (%s, %s)',
    async (study, backend) => {
      const { page, errors } = await arrive('clin', ['clinician'])
      await openBare(page, urlOf(study), backend)
      for (const plane of ['axial', 'coronal', 'sagittal']) {
        const found = await overlap(page, plane)
        expect(found?.image, plane).toBeGreaterThan(2000)
        expect((found?.both ?? 0) / (found?.union ?? 1), plane).toBeGreaterThan(0.96)
        expect(found?.apart, plane).toBeLessThan(1)
      }
      expect(errors).toEqual([])
      await page.close()
    },
    300_000,
  )

  it('shows a mask that lies one voxel beside its structure where it lies', async () => {
    const { page } = await arrive('clin', ['clinician'])
    await openBare(page, urlOf('beside'), 'cpu')
    const found = await overlap(page, 'axial')
    expect((found?.both ?? 0) / (found?.union ?? 1)).toBeLessThan(0.85)
    expect(found?.apart).toBeGreaterThan(5)
    await page.close()
  }, 300_000)

  it('says what is under the mouse: voxel, place in the patient, value and structure', async () => {
    const { page } = await arrive('clin', ['clinician'])
    await openBare(page, urlOf('axial'), 'cpu')
    const box = await page.locator('[data-plane="axial"] canvas[data-layer="labels"]').boundingBox()
    if (!box) throw new Error('no picture')
    const { dims } = blocks.axial
    // The slice fills the picture from top to bottom or from side to side, and stands in its middle.
    const scale = Math.min(box.width / dims[0], box.height / dims[1])
    const at = (i: number, j: number) =>
      [
        box.x + box.width / 2 + (i - (dims[0] - 1) / 2) * scale,
        box.y + box.height / 2 + (j - (dims[1] - 1) / 2) * scale,
      ] as const
    await page.mouse.move(...at(6, 13))
    const readout = page.getByTestId('readout')
    await expect.poll(() => readout.textContent(), { timeout: 30_000 }).toMatch(/^Voxel 7, 14, \d+/)
    const text = await readout.textContent()
    // Column 6 and row 13 of 1 mm from (−31, 17).
    expect(text).toMatch(/R 25\.0\s+P 30\.0/)
    expect(text).toContain(`Value ${bright}`)
    expect(text).toContain('block')
    await page.mouse.move(...at(12, 13))
    await expect.poll(() => readout.textContent(), { timeout: 30_000 }).toContain('Value 100')
    expect(await readout.textContent()).not.toContain('block')
    await page.close()
  }, 300_000)

  it.each([
    ['CT', 'da', /^L -?\d+ W \d+\u00a0HU$/, /Værdi -\d+\u00a0HU$/],
    ['CT', 'en', /^L -?\d+ W \d+\u00a0HU$/, /Value -\d+\u00a0HU$/],
    ['MR', 'en', /^L \d+ W \d+$/, /Value \d+$/],
  ] as const)(
    'says in what the values of %s are, and nothing where the images do not (%s)',
    async (modality, language, window, value) => {
      scans[modality] ??= await linkScan(pair, permitId, modality)
      const { page, errors } = await arrive('clin', ['clinician'], { language })
      await page.goto(`${pair.research.url}/annotate/${scans[modality]}?render=cpu`)
      await page.locator('[data-plane="axial"] [data-ready="true"]').waitFor()
      await page.locator('[data-plane="axial"]').getByText(window).waitFor()
      expect(await page.getByTestId('readout').textContent()).toMatch(value)
      expect(errors).toEqual([])
      await page.close()
    },
    300_000,
  )

  it('is edited, saved as a version of its author, compared, and decided on', async () => {
    const { page, errors } = await arrive('clin', ['clinician'])
    await openBare(page, urlOf('turned'), 'cpu')
    await page.getByRole('button', { name: 'Brush', exact: true }).click()
    const box = await page.locator('[data-plane="axial"] canvas[data-layer="labels"]').boundingBox()
    if (!box) throw new Error('no picture')
    await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.3)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.6, { steps: 3 })
    await page.mouse.up()
    const changes = page.getByRole('region', { name: 'Changes' })
    const changed = (await changes.getByText(/voxels changed since version 1/).textContent()) ?? ''
    await page.keyboard.press('Control+z')
    await changes.getByText('Nothing is changed.').waitFor()
    await page.getByRole('button', { name: 'Redo' }).click()
    await changes.getByText(changed).waitFor()
    const accept = page.getByRole('button', { name: 'Accept', exact: true })
    expect(await accept.isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Save as new version' }).click()
    await page.getByRole('heading', { name: 'Decision on version 2' }).waitFor()
    const saved = await labelOf('turned')
    const count = Number(changed.replaceAll(',', '').match(/\d+/)?.[0])
    expect(saved?.versions.at(-1)).toMatchObject({
      version: 2,
      author: 'clin',
      origin: 'browser',
      state: 'proposed',
      changedVoxels: count,
    })
    // The voxels that were kept are those of the picture: version 1 and what the brush added.
    const voxels = async (version: number) => {
      const response = await fetch(
        address(annotateEndpoints.voxels, { params: { labelId: saved?.id, version } }, pair.research.url),
        { headers: { authorization: `Bearer ${await pair.clinic.token('clin', ['clinician'])}` } },
      )
      return gunzipSync(Buffer.from(await response.arrayBuffer()))
    }
    const [one, two] = [await voxels(1), await voxels(2)]
    expect(two.reduce((sum, label, n) => sum + (label === one[n] ? 0 : 1), 0)).toBe(count)
    await page.getByRole('combobox', { name: 'Compare with' }).click()
    await page.getByRole('option', { name: 'Version 1' }).click()
    await page.getByText('Green: added.').waitFor()
    await page.getByRole('region', { name: 'Versions' }).getByText('Version 1', { exact: true }).first().waitFor()
    const reject = page.getByRole('button', { name: 'Reject', exact: true })
    expect(await reject.isDisabled()).toBe(true)
    await page.getByRole('textbox', { name: 'Reason' }).fill('Reaches beyond the structure.')
    await reject.click()
    await page.getByText('Decided by clin').first().waitFor()
    await page.getByRole('button', { name: 'Open version 1' }).click()
    await page.getByRole('heading', { name: 'Decision on version 1' }).waitFor()
    await accept.click()
    await expect
      .poll(async () => (await labelOf('turned'))?.versions.map((version) => version.state), { timeout: 30_000 })
      .toEqual(['accepted', 'rejected'])
    expect(errors).toEqual([])
    await page.close()
  }, 300_000)

  it.each([
    ['da', 'oblique'],
    ['en', 'beside'],
  ] as const)(
    'says of every grey button why it is grey and what to do (%s)',
    async (language, study) => {
      const { page, errors } = await arrive('clin', ['clinician'], { language })
      const { t } = wordsOf(language)
      const button = (key: 'viewer.save' | 'viewer.discard' | 'viewer.accept' | 'viewer.reject') =>
        page.getByRole('button', { name: t(key), exact: true })
      const [save, discard] = [button('viewer.save'), button('viewer.discard')]
      const [accept, reject] = [button('viewer.accept'), button('viewer.reject')]
      const reason = page.getByRole('textbox', { name: t('viewer.reason') })
      const becomes = (one: Locator, why: string | undefined) =>
        expect.poll(() => whyGrey(one), { timeout: 60_000 }).toBe(why)
      await page.goto(urlOf(study))
      await page.locator('[data-plane="axial"] [data-ready="true"]').waitFor()
      await becomes(save, t('viewer.changed.none'))
      expect(await whyGrey(discard)).toBe(t('viewer.changed.none'))
      expect(await whyGrey(accept)).toBeUndefined()
      expect(await whyGrey(reject)).toBe(t('viewer.decision.reason', { n: 3 }))
      // A keyboard gets to a grey button and hears the reason there; pressing it does nothing.
      await tabTo(page, reject)
      await page.keyboard.press('Enter')
      const picture = page.locator('[data-plane="axial"] [role="application"]')
      await picture.focus()
      for (const key of ['b', '2', 'Space']) await picture.press(key)
      await becomes(accept, t('viewer.decision.save-first'))
      expect(await whyGrey(reject)).toBe(t('viewer.decision.save-first'))
      expect([await whyGrey(save), await whyGrey(discard)]).toEqual([undefined, undefined])
      await picture.press('Control+z')
      await accept.click()
      await becomes(accept, t('viewer.decision.accepted', { n: 1 }))
      expect(await whyGrey(reject)).toBe(t('viewer.decision.reason', { n: 3 }))
      await reason.fill('No.')
      await becomes(reject, undefined)
      await reject.click()
      await becomes(reject, t('viewer.decision.rejected', { n: 1 }))
      expect(await whyGrey(accept)).toBeUndefined()
      expect(await axe(page)).toEqual([])
      expect((await labelOf(study))?.versions.map((one) => one.state)).toEqual(['rejected'])
      expect(errors).toEqual([])
      await page.close()
    },
    300_000,
  )

  it('is worked with the keyboard alone', async () => {
    const { page } = await arrive('clin', ['clinician'])
    await openBare(page, urlOf('oblique'), 'cpu')
    const picture = page.getByRole('application', { name: /^Axial picture/ })
    const readout = page.getByTestId('readout')
    await picture.focus()
    const before = await readout.textContent()
    await picture.press('PageDown')
    await expect.poll(() => readout.textContent(), { timeout: 30_000 }).not.toBe(before)
    for (const key of ['Shift+ArrowRight', 'Shift+ArrowRight', 'ArrowDown']) await picture.press(key)
    await expect.poll(() => readout.textContent(), { timeout: 30_000 }).toContain('Value 100')
    await picture.press('b')
    await picture.press('2')
    await picture.press('Space')
    await page.getByText(/voxels? changed since version 1/).waitFor()
    await expect.poll(() => readout.textContent(), { timeout: 30_000 }).toContain('other')
    await picture.press('Control+z')
    await page.getByText('Nothing is changed.').waitFor()
    await page.getByRole('button', { name: 'Keys' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('Paint or erase at the crosshair').waitFor()
    await page.close()
  }, 300_000)

  it('shows no picture rather than a damaged one', async () => {
    const { page } = await arrive('clin', ['clinician'])
    // The connection changes the bytes of one image.
    await page.route('**/objects/*', async (route) => {
      const response = await route.fetch()
      const body = await response.body()
      body.writeUInt8(body.readUInt8(body.length - 1) ^ 1, body.length - 1)
      await route.fulfill({ response, body })
    })
    await page.goto(urlOf('axial'))
    await page.getByText('An image is damaged').waitFor()
    expect(await page.locator('canvas').count()).toBe(0)
    await page.close()
  }, 300_000)

  it('does not let somebody edit whose role it is not', async () => {
    const { page } = await arrive('dev', ['developer'])
    await page.goto(urlOf('axial'))
    await page.locator('[data-plane="axial"] [data-ready="true"]').waitFor()
    expect(await page.getByRole('button', { name: 'Brush', exact: true }).isDisabled()).toBe(true)
    expect(await page.getByRole('button', { name: 'Save as new version' }).count()).toBe(0)
    await page.close()
  }, 300_000)

  it.each(['da', 'en'] as const)(
    'has no accessibility fault of level A or AA (%s)',
    async (language) => {
      const { page, errors } = await arrive('clin', ['clinician'], { language, width: 900 })
      await page.goto(urlOf('sagittal'))
      await page.locator('[data-plane="axial"] [data-ready="true"]').waitFor()
      await page.getByRole('heading', { level: 2 }).first().waitFor()
      const faults = await axe(page)
      expect(faults).toEqual([])
      expect(errors).toEqual([])
      await page.close()
    },
    300_000,
  )
})

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Faults of level A and AA, each with its first element. */
async function axe(page: Page): Promise<string[]> {
  // Evaluated, not added as a script: the page's own content security policy stays as it is.
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const run = (
      globalThis as unknown as {
        axe: {
          run(on: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
        }
      }
    ).axe
    const found = await run.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
    return found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)
  })
}
