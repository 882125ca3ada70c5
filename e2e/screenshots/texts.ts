/** A text with everything in it that the editor draws in a way of its own. */
export function everything(picture: string): string {
  return `Words that are **bold**, *italic*, ~~struck out~~ and \`code\`, a [link](https://example.org/tides), one to [[Tides]], one
to a note that is [[Not there yet]], and https://example.org/bare as it is.

## A heading of the second kind

- [x] Something done
- [ ] Something to do
  - [ ] and a part of it
- An item
  1. a numbered one
  2. and another

> A quote, which has a second line
> and *some stress* in it.
>
> > One in it.

### Tables, formulas and code

| Port | High water | Height |
| :--- | :--------: | -----: |
| Calais | 06:12 | 6.9 m |
| **Dover** | 05:58 | 6.4 m |

Inside a line $a^2 + b^2 = c^2$, and on its own:

$$
\\int_0^\\infty e^{-x^2} \\, dx = \\frac{\\sqrt{\\pi}}{2}
$$

\`\`\`ts
export function tide(hour: number): 'high' | 'low' {
  // Twice a day.
  return hour % 12 < 6 ? 'high' : 'low';
}
\`\`\`

![lantern.png](attachment:${picture})

A fact that needs a source.[^1]

---

#### The end

[^1]: Said by the harbour master, in passing.
`;
}

/** Lines that run from the right and from the left, and some in which both meet. */
export const mixed = `שלום עולם, זו פסקה בעברית עם המילה Latchkey באמצע ומספר 42.

مرحبا بالعالم. هذه فقرة بالعربية وفيها كلمة Latchkey والرقم 42.

An English line with עברית and العربية in it, and a number, 42.

- פריט ראשון
- [ ] משימה עם **הדגשה** וגם \`code\`
- عنصر ثالث

| שם | Name | اسم |
| :-- | :--: | --: |
| רות | Ruth | راعوث |

> ציטוט של מישהו
`;

export const template = `Date: {{date}}
Present: {{cursor}}

## Decided

- [ ] 

## Next time

`;

/** A table of so many columns and rows. */
export function tableOf(columns: number, rows: number): string {
  const line = (cell: (column: number) => string): string =>
    `| ${Array.from({ length: columns }, (_, column) => cell(column)).join(' | ')} |`;
  const lines = [line((column) => `Column ${column + 1}`), line(() => '---')];
  for (let row = 1; row <= rows; row += 1) lines.push(line((column) => `${row * (column + 1)} barrels`));
  return lines.join('\n');
}
