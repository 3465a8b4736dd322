import {
  Alert,
  Badge,
  Button,
  Checkbox,
  Group,
  Modal,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DraftRecipient, DraftTemplate } from '../../../../contract/index.ts';
import { client, orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { PagedList } from '../../shared/grid/PagedList.tsx';
import { paging, useFlat } from '../../shared/grid/use-flat.ts';
import { Loading } from '../../shared/Loading.tsx';
import { host } from '../../shared/host.ts';
import { sayChange } from '../../shared/say-change.ts';
import { fromBase64 } from '../../shared/base64.ts';
import { keptTemplate, keepTemplate } from './model/template-store.ts';
import classes from './registers.module.css';
import stewardClasses from '../stewardship/stewardship.module.css';
import { say, sayIn } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

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
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
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
  const toggle = (key: string) => {
    const next = new Set(leftOut);
    if (!next.delete(key)) next.add(key);
    setLeftOut(next);
  };
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {say(
          'Headwater sends nothing. It writes a draft for each owner, which a mail program opens to be read and sent.',
        )}
      </Text>
      <div className={classes.drafts}>
        <TemplateFields {...{ template, fields, shipped }} onChange={change} />
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
                      onToggle={() => toggle(owner.key)}
                      onShow={() => setShown(owner.key)}
                    />
                  ))}
                </ul>
              )}
            </PagedList>
          </div>
          <Preview template={template} recipient={shown ?? first} />
        </section>
      </div>
      <Save {...{ template, onlyOpen, leftOut }} total={list.total} />
    </Stack>
  );
}

interface FieldsProps extends DraftsProps {
  template: DraftTemplate;
  onChange: (part: Partial<DraftTemplate>) => void;
}

function TemplateFields({ template, fields, shipped, onChange }: FieldsProps) {
  return (
    <Stack gap="xs">
      <TextInput
        label={say('Subject')}
        data-autofocus
        maxLength={2000}
        value={template.subject}
        onChange={(event) => onChange({ subject: event.currentTarget.value })}
      />
      <Textarea
        label={say('Text')}
        maxLength={100_000}
        autosize
        minRows={10}
        maxRows={16}
        value={template.body}
        onChange={(event) => onChange({ body: event.currentTarget.value })}
      />
      <Text size="xs" c="dimmed">
        {say('Fields; a click puts one at the end of the text.')}
      </Text>
      <Group gap={4}>
        {fields.map(({ name, meaning }) => (
          <Button
            key={name}
            size="compact-xs"
            variant="default"
            title={told(meaning)}
            onClick={() => onChange({ body: `${template.body}{{${name}}}` })}
          >
            {`{{${name}}}`}
          </Button>
        ))}
      </Group>
      {JSON.stringify(template) !== JSON.stringify(shipped) && (
        <Button
          size="compact-xs"
          variant="subtle"
          style={{ alignSelf: 'flex-start' }}
          onClick={() => onChange(shipped)}
        >
          {say('Back to the words that it comes with')}
        </Button>
      )}
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

function Preview({ template, recipient }: { template: DraftTemplate; recipient: string | null }) {
  const [asked] = useDebouncedValue(template, 250);
  const preview = useQuery({
    ...orpc.drafts.preview.queryOptions({ input: { template: asked, recipient: recipient ?? '' } }),
    enabled: recipient !== null,
    placeholderData: keepPreviousData,
  });
  if (recipient === null) return null;
  if (preview.error) return <ErrorState error={preview.error} />;
  if (!preview.data) return <Loading what={say('the draft')} bars={[160]} />;
  const { to, subject, body, unknown } = preview.data;
  return (
    <Stack gap={6} mt="sm">
      {unknown.length > 0 && (
        <Alert color="orange" variant="outline" title={say('Fields that there are not')} role="alert">
          {say('{fields} would stay as written.', {
            fields: unknown.map((name) => `{{${name}}}`).join(', '),
          })}
        </Alert>
      )}
      <Text size="sm" className={classes.wrap}>
        <b>{sayIn('mail', 'To')}</b> {to}
      </Text>
      <Text size="sm" className={classes.wrap}>
        <b>{say('Subject')}</b> {subject}
      </Text>
      <pre className={classes.mail} tabIndex={0} aria-label={say('Text of the draft')}>
        {body}
      </pre>
    </Stack>
  );
}

interface SaveProps {
  template: DraftTemplate;
  onlyOpen: boolean;
  leftOut: ReadonlySet<string>;
  total: number;
}

/** Keys of everybody in the list but those left out. */
async function chosenKeys(onlyOpen: boolean, leftOut: ReadonlySet<string>): Promise<string[]> {
  const keys: string[] = [];
  for (let offset = 0, total = 1; offset < total;) {
    const page = await client.drafts.recipients({ onlyOpen, offset, limit: 500 });
    total = page.total;
    offset += page.items.length;
    keys.push(...page.items.map(({ key }) => key).filter((key) => !leftOut.has(key)));
    if (page.items.length === 0) break;
  }
  return keys;
}

function Save({ template, onlyOpen, leftOut, total }: SaveProps) {
  const chosen = Math.max(0, total - leftOut.size);
  const save = useMutation({
    mutationFn: async () => {
      const recipients = leftOut.size === 0 ? undefined : await chosenKeys(onlyOpen, leftOut);
      const written = await client.drafts.write({ template, onlyOpen, ...(recipients && { recipients }) });
      for (const { name, mediaType, base64 } of written.files)
        await host.save(name, mediaType, fromBase64(base64));
      return written;
    },
    onSuccess: ({ drafts, withoutAddress }) =>
      sayChange(
        say(
          '{drafts, plural, one {# draft} other {# drafts}} written{withoutAddress, plural, =0 {} other {, # without an address}}.',
          { drafts, withoutAddress },
        ),
      ),
  });
  return (
    <div className={stewardClasses.footer}>
      {save.error ? <ErrorState error={save.error} /> : null}
      <Group justify="flex-end" gap="xs">
        <Button
          leftSection={<IconDownload size={16} aria-hidden />}
          disabled={chosen === 0}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {say('Save {drafts, plural, one {# draft} other {# drafts}} as ZIP', { drafts: chosen })}
        </Button>
      </Group>
    </div>
  );
}
