import { Alert, Badge, Group, SegmentedControl, Stack, Table, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { Breach } from '../../../../../contract/index.ts';
import { client } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { count } from '../../../shared/format.ts';
import { Loading } from '../../../shared/Loading.tsx';
import { Section } from '../../../shared/Section.tsx';
import classes from '../privacy.module.css';
import { BreachReceivers } from './BreachReceivers.tsx';
import { useBreachChange } from './use-breach.ts';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

const LineageCanvas = lazy(async () => ({
  default: (await import('../../lineage/LineageCanvas.tsx')).LineageCanvas,
}));

const HEIGHT = 480;

/** How far the data went: numbers, categories, people, receivers, the picture, and what is not known. */
export function BreachRadius({ breach }: { breach: Breach }) {
  const { radius } = breach;
  const { summary } = radius;
  return (
    <Section title={say('Blast radius')} aside={<AsOf breach={breach} />}>
      <Stack gap="sm">
        <Text size="sm">
          {say(
            '{affected, number} of {datasets, plural, one {# dataset} other {# datasets}} affected, {withPersonal, number} known to hold personal data. From revision {revision, number}: {words}.',
            {
              affected: summary.affected,
              datasets: summary.considered,
              withPersonal: summary.withPersonal,
              revision: radius.revision,
              words: told(radius.words),
            },
          )}
        </Text>
        {radius.since && radius.since.added.length + radius.since.gone.length > 0 && (
          <Alert color="blue" variant="light" title={say('Since then')}>
            {say(
              '{datasets, plural, one {# more dataset} other {# more datasets}} would be affected today, {gone, number} no longer. {names}',
              {
                datasets: radius.since.added.length,
                gone: radius.since.gone.length,
                names: radius.since.added.slice(0, 8).join(', '),
              },
            )}
          </Alert>
        )}
        <Categories breach={breach} />
        <People breach={breach} />
        <BreachReceivers breach={breach} />
        <Picture breach={breach} />
        <Gaps breach={breach} />
      </Stack>
    </Section>
  );
}

function AsOf({ breach: { reference, fields } }: { breach: Breach }) {
  const change = useBreachChange();
  if (change.error) return <ErrorState error={change.error} />;
  return (
    <SegmentedControl
      size="xs"
      aria-label={say('Lineage as of')}
      disabled={change.isPending}
      data={[
        { value: 'breach', label: say('As of the breach') },
        { value: 'latest', label: say('As it is now') },
      ]}
      value={fields.asOf ?? 'breach'}
      onChange={(asOf) =>
        change.mutate(() =>
          client.breaches.set({ reference, fields: { asOf: asOf === 'latest' ? 'latest' : 'breach' } }),
        )
      }
    />
  );
}

function Categories({ breach: { radius } }: { breach: Breach }) {
  const { categories } = radius.summary;
  if (categories.length === 0)
    return (
      <Text size="sm">
        {say(
          'No category of personal data is known in what is affected. That is no proof that none are there.',
        )}
      </Text>
    );
  return (
    <div
      className={classes.scrollX}
      tabIndex={0}
      role="region"
      aria-label={say('Categories affected, scrolls sideways')}
    >
      <Table fz="sm" verticalSpacing={4} captionSide="top">
        <Table.Caption>{say('Categories of personal data')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say('Category')}</Table.Th>
            <Table.Th>{say('Special')}</Table.Th>
            <Table.Th ta="end">{say('There, or perhaps there')}</Table.Th>
            <Table.Th ta="end">{say('Masked, summed up, influence')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {categories.map((one) => (
            <Table.Tr key={one.key}>
              <Table.Td className={classes.wrap} title={one.key}>
                {told(one.name)}
              </Table.Td>
              <Table.Td>
                {one.art9 || one.art10 ? (
                  <Badge size="sm" color="red" tt="none">
                    {[one.art9 && 'Art. 9', one.art10 && 'Art. 10'].filter(Boolean).join(', ')}
                  </Badge>
                ) : (
                  '–'
                )}
              </Table.Td>
              <Table.Td ta="end">{count(one.carried)}</Table.Td>
              <Table.Td ta="end">{count(one.weaker)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

type Largest = NonNullable<Breach['radius']['summary']['subjects'][number]['largest']>;

function People({ breach: { radius } }: { breach: Breach }) {
  const { subjects, receivers, rows, unowned } = radius.summary;
  const about = subjects.map(({ name, largest }) => (largest ? aboutWords(told(name), largest) : told(name)));
  const named = (role: 'recipient' | 'processor') =>
    receivers
      .filter((one) => one.role === role)
      .map(({ name }) => name)
      .join(', ') || say('no label and no activity names any');
  const facts = [
    [say('People concerned'), about.join(', ') || say('nothing says about whom the data are')],
    [say('Recipients'), named('recipient')],
    [say('Processors'), named('processor')],
    [
      say('Rows counted'),
      rows.known === 0
        ? say('not known')
        : say(
            '{sum, number} in {known, number} of {datasets, plural, one {# compromised dataset} other {# compromised datasets}} with personal data; rows are not people',
            { sum: rows.sum, known: rows.known, datasets: rows.of },
          ),
    ],
    [say('Without an owner'), count(unowned)],
  ] as const;
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name} className={classes.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function aboutWords(name: string, { dataset, rows, counted }: Largest): string {
  return counted
    ? say('{name} ({rows, plural, one {# row} other {# rows}} in {dataset})', { name, rows, dataset })
    : say('{name} ({rows, plural, one {# row} other {# rows}} written last in {dataset})', {
        name,
        rows,
        dataset,
      });
}

function Picture({ breach: { radius } }: { breach: Breach }) {
  const { held, shown, of } = radius.picture;
  if (held.length === 0) return null;
  return (
    <Stack gap={4}>
      <Suspense fallback={<Loading what={say('the picture')} bars={[HEIGHT]} />}>
        <LineageCanvas
          root={held[0]!}
          roots={held}
          only={shown}
          {...(radius.later ? {} : { at: { revision: radius.revision } })}
          height={HEIGHT}
        />
      </Suspense>
      <Group gap="xs">
        <Text size="xs" c="dimmed">
          {say(
            '{shown, number} of {datasets, plural, one {# affected dataset} other {# affected datasets}} in the picture; compromised ones are its roots.',
            { shown: shown.length, datasets: of },
          )}
        </Text>
      </Group>
    </Stack>
  );
}

function Gaps({ breach: { radius } }: { breach: Breach }) {
  const { gaps } = radius.summary;
  if (gaps.length === 0) return null;
  return (
    <Alert color="yellow" variant="light" title={say('What the catalog does not know')}>
      <ul className={classes.steps}>
        {gaps.map(({ key, text, count: n }) => (
          <li key={key}>
            {count(n)}: {told(text)}.
          </li>
        ))}
      </ul>
    </Alert>
  );
}
