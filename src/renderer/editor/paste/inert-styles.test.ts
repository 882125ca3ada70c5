import { expect, it } from 'vitest';
import { withInertStyles } from './inert-styles.ts';

it.each([
  ['<b style="color:red">a</b>', '<b data-style="color:red">a</b>'],
  ["<b\nSTYLE = 'x'>", "<b\ndata-style = 'x'>"],
  ['<b id="a"style=x>', '<b id="a"data-style=x>'],
  ['<b/style=x>', '<b/data-style=x>'],
  ['<p>a style="x" &lt;b style="y"&gt;</p>', '<p>a style="x" &lt;b style="y"&gt;</p>'],
  ['<style>p { }</style>', '<title>p { }</title>'],
  ['<STYLE type="text/css">p { }</STYLE >', '<title type="text/css">p { }</title >'],
  ['<styled-box>', '<styled-box>'],
])('names the styles of “%s” anew, and leaves the text alone', (html, inert) => {
  expect(withInertStyles(html)).toBe(inert);
});

it('reads tags that never end once', () => {
  expect(withInertStyles('<b style=x '.repeat(200_000))).toBe('<b data-style=x '.repeat(200_000));
});
