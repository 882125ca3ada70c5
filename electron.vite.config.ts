import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** KaTeX names each of its fonts in three formats, for browsers of other days too: only the one that Chromium takes is shipped. */
const onlyModernFonts: Plugin = {
  name: 'only-modern-fonts',
  enforce: 'pre',
  transform: {
    filter: { id: /katex\.css$/ },
    handler: (code) => code.replaceAll(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\([^)]*\)/g, ''),
  },
};

const pdfjs = at('node_modules/pdfjs-dist');

/**
 * What the reader of PDFs fetches by name when a PDF needs it: decoders of the pictures that scans are made of, the letters that
 * every reader of PDFs is to have, and the tables by which Chinese, Japanese and Korean PDFs number theirs.
 */
const pdfResources: Plugin = {
  name: 'pdf-resources',
  generateBundle() {
    const wanted = /nowasm_fallback\.js$|\.(?:pfb|ttf|bcmap)$|^LICENSE/;
    for (const folder of ['wasm', 'standard_fonts', 'cmaps'])
      for (const name of readdirSync(join(pdfjs, folder)).filter((name) => wanted.test(name)))
        this.emitFile({
          type: 'asset',
          fileName: `pdf/${name}`,
          source: readFileSync(join(pdfjs, folder, name)),
        });
  },
};

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      rolldownOptions: {
        // Each worker is a file of its own beside the main bundle: see `workerFile` in src/engine.
        input: {
          index: at('src/main/index.ts'),
          'engine-worker': at('src/engine/engine-worker.ts'),
          'kdf-worker': at('src/engine/kdf-worker.ts'),
          'sealing-worker': at('src/engine/sealing-worker.ts'),
          'adversary-worker': at('src/engine/lab/adversary-worker.ts'),
          'derivations-worker': at('src/engine/lab/derivations-worker.ts'),
          'lab-worker': at('src/engine/lab/lab-worker.ts'),
          // Runs on plain Node, without Electron.
          cli: at('src/cli/index.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rolldownOptions: {
        input: at('src/preload/index.ts'),
        // A sandboxed preload must be a single CommonJS file.
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [react(), onlyModernFonts, pdfResources],
    worker: { format: 'es' },
    // The app protocol puts a fresh nonce in this place each time it serves the page.
    html: { cspNonce: '__CSP_NONCE__' },
    build: {
      outDir: at('out/renderer'),
      rolldownOptions: {
        input: {
          index: at('src/renderer/index.html'),
          console: at('src/renderer/console.html'),
          capture: at('src/renderer/capture.html'),
        },
      },
      // A data: URL would need a hole in the content security policy.
      assetsInlineLimit: 0,
    },
  },
});
