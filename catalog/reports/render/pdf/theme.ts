/** Measures and colours of the PDF report, in points and sRGB. */

export const MARGINS = { top: 56, bottom: 62, left: 56, right: 56 } as const;

export const COLOURS = {
  ink: '#1c2430',
  muted: '#556170',
  accent: '#1f4e79',
  rule: '#cfd6de',
  head: '#eef2f6',
  code: '#eceff3',
  info: { bar: '#2b6cb0', ground: '#eef5fc' },
  warning: { bar: '#b7791f', ground: '#fdf6e7' },
  gap: { bar: '#9b2c3f', ground: '#fceff1' },
} as const;

/** A size of type with its line height and colour. */
export interface TypeStyle {
  readonly size: number;
  readonly leading: number;
  readonly colour: string;
}

export const TYPE = {
  title: { size: 22, leading: 27, colour: COLOURS.ink },
  subtitle: { size: 11.5, leading: 16, colour: COLOURS.muted },
  h1: { size: 15, leading: 19, colour: COLOURS.accent },
  h2: { size: 12, leading: 16, colour: COLOURS.ink },
  h3: { size: 10.5, leading: 14.5, colour: COLOURS.ink },
  body: { size: 10, leading: 14.5, colour: COLOURS.ink },
  term: { size: 9.5, leading: 14.5, colour: COLOURS.muted },
  table: { size: 8.5, leading: 11.8, colour: COLOURS.ink },
  tableSmall: { size: 7, leading: 9.8, colour: COLOURS.ink },
  code: { size: 8.5, leading: 12.2, colour: COLOURS.ink },
  note: { size: 8.5, leading: 12, colour: COLOURS.muted },
  footer: { size: 8, leading: 11, colour: COLOURS.muted },
} as const satisfies Readonly<Record<string, TypeStyle>>;
