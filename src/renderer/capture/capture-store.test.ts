import { describe, expect, it, vi } from 'vitest';
import { LatchkeyError, type CaptureState } from '../../contract/index.ts';
import { createApi } from '../bridge/api.ts';
import { fakeBridge } from '../bridge/fake-bridge.ts';
import { startCapture } from './capture-store.ts';
import { fateWords } from './capture-words.ts';

const vaults: CaptureState = {
  vaults: [
    { ref: 'a', name: 'Private', isLocked: true },
    { ref: 'b', name: 'Work', isLocked: false },
  ],
  chosen: 'b',
  waiting: { a: 2, b: 0 },
};

async function started(save: () => void = () => undefined) {
  vi.stubGlobal('window', { addEventListener: () => undefined });
  const fake = fakeBridge({
    'capture.state': () => vaults,
    'capture.save': save,
    'capture.close': () => undefined,
    'capture.stay': () => undefined,
  });
  const pad = startCapture(createApi(fake.bridge));
  await vi.waitFor(() => expect(pad.store.getState().vaults).not.toBeNull());
  const made = () => fake.calls.map(({ method }) => method).filter((method) => method !== 'capture.state');
  return { fake, pad, made };
}

describe('quick capture', () => {
  it('goes to the vault that was used last, hands the text over and keeps none of it', async () => {
    const { pad, fake, made } = await started();
    pad.write('Milk');
    await pad.save();
    expect(fake.calls.at(-2)).toEqual({ method: 'capture.save', request: { ref: 'b', text: 'Milk' } });
    expect(made()).toEqual(['capture.save', 'capture.close']);
    expect(pad.store.getState()).toMatchObject({ text: '', isSaving: false });
  });

  it('waits with what was written before it knew the vaults', async () => {
    vi.stubGlobal('window', { addEventListener: () => undefined });
    const answer = Promise.withResolvers<CaptureState>();
    const fake = fakeBridge({
      'capture.state': () => answer.promise,
      'capture.save': () => undefined,
      'capture.close': () => undefined,
    });
    const pad = startCapture(createApi(fake.bridge));
    pad.write('Milk');
    const saved = pad.save();
    answer.resolve(vaults);
    await saved;
    expect(fake.calls.map(({ method }) => method)).toEqual([
      'capture.state',
      'capture.save',
      'capture.close',
    ]);
  });

  it('keeps the text and stays where it could not be handed over', async () => {
    const { pad, made } = await started(() => {
      throw new LatchkeyError('disk-full', 'The disk is full.');
    });
    pad.write('Milk');
    await pad.save();
    expect(pad.store.getState()).toMatchObject({ text: 'Milk', failure: 'The disk is full.' });
    expect(made()).toEqual(['capture.save']);
  });

  it('asks for the vaults again where it could not hear of them, and says why it cannot save', async () => {
    vi.stubGlobal('window', { addEventListener: () => undefined });
    const answers: (() => CaptureState)[] = [
      () => {
        throw new LatchkeyError('internal', 'Something went wrong.');
      },
      () => ({ vaults: [], chosen: null, waiting: {} }),
      () => vaults,
    ];
    const fake = fakeBridge({
      'capture.state': () => answers.shift()?.() ?? vaults,
      'capture.save': () => undefined,
      'capture.close': () => undefined,
    });
    const pad = startCapture(createApi(fake.bridge));
    pad.write('Milk');
    await pad.save();
    expect(pad.store.getState()).toMatchObject({ text: 'Milk', isSaving: false });
    expect(pad.store.getState().failure).toContain('No vault takes captures');
    await pad.save();
    expect(fake.calls.slice(-2).map(({ method }) => method)).toEqual(['capture.save', 'capture.close']);
  });

  it('says no longer that no vault takes captures once one does', async () => {
    vi.stubGlobal('window', { addEventListener: () => undefined });
    const fake = fakeBridge({ 'capture.state': () => ({ vaults: [], chosen: null, waiting: {} }) });
    const pad = startCapture(createApi(fake.bridge));
    pad.write('Milk');
    await pad.save();
    fake.emit('capture.state', { vaults: [], chosen: null, waiting: {} });
    expect(pad.store.getState().failure).toContain('No vault takes captures');
    fake.emit('capture.state', vaults);
    expect(pad.store.getState()).toMatchObject({ text: 'Milk', ref: 'b', failure: null });
  });

  it('lets nothing be written while it saves, though it cannot hear of the vaults meanwhile', async () => {
    const onFocus: (() => void)[] = [];
    vi.stubGlobal('window', {
      addEventListener: (_event: string, listener: () => void) => onFocus.push(listener),
    });
    const saved = Promise.withResolvers<undefined>();
    let isHeard = true;
    const fake = fakeBridge({
      'capture.state': () => {
        if (isHeard) return vaults;
        throw new LatchkeyError('internal', 'Something went wrong.');
      },
      'capture.save': () => saved.promise,
      'capture.close': () => undefined,
    });
    const pad = startCapture(createApi(fake.bridge));
    await vi.waitFor(() => expect(pad.store.getState().vaults).not.toBeNull());
    pad.write('Milk');
    const saving = pad.save();
    isHeard = false;
    for (const listener of onFocus) listener();
    await vi.waitFor(() => expect(pad.store.getState().failure).toBe('Something went wrong.'));
    expect(pad.store.getState().isSaving).toBe(true);
    saved.resolve(undefined);
    await saving;
    expect(pad.store.getState()).toMatchObject({ text: '', isSaving: false });
  });

  it('asks before it throws text away, and does so when asked again', async () => {
    const { pad, made } = await started();
    pad.write('Milk');
    pad.leave();
    expect(pad.store.getState().asks).toBe(true);
    pad.write('Milk and');
    expect(pad.store.getState().asks).toBe(false);
    pad.leave();
    pad.leave();
    expect(made()).toEqual(['capture.close']);
    expect(pad.store.getState().text).toBe('');
  });

  it('asks as well when its window is closed from outside', async () => {
    const { pad, fake, made } = await started();
    pad.write('Milk');
    fake.emit('capture.closing', { isQuitting: false });
    expect(pad.store.getState()).toMatchObject({ text: 'Milk', asks: true });
    fake.emit('capture.closing', { isQuitting: false });
    expect(made()).toEqual(['capture.close']);
  });

  it('saves what is written when the app quits, even while it asks whether to throw it away', async () => {
    const { pad, fake, made } = await started();
    pad.write('Milk');
    pad.leave();
    fake.emit('capture.closing', { isQuitting: true });
    await vi.waitFor(() => expect(made()).toEqual(['capture.save', 'capture.close']));
  });

  it('stays when the app is to quit and what is written cannot be saved', async () => {
    const { pad, fake, made } = await started(() => {
      throw new LatchkeyError('disk-full', 'The disk is full.');
    });
    pad.write('Milk');
    fake.emit('capture.closing', { isQuitting: true });
    await vi.waitFor(() => expect(made()).toEqual(['capture.save', 'capture.stay']));
    expect(pad.store.getState()).toMatchObject({ text: 'Milk', failure: 'The disk is full.' });
  });

  it('saves nothing that is blank, and closes at once', async () => {
    const { pad, made } = await started();
    pad.write(' \n');
    await pad.save();
    pad.leave();
    expect(made()).toEqual(['capture.close']);
  });

  it('follows a vault that is taken away', async () => {
    const { pad, fake } = await started();
    pad.choose('a');
    fake.emit('capture.state', { ...vaults, vaults: vaults.vaults.slice(1) });
    expect(pad.store.getState().ref).toBe('b');
  });

  it('says what will happen', () => {
    expect(fateWords(vaults, 'a')).toBe(
      'The vault is locked: this is sealed now and becomes a note when you next unlock it. 2 wait already.',
    );
    expect(fateWords(vaults, 'b')).toMatch(/^The vault is unlocked: .* at once\.$/);
  });
});
