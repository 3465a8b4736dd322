/** rules, comment: rules that state things, and what people say to one another. */
import { counted } from '../../catalog/counted.ts';
import type { RuleResult, TagValue } from '../../contract/index.ts';
import { UsageError, withCatalog, type ExitCode, type GlobalOptions } from '../face.ts';
import { print, printJson, printTable } from '../print.ts';
import { because, done, targetNamed } from './targets.ts';

interface RuleOptions extends GlobalOptions {
  readonly reason?: string;
  readonly dryRun?: boolean;
}

export async function rulesList(options: GlobalOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const rules = await client.stewardRules.list({});
    const { rules: states, failed } = await client.stewardRules.states();
    const items = rules.map((rule) => {
      const {
        matches = null,
        stated = 0,
        problem = null,
      } = states.find((one) => one.rule === rule.rule) ?? {};
      return { ...rule, matches, stated, problem };
    });
    if (json) printJson({ total: items.length, items, failed });
    else {
      printTable(
        ['rule', 'state', 'finds', 'stated', 'kind', 'name', 'selection', 'states'],
        items.map(({ rule, enabled, matches, stated, kind, name, selection, effect }) => [
          String(rule),
          enabled ? 'on' : 'off',
          matches === null ? '?' : String(matches),
          String(stated),
          kind,
          name,
          `${effect.on}s: ${selection}`,
          [
            ...effect.statements.map((one) => `${one.kind} ${one.key ? `${one.key}=` : ''}${one.value}`),
            ...effect.owners.map((one) => `owner ${one.name} (${one.role})`),
          ].join(', '),
        ]),
      );
      print('', counted(items.length, 'rule'));
      for (const { rule, name, problem } of items)
        if (problem !== null) print(`Rule ${rule}, ${name}, cannot be applied: ${problem}`);
      for (const { rule, message } of failed?.problems ?? [])
        if (rule === null) print(`Rules could not be applied at ${failed?.at}: ${message}`);
    }
    return 0;
  });
}

export interface RuleAddOptions extends RuleOptions {
  readonly kind: 'owner' | 'domain' | 'tag' | 'classify';
  readonly where: string;
  readonly columns?: boolean;
  readonly owner?: string[];
  readonly role: string;
  readonly state?: string[];
  readonly off?: boolean;
}

export async function rulesAdd(name: string, options: RuleAddOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const { parties } = await client.registers.all({});
    const result = await client.stewardRules.save({
      name,
      kind: options.kind,
      selection: options.where,
      effect: {
        on: options.columns ? 'column' : 'dataset',
        statements: (options.state ?? []).map(statementOf),
        owners: (options.owner ?? []).map((text) => {
          const known = parties.find(({ key, email }) => key === text || email === text);
          return { name: known?.name ?? text, email: known?.email ?? null, role: options.role };
        }),
      },
      enabled: options.off !== true,
      dryRun: options.dryRun ?? false,
      ...because(options),
    });
    return told(result, json, options.dryRun);
  });
}

/** `kind=value`, or `property:key=value` and `label:key=value`. */
function statementOf(text: string): TagValue {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(`A statement is kind=value, such as domain=finance; "${text}" is not.`);
  const [kind, key = ''] = text.slice(0, at).split(':', 2);
  return { kind: kind as TagValue['kind'], key, value: text.slice(at + 1) };
}

export async function rulesSwitch(rule: number, enabled: boolean, options: RuleOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const known = (await client.stewardRules.list({})).find((one) => one.rule === rule);
    if (!known) throw new UsageError(`There is no rule ${rule}.`);
    const { name, kind, selection, effect } = known;
    const dryRun = options.dryRun ?? false;
    const draft = { rule, name, kind, selection, effect, enabled, dryRun, ...because(options) };
    return told(await client.stewardRules.save(draft), json, options.dryRun);
  });
}

export async function rulesRemove(rule: number, options: RuleOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const dryRun = options.dryRun ?? false;
    return told(
      await client.stewardRules.remove({ rule, dryRun, ...because(options) }),
      json,
      options.dryRun,
    );
  });
}

export async function rulesApply(options: RuleOptions): Promise<ExitCode> {
  return withCatalog(options, false, async ({ client, json }) => {
    const dryRun = options.dryRun ?? false;
    return told(await client.stewardRules.apply({ dryRun, ...because(options) }), json, options.dryRun);
  });
}

/** 0 done, 1 some rules could not be applied. */
function told(result: RuleResult, json: boolean, dryRun: boolean | undefined): ExitCode {
  const { problems } = result;
  const code = problems.length > 0 ? 1 : 0;
  if (json) {
    printJson(result);
    return code;
  }
  const { matches, added, withdrawn, examples } = result.outcome;
  print(`${matches} found; ${added} to state, ${withdrawn} to withdraw.`);
  for (const { change, dataset, column, what } of examples)
    print(`  ${change === 'add' ? '+' : '-'} ${dataset}${column === null ? '' : `.${column}`}: ${what}`);
  if (added + withdrawn > examples.length) print(`  … and ${added + withdrawn - examples.length} more`);
  for (const { rule, name, message } of problems) print(`Rule ${rule}, ${name}, not applied: ${message}`);
  if (dryRun) print('Nothing was written.');
  else done(result, false);
  return code;
}

interface CommentOptions extends GlobalOptions {
  readonly column?: string;
  readonly answer?: number;
  readonly resolve?: number;
  readonly reopen?: number;
}

/** Without a text: what was said so far. */
export async function commentCommand(
  name: string,
  text: string | undefined,
  options: CommentOptions,
): Promise<ExitCode> {
  return withCatalog(options, false, async ({ catalog, client, json }) => {
    const number = options.resolve ?? options.reopen;
    if (number !== undefined)
      return done(await client.comments.resolve({ number, resolved: options.resolve !== undefined }), json);
    const target = targetNamed(catalog, name, options.column);
    if (text !== undefined) {
      const answer = options.answer === undefined ? {} : { answerTo: options.answer };
      return done(await client.comments.add({ target, text, ...answer }), json);
    }
    const items = await client.comments.list({ target });
    if (json) printJson({ total: items.length, items });
    else
      for (const { number: n, actor, at, column, text: said, answerTo, resolvedBy } of items)
        print(
          `${n}  ${actor}, ${at}${column === null ? '' : `, ${column}`}${answerTo === null ? '' : `, to ${answerTo}`}${resolvedBy === null ? '' : ` [settled by ${resolvedBy}]`}`,
          ...said.split('\n').map((line) => `   ${line}`),
        );
    return 0;
  });
}
