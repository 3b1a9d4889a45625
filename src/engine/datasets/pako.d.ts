declare module 'pako' {
  /**
   * zlib's inflate in JavaScript. It reads every member of a gzip file and leaves zeros after the
   * last one unread.
   */
  export class Inflate {
    constructor(options: { readonly chunkSize: number });
    /** 0, or zlib's error code; -5 for incomplete data. */
    readonly err: number;
    /** `next_in`: bytes read of the input; `total_in`: bytes read of the current member. */
    readonly strm: { readonly next_in: number; readonly total_in: number };
    onData(chunk: Uint8Array): void;
    /** Returns false for damaged or incomplete data. `isLast` marks the last piece. */
    push(bytes: Uint8Array, isLast: boolean): boolean;
  }
}
