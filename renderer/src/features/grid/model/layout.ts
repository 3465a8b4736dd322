/** Which columns a sheet shows, in which order and how wide; remembered in the browser, and kept with a view. */
import { z } from 'zod';
import type { SheetField } from '../../../../../contract/index.ts';
import { say } from '../../../shared/language/say.ts';
import { told } from '../../../shared/language/told.ts';

export type Scope = 'datasets' | 'columns';

export interface SheetColumn {
  /** Header of the field; `#name`, `#column`, `#namespace` for what names the row. */
  readonly header: string;
  readonly label: string;
  /** CSS pixels. */
  readonly width: number;
  /** Null: cannot be edited. */
  readonly field: SheetField | null;
  /** Stays at the left. */
  readonly frozen: boolean;
}

const placeSchema = z.object({ header: z.string().max(600), width: z.number() });
export const layoutSchema = z.array(placeSchema).max(500);
/** Columns shown, in order. */
export type Layout = z.infer<typeof layoutSchema>;

export const MIN_WIDTH = 60;
export const MAX_WIDTH = 900;

const NAMES: Readonly<
  Record<Scope, readonly { header: string; label: string; width: number; frozen: boolean }[]>
> = {
  datasets: [
    { header: '#name', label: say('Dataset'), width: 260, frozen: true },
    { header: '#namespace', label: say('Namespace'), width: 180, frozen: false },
  ],
  columns: [
    { header: '#name', label: say('Dataset'), width: 200, frozen: true },
    { header: '#column', label: say('Column'), width: 170, frozen: true },
    { header: '#namespace', label: say('Namespace'), width: 180, frozen: false },
  ],
};

/** Shown unless something else is chosen. */
const SHOWN: Readonly<Record<Scope, readonly string[]>> = {
  datasets: [
    ...['description', 'sensitivity', 'categories', 'labels', 'business-owner', 'technical-owner', 'steward'],
    ...['domain', 'purposes', 'retention', 'criticality', 'certification', 'reviewed'],
  ],
  columns: ['description', 'sensitivity', 'categories', 'labels', 'subjects', 'origin', 'terms', 'reviewed'],
};

const WIDTHS: Readonly<Record<string, number>> = { description: 260, categories: 190, labels: 160 };
const widthOf = (header: string) => WIDTHS[header] ?? 140;

export function defaultLayout(scope: Scope): Layout {
  return [
    ...NAMES[scope].map(({ header, width }) => ({ header, width })),
    ...SHOWN[scope].map((header) => ({ header, width: widthOf(header) })),
  ];
}

/** Every column that there can be, shown ones first and in their order. */
export interface Choice {
  readonly header: string;
  readonly label: string;
  readonly shown: boolean;
  /** Names the row, at the left: always shown. */
  readonly fixed: boolean;
}

export function choices(scope: Scope, layout: Layout, fields: readonly SheetField[]): Choice[] {
  const names = NAMES[scope];
  const label = (header: string) =>
    names.find((name) => name.header === header)?.label ??
    told(fields.find((field) => field.header === header)?.label);
  const fixed = (header: string) => names.some((name) => name.header === header && name.frozen);
  const shown = columnsOf(scope, layout, fields).map(({ header }) => header);
  const all = [...names.map(({ header }) => header), ...fields.map(({ header }) => header)];
  return [...shown, ...all.filter((header) => !shown.includes(header))].map((header) => ({
    ...{ header, label: label(header) ?? header, shown: shown.includes(header), fixed: fixed(header) },
  }));
}

/** The columns as they are drawn: what names the row first; what the catalog does not have is left out. */
export function columnsOf(scope: Scope, layout: Layout, fields: readonly SheetField[]): SheetColumn[] {
  const placed = new Map(layout.map(({ header, width }) => [header, width]));
  const names = NAMES[scope].filter(({ header, frozen }) => frozen || placed.has(header));
  const name = ({ header, label, width, frozen }: (typeof names)[number]): SheetColumn => ({
    ...{ header, label, frozen, field: null, width: placed.get(header) ?? width },
  });
  const rest = [...placed].flatMap(([header, width]): SheetColumn[] => {
    const own = names.find((one) => one.header === header);
    if (own) return own.frozen ? [] : [name(own)];
    const field = fields.find((one) => one.header === header);
    return field ? [{ header, label: told(field.label), width, field, frozen: false }] : [];
  });
  return [...names.filter(({ frozen }) => frozen).map(name), ...rest];
}

export function withWidth(layout: Layout, header: string, width: number): Layout {
  const fitting = Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width)));
  return layout.some((one) => one.header === header)
    ? layout.map((one) => (one.header === header ? { header, width: fitting } : one))
    : [...layout, { header, width: fitting }];
}

export function toggled(layout: Layout, header: string): Layout {
  return layout.some((one) => one.header === header)
    ? layout.filter((one) => one.header !== header)
    : [...layout, { header, width: widthOf(header) }];
}

/** Puts one column before another; `null`: last. */
export function placedBefore(layout: Layout, header: string, before: string | null): Layout {
  const moving = layout.find((one) => one.header === header);
  if (!moving || header === before) return layout;
  const rest = layout.filter((one) => one.header !== header);
  const at = before === null ? rest.length : rest.findIndex((one) => one.header === before);
  return at < 0 ? layout : [...rest.slice(0, at), moving, ...rest.slice(at)];
}

const keyOf = (scope: Scope) => `headwater.grid.${scope}`;

export function rememberedLayout(scope: Scope): Layout {
  try {
    const read = layoutSchema.safeParse(JSON.parse(window.localStorage.getItem(keyOf(scope)) ?? 'null'));
    if (read.success && read.data.length > 0) return read.data;
  } catch {
    // What cannot be read is as good as nothing remembered.
  }
  return defaultLayout(scope);
}

export function rememberLayout(scope: Scope, layout: Layout): void {
  window.localStorage.setItem(keyOf(scope), JSON.stringify(layout));
}
