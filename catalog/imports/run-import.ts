/**
 * An import from beginning to end: discover, recognise, read, write, settle, derive, index, enter in
 * the ledger; one transaction, all or nothing. A rehearsal does the same and rolls back.
 */
import type { Database } from 'better-sqlite3';
import { appendEntry, nextRevision } from '../ledger/append.ts';
import type {
  FoundProject,
  ImportContext,
  Importer,
  ImporterKind,
  RecognisedFile,
} from '../importers/importer.ts';
import type { Json } from '../model/facts.ts';
import { keepPages, keepWholeIfSmall } from '../store/pages.ts';
import type { Store } from '../store/store.ts';
import { applyFacts } from '../store/writer/apply-facts.ts';
import { derive, index, settle } from '../store/writer/finish.ts';
import type { LikelyRename } from '../store/writer/renames.ts';
import { suggestRenames } from '../store/writer/suggest-renames.ts';
import { WriterSession } from '../store/writer/session.ts';
import { Sql } from '../store/writer/sql.ts';
import type { FileRow } from '../store/writer/statements.ts';
import { breathe, inBreaths, Pace } from '../breathe.ts';
import { collectDerived, collectStated } from './difference/collect.ts';
import { Difference } from './difference/difference.ts';
import { renamedRow } from './difference/renames.ts';
import { digestTaken, knownDigest } from './digest.ts';
import { discover } from './discover.ts';
import { importOptions } from './import-options.ts';
import { EventMemory } from './event-memory.ts';
import { filesKnown, mayBeKnown, onlyEvents } from './familiar.ts';
import { mustBeAsPreviewed } from './expectation.ts';
import { describeFile, labelOf } from './import-label.ts';
import type { GivenSource, ImportRequest } from './import-request.ts';
import { Issues } from './issues.ts';
import { prepare } from './prepare.ts';
import { keepProject } from './projects.ts';
import { alwaysLeftOut, leftOutOf, takeBackLeftOut, type LeftOut } from './leave-out.ts';
import { bytesToRead, recognise, type Candidate } from './recognise.ts';
import { writeIssues } from './write-issues.ts';
import { examplesOf, landingOf, placed, renamed, type ImportOutcome, type ImportPhase } from './outcome.ts';

/** How many issues an outcome carries; all are kept with the import. */
const ISSUES_SHOWN = 500;
/** A thread that reads beside the one that writes is answered at least so often. Milliseconds. */
const ANSWER_MS = 5;
/** How many likely renames an outcome carries; all become suggestions. */
const RENAMES_SHOWN = 200;

export async function runImport(
  store: Store,
  importers: readonly Importer[],
  request: ImportRequest,
): Promise<ImportOutcome> {
  const started = performance.now();
  const { candidates, issues, verify } = request.given
    ? candidatesGiven(request.given.sources, importers)
    : await candidatesAt(request, importers);
  for (const one of candidates) {
    if (request.expect || mayBeKnown(store.reader, one, candidates)) await one.digest.taken(request.signal);
  }
  await prepare(candidates, store.reader, request);
  const work = async (db: Database) => {
    keepWholeIfSmall(db, bytesToRead(candidates));
    const run = new ImportRun(db, candidates, importers, request, issues, started);
    return run.run(verify);
  };
  try {
    return await (request.dryRun ? store.rehearse(work) : store.write(work).catch(unlessUnchanged));
  } finally {
    keepPages(store.writer, 'writer', store.key !== null);
  }
}

interface Found {
  readonly candidates: readonly Candidate[];
  readonly issues: Issues;
  /** Throws when the content is no longer what its digests say. */
  readonly verify: () => Promise<void>;
}

async function candidatesAt(request: ImportRequest, importers: readonly Importer[]): Promise<Found> {
  const discovery = await discover(request.paths, request.signal);
  const issues = new Issues(discovery.files.map((found) => found.file.path));
  for (const problem of discovery.problems) {
    issues.add({ severity: 'rejected', code: problem.code, message: problem.message, at: problem.path });
  }
  const candidates = await recognise(discovery.files, importers, request, issues);
  return { candidates, issues, verify: () => discovery.verify(request.signal) };
}

function candidatesGiven(sources: readonly GivenSource[], importers: readonly Importer[]): Found {
  const candidates = sources.map(({ file, sha256, importer, role }) => ({
    file,
    digest: knownDigest(sha256),
    importer: importers.find(({ kind }) => kind === importer) ?? null,
    role,
  }));
  const issues = new Issues(candidates.map((one) => one.file.path));
  return { candidates, issues, verify: async () => {} };
}

/** Thrown to roll back an import that turned out to change nothing. */
class NothingNew extends Error {
  readonly outcome: ImportOutcome;
  constructor(outcome: ImportOutcome) {
    super('The source says nothing new');
    this.outcome = outcome;
  }
}

function unlessUnchanged(error: unknown): ImportOutcome {
  if (error instanceof NothingNew) return error.outcome;
  throw error;
}

class ImportRun {
  readonly #db: Database;
  readonly #sql: Sql;
  readonly #candidates: readonly Candidate[];
  readonly #importers: readonly Importer[];
  readonly #request: ImportRequest;
  readonly #issues: Issues;
  readonly #started: number;
  readonly #bytesTotal: number;
  readonly #projects: FoundProject[] = [];
  #renames: readonly LikelyRename[] = [];
  #bytesDone = 0;
  #accepted = 0;
  #lastReport = 0;

  constructor(
    db: Database,
    candidates: readonly Candidate[],
    importers: readonly Importer[],
    request: ImportRequest,
    issues: Issues,
    started: number,
  ) {
    this.#db = db;
    this.#sql = new Sql(db);
    this.#candidates = candidates;
    this.#importers = importers;
    this.#request = request;
    this.#issues = issues;
    this.#started = started;
    this.#bytesTotal = bytesToRead(candidates);
  }

  /** `verify`: throws when the files are no longer what their digests say. */
  async run(verify: () => Promise<void>): Promise<ImportOutcome> {
    const revision = nextRevision(this.#db);
    mustBeAsPreviewed(this.#request.expect, revision - 1, this.#candidates);
    const importId = this.#sql.nextId('import_batch');
    const known = filesKnown(this.#sql, this.#candidates);
    const fileRows = this.#writeBatch(importId, revision);
    const session = new WriterSession(this.#sql, revision, importId, fileRows);
    const memory = new EventMemory(this.#sql, importId);
    const inOrder = [...this.#importers].sort(
      (a, b) => Number(a.readsLast ?? false) - Number(b.readsLast ?? false),
    );
    for (const importer of inOrder) await this.#read(importer, session, memory);
    memory.flush();
    await verify();
    this.#nameFiles(fileRows);
    for (const project of this.#projects) keepProject(this.#sql, project, importId);
    this.#report('resolving', session, true);
    settle(session);
    await breathe();
    const leftOut = await this.#compare(session);
    this.#report('deriving', session, true);
    await this.#walk(derive(session), session);
    if (this.#request.difference) {
      await this.#walk(collectDerived(this.#sql, revision, this.#request.difference), session);
    }
    this.#renames = suggestRenames(session);
    for (const rename of this.#renames) this.#request.difference?.add(renamedRow(rename));
    this.#request.difference?.seal();
    for (const doubt of session.doubts) this.#issues.add(doubt);
    const counts = session.changes.counts();
    const familiar = known || (memory.onlyRepeats && onlyEvents(this.#candidates));
    const unchanged = this.#accepted > 0 && session.changes.none && (familiar || !session.book.touched);
    if (!unchanged) {
      this.#report('indexing', session, true);
      await breathe();
      index(session);
    }
    return this.#conclude(session, importId, revision, unchanged, { counts, leftOut });
  }

  /** Gathers what the import does, where somebody wants to see it or parts are left out; takes those back. */
  async #compare(session: WriterSession): Promise<LeftOut | null> {
    const parts = [...alwaysLeftOut(this.#sql), ...(this.#request.leaveOut ?? [])];
    const { difference: shown, personal = () => null } = this.#request;
    if (!shown && parts.length === 0) return null;
    const difference = shown ?? new Difference();
    try {
      this.#report('comparing', session, true);
      await this.#walk(
        collectStated(this.#sql, session.revision, difference, personal),
        session,
        'comparing',
      );
      if (parts.length === 0 || difference.leaveOut(parts) === 0) return null;
      await this.#walk(takeBackLeftOut(session, difference), session, 'comparing');
      return leftOutOf(difference, parts);
    } finally {
      if (!shown) difference.close();
    }
  }

  async #walk(steps: Iterable<void>, session: WriterSession, phase: ImportPhase = 'deriving'): Promise<void> {
    await inBreaths(steps, this.#request.signal, () => this.#report(phase, session));
  }

  #writeBatch(importId: number, revision: number): FileRow[] {
    this.#sql.run(
      `INSERT INTO import_batch (id, revision, at, actor, label, importers, accepted, rejected, warnings, changes, tool_version, undoable)
       VALUES (?, ?, '', ?, '', '[]', 0, 0, 0, '{}', ?, 1)`,
      importId,
      revision,
      this.#request.actor,
      this.#request.toolVersion,
    );
    return this.#candidates.map((one) => {
      const id = this.#sql.nextId('source_file');
      this.#sql.run(
        'INSERT INTO source_file (id, import_id, path, sha256, bytes, importer, role) VALUES (?, ?, ?, ?, ?, ?, ?)',
        id,
        importId,
        one.file.path,
        one.digest.known ?? '',
        one.file.size,
        one.importer?.kind ?? null,
        one.role,
      );
      return { id, sha256: one.digest.known };
    });
  }

  /** Those whose digests were taken while they were read. */
  #nameFiles(rows: readonly FileRow[]): void {
    for (const [n, { id, sha256 }] of rows.entries()) {
      if (sha256 !== null) continue;
      this.#sql.run(
        'UPDATE source_file SET sha256 = ? WHERE id = ?',
        digestTaken(this.#candidates[n]!.digest),
        id,
      );
    }
  }

  async #read(importer: Importer, session: WriterSession, memory: EventMemory): Promise<void> {
    const files: RecognisedFile[] = this.#candidates
      .filter((one) => one.importer === importer)
      .map((one) => ({ file: one.file, role: one.role! }));
    if (files.length === 0) return;
    const before = this.#bytesDone;
    const size = files.reduce((sum, one) => sum + one.file.size, 0);
    session.importer = importer.kind;
    const context: ImportContext = {
      signal: this.#request.signal,
      options: importOptions(this.#sql, importer.kind, this.#request),
      project: (found) => this.#projects.push(found),
      issue: (issue) => this.#issues.add(issue),
      accepted: (count = 1) => {
        this.#accepted += count;
      },
      progress: (bytes) => {
        this.#bytesDone = before + Math.min(bytes, size);
        this.#report('reading', session);
      },
      seen: (hashes) => memory.seen(hashes),
    };
    const pace = new Pace(ANSWER_MS);
    for await (const facts of importer.read(files, context)) {
      this.#request.signal.throwIfAborted();
      applyFacts(session, facts);
      this.#report('reading', session);
      if (pace.restIsDue) await pace.rest();
    }
    this.#bytesDone = before + size;
  }

  #report(phase: ImportPhase, session: WriterSession, always = false): void {
    const now = performance.now();
    if (!always && now - this.#lastReport < 80) return;
    this.#lastReport = now;
    this.#request.signal.throwIfAborted();
    this.#request.onProgress?.({
      phase,
      bytesDone: this.#bytesDone,
      bytesTotal: this.#bytesTotal,
      records: session.applied,
      file: null,
    });
  }

  #conclude(
    session: WriterSession,
    importId: number,
    revision: number,
    unchanged: boolean,
    made: { readonly counts: ImportOutcome['changes']; readonly leftOut: LeftOut | null },
  ): ImportOutcome {
    const { counts: changes, leftOut } = made;
    const used = this.#candidates.filter((one) => one.importer);
    const importers = [...new Set(used.map((one) => one.importer!.kind))];
    // A listing that is empty now lands no record, but retires what it held.
    const nothingRead = this.#accepted === 0 && session.changes.none;
    const persist = !this.#request.dryRun && !unchanged && !nothingRead;
    const outcome: ImportOutcome = {
      dryRun: this.#request.dryRun,
      unchanged,
      accepted: this.#accepted,
      rejected: this.#issues.count('rejected'),
      warnings: this.#issues.count('warning'),
      files: this.#candidates.map(describeFile),
      issues: this.#issues.kept.slice(0, ISSUES_SHOWN),
      issuesTotal: this.#issues.total,
      changes,
      examples: examplesOf(this.#sql, session.changes),
      importId: persist ? importId : null,
      revision: persist ? revision : null,
      ledgerEntry: persist ? this.#enter(importId, importers, made) : null,
      leftOut: leftOut?.total ?? 0,
      previewId: null,
      landing: landingOf(this.#sql, session.changes),
      projects: this.#projects.map(placed),
      renames: this.#renames.slice(0, RENAMES_SHOWN).map(renamed),
      renamesTotal: this.#renames.length,
      elapsedMs: 0,
    };
    const timed = { ...outcome, elapsedMs: Math.round(performance.now() - this.#started) };
    if (!persist && !this.#request.dryRun) throw new NothingNew(timed);
    return timed;
  }

  #enter(
    importId: number,
    importers: readonly ImporterKind[],
    {
      counts: changes,
      leftOut,
    }: { readonly counts: ImportOutcome['changes']; readonly leftOut: LeftOut | null },
  ): { seq: number; hash: string } {
    const used = this.#candidates.filter((one) => one.importer);
    const label =
      this.#request.given?.label ??
      labelOf(
        used.map((one) => one.file.path),
        importers,
      );
    const entry = appendEntry(this.#db, {
      actor: this.#request.actor,
      action: 'import.run',
      objectType: 'import',
      objectId: String(importId),
      payload: {
        label,
        importers,
        files: used.map((one) => ({
          path: one.file.path,
          sha256: digestTaken(one.digest),
          bytes: one.file.size,
          importer: one.importer!.kind,
          role: one.role,
        })),
        accepted: this.#accepted,
        rejected: this.#issues.count('rejected'),
        warnings: this.#issues.count('warning'),
        changes: Object.fromEntries(Object.entries(changes).map(([type, count]) => [type, { ...count }])),
        ...(this.#projects.length > 0 && {
          projects: this.#projects.map(({ name, namespace, basis }) => ({ name, namespace, basis })),
        }),
        ...(leftOut ? { left_out: { parts: leftOut.parts as unknown as Json, records: leftOut.total } } : {}),
        tool_version: this.#request.toolVersion,
      },
    });
    this.#sql.run(
      'UPDATE import_batch SET at = ?, label = ?, importers = ?, accepted = ?, rejected = ?, warnings = ?, changes = ?, left_out = ? WHERE id = ?',
      entry.at,
      label,
      JSON.stringify(importers),
      this.#accepted,
      this.#issues.count('rejected'),
      this.#issues.count('warning'),
      JSON.stringify(changes),
      leftOut ? JSON.stringify(leftOut) : null,
      importId,
    );
    writeIssues(this.#sql, importId, this.#issues.kept);
    return { seq: entry.seq, hash: Buffer.from(entry.entryHash).toString('hex') };
  }
}
