import { ORPCError } from '@orpc/client';
import { describe, expect, it, vi } from 'vitest';
import { AskingLink, reasonQuestions } from './ask-reason.ts';

const needed = () => new ORPCError('REASON_NEEDED', { message: 'Lowering needs a reason.' });

/** Refuses what has no reason. */
function strict() {
  const calls: unknown[] = [];
  const call = (path: readonly string[], input: unknown) => {
    calls.push([path.join('.'), input]);
    const { reason } = input as { reason?: string };
    return reason ? Promise.resolve(`because ${reason}`) : Promise.reject(needed());
  };
  return { calls, call };
}

describe('a change that needs a reason', () => {
  it('is made again with what the person says', async () => {
    const link = strict();
    const answer = new AskingLink(link).call(['stewardship', 'tag'], { targets: [1] }, { context: {} });
    await expect.poll(() => reasonQuestions.get()).toHaveLength(1);
    expect(reasonQuestions.get()[0]!.message).toBe('Lowering needs a reason.');
    reasonQuestions.get()[0]!.answer('published');
    expect(await answer).toBe('because published');
    expect(reasonQuestions.get()).toHaveLength(0);
    expect(link.calls).toEqual([
      ['stewardship.tag', { targets: [1] }],
      ['stewardship.tag', { targets: [1], reason: 'published' }],
    ]);
  });

  it('is not made where none is given, and says so', async () => {
    const link = strict();
    const asking = new AskingLink(link, () => Promise.resolve(null));
    await expect(asking.call(['x'], {}, { context: {} })).rejects.toMatchObject({ code: 'REASON_NEEDED' });
    expect(link.calls).toHaveLength(1);
  });

  it('is told from any other trouble, of which nobody is asked', async () => {
    const ask = vi.fn<(message: string) => Promise<string>>(() => Promise.resolve('x'));
    const link = { call: () => Promise.reject(new ORPCError('CONFLICT')) };
    await expect(new AskingLink(link, ask).call(['x'], {}, { context: {} })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    expect(ask).not.toHaveBeenCalled();
  });
});
