/**
 * The scripts of an export, so that each finds its job.
 */
import type { Script } from './export.ts';
import { nameOfFile } from './file-names.ts';

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.gz$/i, '');
/** A script's name without folder and ending. */
export const stemOf = (path: string): string =>
  nameOfFile(baseOf(path).replace(/\.(?:py|scala|ipynb)$/i, ''));

/** Scripts by file name. */
export class ScriptShelf {
  private readonly scripts: readonly Script[];
  private readonly byStem: ReadonlyMap<string, readonly Script[]>;
  private readonly byBase: ReadonlyMap<string, readonly Script[]>;
  /** File names that several of the jobs' locations end in. */
  private readonly ambiguous: ReadonlySet<string>;
  private readonly used = new Set<Script>();

  constructor(scripts: readonly Script[], locations: readonly string[]) {
    this.scripts = scripts;
    this.byStem = Map.groupBy(scripts, (script) => stemOf(script.path));
    this.byBase = Map.groupBy(scripts, (script) => baseOf(script.path));
    const shared = [...Map.groupBy(new Set(locations), baseOf)].filter(([, places]) => places.length > 1);
    this.ambiguous = new Set(shared.map(([base]) => base));
  }

  /**
   * The script that is named like the job, else the one whose path shares most of its end with the job's
   * ScriptLocation. Where several jobs run a `main.py`, the folder has to agree as well.
   */
  take(job: string, location: string | undefined): Script | undefined {
    const named = nearest(this.byStem.get(job) ?? [], location ?? '');
    const placed = location === undefined ? null : nearest(this.byBase.get(baseOf(location)) ?? [], location);
    const isSure = placed !== null && (placed.common > 1 || !this.ambiguous.has(baseOf(location ?? '')));
    const best = named?.script ?? (isSure ? placed.script : undefined);
    if (best) this.used.add(best);
    return best;
  }

  left(): Script[] {
    return this.scripts.filter((script) => !this.used.has(script));
  }
}

interface Nearest {
  readonly script: Script;
  /** Segments at the end of the path that agree. */
  readonly common: number;
}

function nearest(scripts: readonly Script[], location: string): Nearest | null {
  const wanted = location.split('/').reverse();
  let best: Nearest | null = null;
  for (const script of scripts) {
    const own = script.path.split('/').reverse();
    const differs = own.findIndex((segment, at) => segment !== wanted[at]);
    const common = differs < 0 ? own.length : differs;
    if (!best || common > best.common) best = { script, common };
  }
  return best;
}
