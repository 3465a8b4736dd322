/** What a person is about to import: kept outside of the page, so that leaving it loses nothing. */
import type { ImportInput } from '../../../../contract/index.ts';
import { host, labelOf, type HeldSource } from '../../shared/host.ts';
import type { Picked, PickedFile } from '../../shared/picked-files.ts';
import { createStore, useStore } from '../../shared/store.ts';

interface ChosenSource {
  readonly key: number;
  readonly label: string;
  readonly bytes: number;
  /** Number of files, null where the host keeps a folder to itself. */
  readonly fileCount: number | null;
  /** Empty when the host holds the source already. */
  readonly files: readonly PickedFile[];
  /** What the host calls it; none until the host holds it. */
  readonly tokens: readonly string[];
}

interface Draft {
  readonly sources: readonly ChosenSource[];
  readonly kind: NonNullable<ImportInput['kind']>;
  readonly namespace: string;
  /** Derive column lineage from compiled SQL. */
  readonly columnLineage: boolean;
  /** Set when a choice was too large to be taken in full. */
  readonly leftOut: boolean;
}

const EMPTY: Draft = { sources: [], kind: 'auto', namespace: '', columnLineage: true, leftOut: false };
const draft = createStore<Draft>(EMPTY);
let lastKey = 0;

export const currentDraft = draft.get;
export const onDraft = draft.subscribe;

export function useDraft(): Draft {
  return useStore(draft);
}

export function changeDraft(part: Partial<Draft>): void {
  draft.set({ ...draft.get(), ...part });
}

export function clearDraft(): void {
  const { kind, namespace, columnLineage } = draft.get();
  draft.set({ ...EMPTY, kind, namespace, columnLineage });
}

/** Adds files that have yet to be handed to the host. */
export function addPicked({ files, leftOut }: Picked): void {
  const { sources } = draft.get();
  if (leftOut) changeDraft({ leftOut });
  if (files.length === 0) return;
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  const source = {
    key: (lastKey += 1),
    label: labelOf(files),
    bytes,
    fileCount: files.length,
    files,
    tokens: [],
  };
  changeDraft({ sources: [...sources, source] });
}

/** Adds what the host holds already. */
export function addHeld(held: readonly HeldSource[]): void {
  const added = held.map(({ token, label, bytes }) => ({
    key: (lastKey += 1),
    label,
    bytes,
    fileCount: null,
    files: [],
    tokens: [token],
  }));
  changeDraft({ sources: [...draft.get().sources, ...added] });
}

export function removeSource(key: number): void {
  changeDraft({ sources: draft.get().sources.filter((source) => source.key !== key) });
}

/** Forgets the tokens of sources that can be handed over again, because the host no longer knows them. */
export function forgetTokens(): void {
  changeDraft({
    sources: draft
      .get()
      .sources.map((source) => (source.files.length > 0 ? { ...source, tokens: [] } : source)),
  });
}

/**
 * Hands every chosen source to the host that it does not hold yet.
 * @throws UploadError, or the signal's reason
 */
export async function holdAll(
  signal: AbortSignal,
  onProgress: (sent: number, total: number) => void,
): Promise<string[]> {
  const waiting = draft.get().sources.filter(({ tokens }) => tokens.length === 0);
  const total = waiting.reduce((sum, { bytes }) => sum + bytes, 0);
  let before = 0;
  for (const { key, files, bytes } of waiting) {
    const held = await host.hold(files, { signal, onProgress: (sent) => onProgress(before + sent, total) });
    before += bytes;
    const tokens = held.map(({ token }) => token);
    changeDraft({
      sources: draft.get().sources.map((source) => (source.key === key ? { ...source, tokens } : source)),
    });
  }
  return draft.get().sources.flatMap(({ tokens }) => tokens);
}
