/** The mapping of controls: which part of the report is evidence for which, and what it found. */
import type { Block } from '../render/document.ts';
import { table } from '../tables.ts';
import type { AuditContent } from './content.ts';
import { SECTION_NAMES } from './sections.ts';

export const SUPPORT_WORDS = {
  supports: 'supports',
  partly: 'partly supports',
  'not-covered': 'not covered by a catalog',
} as const;

export function controlBlocks({
  frameworks,
  sections,
}: Pick<AuditContent, 'frameworks' | 'sections'>): Block[] {
  if (frameworks.length === 0) return [];
  return [
    { kind: 'heading', level: 1, text: 'Mapping to controls' },
    {
      kind: 'callout',
      tone: 'info',
      text: 'The mapping says which part of this report is evidence for a control, and what was found there. Whether a control is met is for an auditor to judge. Titles are short descriptions, not the text of the framework.',
    },
    ...frameworks.flatMap(({ name, edition, own, controls }): Block[] => {
      const covered = controls.filter(({ support }) => support !== 'not-covered').length;
      return [
        { kind: 'heading', level: 2, text: name },
        {
          kind: 'paragraph',
          text: `${edition}${own ? '; a mapping of the organisation’s own' : ''}. The report has evidence for ${covered} of the ${controls.length} controls of the mapping.`,
        },
        table(
          `Controls of ${name}`,
          [
            { header: 'Control', width: 1.4 },
            { header: 'In short', width: 2.4 },
            { header: 'The report', width: 1.2 },
            { header: 'What was found', width: 5 },
          ],
          controls.map(({ id, title, support, evidence, note }) => [
            id,
            title,
            SUPPORT_WORDS[support],
            [
              ...evidence.map(
                ({ section, shows }) => `${SECTION_NAMES[section]}: ${sections[section].words}. ${shows}`,
              ),
              ...(note === '' ? [] : [`Not shown: ${note}`]),
            ].join('\n'),
          ]),
        ),
      ];
    }),
  ];
}
