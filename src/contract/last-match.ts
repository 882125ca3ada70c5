/** V8 keeps the whole text in which a regular expression found something last, until another finds something: this one does, in nothing. */
export function forgetLastMatch(): void {
  /^/.exec('');
}
