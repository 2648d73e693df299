import { fileURLToPath } from 'node:url'
import { type ContractEvents, ok, problem, refuse, reportEndpoints } from '@clic/contracts'
import { definePart, implement, implementRaw } from '@clic/platform/parts'
import { eraseReports } from './erase-reports.ts'
import { makeReport } from './make-report.ts'
import { listReports, readReport } from './views.ts'

/** Reports as PDF/A-3 with their data inside, and signed evidence bundles that recompute offline. */
export const report = definePart({
  name: 'report',
  zones: ['research'],
  needs: ['govern.gates', 'govern.permits'],
  migrations: fileURLToPath(new URL('./migrations', import.meta.url)),
  create(context) {
    const file = async (
      reportId: string,
      which: 'pdfSha256' | 'bundleSha256',
      type: string,
      name: string,
    ): Promise<Response> => {
      const found = await readReport(context.db, reportId)
      const sha256 = found?.[which]
      if (!sha256)
        return Response.json(
          problem(404, {
            code: 'report-unknown',
            title: 'No such file',
            detail: 'The report is unknown, or not ready.',
            next: 'See its page.',
          }),
          { status: 404, headers: { 'content-type': 'application/problem+json' } },
        )
      return new Response(Buffer.from(await context.files.get(sha256)), {
        headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
      })
    }
    return {
      endpoints: [
        implement(reportEndpoints.list, async () => ok(await listReports(context.db))),
        implement(reportEndpoints.read, async ({ params }) => {
          const found = await readReport(context.db, params.reportId)
          return found
            ? ok(found)
            : refuse(404, {
                code: 'report-unknown',
                title: 'No such report',
                detail: `There is no report ${params.reportId}.`,
                next: 'See the list under Report.',
              })
        }),
        implement(reportEndpoints.make, ({ body, person }) => makeReport(context, body, person)),
        implementRaw(reportEndpoints.pdf, ({ params }) =>
          file(params.reportId, 'pdfSha256', 'application/pdf', `${params.reportId}.pdf`),
        ),
        implementRaw(reportEndpoints.bundle, ({ params }) =>
          file(params.reportId, 'bundleSha256', 'application/zip', `${params.reportId}.clic.zip`),
        ),
      ],
      listens: [
        {
          event: 'person.erased',
          handle: (data) => eraseReports(context, data as ContractEvents['person.erased']),
        },
      ],
      jobs: [
        {
          name: 'report.write',
          // The PDF compiler is loaded by the first report, not by the server.
          handle: async (data) =>
            (await import('./write-report.handler.ts')).writeReport(context, (data as { reportId: string }).reportId),
        },
      ],
    }
  },
})
