declare module 'jsfive' {
  interface DataObjects {
    /** Chunk shape, or null for contiguous data. */
    readonly chunks: number[] | null;
    find_msg_type(type: number): unknown[];
    /** Shape of an attribute, from its dataspace message. */
    determine_data_shape(bytes: ArrayBuffer, offset: number): number[];
  }
  export class Group {
    readonly keys: string[];
    readonly attrs: Readonly<Record<string, unknown>>;
    readonly _dataobjects: DataObjects;
    get(path: string): Group | Dataset | null;
  }
  export class Dataset extends Array<unknown> {
    readonly shape: number[];
    /** Numpy's notation: `<f4`. */
    readonly dtype: string | unknown[];
    readonly attrs: Readonly<Record<string, unknown>>;
    readonly value: number[];
    readonly _dataobjects: DataObjects;
  }
  export class File extends Group {
    constructor(bytes: ArrayBuffer, name?: string);
  }
}
