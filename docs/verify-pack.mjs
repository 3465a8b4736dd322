// Checks an unpacked evidence pack without Headwater: node verify-pack.mjs <folder> <fingerprint of the key>
// Needs Node.js alone. Written from docs/ledger.md, not from Headwater's code. Ends with 0: everything fits.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const [folder, known] = process.argv.slice(2);
const read = (name) => readFileSync(join(folder, name));
const sha = (...parts) =>
  createHash('sha256')
    .update(Buffer.concat(parts.map((part) => Buffer.from(part))))
    .digest();
const hex = (text) => Buffer.from(text, 'hex');
function check(holds, what) {
  console.log(`${holds ? 'ok  ' : 'BAD '} ${what}`);
  if (!holds) process.exitCode = 2;
}

// The key, and what it signed.
const key = createPublicKey(read('pub.pem'));
check(
  sha(key.export({ type: 'spki', format: 'der' })).toString('hex') === known,
  'the key is the one that is known',
);
check(verify('sha256', read('SHA256SUMS'), key, read('SHA256SUMS.sig')), 'the key signed the list of files');

// The files, all of them and no others.
const sums = new Map(
  read('SHA256SUMS')
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => [line.slice(66), line.slice(0, 64)]),
);
for (const [name, sum] of sums) check(sha(read(name)).toString('hex') === sum, name);
const unlisted = [
  'SHA256SUMS',
  'SHA256SUMS.sig',
  'SHA256SUMS.tsr',
  'statement.dsse.json',
  'evidence.sigstore.json',
];
const there = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(folder.replace(/[\\/]+$/, '').length + 1)
      .replaceAll('\\', '/'),
  );
check(
  there.every((name) => sums.has(name) || unlisted.includes(name)),
  'there are no other files',
);

// The signed state of the ledger: three lines, an empty line, a signature behind four bytes of key number.
const [origin, size, root, , line] = read('log/checkpoint.txt').toString().split('\n');
const signature = Buffer.from(line.split(' ')[2], 'base64').subarray(4);
check(
  verify('sha256', Buffer.from(`${origin}\n${size}\n${root}\n`), key, signature),
  'the key signed the state of the ledger',
);
const proofs = JSON.parse(read('log/proofs.json'));
check(
  proofs.origin === origin &&
    String(proofs.size) === size &&
    hex(proofs.root).equals(Buffer.from(root, 'base64')),
  'the proofs are of that state',
);

// Every entry: its hash, its content against the commitment, its place in the tree.
const entries = read('log/entries.jsonl')
  .toString()
  .trimEnd()
  .split('\n')
  .map((text) => JSON.parse(text));
const leafOf = ({ payload: _payload, salt: _salt, entry_hash: _hash, ...head }) => {
  const members = Object.entries({ ...head, v: 1 }).sort(([a], [b]) => (a < b ? -1 : 1));
  return sha([0], JSON.stringify(Object.fromEntries(members)));
};
const node = (left, right) => sha([1], left, right);
const split = (n) => 2 ** Math.ceil(Math.log2(n) - 1);
function rootOf(leaves) {
  if (leaves.length === 1) return leaves[0];
  const k = split(leaves.length);
  return node(rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)));
}
/** Walks down to the leaf, then up again along the path (RFC 6962, 2.1.1). */
function rootFrom(leaf, index, count, path) {
  if (count === 1) return path.length === 0 ? leaf : Buffer.alloc(0);
  const k = split(count);
  const last = path.at(-1);
  if (last === undefined) return Buffer.alloc(0);
  return index < k
    ? node(rootFrom(leaf, index, k, path.slice(0, -1)), last)
    : node(last, rootFrom(leaf, index - k, count - k, path.slice(0, -1)));
}
const paths = new Map(proofs.inclusion.map(({ seq, path }) => [seq, path.map(hex)]));
for (const entry of entries) {
  const leaf = leafOf(entry);
  const content = entry.payload === null || sha(hex(entry.salt), entry.payload).equals(hex(entry.commitment));
  const placed =
    proofs.complete ||
    rootFrom(leaf, entry.seq - 1, proofs.size, paths.get(entry.seq) ?? []).equals(hex(proofs.root));
  check(leaf.equals(hex(entry.entry_hash)) && content && placed, `entry ${entry.seq}`);
}
check(
  entries.every(({ seq }, n) => n === 0 || seq > entries[n - 1].seq),
  'the entries are in order',
);
if (proofs.complete) {
  check(
    entries.length === proofs.size &&
      entries.every(
        ({ seq, prev_hash: before }, n) =>
          seq === n + 1 && before === (n === 0 ? '0'.repeat(64) : entries[n - 1].entry_hash),
      ),
    'no entry is missing, and each follows from the one before',
  );
  check(rootOf(entries.map(leafOf)).equals(hex(proofs.root)), 'all entries add up to the signed state');
} else
  check(
    paths.size === entries.length && proofs.inclusion.length === entries.length,
    'there is one proof for each entry',
  );

/** Roots of the first `m` and of all `n` entries, from a proof that one continues the other (RFC 6962, 2.1.2). */
function rootsFrom(m, n, path, old, whole) {
  const last = path.at(-1);
  if (m === n) {
    const known = whole ? old : last;
    return path.length === (whole ? 0 : 1) ? [known, known] : [Buffer.alloc(0), Buffer.alloc(0)];
  }
  if (last === undefined) return [Buffer.alloc(0), Buffer.alloc(0)];
  const k = split(n);
  const rest = path.slice(0, -1);
  if (m <= k) {
    const [older, newer] = rootsFrom(m, k, rest, old, whole);
    return [older, node(newer, last)];
  }
  const [older, newer] = rootsFrom(m - k, n - k, rest, old, false);
  return [node(last, older), node(last, newer)];
}
if (proofs.consistency !== null) {
  const { size: before, root: old, path } = proofs.consistency;
  const fits = Number.isSafeInteger(before) && before > 0 && before < proofs.size;
  const [older, newer] = fits ? rootsFrom(before, proofs.size, path.map(hex), hex(old), true) : [];
  check(
    fits && older.equals(hex(old)) && newer.equals(hex(proofs.root)),
    'the ledger continues the one of the pack before',
  );
}

// The statement for tools of software supply chains.
const envelope = JSON.parse(read('statement.dsse.json'));
const payload = Buffer.from(envelope.payload, 'base64');
const signed = Buffer.concat([
  Buffer.from(`DSSEv1 ${envelope.payloadType.length} ${envelope.payloadType} ${payload.length} `),
  payload,
]);
check(
  verify('sha256', signed, key, Buffer.from(envelope.signatures[0].sig, 'base64')),
  'the key signed the statement',
);
const { subject } = JSON.parse(payload);
check(
  subject.length === sums.size && subject.every(({ name, digest }) => sums.get(name) === digest.sha256),
  'the statement is about these files',
);
