/** Labelled pictures in memory, in colour or grey, decoded and checked. */
export interface PictureSet {
  /** Pixels [numImages · rows · columns · channels], row by row, a pixel's channels together. Nobody writes after construction. */
  readonly images: Uint8Array;
  /** Class of each picture [numImages], 0 to 9. */
  readonly labels: Uint8Array;
  readonly numImages: number;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
}
