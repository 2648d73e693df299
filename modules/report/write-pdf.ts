import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import type { ReportDocument } from './report-document.ts'
import { typstSource } from './typst-source.ts'

/** PDF/A-3b (ISO 19005-3) with the report's JSON attached as its source. */
export function writePdf(document: ReportDocument, json: string): Uint8Array {
  const compiler = NodeCompiler.create({ workspace: '/' })
  compiler.mapShadow('/report.json', Buffer.from(json))
  return compiler.pdf(
    { mainFileContent: typstSource(document) },
    { pdfStandard: 'a-3b', creationTimestamp: Math.floor(Date.parse(document.madeAt) / 1000) },
  )
}
