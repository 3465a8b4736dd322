/** How cases cross to a face. */
import type { Catalog } from '../../catalog/catalog.ts';
import { standingOf } from '../../catalog/privacy/cases/act.ts';
import {
  blockedBy,
  refuseExtension,
  refuseMove,
  type Counted,
  type Standing,
} from '../../catalog/privacy/cases/guards.ts';
import { workOf, type StoreRow } from '../../catalog/privacy/cases/outcomes.ts';
import { today } from '../../catalog/privacy/deadline/today.ts';
import { earliest, type CaseClock } from '../../catalog/privacy/cases/read.ts';
import type { CaseRecordRow } from '../../catalog/privacy/cases/records.ts';
import { isDone, waysFrom } from '../../catalog/privacy/cases/states.ts';
import { daysBetween } from '../../catalog/privacy/deadline/civil-date.ts';
import type { Deadline as EngineDeadline } from '../../catalog/privacy/deadline/compute.ts';
import { rightIn } from '../../catalog/privacy/dsar/clock.ts';
import { counted } from '../../catalog/counted.ts';
import {
  letterLanguageSchema,
  type CaseCard,
  type CaseRecord,
  type CaseView,
  type CaseWork,
  type Deadline,
} from '../../contract/index.ts';

export function deadlineView(deadline: EngineDeadline): Deadline {
  return {
    due: deadline.due,
    start: deadline.start,
    extendedDue: deadline.extendedDue,
    extensionNoticeBy: deadline.extensionNoticeBy,
    safeDate: deadline.safeDate,
    internalTarget: deadline.internalTarget,
    rule: deadline.ruleText,
    steps: [...deadline.steps, ...deadline.warnings],
    holidaysUsed: deadline.holidaysUsed.map(({ date, name }) => ({ date, name })),
  };
}

export function caseCard(standing: Standing): CaseCard {
  const { one, progress, clocks } = standing;
  const counted = ({ total, done }: Counted) => ({ total, done });
  // Computed anew: a law may have been changed since the case was touched.
  const due = earliest(clocks);
  return {
    reference: one.reference,
    receivedOn: one.receivedOn,
    jurisdiction: one.jurisdiction,
    place: one.place,
    rights: [...one.rights],
    subject: one.subject,
    state: one.state,
    due,
    daysLeft: due === null || isDone(one.state) ? null : daysBetween(today(), due),
    paused: !isDone(one.state) && clocks.some(({ deadline }) => deadline.state === 'paused'),
    search: counted(progress.search),
    erase: counted(progress.erase),
    notify: counted(progress.notify),
    assignee: one.folded.assignee,
    blocked: blockedBy(standing),
    ways: waysFrom(one.state).map((to) => ({
      to,
      // A refusal is asked for its ground when it is made.
      refusal: refuseMove(standing, to, { ground: 'exemption' }),
    })),
  };
}

export function caseView(catalog: Catalog, reference: string): CaseView {
  const standing = standingOf(catalog, catalog.store.reader, reference);
  const { one, clocks } = standing;
  return {
    ...caseCard(standing),
    alsoUnder: one.alsoUnder.map(({ jurisdiction, place }) => ({ jurisdiction, place })),
    language: letterLanguageSchema.safeParse(one.language).data ?? 'en',
    identifierKinds: [...one.identifierKinds],
    identity: one.folded.identity,
    decisions: decisions(standing),
    clocks: clocks.map(clockView),
    channel: one.folded.channel,
    extension: { refusal: refuseExtension(standing, today()) },
    feeAwaited: one.folded.feePaid === null,
    approvals: one.folded.approvals.map(({ actor, on }) => ({ actor, on })),
    events: one.events.map(({ kind, on, actor, detail, revision, undoneIn }) => ({
      kind,
      to: detail.to ?? null,
      about:
        detail.letter ??
        detail.assignee ??
        detail.channel ??
        detail.right ??
        detail.duplicateOf ??
        detail.ground ??
        detail.reasons?.join(', ') ??
        (detail.months === undefined ? null : counted(detail.months, 'month')) ??
        null,
      on,
      actor,
      revision,
      undone: undoneIn !== null,
      outcome: detail.outcome ?? null,
    })),
    work: workOf(catalog.store.reader, one.id).map(workView),
    retentionMonths: one.retentionMonths,
    scopedAt: one.scopedAt,
    erased: one.erasedIn !== null,
  };
}

function decisions({ one, clocks }: Standing): CaseView['decisions'] {
  return one.rights.map((right) => {
    const known = clocks.map(({ law }) => rightIn(law, right)).find((one) => one !== null) ?? null;
    const decision = one.folded.decisions.get(right);
    return {
      right,
      name: known?.name ?? right,
      article: known?.article ?? null,
      outcome: decision?.outcome ?? null,
      ground: decision?.ground ?? null,
      on: decision?.on ?? null,
    };
  });
}

function clockView({ law, under, deadline }: CaseClock): CaseView['clocks'][number] {
  return {
    law: law.name,
    place: under.place,
    paused: deadline.state === 'paused',
    pausedDays: deadline.pausedDays,
    acknowledgeBy: deadline.acknowledgeBy,
    optOutBy: deadline.optOutBy,
    deadline: deadlineView(deadline),
  };
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Who is asked: the store's own owners, else those of the system. */
function ownersOf({ owners, systemOwners }: StoreRow['detail']): string[] {
  const own = Array.isArray(owners) ? (owners as { readonly name?: unknown }[]) : [];
  const names = own.flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
  return names.length > 0 ? [...new Set(names)] : texts(systemOwners);
}

function pathOf({ path }: StoreRow['detail']): string[] {
  return Array.isArray(path) ? (path as { readonly name?: unknown }[]).map((one) => String(one.name)) : [];
}

function workView(row: StoreRow): CaseWork {
  const { detail } = row;
  const statements = detail.statements as CaseWork['statements'] | undefined;
  const wayIn = typeof detail.wayIn === 'string' ? [detail.wayIn] : [];
  const review = texts(detail.review);
  return {
    id: row.id,
    work: row.work,
    task: row.task,
    datasetId: row.datasetId,
    system: row.system,
    name: row.name,
    owners: ownersOf(detail),
    outcome: row.outcome,
    found: row.found,
    reason: row.reason,
    method: row.how?.method ?? null,
    backups: row.how?.backups ?? null,
    check: row.how?.check ?? null,
    until: row.how?.until ?? null,
    doneOn: row.doneOn,
    doneBy: row.doneBy,
    statements: row.work === 'search' ? (statements ?? null) : null,
    dialect: typeof detail.dialect === 'string' ? detail.dialect : null,
    path: row.work === 'notify' ? pathOf(detail) : [],
    notes: [
      ...wayIn,
      ...texts(detail.instructions),
      ...(review.length > 0 ? [`May hold text about other people: ${review.join(', ')}`] : []),
    ],
  };
}

export function recordView(row: CaseRecordRow): CaseRecord {
  return {
    id: row.id,
    kind: row.kind,
    task: row.task,
    ofId: row.ofId,
    bytes: row.bytes,
    erased: row.erased,
    name: row.meta?.name ?? null,
    mediaType: row.meta?.mediaType ?? null,
    sha256: row.meta?.sha256 ?? null,
    redactions: row.meta?.redactions.length ?? null,
    withheld: row.meta?.redactions.map((one) => ({ ...one })) ?? [],
  };
}
