/** What follows along lineage: tags to carry on, tags to look at, contradictions; by tag. */
import { many } from '../counted.ts';
import type { Catalog } from '../catalog.ts';
import { applyPropagation } from '../privacy/propagate/apply.ts';
import { propagation, type Propagation } from '../privacy/propagate/compute.ts';
import { decideDerived } from '../privacy/propagate/decide.ts';
import type { Derivation } from '../privacy/propagate/difference.ts';
import type { Finding } from '../privacy/propagate/findings.ts';
import {
  derivedRow,
  placeOfRow,
  propagationFindings,
  retractedRow,
  storedDifference,
  type ListedTag,
} from '../privacy/propagate/list.ts';
import { columnPlace, datasetPlace, placeText, type Place } from '../privacy/propagate/names.ts';
import { REVIEW } from '../privacy/propagate/spread.ts';
import type { StoredTag } from '../privacy/propagate/statements.ts';
import { tagKey, tagText, type PropagatedTag } from '../privacy/propagate/tags.ts';
import type { TagWord } from '../privacy/propagate/what-if.ts';
import type { MutationResult, Target } from '../stewardship/change.ts';
import { answered, settle, type Question } from './answers.ts';
import { sizeInWords, type InboxGroup, type InboxItem, type Picked, type Verdict } from './model.ts';

export type Derived =
  | { readonly is: 'carried' | 'review'; readonly on: 'column' | 'dataset'; readonly one: Derivation }
  | { readonly is: 'gone'; readonly row: StoredTag; readonly place: Place }
  | { readonly is: 'finding'; readonly finding: Finding };

/** In steps. */
export function* propagationGroups(catalog: Catalog): Generator<void, InboxGroup<Derived>[]> {
  const now = propagation(catalog);
  yield;
  const found = new Map<string, { title: Title; entries: Derived[] }>();
  const note = (title: Title, entry: Derived): void => {
    const key = `propagation ${title.is} ${title.finding ?? ''} ${tagKey(title.tag)}`;
    const group = found.get(key);
    if (group) group.entries.push(entry);
    else found.set(key, { title, entries: [entry] });
  };
  const { added, retracted } = storedDifference(catalog);
  yield;
  for (const one of added) note({ is: 'carried', tag: one.of.tag }, { is: 'carried', on: 'column', one });
  for (const row of retracted) {
    const place = placeOfRow(catalog, row);
    if (place) note({ is: 'gone', tag: row }, { is: 'gone', row, place });
  }
  yield;
  for (const on of ['column', 'dataset'] as const)
    for (const spreadTag of (on === 'column' ? now.result : now.reviews).tags)
      for (const entry of spreadTag.derived)
        if (spreadTag.spread.strength[entry] === REVIEW)
          note({ is: 'review', tag: spreadTag.tag }, { is: 'review', on, one: { of: spreadTag, entry } });
  yield;
  const isSettled = answered(catalog);
  for (const finding of propagationFindings(catalog))
    // What a person refused there is decided.
    if (finding.kind !== 'refused' && !isSettled(question(finding)))
      note({ is: 'finding', tag: finding.tag, finding: finding.kind }, { is: 'finding', finding });
  return [...found].map(([key, group]) => groupFrom(catalog, now, key, group.title, group.entries));
}

interface Title {
  readonly is: Derived['is'];
  readonly tag: PropagatedTag;
  readonly finding?: Finding['kind'];
}

const targetOf = ({ dataset, column }: Place): Target =>
  column ? { on: 'column', id: column.id } : { on: 'dataset', id: dataset.id };

const question = ({ kind, tag, place, said }: Finding): Question => ({
  kind: 'propagation',
  target: targetOf(place),
  about: `${kind} ${tag.kind} ${tagText(tag)}: ${said}`,
});

const EXPLAINS: Readonly<Record<Exclude<Derived['is'], 'finding'>, string>> = {
  carried:
    'Column lineage carries the tag to these columns. Confirming stores it there as derived from lineage; refusing keeps it out of them for good.',
  gone: 'It was stored because lineage carried it there, which it no longer does. Confirming takes it back.',
  review:
    'The values are masked or aggregated on the way, or lineage does not name the columns. Confirming makes the tag your own statement there; refusing keeps it out for good.',
};

/** What a person can do about a contradiction; without an entry: only leave it. */
const FINDINGS: Readonly<
  Record<string, readonly [title: (words: string) => string, explains: string, confirm: string | null]>
> = {
  'less-sensitive': [
    (words) => `${words} flows into what is said to be less sensitive`,
    'Confirming raises the sensitivity of the dataset to what flows into it. Leaving it as it is lets the question rest until what is said there changes.',
    'Raise',
  ],
  'person-says-otherwise': [
    (words) => `${words} comes to columns where a person says otherwise`,
    'Confirming puts what lineage says in the place of the person’s word. Leaving it lets the question rest until the word changes.',
    'Take from lineage',
  ],
  'source-says-otherwise': [
    (words) => `${words} comes to columns where a source says otherwise`,
    'Confirming makes what lineage says your own statement, which goes before the source’s. Leaving it lets the question rest until the source says something else.',
    'Take from lineage',
  ],
};

function groupFrom(
  catalog: Catalog,
  now: Propagation,
  key: string,
  { is, tag, finding }: Title,
  entries: readonly Derived[],
): InboxGroup<Derived> {
  const [says, explains, yes] = FINDINGS[finding ?? ''] ?? [];
  const datasets = new Set(entries.map((entry) => placeOf(now, entry).dataset.id)).size;
  const columns = entries.filter((entry) => placeOf(now, entry).column !== null).length;
  const words = tagText(tag);
  const titles = {
    carried: `${words} is carried on`,
    gone: `${words} no longer follows`,
    review: `${words}: masked, aggregated or unknown columns`,
    finding: says?.(words) ?? words,
  };
  // Of labels, another value of the same key would stand beside the one that is there.
  const confirm = tag.kind === 'label' ? null : (yes ?? null);
  return {
    kind: 'propagation',
    key,
    title: titles[is],
    size: columns > 0 ? sizeInWords(columns, datasets) : many(entries.length, 'dataset'),
    explains: is === 'finding' ? (explains ?? '') : EXPLAINS[is],
    confirm: is === 'finding' ? confirm : { carried: 'Carry on', gone: 'Take back', review: 'Accept' }[is],
    refuse: is === 'gone' ? null : is === 'finding' ? 'Leave as it is' : 'Refuse',
    confidence: null,
    entries,
    datasets,
    keyOf: (entry) => keyOf(now, entry),
    show: (entry) => show(catalog, now, entry),
  };
}

function placeOf(now: Propagation, entry: Derived): Place {
  if (entry.is === 'finding') return entry.finding.place;
  if (entry.is === 'gone') return entry.place;
  const node = entry.one.of.spread.node[entry.one.entry]!;
  return entry.on === 'column' ? columnPlace(now, node) : datasetPlace(now, node);
}

function keyOf(now: Propagation, entry: Derived): string {
  const { on, id } = targetOf(placeOf(now, entry));
  return entry.is === 'finding' ? `${on} ${id} from ${placeKey(entry.finding.cause)}` : `${on} ${id}`;
}

const placeKey = (place: Place): string => Object.values(targetOf(place)).join(' ');

function show(catalog: Catalog, now: Propagation, entry: Derived): InboxItem {
  const place = placeOf(now, entry);
  const base = { key: keyOf(now, entry), ...shownPlace(place), confidence: null, sides: [] };
  if (entry.is === 'finding') {
    const { cause, said, more } = entry.finding;
    const others = more > 0 ? `; ${many(more, 'more column')} of it likewise` : '';
    return { ...base, reasons: [`From ${placeText(cause)}; ${said}${others}`] };
  }
  const row: ListedTag =
    entry.is === 'gone'
      ? retractedRow(entry.row, place)
      : derivedRow(catalog, now, entry.one, entry.on, false);
  const from = row.cause
    ? [`From ${placeText(row.cause)} in ${many(row.hops ?? 0, 'step')}`]
    : ['Its cause is gone'];
  return { ...base, reasons: [...from, ...row.why] };
}

function shownPlace(place: Place): Pick<InboxItem, 'title' | 'dataset' | 'column'> {
  return { title: placeText(place), dataset: place.dataset, column: place.column };
}

export async function decidePropagation(
  catalog: Catalog,
  actor: string,
  picked: readonly Picked<Derived>[],
  { decision, reason }: Verdict,
): Promise<MutationResult> {
  const now = propagation(catalog);
  const entries = picked.flatMap((one) => one.entries);
  const findings = entries.flatMap((entry) => (entry.is === 'finding' ? [entry.finding] : []));
  if (findings.length > 0 && decision === 'refuse')
    return settle(catalog, actor, findings.map(question), {
      label: (count) =>
        `Left ${many(count, 'contradiction')} of lineage as ${count === 1 ? 'it is' : 'they are'}`,
      reason,
    });
  const stored = entries.filter(({ is }) => is === 'carried' || is === 'gone');
  if (decision === 'confirm' && stored.length > 0) return carryOn(catalog, actor, now, stored, reason);
  const items = entries.flatMap((entry): TagWord[] => {
    if (entry.is === 'gone') return [];
    if (entry.is === 'finding') return entry.finding.tag.kind === 'label' ? [] : [raised(entry.finding)];
    return [{ target: targetOf(placeOf(now, entry)), tag: entry.one.of.tag }];
  });
  return decideDerived(catalog, actor, {
    items,
    decision: decision === 'confirm' ? 'accept' : 'refuse',
    reason,
  });
}

/** A level that flows into a dataset of a lower one raises that of the dataset. */
function raised({ kind, tag, place }: Finding): TagWord {
  const target =
    kind === 'less-sensitive' ? { on: 'dataset' as const, id: place.dataset.id } : targetOf(place);
  return { target, tag };
}

function carryOn(
  catalog: Catalog,
  actor: string,
  now: Propagation,
  entries: readonly Derived[],
  reason: string | undefined,
): Promise<MutationResult> {
  const wanted = new Set<string>();
  const tags = new Map<string, PropagatedTag>();
  for (const entry of entries) {
    if (entry.is !== 'carried' && entry.is !== 'gone') continue;
    const tag = entry.is === 'gone' ? entry.row : entry.one.of.tag;
    const id = entry.is === 'gone' ? entry.row.targetId : targetOf(placeOf(now, entry)).id;
    tags.set(tagKey(tag), { kind: tag.kind, key: tag.key, value: tag.value });
    wanted.add(`${tagKey(tag)} ${id}`);
  }
  return applyPropagation(catalog, actor, {
    only: [...tags.values()],
    on: (columnId, tag) => wanted.has(`${tagKey(tag)} ${columnId}`),
    reason,
  });
}
