import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from 'yaml';

/** What front matter can say of a note. */
export interface FrontMatter {
  readonly title?: string;
  readonly tags?: readonly string[];
  readonly notebook?: string | null;
  readonly createdAt?: number;
  readonly updatedAt?: number;
  readonly pinned?: boolean;
  readonly favourite?: boolean;
  readonly template?: boolean;
  readonly archivedAt?: number | null;
  readonly trashedAt?: number | null;
  /** Paths of the files that belong to the note, from the folder that its own file lies in; `/` divides them. */
  readonly attachments?: readonly string[];
  /** What those files are called in the vault, in the same order, where a disk cannot call them so. */
  readonly attachmentNames?: readonly string[];
  /** Where the body had half a surrogate pair: offset and code unit. */
  readonly loneSurrogates?: readonly (readonly [offset: number, unit: number])[];
}

/** A file that begins with front matter. */
export interface FrontMatterFound {
  readonly fields: FrontMatter;
  /** Front matter, with its fences, of the fields that are not ours; empty if all were. */
  readonly kept: string;
  /** What follows the closing fence. */
  readonly rest: string;
}

/** The longest front matter that is looked at, in UTF-16 code units. */
const maxLength = 4 * 1024 * 1024;

/** The most that its parts may be marked off by: a reader of YAML takes a hundred bytes and more for each such mark. */
const maxMarks = 20_000;

/** The last moment that a year of four digits can name. */
const lastPlainTime = 253_402_300_799_999;

/** The last moment that a date can name at all (ECMA-262, time values). */
const lastTime = 8.64e15;

/** The front matter of a note, with its fences and a line break at the end. */
export function frontMatterOf(fields: FrontMatter): string {
  const { title, tags = [], notebook = null, createdAt, updatedAt } = fields;
  const { archivedAt = null, trashedAt = null, attachments = [], attachmentNames = [] } = fields;
  const lines = [
    title === undefined ? [] : [`title: ${quoted(title)}`],
    listLine('tags', tags),
    notebook === null && trashedAt === null
      ? []
      : [`notebook: ${notebook === null ? 'null' : quoted(notebook)}`],
    createdAt === undefined ? [] : [`created: ${timeOf(createdAt)}`],
    updatedAt === undefined ? [] : [`updated: ${timeOf(updatedAt)}`],
    flagLine('pinned', fields.pinned),
    flagLine('favourite', fields.favourite),
    flagLine('template', fields.template),
    archivedAt === null ? [] : [`archived: ${timeOf(archivedAt)}`],
    trashedAt === null ? [] : [`trashed: ${timeOf(trashedAt)}`],
    listLine('attachments', attachments),
    listLine('attachment-names', attachmentNames),
    surrogateLine(fields.loneSurrogates),
  ].flat();
  return ['---', ...lines, '---', ''].join('\n');
}

function listLine(name: string, values: readonly string[]): readonly string[] {
  return values.length === 0 ? [] : [`${name}: [${values.map(quoted).join(', ')}]`];
}

function flagLine(name: string, isSo: boolean | undefined): readonly string[] {
  return isSo === true ? [`${name}: true`] : [];
}

function surrogateLine(lone: FrontMatter['loneSurrogates'] = []): readonly string[] {
  if (lone.length === 0) return [];
  const places = lone.map(([offset, unit]) => `${offset}:${unit.toString(16)}`);
  return [`lone-surrogates: "${places.join(' ')}"`];
}

/**
 * A JSON string is a YAML string too, on one line, once the characters that YAML calls unprintable are escaped; JSON
 * escapes lone surrogates itself.
 */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function timeOf(time: number): string {
  return time <= lastPlainTime ? new Date(time).toISOString() : String(time);
}

/** Null if the text does not begin with a YAML mapping between two lines of `---`. */
export function readFrontMatter(text: string): FrontMatterFound | null {
  const fence = /^---[ \t]*\r?\n/.exec(text)?.[0];
  if (fence === undefined) return null;
  const closing = /^---[ \t]*(?:\r?\n|$)/gm;
  closing.lastIndex = fence.length;
  const end = closing.exec(text.slice(0, maxLength));
  if (!end) return null;
  const source = text.slice(fence.length, end.index);
  const mapping = isPlainEnough(source) ? parseMapping(source) : null;
  if (!mapping) return null;
  const { fields, strange } = readFields(mapping, source);
  const kept = strange === '' ? '' : fence + strange + end[0];
  return { fields, kept, rest: text.slice(end.index + end[0].length) };
}

/** Whether a reader of YAML can be done with it at once. Our own list of surrogates is one long word to it. */
function isPlainEnough(source: string): boolean {
  const marks = /[[\]{},:\n&*#?-]/g;
  const searched = source.replace(/^lone-surrogates: "[0-9a-f: ]*"$/m, '');
  let count = 0;
  while (count <= maxMarks && marks.test(searched)) count += 1;
  return count <= maxMarks;
}

/** A block mapping of plain keys. In the failsafe schema every scalar stays the text it was: `1.10` is no number. */
function parseMapping(source: string): YAMLMap | null {
  try {
    const { contents, errors } = parseDocument(source, {
      schema: 'failsafe',
      uniqueKeys: false,
      logLevel: 'silent',
    });
    return errors.length === 0 && isMap(contents) && contents.flow !== true ? contents : null;
  } catch {
    // Nested too deeply: for this reader it is text.
    return null;
  }
}

type Reader = (value: unknown) => FrontMatter | null;

/** What each field says; null if its value is none that we understand. */
const readers: Readonly<Record<string, Reader>> = {
  title: (value) => field(text(value), (title) => ({ title })),
  tags: (value) => field(tagsIn(value), (tags) => ({ tags })),
  notebook: (value) =>
    isNull(value) ? { notebook: null } : field(text(value), (notebook) => ({ notebook })),
  created: (value) => field(timeIn(value), (createdAt) => ({ createdAt })),
  updated: (value) => field(timeIn(value), (updatedAt) => ({ updatedAt })),
  archived: (value) => field(timeIn(value), (archivedAt) => ({ archivedAt })),
  trashed: (value) => field(timeIn(value), (trashedAt) => ({ trashedAt })),
  pinned: (value) => field(flag(value), (pinned) => ({ pinned })),
  favourite: (value) => field(flag(value), (favourite) => ({ favourite })),
  template: (value) => field(flag(value), (template) => ({ template })),
  attachments: (value) => field(pathsIn(value), (attachments) => ({ attachments })),
  'attachment-names': (value) => field(textsIn(value), (attachmentNames) => ({ attachmentNames })),
  'lone-surrogates': (value) => field(surrogatesIn(value), (loneSurrogates) => ({ loneSurrogates })),
};

/** Names by which other programs call our fields. */
const synonyms: Readonly<Record<string, string>> = {
  date: 'created',
  'created-at': 'created',
  createdat: 'created',
  modified: 'updated',
  'updated-at': 'updated',
  updatedat: 'updated',
  favorite: 'favourite',
};

function readFields(mapping: YAMLMap, source: string) {
  let fields: FrontMatter = {};
  let strange = '';
  const seen = new Set<string>();
  const starts = mapping.items.map(({ key }) => (isScalar(key) ? (key.range?.[0] ?? 0) : 0));
  for (const [index, { key, value }] of mapping.items.entries()) {
    const name = nameOf(key);
    const found = name === null || seen.has(name) ? null : (readers[name]?.(value) ?? null);
    if (found === null || name === null) {
      strange += source.slice(index === 0 ? 0 : starts[index], starts[index + 1]);
      continue;
    }
    seen.add(name);
    fields = { ...fields, ...found };
  }
  return { fields, strange };
}

function nameOf(key: unknown): string | null {
  const name = text(key)?.toLowerCase();
  if (name === undefined) return null;
  const own = Object.hasOwn(synonyms, name) ? synonyms[name] : name;
  return own !== undefined && Object.hasOwn(readers, own) ? own : null;
}

function field<T>(value: T | null, make: (value: T) => FrontMatter): FrontMatter | null {
  return value === null ? null : make(value);
}

function text(node: unknown): string | null {
  return isScalar(node) && typeof node.value === 'string' && !isNull(node) ? node.value : null;
}

/** YAML's ways to write nothing. In quotes they are words. */
function isNull(node: unknown): boolean {
  if (node === null) return true;
  return isScalar(node) && node.type === 'PLAIN' && /^(?:null|~|)$/i.test(String(node.value));
}

/** A list; or, as some programs write it, words on one line. */
function tagsIn(node: unknown): readonly string[] | null {
  if (isNull(node)) return [];
  if (isSeq(node)) return textsIn(node);
  const line = text(node);
  if (line === null) return null;
  if (!isScalar(node) || node.type !== 'PLAIN') return [line];
  const words = line.includes(',') ? line.split(',') : line.split(/\s/);
  return words.map((word) => word.trim()).filter((word) => word !== '');
}

function textsIn(node: unknown): readonly string[] | null {
  if (!isSeq(node)) return null;
  const texts = node.items.map(text);
  return texts.every((item) => item !== null) ? texts : null;
}

/** Paths. A list of links or of no texts means something else in another program, and stays where it is. */
function pathsIn(node: unknown): readonly string[] | null {
  const paths = textsIn(node);
  const isPath = (item: string) => item !== '' && !/^[a-z][a-z0-9+.-]+:/i.test(item);
  return paths?.every(isPath) === true ? paths : null;
}

const dateAndTime =
  /^(?<date>\d{4}-\d{2}-\d{2})(?:[Tt ](?<time>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s?(?<zone>Z|z|[+-]\d{2}:?\d{2})?)?$/;

/** A date, or a date and a time: UTC unless it names another zone. Or milliseconds since 1970, of 13 digits or more. */
function timeIn(node: unknown): number | null {
  const written = text(node)?.trim() ?? '';
  if (/^\d{13,16}$/.test(written)) return boundedTime(Number(written));
  const { date, time = '00:00', zone = 'Z' } = dateAndTime.exec(written)?.groups ?? {};
  if (date === undefined) return null;
  const offset = zone.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2').toUpperCase();
  return boundedTime(Date.parse(`${date}T${time}${offset}`));
}

function boundedTime(time: number): number | null {
  return Number.isSafeInteger(time) && time >= 0 && time <= lastTime ? time : null;
}

function flag(node: unknown): boolean | null {
  const written = text(node);
  return written === 'true' ? true : written === 'false' ? false : null;
}

function surrogatesIn(node: unknown): readonly (readonly [number, number])[] | null {
  const places = (text(node) ?? '')
    .split(' ')
    .map((place) => /^(\d{1,9}):(d[89a-f][0-9a-f]{2})$/.exec(place));
  if (!places.every((place) => place !== null)) return null;
  return places.map(([, offset, unit]) => [Number(offset), Number.parseInt(unit ?? '', 16)]);
}
