import type { Role } from '@clic/contracts'
import type { Browser } from 'playwright-core'
import type { Language } from '../../src/words/make-words.ts'
import { signIn, type Walker, walker } from '../drive.ts'
import { anotherPage } from '../research-browser.ts'
import type { Platform } from './platform.ts'

/** The four, with roles so that nobody has to do two things that two people must do. Two of them read Danish, two English. */
export const cast = {
  anne: {
    name: 'Anne Holm',
    email: 'anne@clic.example',
    language: 'da',
    roles: ['data-engineer', 'regulatory-lead'],
  },
  david: { name: 'David Lund', email: 'david@clic.example', language: 'en', roles: ['developer', 'vendor'] },
  eva: { name: 'Eva Brandt', email: 'eva@clic.example', language: 'en', roles: ['clinician', 'clinical-lead'] },
  camilla: {
    name: 'Camilla Friis',
    email: 'camilla@clic.example',
    language: 'da',
    roles: ['data-steward', 'dpo', 'test-centre'],
  },
} as const satisfies Record<string, { name: string; email: string; language: Language; roles: readonly Role[] }>
export type Member = keyof typeof cast

export const password = 'fire helt forskellige'

/** Somebody at a browser, with what the console complained about and was not looked at yet. */
export interface Walking extends Walker {
  errors: string[]
}

export interface Company {
  /** The page of one of the four, signed in at the clinic zone the first time. */
  as(member: Member): Promise<Walking>
  administrator(): Promise<Walking>
  pages(): Walking[]
}

export function company(browser: Browser, platform: Platform): Company {
  const known = new Map<string, Walking>()
  const arrive = async (email: string, secret: string, language: Language): Promise<Walking> => {
    const found = known.get(email)
    if (found) return found
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      reducedMotion: 'reduce',
      locale: language === 'da' ? 'da-DK' : 'en-GB',
      acceptDownloads: true,
    })
    const { page, errors } = await anotherPage(context)
    const one = { ...walker(page, language), errors }
    await signIn(one, platform.clinic, email, secret)
    known.set(email, one)
    return one
  }
  return {
    as: (member) => arrive(cast[member].email, password, cast[member].language),
    administrator: () => arrive(platform.signIn.email, platform.signIn.password, 'en'),
    pages: () => [...known.values()],
  }
}
