/** Thrown for a place in a database file that does not follow SQLite's format. */
export class Damage extends Error {
  override readonly name = 'Damage';
}
