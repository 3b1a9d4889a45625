/** Labelled grey pictures in memory, decoded and checked: what every data set becomes. */
export interface ImageSet {
  /** Pixels [numImages · rows · columns], row by row, 0 is paper and 255 full ink. Nobody writes after construction. */
  readonly images: Uint8Array;
  /** Class of each picture [numImages], 0 to 9. */
  readonly labels: Uint8Array;
  readonly numImages: number;
  readonly rows: number;
  readonly columns: number;
}
