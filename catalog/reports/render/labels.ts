/** The few words that renderers add themselves, by language. Everything else is the report's own text. */
import type { TableBlock } from './document.ts';

export interface ReportLabels {
  readonly contents: string;
  readonly madeAt: string;
  readonly tones: { readonly info: string; readonly warning: string; readonly gap: string };
  readonly data: string;
  page(n: number, of: number): string;
  showing(shown: number, of: number): string;
}

const ENGLISH: ReportLabels = {
  contents: 'Contents',
  madeAt: 'Made at',
  tones: { info: 'Note', warning: 'Warning', gap: 'Gap' },
  data: 'Machine-readable copy of this report',
  page: (n, of) => `Page ${n} of ${of}`,
  showing: (shown, of) => `Showing ${shown} of ${of}.`,
};

const GERMAN: ReportLabels = {
  contents: 'Inhalt',
  madeAt: 'Erstellt am',
  tones: { info: 'Hinweis', warning: 'Warnung', gap: 'Lücke' },
  data: 'Maschinenlesbare Fassung dieses Berichts',
  page: (n, of) => `Seite ${n} von ${of}`,
  showing: (shown, of) => `${shown} von ${of} gezeigt.`,
};

const FRENCH: ReportLabels = {
  contents: 'Sommaire',
  madeAt: 'Établi le',
  tones: { info: 'Note', warning: 'Avertissement', gap: 'Lacune' },
  data: 'Copie lisible par machine',
  page: (n, of) => `Page ${n} sur ${of}`,
  showing: (shown, of) => `${shown} sur ${of} affichés.`,
};

const SPANISH: ReportLabels = {
  contents: 'Contenido',
  madeAt: 'Elaborado el',
  tones: { info: 'Nota', warning: 'Advertencia', gap: 'Laguna' },
  data: 'Copia legible por máquina',
  page: (n, of) => `Página ${n} de ${of}`,
  showing: (shown, of) => `Se muestran ${shown} de ${of}.`,
};

const BY_LANGUAGE: Readonly<Record<string, ReportLabels>> = { de: GERMAN, fr: FRENCH, es: SPANISH };

/** Labels for a language tag; English where there is no translation. */
export function labelsFor(language: string): ReportLabels {
  return BY_LANGUAGE[language.toLowerCase().split('-')[0] ?? ''] ?? ENGLISH;
}

/** “Showing n of m” where rows were left out; null where all are there. */
export function totalNote(total: TableBlock['total'], labels: ReportLabels): string | null {
  return total === undefined || total.shown >= total.of ? null : labels.showing(total.shown, total.of);
}
