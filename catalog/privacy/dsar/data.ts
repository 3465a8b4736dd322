/** The machine-readable form of a DSAR report: every list in full. */
import { schemaId } from '../../reports/data-schema.ts';
import type { PastDataset } from '../../past/as-of.ts';
import type { Json } from '../../model/facts.ts';
import { rightIn } from './clock.ts';
import type { DsarContent } from './content.ts';
import type { PersonalLabel } from './labels.ts';
import { provisionsOf } from './provisions.ts';
import type { Reached } from './reach.ts';
import { wayIn, type StoreTask } from './search-tasks.ts';

export function dsarData(content: DsarContent): Json {
  const { request, clock } = content;
  return {
    $schema: schemaId('headwater-dsar-response-basis', 1),
    format: 'headwater-dsar-response-basis',
    version: 1,
    tool: { name: 'Headwater', version: content.toolVersion },
    catalog: { revision: content.revision, at: content.at },
    notice: clock.disclaimer,
    attribution: content.taxonomy.attribution,
    organisation: content.organisation,
    case: {
      reference: request.reference,
      receivedOn: request.receivedOn,
      law: clock.law.id,
      lawName: clock.law.law,
      place: request.place,
      subject: request.subject,
      identifierKinds: request.identifierKinds,
      extended: request.extended,
      identityConfirmedOn: request.identityConfirmedOn,
      rights: request.rights.map((right) => ({ right, article: rightIn(clock.law, right)?.article ?? null })),
    },
    clock: {
      state: clock.deadline.state,
      start: clock.deadline.start,
      due: clock.deadline.due,
      extendedDue: clock.deadline.extendedDue,
      extensionNoticeBy: clock.deadline.extensionNoticeBy,
      acknowledgeBy: clock.deadline.acknowledgeBy,
      safeDate: clock.deadline.safeDate,
      internalTarget: clock.deadline.internalTarget,
      strictDue: clock.deadline.strictDue,
      rule: clock.deadline.ruleText,
      steps: clock.deadline.steps,
      warnings: clock.deadline.warnings,
      calendar: clock.calendar,
      holidays: clock.deadline.holidaysUsed.map(({ date, name }) => ({ date, name })),
    },
    authority: clock.authority ? { name: clock.authority.name, url: clock.authority.url } : null,
    provisions: { ...provisionsOf(clock.law.id) },
    gaps: content.gaps.map((gap) => ({ ...gap })),
    categories: content.categories.map((category) => ({ ...category })),
    recipients: content.around.recipients.map(reached),
    sources: content.around.sources.map(reached),
    models: content.around.models.map(reached),
    purposes: content.processing.map(({ scoped, column, purpose, legalBasis, retentions }) => ({
      ...named(scoped.dataset),
      column,
      purpose: purpose && { ...purpose },
      legalBasis,
      retentions,
    })),
    retention: content.retention.map(({ scoped, key, text }) => ({ ...named(scoped.dataset), key, text })),
    origins: content.origins.map(({ scoped, column, categories, origin, basis, check }) => ({
      ...named(scoped.dataset),
      column,
      categories,
      origin,
      basis,
      check,
    })),
    tasks: content.tasks.map((task) => ({
      id: task.id,
      system: task.system,
      medium: task.medium,
      dialect: task.dialect?.name ?? null,
      owners: task.owners,
      stores: task.stores.map(storeData),
    })),
    erasureOrder: content.erasure.map(({ scoped }) => named(scoped.dataset)),
    considered: content.scope.all.map(({ dataset, verdict, reason, categories }) => ({
      ...named(dataset),
      verdict,
      reason,
      categories,
    })),
  };
}

export function named({ namespace, name, kind }: PastDataset): {
  namespace: string;
  name: string;
  kind: string;
} {
  return { namespace, name, kind };
}

function said({ label, by }: PersonalLabel): Json {
  return { label, by };
}

function reached({ dataset, hops, path, stated }: Reached): Json {
  return { ...named(dataset), stated, hops, importers: dataset.importers, path: path.map(named) };
}

/** One store of a search task. */
export function storeData(task: StoreTask): { readonly [key: string]: Json } {
  const { scoped, identity, join, statements, instructions, review, unassessed, gap } = task;
  return {
    ...named(scoped.dataset),
    owners: scoped.dataset.owners.map(({ name, email, role }) => ({ name, email, role })),
    reason: scoped.reason,
    columns: scoped.columns.map(({ path, categories, basis, labels }) => ({
      path,
      categories,
      basis,
      labels: labels.map(said),
    })),
    labels: scoped.labels.map(said),
    identity: identity.map(({ kind, columns, byName }) => ({ kind, columns, byName })),
    join: join
      ? { from: named(join.dataset), column: join.column, otherColumn: join.otherColumn, basis: join.basis }
      : null,
    statements: statements
      ? { count: statements.count, rows: statements.rows, parameters: statements.parameters }
      : null,
    wayIn: wayIn(task),
    instructions,
    review,
    unassessed,
    gap,
  };
}
