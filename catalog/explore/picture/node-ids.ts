/**
 * Ids of nodes in a picture. A dataset has its own id, which is positive. Jobs and groups have negative
 * ones, so that positions and choices about any node fit into one map; both are the same in every picture.
 */
const GROUPS_BELOW = -(2 ** 50);

/** The node of a job. */
export const jobNodeId = (job: number): number => -job;

/** The node of a closed group, from the hash of its key. */
export function groupNodeId(key: string): number {
  return GROUPS_BELOW - hash(key, 0x811c9dc5) * 2 ** 18 - (hash(key, 0x01000193) & 0x3ffff);
}

/** FNV-1a, 32 bits. */
function hash(text: string, seed: number): number {
  let value = seed;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}
