/** The work of Art. 15(3): one search task per system, with statements or written instructions. */
import { DEFINITION_KINDS } from '../../model/identity.ts';
import { describedColumns } from '../../past/as-of-columns.ts';
import { breathe } from '../../breathe.ts';
import { byText } from '../../past/as-of-parts.ts';
import type { PastCatalog } from '../../past/as-of.ts';
import { identityKeys, keyWords, type IdentityKey } from './identity.ts';
import { Joins, type JoinHint } from './joins.ts';
import type { DsarRequest } from './request.ts';
import type { ScopedColumn, ScopedDataset } from './scoped.ts';
import { nameParts, systemKind, type Dialect, type Medium } from './sql/dialect.ts';
import { searchStatements, type Statements } from './sql/statements.ts';

export interface StoreTask {
  readonly scoped: ScopedDataset;
  readonly identity: readonly IdentityKey[];
  readonly join: JoinHint | null;
  /** Null where the store takes no SQL, keeps nothing, or cannot be searched by what is known. */
  readonly statements: Statements | null;
  /** What a person does instead of, or beside, the statements. */
  readonly instructions: readonly string[];
  /** Columns that may hold text about other people, Art. 15(4). */
  readonly review: readonly string[];
  /** Columns of which nobody has said whether they hold personal data, as dotted paths. */
  readonly unassessed: readonly string[];
  readonly gap: 'no-identity-column' | null;
}

export interface SearchTask {
  /** `T01`, in order of systems. */
  readonly id: string;
  readonly system: string;
  readonly medium: Medium;
  readonly dialect: Dialect | null;
  /** Owners named for the datasets, most frequent first. */
  readonly owners: readonly string[];
  readonly stores: readonly StoreTask[];
}

const FREE_TEXT_NAME =
  /(?:^|[_\W])(?:notes?|comments?|remarks?|memo|message|messages|body|free_?text|description|feedback|transcript|conversation|chat|subject_line)(?:$|[_\W])/i;
const NOT_STORED = new Set(['ephemeral', ...DEFINITION_KINDS]);
const SHOWN_ONLY = new Set(['dashboard', 'report']);

/** Tasks for the datasets in scope, one per namespace. */
export async function searchTasks(
  past: PastCatalog,
  within: readonly ScopedDataset[],
  request: DsarRequest,
  signal?: AbortSignal,
): Promise<SearchTask[]> {
  const bySystem = Map.groupBy(within, (one) => one.dataset.namespace);
  const joins = new Joins(past, within, request.identifierKinds);
  const width = String(bySystem.size).length < 2 ? 2 : String(bySystem.size).length;
  const tasks: SearchTask[] = [];
  for (const [system, members] of [...bySystem].sort(([a], [b]) => byText(a, b))) {
    const kind = systemKind(system);
    const stores: StoreTask[] = [];
    for (const one of members) {
      stores.push(storeTask(past, one, kind, request, joins));
      if (stores.length % 100 === 0) await breathe();
      signal?.throwIfAborted();
    }
    tasks.push({
      id: `T${String(tasks.length + 1).padStart(width, '0')}`,
      system,
      ...kind,
      owners: ownersOf(members),
      stores,
    });
  }
  return tasks;
}

export function ownersOf(datasets: readonly ScopedDataset[]): string[] {
  const counts = new Map<string, number>();
  for (const { dataset } of datasets)
    for (const name of new Set(dataset.owners.map((owner) => owner.name)))
      counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || byText(a[0], b[0])).map(([name]) => name);
}

function storeTask(
  past: PastCatalog,
  scoped: ScopedDataset,
  kind: { medium: Medium; dialect: Dialect | null },
  request: DsarRequest,
  joins: Joins,
): StoreTask {
  const { dataset, columns } = scoped;
  const described = describedColumns(past.db, past.revision, dataset.id, dataset.members);
  const types = new Map(
    described.flatMap((one) =>
      one.path.length === 1 && one.dataType !== null
        ? [[one.path[0]!.toLowerCase(), one.dataType] as const]
        : [],
    ),
  );
  const identity = identityKeys(columns, request.identifierKinds);
  const join = identity.length === 0 ? joins.to(scoped) : null;
  const stored = !NOT_STORED.has(dataset.kind) && !SHOWN_ONLY.has(dataset.kind);
  const known = new Set(columns.map((column) => column.path.join('\u001f').toLowerCase()));
  const unassessed = described
    .filter((one) => !known.has(one.path.join('\u001f').toLowerCase()))
    .map((one) => one.path.join('.'));
  const order = new Map(described.map((one, index) => [one.path[0]!.toLowerCase(), index]));
  const dialect = kind.dialect;
  const statements =
    stored && dialect
      ? searchStatements(
          { dataset, columns: selected(columns, identity, join, order), keys: identity, join, types },
          dialect,
        )
      : null;
  const review = [
    ...new Set([
      ...columns.filter(isFreeText).map((one) => one.path.join('.')),
      ...scoped.freeText,
      ...described
        .filter((one) => FREE_TEXT_NAME.test(one.path.at(-1) ?? ''))
        .map((one) => one.path.join('.')),
    ]),
  ].sort();
  return {
    scoped,
    identity,
    join,
    statements,
    review,
    unassessed,
    instructions: instructionsFor(scoped, kind, { identity, stored, statements }),
    gap: stored && identity.length === 0 && join === null ? 'no-identity-column' : null,
  };
}

/** Columns in scope by name; of a structure the whole top-level column. The keys come along. */
function selected(
  columns: readonly ScopedColumn[],
  identity: readonly IdentityKey[],
  join: JoinHint | null,
  order: ReadonlyMap<string, number>,
): string[] {
  const names = new Map<string, string>();
  const all = [
    ...columns.map((column) => column.path[0]!),
    ...identity.flatMap((key) => key.columns),
    ...(join ? [join.column] : []),
  ];
  for (const name of all) if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  const rank = (name: string) => order.get(name.toLowerCase()) ?? Number.MAX_SAFE_INTEGER;
  return [...names.values()].sort((a, b) => rank(a) - rank(b) || byText(a, b));
}

/** How the person is found in a store without an identity column of the wanted kind; null where it has one. */
export function wayIn({ join, gap }: StoreTask): string | null {
  if (join) {
    const keys = join.keys.some((key) => key.byName)
      ? ` The person is found there by ${join.keys.map(keyWords).join(', ')}.`
      : '';
    return `It has no identity column of the wanted kind. Reachable by join from ${join.dataset.name} on ${join.column} = ${join.otherColumn} (basis: ${join.basis}); check that both columns hold the same identifier before you use it.${keys}`;
  }
  return gap === null
    ? null
    : 'No identity column is known: ask the owner how a person is found here, and record the answer.';
}

function isFreeText(column: ScopedColumn): boolean {
  return column.categories.some((key) => key === 'user.content' || key.startsWith('user.content.'));
}

interface Known {
  readonly identity: readonly IdentityKey[];
  readonly stored: boolean;
  readonly statements: Statements | null;
}

function instructionsFor(
  { dataset }: ScopedDataset,
  kind: { medium: Medium; dialect: Dialect | null },
  known: Known,
): string[] {
  const lines: string[] = [];
  if (dataset.kind === 'ephemeral')
    lines.push('Nothing is stored here: the data exist only while a query runs. Search what it reads from.');
  else if (DEFINITION_KINDS.has(dataset.kind))
    lines.push(
      'Nothing is stored here: it is a definition that is computed on demand. Search what it reads from.',
    );
  else if (SHOWN_ONLY.has(dataset.kind))
    lines.push(
      `A ${dataset.kind} shows data that are stored elsewhere. Search its sources; keep exports or snapshots of it in mind.`,
    );
  else if (dataset.kind === 'view')
    lines.push('A view shows data of other tables; erasure and correction happen there.');
  if (dataset.retired) lines.push('No source describes it any more: find out whether it still exists.');
  if (known.stored && kind.medium !== 'sql') lines.push(...writtenSearch(kind.medium, known.identity));
  if (known.statements && kind.dialect?.foldsUp)
    lines.push(
      'Simple lower-case names are written in upper case, as this database keeps names that were not quoted.',
    );
  if (
    known.statements &&
    kind.dialect &&
    nameParts(dataset, kind.dialect).some((part) => part.includes('.'))
  ) {
    lines.push(
      'The name has more dots than the database has name parts; the rest was taken as part of the last one.',
    );
  }
  const guessed = known.identity.filter((key) => key.byName);
  if (guessed.length > 0 && known.statements)
    lines.push(
      `Recognised by name, no category is stated: ${guessed.map((key) => key.columns.join(' + ')).join(', ')}. Check that they hold the identifier before you rely on the search.`,
    );
  if (known.identity.some((key) => key.kind === 'name'))
    lines.push(
      'A name alone does not identify a person: compare every hit with other details of the request.',
    );
  return lines;
}

function writtenSearch(medium: Medium, identity: readonly IdentityKey[]): string[] {
  const by = identity.length > 0 ? ` Match on ${identity.map(keyWords).join(', ')}.` : '';
  if (medium === 'files')
    return [
      `Read the files with the tool that normally reads them, in all partitions and versions that are kept.${by} Note the number of files and matching rows.`,
    ];
  if (medium === 'stream')
    return [
      `Read the stream from the oldest offset that is kept.${by} Say in the answer for how long messages are kept; later ones reach the datasets downstream.`,
    ];
  return [
    `Ask the owner for a search or an export in the system itself.${by} Record the way it was searched and the number of hits.`,
  ];
}
