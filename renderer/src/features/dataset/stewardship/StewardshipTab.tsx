import { Button, Group, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Column, DatasetDetail } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { ButtonLink } from '../../../shared/links.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { namesOf } from '../../../shared/names.ts';
import { Section } from '../../../shared/Section.tsx';
import { columnItem, datasetItem, type EditItem } from '../../stewardship/model/edit-item.ts';
import { KIND_WORDS, STATED_KINDS } from '../../stewardship/model/kinds.ts';
import { StewardDialog, type StewardEdit } from '../../stewardship/StewardDialog.tsx';
import { useStatementNames } from '../../stewardship/use-statement-names.ts';
import { useEntryNames } from '../../registers/use-registers.ts';
import { Comments } from './Comments.tsx';
import { shownOf } from './holdings.ts';
import { ReviewRow } from './ReviewRow.tsx';
import { StatementLine } from './StatementLine.tsx';
import classes from './stewardship-tab.module.css';
import { say, sayIn } from '../../../shared/language/say.ts';

interface Props {
  dataset: DatasetDetail;
  /** Column to start with. */
  columnId: number | null;
}

/** What people have settled of a dataset or one of its columns: all that is in force, reviews, comments. */
export function StewardshipTab({ dataset, columnId }: Props) {
  const [chosen, setChosen] = useState<number | null>(columnId);
  const columns = useQuery(orpc.datasets.columns.queryOptions({ input: { id: dataset.id, retired: false } }));
  const column = columns.data?.items.find(({ id }) => id === chosen) ?? null;
  return (
    <Stack gap="md">
      <Group align="flex-end" gap="sm">
        <Select
          label={sayIn('whose statements', 'Of')}
          w={340}
          maw="100%"
          searchable
          allowDeselect={false}
          limit={300}
          nothingFoundMessage={say('No column of that name')}
          data={[
            { value: 'dataset', label: say('{dataset} as a whole', { dataset: namesOf(dataset).leaf }) },
            ...(columns.data?.items ?? []).map(({ id, path }) => ({
              value: String(id),
              label: say('Column {name}', { name: path.join('.') }),
            })),
          ]}
          value={column ? String(column.id) : 'dataset'}
          onChange={(next) => setChosen(next === null || next === 'dataset' ? null : Number(next))}
        />
        <ButtonLink to="/registers" variant="subtle" size="compact-sm" mb={6}>
          {say('Registers')}
        </ButtonLink>
      </Group>
      {columns.error ? <ErrorState error={columns.error} onRetry={() => void columns.refetch()} /> : null}
      <div className={classes.split}>
        <Statements key={column?.id ?? 'dataset'} dataset={dataset} column={column} />
        <Comments
          key={`comments ${column?.id ?? 'dataset'}`}
          target={column ? { on: 'column', id: column.id } : { on: 'dataset', id: dataset.id }}
        />
      </div>
    </Stack>
  );
}

function Statements({ dataset, column }: { dataset: DatasetDetail; column: Column | null }) {
  const [edit, setEdit] = useState<StewardEdit | null>(null);
  const nameOf = useStatementNames();
  const entryName = useEntryNames();
  const item: EditItem = column ? columnItem(column) : datasetItem(dataset);
  const { target } = item;
  const effective = useQuery(orpc.stewardship.effective.queryOptions({ input: { target } }));
  const title = column ? column.path.join('.') : namesOf(dataset).leaf;
  const open = (part: Pick<StewardEdit, 'what' | 'kind'>) =>
    setEdit({ ...part, subject: { title, count: 1, items: [item] } });
  if (effective.error) return <ErrorState error={effective.error} onRetry={() => void effective.refetch()} />;
  if (!effective.data) return <Loading what={say('what is stated')} bars={[320]} />;
  const { data } = effective;
  const tags = column ? column.tags : dataset.tags;
  return (
    <Section
      title={say('In force')}
      aside={
        <Group gap={6}>
          <Button size="compact-sm" variant="default" onClick={() => open({ what: 'tags' })}>
            {say('Sensitivity, categories, labels')}
          </Button>
        </Group>
      }
    >
      <dl className={classes.lines}>
        <ReviewRow target={target} review={data.review} />
        {STATED_KINDS.filter((kind) => column !== null || KIND_WORDS[kind].only !== 'column').map((kind) => (
          <StatementLine
            key={kind}
            kind={kind}
            shown={shownOf(kind, data, tags, (key) => entryName('purpose', key))}
            nameOf={nameOf}
            onEdit={() => open({ what: 'statements', kind })}
          />
        ))}
      </dl>
      <StewardDialog edit={edit} onClose={() => setEdit(null)} />
    </Section>
  );
}
