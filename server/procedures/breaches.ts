import { isAffected, type AffectedDataset, type Blast } from '../../catalog/privacy/breach/blast.ts';
import { breachClock } from '../../catalog/privacy/breach/clock.ts';
import { contentOf } from '../../catalog/privacy/breach/content.ts';
import { moveBreach, noteNotice, openBreach, setBreachFields } from '../../catalog/privacy/breach/edit.ts';
import { FIELD_NAMES, isField } from '../../catalog/privacy/breach/fields.ts';
import { radiiNow } from '../../catalog/privacy/breach/radii.ts';
import { breachAt, breachesAt, breachHistory } from '../../catalog/privacy/breach/read.ts';
import { movesOf } from '../../catalog/privacy/breach/states.ts';
import { arrivalText, evidenceText } from '../../catalog/privacy/breach/words.ts';
import { legalAt } from '../../catalog/privacy/deadline/legal.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { readSettings } from '../../catalog/settings.ts';
import { type Breach, type BreachAffected, type BreachClock } from '../../contract/index.ts';
import { actorOf, os } from './context.ts';
import { defined } from './defined.ts';
import { datasetView } from './processing-views.ts';
import { understood } from './understood.ts';

/** Nodes of the picture at most. */
const PICTURE = 300;

async function viewOf(catalog: Catalog, reference: string): Promise<Breach> {
  const { reader } = catalog.store;
  const record = breachAt(reader, reference, null);
  const radii = await radiiNow(catalog, record);
  const { organisation } = await readSettings(catalog);
  const content = contentOf(
    record,
    { db: reader, revision: catalog.revision(), at: '' },
    catalog.options.resourcesDir,
    organisation,
    radii,
  );
  const { summary, blast, moment, since } = content;
  const affected = blast.datasets.filter(isAffected);
  const { outlets: _outlets, ...counted } = summary;
  const { state: _state, ...fields } = record.values;
  return {
    reference,
    state: record.state,
    fields: structuredClone(fields),
    said: Object.fromEntries(
      Object.entries(record.said).map(([field, { actor, at, revision }]) => [field, { actor, at, revision }]),
    ),
    notices: record.notices.map(({ said: { actor, at, revision }, ...notice }) => ({
      ...notice,
      said: { actor, at, revision },
    })),
    moves: movesOf(record),
    clock: clockView(content.clock),
    asked: content.asked.map((one) => ({ ...one, answers: [...one.answers] })),
    radius: {
      ...{ revision: moment.revision, words: moment.words, later: moment.later },
      parts: [...blast.start.parts],
      empty: [...blast.start.empty],
      summary: structuredClone({
        ...counted,
        receivers: counted.receivers.map((one) => ({ ...one, evidence: one.evidence.map(evidenceText) })),
        considered: blast.considered,
      }) as Breach['radius']['summary'],
      since: since && { added: [...since.added], gone: [...since.gone] },
      picture: pictureOf(blast, affected),
    },
    disclaimer: content.disclaimer,
  };
}

function pictureOf({ datasets }: Blast, affected: readonly AffectedDataset[]) {
  const ids = affected.map(({ dataset }) => dataset.id);
  return {
    held: datasets
      .filter(({ arrival }) => arrival === 'held')
      .slice(0, PICTURE)
      .map(({ dataset }) => dataset.id),
    shown: ids.slice(0, PICTURE),
    of: ids.length,
  };
}

function clockView({ steps, authority, ...clock }: ReturnType<typeof breachClock>): BreachClock {
  return {
    ...clock,
    steps: [...steps],
    authority: authority && {
      name: authority.name,
      url: authority.url,
      ...defined({ note: authority.note }),
    },
  };
}

function affectedView(one: AffectedDataset): BreachAffected {
  return {
    dataset: datasetView(one.dataset),
    arrival: one.arrival,
    mayBe: one.mayBe,
    words: arrivalText(one),
    hops: one.hops,
    reasons: [...one.reasons],
    columns: one.columns.map(({ path, categories, arrival }) => ({
      path,
      categories: [...categories],
      arrival,
    })),
    categories: [...one.categories],
    subjects: [...one.subjects],
    rows: one.volume?.rows ?? null,
    rowsCounted: one.volume?.basis === 'counted',
    owners: one.dataset.owners.map(({ name, email }) => ({ name, email })),
    path: one.path.map(({ name }) => name),
  };
}

export const breaches = os.breaches.router({
  list: os.breaches.list.handler(({ context: { catalog }, input: { offset, limit } }) => {
    const { reader } = catalog.store;
    const legal = legalAt(reader, catalog.options.resourcesDir, null);
    const all = breachesAt(reader, null);
    return {
      total: all.length,
      items: all.slice(offset, offset + limit).map((record) => ({
        reference: record.reference,
        title: record.values.title ?? null,
        state: record.state,
        kinds: [...(record.values.kinds ?? [])],
        start: { kind: record.start.kind, name: record.start.name },
        clock: clockView(breachClock(record, legal)),
      })),
    };
  }),
  get: os.breaches.get.handler(({ context, input }) => viewOf(context.catalog, input.reference)),
  open: os.breaches.open.handler(({ context, input, errors }) =>
    understood(errors.INVALID, async () => {
      const { reference, awareAt, zone, kinds, start, jurisdiction, place, ...more } = input;
      const made = await openBreach(context.catalog, await actorOf(context), {
        ...{ reference, awareAt, zone, kinds, start, jurisdiction, place },
        more: Object.fromEntries(Object.entries(defined(more)).filter(([, value]) => value !== null)),
      });
      return viewOf(context.catalog, made);
    }),
  ),
  set: os.breaches.set.handler(({ context, input: { reference, fields, reason }, errors }) =>
    understood(errors.INVALID, async () =>
      setBreachFields(context.catalog, await actorOf(context), {
        reference,
        fields: defined(fields),
        reason,
      }),
    ),
  ),
  move: os.breaches.move.handler(async ({ context, input }) =>
    moveBreach(context.catalog, await actorOf(context), input),
  ),
  notice: os.breaches.notice.handler(async ({ context, input }) =>
    noteNotice(context.catalog, await actorOf(context), input),
  ),
  affected: os.breaches.affected.handler(async ({ context: { catalog }, input }) => {
    const { blast } = await radiiNow(catalog, breachAt(catalog.store.reader, input.reference, null));
    const all = blast.datasets.filter((one) => input.arrival === undefined || one.arrival === input.arrival);
    return {
      total: all.length,
      items: all.slice(input.offset, input.offset + input.limit).map(affectedView),
    };
  }),
  history: os.breaches.history.handler(({ context: { catalog }, input: { reference, offset, limit } }) => {
    const all = breachHistory(catalog.store.reader, reference);
    return {
      total: all.length,
      items: all.slice(offset, offset + limit).map((one) => ({
        ...one,
        name: isField(one.field) ? FIELD_NAMES[one.field] : one.field.replace(':', ' '),
      })),
    };
  }),
});
