/** Colours of what is drawn on a canvas, where style sheets do not reach. */
export interface Palette {
  readonly edge: string;
  readonly faded: string;
  readonly strong: string;
  readonly back: string;
  readonly column: string;
  readonly surface: string;
  readonly text: string;
  readonly box: string;
  readonly boxFaded: string;
  readonly root: string;
  readonly match: string;
  readonly sight: string;
}

const LIGHT: Palette = {
  edge: '#7a8594',
  faded: '#dde1e7',
  strong: '#0b6c8c',
  back: '#a61e4d',
  column: '#6a8ea0',
  surface: '#ffffff',
  text: '#212529',
  box: '#9aa5b4',
  boxFaded: '#e1e5ea',
  root: '#0b6c8c',
  match: '#e8590c',
  sight: '#0b6c8c',
};

const DARK: Palette = {
  edge: '#8b95a3',
  faded: '#3a3f47',
  strong: '#52adcd',
  back: '#faa2c1',
  column: '#6d95a8',
  surface: '#1f2124',
  text: '#e9ecef',
  box: '#6b7683',
  boxFaded: '#34383e',
  root: '#52adcd',
  match: '#ffa94d',
  sight: '#a8d5e5',
};

/** System colours, for people who set their own with forced colours (high contrast). */
const FORCED: Palette = {
  edge: 'CanvasText',
  faded: 'GrayText',
  strong: 'Highlight',
  back: 'LinkText',
  column: 'CanvasText',
  surface: 'Canvas',
  text: 'CanvasText',
  box: 'CanvasText',
  boxFaded: 'GrayText',
  root: 'Highlight',
  match: 'LinkText',
  sight: 'Highlight',
};

export function paletteFor(scheme: 'light' | 'dark', forcedColors: boolean): Palette {
  if (forcedColors) return FORCED;
  return scheme === 'dark' ? DARK : LIGHT;
}
