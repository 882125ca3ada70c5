import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A note as resources/demo has it: a Markdown file whose first line is its title. */
export interface DemoNote {
  /** The file's name. */
  readonly file: string;
  readonly title: string;
  /** Everything after the title and the empty line below it, without the last line feed. */
  readonly body: string;
}

const folder = fileURLToPath(new URL('../../resources/demo/', import.meta.url));

/** Every demo note, the last file first: the list shows the newest on top, so it ends in the order of the files. */
export function readDemoNotes(): readonly DemoNote[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.md'));
  return files
    .sort()
    .reverse()
    .map((file) => parse(file, readFileSync(`${folder}${file}`, 'utf8')));
}

function parse(file: string, text: string): DemoNote {
  const [, title, body] = /^# (.+)\n\n([\s\S]+)\n$/.exec(text) ?? [];
  if (title === undefined || body === undefined) {
    throw new Error(
      `resources/demo/${file}: expected "# Title", an empty line, and a body that ends with a line feed.`,
    );
  }
  return { file, title, body };
}
