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
  strong: '#1864ab',
  back: '#a61e4d',
  column: '#5c7fa8',
  surface: '#ffffff',
  text: '#212529',
  box: '#9aa5b4',
  boxFaded: '#e1e5ea',
  root: '#1864ab',
  match: '#e8590c',
  sight: '#1864ab',
};

const DARK: Palette = {
  edge: '#8b95a3',
  faded: '#3a3f47',
  strong: '#74c0fc',
  back: '#faa2c1',
  column: '#6d93bd',
  surface: '#1f2124',
  text: '#e9ecef',
  box: '#6b7683',
  boxFaded: '#34383e',
  root: '#4dabf7',
  match: '#ffa94d',
  sight: '#a5d8ff',
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
