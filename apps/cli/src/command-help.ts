/** How a command is called, and what each of its options does; a test holds the options to those that the command takes. */
interface CommandHelp {
  use: string
  options: Record<string, string>
}

const ports = {
  'clinic-port': 'port of the clinic zone’s web application (8401)',
  'research-port': 'port of the research zone’s web application (8402)',
  'dicom-port': 'port at which the clinic takes DICOM (11112)',
}
const state = 'folder of databases, files and keys'

const helps: Record<string, CommandHelp> = {
  demo: {
    use: './clic demo [options]',
    options: {
      case: 'which use case is played (hippocampus)',
      data: 'folder with its images, or “phantom” for generated ones',
      out: 'where reports, bundle and results are written',
      json: 'file for the figures',
      exit: 'stop when the way is played, instead of staying up',
      state,
      patients: 'how many patients take part',
      epochs: 'how many epochs are trained',
      ...ports,
    },
  },
  up: {
    use: './clic up [options]',
    options: {
      json: 'one line of addresses for programs',
      state,
      ...ports,
      'demand-isolation': 'do not start where zones cannot run as operating-system users of their own',
    },
  },
  status: { use: './clic status [options]', options: { state } },
  down: { use: './clic down [options]', options: { state } },
  test: {
    use: './clic test [PART-OF-A-PATH] [options]',
    options: { 'no-install': 'do not install programs that tests use as judges' },
  },
  check: { use: './clic check', options: {} },
  prove: { use: './clic prove NAME', options: {} },
  verify: {
    use: './clic verify BUNDLE [options]',
    options: {
      trust: 'public key of whoever should have made the bundle; without one only its integrity is checked',
      json: 'the checks as JSON',
    },
  },
  call: {
    use: './clic call                           every operation\n     ./clic call ID [name=value …] [options]   does one',
    options: {
      url: 'address of a zone, when it is not the one that runs here',
      zone: 'clinic or research, for an operation of both',
      state,
      email: 'who signs in, with --password-file',
      'password-file': 'file with the password',
      'token-file': 'file with the token of a session, instead of signing in',
      body: 'file with what is sent, “-” for standard input',
      type: 'its media type (application/json)',
      out: 'file for the answer',
    },
  },
  deidentify: {
    use: './clic deidentify IN OUT [options]',
    options: {
      profile: 'research (default), basic, or the file of a profile that was saved',
      jobs: 'how many threads (1; over a hundred images and more, or several long ones, one beside it that searches and writes)',
      proof: 'file of JSON lines, a row for each input; with it an interrupted run goes on where it was',
      key: 'file of the key that pseudonyms are made with; made when it is missing',
      'dry-run': 'read and judge, but write nothing',
    },
  },
}

/** What `./clic COMMAND --help` says. */
export function commandHelp(command: string, about: string): string {
  const { use, options } = helps[command]!
  const lines = Object.entries(options).map(([name, does]) => `  --${name.padEnd(18)}${does}`)
  return [`Use: ${use}`, '', about, ...(lines.length > 0 ? ['', ...lines] : []), ''].join('\n')
}
