/** Names that an activity and its assessment state and the catalog may not know: withheld from readers outside. */
import type { KnownName } from '../../reports/audience/names.ts';
import type { Known } from './world.ts';

type Named = Pick<KnownName, 'kind' | 'text'>;

/** People, and systems as links and recipients write them. Recipients and controllers themselves are kept. */
export function namesOf({ activity, assessment }: Pick<Known, 'activity' | 'assessment'>): Named[] {
  const people = [
    ...activity.stewards,
    ...activity.controllers.flatMap(({ contact, representative, dpo }) => [contact, representative, dpo]),
    ...activity.jointControllers.map(({ contact }) => contact),
    ...['dpo', 'representative', 'reviewedBy'].map((field) => activity.text(field)),
    ...(assessment?.risks.map(({ owner }) => owner) ?? []),
    assessment?.text('approvedBy'),
  ];
  const systems = [
    ...activity.recipients.map(({ system }) => system),
    ...activity.links.flatMap(({ kind, value, name }) =>
      kind === 'namespace' || name !== '' ? [value] : [],
    ),
  ];
  const all = (kind: Named['kind'], texts: readonly (string | null | undefined)[]) =>
    texts.flatMap((text): Named[] => (text ? [{ kind, text }] : []));
  return [...all('person', people), ...all('system', systems)];
}
