/** Why a file cannot be read, or a credential does not open it, in words for its owner. */
export class ReaderError extends Error {
  override readonly name = 'ReaderError';
}
