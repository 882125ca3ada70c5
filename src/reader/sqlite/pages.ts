import { viewOf } from '../bytes.ts';
import { Damage } from './damage.ts';
import { readLog, type Log } from './log.ts';
import type { Source } from './source.ts';

/** Length of the header at the start of page 1. */
export const fileHeaderLength = 100;

const magic = 'SQLite format 3\0';

/** The pages of a database: those of its log where the log has them. */
export interface Pages {
  readonly count: number;
  /** Bytes of a page that b-trees and overflow chains may use. */
  readonly usableSize: number;
  /** `PRAGMA application_id`. */
  readonly applicationId: number;
  /** `PRAGMA user_version`. */
  readonly userVersion: number;
  /** Pages count from 1. Throws `Damage` for one that is not there. */
  page(number: number): Promise<Uint8Array>;
}

/** Whether a file begins as every SQLite 3 database does. */
export async function isDatabase(file: Source): Promise<boolean> {
  return file.size >= fileHeaderLength && isHeader(await file.read(0, fileHeaderLength));
}

function isHeader(start: Uint8Array): boolean {
  return Array.from(magic).every((character, index) => start[index] === character.charCodeAt(0));
}

/**
 * Opens a database (https://sqlite.org/fileformat2.html#the_database_header) with the log that lies beside it, if
 * there is one. Throws `Damage` if the numbers in its header cannot be.
 */
export async function openPages(file: Source, logFile: Uint8Array | null): Promise<Pages> {
  if (!(await isDatabase(file))) throw new Damage('no SQLite header');
  const pageSize = pageSizeOf(await file.read(0, fileHeaderLength));
  const log: Log = logFile ? readLog(logFile, pageSize) : { pages: new Map(), pageCount: 0 };
  const count = log.pageCount > 0 ? log.pageCount : Math.floor(file.size / pageSize);
  const page = async (number: number): Promise<Uint8Array> => {
    if (!Number.isSafeInteger(number) || number < 1 || number > count) throw new Damage('no such page');
    const logged = log.pages.get(number);
    if (logged) return logged;
    const end = number * pageSize;
    if (end > file.size) throw new Damage('the file ends before this page');
    return file.read(end - pageSize, pageSize);
  };
  const header = viewOf(await page(1));
  const usableSize = pageSize - header.getUint8(20);
  const isUtf8 = header.getUint32(56) === 1;
  if (usableSize < 480 || !isUtf8) throw new Damage('a header that no vault has');
  const applicationId = header.getUint32(68);
  return { count, usableSize, applicationId, userVersion: header.getUint32(60), page };
}

/** 512 to 65,536, a power of two; 65,536 is written as 1. */
function pageSizeOf(file: Uint8Array): number {
  const written = viewOf(file).getUint16(16);
  const size = written === 1 ? 65_536 : written;
  if (size < 512 || (size & (size - 1)) !== 0) throw new Damage('a page size that cannot be');
  return size;
}
