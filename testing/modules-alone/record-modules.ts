import { appendFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

// Given to node with --import: writes the address of every file that the program loads, as it loads it.
const list = process.env['CLIC_LOADED_FILES']
if (!list) throw new Error('CLIC_LOADED_FILES names no file')
registerHooks({
  load(url, context, next) {
    appendFileSync(list, `${url}\n`)
    return next(url, context)
  },
})
