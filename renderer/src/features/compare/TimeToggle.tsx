import { IconHistory } from '@tabler/icons-react';
import { useStore } from '../../shared/store.ts';
import { ToolButton } from '../lineage/toolbar/ToolButton.tsx';
import { timeBarOpen, toggleTimeBar } from './time-bar-store.ts';
import { say } from '../../shared/language/say.ts';

/** Shows and closes the time bar. */
export function TimeToggle() {
  const open = useStore(timeBarOpen);
  return (
    <ToolButton
      variant={open ? 'filled' : 'default'}
      aria-pressed={open}
      title={say('Look back: the lineage as it was (T)')}
      leftSection={<IconHistory size={14} aria-hidden="true" />}
      onClick={toggleTimeBar}
    >
      {say('Time')}
    </ToolButton>
  );
}
