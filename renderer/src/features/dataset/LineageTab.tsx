import { Skeleton, Stack } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { ButtonLink } from '../browse/links.tsx';

const LineageCanvas = lazy(async () => ({ default: (await import('../lineage/LineageCanvas.tsx')).LineageCanvas }));

const HEIGHT = 520;

/** The dataset's neighbourhood, drawn in place; the lineage page has everything else. */
export function LineageTab({ id }: { id: number }) {
  return (
    <Stack gap="xs">
      <div>
        <ButtonLink to="/lineage" search={{ root: id }} size="compact-sm" variant="default">
          Open on the lineage page
        </ButtonLink>
      </div>
      <Suspense fallback={<Skeleton height={HEIGHT} aria-label="Loading lineage" />}>
        <LineageCanvas root={id} height={HEIGHT} />
      </Suspense>
    </Stack>
  );
}
