/**
 * What Prisma's schema cannot express, as statements that may run any number of times. Applied after
 * every migration, because rebuilding a table drops its triggers and partial indexes.
 */
export const ENSURE_SQL = `
-- One current statement per record and scope; closed ones stay as history.
CREATE UNIQUE INDEX IF NOT EXISTS statement_current
  ON statement(record_type, record_id, scope_id) WHERE until_revision IS NULL;

-- Comparing two revisions asks what ended between them, and which datasets any source ceased to describe.
CREATE INDEX IF NOT EXISTS statement_ended ON statement(until_revision) WHERE until_revision IS NOT NULL;
CREATE INDEX IF NOT EXISTS statement_source_ended ON statement(record_id) WHERE record_type = 1 AND until_revision IS NOT NULL;

-- Undo asks which runs name one as their parent; few have one.
CREATE INDEX IF NOT EXISTS run_parent ON run(parent_id) WHERE parent_id IS NOT NULL;

-- The ledger only grows. INSERT OR REPLACE walks around UPDATE and DELETE triggers, so the next
-- sequence number is checked as well.
CREATE TRIGGER IF NOT EXISTS ledger_no_update BEFORE UPDATE ON ledger_entry
  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER IF NOT EXISTS ledger_no_delete BEFORE DELETE ON ledger_entry
  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER IF NOT EXISTS ledger_next BEFORE INSERT ON ledger_entry
  WHEN NEW.seq IS NOT (SELECT COALESCE(MAX(seq), 0) + 1 FROM ledger_entry)
  BEGIN SELECT RAISE(ABORT, 'the ledger takes the next sequence number only'); END;
-- A payload may be erased (personal data), never exchanged.
CREATE TRIGGER IF NOT EXISTS ledger_payload_no_edit BEFORE UPDATE ON ledger_payload
  WHEN NEW.payload IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.erased_at IS NULL OR NEW.seq IS NOT OLD.seq
  BEGIN SELECT RAISE(ABORT, 'a ledger payload can only be erased'); END;
CREATE TRIGGER IF NOT EXISTS ledger_payload_no_delete BEFORE DELETE ON ledger_payload
  BEGIN SELECT RAISE(ABORT, 'a ledger payload can only be erased'); END;
CREATE TRIGGER IF NOT EXISTS ledger_payload_once BEFORE INSERT ON ledger_payload
  WHEN EXISTS (SELECT 1 FROM ledger_payload WHERE seq = NEW.seq)
  BEGIN SELECT RAISE(ABORT, 'a ledger entry has one payload'); END;
-- Checkpoints and the keys that signed them are kept as they are.
CREATE TRIGGER IF NOT EXISTS ledger_checkpoint_no_update BEFORE UPDATE ON ledger_checkpoint
  BEGIN SELECT RAISE(ABORT, 'a ledger checkpoint cannot be changed'); END;
CREATE TRIGGER IF NOT EXISTS ledger_checkpoint_no_delete BEFORE DELETE ON ledger_checkpoint
  BEGIN SELECT RAISE(ABORT, 'a ledger checkpoint cannot be removed'); END;
CREATE TRIGGER IF NOT EXISTS ledger_checkpoint_once BEFORE INSERT ON ledger_checkpoint
  WHEN NEW.size <= (SELECT COALESCE(MAX(size), 0) FROM ledger_checkpoint)
  BEGIN SELECT RAISE(ABORT, 'a ledger checkpoint only comes after the others'); END;
CREATE TRIGGER IF NOT EXISTS ledger_key_no_update BEFORE UPDATE ON ledger_key
  BEGIN SELECT RAISE(ABORT, 'a ledger key cannot be changed'); END;
CREATE TRIGGER IF NOT EXISTS ledger_key_no_delete BEFORE DELETE ON ledger_key
  BEGIN SELECT RAISE(ABORT, 'a ledger key cannot be removed'); END;
CREATE TRIGGER IF NOT EXISTS ledger_key_once BEFORE INSERT ON ledger_key
  WHEN EXISTS (SELECT 1 FROM ledger_key WHERE key_id = NEW.key_id)
  BEGIN SELECT RAISE(ABORT, 'a ledger key cannot be changed'); END;

-- Search: what is said of datasets and columns (rowid = id); names are searched in memory (catalog/search). Rows
-- only where something is said. Fed in bulk at the end of each change (catalog/store/search-index.ts), because
-- per-row triggers are ten times slower.
CREATE VIRTUAL TABLE IF NOT EXISTS search_dataset USING fts5(
  description, tags, owners, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2", prefix='3'
);
CREATE VIRTUAL TABLE IF NOT EXISTS search_column USING fts5(
  description, tags, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2", prefix='3'
);
-- The index of earlier versions.
DROP TABLE IF EXISTS search_words;
DROP TABLE IF EXISTS search_names;
`;
