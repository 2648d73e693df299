import { join } from 'node:path'
import type { MapLayout } from './map-layout.ts'

interface MapPlaces {
  input: string
  output: string
  workdir: string
  models: string
  application: string
  docs: string
  appManifest: string
  packageManifest: string
  timeoutS: number
}

/** The places inside the image itself. */
export function imagePlaces(layout: MapLayout, timeoutS: number): MapPlaces {
  return { ...layout, input: `${layout.workdir}/input`, output: `${layout.workdir}/output`, timeoutS }
}

/**
 * The variables of the MAP contract. The specification and the packager disagree on the `_PATH` endings, and packages
 * of the 0.x generation read MONAI_*: all spellings are set to the same places.
 */
export function mapEnvironment(places: MapPlaces): Record<string, string> {
  const logs = join(places.workdir, 'logs')
  return {
    HOLOSCAN_INPUT_PATH: places.input,
    HOLOSCAN_OUTPUT_PATH: places.output,
    HOLOSCAN_WORKDIR: places.workdir,
    HOLOSCAN_MODEL_PATH: places.models,
    HOLOSCAN_CONFIG_PATH: join(places.workdir, 'app.yaml'),
    HOLOSCAN_APP_MANIFEST_PATH: places.appManifest,
    HOLOSCAN_PKG_MANIFEST_PATH: places.packageManifest,
    HOLOSCAN_DOCS: places.docs,
    HOLOSCAN_DOCS_PATH: places.docs,
    HOLOSCAN_LOGS: logs,
    HOLOSCAN_LOGS_PATH: logs,
    HOLOSCAN_APPLICATION: places.application,
    HOLOSCAN_TIMEOUT: String(places.timeoutS),
    MONAI_INPUTPATH: places.input,
    MONAI_OUTPUTPATH: places.output,
    MONAI_MODELPATH: places.models,
    MONAI_WORKDIR: places.workdir,
    MONAI_APPLICATION: places.application,
    MONAI_TIMEOUT: String(places.timeoutS),
  }
}
