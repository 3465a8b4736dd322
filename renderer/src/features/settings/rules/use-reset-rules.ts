import { useMutation } from '@tanstack/react-query';
import { orpc } from '../../../shared/api.ts';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';
import { sayChange } from '../../../shared/say-change.ts';
import { sayError } from '../../../shared/say-error.ts';
import { sayWithDeed } from '../../../shared/say-with-deed.tsx';

/** Takes import rules back to the shipped ones, own ones away; what was done is said, with a button to take it back. */
export function useResetRules() {
  const takeBack = useMutation(
    orpc.rules.takeBack.mutationOptions({
      onSuccess: ({ label }) => sayChange(told(label)),
      onError: sayError,
    }),
  );
  return useMutation(
    orpc.rules.reset.mutationOptions({
      onSuccess: ({ revision, label }) => {
        if (revision !== null) sayWithDeed(told(label), say('Undo'), () => takeBack.mutate({ revision }));
      },
    }),
  );
}
