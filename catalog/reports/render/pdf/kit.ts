/**
 * The one door to pdfkit: creating the document, and the few members that its types do not name. Should a
 * new version of pdfkit rename them, this file says so instead of drawing wrongly.
 */
import PDFDocument from 'pdfkit';

export type Pdf = PDFKit.PDFDocument;
export type StructElement = PDFKit.PDFStructureElement;

/** What is asked of an opened font. */
export interface FontView {
  hasGlyphForCodePoint(codePoint: number): boolean;
  /** Shapes a run; glyphs in visual order, with the characters that each stands for. */
  layout(
    text: string,
    features?: readonly string[],
  ): {
    readonly glyphs: readonly (OutlinedGlyph & { readonly codePoints: readonly number[] })[];
    /** In font units, by glyph. */
    readonly positions: readonly {
      readonly xAdvance: number;
      readonly xOffset: number;
      readonly yOffset: number;
    }[];
  };
  readonly unitsPerEm: number;
}

/** A glyph's outline in font units, y upwards. */
export interface OutlinedGlyph {
  readonly path: {
    readonly commands: readonly {
      readonly command: 'moveTo' | 'lineTo' | 'quadraticCurveTo' | 'bezierCurveTo' | 'closePath';
      readonly args: readonly number[];
    }[];
  };
}

/**
 * Shaping features with decomposition (`ccmp`) switched off. The shaper takes a list of features to add or a
 * record of features to switch; pdfkit hands on either, but its types know only the list.
 */
export const PRECOMPOSED = { ccmp: false } as unknown as [];

interface Untyped {
  readonly _font?: { readonly font?: Partial<FontView> };
  readonly _root?: { readonly data?: Record<string, unknown> };
  endSubset?: () => void;
}

export interface PdfInit {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  readonly keywords: string;
  readonly language: string;
  readonly made: Date;
  readonly fontFile: string;
  readonly paper: string;
  readonly margins: {
    readonly top: number;
    readonly bottom: number;
    readonly left: number;
    readonly right: number;
  };
}

const PRODUCER = 'Headwater';

/** A tagged PDF/A-3a document without pages. The font must be given at once: the default is not embedded. */
export function createPdf(init: PdfInit): Pdf {
  const doc = new PDFDocument({
    pdfVersion: '1.7',
    subset: 'PDF/A-3a',
    tagged: true,
    lang: init.language,
    displayTitle: true,
    autoFirstPage: false,
    bufferPages: true,
    font: init.fontFile,
    size: init.paper,
    margins: init.margins,
    info: {
      Title: init.title,
      Author: init.author,
      Subject: init.subject,
      Keywords: init.keywords,
      CreationDate: init.made,
      ModDate: init.made,
      Producer: PRODUCER,
      Creator: PRODUCER,
    },
  });
  escapeMetadata(doc);
  return doc;
}

/** pdfkit writes the XMP packet without escaping, so a title with `&` would break the file's metadata. */
function escapeMetadata(doc: Pdf): void {
  const end = doc.endMetadata.bind(doc);
  doc.endMetadata = () => {
    const { CreationDate, ModDate, ...texts } = doc.info;
    const escaped = Object.entries(texts).map(([key, text]) => [key, escapeXml(text)]);
    doc.info = {
      ...Object.fromEntries(escaped),
      ...(CreationDate ? { CreationDate } : {}),
      ...(ModDate ? { ModDate } : {}),
    };
    const modified = ModDate?.toISOString().replace(/\.\d+Z$/, 'Z') ?? '';
    doc.appendXML(
      `<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:ModifyDate>${modified}</xmp:ModifyDate></rdf:Description>`,
    );
    end();
  };
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The font selected by `doc.font(...)`. */
export function selectedFont(doc: Pdf): FontView {
  const { _font } = doc as unknown as Untyped;
  const font = _font?.font;
  if (typeof font?.hasGlyphForCodePoint !== 'function' || typeof font.layout !== 'function') {
    throw new Error('pdfkit no longer exposes the opened font');
  }
  return font as FontView;
}

/** Puts our colour profile in place of pdfkit's, which it reads from a path that bundling breaks. */
export function setOutputIntent(doc: Pdf, profile: Uint8Array): void {
  const untyped = doc as unknown as Untyped;
  const root = untyped._root?.data;
  if (root === undefined || typeof untyped.endSubset !== 'function')
    throw new Error('pdfkit no longer exposes its catalog');
  untyped.endSubset = () => {
    doc.appendXML(
      '<rdf:Description xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" rdf:about="">' +
        '<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance></rdf:Description>',
    );
    const stream = doc.ref({ N: 3 });
    stream.write(profile);
    stream.end(undefined);
    const name = new String('sRGB IEC61966-2.1');
    const intent = doc.ref({
      Type: 'OutputIntent',
      S: 'GTS_PDFA1',
      Info: name,
      OutputConditionIdentifier: name,
      DestOutputProfile: stream,
    });
    intent.end(undefined);
    root['OutputIntents'] = [intent];
  };
}

/** The finished file. Ends the document. */
export function finish(doc: Pdf): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    doc.on('error', reject);
    doc.end();
  });
}
