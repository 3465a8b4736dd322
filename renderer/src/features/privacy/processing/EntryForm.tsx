import { Alert, Button, Group, Modal, Stack, Tabs, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ProcessingRegister, ProcessingValue } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { ErrorState } from '../../../shared/ErrorState.tsx';
import { Loading } from '../../../shared/Loading.tsx';
import { useRegisters } from '../../registers/use-registers.ts';
import { useSteward } from '../../stewardship/use-steward.ts';
import { FieldInput, type Option } from './FieldInput.tsx';
import { changedFields, missingParts, rowsIn, type Fields } from './model/draft.ts';
import { LinkPreview } from './LinkPreview.tsx';
import { FIELD_GROUPS, groupTitle } from './model/fields.ts';
import classes from './processing.module.css';
import { say } from '../../../shared/language/say.ts';
import { toldOptions } from './model/words.ts';

export interface EntryEdit {
  /** Null: a new one. */
  readonly key: string | null;
  readonly name: string;
  readonly stated: Fields;
  /** Title of the part of the form to begin with. */
  readonly group?: string;
}

interface Props {
  register: ProcessingRegister;
  edit: EntryEdit | null;
  title: string;
  /** Of a new entry that has its key from elsewhere. */
  newKey?: string;
  onClose: () => void;
  onSaved?: (key: string) => void;
}

/** The form of an activity or assessment, in parts. */
export function EntryForm({ edit, ...props }: Props) {
  return (
    <Modal opened={edit !== null} onClose={props.onClose} size="64rem" title={props.title}>
      {edit && <Form key={edit.key ?? ''} {...props} edit={edit} />}
    </Modal>
  );
}

function Form({ register, edit, newKey, onClose, onSaved }: Props & { edit: EntryEdit }) {
  const groups = FIELD_GROUPS[register];
  const [name, setName] = useState(edit.name);
  const [draft, setDraft] = useState<Fields>({});
  const [part, setPart] = useState<string>(edit.group ?? groups[0]!.title);
  const [tried, setTried] = useState(false);
  const { putProcessing } = useSteward();
  const vocabulary = useQuery(orpc.processing.vocabulary.queryOptions({ staleTime: Infinity }));
  const offered = useOffered();
  const value = (field: string) => draft[field] ?? edit.stated[field];
  const changes = changedFields(edit.stated, draft);
  const fields = vocabulary.data?.[register] ?? [];
  const missing = missingParts(fields, { ...edit.stated, ...draft });
  const nameMissing = name.trim() === '';
  const wrong = Object.keys(missing)[0];

  function save() {
    setTried(true);
    if (nameMissing) return;
    if (wrong !== undefined) {
      setPart(groupTitle(register, wrong) ?? part);
      return;
    }
    const key = edit.key ?? newKey;
    putProcessing.mutate(
      {
        register,
        add: edit.key === null,
        entry: { ...(key === undefined ? {} : { key }), name: name.trim(), fields: changes },
      },
      {
        onSuccess: (result) => {
          onClose();
          onSaved?.(result.key);
        },
      },
    );
  }

  if (vocabulary.error)
    return <ErrorState error={vocabulary.error} onRetry={() => void vocabulary.refetch()} />;
  if (!vocabulary.data) return <Loading what={say('the form')} bars={[36, 240]} />;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={say('Name')}
          required
          data-autofocus
          maxLength={512}
          value={name}
          error={tried && nameMissing ? say('A name is needed.') : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Tabs
          value={part}
          onChange={(next) => next && setPart(next)}
          keepMounted={false}
          className={classes.form}
        >
          <Tabs.List>
            {groups.map(({ title }) => (
              <Tabs.Tab key={title} value={title}>
                {title}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {groups.map((group) => (
            <Tabs.Panel key={group.title} value={group.title} pt="sm">
              <Stack gap="sm">
                {fields
                  .filter((field) => field.name in group.fields)
                  .map((field) => (
                    <FieldInput
                      key={field.name}
                      {...{ register, field }}
                      offered={offered(field.name)}
                      value={value(field.name)}
                      error={tried ? missing[field.name] : undefined}
                      onChange={(next: ProcessingValue) =>
                        setDraft((now) => ({ ...now, [field.name]: next }))
                      }
                    />
                  ))}
                {'links' in group.fields ? <LinkPreview rows={rowsIn(value('links'))} /> : null}
              </Stack>
            </Tabs.Panel>
          ))}
        </Tabs>
        {putProcessing.error ? <ErrorState error={putProcessing.error} /> : null}
        {tried && wrong !== undefined ? (
          <Alert color="orange" variant="outline" role="alert" title={say('A row is not complete')}>
            {missing[wrong]}
          </Alert>
        ) : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {say('Cancel')}
          </Button>
          <Button
            type="submit"
            loading={putProcessing.isPending}
            disabled={edit.key !== null && Object.keys(changes).length === 0 && name.trim() === edit.name}
          >
            {edit.key === null ? say('Add') : say('Save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What is offered for a field where any word may stand. */
function useOffered(): (field: string) => readonly Option[] {
  const vocabulary = useQuery(orpc.processing.vocabulary.queryOptions({ staleTime: Infinity }));
  const registers = useRegisters();
  return (field) => {
    if (field === 'categories') return toldOptions(vocabulary.data?.categories ?? []);
    if (field === 'subjects') return toldOptions(vocabulary.data?.subjects ?? []);
    if (field === 'purposes')
      return (registers.data?.purposes ?? []).map(({ key, name }) => ({ value: key, label: name }));
    if (field === 'stewards')
      return (registers.data?.parties ?? []).map(({ name }) => ({ value: name, label: name }));
    return [];
  };
}
