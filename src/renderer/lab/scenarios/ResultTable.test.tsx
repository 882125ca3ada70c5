import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { ResultTable } from './ResultTable.tsx';

const rows = (count: number): string[][] =>
  Array.from({ length: count }, (_row, at) => [`Vault ${at + 1}`, `Sentence ${at + 1}`]);
const drawn = (columns: string[], count: number): string =>
  renderToStaticMarkup(<ResultTable table={{ columns, rows: rows(count) }} rowsShown={3} />);

describe('a table of results', () => {
  it('shows all of a few rows', () => {
    expect(drawn(['Vault', 'Read'], 4)).toContain('Sentence 4');
    expect(drawn(['Vault', 'Read'], 4)).not.toContain('<button');
  });

  it('shows the first of many rows, and how many there are', () => {
    const long = drawn(['Vault', 'Read'], 20);
    expect(long).toContain('Sentence 3');
    expect(long).not.toContain('Sentence 4');
    expect(long).toContain('Show all 20 rows');
  });

  it('takes a column without a name for names of its rows', () => {
    const named = drawn(['', 'Read'], 2);
    expect(named).toContain('<th scope="row">Vault 1</th>');
    expect(named).not.toContain('<th scope="col"></th>');
  });
});
