import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { linuxSizes, masterSize, renderIcon } from './icons.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** RGBA bytes of a square PNG. */
function pixelsOf(png: Buffer, size: number): Uint8Array {
  const picture = `<image width="${size}" height="${size}" href="data:image/png;base64,${png.toString('base64')}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">${picture}</svg>`;
  return new Resvg(svg).render().pixels;
}

/** The greatest difference of one colour in one pixel, 0 to 255. Processors round differently, by a little. */
function difference(left: Buffer, right: Buffer, size: number): number {
  const [one, other] = [pixelsOf(left, size), pixelsOf(right, size)];
  return one.reduce((most, value, index) => Math.max(most, Math.abs(value - (other[index] ?? 255))), 0);
}

describe('the icons', () => {
  const svg = readFileSync(at('../resources/icon.svg'), 'utf8');

  it('are what the drawing gives now', () => {
    for (const size of linuxSizes) {
      const kept = readFileSync(at(`icons/${size}x${size}.png`));
      expect(difference(kept, renderIcon(svg, size), size), `${size}`).toBeLessThan(4);
    }
    const kept = readFileSync(at('icon.png'));
    expect(difference(kept, renderIcon(svg, masterSize), masterSize)).toBeLessThan(4);
  });

  it('are as wide and as high as their names say', () => {
    for (const size of linuxSizes) {
      const png = readFileSync(at(`icons/${size}x${size}.png`));
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
    }
  });
});
