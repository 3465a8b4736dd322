import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { MutationResult } from '../../../../contract/index.ts';
import { client, orpc, shown } from '../../shared/api.ts';
import { explain } from '../../shared/errors.ts';
import { sayChange } from '../../shared/say-change.ts';
import { sayWithDeed } from '../../shared/say-with-deed.tsx';
import { say } from '../../shared/language/say.ts';
import { told } from '../../shared/language/told.ts';

async function undo(queryClient: QueryClient, revision: number): Promise<void> {
  try {
    const result = await client.stewardship.undo({ revision });
    sayChange(told(result.label));
    if (result.revision !== null) await shown(queryClient, result.revision);
  } catch (error) {
    const { title, cause } = explain(error);
    notifications.show({
      message: say('Not undone: {title}. {cause}', { title, cause }),
      color: 'red',
      autoClose: false,
    });
  }
}

function announce(queryClient: QueryClient, result: MutationResult): void {
  const { revision, label } = result;
  if (revision === null) {
    sayChange(say('Nothing had to change.'));
    return;
  }
  sayWithDeed(told(label), say('Undo'), () => void undo(queryClient, revision));
}

/**
 * The changes a steward makes. Each one says what was done, with a button to take it back, and is done once
 * the screens show it.
 */
export function useSteward() {
  const queryClient = useQueryClient();
  const onSuccess = async (result: MutationResult) => {
    announce(queryClient, result);
    if (result.revision !== null) await shown(queryClient, result.revision);
  };
  return {
    tag: useMutation(orpc.stewardship.tag.mutationOptions({ onSuccess })),
    setCritical: useMutation(orpc.questions.setCritical.mutationOptions({ onSuccess })),
    putProcessing: useMutation(orpc.processing.put.mutationOptions({ onSuccess })),
    appendProcessing: useMutation(orpc.processing.append.mutationOptions({ onSuccess })),
    removeProcessing: useMutation(orpc.processing.remove.mutationOptions({ onSuccess })),
    importProcessing: useMutation(orpc.processing.importFile.mutationOptions({ onSuccess })),
    own: useMutation(orpc.stewardship.own.mutationOptions({ onSuccess })),
    describe: useMutation(orpc.stewardship.describe.mutationOptions({ onSuccess })),
    decideInbox: useMutation(orpc.inbox.decide.mutationOptions({ onSuccess })),
    propagate: useMutation(orpc.propagation.apply.mutationOptions({ onSuccess })),
    decideDerived: useMutation(orpc.propagation.decide.mutationOptions({ onSuccess })),
    setPropagation: useMutation(orpc.propagation.setPolicy.mutationOptions({ onSuccess })),
    block: useMutation(orpc.propagation.block.mutationOptions({ onSuccess })),
    unblock: useMutation(orpc.propagation.unblock.mutationOptions({ onSuccess })),
    decideSample: useMutation(orpc.samples.decide.mutationOptions({ onSuccess })),
    decideJoins: useMutation(orpc.joins.decide.mutationOptions({ onSuccess })),
    merge: useMutation(orpc.joins.merge.mutationOptions({ onSuccess })),
    split: useMutation(orpc.joins.split.mutationOptions({ onSuccess })),
    choosePartitions: useMutation(orpc.joins.choosePartitions.mutationOptions({ onSuccess })),
    setPartitions: useMutation(orpc.joins.setPartitionSetting.mutationOptions({ onSuccess })),
    mapNamespaces: useMutation(orpc.joins.mapNamespaces.mutationOptions({ onSuccess })),
    review: useMutation(orpc.stewardship.review.mutationOptions({ onSuccess })),
    putEntries: useMutation(orpc.registers.put.mutationOptions({ onSuccess })),
    removeEntries: useMutation(orpc.registers.remove.mutationOptions({ onSuccess })),
    changeMembers: useMutation(orpc.registers.members.mutationOptions({ onSuccess })),
    importRegister: useMutation(orpc.registers.importCsv.mutationOptions({ onSuccess })),
    importPeople: useMutation(orpc.registers.importPeople.mutationOptions({ onSuccess })),
    addComment: useMutation(orpc.comments.add.mutationOptions({ onSuccess })),
    resolveComment: useMutation(orpc.comments.resolve.mutationOptions({ onSuccess })),
    editComment: useMutation(orpc.comments.edit.mutationOptions({ onSuccess })),
    saveRule: useMutation(orpc.stewardRules.save.mutationOptions({ onSuccess })),
    removeRule: useMutation(orpc.stewardRules.remove.mutationOptions({ onSuccess })),
    applyRules: useMutation(orpc.stewardRules.apply.mutationOptions({ onSuccess })),
    decideAlias: useMutation(orpc.stewardship.decideAlias.mutationOptions({ onSuccess })),
  };
}
