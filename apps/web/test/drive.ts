import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Locator, Page } from 'playwright-core'
import { wordsOf } from '../src/words/index.tsx'
import type { Language } from '../src/words/make-words.ts'

type Words = ReturnType<typeof wordsOf>

/** A person at a page, in a language: what the page says is looked up in the application's own words, never written twice. */
export interface Walker extends Words {
  page: Page
  language: Language
}

export function walker(page: Page, language: Language): Walker {
  return { page, language, ...wordsOf(language) }
}

/** Signs in with the form of the zone that has the accounts. */
export async function signIn(one: Walker, url: string, email: string, password: string): Promise<void> {
  const { page, t } = one
  await page.goto(url)
  await page.getByLabel(t('signin.email')).fill(email)
  await page.getByLabel(t('signin.password'), { exact: true }).fill(password)
  await page.getByRole('button', { name: t('signin.do') }).click()
  await page.getByRole('navigation', { name: t('nav.way') }).waitFor()
}

export async function signOut(one: Walker, name: string): Promise<void> {
  const { page, t } = one
  await page.getByRole('button', { name: t('account', { name }) }).click()
  await page.getByRole('menuitem', { name: t('signout') }).click()
  await page.getByRole('heading', { name: t('signin.title') }).waitFor()
}

/** Opens a station from the picture of the way, and one of its screens by the tab's name. */
export async function openStation(
  one: Walker,
  station: 'acquire' | 'deidentify' | 'deploy' | 'monitor',
  tab?: string,
): Promise<void> {
  const { page, t } = one
  const name = t(`station.${station}`)
  await page
    .getByRole('navigation', { name: t('nav.way') })
    .getByRole('link', { name, exact: true })
    .click()
  if (tab)
    await page
      .getByRole('navigation', { name: t('nav.section', { name }) })
      .getByRole('link', { name: tab, exact: true })
      .click()
}

/** Opens a screen of govern from the main menu. */
export async function openGovern(
  one: Walker,
  screen: 'permits' | 'gates' | 'ledger' | 'door' | 'people',
): Promise<void> {
  const { page, t } = one
  await page
    .getByRole('navigation', { name: t('nav.main') })
    .getByRole('link', { name: t(`${screen}.title`) })
    .click()
  await page.getByRole('heading', { level: 1, name: t(`${screen}.title`) }).waitFor()
}

export interface PermitRequest {
  kind: 'project' | 'standing-source' | 'standing-release'
  title: string
  purpose: string
  controller: string
  about?: string
  /** Names of people who may use it. */
  people?: string[]
  /** Modalities beyond those that the form begins with. */
  modalities?: string[]
}

/** Fills in the form for a permit and sends it; the permit's own page is open afterwards. */
export async function askForPermit(one: Walker, request: PermitRequest): Promise<void> {
  const { page, t } = one
  await openGovern(one, 'permits')
  await page.getByRole('link', { name: t('permits.new') }).click()
  await page.getByRole('radio', { name: t(`kind.${request.kind}`) }).check()
  if (request.about)
    await page
      .getByLabel(t(request.kind === 'standing-source' ? 'form.about.source' : 'form.about.release'))
      .fill(request.about)
  await page.getByLabel(t('form.title')).fill(request.title)
  await page.getByLabel(t('form.purpose')).fill(request.purpose)
  await addTags(page.getByRole('combobox', { name: t('form.controllers') }), [request.controller])
  await addTags(page.getByRole('combobox', { name: t('form.modalities') }), request.modalities ?? [])
  for (const name of request.people ?? []) await page.getByRole('checkbox', { name, exact: true }).check()
  await page.getByRole('button', { name: t('form.send') }).click()
  await page.getByRole('heading', { level: 1, name: request.title }).waitFor()
}

async function addTags(field: Locator, tags: string[]): Promise<void> {
  for (const tag of tags) {
    await field.fill(tag)
    await field.press('Enter')
  }
}

async function openPermit(one: Walker, title: string): Promise<void> {
  await openGovern(one, 'permits')
  await one.page.getByRole('link', { name: title, exact: true }).click()
  await one.page.getByRole('heading', { level: 1, name: title }).waitFor()
}

/** Runs the screening rules on a permit that was sent. */
export async function screenPermit(one: Walker, title: string): Promise<void> {
  await openPermit(one, title)
  await one.page.getByRole('button', { name: one.t('permit.screen') }).click()
  await one.page.getByText(one.t('state.screened'), { exact: true }).first().waitFor()
}

/** Presses “approve” and says yes when asked; what follows (valid, or the closed gate) is the caller's to look for. */
export async function approvePermit(one: Walker, title: string): Promise<void> {
  await openPermit(one, title)
  await one.page.getByRole('button', { name: one.t('permit.approve') }).click()
  const sure = one.page.getByRole('dialog', { name: one.t('permit.approve.title', { title }) })
  await sure.getByRole('button', { name: one.t('permit.approve') }).click()
}

export async function registerSource(
  one: Walker,
  source: {
    name: string
    aeTitle: string
    kind: 'dimse' | 'stow'
    returnTo?: { aeTitle: string; host: string; port: number }
  },
): Promise<void> {
  const { page, t } = one
  await openStation(one, 'acquire', t('sources.title'))
  await page.getByRole('button', { name: t('sources.add') }).click()
  const form = page.getByRole('dialog', { name: t('sources.add') })
  await form.getByRole('radio', { name: t(`sources.kind.${source.kind}`) }).check()
  await form.getByLabel(t('sources.name')).fill(source.name)
  await form.getByLabel(t(`sources.ae.${source.kind}`)).fill(source.aeTitle)
  if (source.returnTo) {
    await form.getByLabel(t('sources.return.have')).check()
    await form.getByLabel(t('sources.returnae')).fill(source.returnTo.aeTitle)
    await form.getByLabel(t('sources.host')).fill(source.returnTo.host)
    await form.getByLabel(t('sources.port')).fill(String(source.returnTo.port))
  }
  await form.getByRole('button', { name: t('sources.add') }).click()
  await form.waitFor({ state: 'hidden' })
}

/** Sends a zip or JSON file from the browser on behalf of a source. */
export async function sendFile(one: Walker, file: { name: string; bytes: Uint8Array }, source: string): Promise<void> {
  const { page, t } = one
  await openStation(one, 'acquire', t('studies'))
  const panel = page.getByRole('region', { name: t('upload.title') })
  await panel.locator('input[type=file]').setInputFiles({
    name: file.name,
    mimeType: file.name.endsWith('.zip') ? 'application/zip' : 'application/json',
    buffer: Buffer.from(file.bytes),
  })
  await panel.getByLabel(t('upload.source')).selectOption(source)
  await panel.getByRole('button', { name: t('upload.send'), exact: true }).click()
}

/** Assigns a source's studies to a project; they leave without a sample unless a limit is given. */
export async function assignSource(one: Walker, project: string, source: string, limit = 'none'): Promise<void> {
  const { page, t } = one
  await openStation(one, 'deidentify', t('deid.tab.assignments'))
  await page.getByRole('button', { name: t('assign.add') }).click()
  const form = page.getByRole('dialog', { name: t('assign.add') })
  await form.getByLabel(t('deid.project')).selectOption({ label: project })
  await form.getByLabel(t('studies.source')).selectOption({ label: source })
  await form.getByLabel(t('sampling.policy')).selectOption(limit)
  await form.getByRole('button', { name: t('assign.add') }).click()
  await form.waitFor({ state: 'hidden' })
}

/** Puts a received release into operation under a standing permit. */
export async function activateRelease(one: Walker, release: string, permit: string): Promise<void> {
  const { page, t } = one
  await openStation(one, 'deploy', t('deploy.releases'))
  await page
    .getByRole('region', { name: release })
    .getByRole('button', { name: t('deploy.activate') })
    .click()
  const form = page.getByRole('dialog')
  await form.getByLabel(t('deploy.activate.permit')).selectOption({ label: permit })
  await form.getByRole('button', { name: t('deploy.activate') }).click()
}

/** Presses Tab until the wanted thing has the focus: what a person without a mouse does. */
export async function tabTo(page: Page, wanted: Locator, most = 150): Promise<void> {
  for (let n = 0; n < most; n++) {
    if (await wanted.evaluate((element) => element === element.ownerDocument.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not reach ${wanted.toString()} within ${most} steps`)
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Violations of WCAG 2.2 level A and AA on the page as it stands, one line each. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  const run = `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then((result) => result.violations.flatMap((one) => one.nodes.map((node) => one.id + ' at ' + node.target.join(' ') + ': ' + (node.any[0]?.message ?? node.all[0]?.message ?? one.help))))`
  return (await page.evaluate(run)) as string[]
}

/** Waits until everything that was asked for is there, and nothing stands in its place any more. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor()
  while ((await page.locator('[aria-busy=true]').count()) > 0) await page.waitForTimeout(40)
}

/** How many pixels the page is wider than its window: none on a page that fits. */
export async function sidewaysScroll(page: Page): Promise<number> {
  return (await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')) as number
}

/** Faults of level A or AA and sideways scrolling at 1440 and at 900 pixels, each with its width; the page is at 1440 afterwards. */
export async function faultsAtBothWidths({ page }: Walker): Promise<string[]> {
  const found: string[] = []
  for (const width of [1440, 900]) {
    await page.setViewportSize({ width, height: 1000 })
    await settled(page)
    found.push(...(await accessibilityFaults(page)).map((fault) => `${width}: ${fault}`))
    if ((await sidewaysScroll(page)) > 0) found.push(`${width}: the page scrolls sideways`)
  }
  await page.setViewportSize({ width: 1440, height: 1000 })
  return found
}

/** What of a button's label is not wholly seen; nothing of one that fits. */
export function cutOff(button: Locator): Promise<string[]> {
  return button.evaluate((element) => {
    const label = element.querySelector('.mantine-Button-label') ?? element
    const around = element.parentElement?.getBoundingClientRect()
    const { lineHeight, fontSize } = getComputedStyle(label)
    return [
      // Letters that hang below the line need more than their own size.
      Number.parseFloat(lineHeight) < 1.2 * Number.parseFloat(fontSize) ? 'what hangs below the line' : '',
      label.scrollWidth > label.clientWidth || label.scrollHeight > label.clientHeight ? 'its end' : '',
      around && element.getBoundingClientRect().right > around.right ? 'what lies outside its card' : '',
    ].filter((one) => one !== '')
  })
}
