import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { linuxSizes, masterSize, renderIcon } from './icons.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

describe('the icons', () => {
  const svg = readFileSync(at('../resources/icon.svg'), 'utf8');

  it('are what the drawing gives now', () => {
    for (const size of linuxSizes) {
      expect(readFileSync(at(`icons/${size}x${size}.png`)).equals(renderIcon(svg, size)), `${size}`).toBe(
        true,
      );
    }
    expect(readFileSync(at('icon.png')).equals(renderIcon(svg, masterSize))).toBe(true);
  });

  it('are as wide and as high as their names say', () => {
    for (const size of linuxSizes) {
      const png = readFileSync(at(`icons/${size}x${size}.png`));
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
    }
  });
});
