/** The machine-readable form of an audit report: every list in full. */
import type { Json } from '../../model/facts.ts';
import { schemaId } from '../data-schema.ts';
import type { AuditContent } from './content.ts';

export function auditData(content: AuditContent): Json {
  const { recipe, ledger } = content;
  return {
    $schema: schemaId('headwater-audit-report', 1),
    format: 'headwater-audit-report',
    version: 1,
    tool: { name: 'Headwater', version: recipe.toolVersion },
    title: recipe.title,
    organisation: recipe.organisation,
    period: { from: recipe.from, to: recipe.to },
    catalog: { revision: content.revision, at: content.at },
    populations: content.populations.map((one) => ({ ...one })),
    byKind: counts(content.byKind),
    bySource: counts(content.bySource),
    byNamespace: counts(content.byNamespace),
    sensitivity: counts(content.sensitivity),
    coverage: content.coverage.map((one) => ({ ...one })),
    inventory: content.described.map((one) => ({
      namespace: one.namespace,
      name: one.name,
      kind: one.kind,
      sensitivity: one.sensitivity,
      columns: one.columns,
      sources: one.importers,
      owners: one.owners.map(({ name, role }) => ({ name, role })),
      described: one.hasDescription,
    })),
    imports: content.imports.map(({ files, ...one }) => ({
      ...one,
      files: files.map((file) => ({ ...file })),
    })),
    issues: content.issues.map((one) => ({ ...one })),
    changes: {
      byActor: counts(content.changes.byActor),
      byAction: counts(content.changes.byAction),
      byDay: counts(content.changes.byDay),
      entries: content.changes.rows.map((one) => ({ ...one })),
    },
    gaps: content.gaps.map((one) => ({ ...one })),
    ledger: {
      headSeq: ledger.headSeq,
      head: ledger.head,
      verdict: ledger.verdict,
      entries: ledger.entries,
      payloadsChecked: ledger.payloadsChecked,
      payloadsErased: ledger.payloadsErased,
      firstBad: ledger.firstBad ? { ...ledger.firstBad } : null,
      notes: ledger.notes,
    },
  };
}

function counts(rows: readonly { readonly key: string; readonly count: number }[]): Json {
  return rows.map((one) => ({ key: one.key, count: one.count }));
}
