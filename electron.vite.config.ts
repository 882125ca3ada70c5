import { readFileSync } from 'node:fs';
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

/** The decoders of JPEG 2000 and JBIG2, which scans are made of: the reader of PDFs fetches them by these names. */
const pictureDecoders: Plugin = {
  name: 'picture-decoders',
  generateBundle() {
    for (const file of ['jbig2_nowasm_fallback.js', 'openjpeg_nowasm_fallback.js']) {
      const source = readFileSync(at(`node_modules/pdfjs-dist/wasm/${file}`));
      this.emitFile({ type: 'asset', fileName: `pdf/${file}`, source });
    }
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
    plugins: [react(), onlyModernFonts, pictureDecoders],
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
