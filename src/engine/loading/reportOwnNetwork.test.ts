import { expect, it } from 'vitest';
import { exportLines } from '../../core/files/foreignFiles';
import { openSource } from './openSource';
import { reportOwnNetwork } from './reportOwnNetwork';

const files = (name: string, ...bytes: readonly number[]) => ({
  format: 'network' as const,
  weights: { name, blob: new Blob([Uint8Array.from(bytes)]) },
  others: [],
});

it('refuses a pickle of PyTorch with the lines that export it', async () => {
  expect(await reportOwnNetwork(files('net.pt', 1))).toEqual({
    fileName: 'net.pt',
    reasons: [expect.stringMatching(/^The file is a pickle of PyTorch.*expected the network as ONNX/)],
    lines: exportLines('net.pt'),
  });
  // The command line has them in its message.
  await expect(openSource(files('net.pt', 1))).rejects.toThrow(
    /^net\.pt: .*: import torch; net = torch\.load/,
  );
});

it.each(['t.pkl', 'm.mar', 's.pb', 'm.mlmodel', 'm.caffemodel', 'm.gguf', 'm.plan'])(
  'refuses %s in a sentence with a way out',
  async (name) => {
    const refused = await reportOwnNetwork(files(name, 1));
    expect(refused).toEqual({
      fileName: name,
      reasons: [expect.stringMatching(/^The file is an? .*: expected .*ONNX/)],
    });
  },
);
