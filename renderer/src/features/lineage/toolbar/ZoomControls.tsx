import { ActionIcon } from '@mantine/core';
import { IconArrowsMaximize, IconMinus, IconPlus, IconZoomReset } from '@tabler/icons-react';
import { useExplorer } from '../explorer/explorer.ts';
import classes from './toolbar.module.css';

export function ZoomControls() {
  const { camera, view } = useExplorer();
  return (
    <ActionIcon.Group className={classes.zoom}>
      <ActionIcon
        variant="default"
        size={28}
        onClick={camera.zoomIn}
        aria-label="Zoom in"
        title="Zoom in (.)"
      >
        <IconPlus size={16} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={28}
        onClick={camera.zoomOut}
        aria-label="Zoom out"
        title="Zoom out (,)"
      >
        <IconMinus size={16} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={28}
        onClick={() => view && camera.fitAll(view.bounds)}
        aria-label="Fit the whole picture"
        title="Fit (F)"
      >
        <IconArrowsMaximize size={16} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={28}
        onClick={camera.actualSize}
        aria-label="Zoom to 100 %"
        title="100 %"
      >
        <IconZoomReset size={16} aria-hidden="true" />
      </ActionIcon>
    </ActionIcon.Group>
  );
}
