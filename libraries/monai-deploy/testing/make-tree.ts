import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder that goes away with the test. */
export async function scratchFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'monai-deploy-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Writes a tree of text files below `root`. */
export async function makeTree(root: string, files: Record<string, string | Uint8Array>): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), content)
  }
  return root
}

/** A MAP 1.0 whose application is a script; `python` in `runMap` may then be Node itself. */
export function scriptMap(script: string, app: Record<string, unknown> = {}): Record<string, string> {
  return {
    'etc/holoscan/app.json': JSON.stringify({
      apiVersion: '1.0.0',
      command: '["python3", "/opt/holoscan/app/main.mjs"]',
      input: { path: 'input/', formats: ['file'] },
      output: { path: 'output/', formats: ['file'] },
      sdk: 'test',
      sdkVersion: '1.0.0',
      timeout: 0,
      version: '1.0.0',
      ...app,
    }),
    'etc/holoscan/pkg.json': JSON.stringify({
      apiVersion: '1.0.0',
      applicationRoot: '/opt/holoscan/app/',
      modelRoot: '/opt/holoscan/models',
      models: { m: '/opt/holoscan/models/m' },
      resources: { cpu: 1, gpu: 0, memory: '1Gi' },
      version: '1.0.0',
    }),
    'opt/holoscan/app/main.mjs': script,
    'opt/holoscan/models/m/atlas.json': '{}',
  }
}
