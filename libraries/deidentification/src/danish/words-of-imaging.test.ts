import { describe, expect, it } from 'vitest'
import { cleanFreeText } from '../clean-text.ts'
import { prepareSweep } from '../index.ts'
import { nobody } from '../subject.ts'

const terms = { sweep: prepareSweep(nobody()), dates: -10, mark: '***' }
const cleaned = (text: string) => cleanFreeText(text, terms).text

describe('a word that looks like somebody and is none', () => {
  it.each([
    'Mamma BIRADS 2',
    'Mamma BI-RADS 2, venstre',
    'Mamma TOMOSYNTESE bilat.',
    'Talt med Pårørende om Hofte',
    'Talt med Hustru om Skulder',
    'Aftalt med Nabo om Hjemtransport',
    'Aftalt med Hjemmesygeplejen om Sårpleje',
    'Vurderet af Multidisciplinært Team',
    'Gennemgået på Multidisciplinær Teamkonference',
    'Vurderet af Palliativt Team',
    'Osteosynteret med DePuy Synthes skrue, stenose ved Oddi og refluks scoret ved Los Angeles grad B.',
    'Refluks beskrevet som Los Angeles klassifikation C',
    'Dilatation af Oddi, sphincter bevaret.',
    'Knæ bilat. stående Rosenberg',
    'Venstre knæ Rosenberg og skyline',
    'RTG KNÆ ROSENBERG',
    'Hænder Nørgaard',
    'Star VIBE',
    'Radial VIBE kontrast',
    'T1 VIBE Dixon',
    'LAVA VIBE THRIVE',
    'Ax Flash Fs Vibe',
    'Flash VIBE',
    'VIBE artefakt',
  ])('stays: %s', (text) => {
    expect(cleaned(text)).toBe(text)
  })

  it.each([
    ['Mamma Kirsten ringer', 'Kirsten'],
    ['Pårørende Jytte Krarup', 'Jytte'],
    ['Talt med Hustru Birgit om Skulder', 'Birgit'],
    ['Set af Multidisciplinært Team og overlæge Krarup', 'Krarup'],
    ['Talt med VIBE', 'VIBE'],
    ['Vibe Krarup', 'Vibe'],
    ['Knæ beskrevet af Rosenberg', 'Rosenberg'],
    ['Knæ: Rosenberg ringer om svar', 'Rosenberg'],
    ['Knæ Jonas Rosenberg', 'Rosenberg'],
    ['Rosenberg', 'Rosenberg'],
    ['Bor i Los Angeles', 'Los '],
    ['Maria Angeles Lopez', 'Angeles'],
  ])('goes where it is somebody: %s', (text, name) => {
    expect(cleaned(text)).not.toContain(name)
  })
})
