import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** A program that de-identifies a folder into another, at its default. */
export interface Tool {
  name: string
  /** Tens of milliseconds a file: measured over fewer. */
  slow?: true
  command(input: string, output: string): string[]
}

/** Programs that may or may not be on the path. */
const [gdcm, certify, python3] = ['gdcmanon', 'openssl', 'python3'] as const

/** Name, module, and how it is called: gdcmanon comes with the Debian package libgdcm-tools, these from PyPI. */
const pythonPeers: [name: string, pip: string, module: string, command: string[]][] = [
  ['dicognito', 'dicognito==0.19.0', 'dicognito', ['-m', 'dicognito', 'IN', '--output-directory', 'OUT']],
  [
    'pydicom/deid',
    'deid==0.4.13',
    'deid',
    [
      '-c',
      'import sys, glob; from deid.config import DeidRecipe; from deid.dicom import replace_identifiers; replace_identifiers(dicom_files=sorted(glob.glob(sys.argv[1] + "/**/*.dcm", recursive=True)), deid=DeidRecipe(), save=True, output_folder=sys.argv[2])',
      'IN',
      'OUT',
    ],
  ],
  [
    'dicom-anonymizer',
    'dicom-anonymizer==2.1.0',
    'dicomanonymizer',
    ['-c', 'from dicomanonymizer.anonymizer import main; main()', 'IN', 'OUT'],
  ],
]

/** The peers that are there, and the names of those that are not. `python`: one that may have them. */
export function peerTools(scratch: string, python: string | undefined): { tools: Tool[]; missing: string[] } {
  const tools: Tool[] = []
  const missing: string[] = []
  if (spawnSync(gdcm, ['--version']).error === undefined) {
    const certificate = join(scratch, 'certificate.pem')
    const key = join(scratch, 'private.pem')
    spawnSync(certify, [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, '-subj', '/CN=bench'],
    ])
    tools.push({
      name: 'gdcmanon -e',
      command: (input, output) => [gdcm, '-e', '-c', certificate, '-r', '--continue', '-i', input, '-o', output],
    })
  } else missing.push('gdcmanon (package libgdcm-tools)')
  for (const [name, pip, module, command] of pythonPeers) {
    if (python === undefined || spawnSync(python, ['-c', `import ${module}`]).status !== 0) {
      missing.push(`${name} (pip: ${pip})`)
      continue
    }
    const given = (input: string, output: string) => (one: string) =>
      one === 'IN' ? input : one === 'OUT' ? output : one
    tools.push({ name, slow: true, command: (input, output) => [python, ...command.map(given(input, output))] })
  }
  return { tools, missing }
}

/** Makes a Python with the peers in it; undefined when it cannot be made. */
export function peerPython(folder: string): string | undefined {
  const python = join(folder, 'bin', 'python')
  if (spawnSync(python3, ['-m', 'venv', folder]).status !== 0) return undefined
  for (const [, pip] of pythonPeers) spawnSync(python, ['-m', 'pip', 'install', '--quiet', pip])
  return python
}
