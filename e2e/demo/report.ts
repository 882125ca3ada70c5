import type { Step } from './steps.ts';

export interface DemoFacts {
  readonly steps: readonly Step[];
  readonly pictures: readonly string[];
  readonly passphrase: string;
  /** Bytes. */
  readonly vaultSize: number;
  /** Bytes of all the notes' text in UTF-8. */
  readonly textSize: number;
  readonly notes: number;
  readonly chromium: string;
  /** How that Chromium was found. */
  readonly origin: string;
}

const bytes = (count: number): string => `${count.toLocaleString('en-GB')} bytes`;

/** The demo's report, in Markdown. */
export function reportOf(facts: DemoFacts): string {
  const { steps, pictures, passphrase, vaultSize, textSize, notes, chromium, origin } = facts;
  const total = steps.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return `# Latchkey demo

The built app was driven as a person would drive it, on the Chromium host: the main process ran on Node, the window in
Chromium. Nothing was stubbed; the vault beside this report is a real one.

## What was done

| step | time (ms) | result |
| --- | ---: | --- |
${steps.map(({ name, milliseconds, result }) => `| ${name} | ${milliseconds} | ${result} |`).join('\n')}
| **all** | **${total}** | |

## The vault

- File: \`demo.latchkey\`, ${bytes(vaultSize)}, closed, one file.
- It holds ${notes} notes with ${bytes(textSize)} of text.
- Passphrase: \`${passphrase}\`

**This passphrase is for the demo only.** It is written down here for anyone to read, so it protects nothing. Never use
it for a vault of your own.

To open it, start Latchkey (\`npm start\`), choose “Open a vault…”, pick \`demo-output/demo.latchkey\` and type the
passphrase, spaces included.

## Made with

- Node ${process.versions.node} on ${process.platform} (${process.arch})
- Chromium ${chromium}: ${origin}

## Pictures

${pictures.map((file) => `- [${file}](${file})`).join('\n')}
`;
}
