import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** For `describe.skipIf`: skipped because openssl is missing. */
export const opensslIsMissing = !answers()

function answers(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

export interface TestAuthority {
  /** Its own certificate, PEM: who trusts it trusts what it signs. */
  certificate: string
  /** A key and a certificate for a server of this name (DNS name or IPv4 address), PEM. */
  sign(host: string): { key: string; cert: string }
  close(): void
}

/** A certificate authority that nobody knows, made now, good for a day. */
export function testAuthority(): TestAuthority {
  const folder = mkdtempSync(join(tmpdir(), 'clic-authority-'))
  const at = (name: string) => join(folder, name)
  const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' })
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  openssl('req', '-x509', ...newKey, '-days', '1', '-subj', '/CN=Test authority', '-keyout', 'ca.key', '-out', 'ca.pem')
  let signed = 0
  return {
    certificate: readFileSync(at('ca.pem'), 'utf8'),
    sign(host) {
      signed += 1
      const name = `server-${signed}`
      const alternative = /^[\d.]+$/.test(host) ? `IP:${host}` : `DNS:${host}`
      writeFileSync(at(`${name}.ext`), `subjectAltName=${alternative}\n`)
      openssl('req', ...newKey, '-subj', `/CN=${host}`, '-keyout', `${name}.key`, '-out', `${name}.csr`)
      openssl(
        ...['x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'],
        ...['-days', '1', '-extfile', `${name}.ext`, '-out', `${name}.pem`],
      )
      return { key: readFileSync(at(`${name}.key`), 'utf8'), cert: readFileSync(at(`${name}.pem`), 'utf8') }
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}
