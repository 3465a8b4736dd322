/**
 * What each import told of one input, output or flow of a run, where several did: kept apart, so that one
 * of them can be taken back.
 */

/** Version, volumes and looks of an input or output, and the place in order of the events that told them. */
export interface IoState {
  readonly version: number | null;
  readonly rows: number | null;
  readonly bytes: number | null;
  readonly files: number | null;
  readonly figuresAt: string | null;
  readonly versionAt: string | null;
  /** Digest of how the dataset looked. */
  readonly seen: string | null;
  readonly seenAt: string | null;
}

export const NOTHING_TOLD: IoState = {
  version: null,
  rows: null,
  bytes: null,
  files: null,
  figuresAt: null,
  versionAt: null,
  seen: null,
  seenAt: null,
};

/**
 * What is known after something more was told. Volumes and version are facets: a later one replaces an
 * earlier one wholly. A source without times adds to what is known.
 */
export function tell(before: IoState, said: IoState): IoState {
  return {
    ...before,
    ...figuresAfter(before, said),
    ...versionAfter(before, said),
    ...seenAfter(before, said),
  };
}

function figuresAfter(before: IoState, said: IoState): Partial<IoState> {
  const { rows, bytes, files, figuresAt } = said;
  if (rows === null && bytes === null && files === null) return {};
  if (figuresAt !== null) {
    const later = before.figuresAt === null || before.figuresAt <= figuresAt;
    return later ? { rows, bytes, files, figuresAt } : {};
  }
  if (before.figuresAt !== null) return {};
  return { rows: rows ?? before.rows, bytes: bytes ?? before.bytes, files: files ?? before.files };
}

function versionAfter(before: IoState, { version, versionAt }: IoState): Partial<IoState> {
  if (version === null) return {};
  const later = before.versionAt === null || (versionAt !== null && before.versionAt <= versionAt);
  return later ? { version, versionAt: versionAt ?? before.versionAt } : {};
}

function seenAfter(before: IoState, { seen, seenAt }: IoState): Partial<IoState> {
  if (seen === null) return {};
  const later = before.seenAt === null || (seenAt !== null && before.seenAt <= seenAt);
  return later ? { seen, seenAt: seenAt ?? before.seenAt } : {};
}

type Packed = readonly [
  version: number | null,
  rows: number | null,
  bytes: number | null,
  files: number | null,
  figuresAt: string | null,
  versionAt: string | null,
  seen: string | null,
  seenAt: string | null,
];

/** The value of a row of `run_io_part`; {@link unpack} reads it. */
export function packIo(state: IoState): string {
  const { version, rows, bytes, files, figuresAt, versionAt, seen, seenAt } = state;
  const packed: Packed = [version, rows, bytes, files, figuresAt, versionAt, seen, seenAt];
  return JSON.stringify(packed);
}

/** `text`: the value of a row of `run_io_part`. */
export function unpack(text: string): IoState {
  const told = JSON.parse(text) as Partial<Packed>;
  const [version = null, rows = null, bytes = null, files = null, figuresAt = null, versionAt = null] = told;
  const [seen = null, seenAt = null] = told.slice(6) as (string | null)[];
  return { version, rows, bytes, files, figuresAt, versionAt, seen, seenAt };
}
