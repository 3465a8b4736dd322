import { Table, Text } from '@mantine/core';
import { z } from 'zod';
import { Section } from '../../../shared/Section.tsx';
import classes from '../privacy.module.css';
import { say } from '../../../shared/language/say.ts';

const period = z.object({ count: z.number(), unit: z.string(), article: z.string() }).nullable();
/** What the summary shows of a law; the engine checks the whole. */
const shown = z.object({
  name: z.string(),
  law: z.string(),
  regions: z.array(z.string()),
  response: period,
  extension: period,
  acknowledgement: period,
  optOut: period,
  start: z.string(),
  pause: z.object({ reasons: z.array(z.string()), excludes: z.string(), note: z.string() }).nullable(),
  lastDay: z.string(),
  safeDays: z.number().nullable(),
  internalTargetWorkingDays: z.number(),
  ruleText: z.string(),
  rights: z.array(z.object({ id: z.string(), name: z.string(), article: z.string() })),
  authorities: z.array(z.object({ region: z.string(), name: z.string(), url: z.string() })),
});

const periodWords = (one: z.infer<typeof period>, none: string): string =>
  one === null
    ? none
    : `${one.count} ${one.unit.replace('-', ' ')}${one.count === 1 ? '' : 's'} (${one.article})`;

/** A law in words: its periods, its clock, its rights. */
export function LawSummary({ json }: { json: string }) {
  const law = shown.parse(JSON.parse(json));
  const facts: readonly (readonly [string, string])[] = [
    ['Applies in', law.regions.join(', ')],
    ['Answer within', periodWords(law.response, 'not stated')],
    ['If extended, in all', periodWords(law.extension, 'no extension')],
    ['Confirm receipt within', periodWords(law.acknowledgement, 'no duty')],
    ['Honour an opt-out within', periodWords(law.optOut, 'no such right')],
    [
      'The period starts',
      law.start === 'receipt'
        ? 'on receipt'
        : 'on the latest of receipt, proof of identity and fee, where they were asked for',
    ],
    [
      'The clock stands',
      law.pause === null ? 'never' : `for ${law.pause.reasons.join(' and ')}. ${law.pause.note}`,
    ],
    [
      'A last day that is no working day',
      law.lastDay === 'next-working-day' ? 'moves to the next working day' : 'stays',
    ],
    ['Safe date', law.safeDays === null ? 'none' : `${law.safeDays} days`],
    ['Internal target', `${law.internalTargetWorkingDays} working days before the last day`],
  ];
  return (
    <Section title={law.name}>
      <Text size="sm" c="dimmed" mb="xs">
        {law.law}
      </Text>
      <div className={classes.twoColumns}>
        <div>
          <dl className={classes.facts}>
            {facts.map(([name, value]) => (
              <div key={name} className={classes.fact}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <Text size="sm" mt="sm">
            {law.ruleText}
          </Text>
        </div>
        <div
          className={classes.scrollBoth}
          tabIndex={0}
          role="region"
          aria-label={say('Rights of {name}', { name: law.name })}
        >
          <Table fz="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{say('Right')}</Table.Th>
                <Table.Th>{say('Provision')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {law.rights.map(({ id, name, article }) => (
                <Table.Tr key={id}>
                  <Table.Td>{name}</Table.Td>
                  <Table.Td>{article}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      </div>
      <details>
        <Text component="summary" size="sm" mt="sm">
          {say('Where a person can complain ({count})', { count: law.authorities.length })}
        </Text>
        <ul className={classes.plainList}>
          {law.authorities.map(({ region, name, url }) => (
            <li key={`${region} ${name}`}>
              <Text span size="sm" className={classes.wrap}>
                {region}: {name}, {url}
              </Text>
            </li>
          ))}
        </ul>
      </details>
    </Section>
  );
}
