import { describe, expect, it } from 'vitest'
import { cleanFreeText } from '../clean-text.ts'
import { prepareSweep } from '../index.ts'
import { nobody } from '../subject.ts'

const terms = { sweep: prepareSweep(nobody()), dates: -10, mark: '***' }
const cleaned = (text: string) => cleanFreeText(text, terms).text

describe('a family name that a disease or a class is called after', () => {
  it.each([
    'Hæmoptyse, obs. Rasmussen aneurysm.',
    'Sinding-Larsen-Johansson',
    'Obs Sinding-Larsen-Johansson.',
    'Ses ved Rolando. Ingen anden patologi.',
    'Bennett eller Rolando',
    'Klassificeres som Evans-Jensen type II.',
    'Fund forenelige med Swyer-James.',
    'UL: obs Herlyn-Werner.',
    'Lund-Mackay 12, Lund-Kennedy 4.',
    'Knoglesplint a.m. Roy-Camille.',
    'Ankelfraktur i henhold til Lauge-Hansen.',
    'Ses ved Hartofilakidis 2 og Goutallier 3.',
    'Rasmussen aneurysme i venstre overlap.',
    'Fund forenelige med Rasmussens aneurisme.',
    "Rasmussen's aneurysm in the left upper lobe",
    'Thomsen myotoni.',
    'Lateral malleolfraktur, Weber B.',
    'Fraktur svarende til Weber B. Syndesmosen er intakt.',
    'Ankle fracture, Weber C. No talar shift.',
    'Fibulafraktur Weber A.\nIngen ledansamling.',
    'Diabetisk fodsår, Wagner 2.',
    'Weber B fraktur lateralt.',
    'Rinne pos., Weber midt.',
    'Weber lateraliserer til venstre.',
    'Thomas test positiv, Simon filter i vena cava.',
    'Retraktioner, Miller klasse II.',
    'Tærskel 0,75 V ved 0,4 ms. Batteri 8 år. AF burden 2 %.',
    'Hoffmann er negativ, Phalen positiv.',
    'Sabine vaccine givet som barn.',
    'Conrad pladen uden løsning.',
    'Gertrud metoden er anvendt.',
    'Pia og arachnoidea uden forandringer.',
    'Dura, arachnoidea og Pia er normale.',
    'Opladning af Pia og Dura.',
    'MR cerebrum: Pia uden forandringer.',
    'Leptomeningeal opladning i Pia.',
    'Pia opladende langs hjernestammen.',
    'Rosenberg optagelse, set ua',
  ])('stays: %s', (text) => {
    expect(cleaned(text)).toBe(text)
  })

  it.each([
    ['Beskrevet af Weber B.', 'Weber'],
    ['Malleolfraktur, beskrevet af Weber B.', 'Weber'],
    ['Ankelfraktur. Med venlig hilsen Weber B.', 'Weber'],
    ['Ankelfraktur. Weber B. Hansen er henvist.', 'Weber'],
    ['Ankelfraktur hos Weber B.', 'Weber'],
    ['Ankelfraktur, konf. m. Weber B. Gips.', 'Weber'],
    ['Fraktur: Weber B, Jensen K og Olsen P. 2019.', 'Weber'],
    ['Dr. Weber B. har set billederne.', 'Weber'],
    ['Hr. Weber er faldet.', 'Weber'],
    ['Set af Anna Bennett i amb.', 'Bennett'],
    ['Peter Becker ringer.', 'Becker'],
    ['Thomas Baker er pårørende.', 'Baker'],
    ['Anna Bennett 3 år.', 'Bennett'],
    ['Ringet til Thomas Unkovic om svar.', 'Unkovic'],
    ['Patienten Weber positiv for MRSA.', 'Weber'],
    ['Pt. Hoffmann er negativ.', 'Hoffmann'],
    ['Patienten Birgit Weber har smerter i anklen.', 'Weber'],
    ['Talt med Weber, som anbefaler MR.', 'Weber'],
    ['Fru Rasmussen aneurysme kendt fra 2019.', 'Rasmussen'],
    ['Rasmussen, aneurysme kontrol.', 'Rasmussen'],
    ['Rasmussen har aneurisme.', 'Rasmussen'],
    ['Sabine Jensen møder til vaccine.', 'Sabine'],
    ['Pt. Sabine vaccine i dag.', 'Sabine'],
    ['Sabine Jensen ringer. Sabine vaccine kan gives.', 'Sabine'],
    ['Emma vaccine i dag, Ida stent anlagt.', 'Emma'],
    ['Emma vaccine i dag, Ida stent anlagt.', 'Ida'],
    ['MR cerebrum beskrevet af Pia uden bemærkninger.', 'Pia'],
    ['MR cerebrum udført. Pia ringer om svar.', 'Pia'],
    ['Sygeplejerske Pia har lagt drop.', 'Pia'],
  ])('goes where it is a person’s: %s', (text, name) => {
    expect(cleaned(text)).not.toContain(name)
  })
})
