import { Stack } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { DatasetDetail } from '../../../../contract/index.ts';
import { ColumnLineageNote } from './ColumnLineageNote.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { say } from '../../shared/language/say.ts';

const LineageCanvas = lazy(async () => ({
  default: (await import('../lineage/LineageCanvas.tsx')).LineageCanvas,
}));

const HEIGHT = 520;

/** The dataset's neighbourhood, drawn in place; the lineage page has everything else. */
export function LineageTab({ dataset }: { dataset: DatasetDetail }) {
  return (
    <Stack gap="sm">
      <ColumnLineageNote statuses={dataset.columnLineage} />
      <Suspense fallback={<Loading what={say('lineage')} bars={[HEIGHT]} />}>
        <LineageCanvas root={dataset.id} height={HEIGHT} />
      </Suspense>
    </Stack>
  );
}
