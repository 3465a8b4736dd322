/** Audits as the contract tells them. */
import type { ComparedSide, ComparisonContent } from '../../catalog/reports/audit/compare/content.ts';
import type { Activity } from '../../catalog/reports/audit/activity.ts';
import type { AuditContent } from '../../catalog/reports/audit/content.ts';
import type { ChangeRow } from '../../catalog/reports/audit/ledger.ts';
import type { ExceptionItem } from '../../catalog/reports/audit/exceptions.ts';
import { periodText } from '../../catalog/reports/audit/period.ts';
import { SECTION_NAMES } from '../../catalog/reports/audit/sections.ts';
import type { AuditState } from '../../catalog/reports/audit/state.ts';
import type {
  AuditActivity,
  AuditComparison,
  AuditEntry,
  AuditItems,
  AuditMoment,
  AuditPreview,
} from '../../contract/index.ts';

/** Rows of a list that a screen shows; the report has all of them. */
const SHOWN = 50;

export function previewView(content: AuditContent): AuditPreview {
  const { start, end, sections, ledger, recipe } = content;
  const before = new Map(start?.exceptions.map((one) => [one.code, one.count]));
  return {
    period: periodText(recipe),
    start: start && momentView(start),
    end: momentView(end),
    populations: end.populations.map(({ what, count, how }) => ({
      what,
      how,
      earlier: start?.populations.find((one) => one.what === what)?.count ?? 0,
      later: count,
    })),
    coverage: end.coverage.map(({ key, what, covered, of }) => {
      const was = start?.coverage.find((one) => one.key === key);
      return { key, what, earlier: was ? shareOf(was) : null, later: { covered, of } };
    }),
    exceptions: end.exceptions.map(({ code, text, count, of, items }) => ({
      code,
      text,
      count,
      of,
      earlier: before.get(code) ?? 0,
      ...itemsView(items, count),
    })),
    activity: activityView(content.activity),
    policy: { ...sections.policy },
    cases: { ...sections.cases },
    frameworks: content.frameworks.map(({ key, name, edition, own, controls }) => ({
      key,
      name,
      edition,
      own,
      controls: controls.map(({ id, title, support, note, evidence }) => ({
        id,
        title,
        support,
        note,
        evidence: evidence.map(({ section, shows }) => ({
          section,
          name: SECTION_NAMES[section],
          shows,
          found: { ...sections[section] },
        })),
      })),
    })),
    ledger: {
      verdict: recipe.custody?.verdict === 'tampered' ? 'tampered' : ledger.verdict,
      words: sections.ledger.words,
      findings: [
        ...(ledger.firstBad ? [`Entry ${ledger.firstBad.seq}: ${ledger.firstBad.reason}`] : []),
        ...(recipe.custody?.findings ?? []).map(({ kind, reason }) => `${kind}: ${reason}`),
      ],
    },
  };
}

export function comparisonView(content: ComparisonContent): AuditComparison {
  return {
    earlier: sideView(content.earlier),
    later: sideView(content.later),
    populations: content.populations.map((one) => ({ ...one })),
    coverage: content.coverage.map(({ key, what, earlier, later }) => ({
      key,
      what,
      earlier: earlier && shareOf(earlier),
      later: later && shareOf(later),
    })),
    exceptions: content.exceptions.map(({ appeared, gone, ...one }) => ({
      ...one,
      appeared: appeared && itemsView(appeared, appeared.length),
      gone: gone && itemsView(gone, gone.length),
    })),
    actors: content.actors.map((one) => ({ ...one })),
    between: activityView(content.between),
    frameworks: content.frameworks.map(({ key, name, edition, total, changed }) => ({
      key,
      name,
      edition,
      total,
      changed: changed.map(({ id, title, evidence }) => ({
        id,
        title,
        evidence: evidence.map(({ section, earlier, later }) => ({
          name: SECTION_NAMES[section],
          earlier,
          later,
        })),
      })),
    })),
  };
}

const shareOf = ({ covered, of }: { readonly covered: number; readonly of: number }) => ({ covered, of });

function momentView({ revision, at, head }: AuditState): AuditMoment {
  return { revision, at, headSeq: head.seq, head: head.hash };
}

function sideView({ side, state }: ComparedSide) {
  return { ...momentView(state), name: side.name, report: side.report };
}

function itemsView(items: readonly ExceptionItem[], total: number): AuditItems {
  return { total, items: items.slice(0, SHOWN).map(({ text, datasetId }) => ({ text, datasetId })) };
}

const latest = <Row>(rows: readonly Row[]): Row[] => rows.slice(-SHOWN).reverse();

function entryView({ seq, at, actor, action, label }: ChangeRow): AuditEntry {
  return { seq, at, actor, action, label };
}

function activityView(activity: Activity): AuditActivity {
  const { changes, decisions, disclosures, imports } = activity;
  return {
    entries: changes.rows.length,
    byActor: changes.byActor.map((one) => ({ ...one })),
    byAction: changes.byAction.map((one) => ({ ...one })),
    decisions: {
      total: decisions.length,
      byKind: activity.decisionsByKind.map((one) => ({ ...one })),
      latest: latest(decisions).map((one) => ({ ...entryView(one), kind: one.kind })),
    },
    disclosures: {
      total: disclosures.length,
      byAction: activity.disclosuresByAction.map((one) => ({ ...one })),
      latest: latest(disclosures).map(entryView),
    },
    imports: {
      total: imports.length,
      files: imports.reduce((sum, one) => sum + one.files.length, 0),
      refused: imports.reduce((sum, one) => sum + one.rejected, 0),
      latest: latest(imports).map(({ revision, at, actor, label, accepted, rejected, files }) => ({
        revision,
        at,
        actor,
        label,
        accepted,
        rejected,
        files: files.length,
      })),
    },
  };
}
