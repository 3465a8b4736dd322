/**
 * What a script was seen to read and write.
 */
import { redactText } from '../../redact.ts';
import type { Endpoints, Ref } from '../endpoints.ts';
import type { JobLineage, LineageEnd, LineageFlow, LineageProblem } from '../job-lineage.ts';
import { pairKey } from '../../../model/identity.ts';
import type { SqlAnalyses } from '../sql-analyses.ts';
import { ScriptColumns } from './columns.ts';
import { withoutHoles } from './tree.ts';
import type { Read } from './values.ts';

export interface SureRef {
  readonly ref: Ref;
  /** Of the texts that the name was made of. */
  readonly confidence: number;
}

/** Certainty of code that the script itself never calls. */
const NEVER_CALLED = 0.5;

export class Recorder {
  readonly endpoints: Endpoints;
  readonly columns: ScriptColumns;
  /** Set while functions run that nothing in the script calls. */
  uncalled = false;
  private readonly reads = new Map<string, Read>();
  private readonly outputs = new Map<string, LineageEnd>();
  private readonly flows = new Map<string, LineageFlow>();
  private readonly written = new Map<string, JobLineage['columns'][number]>();
  private readonly problems = new Map<string, LineageProblem>();

  constructor(endpoints: Endpoints, analyses: SqlAnalyses) {
    this.endpoints = endpoints;
    this.columns = new ScriptColumns(endpoints, analyses);
  }

  /** Notes a read; answers with the data. Without a known dataset it is a problem to report. */
  read(refs: readonly SureRef[], at: string, call: string): ReadonlySet<Read> {
    const out = new Set<Read>();
    for (const { endpoint, confidence } of this.resolved(refs, 'read', at, call)) {
      const key = `${pairKey(endpoint.dataset)}\u0000${at}`;
      const read = this.reads.get(key) ?? { endpoint, at, confidence };
      this.reads.set(key, read);
      out.add(read);
    }
    return out;
  }

  /** Notes that data is written. */
  write(refs: readonly SureRef[], from: ReadonlySet<Read>, at: string, call: string): void {
    for (const { endpoint: to, confidence } of this.resolved(refs, 'write', at, call)) {
      const target = pairKey(to.dataset);
      if (!this.outputs.has(target)) this.outputs.set(target, { endpoint: { ...to, confidence }, at });
      const columns = this.columns.of(from);
      if (columns && columns.known.size > 0)
        this.written.set(`${target} ${at}`, { to: { ...to, confidence }, at, columns });
      for (const read of from) {
        const key = `${pairKey(read.endpoint.dataset)}\u0001${target}`;
        const sure = Math.min(read.confidence, confidence);
        if ((this.flows.get(key)?.confidence ?? 0) < sure)
          this.flows.set(key, { from: read.endpoint, to, at, confidence: sure });
      }
    }
  }

  problem(direction: LineageProblem['direction'], at: string, call: string): void {
    const text = redactText(withoutHoles(call.slice(0, 400)))
      .replace(/\s+/g, ' ')
      .slice(0, 160);
    this.problems.set(`${direction} ${at}`, { direction, at, text });
  }

  lineage(doubts: readonly string[]): JobLineage {
    const inputs = [...this.reads.values()].map(({ endpoint, at, confidence }) => ({
      endpoint: { ...endpoint, confidence },
      at,
    }));
    return {
      method: 'script',
      inputs,
      outputs: [...this.outputs.values()],
      flows: [...this.flows.values()],
      columns: [...this.written.values()],
      problems: [...this.problems.values()],
      ...(doubts.length > 0 ? { doubts } : {}),
    };
  }

  private resolved(
    refs: readonly SureRef[],
    direction: 'read' | 'write',
    at: string,
    call: string,
  ): Resolved[] {
    if (refs.length === 0) this.problem(direction, at, call);
    const out: Resolved[] = [];
    for (const { ref, confidence } of refs) {
      const endpoint = this.endpoints.resolve(ref);
      const sure = confidence * (endpoint?.confidence ?? 0);
      if (endpoint) out.push({ endpoint, confidence: this.uncalled ? Math.min(sure, NEVER_CALLED) : sure });
      else this.problem(direction, at, call);
    }
    return out;
  }
}

interface Resolved {
  readonly endpoint: LineageEnd['endpoint'];
  readonly confidence: number;
}
