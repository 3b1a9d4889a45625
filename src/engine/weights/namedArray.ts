/** An array of a file of weights. */
export interface NamedArray {
  /** Name in the file. */
  readonly name: string;
  readonly shape: readonly number[];
  /** Type in the file, for messages. */
  readonly type: string;
  /**
   * Reads all values as floats, in row-major order. Each call reads them again; the caller owns
   * them. Throws AssetError, also for complex numbers and texts.
   */
  readonly read: () => Promise<Float32Array>;
}
