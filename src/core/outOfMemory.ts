/**
 * Returns true if the message of an error says that memory could not be allocated. Covers
 * JavaScript, WebAssembly modules, which abort for no other reason here, and drivers of GPUs.
 */
export function saysOutOfMemory(message: string): boolean {
  return /out[ _-]?of[ _-]?(?:\w+[ _-])?memory|\bOOM\b|allocation failed|unable to grow|^Aborted\(/i.test(
    message,
  );
}
