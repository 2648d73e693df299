/**
 * Where a MAP keeps its parts inside the image, by generation.
 * Source: MONAI Application Package guideline 1.0; the 0.x places are those of App SDK <= 0.5.1.
 */
export interface MapLayout {
  generation: '1.0' | '0.x'
  appManifest: string
  packageManifest: string
  application: string
  models: string
  docs: string
  workdir: string
}

export const MAP_LAYOUTS: readonly MapLayout[] = [
  {
    generation: '1.0',
    appManifest: '/etc/holoscan/app.json',
    packageManifest: '/etc/holoscan/pkg.json',
    application: '/opt/holoscan/app',
    models: '/opt/holoscan/models',
    docs: '/opt/holoscan/docs',
    workdir: '/var/holoscan',
  },
  {
    generation: '0.x',
    appManifest: '/etc/monai/app.json',
    packageManifest: '/etc/monai/pkg.json',
    application: '/opt/monai/app',
    models: '/opt/monai/models',
    docs: '/opt/monai/docs',
    workdir: '/var/monai',
  },
]

/** True for a path that the package itself owns; other absolute paths belong to the image's operating system. */
export function isMapPath(path: string): boolean {
  return /^\/(etc|opt|var)\/(holoscan|monai)(\/|$)/.test(path)
}
