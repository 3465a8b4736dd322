/**
 * A stand-in for the `aws` executable, answering from the same account as the stand-in for AWS itself:
 * it joins pages, prints errors and reduces answers as the AWS CLI does. Run as a program.
 */
import { writeFileSync } from 'node:fs';
import { SHOP } from './shop.ts';
import { Refusal } from './fake-aws.ts';

type Rec = Readonly<Record<string, unknown>>;

const [service = '', command = '', ...rest] = process.argv.slice(2);

function options(): Map<string, string> {
  const out = new Map<string, string>();
  for (const [at, word] of rest.entries()) {
    const next = rest[at + 1];
    if (word.startsWith('--'))
      out.set(word.slice(2), next === undefined || next.startsWith('--') ? '' : next);
  }
  return out;
}

const pascal = (text: string): string =>
  text.replaceAll(/(?:^|-)(\w)/g, (_, char: string) => char.toUpperCase()).replace('GetMl', 'GetML');

/** Operations whose pages the CLI leaves to the caller. */
const UNPAGED = new Set([
  'get-ml-transforms',
  'list-data-quality-rulesets',
  'list-data-quality-results',
  'list-permissions',
]);

function call(command: string, given: ReadonlyMap<string, string>): object {
  const input: Record<string, unknown> = {};
  for (const [key, value] of given) input[pascal(key)] = value;
  const operation = SHOP.answers[pascal(command)];
  const ask = (more: Rec): Rec => {
    const answer = operation?.({ ...input, ...more }) ?? {};
    if (answer instanceof Refusal) {
      process.stderr.write(
        `\nAn error occurred (${answer.code}) when calling the ${pascal(command)} operation: User: "arn:aws:iam::${SHOP.account}:user/reader" is not authorized\n`,
      );
      process.exit(254);
    }
    return answer as Rec;
  };
  if (command === 'get-table') {
    const { TableList } = call('get-tables', given) as { TableList: Rec[] };
    return { Table: TableList.find((table) => table['Name'] === given.get('name')) };
  }
  let answer = ask({});
  if (UNPAGED.has(command)) return answer;
  const [key, list] = Object.entries(answer).find(([, value]) => Array.isArray(value)) ?? [];
  const all = [...((list as unknown[] | undefined) ?? [])];
  while (typeof answer['NextToken'] === 'string' && key) {
    answer = ask({ NextToken: answer['NextToken'] });
    all.push(...(answer[key] as unknown[]));
  }
  return key ? { ...answer, [key]: all } : answer;
}

/** The few queries of the export scripts: `A.B[].[Name, C.D]`. */
function queried(value: unknown, query: string): string {
  const [path = '', members = ''] = query.split('.[');
  let found: unknown[] = [value];
  for (const step of path.split('.')) {
    const inner = found.map((one) => (one as Rec | undefined)?.[step.replace('[]', '')]);
    found = step.endsWith('[]') ? inner.flatMap((one) => (one ?? []) as unknown[]) : inner;
  }
  const rows = found.map((one) =>
    members
      .replace(']', '')
      .split(',')
      .map((member) => memberOf(one, member.trim())),
  );
  return rows.map((row) => `${row.join('\t')}\n`).join('');
}

function memberOf(value: unknown, path: string): string {
  if (path === '@') return String(value);
  const found = path.split('.').reduce<unknown>((one, key) => (one as Rec | undefined)?.[key], value);
  return typeof found === 'string' ? found : 'None';
}

function main(): void {
  const given = options();
  if (service === 's3') {
    const object = SHOP.objects[(rest[0] ?? '').replace('s3://', '')];
    if (object === undefined) process.exit(1);
    writeFileSync(rest[1] ?? '', object);
    return;
  }
  const answer =
    command === 'get-caller-identity'
      ? { UserId: 'AIDA', Account: SHOP.account, Arn: `arn:aws:iam::${SHOP.account}:user/reader` }
      : call(command, given);
  const query = given.get('query');
  process.stdout.write(query === undefined ? `${JSON.stringify(answer, null, 4)}\n` : queried(answer, query));
}

main();
