import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import {
  annotateEndpoints,
  curateEndpoints,
  linkEndpoints,
  type Permit,
  type Role,
  registerEndpoints,
} from '@clic/contracts'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { factsParcel, postParcel, sharedPermit, studyParcel, testPseudonym } from '../../../testing/linked-studies.ts'
import { phantomProduct } from '../../../testing/phantom-product.ts'
import { eventually, type TestPair, testPair } from '../../../testing/zones.ts'
import { wordsOf } from '../src/words/index.tsx'
import { cutOff } from './drive.ts'
import { anotherPage, builtPages, chromiumIsMissing, openBrowser, type Visit, visit } from './research-browser.ts'

const patients = 20
const minutes = (n: number) => n * 60_000

/** Everybody on the permit, and the roles they hold in the walk. */
const cast = {
  dev: ['developer'],
  clin: ['clinician'],
  lead: ['clinical-lead'],
  both: ['clinical-lead', 'regulatory-lead'],
  tester: ['test-centre'],
  regina: ['regulatory-lead'],
  dorte: ['dpo'],
  viggo: ['vendor'],
  stranger: ['test-centre'],
  everybody: ['developer', 'clinician', 'clinical-lead', 'test-centre', 'regulatory-lead', 'auditor'],
} as const satisfies Record<string, Role[]>

describe.skipIf(chromiumIsMissing)('the research zone in the browser', () => {
  let pair: TestPair
  let pages: { folder: string; remove(): void }
  let browser: Browser
  let permit: Permit
  const contexts = new Map<string, BrowserContext>()

  const arrive = async (
    who: keyof typeof cast,
    path: string,
    given: { language?: 'da' | 'en'; width?: number } = {},
  ): Promise<Visit> => {
    const key = JSON.stringify([who, given])
    const known = contexts.get(key)
    const roles = [...cast[who]]
    const found = known
      ? await anotherPage(known)
      : await visit(browser, pair.research, { name: who, roles, token: await pair.clinic.token(who, roles) }, given)
    contexts.set(key, found.page.context())
    await found.page.goto(pair.research.url + path)
    return found
  }

  beforeAll(async () => {
    pages = await builtPages()
    pair = await testPair({
      research: {
        modules: ['link', 'curate', 'annotate', 'develop', 'register', 'validate', 'report'],
        web: pages.folder,
      },
      clinic: { modules: [] },
    })
    browser = await openBrowser()
    permit = await sharedPermit(pair, { people: Object.keys(cast).filter((one) => one !== 'stranger') })
    for (let n = 0; n < patients; n++) {
      const pseudonym = testPseudonym(`walk ${n}`)
      const study = await postParcel(
        pair,
        studyParcel({
          seed: `walk ${n}`,
          permitId: permit.id,
          pseudonym,
          ...(n === 0 ? { mask: 'elsewhere' as const } : {}),
        }),
      )
      if (study.state !== 'delivered') throw new Error(study.reason ?? study.state)
      await postParcel(
        pair,
        factsParcel({ permitId: permit.id, pseudonym, sex: n % 2 ? 'male' : 'female', age: 55 + n }),
      )
    }
    await eventually(async () => {
      const labels = await pair.research.as('clin', ['clinician'])(annotateEndpoints.labels, {
        query: { permitId: permit.id },
      })
      return labels.ok && labels.value.length === patients - 1 ? true : undefined
    }, 120)
  }, minutes(6))

  afterAll(async () => {
    await browser?.close()
    await pair?.close()
    pages?.remove()
  })

  it(
    'shows the persons with their facts, and that age and sex are invented',
    async () => {
      const { page } = await arrive('dev', '/link')
      await page.getByRole('heading', { name: `${patients} persons` }).waitFor()
      await page.getByText('Age and sex are invented').waitFor()
      expect(await page.getByText('Total score MMSE: 25').count()).toBe(patients)
      await page.close()
    },
    minutes(3),
  )

  it(
    'shows a mask of another geometry as refused, with the reason and what to do',
    async () => {
      const { page } = await arrive('clin', '/annotate/refused')
      await page.getByText(/a mask of another geometry/).waitFor()
      await page.close()
    },
    minutes(3),
  )

  it(
    'lets a clinician accept the reference masks with a reason that is kept',
    async () => {
      const { page } = await arrive('clin', '/annotate')
      const accept = page.getByRole('button', { name: `Accept ${patients - 1} masks` })
      // Without a reason it says what is missing, and nothing is accepted.
      await accept.click()
      await page.getByRole('alert').filter({ hasText: '10' }).waitFor()
      await page.getByRole('textbox', { name: 'Reason' }).fill('Drawn by two radiologists and compared.')
      await accept.click()
      await page.getByText(`${patients - 1} masks were accepted.`).waitFor()
      const labels = await pair.research.as('clin', ['clinician'])(annotateEndpoints.labels, {
        query: { permitId: permit.id },
      })
      expect(
        labels.ok &&
          labels.value.every(
            (one) =>
              one.state === 'accepted' &&
              one.versions[0]?.reason === 'Drawn by two radiologists and compared.' &&
              one.versions[0].decidedBy === 'clin',
          ),
      ).toBe(true)
      await page.close()
    },
    minutes(3),
  )

  it(
    'refuses a segmentation that is none, and says what to send',
    async () => {
      const { page } = await arrive('clin', '/annotate')
      await page.getByRole('combobox', { name: 'Study' }).click()
      await page.getByRole('option').first().click()
      await page.locator('input[type=file]').setInputFiles({
        name: 'mask.dcm',
        mimeType: 'application/dicom',
        buffer: Buffer.from('a text file, and no DICOM at all'),
      })
      await page.getByRole('button', { name: 'Upload' }).click()
      await page.getByRole('alert').getByText('Send a DICOM segmentation.').waitFor()
      await page.close()
    },
    minutes(3),
  )

  it(
    'counts a cohort while it is built, keeps it, and freezes it into a version that verifies',
    async () => {
      const { page } = await arrive('dev', '/curate')
      await page
        .getByText(String(patients - 1), { exact: true })
        .first()
        .waitFor()
      await page.getByRole('combobox', { name: 'Sex' }).click()
      await page.getByRole('option', { name: 'Women', exact: true }).click()
      // Nine or ten women; the table by age hides every cell below five, and says so.
      await page
        .getByTitle(/Not shown: it is below 5/)
        .first()
        .waitFor()
      await page.getByRole('combobox', { name: 'Sex' }).click()
      await page.getByRole('option', { name: 'Women and men' }).click()
      await page.getByRole('textbox', { name: 'Name of the cohort' }).fill('Everybody with a mask')
      await page.getByRole('button', { name: 'Keep the cohort' }).click()
      await page.getByRole('button', { name: 'Freeze …' }).click()
      await page.getByRole('textbox', { name: 'Test part' }).fill('40')
      await page.getByRole('button', { name: 'Freeze', exact: true }).click()
      await page.getByRole('heading', { name: 'Everybody with a mask, version 1' }).waitFor()
      await page.getByRole('button', { name: 'Verify against the Merkle root' }).click()
      await page.getByText(`${patients - 1} items are what was frozen`).waitFor()
      await page.getByText('The sealed test part has been opened 0 times.').waitFor()
      const croissant = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Croissant metadata' }).click()
      const file = await (await croissant).path()
      expect(JSON.parse(readFileSync(file, 'utf8')).conformsTo).toContain('http://mlcommons.org/croissant/1.0')
      await page.close()
    },
    minutes(5),
  )

  it(
    'takes a bought product and its package, and refuses a package that is none',
    async () => {
      const { page } = await arrive('viggo', '/register')
      await page.getByRole('button', { name: 'Register a product' }).click()
      const form = page.getByRole('dialog')
      await form.getByText('Bought', { exact: true }).click()
      await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Bright Finder')
      await form.getByRole('textbox', { name: 'Manufacturer' }).fill('Nordlys Imaging')
      await form
        .getByRole('textbox', { name: 'Intended use' })
        .fill('Finds the bright body on MR and states its volume.')
      await form.getByRole('textbox', { name: 'Body part' }).fill('Phantom')
      await form.getByRole('textbox', { name: 'Name of structure 1' }).fill('anterior hippocampus')
      await form.getByRole('button', { name: 'One more structure' }).click()
      await form.getByRole('textbox', { name: 'Name of structure 2' }).fill('posterior hippocampus')
      await form.getByRole('button', { name: 'Register', exact: true }).click()
      await page.getByRole('heading', { name: 'Bright Finder' }).waitFor()
      await page.getByRole('button', { name: 'Upload a MAP' }).click()
      const file = page.locator('input[type=file]')
      await file.setInputFiles({ name: 'package.tar', mimeType: 'application/x-tar', buffer: Buffer.from('not a tar') })
      await page.getByRole('button', { name: 'Upload', exact: true }).click()
      await page.getByRole('alert').waitFor()
      await file.setInputFiles({
        name: 'package.tar',
        mimeType: 'application/x-tar',
        buffer: Buffer.from(await phantomProduct({ shift: 0 })),
      })
      await page.getByRole('button', { name: 'Upload', exact: true }).click()
      await page.getByRole('link', { name: '1.0.0' }).waitFor()
      const releases = await pair.research.as('viggo', ['vendor'])(registerEndpoints.releases, {})
      expect(releases.ok && releases.value.map((one) => [one.productName, one.version, one.state])).toEqual([
        ['Bright Finder', '1.0.0', 'registered'],
      ])
      await page.close()
    },
    minutes(5),
  )

  it(
    'registers a protocol, opens the sealed part once for a release, and shows what was measured',
    async () => {
      const { page } = await arrive('tester', '/validate/protocols')
      await page.getByRole('textbox', { name: 'Title' }).fill('Phantoms: acceptance')
      for (const name of ['anterior hippocampus', 'posterior hippocampus'])
        await page.getByRole('textbox', { name }).fill('0.5')
      await page.getByRole('textbox', { name: 'Bootstrap replicates' }).fill('300')
      await page.getByRole('button', { name: 'Register', exact: true }).click()
      await page.getByText('The protocol is registered.').waitFor()
      await page.goto(`${pair.research.url}/validate`)
      await page.getByText('opened 0 times; the protocol allows 2').waitFor()
      await page.getByRole('combobox', { name: 'Release' }).click()
      await page.getByRole('option', { name: /Bright Finder/ }).click()
      await page.getByRole('button', { name: 'Open and measure' }).click()
      await page
        .getByText('The lower bound of every primary endpoint passes its threshold.')
        .waitFor({ timeout: minutes(3) })
      await page.getByRole('img', { name: /^Dice with confidence interval of each structure/ }).waitFor()
      expect(await page.getByRole('region', { name: 'What decided' }).getByRole('listitem').count()).toBeGreaterThan(2)
      await page.getByText('Age and sex are invented').waitFor()
      await page.close()
    },
    minutes(6),
  )

  it(
    'does not open the sealed part for somebody whom the permit does not name, and says why',
    async () => {
      const { page } = await arrive('stranger', '/validate')
      await page.getByRole('combobox', { name: 'Release' }).click()
      await page.getByRole('option', { name: /Bright Finder/ }).click()
      await page.getByRole('button', { name: 'Open and measure' }).click()
      await page
        .getByRole('alert')
        .getByText(/named on the permit/)
        .waitFor()
      const datasets = await pair.research.as('dev', ['developer'])(curateEndpoints.datasets, {})
      expect(datasets.ok && datasets.value[0]?.testOpenings).toBe(1)
      await page.close()
    },
    minutes(3),
  )

  it(
    'takes three signatures of three people, and keeps the door closed without a basis for operation',
    async () => {
      for (const language of ['da', 'en'] as const) {
        const { page } = await arrive('everybody', '/register/approvals', { language, width: 900 })
        const { t, code } = wordsOf(language)
        for (const role of ['clinical-lead', 'regulatory-lead'] as const) {
          const name = t('approval.give', { role: code('role', role).toLocaleLowerCase() })
          const give = page.getByRole('button', { name })
          await give.waitFor()
          expect({ name, cut: await cutOff(give) }).toEqual({ name, cut: [] })
        }
        await page.getByRole('button', { name: t('account', { name: 'everybody' }) }).click()
        await page.getByRole('menu').getByText('everybody', { exact: true }).waitFor()
        await page.close()
      }
      for (const [who, role] of [
        ['both', 'Clinical lead'],
        ['regina', 'Regulatory lead'],
        ['dorte', 'Data protection officer'],
      ] as const) {
        const { page } = await arrive(who, '/register/approvals')
        const opener = page.getByRole('button', { name: `Approve as ${role}` })
        await opener.click()
        const sure = page.getByRole('dialog', { name: `Approve Bright Finder 1.0.0 as ${role}` })
        await sure.getByText('Finds the bright body on MR and states its volume.').waitFor()
        await sure.getByText(`${who} (${role})`).waitFor()
        // Nothing is signed by a look, and what was left undone gives the focus back.
        await page.keyboard.press('Escape')
        await sure.waitFor({ state: 'hidden' })
        await expect
          .poll(() => opener.evaluate((one) => one === document.activeElement), { timeout: 30_000 })
          .toBe(true)
        await page.keyboard.press('Enter')
        await sure.getByRole('button', { name: `Approve as ${role}` }).dblclick()
        await sure.waitFor({ state: 'hidden' })
        await page.locator('li[data-given="true"]').filter({ hasText: role }).getByText(who).first().waitFor()
        if (who === 'both') {
          // The second role of the same person: refused where they stand, with why and what to do.
          await page.getByRole('button', { name: 'Approve as Regulatory lead' }).click()
          const again = page.getByRole('dialog', { name: 'Approve Bright Finder 1.0.0 as Regulatory lead' })
          await again.getByText('You have signed this release already as Clinical lead.').waitFor()
          await again.getByRole('button', { name: 'Approve as Regulatory lead' }).click()
          const refusal = again.getByRole('alert').filter({ hasText: 'You approved this release already' })
          await refusal.getByText('Ask a colleague who holds the role that is missing.').waitFor()
        }
        await page.close()
      }
      const { page } = await arrive('lead', '/register/approvals')
      await page.getByRole('combobox', { name: 'Permit that covers the operation' }).click()
      await page.getByRole('option', { name: /no basis for operation/ }).click()
      let sent = 0
      page.on('request', (request) => {
        if (request.method() === 'POST' && request.url().endsWith('/send')) sent++
      })
      const send = page.getByRole('button', { name: 'Send through the door' })
      await send.click()
      const sure = page.getByRole('dialog', { name: 'Send Bright Finder 1.0.0 through the door' })
      await sure.getByText(/^One release: one package .* No studies and no images go with it\.$/).waitFor()
      await sure.getByText(permit.terms.title).waitFor()
      await sure.getByText(/^Clinic zone/).waitFor()
      await sure.getByText('lead (Clinical lead)').waitFor()
      await sure.getByText('This permit has no basis for operation').waitFor()
      expect(await sure.getByText('It is not approved by all three').count()).toBe(0)
      await page.evaluate(axeSource)
      expect(await page.evaluate(axeFaults)).toEqual([])
      // Nothing goes by a look.
      await page.keyboard.press('Escape')
      await sure.waitFor({ state: 'hidden' })
      await expect.poll(() => send.evaluate((one) => one === document.activeElement), { timeout: 30_000 }).toBe(true)
      expect(sent).toBe(0)
      await page.keyboard.press('Enter')
      await sure.getByRole('button', { name: 'Send through the door' }).dblclick()
      await sure
        .getByRole('alert')
        .getByText(/operate/)
        .first()
        .waitFor()
      expect(sent).toBe(1)
      await page.keyboard.press('Escape')
      await sure.waitFor({ state: 'hidden' })
      // Under a permit for its operation it goes, and goes once.
      const care = { article6: '6(1)(e)', article9: '9(2)(h)', national: 'Sundhedsloven § 42 a, stk. 6' } as const
      const operation = await sharedPermit(pair, {
        kind: 'standing-release',
        about: 'Bright Finder',
        title: 'Bright Finder in use',
        phases: [{ phase: 'operate', ...care }],
      })
      await page.reload()
      await page.getByRole('combobox', { name: 'Permit that covers the operation' }).waitFor()
      await send.click()
      await sure.getByText(operation.terms.title).waitFor()
      expect(await sure.getByText('This permit has no basis for operation').count()).toBe(0)
      await sure.getByRole('button', { name: 'Send through the door' }).dblclick()
      await page.getByText('The release was sent through the door.').waitFor()
      await sure.waitFor({ state: 'hidden' })
      expect([sent, await send.count()]).toEqual([2, 0])
      await page.close()
    },
    minutes(4),
  )

  it(
    'makes a report that opens as PDF, and a bundle to take away',
    async () => {
      const { page } = await arrive('tester', '/report')
      await page.getByRole('textbox', { name: 'Title' }).fill('Phantoms: one product')
      await page.getByRole('button', { name: 'Make the report' }).click()
      const pdf = page.getByRole('link', { name: 'Open the PDF' })
      await pdf.waitFor({ timeout: minutes(3) })
      const file = await page.request.get(pair.research.url + (await pdf.getAttribute('href')))
      expect(file.status()).toBe(200)
      expect((await file.body()).subarray(0, 5).toString()).toBe('%PDF-')
      const bundle = page.waitForEvent('download')
      await page.getByRole('link', { name: 'Download the bundle' }).click()
      expect((await bundle).suggestedFilename()).toMatch(/\.zip$/)
      await page.close()
    },
    minutes(5),
  )

  const screens = [
    '/link',
    '/link/studies',
    '/curate',
    '/curate/datasets',
    '/annotate',
    '/annotate/refused',
    '/develop',
    '/develop/candidates',
    '/register',
    '/register/approvals',
    '/validate',
    '/validate/protocols',
    '/report',
  ]
  it.each([
    ['da', 900],
    ['en', 1440],
  ] as const)(
    'has no accessibility fault of level A or AA, no error and no sideways scrolling on any screen (%s, %i px)',
    async (language, width) => {
      for (const path of screens) {
        const { page, errors } = await arrive('everybody', path, { language, width })
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.waitForLoadState('networkidle')
        await page.evaluate(axeSource)
        expect({
          path,
          faults: await page.evaluate(axeFaults),
          errors,
          over: await page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth)),
        }).toEqual({ path, faults: [], errors: [], over: 0 })
        await page.close()
      }
    },
    minutes(8),
  )

  it(
    'has no accessibility fault on the pages of one record, nor in the dialogues',
    async () => {
      const studies = await pair.research.as('dev', ['developer'])(linkEndpoints.studies, {
        query: { permitId: permit.id },
      })
      expect(studies.ok).toBe(true)
      const { page } = await arrive('everybody', '/validate', { language: 'en', width: 1440 })
      const check = async (what: string) => {
        await page.waitForLoadState('networkidle')
        await page.evaluate(axeSource)
        expect({ what, faults: await page.evaluate(axeFaults) }).toEqual({ what, faults: [] })
      }
      await page.getByRole('link', { name: 'Bright Finder 1.0.0' }).first().click()
      await page.getByRole('heading', { name: 'What was measured' }).waitFor()
      await check('result')
      await page.goto(`${pair.research.url}/curate/datasets`)
      await page.getByRole('link', { name: /Everybody with a mask/ }).click()
      await page.getByRole('heading', { name: 'What it binds' }).waitFor()
      await check('dataset')
      await page.goto(`${pair.research.url}/register`)
      await page.getByRole('link', { name: '1.0.0' }).click()
      await page.getByRole('heading', { name: 'What the release binds' }).waitFor()
      await check('release')
      await page.goto(`${pair.research.url}/register`)
      await page.getByRole('button', { name: 'Register a product' }).click()
      await page.getByRole('dialog').waitFor()
      await check('new product')
      await page.close()
    },
    minutes(5),
  )
})

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Runs in the page. */
async function axeFaults(): Promise<string[]> {
  const { axe } = globalThis as unknown as {
    axe: { run(on: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
  }
  const found = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
  return found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)
}
