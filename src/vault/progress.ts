/** How far long work has come. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}
