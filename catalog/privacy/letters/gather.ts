/** Gathers what a letter can be completed with: from the case, the catalog, the law and the settings. */
import type { Catalog } from '../../catalog.ts';
import { changingSql } from '../../ledger/entry.ts';
import { readSettings } from '../../settings.ts';
import { effectiveOf } from '../../stewardship/effective.ts';
import { entriesOf } from '../../stewardship/registers/read.ts';
import { standingOf } from '../cases/act.ts';
import type { Standing } from '../cases/guards.ts';
import type { LetterLanguage } from '../cases/open-case.ts';
import { workOf, type StoreRow } from '../cases/outcomes.ts';
import { readPerson } from '../cases/records.ts';
import { contentOfCase } from '../cases/work.ts';
import type { DsarContent } from '../dsar/content.ts';
import { rightIn } from '../dsar/clock.ts';
import type { Right } from '../dsar/request.ts';
import { namedCategories } from '../dsar/named.ts';
import type { Entry, LetterValues } from './fields.ts';
import { recordLists } from './gather-records.ts';
import { workLists } from './gather-work.ts';
import {
  categoryWordsIn,
  dateWords,
  durationIn,
  joined,
  periodWords,
  provisionIn,
  wordsOf,
  type Words,
} from './words.ts';

export interface GatherOrder {
  readonly reference: string;
  readonly language: LetterLanguage;
  /** Civil date of the letter. */
  readonly date: string;
  /** By field: `manual.…`, and any single field in place of what is known. */
  readonly given: Readonly<Record<string, string>>;
}

export interface Gathered {
  readonly values: LetterValues;
  /** What a person must look at before the letter goes out. */
  readonly warnings: readonly string[];
  readonly standing: Standing;
}

const yes = (holds: boolean): string => (holds ? 'yes' : '');

export async function gather(catalog: Catalog, order: GatherOrder): Promise<Gathered> {
  const words = wordsOf(catalog.options.resourcesDir, order.language);
  const standing = standingOf(catalog, catalog.store.reader, order.reference);
  const content = await contentOfCase(catalog, standing.one);
  const work = workOf(catalog.store.reader, standing.one.id);
  const lists = new Map<string, readonly Entry[]>([
    ...caseLists(standing, words),
    ...catalogLists(catalog, content, words),
    ...workLists(work, words),
    ...recordLists(catalog, order.reference, words),
  ]);
  const single = new Map<string, string>([
    ...(await senderValues(catalog)),
    ...personValues(catalog, order.reference),
    ...caseValues(catalog, standing, words, content),
    ...lawValues(standing, words),
    ...answerValues(work, content, lists),
    ['date', dateWords(order.date, words)],
  ]);
  for (const [field, value] of Object.entries(order.given)) single.set(field, value.trim());
  return { values: { single, lists }, warnings: warningsFor(catalog, standing, content), standing };
}

async function senderValues(catalog: Catalog): Promise<[string, string][]> {
  const { organisation } = await readSettings(catalog);
  return [
    ['organisation.name', organisation.name],
    ['organisation.contact', organisation.contact],
    ['organisation.dpo', organisation.dpo],
  ];
}

function personValues(catalog: Catalog, reference: string): [string, string][] {
  const person = readPerson(catalog, catalog.store.reader, reference);
  return [
    ['person.name', person?.name ?? ''],
    ['person.contact', person?.contact ?? ''],
    ['agent.name', person?.agent?.name ?? ''],
  ];
}

function caseValues(
  catalog: Catalog,
  { one, clocks }: Standing,
  words: Words,
  content: DsarContent,
): [string, string][] {
  const { folded } = one;
  const head = catalog.store.reader
    .prepare<[], { hash: string }>(
      'SELECT lower(hex(entry_hash)) AS hash FROM ledger_entry ORDER BY seq DESC LIMIT 1',
    )
    .get();
  const [clock] = clocks;
  const date = (day: string | null | undefined) => (day ? dateWords(day, words) : '');
  const confirmed = folded.identity === 'confirmed' ? folded.identityPauses.at(-1)?.to : null;
  return [
    ['case.reference', one.reference],
    ['case.received', date(one.receivedOn)],
    [
      'case.rights',
      joined(
        one.rights.map((right) => words.rights[right]),
        words,
      ),
    ],
    ['case.subject', content.subjectName],
    ['case.state', words.states[one.state] ?? one.state],
    ['case.closed', date(folded.doneOn)],
    ['case.revision', String(content.revision)],
    ['case.scoped_at', one.scopedAt === null ? '' : String(one.scopedAt)],
    ['case.ledger_head', head?.hash ?? ''],
    [
      'case.retention',
      one.retentionMonths === null ? '' : periodWords({ count: one.retentionMonths, unit: 'month' }, words),
    ],
    ['clock.due', date(one.due)],
    ['clock.first_due', date(clock?.deadline.extensionNoticeBy ?? clock?.deadline.due)],
    ['clock.waits', yes(clock?.law.start === 'relevant-time' && folded.identity === 'asked')],
    ['identity.asked', yes(folded.identity === 'asked')],
    ['identity.confirmed', date(confirmed)],
    [
      'extension.reasons',
      joined(
        folded.extensionReasons.flatMap((reason) => words.reasons[reason as keyof Words['reasons']] ?? []),
        words,
      ),
    ],
    ['refusal.ground', groundWords(folded.refusedFor, words)],
  ];
}

/** A ground by its code, in words; other text (a provision) as it is. */
function groundWords(ground: string | null, words: Words): string {
  return ground === null ? '' : ((words.grounds as Readonly<Record<string, string>>)[ground] ?? ground);
}

function lawValues({ clocks }: Standing, words: Words): [string, string][] {
  const [clock] = clocks;
  if (!clock) return [];
  const { law, authority } = clock;
  return [
    ['law.name', law.name],
    ['law.title', law.law],
    ['law.period', periodWords(law.response, words)],
    ['law.extended_period', law.extension ? periodWords(law.extension, words) : ''],
    ['law.period_article', provisionIn(law.response.article, words)],
    ['law.rule', law.ruleText],
    ['law.is_gdpr', yes(law.id === 'eu-gdpr' || law.id === 'uk-gdpr')],
    ['law.is_uk', yes(law.id === 'uk-gdpr')],
    ['law.is_ccpa', yes(law.id === 'us-ca-ccpa')],
    ['law.is_lgpd', yes(law.id === 'br-lgpd')],
    ['authority.name', authority?.name ?? ''],
    ['authority.url', authority?.url ?? ''],
  ];
}

function answerValues(
  work: readonly StoreRow[],
  content: DsarContent,
  lists: ReadonlyMap<string, readonly Entry[]>,
): [string, string][] {
  const search = work.filter((row) => row.work === 'search');
  const bySystem = [...Map.groupBy(search, (row) => row.task).values()];
  const searched = bySystem.filter((rows) =>
    rows.some((row) => ['found', 'none'].includes(row.outcome ?? '')),
  );
  const rows = search.reduce((sum, row) => sum + (row.found ?? 0), 0);
  const withheld = (lists.get('withheld') ?? []).reduce((sum, one) => sum + Number(one.count), 0);
  const left = bySystem.length - searched.length;
  return [
    ['answer.holds', yes(search.some((row) => row.outcome === 'found'))],
    ['answer.systems', String(searched.length)],
    ['answer.not_searched', left > 0 ? String(left) : ''],
    ['answer.rows', String(rows)],
    ['answer.withheld', withheld > 0 ? String(withheld) : ''],
    ['answer.considered', String(content.scope.all.length)],
  ];
}

function caseLists({ one, clocks }: Standing, words: Words): [string, readonly Entry[]][] {
  const articleOf = (right: Right) =>
    clocks.map(({ law }) => rightIn(law, right)?.article).find((article) => article !== undefined) ?? '';
  return [
    [
      'rights',
      one.rights.map((right): Entry => {
        const decision = one.folded.decisions.get(right);
        return {
          name: words.rights[right],
          article: provisionIn(articleOf(right), words),
          outcome: words.outcomes[decision?.outcome ?? 'open'] ?? '',
          ground: groundWords(decision?.ground ?? null, words),
        };
      }),
    ],
    [
      'events',
      one.events
        .filter((event) => event.undoneIn === null)
        .map((event): Entry => {
          const what = words.states[event.detail.to ?? event.kind] ?? event.kind;
          const about = event.detail.letter ?? event.detail.right;
          return { on: event.on, what: about ? `${what}: ${about}` : what, actor: event.actor };
        }),
    ],
    ['approvals', one.folded.approvals.map(({ actor, on }): Entry => ({ actor, on }))],
    [
      'clocks',
      clocks.map(({ law: { name }, deadline }): Entry => ({
        law: name,
        due: deadline.due ?? '',
        steps: [...deadline.steps, ...deadline.warnings].join(' '),
      })),
    ],
  ];
}

function catalogLists(catalog: Catalog, content: DsarContent, words: Words): [string, readonly Entry[]][] {
  const { scope, around, origins } = content;
  const held = new Map<string, boolean>();
  for (const { key, special } of content.categories) {
    const name = categoryWordsIn(key, words);
    held.set(name, special || held.get(name) === true);
  }
  const portable = origins.filter((one) => one.origin === 'provided' || one.origin === 'observed');
  const named = (names: Iterable<string>): Entry[] => [...new Set(names)].map((name) => ({ name }));
  return [
    [
      'categories',
      [...held].map(([name, special]): Entry => ({
        name: special ? `${name} (${words.special})` : name,
        special: yes(special),
      })),
    ],
    ['purposes', purposes(catalog, content, words)],
    ['sources', named(origins.map(({ origin }) => words.origins[origin] ?? words.origins.unknown ?? ''))],
    ['recipients', named(around.recipients.flatMap(({ stated }) => stated))],
    ['models', named(around.models.map(({ dataset }) => dataset.name))],
    [
      'portable',
      named(
        portable.flatMap((one) => namedCategories(one.categories).map((key) => categoryWordsIn(key, words))),
      ),
    ],
    ['retention', retention(catalog, content, words)],
    [
      'considered',
      scope.all.map(({ dataset, verdict, reason }): Entry => ({
        name: `${dataset.namespace} ${dataset.name}`,
        verdict,
        reason,
      })),
    ],
    ['gaps', content.gaps.map(({ text, count }): Entry => ({ text, count: String(count) }))],
  ];
}

/** Purposes of the datasets in scope, from the register, each once. */
function purposes(catalog: Catalog, { scope }: DsarContent, words: Words): Entry[] {
  const db = catalog.store.reader;
  const register = new Map(entriesOf(db, 'purpose').map((entry) => [entry.key, entry]));
  const found = new Map<string, Entry>();
  for (const { dataset } of scope.within) {
    const effective = effectiveOf(db, { on: 'dataset', id: dataset.id });
    for (const { value } of effective?.purposes ?? []) {
      if (found.has(value)) continue;
      const entry = register.get(value);
      const basis = text(entry?.legalBasis) || (effective?.legalBases[0]?.value ?? '');
      const kept = text(entry?.retention);
      found.set(value, {
        name: entry?.name ?? value,
        description: text(entry?.description),
        basis: words.bases[basis] ?? basis,
        retention: kept === '' ? '' : durationIn(kept, words),
      });
    }
  }
  return [...found.values()];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Periods by what is held in the dataset: no table is named to the person. */
function retention(catalog: Catalog, { scope }: DsarContent, words: Words): Entry[] {
  const found = new Map<string, Entry>();
  for (const { dataset, categories } of scope.within) {
    const effective = effectiveOf(catalog.store.reader, { on: 'dataset', id: dataset.id });
    const [longest] = effective?.retentions ?? [];
    if (!longest) continue;
    const kinds = [...new Set(namedCategories(categories).map((key) => categoryWordsIn(key, words)))];
    const what = kinds.length === 0 ? words.notStated : kinds.join(', ');
    const period = durationIn(longest.value, words);
    found.set(`${what}\n${period}`, { what, period });
  }
  return [...found.values()];
}

/** Kinds that a business describes and does not disclose (11 CCR § 7024(d)). */
const DESCRIBED_ONLY =
  /^user\.(?:government_id|financial|health_and_medical|authorization|biometric|unique_id\.account)/;

function warningsFor(catalog: Catalog, { clocks, one }: Standing, content: DsarContent): string[] {
  const warnings: string[] = [];
  const described = content.categories.filter(({ key }) => DESCRIBED_ONLY.test(key)).map(({ key }) => key);
  if (clocks.some(({ law }) => law.id === 'us-ca-ccpa') && described.length > 0)
    warnings.push(
      `Identity numbers, account numbers, health insurance numbers, passwords and biometric data are described, not disclosed (11 CCR § 7024(d)). In scope: ${described.join(', ')}.`,
    );
  const [approval, ...more] = one.folded.approvals;
  if (approval && more.length === 0 && approval.actor === one.folded.putUpBy)
    warnings.push(`The answer was put up and approved by the same person, ${approval.actor}.`);
  if (one.scopedAt !== null && scopeMayDiffer(catalog, one.scopedAt))
    warnings.push(
      `The catalog has changed since the tasks were made, from revision ${one.scopedAt}. Begin to collect anew if the scope has changed.`,
    );
  return warnings;
}

/** Something else than work on cases has happened since a revision. */
function scopeMayDiffer(catalog: Catalog, revision: number): boolean {
  return (
    catalog.store.reader
      .prepare<[number], { seq: number }>(
        `SELECT seq FROM ledger_entry WHERE seq > ? AND object_type NOT IN ('case', 'desk', 'report', 'law', 'calendar', 'letter') AND ${changingSql('action')} LIMIT 1`,
      )
      .get(revision) !== undefined
  );
}
