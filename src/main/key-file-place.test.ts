import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placeForKeyFile } from './key-file-place.ts';

const home = resolve('/home/ada');
const documents = join(home, 'Documents');

describe('the place proposed for a key file', () => {
  it('is the home folder for a vault among the documents or anywhere else', () => {
    expect(placeForKeyFile(join(documents, 'Diary.latchkey'), home, documents)).toBe(home);
    expect(placeForKeyFile(resolve('/media/stick/Diary.latchkey'), home, documents)).toBe(home);
  });

  it('is never the folder of the vault itself', () => {
    expect(placeForKeyFile(join(home, 'Diary.latchkey'), home, documents)).toBe(documents);
    expect(placeForKeyFile(`${home}/./Documents/../Diary.latchkey`, home, documents)).toBe(documents);
  });
});
