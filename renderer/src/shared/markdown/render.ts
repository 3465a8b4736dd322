/**
 * Markdown (CommonMark with tables and strikethrough) as React elements. No text becomes HTML on the way: tags that
 * are written in it are shown as they are written, images as their description, links by what `link` makes of them.
 */
import MarkdownIt, { type Token } from 'markdown-it';
import { createElement, Fragment, type ReactNode } from 'react';
import { say } from '../language/say.ts';

const parser = new MarkdownIt({ html: false, linkify: false, typographer: false, maxNesting: 40 });

/** Elements that Markdown stands for; headings are drawn as paragraphs, since pages have headings of their own. */
const TAGS = new Set([
  'p',
  'em',
  'strong',
  's',
  'blockquote',
  'ul',
  'ol',
  'li',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
]);

interface Frame {
  readonly token: Token | null;
  readonly children: ReactNode[];
}

/** Draws a link; the address is http, https or mailto. */
export type DrawLink = (href: string, children: ReactNode) => ReactNode;

export function renderMarkdown(text: string, link: DrawLink): ReactNode {
  return nodes(parser.parse(text.toWellFormed(), {}), link);
}

function nodes(tokens: readonly Token[], link: DrawLink): ReactNode {
  const root: Frame = { token: null, children: [] };
  const stack = [root];
  const top = () => stack.at(-1) ?? root;
  for (const token of tokens) {
    if (token.nesting === 1) stack.push({ token, children: [] });
    else if (token.nesting === -1) {
      const frame = stack.length > 1 ? stack.pop() : undefined;
      if (frame?.token) top().children.push(element(frame.token, frame.children, link));
    } else top().children.push(leaf(token, link));
  }
  // What is not closed is drawn all the same.
  return together(stack.flatMap(({ children }) => children));
}

function element(token: Token, children: readonly ReactNode[], link: DrawLink): ReactNode {
  if (token.hidden) return together(children);
  if (token.type === 'link_open') {
    const href = String(token.attrGet('href') ?? '');
    return isOpenable(href) ? link(href, together(children)) : together([...children, ` (${href})`]);
  }
  if (token.type === 'heading_open')
    return createElement('p', { 'data-heading': token.tag.slice(1) }, ...children);
  if (!TAGS.has(token.tag)) return together(children);
  return createElement(token.tag, propsOf(token), ...children);
}

function propsOf(token: Token): Readonly<Record<string, unknown>> {
  if (token.tag === 'ol') {
    const start = Number(token.attrGet('start') ?? 1);
    return Number.isSafeInteger(start) ? { start } : {};
  }
  const align = /^text-align:(left|right|center)$/.exec(String(token.attrGet('style') ?? ''))?.[1];
  return align ? { style: { textAlign: align } } : {};
}

function leaf(token: Token, link: DrawLink): ReactNode {
  switch (token.type) {
    case 'inline':
      return nodes(token.children ?? [], link);
    case 'softbreak':
      return '\n';
    case 'hardbreak':
      return createElement('br');
    case 'hr':
      return createElement('hr');
    case 'code_inline':
      return createElement('code', null, token.content);
    case 'fence':
    case 'code_block':
      return createElement('pre', { tabIndex: 0 }, createElement('code', null, token.content));
    case 'image':
      return createElement(
        'em',
        null,
        say('[image: {description}]', { description: token.content || String(token.attrGet('src') ?? '') }),
      );
    default:
      return token.content;
  }
}

function isOpenable(href: string): boolean {
  return /^(https?|mailto):/i.test(href);
}

const together = (children: readonly ReactNode[]): ReactNode => createElement(Fragment, null, ...children);
