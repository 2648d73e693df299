import { acquire } from './steps/acquire.ts'
import { annotate } from './steps/annotate.ts'
import { curate } from './steps/curate.ts'
import { deidentify } from './steps/deidentify.ts'
import { deploy } from './steps/deploy.ts'
import { develop } from './steps/develop.ts'
import { govern } from './steps/govern.ts'
import { link } from './steps/link.ts'
import { monitor } from './steps/monitor.ts'
import { closedBeforeActivation, refusals } from './steps/refusals.ts'
import { report } from './steps/report.ts'
import { validate } from './steps/validate.ts'
import type { Teller } from './teller.ts'
import type { Way } from './way.ts'

/** The twelve steps in the order of the data. */
export const waySteps: { name: string; what: string; play(way: Way): Promise<void> }[] = [
  { name: 'govern', what: 'permits are asked for, screened, approved by another person, signed', play: govern },
  { name: 'acquire', what: 'identified studies and health records arrive from the hospital', play: acquire },
  { name: 'deidentify', what: 'studies and facts leave as parcels, each object with its proof', play: deidentify },
  { name: 'link', what: 'health records join the images under the pseudonym', play: link },
  { name: 'curate', what: 'a cohort is counted and frozen, split by patient, the test part sealed', play: curate },
  {
    name: 'annotate',
    what: 'a clinician corrects a mask and accepts it; the dataset gets a new version',
    play: annotate,
  },
  { name: 'develop', what: 'MONAI trains a 3-D U-Net', play: develop },
  { name: 'validate', what: 'two products go through one registered protocol', play: validate },
  { name: 'deploy', what: 'the release crosses the door; a new study comes back with its result', play: deploy },
  { name: 'monitor', what: 'later studies run; the shifted ones raise the alarm', play: monitor },
  { name: 'report', what: 'PDF/A with its data, and a signed bundle that is rechecked offline', play: report },
  { name: 'refusals', what: 'what the gates turned away, and why', play: refusals },
]

export async function playWay(way: Way, teller: Teller): Promise<{ name: string; seconds: number }[]> {
  way.beforeActivation = () => closedBeforeActivation(way)
  const played: { name: string; seconds: number }[] = []
  for (const [n, step] of waySteps.entries()) {
    const started = performance.now()
    teller.say(`${String(n + 1).padStart(2)}. ${step.name}: ${step.what}`)
    await step.play(way)
    const seconds = Math.round((performance.now() - started) / 100) / 10
    played.push({ name: step.name, seconds })
    teller.say(`   ${seconds.toFixed(1)} s`)
  }
  return played
}
