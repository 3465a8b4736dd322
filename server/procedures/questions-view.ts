/** Shapes that several questions answer with. */
import type { Card } from '../../catalog/browse/cards.ts';
import type { QuestionFile as EngineFile } from '../../catalog/questions/files/impact-files.ts';
import { isCritical } from '../../catalog/questions/importance.ts';
import type { QuestionFile } from '../../contract/index.ts';
import { ref } from './datasets.ts';

export function fileView({ name, mediaType, bytes }: EngineFile): QuestionFile {
  return { name, mediaType, base64: Buffer.from(bytes).toString('base64') };
}

export const namedView = (card: Card) => ({
  ...ref(card),
  critical: isCritical(card),
  owners: [...card.owners],
});
