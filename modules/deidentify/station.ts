import type { SourceView, StudyTracker, StudyView } from '@clic/contracts'
import type { GateKeeper, PermitView } from '@clic/platform/gates'
import type { PartContext } from '@clic/platform/parts'
import type { PixelStep } from './pixel-step.ts'
import type { DeidentifySettings } from './settings.ts'
import type { VaultClient } from './vault-client.ts'

/** What the use cases of this module work with. */
export interface Station {
  context: PartContext
  settings: DeidentifySettings
  vault: VaultClient
  gates: GateKeeper
  permits: PermitView
  pixels: PixelStep
  /** The studies of this zone; undefined where no module receives any. */
  received(): { studies: StudyView; tracker: StudyTracker; sources: SourceView } | undefined
  /** Called when a job found the vault down: what waits is queued again when it answers. */
  vaultIsDown(): void
  /** True when the server is about to end: work stops between two objects. */
  stopping(): boolean
}

export const noSource = {
  reason: 'No module of this server receives studies.',
  next: 'Start the module “acquire” on this server.',
} as const
