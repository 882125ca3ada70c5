import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nodeComplaint } from './node-version.ts';

describe('the version of Node', () => {
  it.each(['24.0.0', '24.21.0', '100.0.0'])('%s will do', (version) => {
    expect(nodeComplaint(version)).toBeNull();
  });

  it.each(['20.19.0', '22.22.1', '23.11.0'])('%s will not, and is named', (version) => {
    expect(nodeComplaint(version)).toContain(`Node ${version}`);
  });

  it('is the one that package.json asks for', () => {
    const manifest: unknown = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    );
    expect(manifest).toMatchObject({ engines: { node: '>=24' } });
    expect(nodeComplaint('23.99.99')).toContain('needs Node 24');
  });
});
