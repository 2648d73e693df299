import { enableCompileCache } from 'node:module'
import { codeCache } from './code-cache.ts'
import { fileSentence, isCommandError, unforeseen } from './command-error.ts'

/** Commands are loaded when called, so that `clic verify` works where nothing else is installed. */
const commands: Record<string, { about: string; load: () => Promise<(args: string[]) => Promise<number>> }> = {
  demo: {
    about: 'install what is needed and play the whole way on real images',
    load: async () => (await import('./demo/demo.ts')).demoCommand,
  },
  up: {
    about: 'start the platform alone (--json for one line of addresses)',
    load: async () => (await import('./up/up.ts')).upCommand,
  },
  status: {
    about: 'how the vault and each zone stand, and how often they were started again',
    load: async () => (await import('./up/status.ts')).statusCommand,
  },
  down: { about: 'stop it', load: async () => (await import('./up/down.ts')).downCommand },
  test: { about: 'run every test', load: async () => (await import('./test.ts')).testCommand },
  check: { about: 'types, lint, boundaries, dead code', load: async () => (await import('./check.ts')).checkCommand },
  prove: {
    about: 'run a proof at full size and write docs/proofs/NAME.md',
    load: async () => (await import('./prove.ts')).proveCommand,
  },
  verify: {
    about: 'recheck an evidence bundle, with no database and no network',
    load: async () => (await import('./verify.ts')).verifyCommand,
  },
  call: {
    about: 'do one step: any operation of the platform, as the signed-in person',
    load: async () => (await import('./call.ts')).callCommand,
  },
  deidentify: {
    about: 'de-identify a folder, without a server',
    load: async () => {
      const { preparedDeidentify } = await import('./prepared-deidentify.ts')
      const { deidentify, ...given } = await preparedDeidentify(args)
      return (args) => deidentify(args, given)
    },
  },
}

const [name, ...args] = process.argv.slice(2)
if (!name || name === 'help' || name === '--help' || name === '-h') {
  process.stdout.write(
    `Use: ./clic COMMAND\n\n${Object.entries(commands)
      .map(([key, value]) => `  ${key.padEnd(12)}${value.about}`)
      .join('\n')}\n\n./clic COMMAND --help tells what a command takes.\n`,
  )
  process.exit(name ? 0 : 2)
}
const command = commands[name]
if (!command) {
  process.stderr.write(
    `There is no command “${name}”. Commands: ${Object.keys(commands).join(', ')}. ./clic help tells what each does.\n`,
  )
  process.exit(2)
}
if (args.includes('--help') || args.includes('-h')) {
  process.stdout.write((await import('./command-help.ts')).commandHelp(name, command.about))
  process.exit(0)
}
enableCompileCache(codeCache())
// Whoever reads may stop reading (`| head`). What runs is ended then as if it was asked to.
process.stdout.on('error', () =>
  process.listenerCount('SIGTERM') > 0 ? process.kill(process.pid, 'SIGTERM') : process.exit(141),
)
try {
  process.exitCode = await (await command.load())(args)
} catch (error) {
  const said = isCommandError(error) ? error.message : (fileSentence(error) ?? unforeseen(error))
  process.stderr.write(`${said}\n`)
  process.exitCode = isCommandError(error) ? error.exitCode : 1
}
