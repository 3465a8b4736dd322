import { PATH_SEPARATOR } from '../../catalog/store/writer/identities.ts';
import { viewedAt } from './moments.ts';
import { CARRIED } from '../../catalog/privacy/propagate/spread.ts';
import { PropagationOutdated, applyPropagation } from '../../catalog/privacy/propagate/apply.ts';
import { propagation as propagationOf } from '../../catalog/privacy/propagate/compute.ts';
import { block, decideDerived, setPolicy, unblock } from '../../catalog/privacy/propagate/decide.ts';
import { explainColumn, explainDataset, type Hop } from '../../catalog/privacy/propagate/explain.ts';
import {
  listOutcomes,
  listTags,
  overviewOf,
  propagationFindings,
} from '../../catalog/privacy/propagate/list.ts';
import type { Place } from '../../catalog/privacy/propagate/names.ts';
import { SHIPPED_RULES } from '../../catalog/privacy/propagate/policy.ts';
import type { End } from '../../catalog/privacy/propagate/statements.ts';
import { whatIf } from '../../catalog/privacy/propagate/what-if.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { PropagationHop, PropagationPlace } from '../../contract/index.ts';
import { actorOf, os } from './context.ts';
import { ref } from './datasets.ts';

type Invalid = (options: { message: string; data: { reason: string } }) => Error;
const refuse =
  (invalid: Invalid) =>
  (reason: string): Error =>
    invalid({ message: reason, data: { reason } });

export const propagation = os.propagation.router({
  overview: os.propagation.overview.handler(async ({ context, input, errors }) => {
    const catalog = await viewedAt(context.catalog, input.at, refuse(errors.INVALID));
    const { tags, ...counts } = overviewOf(catalog);
    const revision = catalog.moment?.revision ?? catalog.revision();
    return { revision, ...counts, tags: tags.map((one) => ({ ...one, tag: { ...one.tag } })) };
  }),
  tags: os.propagation.tags.handler(async ({ context, input, errors }) => {
    const catalog = await viewedAt(context.catalog, input.at, refuse(errors.INVALID));
    const { total, items } = listTags(catalog, input);
    return {
      total,
      items: items.map((one) => ({
        ...one,
        place: placeView(one.place),
        cause: one.cause && placeView(one.cause),
        why: [...one.why],
      })),
    };
  }),
  explain: os.propagation.explain.handler(async ({ context, input, errors }) => {
    const catalog = await viewedAt(context.catalog, input.at, refuse(errors.INVALID));
    const explain = input.target.on === 'column' ? explainColumn : explainDataset;
    return explain(catalog, propagationOf(catalog), input.target.id, input.tag).map(
      ({ tag, strength, cause, hops }) => ({
        tag,
        strength: strength === CARRIED ? ('carried' as const) : ('review' as const),
        cause: placeView(cause),
        hops: hops.map(hopView),
      }),
    );
  }),
  findings: os.propagation.findings.handler(async ({ context, input, errors }) => {
    const catalog = await viewedAt(context.catalog, input.at, refuse(errors.INVALID));
    const all = propagationFindings(catalog).filter(
      ({ kind }) => input.kind === undefined || kind === input.kind,
    );
    return {
      total: all.length,
      items: all.slice(input.offset, input.offset + input.limit).map(({ hops, place, cause, ...one }) => ({
        ...one,
        place: placeView(place),
        cause: placeView(cause),
        hops: hops(catalog).map(hopView),
      })),
    };
  }),
  whatIf: os.propagation.whatIf.handler(({ context, input }) => {
    const { total, items } = listOutcomes(whatIf(context.catalog, input), input);
    return {
      total,
      items: items.map((one) => ({ ...one, place: placeView(one.place), cause: placeView(one.cause) })),
    };
  }),
  apply: os.propagation.apply.handler(async ({ context, input, errors }) => {
    try {
      return await applyPropagation(context.catalog, await actorOf(context), input);
    } catch (error) {
      if (error instanceof PropagationOutdated)
        throw errors.CONFLICT({ message: error.message, data: { reason: error.message } });
      throw error;
    }
  }),
  decide: os.propagation.decide.handler(async ({ context, input }) =>
    decideDerived(context.catalog, await actorOf(context), input),
  ),
  policy: os.propagation.policy.handler(async ({ context, input, errors }) => {
    const catalog = await viewedAt(context.catalog, input.at, refuse(errors.INVALID));
    const now = propagationOf(catalog);
    return {
      shipped: SHIPPED_RULES.flatMap(({ kind, ...rule }) => (kind === null ? [] : [{ kind, ...rule }])),
      rules: now.ground.rules.flatMap(({ kind, ...rule }) => (kind === null ? [] : [{ kind, ...rule }])),
      blocks: now.ground.blocks.map((one, i) => ({
        ...one,
        fromPlace: one.from && endPlace(catalog, one.from),
        toPlace: one.to && endPlace(catalog, one.to),
        closes: now.blocked.closed[i]?.length ?? 0,
      })),
    };
  }),
  setPolicy: os.propagation.setPolicy.handler(async ({ context, input }) =>
    setPolicy(context.catalog, await actorOf(context), input),
  ),
  block: os.propagation.block.handler(async ({ context, input, errors }) => {
    for (const end of [input.block.from, input.block.to])
      if (end && !endPlace(context.catalog, end))
        throw errors.NOT_FOUND({ message: `There is no ${end.on} ${end.id}` });
    return block(context.catalog, await actorOf(context), input);
  }),
  unblock: os.propagation.unblock.handler(async ({ context, input }) =>
    unblock(context.catalog, await actorOf(context), input),
  ),
});

function placeView({ dataset, column }: Place): PropagationPlace {
  return { dataset: ref(dataset), column: column && { id: column.id, path: [...column.path] } };
}

function hopView({ from, to, why, basis, ...hop }: Hop): PropagationHop {
  return { ...hop, from: placeView(from), to: placeView(to), why: [...why], basis: [...basis] };
}

function endPlace(catalog: Catalog, { on, id }: End): PropagationPlace | null {
  const column =
    on === 'dataset'
      ? null
      : catalog.store.reader
          .prepare<[number], { datasetId: number; path: string }>(
            'SELECT dataset_id AS datasetId, path FROM "column" WHERE id = ?',
          )
          .get(id);
  if (column === undefined) return null;
  const card = catalog.cards().get(column?.datasetId ?? id);
  return card
    ? { dataset: ref(card), column: column && { id, path: column.path.split(PATH_SEPARATOR) } }
    : null;
}
