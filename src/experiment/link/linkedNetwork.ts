import type { NetworkFile } from '../../core/network/model';

/** Key of the file that a reader's network comes from. It is for people: the identity decides. */
export const FILE_KEY = 'net';
/** Longest part of a file's name in a link. */
const MAX_NAME_CHARS = 100;

/** Returns the id of the reader's network that a link names, `file-…`. Undefined: it names none. */
export function linkedNetwork(link: string): string | undefined {
  return /[?&]m=(file-[0-9a-f]{16})(?:&|$)/.exec(link)?.[1];
}

/** Returns the value of `FILE_KEY` for a file: `lenet.onnx:1066892`. */
export function formatFile({ name, bytes }: NetworkFile): string {
  return `${Array.from(name).slice(-MAX_NAME_CHARS).join('')}:${bytes}`;
}

/** Returns name and size of the file that a link names. Undefined if it has none of this form. */
export function linkedFile(link: string): NetworkFile | undefined {
  const value = new RegExp(`[?&]${FILE_KEY}=([^&]*)`).exec(link)?.[1] ?? '';
  let text: string;
  try {
    text = decodeURIComponent(value);
  } catch {
    return undefined;
  }
  const found = /^(.{1,200}):(\d{1,15})$/su.exec(text);
  return found === null ? undefined : { name: found[1]!, bytes: Number(found[2]) };
}
