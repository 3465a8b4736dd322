import { Anchor, Badge, Group, Switch, Table, Text, VisuallyHidden } from '@mantine/core';
import type { RuleStates, StewardRule } from '../../../../contract/index.ts';
import { count } from '../../shared/format.ts';
import { AnchorLink } from '../../shared/links.tsx';
import { useTaxonomy } from '../stewardship/use-taxonomy.ts';
import { effectLines, KIND_NAME } from './model/draft.ts';
import classes from './rules.module.css';
import { say, sayIn } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

interface Props {
  rules: readonly StewardRule[];
  states: RuleStates | undefined;
  /** The rule that is being switched. */
  busy: number | null;
  onSwitch: (rule: StewardRule, enabled: boolean) => void;
  onEdit: (rule: StewardRule) => void;
  onRemove: (rule: StewardRule) => void;
}

/** Every rule: whether it is on, what it finds, what it states and how much of it stands in the catalog. */
export function RulesTable({ rules, states, ...actions }: Props) {
  return (
    <Table.ScrollContainer
      minWidth={860}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'group', 'aria-label': say('Steward rules') } }}
    >
      <Table fz="sm" verticalSpacing={6} aria-label={say('Steward rules')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{sayIn('a rule', 'On')}</Table.Th>
            <Table.Th>{say('Rule')}</Table.Th>
            <Table.Th>{sayIn('a rule', 'Where')}</Table.Th>
            <Table.Th>{say('States')}</Table.Th>
            <Table.Th className={classes.number}>{say('Finds')}</Table.Th>
            <Table.Th className={classes.number}>{say('Stated')}</Table.Th>
            <Table.Th>{say('By')}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{say('Actions')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rules.map((rule) => (
            <RuleRow
              key={rule.rule}
              rule={rule}
              state={states?.rules.find((one) => one.rule === rule.rule)}
              {...actions}
            />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

interface RowProps extends Omit<Props, 'rules' | 'states'> {
  rule: StewardRule;
  state: RuleStates['rules'][number] | undefined;
}

function RuleRow({ rule, state, busy, onSwitch, onEdit, onRemove }: RowProps) {
  const { tagName } = useTaxonomy();
  const { name, kind, selection, effect, enabled, actor } = rule;
  const list = { text: selection, ...(effect.on === 'column' ? { scope: 'columns' as const } : {}) };
  return (
    <Table.Tr>
      <Table.Td>
        <Switch
          size="sm"
          aria-label={say('Rule {name} applies', { name })}
          checked={enabled}
          disabled={busy === rule.rule}
          onChange={(event) => onSwitch(rule, event.currentTarget.checked)}
        />
      </Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        <Text size="sm" fw={600}>
          {name}
        </Text>
        <Badge size="xs" variant="default" tt="none">
          {KIND_NAME[kind]}
        </Badge>
      </Table.Td>
      <Table.Td>
        <span className={classes.selection}>{selection}</span>
        {state?.problem ? (
          <Text size="xs" c="var(--mantine-color-error)">
            {told(state.problem)}
          </Text>
        ) : null}
      </Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        <ul className={classes.list}>
          {effectLines(effect, tagName).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Table.Td>
      <Table.Td className={classes.number}>
        {state === undefined ? (
          '…'
        ) : state.matches === null ? (
          '—'
        ) : (
          <AnchorLink
            to="/browse"
            search={list}
            size="sm"
            aria-label={
              effect.on === 'column'
                ? say(
                    '{matches, plural, one {# column} other {# columns}} that {name} finds: show in Browse',
                    {
                      matches: state.matches,
                      name,
                    },
                  )
                : say(
                    '{matches, plural, one {# dataset} other {# datasets}} that {name} finds: show in Browse',
                    {
                      matches: state.matches,
                      name,
                    },
                  )
            }
          >
            {count(state.matches)}
          </AnchorLink>
        )}
      </Table.Td>
      <Table.Td className={classes.number}>{state === undefined ? '…' : count(state.stated)}</Table.Td>
      <Table.Td>{actor}</Table.Td>
      <Table.Td>
        <Group gap="xs" wrap="nowrap" justify="flex-end">
          <Anchor
            component="button"
            type="button"
            size="sm"
            aria-label={say('Edit rule {name}', { name })}
            onClick={() => onEdit(rule)}
          >
            {say('Edit')}
          </Anchor>
          <Anchor
            component="button"
            type="button"
            size="sm"
            aria-label={say('Remove rule {name}', { name })}
            onClick={() => onRemove(rule)}
          >
            {say('Remove')}
          </Anchor>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
