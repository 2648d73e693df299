import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Role } from '@clic/contracts'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import type { TestZone } from '../../../testing/zones.ts'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const chromiumPath = places.find((one) => existsSync(one))
/** For `describe.skipIf`: skipped because Chromium is missing. */
export const chromiumIsMissing = chromiumPath === undefined

/** The application as it is delivered, built from the sources into a folder of its own by a process of its own. */
export async function builtPages(): Promise<{ folder: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'clic-pages-'))
  const root = fileURLToPath(new URL('..', import.meta.url))
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js')
  // A test run is no production to React and Vite: the build has to say so itself.
  await promisify(execFile)(
    process.execPath,
    [vite, 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error'],
    { cwd: root, env: { NODE_ENV: 'production' } },
  )
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] })
}

export interface Visit {
  page: Page
  /** Errors of the console and of the page; a page without any is part of every test. */
  errors: string[]
}

/** A page signed in as a person, in a language. The zone's own key signed the cookie; the password step has its own tests. */
export async function visit(
  browser: Browser,
  zone: TestZone,
  person: { name: string; roles: Role[]; token: string },
  given: { language?: 'da' | 'en'; width?: number } = {},
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: given.width ?? 1440, height: 1000 },
    reducedMotion: 'reduce',
  })
  await context.addCookies([{ name: 'clic_session', value: person.token, url: zone.url }])
  await context.addInitScript((language) => localStorage.setItem('clic.language', language), given.language ?? 'en')
  return anotherPage(context)
}

/** One more page of a visitor; what the first has fetched is there already. */
export async function anotherPage(context: BrowserContext): Promise<Visit> {
  const page = await context.newPage()
  // A loaded machine is slow, not wrong.
  page.setDefaultTimeout(120_000)
  const errors: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`)
  })
  page.on('pageerror', (error) => errors.push(error.message))
  return { page, errors }
}
