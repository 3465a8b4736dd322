import { Badge, Button, Checkbox, Group, Modal, Stack, Switch, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DraftRecipient, DraftTemplate } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { PagedList } from '../../shared/grid/PagedList.tsx';
import { paging, useFlat } from '../../shared/grid/use-flat.ts';
import { Loading } from '../../shared/Loading.tsx';
import { DraftFields } from './DraftFields.tsx';
import { DraftPreview } from './DraftPreview.tsx';
import { toggled, type LeftOut } from './model/left-out.ts';
import { keptTemplate, keepTemplate } from './model/template-store.ts';
import classes from './registers.module.css';
import { SaveDrafts } from './SaveDrafts.tsx';
import { say, sayIn } from '../../shared/language/say.ts';

/** Mail drafts to owners about their datasets: words, whom to, a look at each, and the files. */
export function DraftsDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} size="70rem" title={say('Write to owners')}>
      {opened && <Body />}
    </Modal>
  );
}

function Body() {
  const shipped = useQuery(orpc.drafts.template.queryOptions({ staleTime: Number.POSITIVE_INFINITY }));
  if (shipped.error) return <ErrorState error={shipped.error} onRetry={() => void shipped.refetch()} />;
  if (!shipped.data) return <Loading what={say('the template')} bars={[320]} />;
  return <Drafts shipped={shipped.data.template} fields={shipped.data.fields} />;
}

interface DraftsProps {
  shipped: DraftTemplate;
  fields: readonly { readonly name: string; readonly meaning: string }[];
}

function Drafts({ shipped, fields }: DraftsProps) {
  const [template, setTemplate] = useState(() => keptTemplate() ?? shipped);
  const [onlyOpen, setOnlyOpen] = useState(true);
  const [leftOut, setLeftOut] = useState<LeftOut>(new Map());
  const [shown, setShown] = useState<string | null>(null);
  const list = useFlat(
    useInfiniteQuery(
      orpc.drafts.recipients.infiniteOptions({
        input: (offset: number) => ({ onlyOpen, offset, limit: 100 }),
        ...paging,
      }),
    ),
  );
  const change = (part: Partial<DraftTemplate>) => {
    const next = { ...template, ...part };
    setTemplate(next);
    keepTemplate(next);
  };
  const first = list.items.find(({ key }) => !leftOut.has(key))?.key ?? null;
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {say(
          'Headwater sends nothing. It writes a draft for each owner, which a mail program opens to be read and sent.',
        )}
      </Text>
      <div className={classes.drafts}>
        <DraftFields {...{ template, fields, shipped }} onChange={change} />
        <section aria-label={say('Owners')}>
          <Group justify="space-between" mb={4}>
            <Text size="sm" fw={600}>
              {sayIn('mail', 'To')}
            </Text>
            <Switch
              size="xs"
              label={say('Only those with something open')}
              checked={onlyOpen}
              onChange={(event) => setOnlyOpen(event.currentTarget.checked)}
            />
          </Group>
          <div
            style={{ maxHeight: 220, overflow: 'auto' }}
            tabIndex={0}
            role="group"
            aria-label={say('Recipients')}
          >
            <PagedList
              list={list}
              what={say('owners')}
              empty={<Text size="sm">{say('Nobody is to be written to.')}</Text>}
            >
              {(owners) => (
                <ul className={classes.list}>
                  {owners.map((owner) => (
                    <Owner
                      key={owner.key}
                      owner={owner}
                      chosen={!leftOut.has(owner.key)}
                      onToggle={() => setLeftOut(toggled(leftOut, owner))}
                      onShow={() => setShown(owner.key)}
                    />
                  ))}
                </ul>
              )}
            </PagedList>
          </div>
          <DraftPreview template={template} recipient={shown ?? first} />
        </section>
      </div>
      <SaveDrafts {...{ template, onlyOpen, leftOut }} total={list.total} />
    </Stack>
  );
}

interface OwnerProps {
  owner: DraftRecipient;
  chosen: boolean;
  onToggle: () => void;
  onShow: () => void;
}

function Owner({ owner, chosen, onToggle, onShow }: OwnerProps) {
  const { name, email, datasets, open, teams } = owner;
  return (
    <Group component="li" gap="xs" wrap="nowrap" py={3}>
      <Checkbox
        size="xs"
        aria-label={say('Write to {name}', { name })}
        checked={chosen}
        onChange={onToggle}
      />
      <Button
        size="compact-xs"
        variant="subtle"
        onClick={onShow}
        aria-label={say('Preview the draft to {name}', { name })}
      >
        {name}
      </Button>
      <Text size="xs" c="dimmed" className={classes.wrap} flex={1}>
        {email ?? ''} {teams.length > 0 ? say('for {teams}', { teams: teams.join(', ') }) : ''}
      </Text>
      {email === null && (
        <Badge size="xs" variant="outline" color="orange" tt="none">
          {say('no address')}
        </Badge>
      )}
      <Text size="xs" style={{ whiteSpace: 'nowrap' }}>
        {say('{open, number} of {datasets, plural, one {# dataset} other {# datasets}} open', {
          open,
          datasets,
        })}
      </Text>
    </Group>
  );
}
