import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconSitemap, IconTag, IconUser } from '@tabler/icons-react';
import { certificationSchema, type DatasetDetail, type Owner } from '../../../../contract/index.ts';
import { CopyText } from '../../shared/CopyText.tsx';
import { KindIcon } from '../../shared/KindIcon.tsx';
import { fullNameOf, namesOf } from '../../shared/names.ts';
import { SensitivityBadge } from '../../shared/SensitivityBadge.tsx';
import { SourceBadges } from '../../shared/SourceBadges.tsx';
import { ButtonLink } from '../../shared/links.tsx';
import { AskMenu } from '../questions/AskMenu.tsx';
import { CheckValues } from '../samples/CheckValues.tsx';
import { CertificationBadge } from '../stewardship/CertificationBadge.tsx';
import { TagPills } from '../stewardship/TagPills.tsx';
import { roleName, standing } from '../stewardship/model/words.ts';
import type { NameOf } from '../stewardship/model/tag-plan.ts';
import classes from './dataset.module.css';
import { kindName, sourceName } from '../../shared/words.ts';
import { say } from '../../shared/language/say.ts';

interface Props {
  dataset: DatasetDetail;
  nameOf: NameOf;
  onTag: () => void;
  onOwner: () => void;
}

/** What the dataset is, who answers for it and how sensitive it is, with the actions on it. */
export function DatasetHeader({ dataset, nameOf, onTag, onOwner }: Props) {
  const { name, namespace, kind, retired } = dataset;
  const { leaf, qualifier } = namesOf(dataset);
  const stated = dataset.tags.find(({ kind, status }) => kind === 'certification' && status !== 'rejected');
  const mark = certificationSchema.safeParse(stated?.value).data;
  const sources = [...new Set(dataset.sources.map(({ importer }) => importer))];
  return (
    <header className={classes.header}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <Stack gap={2} className={classes.identity}>
          <Group gap="xs" wrap="nowrap" align="center">
            <KindIcon kind={kind} />
            <Title order={1} size="h3" className={classes.name} title={fullNameOf(dataset)}>
              {leaf}
            </Title>
            {mark && <CertificationBadge mark={mark} size="md" />}
            <CopyText text={name} label={say('full name')} />
          </Group>
          <Text size="sm" c="dimmed" className={classes.name}>
            {kindName(kind)}
            {qualifier && ` · ${qualifier}`} · {namespace}
          </Text>
        </Stack>
        <Actions dataset={dataset} onTag={onTag} onOwner={onOwner} />
      </Group>
      <Group gap="xs">
        {retired && (
          <Badge
            variant="outline"
            color="gray"
            className={classes.plain}
            title={
              isDropped(dataset)
                ? say('The latest change of its state is that it was dropped. What is known of it is kept.')
                : say('No source states it any more. Its history is kept.')
            }
          >
            {isDropped(dataset) ? say('Dropped') : say('Retired')}
          </Badge>
        )}
        {dataset.sensitivity ? (
          <SensitivityLevel dataset={dataset} level={dataset.sensitivity} />
        ) : (
          <Text size="sm" c="dimmed">
            {say('No sensitivity level')}
          </Text>
        )}
        <SourceBadges sources={sources} />
        <TagPills tags={dataset.tags.filter(({ kind }) => kind !== 'certification')} nameOf={nameOf} wordy />
      </Group>
      <Owners owners={dataset.owners} onOwner={onOwner} />
    </header>
  );
}

/** Whether a retired dataset is one that OpenLineage says was dropped, and not one that went from a listing. */
function isDropped({ properties, sources }: DatasetDetail): boolean {
  const state = properties.find(({ key }) => key === 'lifecycleStateChange')?.value;
  const told = JSON.stringify(state ?? null);
  return /"lifecycleStateChange":"drop"/i.test(told) && sources.some(({ current }) => current);
}

function Actions({
  dataset,
  onTag,
  onOwner,
}: {
  dataset: DatasetDetail;
  onTag: () => void;
  onOwner: () => void;
}) {
  const { id } = dataset;
  return (
    <Group gap="xs" role="group" aria-label={say('Actions')}>
      <ButtonLink
        to="/lineage"
        search={{ root: id }}
        size="compact-sm"
        aria-keyshortcuts="L"
        leftSection={<IconSitemap size={14} aria-hidden />}
      >
        {say('Lineage')}
      </ButtonLink>
      <AskMenu on="dataset" id={id} />
      <Button
        size="compact-sm"
        variant="default"
        aria-keyshortcuts="T"
        leftSection={<IconTag size={14} aria-hidden />}
        onClick={onTag}
      >
        {say('Edit tags')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        aria-keyshortcuts="O"
        leftSection={<IconUser size={14} aria-hidden />}
        onClick={onOwner}
      >
        {say('Edit owners')}
      </Button>
      <CheckValues dataset={dataset} size="compact-sm" />
    </Group>
  );
}

/** The level that holds, and in words who says so. */
function SensitivityLevel({
  dataset,
  level,
}: {
  dataset: DatasetDetail;
  level: NonNullable<DatasetDetail['sensitivity']>;
}) {
  const stated = dataset.tags.find(
    ({ kind, value, status }) => kind === 'sensitivity' && value === level && status !== 'rejected',
  );
  return (
    <Group gap={6} wrap="nowrap">
      <SensitivityBadge level={level} />
      <Text size="xs" c="dimmed">
        {stated ? standing(stated) : say('The highest level among its columns')}
      </Text>
    </Group>
  );
}

function Owners({ owners, onOwner }: { owners: readonly Owner[]; onOwner: () => void }) {
  const holding = owners.filter(({ status }) => status !== 'rejected');
  if (holding.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {say('No owner.')}{' '}
        <Button size="compact-xs" variant="subtle" onClick={onOwner}>
          {say('Name an owner')}
        </Button>
      </Text>
    );
  }
  return (
    <ul className={classes.inlineList} aria-label={say('Owners')}>
      {holding.map((owner) => (
        <li key={owner.id} title={standing(owner)}>
          <IconUser size={14} aria-hidden /> {owner.name}
          {owner.email && ` <${owner.email}>`}
          <Text span size="xs" c="dimmed">
            {' '}
            {owner.role && roleName(owner.role)}
            {owner.status === 'imported' &&
              ` · ${say('imported from {source}', { source: sourceName(owner.origin) })}`}
          </Text>
        </li>
      ))}
    </ul>
  );
}
