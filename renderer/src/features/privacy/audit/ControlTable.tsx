import { Badge, Stack, Table, Text } from '@mantine/core';
import type { AuditFramework } from '../../../../../contract/index.ts';
import { AnchorLink } from '../../../shared/links.tsx';
import { Section } from '../../../shared/Section.tsx';
import classes from '../privacy.module.css';
import { datesOf } from './ActivityView.tsx';
import type { PeriodChoice } from './presets.ts';
import { say, sayIn } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

type Control = AuditFramework['controls'][number];

export const SUPPORT: Record<Control['support'], { name: string; color: string }> = {
  supports: { name: sayIn('support', 'supports'), color: 'teal' },
  partly: { name: sayIn('support', 'partly'), color: 'yellow' },
  'not-covered': { name: sayIn('support', 'not covered'), color: 'gray' },
};

/** Sections whose number is one of ledger entries. */
const OF_LEDGER: readonly string[] = ['imports', 'changes', 'approvals', 'disclosures', 'ledger'];

/** Which controls the report has evidence for, and what was found; whether one is met is for an auditor to judge. */
export function ControlTable({ framework, period }: { framework: AuditFramework; period: PeriodChoice }) {
  const { name, edition, own, controls } = framework;
  const covered = controls.filter(({ support }) => support !== 'not-covered').length;
  return (
    <Section title={say('Controls: {name}', { name })}>
      <Text size="sm" c="dimmed" mb="xs">
        {say(
          '{edition}{own, select, yes {; your own mapping} other {}}. The report has evidence for {covered, number} of {controls, number} controls. Whether a control is met is for an auditor to judge.',
          {
            edition: own ? edition : told(edition),
            own: own ? 'yes' : 'no',
            covered,
            controls: controls.length,
          },
        )}
      </Text>
      <div
        className={classes.scrollX}
        tabIndex={0}
        role="region"
        aria-label={say('Controls of {name}, scrolls sideways', { name })}
      >
        <Table fz="sm" verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{say('Control')}</Table.Th>
              <Table.Th>{say('In short')}</Table.Th>
              <Table.Th>{say('The report')}</Table.Th>
              <Table.Th>{say('What was found')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {controls.map((control) => (
              <ControlRow key={control.id} control={control} own={own} period={period} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Section>
  );
}

function ControlRow({ control, own, period }: { control: Control; own: boolean; period: PeriodChoice }) {
  const { id, title, support, evidence, note } = control;
  // A mapping of one's own is in one's own words.
  const said = (text: string) => (own ? text : told(text));
  const { name, color } = SUPPORT[support];
  return (
    <Table.Tr>
      <Table.Td style={{ whiteSpace: 'nowrap' }}>{id}</Table.Td>
      <Table.Td>{said(title)}</Table.Td>
      <Table.Td>
        <Badge
          variant="outline"
          color={color}
          tt="none"
          style={{ color: 'inherit', minWidth: 'max-content' }}
        >
          {name}
        </Badge>
      </Table.Td>
      <Table.Td style={{ minWidth: '20rem' }}>
        <Stack gap={2}>
          {evidence.map(({ section, name: where, shows, found }) => (
            <Text key={section} size="sm" title={said(shows)}>
              {told(where)}:{' '}
              {OF_LEDGER.includes(section) ? (
                <AnchorLink
                  to="/ledger"
                  search={section === 'ledger' ? { view: 'checkpoints' } : datesOf(period)}
                  size="sm"
                  underline="always"
                >
                  {told(found.words)}
                </AnchorLink>
              ) : (
                told(found.words)
              )}
            </Text>
          ))}
          {note !== '' && (
            <Text size="xs" c="dimmed">
              {say('Not shown: {note}', { note: said(note) })}
            </Text>
          )}
        </Stack>
      </Table.Td>
    </Table.Tr>
  );
}
