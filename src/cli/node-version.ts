/** The first major version of Node with everything that the engine uses; SQLite above all. As in package.json. */
const leastMajor = 24;

/** What to say on a Node of this version, such as `24.21.0`; null if it will do. */
export function nodeComplaint(version: string): string | null {
  if (Number.parseInt(version, 10) >= leastMajor) return null;
  return `This needs Node ${leastMajor} or newer, and is run by Node ${version}. No vault was touched.`;
}
