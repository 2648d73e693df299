import { fileURLToPath } from 'node:url'
import { type ContractEvents, type DatasetView, ok, refuse, validateEndpoints } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { definePart, implement } from '@clic/platform/parts'
import { createWorker, type Worker } from '@clic/platform/workers'
import { z } from 'zod'
import { eraseCases } from './erase-cases.ts'
import { measure } from './measure.handler.ts'
import { registerProtocol } from './register-protocol.ts'
import { startValidation } from './start-validation.ts'
import type { ValidateTables } from './tables.ts'
import { createResultView, listProtocols, listValidations } from './views.ts'

/** Protocols registered before the sealed part is opened, and what they measured. */
export const validate = definePart({
  name: 'validate',
  zones: ['research'],
  needs: ['govern.gates', 'govern.permits'],
  migrations: fileURLToPath(new URL('./migrations', import.meta.url)),
  create(context) {
    const settings = z
      .object({ python: z.string().default('python3'), runtimeFolder: z.string().default('runtime') })
      .parse(context.settings)
    let worker: Worker | undefined
    const warm = () => {
      worker ??= createWorker({
        command: settings.python,
        args: ['-m', 'clic_runtime.worker'],
        cwd: settings.runtimeFolder,
        log: context.log,
        name: 'validation',
      })
      return worker
    }
    const permitOfProtocol = async (protocolId: unknown) =>
      (
        await tables<ValidateTables>(context.db)
          .selectFrom('validate.protocol')
          .select('document')
          .where('id', '=', String(protocolId))
          .executeTakeFirst()
      )?.document.permitId
    return {
      endpoints: [
        implement(validateEndpoints.protocols, async () => ok(await listProtocols(context.db))),
        implement(validateEndpoints.register, ({ body, person }) => registerProtocol(context, body, person), {
          permitOf: ({ body }) => (body as { permitId?: string } | undefined)?.permitId,
        }),
        implement(validateEndpoints.run, ({ body, person }) => startValidation(context, body, person), {
          permitOf: ({ body }) => permitOfProtocol((body as { protocolId?: string } | undefined)?.protocolId),
        }),
        implement(validateEndpoints.validations, async () => ok(await listValidations(context.db))),
        implement(validateEndpoints.validation, async ({ params }) => {
          const found = (await listValidations(context.db, params.validationId))[0]
          return found
            ? ok(found)
            : refuse(404, {
                code: 'validation-unknown',
                title: 'No such validation',
                detail: `There is no validation ${params.validationId}.`,
                next: 'See the list under Validate.',
              })
        }),
      ],
      jobs: [
        {
          name: 'validate.measure',
          expireInSeconds: 6 * 3600,
          retryLimit: 2,
          handle: (data) => measure(context, settings.python, warm, (data as { validationId: string }).validationId),
        },
      ],
      listens: [
        {
          event: 'person.erased',
          handle: (data) => eraseCases(context, data as ContractEvents['person.erased']),
        },
      ],
      provides: {
        'validate.results': createResultView(context.db, () => context.optionalPort<DatasetView>('curate.datasets')),
      },
      stop: async () => worker?.stop(),
    }
  },
})
