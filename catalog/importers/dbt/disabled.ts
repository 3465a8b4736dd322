/** Nodes that a project disables: kept as a list, with the reason, and never as lineage. */
import type { DisabledNode } from '../importer.ts';
import { redactText } from '../redact.ts';
import type { ArtifactEntry } from './artifact.ts';
import { projectPath, record, text, typeOfId, type JsonRecord } from './values.ts';

/** Entries of `disabled`: one node up to manifest v3, since then a list of nodes under their id. */
export function disabledNodes(entry: ArtifactEntry): DisabledNode[] {
  const key = typeof entry.key === 'string' ? entry.key : undefined;
  if (entry.items) {
    return entry.items.map((item, index) => disabledNode(key ?? '', record(item), `${entry.at}[${index}]`));
  }
  const id = key ?? text(entry.value['unique_id']);
  return id === undefined ? [] : [disabledNode(id, entry.value, entry.at)];
}

export function disabledNode(sourceId: string, node: JsonRecord, at: string): DisabledNode {
  return {
    sourceId,
    type: text(node['resource_type']) ?? typeOfId(sourceId),
    reason: reasonOf(node),
    path: projectPath(node['original_file_path']) ?? null,
    at,
  };
}

function reasonOf(node: JsonRecord): string {
  const written = record(node['unrendered_config'])['enabled'];
  const rule = text(written);
  if (rule !== undefined) return `enabled: ${redactText(rule.trim())}`;
  if (written === false) return 'enabled: false in its own settings';
  return record(node['config'])['enabled'] === false ? 'enabled: false' : 'listed as disabled';
}
