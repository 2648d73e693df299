import { mayDo } from '@clic/contracts'
import { allScreens } from '../../src/all-screens.ts'
import { languages } from '../../src/words/make-words.ts'
import { walker } from '../drive.ts'
import { faultsOf } from './look.ts'
import { cast, type Member } from './people.ts'
import type { Walk } from './walk.ts'

/** Every screen that one of the four may see, filled with what the walk has made, in Danish and in English. */
export async function everyScreen({ company, platform }: Walk): Promise<string[]> {
  const found: string[] = []
  for (const zone of ['clinic', 'research'] as const) {
    for (const screen of allScreens) {
      if (!screen.zones.includes(zone) || screen.path.includes('$')) continue
      const { action } = screen
      const member = (Object.keys(cast) as Member[]).find((one) => !action || mayDo(cast[one].roles, action))
      // Accounts are the administrator's, whose page was looked at when the four came.
      if (!member) continue
      const { page, errors } = await company.as(member)
      await page.goto(`${platform[zone]}${screen.path}`)
      for (const language of languages) {
        const one = { ...walker(page, language), errors }
        await page.getByRole('button', { name: one.t(`language.${language}`) }).click()
        await page.locator(`html[lang=${language}]`).waitFor()
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.waitForLoadState('networkidle')
        found.push(...(await faultsOf(one, `${zone}${screen.path.replaceAll('/', '-')}`)))
      }
    }
  }
  return found
}
