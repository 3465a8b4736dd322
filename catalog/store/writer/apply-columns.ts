/**
 * Facts about columns: what their values come from, and what they influence.
 *
 * What runs show adds up: the ways that several runs tell of one edge are kept together. What is
 * declared is what its source says now.
 */
import type { ColumnEdgeFact, DatasetInfluenceFact, Transformation } from '../../model/facts.ts';
import { standing, type Standing } from './apply-graph.ts';
import { isByFacet, type FacetEdgeFact } from './repeated-edges.ts';
import type { WriterSession } from './session.ts';
import type { SightedType } from './sights.ts';
import { normalise, together, type ShownWays } from './ways.ts';

export function applyColumnEdge(session: WriterSession, fact: ColumnEdgeFact): void {
  const said = shownAs(flagsOf(fact.transformations), normalise(fact.transformations));
  const known = isByFacet(fact) ? knownEdge(session, fact, said.text) : undefined;
  if (known === undefined) return stateColumnEdge(session, fact, said);
  const runId = session.run(fact.run!, fact.evidence).id;
  session.sights.saw('columnEdge', known, runId, false);
  noteSeen(session, known, runId);
}

/** The row of an edge of which this import said the very same before, where no run is explicit about anything. */
function knownEdge(session: WriterSession, fact: FacetEdgeFact, text: string): number | undefined {
  const { sights, told, sql, repeatedEdges } = session;
  if (sights.anyTargets) return undefined;
  const id = repeatedEdges.find(fact, text);
  if (id === undefined || !sql.isFresh('column_edge', id)) return undefined;
  return told.toldOwn({ type: 'columnEdge', id }) ? undefined : id;
}

function noteSeen({ touched }: WriterSession, edgeId: number, runId: number): void {
  const seen = touched.seenColumnEdges.get(edgeId);
  if (seen) seen.add(runId);
  else touched.seenColumnEdges.set(edgeId, new Set([runId]));
}

function stateColumnEdge(session: WriterSession, fact: ColumnEdgeFact, said: ShownWays): void {
  const { identities } = session;
  const from = identities.column(identities.dataset(fact.from.dataset).id, fact.from.path);
  const to = identities.column(identities.dataset(fact.to.dataset).id, fact.to.path);
  const runId = fact.run ? session.run(fact.run, fact.evidence).id : null;
  const { jobId, basis } = session.attribution(fact);
  const record: Standing = {
    type: 'columnEdge',
    counted: 'column_edge',
    table: 'column_edge',
    key: { from_id: from.id, to_id: to.id, job_id: jobId, basis },
    parent: ['"column"', to.id],
    values: {},
  };
  const valuesOf = ({ flags, text }: ShownWays) => ({
    flags,
    transformations: text,
    confidence: fact.confidence ?? null,
  });
  if (runId === null) {
    standing(session, fact, { ...record, values: valuesOf(said) });
    return;
  }
  const id = applySighted(session, fact, runId, to.datasetId, said, { ...record, valuesOf });
  if (id === null) return;
  if (isByFacet(fact)) session.repeatedEdges.note(fact, said.text, id);
  noteSeen(session, id, runId);
}

export function applyInfluence(session: WriterSession, fact: DatasetInfluenceFact): void {
  const { identities } = session;
  const from = identities.column(identities.dataset(fact.from.dataset).id, fact.from.path);
  const to = identities.dataset(fact.to);
  const runId = fact.run ? session.run(fact.run, fact.evidence).id : null;
  const { jobId, basis } = session.attribution(fact);
  const said = shownAs(0, normalise(fact.transformations));
  const record: Standing = {
    type: 'influence',
    counted: 'influence',
    table: 'influence',
    key: { from_id: from.id, to_id: to.id, job_id: jobId, basis },
    parent: ['"column"', from.id],
    values: {},
  };
  const valuesOf = ({ text }: ShownWays) => ({ transformations: text });
  if (runId === null) standing(session, fact, { ...record, values: valuesOf(said) });
  else applySighted(session, fact, runId, to.id, said, { ...record, valuesOf });
}

interface SightedRow extends Standing {
  readonly valuesOf: (ways: ShownWays) => Standing['values'];
}

/** What a run shows adds to what others did. Answers the row; null where it is not to be shown. */
function applySighted(
  session: WriterSession,
  fact: ColumnEdgeFact | DatasetInfluenceFact,
  runId: number,
  datasetId: number,
  said: ShownWays,
  { valuesOf, ...record }: SightedRow,
): number | null {
  const { sights, told } = session;
  const type = record.type as SightedType;
  const stored = storedWays(session, record);
  const before = stored?.stands ? stored : null;
  if (fact.yields && sights.isTarget(runId, datasetId)) {
    const hidden = hiddenRow(session, record, valuesOf(said));
    told.ways({ type, id: hidden }, said, { runId, explicit: false, hidden: true }, stored, fact.evidence);
    sights.saw(type, hidden, runId, false, true);
    return null;
  }
  if (stored && !stored.stands) forgetSeen(session, record);
  const id = { value: 0 };
  const shown = both(before, said);
  const values = valuesOf(shown);
  standing(session, fact, { ...record, values, id });
  if (told.showed(type, id.value)) show(session, record, values, id.value);
  told.noteShown(type, id.value, shown);
  const explicit = fact.yields !== true;
  told.ways({ type, id: id.value }, said, { runId, explicit, hidden: false }, stored, fact.evidence);
  sights.saw(type, id.value, runId, explicit);
  return id.value;
}

/** Shown again: when it was seen follows from the runs that show it now. */
function forgetSeen({ sql }: WriterSession, { type, key }: Standing): void {
  if (type !== 'columnEdge') return;
  sql.run(
    'UPDATE column_edge SET first_seen = NULL, last_seen = NULL WHERE from_id = ? AND to_id = ? AND job_id = ? AND basis = ?',
    ...Object.values(key),
  );
}

/** A row that is not shown, found or made. */
function hiddenRow(session: WriterSession, record: Standing, values: Standing['values']): number {
  const { sql, revision, fresh, told } = session;
  const keys = Object.keys(record.key);
  const keyValues = Object.values(record.key);
  const found = sql.get<{ id: number }>(
    `SELECT id FROM ${record.table} WHERE ${keys.map((name) => `${name} = ?`).join(' AND ')}`,
    ...keyValues,
  );
  if (found) return found.id;
  const id = sql.nextId(record.table);
  const names = ['id', ...keys, ...Object.keys(values), 'since_revision', 'until_revision'];
  sql.run(
    `INSERT INTO ${record.table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    id,
    ...keyValues,
    ...Object.values(values),
    revision,
    revision,
  );
  fresh.note(record.table, keyValues.join('\u0000'), id, record.parent!);
  told.hid(record.type as SightedType, id);
  return id;
}

/** A row of this import that was not shown so far. */
function show(session: WriterSession, record: Standing, values: Standing['values'], id: number): void {
  const names = Object.keys(values).map((name) => `${name} = ?`);
  session.sql.run(
    `UPDATE ${record.table} SET ${names.join(', ')}, until_revision = NULL WHERE id = ?`,
    ...Object.values(values),
    id,
  );
  if (record.counted) session.changes.added(record.counted, id);
}

function shownAs(flags: number, transformations: readonly Transformation[]): ShownWays {
  return { flags, transformations, text: JSON.stringify(transformations) };
}

function both(before: ShownWays | null, said: ShownWays): ShownWays {
  if (!before || (before.flags === said.flags && before.text === said.text)) return said;
  const { flags, transformations } = together(before, said);
  return shownAs(flags, transformations);
}

/** What the row holds, whether it stands or not. */
function storedWays(
  { sql, fresh, told }: WriterSession,
  { type, table, key, parent }: Standing,
): (ShownWays & { readonly stands: boolean }) | null {
  const values = Object.values(key);
  const noted = fresh.find(table, values.join('\u0000'), parent!);
  if (noted === null) return null;
  const shown = noted === undefined ? undefined : told.shown(type as SightedType, noted);
  if (shown) return { ...shown, stands: true };
  const row = sql.get<{ flags: number; text: string; until: number | null }>(
    `SELECT ${table === 'influence' ? '0 AS flags' : 'flags'}, transformations AS text, until_revision AS until FROM ${table}
     WHERE from_id = ? AND to_id = ? AND job_id = ? AND basis = ?`,
    ...values,
  );
  if (!row) return null;
  const { flags, text, until } = row;
  return { ...shownAs(flags, JSON.parse(text) as Transformation[]), stands: until === null };
}

/**
 * 1 direct, 2 indirect, 4 masked, 8 aggregated. Nothing said: the raw value may survive, so direct. Of
 * several direct ways the one that shows most counts: masked or aggregated only where all of them are.
 */
function flagsOf(transformations: readonly Transformation[]): number {
  if (transformations.length === 0) return 1;
  const direct = transformations.filter(({ type }) => type !== 'INDIRECT');
  const said = direct.length > 0 ? direct : transformations;
  return (
    (direct.length > 0 ? 1 : 0) |
    (direct.length < transformations.length ? 2 : 0) |
    (said.every(({ masking }) => masking === true) ? 4 : 0) |
    (said.every(({ subtype }) => subtype === 'AGGREGATION') ? 8 : 0)
  );
}
