/** The machine-readable form of an audit report: every list in full, but for items of exceptions. */
import type { Json } from '../../model/facts.ts';
import { schemaId } from '../data-schema.ts';
import type { Activity } from './activity.ts';
import type { AuditContent } from './content.ts';
import type { MappedFramework } from './controls.ts';
import type { Counted } from './ledger.ts';
import { SECTION_NAMES, type Found, type SectionKey } from './sections.ts';
import type { AuditState } from './state.ts';

/** Items of one kind of exception in the data; their number is always whole. */
export const ITEMS_KEPT = 2000;

export function auditData(content: AuditContent): Json {
  const { recipe, ledger, ends } = content;
  return {
    $schema: schemaId('headwater-audit-report', 2),
    format: 'headwater-audit-report',
    version: 2,
    tool: { name: 'Headwater', version: recipe.toolVersion },
    title: recipe.title,
    organisation: recipe.organisation,
    period: { from: recipe.from, to: recipe.to },
    catalog: { revision: content.revision, at: content.at },
    ends: { ...ends },
    start: content.start && stateData(content.start),
    end: stateData(content.end),
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
    ...activityData(content.activity),
    sections: sectionsData(content.sections),
    controls: content.frameworks.map((one) => frameworkData(one, content.sections)),
    openSuggestions: content.openSuggestions,
    ledger: {
      headSeq: ledger.headSeq,
      head: ledger.head,
      verdict: ledger.verdict,
      entries: ledger.entries,
      payloadsChecked: ledger.payloadsChecked,
      payloadsErased: ledger.payloadsErased,
      firstBad: ledger.firstBad ? { ...ledger.firstBad } : null,
      notes: ledger.notes,
      custody: recipe.custody && {
        ...recipe.custody,
        findings: recipe.custody.findings.map((one) => ({ ...one })),
        compared: recipe.custody.compared.map((one) => ({ ...one })),
      },
    },
  };
}

export function stateData(state: AuditState): Json {
  return {
    revision: state.revision,
    at: state.at,
    head: { ...state.head },
    populations: state.populations.map((one) => ({ ...one })),
    byKind: counts(state.byKind),
    bySource: counts(state.bySource),
    byNamespace: counts(state.byNamespace),
    sensitivity: counts(state.sensitivity),
    coverage: state.coverage.map((one) => ({ ...one })),
    exceptions: state.exceptions.map(({ code, text, count, of, items }) => ({
      code,
      text,
      count,
      of,
      shown: Math.min(items.length, ITEMS_KEPT),
      items: items.slice(0, ITEMS_KEPT).map((item) => item.text),
    })),
    policy: {
      rules: state.policy.rules.map((one) => ({ ...one })),
      carrying: state.policy.carrying.map((one) => ({ ...one })),
      blocks: state.policy.blocks,
      own: state.policy.own.map((one) => ({ ...one })),
    },
    cases: state.cases.map((one) => ({ ...one })),
  };
}

function activityData(activity: Activity): Record<string, Json> {
  const { changes } = activity;
  return {
    imports: activity.imports.map(({ files, changes: what, ...one }) => ({
      ...one,
      changes: what.map((each) => ({ ...each })),
      files: files.map((file) => ({ ...file })),
    })),
    issues: activity.issues.map((one) => ({ ...one })),
    changes: {
      byActor: counts(changes.byActor),
      byAction: counts(changes.byAction),
      byDay: counts(changes.byDay),
      byActorAndAction: changes.byActorAndAction.map((one) => ({ ...one })),
      entries: changes.rows.map((one) => ({ ...one })),
    },
    decisions: {
      byKind: counts(activity.decisionsByKind),
      entries: activity.decisions.map(({ seq, kind }) => ({ seq, kind })),
    },
    disclosures: {
      byAction: counts(activity.disclosuresByAction),
      entries: activity.disclosures.map(({ seq }) => seq),
    },
  };
}

function sectionsData(sections: Readonly<Record<SectionKey, Found>>): Json {
  return Object.entries(sections).map(([key, found]) => ({
    key,
    name: SECTION_NAMES[key as SectionKey],
    ...found,
  }));
}

function frameworkData(
  { key, name, edition, own, controls }: MappedFramework,
  sections: Readonly<Record<SectionKey, Found>>,
): Json {
  return {
    key,
    name,
    edition,
    own,
    controls: controls.map(({ id, title, support, evidence, note }) => ({
      id,
      title,
      support,
      note,
      evidence: evidence.map(({ section, shows }) => ({ section, shows, found: sections[section].words })),
    })),
  };
}

export function counts(rows: readonly Counted[]): Json {
  return rows.map((one) => ({ key: one.key, count: one.count }));
}
