import { Skeleton, Stack } from '@mantine/core';

/** Stands in while a page is loaded. */
export function PageLoading() {
  return (
    <Stack p="md" role="status" aria-label="Loading the page">
      <Skeleton height={24} width={220} />
      <Skeleton height={120} />
      <Skeleton height={240} />
    </Stack>
  );
}
