/**
 * Everything that people can do and take back, as arbitraries for tests: an action of a new kind is one entry more.
 * What an action is about is chosen when it is done, from what there is then.
 */
import { answerQuestion } from '../../privacy/ai/answers.ts';
import { openBreach, setBreachFields } from '../../privacy/breach/edit.ts';
import { breachesAt } from '../../privacy/breach/read.ts';
import fc from 'fast-check';
import { suggestedJoins } from '../../browse/suggested-joins.ts';
import { decide, wholeInbox } from '../../inbox/inbox.ts';
import type { Catalog } from '../../catalog.ts';
import { decideSample } from '../../privacy/classify/values/for-dataset.ts';
import { applyPropagation } from '../../privacy/propagate/apply.ts';
import { block, decideDerived, setPolicy, unblock } from '../../privacy/propagate/decide.ts';
import { editPrivacyData } from '../../privacy/edits.ts';
import { listTags } from '../../privacy/propagate/list.ts';
import { addComment, editComment, resolveComment } from '../comments.ts';
import type { Target } from '../change.ts';
import { decideAlias } from '../decide-alias.ts';
import { describe } from '../describe.ts';
import { decideJoins, mergeIdentities, splitIdentity } from '../joins.ts';
import { mapNamespaces } from '../namespaces.ts';
import { own } from '../own.ts';
import { choosePartitions } from '../partitions.ts';
import { importPeople } from '../people/import-people.ts';
import { changeMembers } from '../people/members.ts';
import { putEntries, removeEntries } from '../registers/write.ts';
import { review } from '../review/review.ts';
import { applyRules } from '../rules/apply.ts';
import { rulesOf } from '../rules/read.ts';
import { removeRule, saveRule } from '../rules/save.ts';
import { editSheet } from '../sheet/edit-sheet.ts';
import type { TagValue } from '../statement-kinds.ts';
import { tag } from '../tag.ts';

export type Action = (catalog: Catalog) => Promise<unknown>;

const ACTOR = 'ann';
const reason = 'as it is';
const said = (kind: TagValue['kind'], value: string, key = ''): TagValue => ({ kind, key, value });

/** One of what there is now; nothing where there is none. */
function idIn(catalog: Catalog, sql: string, at: number): number | undefined {
  const ids = catalog.store.reader.prepare<[], number>(sql).pluck().all();
  return ids[at % Math.max(1, ids.length)];
}
const TABLE_IDS = `SELECT id FROM dataset WHERE namespace LIKE 'pg:%' ORDER BY id`;
const COLUMN_IDS = `SELECT c.id FROM "column" c JOIN dataset d ON d.id = c.dataset_id WHERE d.namespace LIKE 'pg:%' ORDER BY c.id`;

type Place = readonly [on: Target['on'], at: number];
const place = fc.tuple(fc.constantFrom('dataset' as const, 'column' as const), fc.nat(17));
const targetOf = (catalog: Catalog, [on, at]: Place): Target => ({
  on,
  id: idIn(catalog, on === 'dataset' ? TABLE_IDS : COLUMN_IDS, at)!,
});

const statement = fc.constantFrom(
  said('sensitivity', 'internal'),
  said('sensitivity', 'restricted'),
  said('sensitivity', 'confidential'),
  said('category', 'user.contact.email'),
  said('category', 'user.name'),
  said('label', 'gold'),
  said('label', 'yes', 'pii'),
  said('criticality', 'high'),
  said('criticality', 'critical'),
  said('certification', 'certified'),
  said('certification', 'deprecated'),
  said('domain', 'finance'),
  said('domain', 'sales'),
  said('term', 'order'),
  said('purpose', 'billing'),
  said('legal-basis', 'art6-1-b'),
  said('retention', 'P3Y'),
  said('retention', 'P10Y'),
  said('subject', 'customer'),
  said('origin', 'provided'),
  said('property', '1', 'cost'),
  said('property', '2', 'cost'),
);
const name = fc.constantFrom('Finance', 'Sales');
const number = fc.nat(20);
const nothing = () => Promise.resolve();

/** By what it does. Each does something at least once in a while, and refuses in words what cannot be done. */
export const STEWARD_ACTIONS: Readonly<Record<string, fc.Arbitrary<Action>>> = {
  'states and takes away': fc
    .tuple(fc.array(place, { minLength: 1, maxLength: 3 }), statement, fc.boolean())
    .map(([places, one, add]): Action => {
      const words = { add: add ? [one] : [], remove: add ? [] : [one], reason };
      return (catalog) =>
        tag(catalog, ACTOR, { targets: places.map((at) => targetOf(catalog, at)), ...words });
    }),
  'owns and takes away': fc
    .tuple(place, fc.boolean(), fc.constantFrom('A', 'B'))
    .map(([at, add, who]): Action => {
      const owner = [{ name: who, email: null, role: 'steward' }];
      const words = { add: add ? owner : [], remove: add ? [] : owner };
      return (catalog) => own(catalog, ACTOR, { targets: [targetOf(catalog, at)], ...words });
    }),
  describes: fc.tuple(place, fc.constantFrom('', 'x', 'y')).map(
    ([at, text]): Action =>
      (catalog) =>
        describe(catalog, ACTOR, { target: targetOf(catalog, at), text }),
  ),
  'edits cells': fc
    .tuple(
      fc.array(place, { minLength: 1, maxLength: 3 }),
      fc.constantFrom(
        'sensitivity',
        'labels',
        'steward',
        'description',
        'domain',
        'property:cost',
        'reviewed',
      ),
      fc.constantFrom('', 'internal', 'gold; raw', 'x', 'finance', 'yes'),
    )
    .map(([places, header, text]): Action => {
      return (catalog) =>
        editSheet(
          catalog,
          ACTOR,
          places.map((at) => ({ target: targetOf(catalog, at), header, text, base: '' })),
          { force: true, reason },
        );
    }),
  'writes letters': fc.constantFrom('Dear {{name}}', 'Hello', null).map(
    (value): Action =>
      (catalog) =>
        editPrivacyData(catalog, ACTOR, { kind: 'letter', key: 'en/acknowledgement', value, reason }),
  ),
  reviews: fc.tuple(place, fc.boolean()).map(
    ([at, reviewed]): Action =>
      (catalog) =>
        review(catalog, ACTOR, { targets: [targetOf(catalog, at)], reviewed }),
  ),
  'puts domains': fc.tuple(name, fc.constantFrom(null, 'finance'), fc.constantFrom('a', 'b')).map(
    ([one, parent, description]): Action =>
      (catalog) =>
        putEntries(catalog, ACTOR, 'domain', [{ name: one, parent, description }]),
  ),
  'puts terms': fc.tuple(fc.constantFrom('Order', 'Lead'), fc.constantFrom('x', 'y')).map(
    ([one, definition]): Action =>
      (catalog) =>
        putEntries(catalog, ACTOR, 'term', [{ name: one, definition }]),
  ),
  'puts purposes': fc.constantFrom('P1Y', 'P2Y').map(
    (retention): Action =>
      (catalog) =>
        putEntries(catalog, ACTOR, 'purpose', [{ name: 'Billing', legalBasis: 'contract', retention }]),
  ),
  'puts activities': fc.tuple(fc.constantFrom('Pay', 'Mail'), fc.constantFrom('billing', 'ads')).map(
    ([one, purpose]): Action =>
      (catalog) =>
        putEntries(catalog, ACTOR, 'activity', [{ name: one, purposes: [purpose] }]),
  ),
  'puts assessments': fc.tuple(fc.constantFrom('pay', 'mail'), fc.constantFrom('yes', 'no')).map(
    ([key, answer]): Action =>
      (catalog) =>
        putEntries(catalog, ACTOR, 'assessment', [{ key, name: key, answers: [`wp248-1 | ${answer}`] }]),
  ),
  'removes entries': fc
    .constantFrom(
      ['domain', 'finance'],
      ['domain', 'sales'],
      ['term', 'order'],
      ['purpose', 'billing'],
      ['party', 'a@x.org'],
      ['party', 't1'],
      ['activity', 'pay'],
      ['assessment', 'pay'],
    )
    .map(
      ([register, entry]): Action =>
        (catalog) =>
          removeEntries(catalog, ACTOR, register, [entry]),
    ),
  'imports people': fc.constantFrom('a@x.org,T1', 'b@x.org,T1', 'a@x.org,T2').map(
    (line): Action =>
      (catalog) =>
        importPeople(catalog, ACTOR, `name,email,team\nN,${line}\n`),
  ),
  'changes members': fc.tuple(fc.constantFrom('a@x.org', 'b@x.org'), fc.boolean()).map(
    ([who, add]): Action =>
      (catalog) =>
        changeMembers(catalog, ACTOR, { team: 't1', add: add ? [who] : [], remove: add ? [] : [who] }),
  ),
  'saves rules': fc
    .tuple(name, fc.boolean(), fc.constantFrom('owner', 'tag', 'classify'))
    .map(([one, enabled, kind]): Action => (catalog) => {
      const old = rulesOf(catalog.store.reader).find((rule) => rule.name === `${one} ${kind}`);
      const statements = {
        owner: [],
        tag: [said('label', one)],
        classify: [said('sensitivity', 'restricted')],
      };
      const owners = kind === 'owner' ? [{ name: one, email: null, role: 'steward' }] : [];
      const draft = {
        ...(old ? { rule: old.rule } : {}),
        ...{
          name: `${one} ${kind}`,
          kind,
          selection: `name:${one.toLowerCase()}.*`,
          enabled,
        },
        effect: {
          on: kind === 'classify' ? ('column' as const) : ('dataset' as const),
          statements: statements[kind],
          owners,
        },
      };
      return saveRule(catalog, ACTOR, draft, { reason });
    }),
  'removes rules': number.map((at): Action => (catalog) => {
    const rules = rulesOf(catalog.store.reader);
    const rule = rules[at % Math.max(1, rules.length)];
    return rule ? removeRule(catalog, ACTOR, rule.rule, { reason }) : nothing();
  }),
  /** What a rule of the second level may ask for changes between its making and its being applied. */
  'applies rules': place.map(([, at]): Action => async (catalog) => {
    const effect = { on: 'column' as const, statements: [said('sensitivity', 'restricted')], owners: [] };
    const selection = 'category:user.contact';
    const draft = { name: 'Contact', kind: 'classify' as const, selection, effect, enabled: true };
    if (!rulesOf(catalog.store.reader).some((rule) => rule.selection === selection))
      await saveRule(catalog, ACTOR, draft);
    const targets = [targetOf(catalog, ['column', at])];
    const email = [said('category', 'user.contact.email')];
    await tag(catalog, ACTOR, { targets, add: email, remove: [] });
    return applyRules(catalog, ACTOR);
  }),
  comments: place.map(
    (at): Action =>
      (catalog) =>
        addComment(catalog, ACTOR, { target: targetOf(catalog, at), text: 'Hm' }),
  ),
  'settles comments': fc.tuple(fc.integer({ min: 1, max: 3 }), fc.boolean()).map(
    ([which, resolved]): Action =>
      (catalog) =>
        resolveComment(catalog, ACTOR, which, resolved),
  ),
  'edits comments': fc.tuple(fc.integer({ min: 1, max: 3 }), fc.option(fc.constantFrom('a', 'b'))).map(
    ([which, text]): Action =>
      (catalog) =>
        editComment(catalog, ACTOR, which, text),
  ),
  'decides on pairs': fc
    .tuple(number, number, fc.constantFrom('same' as const, 'apart' as const))
    .map(([a, b, decision]): Action => (catalog) => {
      const pairs = [{ a: idIn(catalog, TABLE_IDS, a)!, b: idIn(catalog, TABLE_IDS, b)! }];
      return pairs[0]!.a === pairs[0]!.b
        ? nothing()
        : decideJoins(catalog, ACTOR, { space: 'dataset', decision, pairs });
    }),
  merges: fc.tuple(number, number).map(
    ([a, b]): Action =>
      (catalog) =>
        mergeIdentities(catalog, ACTOR, {
          space: 'dataset',
          ids: [idIn(catalog, TABLE_IDS, a)!, idIn(catalog, TABLE_IDS, b)!],
        }),
  ),
  splits: number.map(
    (at): Action =>
      (catalog) =>
        splitIdentity(catalog, ACTOR, { space: 'dataset', id: idIn(catalog, TABLE_IDS, at)! }),
  ),
  'decides on names of sources': fc
    .tuple(number, fc.constantFrom('join' as const, 'reject' as const))
    .map(([at, decision]): Action => (catalog) => {
      const aliasId = idIn(catalog, 'SELECT id FROM alias ORDER BY id', at);
      return aliasId === undefined ? nothing() : decideAlias(catalog, ACTOR, { aliasId, decision });
    }),
  'maps namespaces': fc.constantFrom('pg://copy', null).map(
    (target): Action =>
      (catalog) =>
        mapNamespaces(catalog, ACTOR, {
          words: [{ space: 'dataset', match: 'exact', pattern: 'pg://db', target, label: target && 'Main' }],
        }),
  ),
  'chooses partitions': fc
    .constantFrom('collapse' as const, 'apart' as const)
    .map((choice): Action => (catalog) => {
      const id = idIn(catalog, 'SELECT id FROM partition_set ORDER BY id', 0);
      return id === undefined ? nothing() : choosePartitions(catalog, ACTOR, { setIds: [id], choice });
    }),
  'applies what lineage carries': fc.constant<Action>((catalog) =>
    applyPropagation(catalog, ACTOR, { only: [] }),
  ),
  'decides on what lineage carries': fc
    .tuple(number, fc.constantFrom('accept' as const, 'refuse' as const))
    .map(([at, decision]): Action => (catalog) => {
      const arrived = (['new', 'carried', 'review'] as const)
        .flatMap((show) => listTags(catalog, { show, offset: 0, limit: 100 }).items)
        .flatMap(({ tag: one, place: { column } }) => (column ? [{ tag: one, id: column.id }] : []));
      const item = arrived[at % Math.max(1, arrived.length)];
      if (!item) return nothing();
      const items = [{ target: { on: 'column' as const, id: item.id }, tag: item.tag }];
      return decideDerived(catalog, ACTOR, { items, decision, reason });
    }),
  'says what lineage carries': fc.constantFrom(true, false, null).map(
    (carries): Action =>
      (catalog) =>
        setPolicy(catalog, ACTOR, { rules: [{ kind: 'category', key: null, value: null, carries }] }),
  ),
  'blocks and lifts': fc.tuple(number, fc.boolean()).map(([at, lift]): Action => (catalog) => {
    const id = idIn(catalog, 'SELECT id FROM propagation_block WHERE until_revision IS NULL', at);
    if (lift) return id === undefined ? nothing() : unblock(catalog, ACTOR, { ids: [id] });
    const from = targetOf(catalog, ['column', at]);
    return block(catalog, ACTOR, { block: { from, to: null, kind: null, key: null, value: null } });
  }),
  'decides in the inbox': fc
    .tuple(number, fc.constantFrom('confirm' as const, 'refuse' as const))
    .map(([at, decision]): Action => async (catalog) => {
      const { groups } = await wholeInbox(catalog);
      const keys = groups.map((group) => group.key);
      const chosen = keys[at % Math.max(1, keys.length)];
      return chosen === undefined
        ? null
        : decide(catalog, ACTOR, { chosen: [{ key: chosen }], decision, reason });
    }),
  'opens and edits breaches': fc
    .tuple(number, fc.constantFrom('a', 'b', null))
    .map(([at, measures]): Action => async (catalog) => {
      const [one] = breachesAt(catalog.store.reader, null);
      if (one) {
        return setBreachFields(catalog, ACTOR, { reference: one.reference, fields: { measures } });
      }
      const id = idIn(catalog, TABLE_IDS, at)!;
      return openBreach(catalog, ACTOR, {
        ...{ awareAt: '2026-03-05T17:30:00Z', zone: 'UTC', kinds: ['integrity'] },
        ...{ jurisdiction: 'gdpr', place: 'IE' },
        start: { kind: 'dataset', name: '', parts: [{ on: 'dataset', id }] },
      });
    }),
  'answers documentation': fc
    .tuple(number, fc.constantFrom('stated' as const, 'not-applicable' as const, null))
    .map(
      ([at, state]): Action =>
        (catalog) =>
          answerQuestion(catalog, ACTOR, {
            ...{ datasetId: idIn(catalog, TABLE_IDS, at)!, question: 'design-choices' },
            ...{ state, text: 'So', reason },
          }),
    ),
  'decides on samples': fc.tuple(number, fc.boolean()).map(([at, yes]): Action => (catalog) => {
    const one = {
      columnId: idIn(catalog, COLUMN_IDS, at)!,
      category: 'user.name',
      sensitivity: 'confidential' as const,
      evidence: ['90 % of 40 different values are names'],
    };
    return decideSample(catalog, ACTOR, {
      ...{ file: 's.csv', confirm: yes ? [one] : [], refuse: yes ? [] : [one], reason },
    });
  }),
};

/** Whether anything at all is suggested to be joined; the estate of a test must have it. */
export const hasSuggestions = (catalog: Catalog): boolean => suggestedJoins(catalog).length > 0;
