import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** A note as the peer keeps it, readable. */
export interface PeerNote {
  /** 16 bytes. */
  readonly id: Uint8Array;
  readonly title: string;
  readonly snippet: string;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly updatedAt: number;
}

/** What the peer's list has of a note. */
export type PeerSummary = Readonly<Record<keyof Omit<PeerNote, 'body'>, unknown>>;

/**
 * What Latchkey is measured beside: the same notes in SQLite's own tables with its full-text index (FTS5), as safe on the disk (WAL,
 * `synchronous=FULL`), and not encrypted. SQLCipher would be the fairer peer, and is slower than this one: it would decipher
 * every page besides. It cannot be had without building a native add-on.
 */
export class Peer {
  readonly database: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #update: StatementSync;
  readonly #first: StatementSync;
  readonly #all: StatementSync;

  /** Opens the file at a path, or makes it. */
  constructor(path: string) {
    this.database = new DatabaseSync(path);
    this.database.exec(`
      PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
      CREATE TABLE IF NOT EXISTS note (
        row INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, revision INTEGER NOT NULL, title TEXT NOT NULL, snippet TEXT NOT NULL,
        tags TEXT NOT NULL, notebook TEXT, pinned INTEGER NOT NULL, createdAt INTEGER NOT NULL, updatedAt INTEGER NOT NULL,
        trashedAt INTEGER, wordCount INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX IF NOT EXISTS note_by_change ON note (updatedAt DESC);
      CREATE TABLE IF NOT EXISTS body (row INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL) STRICT;
      CREATE VIRTUAL TABLE IF NOT EXISTS found USING fts5 (title, body, content = 'body', content_rowid = 'row', tokenize = 'unicode61');
      CREATE TRIGGER IF NOT EXISTS body_new AFTER INSERT ON body BEGIN
        INSERT INTO found (rowid, title, body) VALUES (new.row, new.title, new.body);
      END;
      CREATE TRIGGER IF NOT EXISTS body_changed AFTER UPDATE ON body BEGIN
        INSERT INTO found (found, rowid, title, body) VALUES ('delete', old.row, old.title, old.body);
        INSERT INTO found (rowid, title, body) VALUES (new.row, new.title, new.body);
      END;
    `);
    const prepare = (sql: string) => this.database.prepare(sql);
    this.#insert = prepare(
      `INSERT INTO note (id, revision, title, snippet, tags, pinned, createdAt, updatedAt, wordCount)
       VALUES (?, 1, ?, ?, '[]', 0, ?, ?, 0) RETURNING row`,
    );
    this.#update = prepare(
      `UPDATE note SET revision = revision + 1, title = ?, snippet = ?, updatedAt = ? WHERE id = ? RETURNING row`,
    );
    const columns = `id, revision, title, tags, notebook, pinned, createdAt, updatedAt, trashedAt, wordCount`;
    this.#first = prepare(`SELECT ${columns}, snippet FROM note ORDER BY updatedAt DESC LIMIT 100`);
    this.#all = prepare(`SELECT ${columns} FROM note ORDER BY updatedAt DESC`);
  }

  /** All of them in one transaction. */
  insert(notes: readonly PeerNote[]): void {
    const body = this.database.prepare('INSERT INTO body (row, title, body) VALUES (?, ?, ?)');
    this.database.exec('BEGIN IMMEDIATE');
    for (const { id, title, snippet, body: text, updatedAt } of notes) {
      const { row = null } = this.#insert.get(id, title, snippet, updatedAt, updatedAt) ?? {};
      body.run(row, title, text);
    }
    this.database.exec('COMMIT');
  }

  /** In a transaction of its own. */
  save({ id, title, snippet, body, updatedAt }: PeerNote): void {
    this.database.exec('BEGIN IMMEDIATE');
    const { row = null } = this.#update.get(title, snippet, updatedAt, id) ?? {};
    this.database.prepare('UPDATE body SET title = ?, body = ? WHERE row = ?').run(title, body, row);
    this.database.exec('COMMIT');
  }

  bodyOf(id: Uint8Array): unknown {
    return this.database.prepare('SELECT body FROM body JOIN note USING (row) WHERE id = ?').get(id)?.body;
  }

  /** The hundred that were changed last. */
  listFirst(): PeerSummary[] {
    return this.#first.all().map(summaryOf);
  }

  /** All of them, without their snippets. */
  list(): PeerSummary[] {
    return this.#all.all().map(summaryOf);
  }

  /** How many notes have a word. */
  count(word: string): unknown {
    return this.database.prepare('SELECT count(*) AS hits FROM found WHERE found MATCH ?').get(`"${word}"`)
      ?.hits;
  }

  /** Leaves one file. */
  close(): void {
    this.database.close();
  }
}

function summaryOf({
  id,
  title,
  snippet,
  updatedAt,
  ...rest
}: Readonly<Record<string, unknown>>): PeerSummary {
  return { ...rest, id, title, snippet, updatedAt };
}
