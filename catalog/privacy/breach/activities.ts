/** Processing activities that hold affected datasets, and whom they state as receivers (Art. 30(1)(d) and (e), (2) GDPR). */
import type { PastDataset } from '../../past/as-of.ts';
import { linkedDatasets } from '../processing/links.ts';
import type { PersonalData } from '../processing/personal.ts';
import type { Activity, RecipientRow, TransferRow } from '../processing/register/activity.ts';
import { termsOf } from '../processing/terms.ts';
import { matcherOf } from '../processing/vocabulary.ts';

export interface StatedRecipient {
  readonly row: RecipientRow;
  /** Affected datasets in the system that the recipient stands for; empty where none is stated or none is there. */
  readonly inSystem: readonly PastDataset[];
}

/** An activity with the affected datasets that its links find. */
export interface AffectedActivity {
  readonly key: string;
  readonly name: string;
  readonly role: Activity['role'];
  readonly status: Activity['status'];
  /** Positions, in the order of the blast radius. */
  readonly nodes: readonly number[];
  readonly datasets: readonly PastDataset[];
  readonly recipients: readonly StatedRecipient[];
  readonly transfers: readonly TransferRow[];
  /** On whose behalf a processor acts: whom it notifies, Art. 33(2). */
  readonly controllers: readonly string[];
  readonly jointControllers: readonly string[];
  /** About whom its data are, in words as the taxonomy has them. */
  readonly subjects: readonly string[];
}

/** In order of their keys. What is only planned has given data to nobody yet, and is left out. */
export function affectedActivities(
  data: PersonalData,
  activities: readonly Activity[],
  affected: readonly { readonly node: number; readonly dataset: PastDataset }[],
): AffectedActivity[] {
  const terms = termsOf(data.taxonomy);
  return activities.flatMap((activity): AffectedActivity[] => {
    if (activity.status === 'planned' || activity.links.length === 0) return [];
    const linked = new Set(linkedDatasets(data, activity.links).datasets.map(({ of }) => of.index));
    const held = affected.filter(({ node }) => linked.has(node));
    if (held.length === 0) return [];
    const { key, name, role, status, transfers } = activity;
    return [
      {
        ...{ key, name, role, status, transfers },
        nodes: held.map(({ node }) => node),
        datasets: held.map(({ dataset }) => dataset),
        recipients: activity.recipients.map((row) => ({ row, inSystem: inSystem(row, affected) })),
        controllers: role === 'processor' ? activity.controllers.map((one) => one.name) : [],
        jointControllers: activity.jointControllers.map((one) => one.name),
        subjects: activity.subjects.map(terms.subjectWords),
      },
    ];
  });
}

/** As the register reads it: the namespace or the dataset, with `*`. */
function inSystem(
  { system }: RecipientRow,
  affected: readonly { readonly dataset: PastDataset }[],
): PastDataset[] {
  if (system === '') return [];
  const fits = matcherOf(system);
  return affected
    .filter(({ dataset }) => fits(dataset.namespace) || fits(dataset.name))
    .map(({ dataset }) => dataset);
}
