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

  it('folds the panes away in focus mode, and brings back those that were shown, also after a start', () => {
    const storage = memory();
    const layout = createLayout(storage);
    layout.toggle('library');
    layout.toggleView('focus');
    expect(layout.store.getState().shown).toEqual({ library: false, list: false });
    const next = createLayout(storage);
    expect(next.store.getState()).toMatchObject({ view: { focus: true }, shown: { list: false } });
    next.toggleView('focus');
    expect(next.store.getState().shown).toEqual({ library: false, list: true });
  });

  it('remembers the tab of the inspector, and not the one that a narrow window showed', () => {
    const storage = memory();
    const layout = createLayout(storage);
    layout.toggleInspector('links');
    layout.setNarrow(true);
    expect(layout.store.getState().inspector).toBeNull();
    layout.inspect('files');
    expect(createLayout(storage).store.getState().inspector).toBe('links');
    layout.setNarrow(false);
    expect(layout.store.getState().inspector).toBe('links');
    layout.toggleInspector('links');
    expect(createLayout(storage).store.getState().inspector).toBeNull();
  });

  it('starts as usual where the kept one is from before there was an inspector', () => {
    const kept = '{"width":{"library":200,"list":300},"shown":{"library":true,"list":false}}';
    expect(createLayout(memory(kept)).store.getState()).toMatchObject({
      width: { list: 300 },
      inspector: null,
      view: { toolbar: true, focus: false, typewriter: false },
    });
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
