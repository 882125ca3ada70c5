import { describe, expect, it } from 'vitest';
import { deepest, mostNodes, worthOf, type TreeNode } from './html-worth.ts';

interface Made extends TreeNode {
  firstChild: Made | null;
  nextSibling: Made | null;
  parentNode: Made | null;
}

function made(nodeName: string, ...children: readonly Made[]): Made {
  const node: Made = { nodeName, firstChild: children[0] ?? null, nextSibling: null, parentNode: null };
  children.forEach((child, index) => {
    child.parentNode = node;
    child.nextSibling = children[index + 1] ?? null;
  });
  return node;
}

function nested(depth: number): Made {
  let node = made('B');
  for (let at = 0; at < depth; at += 1) node = made('DIV', node, made('#text'));
  return node;
}

describe('what pasted HTML is worth', () => {
  it('is its text alone where it marks nothing', () => {
    expect(worthOf(made('BODY', made('DIV', made('SPAN', made('#text')), made('BR'))), 100)).toBe('plain');
  });

  it('is more where something is marked, however far down', () => {
    expect(worthOf(made('BODY', made('DIV', made('SPAN', made('STRONG', made('#text'))))), 100)).toBe('rich');
  });

  it('is too much beyond each limit, and not at it', () => {
    expect(worthOf(nested(deepest), 100)).toBe('rich');
    expect(worthOf(nested(deepest + 1), 100)).toBe('too-much');
    const many = (count: number) => made('BODY', ...Array.from({ length: count }, () => made('B')));
    expect(worthOf(many(mostNodes - 1), 100)).toBe('rich');
    expect(worthOf(many(mostNodes), 100)).toBe('too-much');
    expect(worthOf(many(20_000), 5_000_000)).toBe('too-much');
  });

  it('counts depth right after coming up again', () => {
    const wide = made('BODY', ...Array.from({ length: 500 }, () => made('P', made('I', made('#text')))));
    expect(worthOf(wide, 100)).toBe('rich');
  });
});
