import { Table, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../../shared/api.ts';
import { CopyText } from '../../../shared/CopyText.tsx';
import classes from '../privacy.module.css';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

const COMMANDS: readonly (readonly [string, string])[] = [
  ['{{field}}', say('must be there, else the letter cannot be finished')],
  ['{{field?}}', say('may be missing')],
  ['{{manual.name}}', say('filled in by hand')],
  ['@if field … @else … @end', say('where a field is there, a list has entries, or a fact holds')],
  ['@each list … @end', say('for every entry; {example} is a member of it', { example: '{{.name}}' })],
  [say('# Title, ## Heading, - item, | a | b |'), say('title, heading, list item, row of a table')],
];

/** What a template can name. */
export function FieldList() {
  const known = useQuery(orpc.desk.letterFields.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  const [wanted, setWanted] = useState('');
  if (!known.data) return null;
  const { fields, lists } = known.data;
  const rows = [
    ...fields.map(({ name, meaning }) => ({ name, meaning: told(meaning), insert: `{{${name}}}` })),
    ...lists.map(({ name, members }) => ({
      name,
      meaning: say('List; members: {members}', { members: members.join(', ') }),
      insert: `@each ${name}\n- {{.${members[0] ?? 'name'}}}\n@end`,
    })),
  ];
  const shown = rows.filter(({ name, meaning }) =>
    `${name} ${meaning}`.toLowerCase().includes(wanted.trim().toLowerCase()),
  );
  return (
    <div>
      <TextInput
        label={say('Fields and lists')}
        placeholder={say('Part of a name or meaning')}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      <Text size="xs" c="dimmed" my={4} role="status">
        {say('{part, number} of {whole, number}', { part: shown.length, whole: rows.length })}
      </Text>
      <div
        className={classes.scrollBoth}
        tabIndex={0}
        role="region"
        aria-label={say('Fields and lists of templates')}
      >
        <Table fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('Field')}</Table.Th>
              <Table.Th>{say('Meaning')}</Table.Th>
              <Table.Th>{say('Copy')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map(({ name, meaning, insert }) => (
              <Table.Tr key={name}>
                <Table.Td className={classes.nowrap}>{name}</Table.Td>
                <Table.Td>{meaning}</Table.Td>
                <Table.Td>
                  <CopyText text={insert} label={name} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <details>
        <Text component="summary" size="sm" mt="xs">
          {say('How templates are written')}
        </Text>
        <dl className={classes.facts}>
          {COMMANDS.map(([form, meaning]) => (
            <div key={form} className={classes.fact}>
              <dt>{form}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}
