import { Table, Text } from '@mantine/core';
import { z } from 'zod';
import { Section } from '../../../shared/Section.tsx';
import classes from '../privacy.module.css';
import { locale } from '../../../shared/language/language.ts';
import { say, sayIn } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

const period = z
  .object({ count: z.number(), unit: z.enum(['month', 'day', 'working-day']), article: z.string() })
  .nullable();
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
  pause: z.object({ reasons: z.array(z.enum(['identity', 'clarification'])), note: z.string() }).nullable(),
  lastDay: z.string(),
  safeDays: z.number().nullable(),
  internalTargetWorkingDays: z.number(),
  ruleText: z.string(),
  rights: z.array(z.object({ id: z.string(), name: z.string(), article: z.string() })),
  authorities: z.array(z.object({ region: z.string(), name: z.string(), url: z.string() })),
});

type Law = z.infer<typeof shown>;
type Period = NonNullable<z.infer<typeof period>>;

const PERIOD_WORDS: Record<Period['unit'], (of: { count: number; article: string }) => string> = {
  month: (of) => say('{count, plural, one {# month} other {# months}} ({article})', of),
  day: (of) => say('{count, plural, one {# day} other {# days}} ({article})', of),
  'working-day': (of) => say('{count, plural, one {# working day} other {# working days}} ({article})', of),
};

const periodWords = (one: Period | null, none: string): string =>
  one === null ? none : PERIOD_WORDS[one.unit]({ count: one.count, article: told(one.article) });

const PAUSE_WORDS = {
  identity: sayIn('the clock stands for', 'identity'),
  clarification: sayIn('the clock stands for', 'clarification'),
} as const;

const pauseWords = (pause: Law['pause']): string =>
  pause === null
    ? say('never')
    : say('for {reasons}. {note}', {
        reasons: new Intl.ListFormat(locale).format(pause.reasons.map((reason) => PAUSE_WORDS[reason])),
        note: told(pause.note),
      });

/** A law in words: its periods, its clock, its rights. */
export function LawSummary({ json }: { json: string }) {
  const law = shown.parse(JSON.parse(json));
  const facts: readonly (readonly [string, string])[] = [
    [say('Applies in'), law.regions.join(', ')],
    [say('Answer within'), periodWords(law.response, say('not stated'))],
    [say('If extended, in all'), periodWords(law.extension, say('no extension'))],
    [say('Confirm receipt within'), periodWords(law.acknowledgement, say('no duty'))],
    [say('Honour an opt-out within'), periodWords(law.optOut, say('no such right'))],
    [
      say('The period starts'),
      law.start === 'receipt'
        ? say('on receipt')
        : say('on the latest of receipt, proof of identity and fee, where they were asked for'),
    ],
    [say('The clock stands'), pauseWords(law.pause)],
    [
      say('A last day that is no working day'),
      law.lastDay === 'next-working-day'
        ? say('moves to the next working day')
        : sayIn('a last day that is no working day', 'stays'),
    ],
    [
      say('Safe date'),
      law.safeDays === null
        ? sayIn('safe date', 'none')
        : say('{days, plural, one {# day} other {# days}}', { days: law.safeDays }),
    ],
    [
      say('Internal target'),
      say('{days, plural, one {# working day} other {# working days}} before the last day', {
        days: law.internalTargetWorkingDays,
      }),
    ],
  ];
  return (
    <Section title={told(law.name)}>
      <Text size="sm" c="dimmed" mb="xs">
        {told(law.law)}
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
            {told(law.ruleText)}
          </Text>
        </div>
        <div
          className={classes.scrollBoth}
          tabIndex={0}
          role="region"
          aria-label={say('Rights of {name}', { name: told(law.name) })}
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
                  <Table.Td>{told(name)}</Table.Td>
                  <Table.Td>{told(article)}</Table.Td>
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
