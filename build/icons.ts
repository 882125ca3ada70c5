import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Resvg } from '@resvg/resvg-js';

/** Edge lengths, in pixels, of the icons that Linux desktops look for. */
export const linuxSizes = [16, 32, 48, 64, 128, 256, 512] as const;

/** Edge length, in pixels, of the picture that the packager turns into an .icns for macOS and an .ico for Windows. */
export const masterSize = 1024;

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The one drawing, as a square PNG with a transparent ground. */
export function renderIcon(svg: string, size: number): Buffer {
  return new Resvg(svg, { fitTo: { mode: 'width', value: size }, font: { loadSystemFonts: false } })
    .render()
    .asPng();
}

/** Renders every icon from resources/icon.svg into build/. The same drawing gives the same bytes. */
async function renderAll(): Promise<void> {
  const svg = await readFile(at('../resources/icon.svg'), 'utf8');
  await mkdir(at('icons'), { recursive: true });
  await writeFile(at('icon.png'), renderIcon(svg, masterSize));
  for (const size of linuxSizes) await writeFile(at(`icons/${size}x${size}.png`), renderIcon(svg, size));
  console.log(`Rendered build/icon.png and ${linuxSizes.length} sizes in build/icons.`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await renderAll();
