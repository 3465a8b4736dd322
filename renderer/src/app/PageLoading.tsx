import { Box } from '@mantine/core';
import { Loading } from '../shared/Loading.tsx';
import { say } from '../shared/language/say.ts';

/** Stands in while a page is loaded. */
export function PageLoading() {
  return (
    <Box p="md">
      <Loading what={say('the page')} bars={[{ height: 24, width: '220px' }, 120, 240]} />
    </Box>
  );
}
