/**
 * Makes an object refuse by name what this host does not implement: a property that Electron's object would have and
 * this one has not throws instead of reading as undefined. The object stays itself, so `===` and `instanceof` hold:
 * only the lookup of what it lacks is caught, at its prototype.
 */
export function loud<T extends object>(name: string, implemented: T): T {
  const prototype = Object.getPrototypeOf(implemented) as object;
  const watched = new Proxy(prototype, {
    // Keeps `instanceof` true: the chain goes through the real prototype.
    getPrototypeOf: () => prototype,
    get(target, property, receiver) {
      // A promise's resolution looks for `then` on everything, and Node's inspection for symbols.
      if (
        property in target ||
        typeof property === 'symbol' ||
        property === 'then' ||
        property === 'toJSON'
      ) {
        return Reflect.get(target, property, receiver) as unknown;
      }
      throw notImplemented(`${name}.${property}`);
    },
  });
  return Object.setPrototypeOf(implemented, watched) as T;
}

export function notImplemented(what: string): Error {
  return new Error(
    `The Chromium host does not implement ${what}. Add it under e2e/host/electron, or do without it.`,
  );
}

/** Refuses options that this host would otherwise ignore. */
export function refuseUnknown(what: string, given: object, known: readonly string[]): void {
  const unknown = Object.keys(given).find((key) => !known.includes(key));
  if (unknown !== undefined) throw notImplemented(`the option ${unknown} of ${what}`);
}
