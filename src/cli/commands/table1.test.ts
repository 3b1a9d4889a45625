import { describe, expect, it } from 'vitest';
import { expectRefusal, folder, outFile, run, stopAt } from './command.fixture';

describe('table1', () => {
  it("prints our row of a network below the paper's, from a search that it makes", async () => {
    const args = ['--model', 'lenet-fc', '--quick', '--device', 'wasm', '--workers', '2'];
    const { code, stdout, stderr } = await run('table1', args);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('LeNetFC on generated digits, weights: 74 types on 100 images');
    expect(stdout).toContain('| LeNetFC | paper: MNIST | 3 | FC 270K | 410 | 1.68 % | Q2.6 | Q5.3 |');
    expect(stdout).toMatch(
      /\| generated digits \| 3 \| FC 266,200 \| 410 \| 1\.75 % .*\| Q\d\.\d+ \| Q\d\.\d+ \|/,
    );
    expect(stdout).toContain('not measured: expected --mnist <folder>');
  });

  it('prints every network of the catalogue without measuring', async () => {
    const { code, stdout, stderr } = await run('table1', ['--from-stored']);
    expect(code, stderr).toBe(0);
    for (const title of ['LeNetFC', 'LeNetCNN', 'CF-VGG', 'VGG16', 'ResNet50', 'TiGRU', 'Chip net'])
      expect(stdout).toContain(`| ${title} |`);
    expect(stdout).toMatch(/VGG16 \| paper.*\n.*ImageNet \| 16 .* weights not at hand/);
    expect(stderr).not.toContain('types on');
  });

  it("takes Keras's weights and a folder of photos for a network that is not shipped", async () => {
    const args = ['--model', 'vgg16', '--weights', outFile('none.h5'), '--imagenet', folder];
    const { code, stderr } = await run('table1', args);
    expect(code).toBe(1);
    expect(stderr).toContain('none.h5: The file does not exist: expected a weight file of Keras or tfjs');
  });

  it('ends with 143 when it is stopped by SIGTERM', async () => {
    const { code, stderr } = await run(
      'table1',
      ['--quick', '--model', 'lenet-fc'],
      stopAt(/float error/, 'SIGTERM'),
    );
    expect(code, stderr).toBe(143);
  });

  it.each([
    [['--model', 'alexnet'], 'expected one of lenet-fc'],
    [['--images', '0'], 'expected a whole number from 1 to 100000'],
    [['--from-stored', '--fresh'], 'Cannot use --fresh here: it has no effect with --from-stored'],
    [['--images', '50', '--quick'], 'Both --quick and --images are given: --quick means 100 images'],
    [['--weights', 'w.h5'], 'expected --model vgg16 or --model resnet50'],
    [['--model', 'lenet-fc', '--weights', 'w.h5'], 'expected --model vgg16 or --model resnet50'],
    [['--out', 'table.csv'], 'ends in .md'],
  ])('refuses %j with one sentence', (args, sentence) => expectRefusal('table1', args, sentence));
});
