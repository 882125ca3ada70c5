import { afterEach, expect, it, vi } from 'vitest';
import { cheapKdf, freshPath, passphrase, removeFolders, resources } from './fixtures/vaults.ts';
import { prepareKdf } from './kdf.ts';
import { createSession } from './session.ts';

vi.mock('./kdf.ts', async (load) => ({ ...(await load<object>()), prepareKdf: vi.fn() }));
const prepared = vi.mocked(prepareKdf).mock.calls;

afterEach(removeFolders);

it('gets a worker ready at once and after a passphrase that was wrong, and none where the thread is about to end', async () => {
  const session = createSession({ resources, awaitsPassphrases: true, onProblems: () => undefined });
  expect(prepared).toHaveLength(1);
  const path = freshPath();
  await session.create({ path, passphrase, kdf: cheapKdf });
  expect(prepared).toHaveLength(1);
  await session.lock();
  expect(prepared).toHaveLength(1);

  const next = createSession({ resources, awaitsPassphrases: true, onProblems: () => undefined });
  await expect(next.unlock({ path, passphrase: 'a wrong one' })).rejects.toMatchObject({
    code: 'wrong-passphrase',
  });
  expect(prepared).toHaveLength(3);
  const cut = next.unlock({ path, passphrase });
  await Promise.all([next.lock(), expect(cut).rejects.toMatchObject({ code: 'locked' })]);
  expect(prepared).toHaveLength(3);
});
