import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{contracts,platform,modules,libraries,apps,testing}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    // One module graph for all files: imports are three quarters of the time otherwise. Tests keep no module-level state.
    isolate: false,
    pool: 'threads',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    ...(process.env['CI'] ? { runner: './testing/second-try/runner.ts' } : {}),
  },
})
