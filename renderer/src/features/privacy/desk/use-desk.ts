/** What the parts of the desk ask the engine, and changing a case, which answers the case as it stands. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CaseView, UnderLawView } from '../../../../../contract/index.ts';
import { orpc } from '../../../shared/api.ts';
import { told } from '../../../shared/language/told.ts';

/** Runs a change of a case and shows what it answers. */
export function useCaseChange(reference: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: () => Promise<CaseView>) => change(),
    onSuccess: (view) => {
      queries.setQueryData(orpc.desk.case.queryKey({ input: { reference } }), view);
      void queries.invalidateQueries({ queryKey: orpc.desk.key() });
    },
  });
}

/** Who the person is: goes out of the window's memory as soon as nothing shows it. */
export const personQuery = (reference: string) => ({
  ...orpc.desk.person.queryOptions({ input: { reference } }),
  gcTime: 0,
});

/** What is kept of the person, by names of files: goes out of the window's memory as soon as nothing shows it. */
export const recordsQuery = (reference: string) => ({
  ...orpc.desk.records.queryOptions({ input: { reference } }),
  gcTime: 0,
});

/** Says laws and places by their names. */
export function useLawNames(): (under: UnderLawView) => string {
  const laws = useQuery(orpc.privacy.jurisdictions.queryOptions());
  return ({ jurisdiction, place }) => {
    const law = laws.data?.find(({ key }) => key === jurisdiction);
    const name = law?.places.find(({ code }) => code === place)?.name;
    return `${told(law?.name) ?? jurisdiction}, ${told(name) ?? place}`;
  };
}
