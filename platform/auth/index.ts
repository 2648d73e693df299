export { createIdentityHost, type IdentityHost } from './identity-host.ts'
export { createTokens, sessionCookie, type Tokens } from './tokens.ts'
