import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { describe, expect, test } from 'vitest';
import { decodePhoto } from './decodePhoto';

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));

/**
 * 23 x 17 pixels of three ramps, written by Pillow 9.4.0 at quality 70, and the SHA-256 of the
 * pixels that Pillow reads back with libjpeg-turbo 2.1.5.
 */
const KNOWN: readonly (readonly [kind: string, digest: string, jpeg: string])[] = [
  [
    '4:4:4',
    'daa28e029d9d8193d7d55caa208cd6bf2a297aad15934d1bc7850425be6424dd',
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAoHBwgHBgoICAgLCgoLDhgQDg0NDh0VFhEYIx8lJCIfIiEmKzcvJik0KSEiMEExNDk7Pj4+JS5ESUM8SDc9Pjv/2wBDAQoLCw4NDhwQEBw7KCIoOzs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozv/wAARCAARABcDAREAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDgbbSIxEPlXO3612Sr4aGG+zzcvk221+DX9Xv7uGGxbbNeDR4wuNq9QOBn8azxNTCQhypx3S0s3uru6126fK2l39FhcXK5rQ6PHgDYAM9hntXLiKmEdotJK/Sz0s+qu2m/xV9FovosNi5W3L1rpQEIwp+7jgfzrlWOhDCWjf4baJ2u1Z3drb7fK1teb8Rw+JfMa1vpIAHyZB5AIrGti4RgktU9UnfuvKystNL3u233+jwuK8zXttI6ZXeR26YrJ4lJrm9+S6bWTX4dOjWmjs7L6LD4rQp2n+pT/daqpf7nD/DP8kfkWH+L7jWt/vj/AHh/KuOt/FX+KP8A6QfR4XY17D7kX0P9KjL/AOHQ9JfofRUup//Z',
  ],
  [
    '4:2:2, progressive',
    '1a79b70795e39fcc7231966053262cbe7e4e9d974381589ae6b3cbe57cf6b743',
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAoHBwgHBgoICAgLCgoLDhgQDg0NDh0VFhEYIx8lJCIfIiEmKzcvJik0KSEiMEExNDk7Pj4+JS5ESUM8SDc9Pjv/2wBDAQoLCw4NDhwQEBw7KCIoOzs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozv/wgARCAARABcDASEAAhEBAxEB/8QAFwABAQEBAAAAAAAAAAAAAAAABAADBf/EABgBAAMBAQAAAAAAAAAAAAAAAAIDBQYE/9oADAMBAAIQAxAAAAHgLa1dz3N1qxzILmKwy647f//EABoQAAMBAAMAAAAAAAAAAAAAAAACAwERITH/2gAIAQEAAQUCWWcZHDI4LLpZCyF8UQ//xAAbEQACAwADAAAAAAAAAAAAAAAAAwECBBEhMf/aAAgBAwEBPwHM2SjZ4MzSjejMV8P/xAAgEQAABQMFAAAAAAAAAAAAAAAAAQIDETJBgRMhUbHw/9oACAECAQE/AVLaiwUbBnuFPFGBqxaQuksdBij3A//EABYQAAMAAAAAAAAAAAAAAAAAAAABMP/aAAgBAQAGPwKCP//EABwQAAIBBQEAAAAAAAAAAAAAAAAxARFBUWFxgf/aAAgBAQABPyGyQikUGIYtjSaai+SN6KP/2gAMAwEAAgADAAAAEE/hPf/EABgRAQADAQAAAAAAAAAAAAAAAAABESEx/9oACAEDAQE/ELUK1JcMOunB/8QAIBEAAgEDBAMAAAAAAAAAAAAAARExACFBUWFxsRCBkf/aAAgBAgEBPxBi4DYy/py8OiFwOA+gRVnGAwVppxs2bkChcnyWtkkY8Ei9dK//xAAfEAEAAgICAgMAAAAAAAAAAAABABExQSGBELFxocH/2gAIAQEAAT8QMcnaEpsDgvuUAqF6L1BBS04PcADMeQSY7tNYrxTD8PU+u/k//9k=',
  ],
  [
    '4:2:0',
    'fb14dff44e5f997284309936acd323d8c20577bdbe2db12203f7d048d0a39254',
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAoHBwgHBgoICAgLCgoLDhgQDg0NDh0VFhEYIx8lJCIfIiEmKzcvJik0KSEiMEExNDk7Pj4+JS5ESUM8SDc9Pjv/2wBDAQoLCw4NDhwQEBw7KCIoOzs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozv/wAARCAARABcDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDgbbSIxEPlXO361rwaPGFxtXqBwM/jXSWulAQjCn7uOB/Ota30kAD5Mg8gEVNTHQ5N1t/XX+vU5MtzXVanNw6PHgDYAM9hntRXd22kdMrvI7dMUVxvFQcm3y/OLf8A6Tofc0c2fItSnaf6lP8Adata3++P94fyoorirfw4f9u/+kn41lu5r2H3Ivof6UUUVrgP4K+X/pKPtqfwo//Z',
  ],
  [
    'grey',
    'fa3325325c982bb911ce2edf0ef0e79ef13af734341b639928d6e72514d70f78',
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAoHBwgHBgoICAgLCgoLDhgQDg0NDh0VFhEYIx8lJCIfIiEmKzcvJik0KSEiMEExNDk7Pj4+JS5ESUM8SDc9Pjv/wAALCAARABcBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/AOBttIjEQ+Vc7frWvBo8YXG1eoHAz+Na0Ojx4A2ADPYZ7VetdKAhGFP3ccD+da1vpIAHyZB5AIrXttI6ZXeR26Yqnaf6lP8Adata3++P94fyrXsPuRfQ/wBK/9k=',
  ],
  [
    'EXIF orientation 6',
    'fb14dff44e5f997284309936acd323d8c20577bdbe2db12203f7d048d0a39254',
    '/9j/4AAQSkZJRgABAQAAAQABAAD/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/2wBDAAoHBwgHBgoICAgLCgoLDhgQDg0NDh0VFhEYIx8lJCIfIiEmKzcvJik0KSEiMEExNDk7Pj4+JS5ESUM8SDc9Pjv/2wBDAQoLCw4NDhwQEBw7KCIoOzs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozs7Ozv/wAARCAARABcDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDgbbSIxEPlXO361rwaPGFxtXqBwM/jXSWulAQjCn7uOB/Ota30kAD5Mg8gEVNTHQ5N1t/XX+vU5MtzXVanNw6PHgDYAM9hntRXd22kdMrvI7dMUVxvFQcm3y/OLf8A6Tofc0c2fItSnaf6lP8Adata3++P94fyoorirfw4f9u/+kn41lu5r2H3Ivof6UUUVrgP4K+X/pKPtqfwo//Z',
  ],
];
const JPEG = bytesOf(KNOWN[0]![2]);

/**
 * Offset of the frame header in a file: marker, size, bits, height, width, components with id,
 * sampling and table.
 */
const frameOf = (bytes: Uint8Array) =>
  bytes.findIndex((byte, index) => byte === 0xff && bytes[index + 1] === 0xc0);

describe('JPEG photos', () => {
  test.each(KNOWN)('have the pixels of libjpeg-turbo: %s', async (_, digest, jpeg) => {
    const { width, height, pixels } = await decodePhoto(bytesOf(jpeg));
    expect([width, height]).toEqual([23, 17]);
    expect(bytesToHex(sha256(pixels))).toBe(digest);
  });

  test.each([
    ['cut short in its pixels', JPEG.subarray(0, -40), 'Premature end of JPEG file'],
    ['cut short in its header', JPEG.subarray(0, frameOf(JPEG)), 'cut short'],
    ['of a strange marker', JPEG.with(20, 0), 'damaged'],
    ['of samples of 12 bits', JPEG.with(frameOf(JPEG) + 4, 12), 'Unsupported JPEG data precision 12'],
    ['of two components', JPEG.with(frameOf(JPEG) + 9, 2), /./],
    ['of no width', JPEG.with(frameOf(JPEG) + 8, 0), 'Empty JPEG image'],
    ['of 60,000 x 60,000 pixels', resized(60_000), '3600 megapixels, more than 40'],
  ])('are refused when they are %s, and the next one is read all the same', async (_, bytes, reason) => {
    await expect(decodePhoto(bytes)).rejects.toThrow(reason);
    expect(bytesToHex(sha256((await decodePhoto(JPEG)).pixels))).toBe(KNOWN[0]![1]);
  });

  test('of CMYK are refused where their colours have less than full size', async () => {
    const frame = frameOf(JPEG);
    const ids = [1, 2, 3, 4].flatMap((id) => [id, id === 1 ? 0x22 : 0x11, 0]);
    const header = Uint8Array.of(0xff, 0xc0, 0, 20, 8, 0, 17, 0, 23, 4, ...ids);
    const cmyk = Buffer.concat([JPEG.subarray(0, frame), header, JPEG.subarray(frame + 19)]);
    await expect(decodePhoto(new Uint8Array(cmyk))).rejects.toThrow(
      'CMYK with colours at less than full size',
    );
  });
});

function resized(side: number): Uint8Array {
  const bytes = JPEG.slice();
  const view = new DataView(bytes.buffer);
  view.setUint16(frameOf(bytes) + 5, side);
  view.setUint16(frameOf(bytes) + 7, side);
  return bytes;
}
