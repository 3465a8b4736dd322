import { ActionIcon, Modal, Text, VisuallyHidden } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { step, type PendingCells } from './model/pending.ts';
import classes from './grid.module.css';
import { say, sayIn } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

interface Props {
  opened: boolean;
  cells: PendingCells;
  onClose: () => void;
}

const SHOWN = 500;

/** What would be saved, cell by cell: before and after. */
export function ReviewPending({ opened, cells, onClose }: Props) {
  const list = [...cells].sort(([, a], [, b]) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={say('Changes to save')}
      size="60rem"
      classNames={{ body: classes.review }}
    >
      <table className={classes.changes}>
        <thead>
          <tr>
            <th scope="col">{sayIn('which row', 'Of')}</th>
            <th scope="col">{say('Column')}</th>
            <th scope="col">{say('Before')}</th>
            <th scope="col">{say('After')}</th>
            <th scope="col">
              <VisuallyHidden>{say('Leave as it was')}</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {list.slice(0, SHOWN).map(([key, { name, label, base, text, problem, now }]) => (
            <tr key={key}>
              <td>{name}</td>
              <td>{label}</td>
              <td className={classes.before}>{base === '' ? say('(empty)') : base}</td>
              <td>
                {text === '' ? say('(empty)') : text}
                {problem !== undefined && (
                  <Text size="xs" c="red">
                    {told(problem)}
                  </Text>
                )}
                {now !== undefined && (
                  <Text size="xs" c="red">
                    {now === ''
                      ? say('Changed meanwhile to (empty)')
                      : say('Changed meanwhile to "{text}"', { text: now })}
                  </Text>
                )}
              </td>
              <td>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={24}
                  aria-label={say('Leave {label} of {name} as it was', { label, name })}
                  onClick={() => step(new Map([...cells].filter(([other]) => other !== key)))}
                >
                  <IconX size={14} aria-hidden />
                </ActionIcon>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {list.length > SHOWN && (
        <Text size="sm" c="dimmed" mt="sm">
          {say('{shown} of {total} changes are listed.', { shown: SHOWN, total: list.length })}
        </Text>
      )}
    </Modal>
  );
}
