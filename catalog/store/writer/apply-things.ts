/**
 * Facts about what exists: datasets, their other names, columns, jobs.
 */
import { ALSO_SAID } from '../also-said.ts';
import type { AliasFact, ColumnFact, DatasetFact, JobFact } from '../../model/facts.ts';
import { isStronger, tellAlias } from './alias-said.ts';
import { standing } from './apply-graph.ts';
import type { Parent } from './fresh-rows.ts';
import type { DatasetEntry } from './identities.ts';
import { noteReturn } from './lifecycles.ts';
import type { WriterSession } from './session.ts';

export function applyDataset(session: WriterSession, fact: DatasetFact): void {
  const { identities } = session;
  const dataset = identities.dataset(fact.dataset);
  if (fact.referencedOnly) return mention(session, dataset);
  if (dataset.retired) noteReturn(session, dataset.id);
  identities.describeDataset(dataset);
  if (fact.kind) setKind(session, dataset, fact);
  const guessed = fact.kindIsGuess === true || fact.kind === undefined;
  standing(session, fact, {
    type: 'source',
    counted: 'source',
    table: 'dataset_source',
    key: {
      dataset_id: dataset.id,
      importer: session.importer,
      source_id: fact.sourceId ?? `${fact.dataset.namespace}#${fact.dataset.name}`,
    },
    parent: ['dataset', dataset.id],
    values: {},
    said: guessed ? { otherwise: fact.kind === undefined ? null : `~${fact.kind}` } : (fact.kind ?? null),
  });
}

/** Nothing else may be left of a mention, so that it is kept who made it. */
function mention(session: WriterSession, dataset: DatasetEntry): void {
  if (dataset.mentioned) return;
  dataset.mentioned = true;
  session.mentions.add(ALSO_SAID.mentioned, dataset.id, session.importId);
}

/**
 * Sources may differ about the kind. The scope that set it may change it; another one only where so
 * far nobody knew more than `table`.
 */
function setKind(session: WriterSession, dataset: DatasetEntry, fact: DatasetFact): void {
  const kind = fact.kind!;
  if (fact.kindIsGuess) {
    if (dataset.kindScopeId === 0 && dataset.kind === 'table' && kind !== 'table')
      changeKind(session, dataset, kind, 0);
    return;
  }
  const scopeId = session.book.scopeOf(fact.evidence).id;
  if (dataset.kind === kind) {
    if (dataset.kindScopeId === 0) {
      dataset.kindScopeId = scopeId;
      session.identities.writeKind(dataset);
    }
    return;
  }
  if (dataset.kindScopeId !== 0 && dataset.kindScopeId !== scopeId) return;
  changeKind(session, dataset, kind, scopeId);
}

function changeKind(session: WriterSession, dataset: DatasetEntry, kind: string, scopeId: number): void {
  // Of several things that one source calls by this name, the first stands, as when it is told anew.
  if (scopeId !== 0 && dataset.kindScopeId === scopeId) session.touched.retoldKinds.add(dataset.id);
  session.changes.became('dataset', dataset.id, dataset.kind, kind);
  dataset.kind = kind;
  dataset.kindScopeId = scopeId;
  session.identities.writeKind(dataset);
  session.identities.touchedDatasets.add(dataset.id);
}

interface StoredAlias {
  readonly id: number;
  readonly until: number | null;
  readonly origin: string;
  readonly basis: string;
  readonly certainty: string | null;
}

export function applyAlias(session: WriterSession, fact: AliasFact): void {
  if (fact.alias.namespace === fact.dataset.namespace && fact.alias.name === fact.dataset.name) return;
  const dataset = session.identities.dataset(fact.dataset);
  const { sql } = session;
  const key = `${fact.alias.namespace}\u0000${fact.alias.name}`;
  const parent: Parent = ['dataset', dataset.id];
  const stored =
    session.fresh.find('alias', key, parent) === null
      ? undefined
      : sql.get<StoredAlias>(
          'SELECT id, until_revision AS until, origin, basis, certainty FROM alias WHERE dataset_id = ? AND namespace = ? AND name = ?',
          dataset.id,
          fact.alias.namespace,
          fact.alias.name,
        );
  const id = stored?.id ?? sql.nextId('alias');
  const status = fact.certainty === 'certain' ? 'joined' : 'suggested';
  session.fresh.note('alias', key, id, parent);
  if (!stored) {
    session.newAliases.add(
      id,
      dataset.id,
      fact.alias.namespace,
      fact.alias.name,
      fact.basis,
      status,
      session.importer,
      fact.certainty,
      session.revision,
    );
  }
  const outcome = session.book.assert(
    'alias',
    id,
    fact.evidence,
    // What only a rule thought so far, nobody stood behind.
    stored !== undefined && stored.until === null && stored.origin !== 'headwater',
    `${fact.basis}|${fact.certainty}`,
  );
  const stronger = stored !== undefined && isStronger(fact, stored);
  if (!outcome.appeared && !outcome.changed && !outcome.reverted && !stronger) return;
  if (stored) tellAlias(sql, id);
  if (outcome.appeared) session.changes.added('alias', id);
  else if (outcome.reverted) session.changes.reverted('alias', id);
  else session.changes.changed('alias', id);
  session.touched.aliases.add(id);
}

export function applyColumn(session: WriterSession, fact: ColumnFact): void {
  if (fact.path.length === 0) return;
  const dataset = session.identities.dataset(fact.dataset);
  const ordinal = fact.ordinal ?? null;
  const dataType = fact.dataType ?? null;
  const column = session.identities.column(dataset.id, fact.path, { ordinal, dataType });
  const outcome = session.book.assert(
    'column',
    column.id,
    fact.evidence,
    column.current && !column.referencedOnly,
    `${ordinal ?? ''}|${dataType ?? ''}`,
  );
  if (!outcome.appeared && !outcome.changed && !outcome.reverted) return;
  column.current = true;
  column.referencedOnly = false;
  column.ordinal = ordinal ?? column.ordinal;
  column.dataType = dataType ?? column.dataType;
  // One that was just made has touched its dataset.
  if (column.written) column.written = false;
  else {
    session.identities.writeColumn(column);
    session.identities.touchedDatasets.add(dataset.id);
  }
  if (outcome.appeared) session.changes.added('column', column.id);
  else if (outcome.reverted) session.changes.reverted('column', column.id);
  else session.changes.changed('column', column.id);
}

export function applyJob(session: WriterSession, fact: JobFact): void {
  const job = session.job(fact.job);
  if (fact.referencedOnly) return;
  const parentId = fact.parent ? session.job(fact.parent).id : null;
  const explicit = fact.explicitFlows ?? job.explicitFlows;
  const value = JSON.stringify([
    fact.kind ?? null,
    fact.sourceId ?? null,
    ...(parentId !== null || fact.explicitFlows ? [parentId, fact.explicitFlows ?? false] : []),
  ]);
  const outcome = session.book.assert(
    'job',
    job.id,
    fact.evidence,
    job.current && !job.referencedOnly,
    value,
  );
  const next = {
    kind: fact.kind ?? job.kind,
    sourceId: fact.sourceId ?? job.sourceId,
    parentId: parentId === job.id ? job.parentId : (parentId ?? job.parentId),
    explicitFlows: explicit,
  };
  const differs =
    next.kind !== job.kind ||
    next.sourceId !== job.sourceId ||
    next.parentId !== job.parentId ||
    next.explicitFlows !== job.explicitFlows;
  if (!outcome.appeared && !outcome.changed && !outcome.reverted && !differs) return;
  if (next.explicitFlows !== job.explicitFlows) session.touched.jobs.add(job.id);
  Object.assign(job, next, { referencedOnly: false, current: true });
  session.identities.writeJob(job);
  if (outcome.appeared) session.changes.added('job', job.id);
  else if (outcome.reverted && !differs) session.changes.reverted('job', job.id);
  else session.changes.changed('job', job.id);
}
