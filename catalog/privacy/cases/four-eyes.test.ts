/** Where people log in, a rule can keep who puts an answer up from approving it. */
import { expect, it } from 'vitest';
import { addAccount } from '../../access/accounts.ts';
import { checkCheaply } from '../../access/password.ts';
import { setAccessRules } from '../../access/rules.ts';
import { PG, dataset, key } from '../../reports/fixtures.ts';
import { importFacts, openTemporaryCatalog } from '../../testing/temp-catalog.ts';
import { approveAnswer, decideRight, moveCase } from './act.ts';
import { openCase } from './open-case.ts';
import { recordOutcome, workOfCase } from './outcomes.ts';
import { startCollecting } from './work.ts';

it('is kept once people log in and the rule is set, and not before', async () => {
  checkCheaply();
  const catalog = await openTemporaryCatalog();
  const actor = 'ada';
  await importFacts(
    catalog.store,
    [
      { type: 'scope', scope: 'dbt:project/shop', mode: 'replace' },
      ...dataset(key(PG, 'd.s.people'), 'table', { email: 'user.contact.email' }),
    ],
    'one',
  );
  const reference = await openCase(catalog, actor, {
    receivedOn: '2026-03-05',
    jurisdiction: 'gdpr',
    place: 'IE',
    rights: ['access'],
    subject: 'customer',
  });
  await moveCase(catalog, { actor, reference, to: 'triage' });
  await moveCase(catalog, { actor, reference, to: 'scoping' });
  await startCollecting(catalog, { actor, reference });
  for (const { id, work } of workOfCase(catalog, reference))
    if (work === 'search')
      await recordOutcome(catalog, actor, { reference, work, stores: [id], outcome: 'none' });
  await moveCase(catalog, { actor, reference, to: 'reviewing' });
  await decideRight(catalog, { actor, reference, right: 'access', outcome: 'granted' });
  await moveCase(catalog, { actor, reference, to: 'approval' });

  await setAccessRules(catalog, actor, { fourEyes: true });
  await addAccount(catalog, actor, { name: 'ada', role: 'admin', password: 'a long enough password' });
  await expect(approveAnswer(catalog, { actor, reference })).rejects.toThrow('somebody else must');
  expect(await approveAnswer(catalog, { actor: 'grace', reference })).toMatchObject({ changed: 1 });
  await setAccessRules(catalog, actor, { fourEyes: false });
  expect(await approveAnswer(catalog, { actor, reference })).toMatchObject({ changed: 1 });
  await catalog.close();
});
