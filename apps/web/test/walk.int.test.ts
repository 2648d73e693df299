import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pythonIsMissing } from '../../../testing/runtime.ts'
import { chromiumIsMissing, openBrowser } from './research-browser.ts'
import { approve, registerProducts, report, validate } from './walk/accept.ts'
import { addPeople, deidentify, grantPermits, oversee, receiveStudies, registerHospital } from './walk/clinic.ts'
import { everyScreen } from './walk/every-screen.ts'
import { startArchive } from './walk/hospital.ts'
import { deploy, monitor, runStudy } from './walk/operate.ts'
import { company } from './walk/people.ts'
import { startPlatform } from './walk/platform.ts'
import { annotate, defineCohort, freezeCohort, seeLinked, train } from './walk/research.ts'
import type { Walk } from './walk/walk.ts'

describe.skipIf(chromiumIsMissing || pythonIsMissing)(
  'four people walk the whole way in the browser (skipped where Chromium or Python with MONAI is missing)',
  () => {
    let walk: Walk
    let browser: Browser
    let stopped = ''
    const station = (name: string, step: (walk: Walk) => Promise<string[]>) =>
      it(name, async () => {
        expect(stopped, 'an earlier station').toBe('')
        stopped = name
        const faults = await step(walk)
        stopped = ''
        expect(faults).toEqual([])
      }, 900_000)

    beforeAll(async () => {
      const platform = await startPlatform()
      browser = await openBrowser()
      walk = {
        platform,
        company: company(browser, platform),
        archive: await startArchive(`${platform.folder}/archive`),
      }
    }, 900_000)

    afterAll(async () => {
      await browser?.close()
      walk?.archive.stop()
      await walk?.platform.stop()
    }, 120_000)

    station('the administrator gives four people their accounts and roles', addPeople)
    station(
      'three permits are asked for, screened, and approved by another person, one by keyboard alone',
      grantPermits,
    )
    station('the hospital’s archive is registered and may send', registerHospital)
    station('studies and records arrive by file and by DICOM, and a refused file says why', receiveStudies)
    station('the studies lose their identifiers with proofs and cross the door', deidentify)
    station('the data protection officer sees each parcel, and the ledger is whole', oversee)
    station('images and records meet under pseudonyms', seeLinked)
    station('a cohort is counted, and is not frozen before its masks are accepted', defineCohort)
    station('a clinician corrects a mask in the viewer and accepts it by keyboard, and the others', annotate)
    station('the cohort is frozen, and every item is what was frozen', freezeCohort)
    station('a training shows its curve while it lasts and makes a candidate', train)
    station('a home-made and a bought product are registered with their releases', registerProducts)
    station('both are measured on the sealed part: one is accepted, the other refused', validate)
    station('three people approve in three roles, and the release crosses the door', approve)
    station('the release is put into operation with a route', deploy)
    station('a new study comes back with volumes, in seconds that the screen shows', runStudy)
    station('a clinician rejects the result, and the monitoring knows it', monitor)
    station('the report and its bundle are downloaded, and the bundle is verified without the platform', report)
    station(
      'every screen, in Danish and in English, is without a fault of level A or AA and logs no error',
      everyScreen,
    )
  },
)
