/** Who receives the data of a blast radius: as labels of affected datasets and as processing activities state it. */
import { byText } from '../../past/as-of-parts.ts';
import type { AffectedActivity } from './activities.ts';
import type { AffectedDataset, Blast } from './blast.ts';
import { isThirdCountry } from '../processing/countries.ts';
import { withoutTransfer } from '../processing/transfers.ts';
import { RECIPIENT_ROLES, TRANSFER_INSTRUMENTS, wordsOf } from '../processing/vocabulary.ts';

/** On what it rests that somebody receives data. */
export type ReceiverEvidence =
  | { readonly basis: 'label'; readonly datasets: readonly string[] }
  | {
      readonly basis: 'activity';
      readonly activity: string;
      readonly activityName: string;
      /** As the activity calls the recipient, in words; empty where it does not. */
      readonly role: string;
      readonly country: string;
      readonly contract: string;
      readonly categories: string;
      /** Affected datasets of the activity. */
      readonly datasets: readonly string[];
      /** Affected datasets in the recipient's own system: lineage shows the data there. */
      readonly inSystem: readonly string[];
    };

export interface Receiver {
  readonly name: string;
  readonly role: 'recipient' | 'processor';
  /** Affected, of all evidence together. */
  readonly datasets: readonly string[];
  readonly evidence: readonly ReceiverEvidence[];
}

/** A transfer that an activity states, or a recipient in a third country for whom it states none. */
export interface StatedTransfer {
  readonly country: string;
  readonly recipient: string;
  /** In words; empty where none is stated. */
  readonly instrument: string;
  readonly document: string;
  readonly thirdCountry: boolean;
  readonly activity: string;
  readonly activityName: string;
  /** Affected datasets of the activity. */
  readonly datasets: readonly string[];
}

export interface SummedActivity extends Pick<
  AffectedActivity,
  'key' | 'name' | 'role' | 'status' | 'controllers' | 'jointControllers' | 'subjects'
> {
  readonly datasets: readonly string[];
}

const namesOf = (datasets: readonly { readonly name: string }[]) => datasets.map(({ name }) => name);

export function receiversOf(blast: Blast, affected: readonly AffectedDataset[]): Receiver[] {
  const found = new Map<string, { name: string; role: Receiver['role']; evidence: ReceiverEvidence[] }>();
  const entry = (role: Receiver['role'], name: string) => {
    const key = `${role} ${name.toLowerCase()}`;
    const known = found.get(key) ?? { name, role, evidence: [] };
    found.set(key, known);
    return known;
  };
  const named = affected.flatMap(({ dataset, recipients, processors }) => [
    ...recipients.map((name) => ({ dataset, of: entry('recipient', name) })),
    ...processors.map((name) => ({ dataset, of: entry('processor', name) })),
  ]);
  for (const [of, all] of Map.groupBy(named, (one) => one.of))
    of.evidence.push({ basis: 'label', datasets: all.map(({ dataset }) => dataset.name) });
  for (const { key, name, datasets, recipients } of blast.activities) {
    for (const { row, inSystem } of recipients) {
      const role = row.role === 'processor' ? 'processor' : 'recipient';
      entry(role, row.organisation).evidence.push({
        ...{ basis: 'activity', activity: key, activityName: name },
        role: row.role === '' ? '' : wordsOf(RECIPIENT_ROLES, row.role),
        country: row.country,
        contract: row.contract,
        categories: row.categories,
        datasets: namesOf(datasets),
        inSystem: namesOf(inSystem),
      });
    }
  }
  return [...found.values()]
    .map((one) => ({
      ...one,
      datasets: [
        ...new Set(
          one.evidence.flatMap((each) =>
            each.basis === 'label' ? each.datasets : [...each.datasets, ...each.inSystem],
          ),
        ),
      ],
    }))
    .sort((a, b) => byText(a.name, b.name) || byText(a.role, b.role));
}

export function transfersOf({ activities }: Blast, country: string): StatedTransfer[] {
  return activities.flatMap(({ key, name, datasets, transfers, recipients }): StatedTransfer[] => {
    const of = { activity: key, activityName: name, datasets: namesOf(datasets) };
    return [
      ...transfers.map((one) => ({
        ...{ country: one.country, recipient: one.recipient, document: one.document },
        instrument: one.instrument === '' ? '' : wordsOf(TRANSFER_INSTRUMENTS, one.instrument),
        thirdCountry: isThirdCountry(one.country, country),
        ...of,
      })),
      ...withoutTransfer(
        recipients.map(({ row }) => row),
        transfers,
        country,
      ).map((row) => ({
        ...{ country: row.country, recipient: row.organisation, document: '', instrument: '' },
        thirdCountry: true,
        ...of,
      })),
    ];
  });
}

export function activitiesIn({ activities }: Blast): SummedActivity[] {
  return activities.map(({ key, name, role, status, controllers, jointControllers, subjects, datasets }) => ({
    ...{ key, name, role, status, controllers, jointControllers, subjects },
    datasets: namesOf(datasets),
  }));
}
