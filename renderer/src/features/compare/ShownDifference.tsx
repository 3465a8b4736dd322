import { useQuery } from '@tanstack/react-query';
import type { CompareOf, Difference } from '../../../../contract/index.ts';
import { orpc } from '../../shared/api.ts';
import { ErrorState } from '../../shared/ErrorState.tsx';
import { Loading } from '../../shared/Loading.tsx';
import { DifferencePanel } from './DifferencePanel.tsx';
import { say } from '../../shared/language/say.ts';

interface Props {
  readonly of: CompareOf;
  /** Key of what is opened. */
  readonly item: string;
  /** As far as the list was read. */
  readonly items: readonly Difference[];
  readonly names: readonly [string, string];
}

/**
 * What is opened beside the list. The picture and an address may name what stands thousands of lines further down, or is
 * alike and not listed: that is asked for by itself.
 */
export function ShownDifference({ of, item, items, names }: Props) {
  const listed = items.find(({ key }) => key === item);
  const asked = useQuery({
    ...orpc.compare.entry.queryOptions({ input: { of, key: item } }),
    enabled: !listed,
  });
  const shown = listed ?? asked.data;
  if (shown) return <DifferencePanel key={item} of={shown} names={names} />;
  if (asked.error) return <ErrorState error={asked.error} onRetry={() => void asked.refetch()} />;
  return <Loading what={say('the difference')} bars={[200]} />;
}
