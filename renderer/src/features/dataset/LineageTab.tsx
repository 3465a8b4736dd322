import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';

const LineageCanvas = lazy(async () => ({
  default: (await import('../lineage/LineageCanvas.tsx')).LineageCanvas,
}));

const HEIGHT = 520;

/** The dataset's neighbourhood, drawn in place; the lineage page has everything else. */
export function LineageTab({ id }: { id: number }) {
  return (
    <Suspense fallback={<Skeleton height={HEIGHT} aria-label="Loading lineage" />}>
      <LineageCanvas root={id} height={HEIGHT} />
    </Suspense>
  );
}
