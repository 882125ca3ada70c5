import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ESTree, Visitor, parseSync } from 'vite';

/** One JavaScript file that the build wrote. */
export interface Bundle {
  readonly name: string;
  readonly code: string;
}

/** Every .js and .cjs file under a folder of out/. Throws if there is none, because then nothing would be checked. */
export function readBundles(folder: string): readonly Bundle[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.c?js$/.test(name),
  );
  if (names.length === 0) throw new Error(`${folder} holds no bundle: run \`npm run build\` first.`);
  return names.map((name) => ({ name, code: readFileSync(join(folder, name), 'utf8') }));
}

/** Names of the modules that a bundle loads from outside itself, each once, sorted. Files beside it do not count. */
export function importedModules({ name, code }: Bundle): readonly string[] {
  const found: string[] = [];
  const note = (module: ESTree.Node | null | undefined): void => void found.push(nameIn(module));
  const { program, errors } = parseSync(name, code);
  if (errors.length > 0) throw new Error(`${name} is not JavaScript.`);
  new Visitor({
    ImportDeclaration: ({ source }) => note(source),
    ImportExpression: ({ source }) => note(source),
    ExportAllDeclaration: ({ source }) => note(source),
    ExportNamedDeclaration: ({ source }) => {
      if (source !== null) note(source);
    },
    CallExpression: ({ callee, arguments: [module] }) => {
      if (callee.type === 'Identifier' && callee.name === 'require') note(module);
    },
  }).visit(program);
  return [...new Set(found)].filter((module) => !module.startsWith('.')).sort();
}

/** A module's name as the code has it; `(computed)` where it is known only when the code runs. */
function nameIn(node: ESTree.Node | null | undefined): string {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  const whole = node?.type === 'TemplateLiteral' && node.expressions.length === 0;
  return (whole ? node.quasis[0]?.value.cooked : null) ?? '(computed)';
}

/**
 * What only code that runs in Node, or that holds keys, has in it. Each stands for text that minifying cannot change: a
 * string, a property, a global.
 */
export const marks = {
  'a Node module': /["'`]node:[a-z_/]+["'`]/,
  'the electron module': /\brequire\(\s*["'`]electron["'`]|\bfrom\s*["']electron["']/,
  "Node's Buffer": /(?<![\w$.])Buffer\.(?:from|alloc|concat)\b/,
  'the labels under which keys are derived': /latchkey\/v1/,
  'the cipher': /xchacha|chacha20/i,
  'a constant of the cipher': /expand 32-byte k/,
  'the key derivation': /argon2-browser|_argon2_hash/,
  'the field that holds a wrapped key': /\bcommitment\b/,
} as const;

export type Mark = keyof typeof marks;

/** Which marks a bundle bears. */
export function marksOf({ code }: Bundle): readonly Mark[] {
  const bears = (name: string): name is Mark => name in marks && marks[name as Mark].test(code);
  return Object.keys(marks).filter(bears);
}
