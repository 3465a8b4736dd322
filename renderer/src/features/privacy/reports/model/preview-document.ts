/**
 * The page of a report in a frame of its own. The frame runs no script and loads nothing; the app writes the parsed
 * page into it, so that the app's policy holds and nothing is navigated to.
 */

export interface OutlineEntry {
  readonly id: string;
  readonly text: string;
  readonly level: 1 | 2 | 3;
}

let written = 0;

export interface PreviewDocument {
  /** Unlike that of every other page that was shown. */
  readonly serial: number;
  readonly outline: readonly OutlineEntry[];
  goTo(id: string): void;
  /** Marks every place where the text stands, in any case; answers how many there are. */
  find(text: string): number;
  /** Brings one of the places into view, from 0. */
  show(place: number): void;
  zoom(factor: number): void;
  print(): void;
}

type FrameWindow = Window & typeof globalThis;

const MARKS = `::highlight(found) { background: #ffe08a; color: #1c2430; }
::highlight(current) { background: #ff9f43; color: #1c2430; }`;

/** Writes the page into the frame; null while the frame has no document. */
export function fillFrame(frame: HTMLIFrameElement, html: string, dark: boolean): PreviewDocument | null {
  const { contentDocument: inner, contentWindow } = frame;
  if (!inner || !contentWindow) return null;
  const view = contentWindow as FrameWindow;
  const { page, css } = apart(html);
  const parsed = new DOMParser().parseFromString(page, 'text/html');
  for (const element of parsed.querySelectorAll('style, script, meta, link, base')) element.remove();
  inner.replaceChild(inner.importNode(parsed.documentElement, true), inner.documentElement);
  for (const col of inner.querySelectorAll<HTMLElement>('col[data-width]'))
    col.style.setProperty('width', col.dataset['width'] ?? '');
  const scale = new view.CSSStyleSheet();
  inner.adoptedStyleSheets = [sheetOf(view, themed(css, dark)), sheetOf(view, MARKS), scale];
  for (const link of inner.querySelectorAll('a')) {
    const target = link.getAttribute('href')?.replace(/^#/, '') ?? '';
    link.addEventListener('click', (event) => {
      event.preventDefault();
      goTo(inner, target);
    });
  }
  return {
    serial: ++written,
    ...finding(inner, view),
    ...moving(inner, view, scale),
    outline: outlineOf(inner),
  };
}

/**
 * The page without styles, and its style sheet. The policy allows none within a page, not even one that is only
 * parsed: the app sets them itself.
 */
function apart(html: string): { readonly page: string; readonly css: string } {
  const sheet = /<style>([\s\S]*?)<\/style>/.exec(html);
  const page = html
    .replace(sheet?.[0] ?? '', '')
    .replaceAll(/<col style="width:([\d.]+%)">/g, '<col data-width="$1">');
  return { page, css: sheet?.[1] ?? '' };
}

function sheetOf(view: FrameWindow, css: string): CSSStyleSheet {
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

/** The app's theme decides on the screen, whatever the system's is; paper is always light. */
function themed(css: string, dark: boolean): string {
  return css
    .replaceAll('(prefers-color-scheme: dark)', dark ? 'screen' : 'not all')
    .replaceAll('color-scheme: light dark', `color-scheme: ${dark ? 'dark' : 'light'}`);
}

function outlineOf(page: Document): OutlineEntry[] {
  return [...page.querySelectorAll<HTMLElement>('h2[id^="part-"], h3[id^="part-"], h4[id^="part-"]')].map(
    (heading) => ({
      id: heading.id,
      text: heading.textContent,
      level: heading.tagName === 'H2' ? 1 : heading.tagName === 'H3' ? 2 : 3,
    }),
  );
}

function goTo(page: Document, id: string): void {
  const heading = page.getElementById(id);
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: 'start' });
}

function moving(page: Document, view: FrameWindow, scale: CSSStyleSheet) {
  return {
    goTo: (id: string) => goTo(page, id),
    zoom: (factor: number) => scale.replaceSync(`@media screen { html { zoom: ${factor}; } }`),
    print: () => view.print(),
  };
}

/** A stretch of the page's text, and where it begins in the whole. */
interface Stretch {
  readonly node: Text;
  readonly start: number;
}

const BLOCKS = 'p, li, td, th, dt, dd, h1, h2, h3, h4, pre, caption';

function finding(page: Document, view: FrameWindow): Pick<PreviewDocument, 'find' | 'show'> {
  const { whole, stretches } = textOf(page);
  let places: Range[] = [];
  return {
    find: (text) => {
      places = placesOf(text, whole, stretches, page);
      mark(view, 'found', places);
      mark(view, 'current', []);
      return places.length;
    },
    show: (at) => {
      const place = places[at];
      if (!place) return;
      mark(view, 'current', [place]);
      place.startContainer.parentElement?.scrollIntoView({ block: 'center' });
    },
  };
}

function mark(view: FrameWindow, name: string, ranges: readonly Range[]): void {
  view.CSS.highlights.set(name, new view.Highlight(...ranges));
}

/** The text of the page; names that may break are one text, blocks are apart. */
function textOf(page: Document): { whole: string; stretches: Stretch[] } {
  const stretches: Stretch[] = [];
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  let whole = '';
  let block: Element | null = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const own = node.parentElement?.closest(BLOCKS) ?? null;
    if (own !== block) whole += '\n';
    block = own;
    stretches.push({ node: node as Text, start: whole.length });
    whole += (node as Text).data;
  }
  return { whole, stretches };
}

function placesOf(text: string, whole: string, stretches: readonly Stretch[], page: Document): Range[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const lower = whole.toLowerCase();
  // Few letters are longer in lower case; then only the writing itself is found.
  const [hay, needle] = lower.length === whole.length ? [lower, wanted] : [whole, text.trim()];
  const out: Range[] = [];
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + needle.length))
    out.push(rangeOf(at, at + needle.length, stretches, page));
  return out;
}

function rangeOf(from: number, to: number, stretches: readonly Stretch[], page: Document): Range {
  const range = page.createRange();
  const first = stretchAt(from, stretches);
  const last = stretchAt(to - 1, stretches);
  range.setStart(first.node, from - first.start);
  range.setEnd(last.node, to - last.start);
  return range;
}

/** The last stretch that begins at or before the place. */
function stretchAt(at: number, stretches: readonly Stretch[]): Stretch {
  let [low, high] = [0, stretches.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (stretches[middle]!.start <= at) low = middle;
    else high = middle - 1;
  }
  return stretches[low]!;
}
