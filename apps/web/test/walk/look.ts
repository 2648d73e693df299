import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { accessibilityFaults, sidewaysScroll } from '../drive.ts'
import type { Walking } from './people.ts'

/** Where pictures go, when they are wanted: `CLIC_SCREENSHOTS=/some/folder`. */
const folder = process.env['CLIC_SCREENSHOTS']
const widths = [900, 1440] as const

/** What is wrong with the screen as it stands: faults of level A or AA, a page wider than its window, complaints of the console. */
export async function faultsOf(one: Walking, name: string): Promise<string[]> {
  const { page } = one
  const found: string[] = []
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    const over = await sidewaysScroll(page)
    if (over > 0) found.push(`${name}: ${over} pixels wider than a window of ${width}`)
    if (folder) {
      mkdirSync(folder, { recursive: true })
      await page.waitForTimeout(400)
      await page.screenshot({ path: join(folder, `${name}-${one.language}-${width}.png`), fullPage: true })
    }
  }
  for (const fault of await accessibilityFaults(page)) found.push(`${name}: ${fault}`)
  for (const error of one.errors.splice(0)) found.push(`${name}: ${error}`)
  return found
}
