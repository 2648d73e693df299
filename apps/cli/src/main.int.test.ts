import { spawn, spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CommandError } from './command-error.ts'
import { repository } from './repository.ts'
import { neededBytes, spaceProblem, systemPython } from './up/install-runtime.ts'

function clic(args: string[], env: NodeJS.ProcessEnv = process.env) {
  return spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(repository, 'apps/cli/src/main.ts'), ...args],
    { encoding: 'utf8', env },
  )
}

/** One sentence for a person: no stack, no file of ours. */
function expectSentence(said: string, ...words: string[]) {
  for (const word of words) expect(said).toContain(word)
  expect(said).not.toContain('    at ')
  expect(said.trim().split('\n').length).toBeLessThanOrEqual(2)
}

describe('the command line', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'clic-cli-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('lists its commands when asked for none or for an unknown one', () => {
    expect(clic(['help']).stdout).toContain('demo')
    const unknown = clic(['dmeo'])
    expect(unknown.status).toBe(2)
    expectSentence(unknown.stderr, 'There is no command “dmeo”', 'demo', './clic help')
  })

  it('answers an unknown option with those there are', () => {
    for (const command of ['demo', 'up', 'down', 'verify', 'check', 'test']) {
      const answer = clic([command, '--wrong'])
      expect(answer.status, command).toBe(2)
      expectSentence(answer.stderr, '--wrong', `./clic ${command} takes`)
    }
  })

  it('tells of each command how it is called and what each of its options does', () => {
    const commands = clic(['help'])
      .stdout.split('\n')
      .flatMap((line) => /^ {2}(\w+) /.exec(line)?.[1] ?? [])
    expect(commands).toContain('deidentify')
    for (const command of commands) {
      const help = clic([command, '--help'])
      expect(help.status, command).toBe(0)
      expect(help.stdout).toContain(`./clic ${command}`)
      const told = [...help.stdout.matchAll(/^ {2}(--[\w-]+) +\S/gm)].map((one) => one[1])
      const takes = /takes: (.*)\.$/m.exec(clic([command, '--wrong']).stderr)![1]!
      expect(told, command).toEqual(takes === 'no options' ? [] : takes.split(' '))
    }
  })

  it('says which cases and proofs there are', () => {
    expectSentence(clic(['demo', '--case', 'nothing']).stderr, 'There is no case “nothing”', 'hippocampus')
    expectSentence(clic(['prove', 'nothing']).stderr, 'There is no proof “nothing”', 'hippocampus')
  })

  it('says that a port is taken and how to choose another', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const answer = clic(['up', '--state', join(folder, 'state'), '--json', '--clinic-port', String(port)])
    await new Promise((resolve) => server.close(resolve))
    expect(answer.status).toBe(2)
    expectSentence(answer.stderr, `Port ${port} is taken`, '--clinic-port')
  }, 120_000)

  it('says that a port is no port', () => {
    expectSentence(clic(['up', '--dicom-port', 'eleven']).stderr, '--dicom-port takes a port number')
  })

  it('refuses a data folder without the set, and a state folder that is something else', () => {
    expectSentence(clic(['demo', '--data', folder]).stderr, 'There is no folder “images”', 'leave --data out')
    writeFileSync(join(folder, 'a file'), '')
    expectSentence(
      clic(['demo', '--data', 'phantom', '--state', folder, '--out', join(folder, 'out')]).stderr,
      'is no state folder of CLIC',
      '--state',
    )
  }, 120_000)

  it('refuses places that it could not write to, before it plays for five minutes', () => {
    const file = join(folder, 'a file')
    writeFileSync(file, '')
    expectSentence(
      clic(['demo', '--data', 'phantom', '--out', join(file, 'below')]).stderr,
      'Nothing can be written to',
      'a part of the path is no folder',
      '--out',
    )
    expectSentence(
      clic(['demo', '--data', 'phantom', '--out', folder, '--json', join(file, 'x.json')]).stderr,
      'Nothing can be written to',
      '--json',
    )
  })

  it('counts the images before it installs or starts anything', () => {
    mkdirSync(join(folder, 'images'))
    expectSentence(
      clic(['demo', '--data', folder, '--out', folder]).stderr,
      'needs at least 41 images with masks',
      '0 are there',
    )
    expectSentence(clic(['demo', '--data', 'phantom', '--patients', '3', '--out', folder]).stderr, '3 are there')
  })

  it('refuses one port for two servers', () => {
    expectSentence(
      clic(['up', '--state', join(folder, 'state'), '--clinic-port', '9000', '--research-port', '9000']).stderr,
      'must be three different ports',
    )
  })

  it('does not play a second demonstration in the folder of one that is being played', () => {
    const other = spawn('sh', ['-c', 'sleep 60; :', 'demo'], { stdio: 'ignore' })
    try {
      writeFileSync(`${folder}.playing`, String(other.pid))
      expectSentence(
        clic(['demo', '--data', 'phantom', '--state', folder, '--out', folder]).stderr,
        `by process ${other.pid}`,
        '--state',
      )
    } finally {
      other.kill('SIGKILL')
      rmSync(`${folder}.playing`, { force: true })
    }
  })

  it('looks for files where the person stands, not where the checkout is', () => {
    writeFileSync(join(folder, 'mine.zip'), '')
    expect(clic(['verify', 'mine.zip'], { ...process.env, CLIC_CALLED_FROM: folder }).stdout).toContain('FAILED')
    expectSentence(clic(['verify', folder]).stderr, 'is no file', 'evidence.clic.zip')
  })

  it('is told by the shell script where the person stands', () => {
    const checkout = join(folder, 'checkout')
    for (const name of ['.clic', 'node_modules', 'apps/cli/src']) mkdirSync(join(checkout, name), { recursive: true })
    copyFileSync(join(repository, 'clic'), join(checkout, 'clic'))
    writeFileSync(join(checkout, 'package-lock.json'), '{}')
    const mark = spawnSync('cksum', { input: '{}', encoding: 'utf8' }).stdout.trim()
    writeFileSync(join(checkout, '.clic', 'installed'), mark)
    writeFileSync(join(checkout, 'apps/cli/src/main.ts'), 'console.log(process.env.CLIC_CALLED_FROM, process.cwd())')
    const answer = spawnSync('sh', [join(checkout, 'clic'), 'verify'], {
      encoding: 'utf8',
      cwd: folder,
      env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env['PATH']}` },
    })
    expect(answer.stdout.trim()).toBe(`${realpathSync(folder)} ${realpathSync(checkout)}`)
  })

  it('ends quietly when whoever reads its lines stops reading', () => {
    const command = `"${process.execPath}" --disable-warning=ExperimentalWarning "${join(repository, 'apps/cli/src/main.ts')}" call | sed -n 1q`
    expect(spawnSync('sh', ['-c', command], { encoding: 'utf8' }).stderr).toBe('')
  })

  it('says which file of a person cannot be read or written, and why', () => {
    const answer = clic([
      'call',
      'session.read',
      '--url',
      'http://127.0.0.1:9',
      '--token-file',
      join(folder, 'no.token'),
    ])
    expect(answer.status).toBe(1)
    expectSentence(answer.stderr, join(folder, 'no.token'), 'there is no such file')
  })

  it('says that Python is missing or too old and how to get it', () => {
    const old = join(folder, 'python3')
    writeFileSync(old, '#!/bin/sh\n', { mode: 0o755 })
    for (const candidates of [[join(folder, 'none')], [old]]) {
      let said = ''
      try {
        systemPython(candidates)
      } catch (error) {
        said = error instanceof CommandError ? error.message : ''
      }
      expectSentence(said, 'CLIC needs Python 3.11 or newer', 'package manager')
    }
  })

  it('says how much space is missing before it installs', () => {
    expect(spaceProblem('/somewhere', neededBytes + 1)).toBeUndefined()
    expectSentence(spaceProblem('/somewhere', 12 * 1024 ** 2) ?? '', '12 MB free', 'Free some space')
  })

  it('says that there is no bundle and no key', () => {
    expectSentence(clic(['verify', join(folder, 'none.zip')]).stderr, 'There is no file')
    writeFileSync(join(folder, 'empty.zip'), '')
    expectSentence(
      clic(['verify', join(folder, 'empty.zip'), '--trust', join(folder, 'none.pem')]).stderr,
      'There is no key file',
    )
    const empty = clic(['verify', join(folder, 'empty.zip')])
    expect(empty.status).toBe(1)
    expect(empty.stdout).toContain('FAILED')
  })

  it('is down when nothing runs', () => {
    expect(clic(['down', '--state', folder]).stdout).toContain('not running')
  })
})
