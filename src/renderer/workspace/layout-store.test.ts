import { describe, expect, it } from 'vitest';
import { createLayout, paneWidths, type Remembered } from './layout-store.ts';

function memory(start?: string): Remembered & { value: string | null } {
  return {
    value: start ?? null,
    getItem() {
      return this.value;
    },
    setItem(_key, value) {
      this.value = value;
    },
  };
}

describe('the layout', () => {
  it('remembers widths and which panes are shown', () => {
    const storage = memory();
    const layout = createLayout(storage);
    layout.resize('list', 400);
    layout.toggle('library');
    expect(createLayout(storage).store.getState()).toMatchObject({
      width: { list: 400 },
      shown: { library: false, list: true },
    });
  });

  it('keeps each pane between its least and greatest width', () => {
    const layout = createLayout(memory());
    layout.resize('list', 9_999);
    expect(layout.store.getState().width.list).toBe(paneWidths.list.greatest);
    layout.resize('list', -1);
    expect(layout.store.getState().width.list).toBe(paneWidths.list.least);
  });

  it.each(['{', '{"width":{"library":-5,"list":1e9}}', '[]'])(
    'starts as usual from a storage that holds %s',
    (kept) => {
      expect(createLayout(memory(kept)).store.getState().width).toEqual({
        library: paneWidths.library.usual,
        list: paneWidths.list.usual,
      });
    },
  );

  it('opens the library as a drawer in a narrow window, and remembers nothing of it', () => {
    const storage = memory();
    const layout = createLayout(storage);
    layout.setNarrow(true);
    layout.toggle('library');
    expect(layout.store.getState()).toMatchObject({ drawer: true, shown: { library: true } });
    expect(storage.value).toBeNull();
  });

  it('goes on when the storage refuses', () => {
    const layout = createLayout({
      getItem: () => null,
      setItem: () => {
        throw new Error('full');
      },
    });
    layout.toggle('list');
    expect(layout.store.getState().shown.list).toBe(false);
  });
});
