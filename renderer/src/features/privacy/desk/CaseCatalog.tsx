import { Badge, Group, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { CaseView, Findings, FoundNear } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { count } from '../../../shared/format.ts';
import { AnchorLink } from '../../../shared/links.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { Section } from '../../../shared/Section.tsx';
import { kindName } from '../../../shared/words.ts';
import { useTaxonomy } from '../../stewardship/use-taxonomy.ts';
import classes from '../privacy.module.css';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

/** What lineage adds to the answer: origins, recipients, models, portable columns, and what was not searched. */
export function CaseCatalog({ view }: { view: CaseView }) {
  const { reference } = view;
  const found = useQuery(orpc.desk.findings.queryOptions({ input: { reference } }));
  if (found.error) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Loading what={say('what the catalog knows')} bars={[120, 120, 120]} />;
  const { data } = found;
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {view.scopedAt === null
          ? say('As the catalog stands at revision {revision, number}.', { revision: data.revision })
          : say(
              'As the catalog stands at revision {revision, number}; the tasks were made from revision {scopedAt, number}.',
              { revision: data.revision, scopedAt: view.scopedAt },
            )}
      </Text>
      <Systems systems={data.systems} />
      <Near
        title={say('Where the data come from')}
        note={say('Art. 15(1)(g): where lineage begins.')}
        none={say('Lineage shows no origin.')}
        list={data.sources}
      />
      <Near
        title={say('Who receives the data')}
        note={say(
          'Art. 15(1)(c) and 19: everything downstream that is no place of the case. Which of it is another organisation is for you to say.',
        )}
        none={say('Lineage shows no recipient.')}
        list={data.recipients}
      />
      <Near
        title={say('Models and automated decisions')}
        note={say('Art. 15(1)(h): models and features that the data reach.')}
        none={say('No model is reached.')}
        list={data.models}
      />
      <Columns columns={data.columns} />
      <Considered considered={data.considered} />
      <Gaps gaps={data.gaps} />
    </Stack>
  );
}

/** A table with "n of m" where it is not the whole. */
function Listed({
  label,
  shown,
  total,
  head,
  children,
}: {
  label: string;
  shown: number;
  total: number;
  head: readonly string[];
  children: ReactNode;
}) {
  return (
    <>
      <div className={classes.scrollBoth} tabIndex={0} role="region" aria-label={label}>
        <Table fz="sm" stickyHeader>
          <Table.Thead>
            <Table.Tr>
              {head.map((name) => (
                <Table.Th key={name}>{name}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>{children}</Table.Tbody>
        </Table>
      </div>
      {shown < total && (
        <Text size="xs" c="dimmed" mt={4}>
          {say('{shown, number} of {total, number} shown; the report that the answer is based on has all.', {
            shown,
            total,
          })}
        </Text>
      )}
    </>
  );
}

function DatasetName({ dataset }: { dataset: { id: number; namespace: string; name: string } }) {
  return (
    <>
      <AnchorLink to="/dataset/$id" params={{ id: String(dataset.id) }} size="sm">
        {dataset.name}
      </AnchorLink>
      <Text size="xs" c="dimmed">
        {dataset.namespace}
      </Text>
    </>
  );
}

interface NearProps {
  title: string;
  note: string;
  none: string;
  list: { total: number; items: readonly FoundNear[] };
}

function Near({ title, note, none, list }: NearProps) {
  return (
    <Section title={title} aside={<Badge variant="default">{count(list.total)}</Badge>}>
      <Text size="sm" c="dimmed" mb="xs">
        {list.total === 0 ? none : note}
      </Text>
      {list.total > 0 && (
        <Listed
          label={title}
          shown={list.items.length}
          total={list.total}
          head={[say('Dataset'), say('Kind'), say('Stated'), say('The way there')]}
        >
          {list.items.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td className={classes.wrap}>
                <DatasetName dataset={one} />
              </Table.Td>
              <Table.Td>{kindName(one.kind)}</Table.Td>
              <Table.Td className={classes.wrap}>{one.stated.join(', ')}</Table.Td>
              <Table.Td className={classes.wrap}>{one.path.join(' → ')}</Table.Td>
            </Table.Tr>
          ))}
        </Listed>
      )}
    </Section>
  );
}

function Systems({ systems }: Pick<Findings, 'systems'>) {
  const left = systems.filter(({ searched, stores }) => searched < stores).length;
  return (
    <Section title={say('Systems')} aside={<Badge variant="default">{count(systems.length)}</Badge>}>
      <Text size="sm" c="dimmed" mb="xs">
        {systems.length === 0
          ? say('The systems are listed once collecting has begun.')
          : say(
              '{searched, number} of {systems, plural, one {# system} other {# systems}} searched in whole.',
              { searched: systems.length - left, systems: systems.length },
            )}
      </Text>
      {systems.length > 0 && (
        <Listed
          label={say('Systems')}
          shown={systems.length}
          total={systems.length}
          head={[say('Task'), say('System'), say('Owner'), say('Searched'), say('Why not')]}
        >
          {systems.map((one) => (
            <Table.Tr key={one.task}>
              <Table.Td>{one.task}</Table.Td>
              <Table.Td miw={220} className={classes.wrap}>
                {one.system}
              </Table.Td>
              <Table.Td className={classes.wrap}>{one.owners.join(', ') || say('nobody is named')}</Table.Td>
              <Table.Td miw={130}>
                {say('{searched} of {places, plural, one {# place} other {# places}}', {
                  searched: one.searched,
                  places: one.stores,
                })}
                {one.open > 0 && `, ${say('{open} open', { open: one.open })}`}
              </Table.Td>
              <Table.Td miw={110} className={classes.wrap}>
                {one.reasons.join('; ')}
              </Table.Td>
            </Table.Tr>
          ))}
        </Listed>
      )}
    </Section>
  );
}

const ORIGIN: Record<Findings['columns']['items'][number]['origin'], string> = {
  provided: say('provided by the person'),
  observed: say('observed'),
  obtained: say('obtained from others'),
  derived: say('derived'),
  unknown: say('not known'),
};

function Columns({ columns }: Pick<Findings, 'columns'>) {
  const { categoryName } = useTaxonomy();
  const { provided, observed } = columns.byOrigin;
  return (
    <Section
      title={say('Provided, observed, derived')}
      aside={<Badge variant="default">{count(columns.total)}</Badge>}
    >
      <Text size="sm" c="dimmed" mb="xs">
        {say(
          'Art. 20: what the person provided or what was observed of them is portable, what was derived is not.',
        )}
      </Text>
      <Group gap="xs" mb="xs">
        {Object.entries(columns.byOrigin).map(([origin, number]) => (
          <Badge key={origin} color="gray">
            {ORIGIN[origin as keyof typeof ORIGIN]}: {count(number)}
          </Badge>
        ))}
        <Text size="sm">
          {say('{columns, plural, one {# portable column} other {# portable columns}}', {
            columns: provided + observed,
          })}
        </Text>
      </Group>
      {columns.total > 0 && (
        <Listed
          label={say('Columns by origin')}
          shown={columns.items.length}
          total={columns.total}
          head={[say('Column'), say('Dataset'), say('Categories'), say('Origin'), say('Rests on')]}
        >
          {columns.items.map((one) => (
            <Table.Tr key={`${one.dataset.id} ${one.column}`}>
              <Table.Td className={classes.wrap}>{one.column}</Table.Td>
              <Table.Td className={classes.wrap}>{one.dataset.name}</Table.Td>
              <Table.Td>{one.categories.map(categoryName).join(', ')}</Table.Td>
              <Table.Td>{ORIGIN[one.origin]}</Table.Td>
              <Table.Td>
                {told(one.basis)}
                {one.check && (
                  <Text size="xs" c="dimmed">
                    {say('check: {check}', { check: told(one.check) })}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Listed>
      )}
    </Section>
  );
}

const VERDICT = { in: say('in scope'), check: say('to be checked'), out: say('not in scope') } as const;

function Considered({ considered }: Pick<Findings, 'considered'>) {
  return (
    <Section
      title={say('Every dataset considered')}
      aside={<Badge variant="default">{count(considered.total)}</Badge>}
    >
      <Text size="sm" c="dimmed" mb="xs">
        {say(
          'Nothing is left out in silence: each dataset of the catalog with the reason why it is searched or not.',
        )}
      </Text>
      <Listed
        label={say('Every dataset considered')}
        shown={considered.items.length}
        total={considered.total}
        head={[say('Dataset'), say('Verdict'), say('Reason')]}
      >
        {considered.items.map(({ dataset, verdict, reason }) => (
          <Table.Tr key={dataset.id}>
            <Table.Td className={classes.wrap}>
              <DatasetName dataset={dataset} />
            </Table.Td>
            <Table.Td className={classes.nowrap}>{VERDICT[verdict]}</Table.Td>
            <Table.Td>{told(reason)}</Table.Td>
          </Table.Tr>
        ))}
      </Listed>
    </Section>
  );
}

function Gaps({ gaps }: Pick<Findings, 'gaps'>) {
  if (gaps.length === 0) return null;
  return (
    <Section title={say('What the catalog does not know')}>
      <Stack gap={4} component="ul" className={classes.plainList}>
        {gaps.map(({ code, text, count: number }) => (
          <li key={code}>
            <Text size="sm" className={classes.wrap}>
              <strong>{count(number)}</strong> · {told(text)}
            </Text>
          </li>
        ))}
      </Stack>
    </Section>
  );
}
