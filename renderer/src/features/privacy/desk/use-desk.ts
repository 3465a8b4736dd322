/** Changing a case: the engine answers the case as it stands, which takes the place of what was shown. */
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

/** Says laws and places by their names. */
export function useLawNames(): (under: UnderLawView) => string {
  const laws = useQuery(orpc.privacy.jurisdictions.queryOptions());
  return ({ jurisdiction, place }) => {
    const law = laws.data?.find(({ key }) => key === jurisdiction);
    const name = law?.places.find(({ code }) => code === place)?.name;
    return `${told(law?.name) ?? jurisdiction}, ${told(name) ?? place}`;
  };
}
