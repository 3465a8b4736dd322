/**
 * The annotations that Glue writes above the calls of a generated script (`## @type: DataSource`). They
 * are comments, often stale, so they count only where the code itself says nothing.
 */
import { uniqueEndpoints, type Endpoint, type Endpoints, type Ref } from './endpoints.ts';
import type { JobLineage, LineageEnd, LineageFlow, LineageProblem } from './job-lineage.ts';
import { parseLiteral } from './literals.ts';
import { argumentRefs } from './options-ref.ts';

/** An annotation is a claim about code that is not there to confirm it. */
const CLAIMED = 0.5;

interface Annotation {
  readonly type: string;
  readonly at: string;
  readonly args: string;
  readonly returns: string;
  readonly inputs: readonly string[];
}

export function annotationLineage(script: string, endpoints: Endpoints): JobLineage {
  const problems: LineageProblem[] = [];
  const data = new Map<string, readonly Endpoint[]>();
  const inputs: LineageEnd[] = [];
  const outputs: LineageEnd[] = [];
  const flows: LineageFlow[] = [];
  for (const one of annotations(script)) {
    const before = one.inputs.flatMap((name) => data.get(name) ?? []);
    if (one.type !== 'DataSource' && one.type !== 'DataSink') {
      data.set(one.returns, uniqueEndpoints(before));
      continue;
    }
    const found = refsOf(one.args)
      .map((ref) => endpoints.resolve(ref))
      .filter((endpoint) => endpoint !== null);
    const isSource = one.type === 'DataSource';
    if (found.length === 0)
      problems.push({ direction: isSource ? 'read' : 'write', at: one.at, text: `annotation ${one.type}` });
    for (const endpoint of found) {
      const claimed = { ...endpoint, confidence: CLAIMED * endpoint.confidence };
      (isSource ? inputs : outputs).push({ endpoint: claimed, at: one.at });
      if (isSource) continue;
      for (const from of uniqueEndpoints(before))
        flows.push({
          from,
          to: endpoint,
          at: one.at,
          confidence: CLAIMED * from.confidence * endpoint.confidence,
        });
    }
    data.set(one.returns, isSource ? found : before);
  }
  return { method: 'annotations', inputs, outputs, flows, columns: [], problems };
}

/** Blocks of annotations in the order of the script. */
function annotations(script: string): Annotation[] {
  const out: Annotation[] = [];
  let block = new Map<string, string>();
  let at = '';
  const close = (): void => {
    const type = block.get('type');
    if (type)
      out.push({
        type: type.trim(),
        at,
        args: block.get('args') ?? '',
        returns: (block.get('return') ?? '').trim(),
        // `[frame = datasource0, other = x]`: names that were returned before.
        inputs: [...(block.get('inputs') ?? '').matchAll(/=\s{0,8}([\w.]{1,200})/g)].map(
          (match) => match[1] ?? '',
        ),
      });
    block = new Map();
  };
  for (const [index, line] of script.split('\n', 200_000).entries()) {
    const match = /^\s{0,200}##\s{0,8}@(type|args|return|inputs):(.{0,4000})/.exec(line);
    if (!match) {
      close();
      continue;
    }
    if (match[1] === 'type') {
      close();
      at = `line ${index + 1}`;
    }
    block.set(match[1] ?? '', match[2] ?? '');
  }
  close();
  return out;
}

/** `[database = "sales", table_name = "orders", transformation_ctx = "x"]`, values as in Python. */
function refsOf(args: string): Ref[] {
  const text = (key: string): string | undefined =>
    new RegExp(`\\b${key}\\s{0,8}=\\s{0,8}["']([^"']{1,1000})["']`).exec(args)?.[1];
  const settings = /\b(?:connection_)?options\s{0,8}=\s{0,8}(\{.{0,3000}\})/.exec(args)?.[1];
  return argumentRefs(text, settings === undefined ? undefined : parseLiteral(settings));
}
