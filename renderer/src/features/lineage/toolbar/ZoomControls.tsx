import { ActionIcon } from '@mantine/core';
import { IconArrowsMaximize, IconMinus, IconPlus, IconZoomReset } from '@tabler/icons-react';
import { useExplorer } from '../explorer/explorer.ts';
import classes from './toolbar.module.css';
import { say } from '../../../shared/language/say.ts';

export function ZoomControls() {
  const { camera, view } = useExplorer();
  return (
    <ActionIcon.Group className={classes.zoom}>
      <ActionIcon
        variant="default"
        size={28}
        onClick={camera.zoomIn}
        aria-label={say('Zoom in')}
        title={say('Zoom in (.)')}
      >
        <IconPlus size={16} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={28}
        onClick={camera.zoomOut}
        aria-label={say('Zoom out')}
        title={say('Zoom out (,)')}
      >
        <IconMinus size={16} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={28}
        onClick={() => view && camera.fitAll(view.bounds)}
        aria-label={say('Fit the whole picture')}
        title={say('Fit (F)')}
      >
        <IconArrowsMaximize size={16} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={28}
        onClick={camera.actualSize}
        aria-label={say('Zoom to 100 %')}
        title="100 %"
      >
        <IconZoomReset size={16} aria-hidden="true" />
      </ActionIcon>
    </ActionIcon.Group>
  );
}
