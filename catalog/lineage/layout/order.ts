/**
 * The order of vertices within each column, chosen to have few crossings.
 *
 * Barycentre sweeps: each vertex goes where its neighbours in the next column are on average. The best
 * arrangement seen is kept. Vertices that were drawn before keep their order among themselves.
 */
import { countCrossings, type Arrangement } from './crossings.ts';
import type { Mesh } from './mesh.ts';
import { pooled } from './pool.ts';
import { switchNeighbours } from './switch.ts';

/** Sweeps at most; fewer on large meshes, so that time stays in proportion. */
const SWEEPS = 40;
const SWEEP_BUDGET = 800_000;
/** Sweeps without improvement after which the search ends. */
const PATIENCE = 8;
/** Up to this many vertices the sweeps are tried in both directions first. */
const SECOND_TRY = 2_500;

interface MutableArrangement extends Arrangement {
  readonly columns: Int32Array[];
}

/** `previousY` holds the former middle of each node by vertex, NaN for new ones and for stops. */
export function arrange(mesh: Mesh, previousY: Float64Array): Arrangement {
  const start = startingOrder(mesh, previousY);
  let best = sweep(mesh, copy(start), previousY, 0);
  if (best.crossings > 0 && mesh.count <= SECOND_TRY) {
    const other = sweep(mesh, start, previousY, 1);
    if (other.crossings < best.crossings) best = other;
  }
  if (best.crossings > 0)
    switchNeighbours(mesh, best.arrangement, (vertex) => !Number.isNaN(previousY[vertex]!));
  return best.arrangement;
}

/** Sweeps to the right and to the left in turn, beginning with either (0, 1); the best that occurred. */
function sweep(
  mesh: Mesh,
  current: MutableArrangement,
  previousY: Float64Array,
  first: 0 | 1,
): { arrangement: Arrangement; crossings: number } {
  let arrangement = copy(current);
  let crossings = countCrossings(mesh, current);
  const sweeps = Math.max(4, Math.min(SWEEPS, Math.floor(SWEEP_BUDGET / (mesh.count + mesh.left.length))));
  for (let turn = first, waited = 0; turn < sweeps + first && waited < PATIENCE && crossings > 0; turn++) {
    for (let step = 1; step < mesh.rankCount; step++) {
      if (turn % 2 === 0) sortColumn(mesh, current, step, 'left', previousY);
      else sortColumn(mesh, current, mesh.rankCount - 1 - step, 'right', previousY);
    }
    const now = countCrossings(mesh, current);
    waited = now < crossings ? 0 : waited + 1;
    if (now >= crossings) continue;
    crossings = now;
    arrangement = copy(current);
  }
  return { arrangement, crossings };
}

const copy = ({ columns, place }: Arrangement): MutableArrangement => ({
  columns: columns.map((column) => column.slice()),
  place: place.slice(),
});

/** By former position where there is one; else in the order of a search, so that relatives are near. */
function startingOrder(mesh: Mesh, previousY: Float64Array): MutableArrangement {
  const visit = searchOrder(mesh);
  const key = spread(mesh, previousY);
  const members = Array.from({ length: mesh.rankCount }, (): number[] => []);
  for (let vertex = 0; vertex < mesh.count; vertex++) members[mesh.rank[vertex]!]!.push(vertex);
  const place = new Int32Array(mesh.count);
  const columns = members.map((column) => {
    column.sort((a, b) => key[a]! - key[b]! || visit[a]! - visit[b]!);
    column.forEach((vertex, i) => (place[vertex] = i));
    return Int32Array.from(column);
  });
  return { columns, place };
}

/** When a depth-first search over the segments, from the leftmost vertices, comes by each vertex. */
function searchOrder(mesh: Mesh): Int32Array {
  const visit = new Int32Array(mesh.count).fill(-1);
  const leftFirst = Array.from({ length: mesh.count }, (_, vertex) => vertex).sort(
    (a, b) => mesh.rank[a]! - mesh.rank[b]! || a - b,
  );
  let counter = 0;
  for (const root of leftFirst) {
    const stack = [root];
    for (let vertex = stack.pop(); vertex !== undefined; vertex = stack.pop()) {
      if (visit[vertex] !== -1) continue;
      visit[vertex] = counter++;
      eachNeighbour(mesh, vertex, (other) => {
        if (visit[other] === -1) stack.push(other);
      });
    }
  }
  return visit;
}

/** Former positions, passed on from known vertices to new ones near them; 0 where none is known. */
function spread(mesh: Mesh, previousY: Float64Array): Float64Array {
  const key = previousY.slice();
  const queue: number[] = [];
  key.forEach((value, vertex) => {
    if (!Number.isNaN(value)) queue.push(vertex);
  });
  for (let head = 0; head < queue.length; head++) {
    const vertex = queue[head]!;
    eachNeighbour(mesh, vertex, (other) => {
      if (!Number.isNaN(key[other]!)) return;
      key[other] = key[vertex]!;
      queue.push(other);
    });
  }
  return key.map((value) => (Number.isNaN(value) ? 0 : value));
}

function eachNeighbour(
  { before, after, left, right }: Mesh,
  vertex: number,
  visit: (other: number) => void,
): void {
  for (let i = after.offsets[vertex + 1]! - 1; i >= after.offsets[vertex]!; i--)
    visit(right[after.items[i]!]!);
  for (let i = before.offsets[vertex]!; i < before.offsets[vertex + 1]!; i++) visit(left[before.items[i]!]!);
}

function sortColumn(
  mesh: Mesh,
  { columns, place }: MutableArrangement,
  rank: number,
  towards: 'left' | 'right',
  previousY: Float64Array,
): void {
  const column = columns[rank]!;
  const rows = towards === 'left' ? mesh.before : mesh.after;
  const ends = towards === 'left' ? mesh.left : mesh.right;
  const height = columns[towards === 'left' ? rank - 1 : rank + 1]!.length;
  const key = new Float64Array(column.length);
  for (let at = 0; at < column.length; at++) {
    const vertex = column[at]!;
    const [start, end] = [rows.offsets[vertex]!, rows.offsets[vertex + 1]!];
    let sum = 0;
    for (let i = start; i < end; i++) sum += (place[ends[rows.items[i]!]!]! + 0.5) / height;
    const beside = mesh.beside[vertex]!;
    const own = ((beside === -1 ? at : place[beside]!) + 0.5) / column.length;
    const pull = beside === -1 ? 0 : 1;
    key[at] = end - start + pull === 0 ? own : (sum + pull * own) / (end - start + pull);
  }
  keepKnownOrder(column, key, previousY);
  const order = Int32Array.from(column, (_, at) => at).sort((a, b) => key[a]! - key[b]! || a - b);
  columns[rank] = order.map((at) => column[at]!);
  columns[rank].forEach((vertex, at) => (place[vertex] = at));
}

/** Known vertices stand in their former order already; their keys are made to say the same. */
function keepKnownOrder(column: Int32Array, key: Float64Array, previousY: Float64Array): void {
  const known: number[] = [];
  for (let at = 0; at < column.length; at++) if (!Number.isNaN(previousY[column[at]!]!)) known.push(at);
  if (known.length < 2) return;
  const keys = pooled(
    known.map((at) => key[at]!),
    () => 1,
  );
  known.forEach((at, i) => (key[at] = keys[i]!));
}
