import { Badge, Button, Group, NumberInput, Select, Stack, Table, Text, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { Breach, BreachAsked, BreachFields } from '../../../../../contract/index.ts';
import { client } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { instant } from '../../../shared/format.ts';
import { Section } from '../../../shared/Section.tsx';
import classes from '../privacy.module.css';
import { RISK_NAME, TEXT_FIELDS } from './words.ts';
import { useBreachChange } from './use-breach.ts';
import { say, sayIn } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

const PARTS: readonly (readonly [BreachAsked['part'], string])[] = [
  ['notification', say('The notification: Art. 33(3)')],
  ['documentation', say('The record: Art. 33(1) and (5)')],
  ['subjects', say('Telling the people: Art. 34')],
];

/** What Art. 33 and 34 ask, answered or missing, and the form in which it is filled in. */
export function BreachAnswers({ breach }: { breach: Breach }) {
  const [editing, setEditing] = useState(false);
  const missing = breach.asked.filter((one) => one.missing).length;
  return (
    <Section
      title={say('What Art. 33 and 34 ask')}
      aside={
        <Group gap="xs">
          <Text size="sm">
            {say('{missing, number} of {asked, number} missing', { missing, asked: breach.asked.length })}
          </Text>
          <Button size="compact-sm" variant="default" onClick={() => setEditing(!editing)}>
            {editing ? say('Show the answers') : say('Fill in')}
          </Button>
        </Group>
      }
    >
      {editing ? (
        <AnswerForm breach={breach} onDone={() => setEditing(false)} />
      ) : (
        <Answers breach={breach} />
      )}
    </Section>
  );
}

const BASIS_NAME = { catalog: say('catalog'), stated: say('stated'), settings: say('settings') };

function Answers({ breach: { asked, said, fields } }: { breach: Breach }) {
  const written = new Set<unknown>(Object.values(fields));
  return (
    <Stack gap="md">
      {PARTS.map(([part, title]) => (
        <div
          key={part}
          className={classes.scrollX}
          tabIndex={0}
          role="region"
          aria-label={say('{title}, scrolls sideways', { title })}
        >
          <Table fz="sm" verticalSpacing={4} captionSide="top" miw={640}>
            <Table.Caption>{title}</Table.Caption>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{say('Provision')}</Table.Th>
                <Table.Th>{say('Asked')}</Table.Th>
                <Table.Th>{sayIn('noun', 'Answer')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {asked
                .filter((one) => one.part === part)
                .map((one) => {
                  const by = one.field === null ? undefined : said[one.field];
                  return (
                    <Table.Tr key={one.key}>
                      <Table.Td style={{ whiteSpace: 'nowrap' }}>{told(one.provision)}</Table.Td>
                      <Table.Td miw={200}>{told(one.asks)}</Table.Td>
                      <Table.Td className={classes.wrap} miw={220}>
                        {one.answers.map(({ basis, text }) => (
                          <div key={text} style={{ whiteSpace: 'pre-line' }}>
                            {written.has(text) ? text : told(text)}{' '}
                            {basis && (
                              <Text span size="xs" c="dimmed">
                                {basis === 'stated' && by
                                  ? say('stated by {actor}, {at}', { actor: by.actor, at: instant(by.at) })
                                  : BASIS_NAME[basis]}
                              </Text>
                            )}
                          </div>
                        ))}
                        {one.missing && (
                          <Badge size="sm" color="yellow" variant="light" tt="none">
                            {say('missing')}
                          </Badge>
                        )}
                        {!one.missing && one.answers.length === 0 && '–'}
                      </Table.Td>
                    </Table.Tr>
                  );
                })}
            </Table.Tbody>
          </Table>
        </div>
      ))}
    </Stack>
  );
}

function AnswerForm({ breach, onDone }: { breach: Breach; onDone: () => void }) {
  const [fields, setFields] = useState<BreachFields>(breach.fields);
  const change = useBreachChange();
  const set = (part: BreachFields) => setFields((now) => ({ ...now, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const changed = changedOf(breach.fields, fields);
    if (Object.keys(changed).length === 0) onDone();
    else
      change.mutate(() => client.breaches.set({ reference: breach.reference, fields: changed }), {
        onSuccess: onDone,
      });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Select
          label={say('Risk to the rights and freedoms of natural persons')}
          clearable
          clearButtonProps={{ 'aria-label': say('Clear the risk') }}
          data={Object.entries(RISK_NAME).map(([value, label]) => ({ value, label }))}
          value={fields.risk ?? null}
          onChange={(risk) => set({ risk: risk as NonNullable<BreachFields['risk']> | null })}
        />
        <Group grow align="flex-start">
          <NumberInput
            label={say('Approximate number of people')}
            min={0}
            allowDecimal={false}
            value={fields.subjectsApprox ?? ''}
            onChange={(value) => set({ subjectsApprox: typeof value === 'number' ? value : null })}
          />
          <NumberInput
            label={say('Approximate number of records')}
            min={0}
            allowDecimal={false}
            value={fields.recordsApprox ?? ''}
            onChange={(value) => set({ recordsApprox: typeof value === 'number' ? value : null })}
          />
        </Group>
        {TEXT_FIELDS.map(([name, { label, help }]) => {
          const value = fields[name];
          return (
            <Textarea
              key={name}
              label={label}
              description={help}
              autosize
              minRows={2}
              maxLength={20_000}
              value={typeof value === 'string' ? value : ''}
              onChange={(event) => set({ [name]: event.currentTarget.value })}
            />
          );
        })}
        <Text size="xs" c="dimmed">
          {say(
            'No names or other details of people affected: what is noted stands in the ledger. Undo takes a change back.',
          )}
        </Text>
        <Group>
          <Button type="submit" loading={change.isPending}>
            {say('Save')}
          </Button>
          <Button variant="default" onClick={onDone}>
            {say('Cancel')}
          </Button>
        </Group>
        {change.error && <ErrorState error={change.error} />}
      </Stack>
    </form>
  );
}

/** Only what differs; an emptied text is taken away. */
function changedOf(before: BreachFields, after: BreachFields): BreachFields {
  const names = ['risk', 'subjectsApprox', 'recordsApprox', ...TEXT_FIELDS.map(([name]) => name)] as const;
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = after[name];
      const wanted = typeof value === 'string' && value.trim() === '' ? null : (value ?? null);
      return wanted === (before[name] ?? null) ? [] : [[name, wanted]];
    }),
  );
}
