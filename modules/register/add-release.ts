import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type CandidateView, ok, type Person, type Release, type Result, refuse } from '@clic/contracts'
import { mapWeights, packMap, unpackMap, validateMap, writeMap } from '@clic/monai-deploy'
import { tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import type { RegisterTables } from './tables.ts'
import { listProducts, readRelease } from './views.ts'

const bundleName = 'bundle'

/** Bytes of all files of a package together. */
const maxMapBytes = 2 * 1024 ** 3

/** A trained candidate becomes a release: its MONAI bundle is laid into a MAP. */
export async function addFromCandidate(
  context: PartContext,
  runtimeFolder: string,
  order: { productId: string; candidateId: string; version: string },
  person: Person,
): Promise<Result<Release>> {
  const candidate = await context.optionalPort<CandidateView>('develop.candidates')?.candidate(order.candidateId)
  if (!candidate)
    return refuse(404, {
      code: 'candidate-unknown',
      title: 'No such candidate',
      detail: `This zone knows no candidate ${order.candidateId}.`,
      next: 'Train one under Develop.',
    })
  const product = (await listProducts(context.db)).find((one) => one.id === order.productId)
  if (!product) return unknownProduct(order.productId)
  if (product.kind !== 'home-made') return otherKind('A candidate trained here is a release of a home-made product.')
  return inFolder(context, async (folder) => {
    const bundle = join(folder, 'bundle')
    const unpacked = await unpackMap(readFileSync(context.files.path(candidate.bundleSha256)), bundle)
    if (!unpacked.ok)
      return refuse(422, {
        code: 'bundle-broken',
        title: 'The bundle does not open',
        detail: unpacked.problem.detail,
        next: 'Train again.',
      })
    const map = join(folder, 'map')
    const { summary, modalities, bodyPart, structures, limits } = product.intendedUse
    const written = await writeMap(map, {
      title: product.name,
      version: order.version,
      appDir: join(runtimeFolder, 'map_app'),
      command: ['python3', '/opt/holoscan/app'],
      models: { [bundleName]: bundle },
      inputFormats: ['file'],
      outputFormats: ['file'],
      resources: { cpu: 2, gpu: 0, memory: '2Gi' },
      timeoutS: 600,
      docs: { 'README.md': `# ${product.name} ${order.version}\n\n${summary}\n\n${limits}\n` },
      contract: { modalities, bodyPart, structures },
    })
    if (!written.ok)
      return refuse(422, {
        code: 'map-broken',
        title: 'No MAP could be made',
        detail: written.problem.detail,
        next: 'See the bundle’s metadata.',
      })
    const weights = await mapWeights(map)
    if (weights !== candidate.weightsSha256)
      return refuse(422, {
        code: 'weights-differ',
        title: 'The weights are not those that were trained',
        detail: 'The weights in the package do not have the digest of the candidate.',
        next: 'Train again, or restore the candidate’s file.',
      })
    return keep(
      context,
      {
        productId: product.id,
        version: order.version,
        map,
        weights,
        bundleName,
        candidateId: candidate.id,
        builders: [candidate.builder],
      },
      person,
    )
  })
}

/**
 * A bought product: a MAP built elsewhere, as a tar of its root file system. Who registered the product and who delivers the
 * package count as its builders.
 */
export async function addBought(
  context: PartContext,
  order: { productId: string; version: string; tar: AsyncIterable<Uint8Array> },
  person: Person,
): Promise<Result<Release>> {
  const product = (await listProducts(context.db)).find((one) => one.id === order.productId)
  if (!product) return unknownProduct(order.productId)
  if (product.kind !== 'bought')
    return otherKind('A package that was built elsewhere is a release of a bought product.')
  const isVendorOnly =
    person.roles.includes('vendor') && !person.roles.some((role) => role === 'developer' || role === 'regulatory-lead')
  if (isVendorOnly && product.registeredBy !== person.id)
    return refuse(403, {
      code: 'other-vendor',
      title: 'Another vendor’s product',
      detail: 'A vendor delivers releases of the products that the vendor registered.',
      next: 'Ask who registered the product, or a regulatory lead.',
    })
  return inFolder(context, async (folder) => {
    const map = join(folder, 'map')
    const unpacked = await unpackMap(order.tar, map, { maxBytes: maxMapBytes })
    if (!unpacked.ok && unpacked.problem.code === 'map_too_large')
      return refuse(413, {
        code: 'too-large',
        title: 'Too large',
        detail: `The package is not taken: ${unpacked.problem.detail}.`,
        next: unpacked.problem.next,
      })
    if (!unpacked.ok)
      return refuse(422, {
        code: 'map-unreadable',
        title: 'Not a MAP',
        detail: unpacked.problem.detail,
        next: 'Send the root file system of the MAP as a plain tar.',
      })
    return keep(
      context,
      {
        productId: product.id,
        version: order.version,
        map,
        weights: await mapWeights(map),
        bundleName: null,
        candidateId: null,
        builders: [...new Set([product.registeredBy, person.id])],
      },
      person,
    )
  })
}

interface Made {
  productId: string
  version: string
  map: string
  weights: string
  bundleName: string | null
  candidateId: string | null
  builders: string[]
}

async function keep(context: PartContext, made: Made, person: Person): Promise<Result<Release>> {
  const findings = (await validateMap(made.map)).map((one) => ({ level: one.level, message: one.message }))
  const errors = findings.filter((one) => one.level === 'error')
  if (errors.length > 0)
    return refuse(422, {
      code: 'map-invalid',
      title: 'Not a valid MAP',
      detail: errors.map((one) => one.message).join(' '),
      next: 'Correct the package as the MAP specification says.',
    })
  const stored = await context.files.put(await packMap(made.map))
  const id = newId('release', context.clock)
  const added = await context.transact(async (change) => {
    const row = await tables<RegisterTables>(change.db)
      .insertInto('register.release')
      .values({
        id,
        product_id: made.productId,
        version: made.version,
        state: 'registered',
        weights_sha256: made.weights,
        map_sha256: stored.sha256,
        bundle_name: made.bundleName,
        candidate_id: made.candidateId,
        builders: JSON.stringify(made.builders),
        map_findings: JSON.stringify(findings),
        verdict: null,
        registered_at: context.clock.now(),
      })
      .onConflict((oc) => oc.columns(['product_id', 'version']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!row)
      return refuse(409, {
        code: 'release-known',
        title: 'There is one already',
        detail: `Version ${made.version} of this product is registered.`,
        next: 'Give it a new version number.',
      })
    change.record({
      actor: person,
      action: 'release.registered',
      subject: { kind: 'release', id },
      payload: {
        product: made.productId,
        version: made.version,
        weights: made.weights,
        map: stored.sha256,
        candidate: made.candidateId,
      },
    })
    return ok(id)
  })
  if (!added.ok) return added
  const release = await readRelease(context.db, id)
  return release
    ? ok(release)
    : refuse(500, { code: 'bug', title: 'Something broke', detail: 'The release was not written.' })
}

async function inFolder<T>(context: PartContext, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(context.folder, 'release-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function otherKind(detail: string): Result<never> {
  return refuse(409, {
    code: 'product-kind',
    title: 'Another kind of product',
    detail,
    next: 'Register it under a product of its kind.',
  })
}

function unknownProduct(productId: string): Result<never> {
  return refuse(404, {
    code: 'product-unknown',
    title: 'No such product',
    detail: `There is no product ${productId}.`,
    next: 'Register the product first.',
  })
}
