import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { renderMarkdown } from './render.ts';
import { cpuClock } from '../../../../catalog/testing/cpu-clock.ts';

const html = (text: string): string =>
  renderToStaticMarkup(
    renderMarkdown(text, (href, inner) => createElement('button', { title: href }, inner)),
  );

/** Every element and attribute that may come out. */
const ELEMENT =
  /<\/?(p|em|strong|s|blockquote|ul|ol|li|table|thead|tbody|tr|th|td|br|hr|code|pre|button)\b([^>]*)>/g;
const ATTRIBUTES =
  /^( (data-heading="[1-6]"|start="\d+"|style="text-align:(left|right|center)"|tabindex="0"|title="[^"<>]*"))*\/?$/;

describe('Markdown', () => {
  it('draws what people write', () => {
    expect(html('# Orders\n\nOne *row* per **order**, ~~not~~ `id`.\n\n- a\n- b\n\n3. c')).toBe(
      '<p data-heading="1">Orders</p><p>One <em>row</em> per <strong>order</strong>, <s>not</s> <code>id</code>.</p>' +
        '<ul><li>a</li><li>b</li></ul><ol start="3"><li>c</li></ol>',
    );
    expect(html('| a | b |\n|---|--:|\n| 1 | 2 |')).toContain('<td style="text-align:right">2</td>');
    expect(html('[where](https://example.org/?a=1&b=2)')).toBe(
      '<p><button title="https://example.org/?a=1&amp;b=2">where</button></p>',
    );
    expect(html('```sql\nselect 1\n```')).toBe('<pre tabindex="0"><code>select 1\n</code></pre>');
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'a <b onclick="x">b</b> <!-- c --> <![CDATA[d]]> <?php e ?>',
    '<a href="javascript:alert(1)">x</a>',
    '[x](javascript:alert(1)) [y](JaVaScRiPt&colon;alert(1)) [z](&#106;avascript:alert(1))',
    '[x](data:text/html;base64,PHNjcmlwdD4=) [y](vbscript:x) [z](file:///etc/passwd)',
    '<javascript:alert(1)> <https://example.org/"onmouseover="x>',
    '![x](https://example.org/track.png) ![y](javascript:alert(1) "t")',
    '[x](https://example.org "\\" onclick=alert(1)") [a]: javascript:x\n\n[a]',
    '| <script> |\n|---|\n| <img src=x onerror=y> |',
    '```<script>\n</code></pre><script>x</script>\n```',
    '<iframe src="//example.org"></iframe><style>*{display:none}</style><svg/onload=x>',
    '\u0000<scr\u0000ipt>x</scr\u0000ipt> \ud800',
    '&lt;script&gt;alert(1)&lt;/script&gt; &#60;img src=x&#62;',
  ])('runs and fetches nothing of %j', (text) => {
    const drawn = html(text);
    const rest = drawn.replace(ELEMENT, (_, _tag, attributes: string) => {
      expect(attributes).toMatch(ATTRIBUTES);
      return '';
    });
    expect(rest).not.toMatch(/[<>]/);
    for (const [, address] of drawn.matchAll(/title="([^"]*)"/g))
      expect(address).toMatch(/^(https?|mailto):/i);
    expect(drawn).not.toMatch(/<(img|script|iframe|style|svg|a)\b/i);
  });

  it.each([
    ['brackets', '['.repeat(50_000)],
    ['quotes', `${'>'.repeat(20_000)}x`],
    ['stars', '*a_'.repeat(20_000)],
    ['lists', Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth * 2)}- x`).join('\n')],
    ['backticks', Array.from({ length: 300 }, (_, n) => '`'.repeat(n)).join(' ')],
  ])('copes with %s', (_, text) => {
    const spent = cpuClock();
    expect(html(text).length).toBeGreaterThan(0);
    expect(spent()).toBeLessThan(10_000);
  });
});
