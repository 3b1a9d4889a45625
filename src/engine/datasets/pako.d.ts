declare module 'pako' {
  /**
   * zlib's inflate in JavaScript: every member of a gzip file in turn, zeros after the last one
   * left unread.
   */
  export class Inflate {
    constructor(options: { readonly chunkSize: number });
    /** 0, or what zlib calls the error; -5 for data that end too early. */
    readonly err: number;
    /** `next_in`: bytes read of the input; `total_in`: bytes read of the current member. */
    readonly strm: { readonly next_in: number; readonly total_in: number };
    onData(chunk: Uint8Array): void;
    /** False when the data are damaged or end too early; `isLast` says that no more will come. */
    push(bytes: Uint8Array, isLast: boolean): boolean;
  }
}
