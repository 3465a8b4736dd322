/** Colours of a drawing. Text on its background reaches a contrast of 4.5:1, lines 3:1 (WCAG 2.2 AA). */
export interface Palette {
  readonly page: string;
  readonly card: string;
  readonly header: string;
  readonly border: string;
  readonly root: string;
  readonly gap: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly direct: string;
  readonly indirect: string;
  readonly badge: Readonly<Record<Tone, string>>;
}

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

export const PALETTES: Readonly<Record<'light' | 'dark', Palette>> = {
  light: {
    page: '#ffffff',
    card: '#ffffff',
    header: '#f1f3f5',
    border: '#868e96',
    root: '#1864ab',
    gap: '#c92a2a',
    text: '#212529',
    muted: '#495057',
    line: '#6c757d',
    direct: '#1864ab',
    indirect: '#7a4d00',
    badge: { neutral: '#495057', info: '#1864ab', success: '#2b6a31', warning: '#8a4b00', danger: '#b02525' },
  },
  dark: {
    page: '#1a1b1e',
    card: '#25262b',
    header: '#2c2e33',
    border: '#868e96',
    root: '#74c0fc',
    gap: '#ff8787',
    text: '#f1f3f5',
    muted: '#c1c2c5',
    line: '#909296',
    direct: '#74c0fc',
    indirect: '#ffc078',
    badge: { neutral: '#c1c2c5', info: '#74c0fc', success: '#8ce99a', warning: '#ffc078', danger: '#ffa8a8' },
  },
};
