/** Looks of a Word document: styles, lists, settings. */

const COLOURS = { ink: '1C2430', muted: '556170', accent: '1F4E79', rule: 'CFD6DE', head: 'EEF2F6' } as const;

/** Fonts that Word, LibreOffice and Pages replace by their own where they are missing. */
const FONTS = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Noto Sans CJK SC" w:cs="Arial"/>';
const MONO = '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Courier New"/>';

interface StyleInit {
  readonly id: string;
  readonly name: string;
  readonly paragraph?: string;
  readonly run?: string;
  readonly next?: string;
}

function style({ id, name, paragraph = '', run = '', next }: StyleInit): string {
  const basis = id === 'Normal' ? '' : '<w:basedOn w:val="Normal"/>';
  const following = next === undefined ? '' : `<w:next w:val="${next}"/>`;
  return `<w:style w:type="paragraph"${id === 'Normal' ? ' w:default="1"' : ''} w:styleId="${id}"><w:name w:val="${name}"/>${basis}${following}<w:qFormat/><w:pPr>${paragraph}</w:pPr><w:rPr>${run}</w:rPr></w:style>`;
}

const size = (halfPoints: number) => `<w:sz w:val="${halfPoints}"/><w:szCs w:val="${halfPoints}"/>`;
const colour = (value: string) => `<w:color w:val="${value}"/>`;
const bold = '<w:b/><w:bCs/>';

function heading(level: 1 | 2 | 3, points: number, before: number): string {
  return style({
    id: `Heading${level}`,
    name: `heading ${level}`,
    next: 'Normal',
    paragraph: `<w:keepNext/><w:keepLines/><w:spacing w:before="${before}" w:after="100"/><w:outlineLvl w:val="${level - 1}"/>`,
    run: `${bold}${colour(level === 1 ? COLOURS.accent : COLOURS.ink)}${size(points * 2)}`,
  });
}

/** `tag`: BCP 47. */
export function stylesXml(tag: string, rtl: boolean): string {
  const language = `<w:lang w:val="${rtl ? 'en' : tag}" w:eastAsia="zh-CN" w:bidi="${rtl ? tag : 'ar-SA'}"/>`;
  return [
    `<w:docDefaults><w:rPrDefault><w:rPr>${FONTS}${colour(COLOURS.ink)}${size(21)}${language}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>`,
    style({ id: 'Normal', name: 'Normal' }),
    style({
      id: 'Title',
      name: 'Title',
      next: 'Normal',
      paragraph: `<w:keepNext/><w:pBdr><w:top w:val="single" w:sz="24" w:space="10" w:color="${COLOURS.accent}"/></w:pBdr><w:spacing w:after="60"/>`,
      run: `${bold}${size(44)}`,
    }),
    style({ id: 'Subtitle', name: 'Subtitle', next: 'Normal', run: `${colour(COLOURS.muted)}${size(24)}` }),
    heading(1, 16, 360),
    heading(2, 13, 280),
    heading(3, 11, 220),
    style({
      id: 'Caption',
      name: 'caption',
      paragraph: '<w:keepNext/><w:spacing w:before="200" w:after="80"/>',
      run: bold,
    }),
    style({ id: 'Note', name: 'Table Note', run: `${colour(COLOURS.muted)}${size(18)}` }),
    style({
      id: 'Cell',
      name: 'Table Cell',
      paragraph: '<w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/>',
      run: size(18),
    }),
    style({
      id: 'Code',
      name: 'Code Block',
      paragraph:
        '<w:shd w:val="clear" w:color="auto" w:fill="F0F2F5"/><w:bidi w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>',
      run: `${MONO}${size(18)}`,
    }),
    style({ id: 'ListItem', name: 'List Paragraph', paragraph: '<w:spacing w:after="40"/>' }),
    style({
      id: 'Footer',
      name: 'footer',
      paragraph: `<w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="${COLOURS.rule}"/></w:pBdr><w:spacing w:after="0"/>`,
      run: `${colour(COLOURS.muted)}${size(17)}`,
    }),
    style({ id: 'FooterPage', name: 'Footer Page', run: `${colour(COLOURS.muted)}${size(17)}` }),
    style({
      id: 'ContentsHeading',
      name: 'TOC Heading',
      paragraph: '<w:keepNext/><w:spacing w:before="240" w:after="60"/>',
      run: bold,
    }),
    style({
      id: 'TOC1',
      name: 'toc 1',
      paragraph:
        '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9628"/></w:tabs><w:spacing w:after="40"/>',
    }),
    style({
      id: 'TOC2',
      name: 'toc 2',
      paragraph:
        '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9628"/></w:tabs><w:spacing w:after="40"/><w:ind w:left="220"/>',
    }),
    ...(['info', 'warning', 'gap'] as const).map(callout),
    `<w:style w:type="character" w:styleId="CodeText"><w:name w:val="Code Text"/><w:rPr>${MONO}<w:sz w:val="19"/><w:shd w:val="clear" w:color="auto" w:fill="F0F2F5"/></w:rPr></w:style>`,
    `<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`,
    `<w:style w:type="table" w:styleId="ReportTable"><w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="${COLOURS.rule}"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="${COLOURS.rule}"/></w:tblBorders></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr>${bold}</w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="${COLOURS.head}"/></w:tcPr></w:tblStylePr></w:style>`,
  ].join('');
}

const TONES = {
  info: ['2B6CB0', 'EEF5FC'],
  warning: ['96600F', 'FDF6E7'],
  gap: ['9B2C3F', 'FCEFF1'],
} as const;

function callout(tone: keyof typeof TONES): string {
  const [bar, ground] = TONES[tone];
  return style({
    id: `Callout-${tone}`,
    name: `Callout ${tone}`,
    paragraph: `<w:keepLines/><w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="${bar}"/></w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="${ground}"/>`,
  });
}

/** One numbering for all bullets, then one for each numbered list, so that each begins at 1. */
export function numberingXml(lists: number): string {
  const level = (format: string, text: string) =>
    `<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="425" w:hanging="283"/></w:pPr></w:lvl>`;
  const abstract = (id: number, xml: string) =>
    `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="singleLevel"/>${xml}</w:abstractNum>`;
  const numbers = Array.from(
    { length: lists },
    (_, at) =>
      `<w:num w:numId="${at + 2}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`,
  );
  return `${abstract(0, level('bullet', '•'))}${abstract(1, level('decimal', '%1.'))}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>${numbers.join('')}`;
}

/** The program asks, or does so by itself, to fill in contents and page numbers when the file is opened. */
export function settingsXml(): string {
  return '<w:updateFields w:val="true"/><w:defaultTabStop w:val="709"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>';
}
