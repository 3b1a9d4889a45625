import { describe, expect, it } from 'vitest';
import { SpecError } from '../../core/errors';
import { CATALOG } from '../../core/network/catalog';
import { DEFAULT_VIEW } from '../../experiment/link/view';
import { checkSpec } from '../../experiment/settings/checkSpec';
import { DEFAULT_SPEC } from '../../experiment/settings/experimentSpec';
import { specOfModel } from '../../experiment/settings/specOfModel';
import { readExperiment, SPEC_OPTIONS, type SpecOptions } from './specOptions';
import { specUsage } from './specUsage';
import { rejectUnsupported } from './unsupportedOptions';

const never = (sentence: string) => expect.unreachable(sentence);
const read = (options: SpecOptions) => readExperiment(options, never);

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return expect.unreachable('nothing was refused');
}

describe('readExperiment', () => {
  it.each(['', '#', 'https://h/', 'https://h/?t=3.13'])(
    'refuses the link %j, which has no settings',
    (link) => {
      expect(thrownBy(() => read({ link }))).toMatchObject({ field: 'link' });
      expect(() => read({ link })).toThrow(`Link ${JSON.stringify(link)} has no settings`);
    },
  );

  it.each<[string, SpecOptions, string]>([
    ['nothing is said', {}, 'generated'],
    ['a folder is given', { data: 'mnist/' }, 'mnist'],
    ['a folder is given with weights', { data: 'mnist/', weights: 'generated' }, 'generated'],
    ['a link names MNIST', { link: '#/x?v=1&d=mnist', data: 'mnist/' }, 'mnist'],
    [
      'a link names MNIST and its weights',
      { link: '#/x?v=1&d=mnist&w=generated', data: 'mnist/' },
      'generated',
    ],
    ['other data override a link', { link: '#/x?v=1&d=mnist', data: 'generated' }, 'generated'],
    ['a folder overrides a link', { link: '#/x?v=1&d=generated', data: 'mnist/' }, 'mnist'],
    [
      'a link to digits names its weights',
      { link: '#/x?v=1&d=generated&w=mnist', data: 'generated' },
      'mnist',
    ],
    ['weights override a link', { link: '#/x?v=1&d=mnist&w=generated', weights: 'mnist' }, 'mnist'],
  ])('takes the right weights when %s', (_, options, weights) => {
    expect(read(options).spec.weights).toBe(weights);
  });

  it.each(['w.h5', 'w.hdf', 'saved.zip', 'w.h5,topology.txt', './vgg16', '/nets/vgg16', 'a,b', '..\\w'])(
    'takes --weights %s for files, whatever their endings',
    (weights) => {
      expect(read({ weights }).weightsFile).toBe(weights);
    },
  );

  it('takes --weights for a path where the name is there and no set has it', () => {
    expect(read({ weights: 'docs' }).weightsFile).toBe('docs');
    expect(thrownBy(() => read({ weights: 'doc' }))).toMatchObject({
      message:
        'Cannot use weights "doc": expected generated or mnist or a weight file or folder that is there',
    });
  });

  it.each(['generated', 'mnist'])('takes --weights %s for a set that ships, and fsdd for neither', (set) => {
    expect(read({ weights: set }).weightsFile).toBeUndefined();
    expect(thrownBy(() => read({ weights: 'fsdd' }))).toMatchObject({ field: 'weights' });
  });

  it('reads what faults, its types, its bits and how long faults last', () => {
    const { spec } = read({
      structures: 'activations, weights',
      'activation-format': 'Q4.5',
      bits: '1,0',
      lifetime: 'transient',
      'relu-words': 'unsigned',
    });
    expect(checkSpec(spec)).toMatchObject({
      reluWords: 'unsigned',
      structures: ['weights', 'activations'],
      activationFormat: { integerBits: 4, fractionBits: 5 },
      bitPositions: [0, 1],
      lifetime: 'transient',
    });
    expect(read({ link: '#/x?v=1&s=a&bits=0&life=transient', bits: 'all' }).spec).toMatchObject({
      structures: ['activations'],
      bitPositions: null,
      lifetime: 'transient',
    });
    expect(read({ model: 'ti-gru', structures: 'hiddenState' }).spec).toMatchObject({
      structures: ['hiddenState'],
      activationFormat: { integerBits: 4, fractionBits: 4 },
    });
  });

  it('reads blocks of layers, which are names for layers', () => {
    const blocks = 'Front:fc-1,back:fc-2';
    const { spec, view } = read({ blocks, layers: 'back' });
    expect(spec.layers).toEqual(['fc-2', 'fc-3']);
    expect(view.blocks).toBe(blocks);
    const link = '#/x?v=1&blk=a:fc-1,b:fc-3';
    expect(read({ link, layers: 'FC-3,A' }).spec.layers).toEqual(['fc-1', 'fc-2', 'fc-3']);
    expect(read({ link, blocks, layers: 'front' }).spec.layers).toEqual(['fc-1']);
    expect(read({ link, model: 'cf-vgg', layers: 'lb-1' }).view.blocks).toBe('');
  });

  it.each<[SpecOptions, string, RegExp]>([
    [{ blocks: 'a:fc-9' }, 'blocks', /"a:fc-9": expected a name of a block, a colon and one of fc-1/],
    [{ blocks: 'a:fc-1,b:fc-3', layers: 'c' }, 'layers', /"c": expected some of fc-1.* or blocks a, b/],
    [
      { model: 'lenet-cnn', structures: 'hiddenState' },
      'structures',
      /no hidden state: expected some of weights/,
    ],
    [{ structures: '' }, 'structures', /empty list of structures/],
    [{ structures: 'weights,weights' }, 'structures', /"weights": expected each structure once/],
    [{ structures: 'gates' }, 'structures', /"gates": expected weights or biases/],
    [{ bits: '8' }, 'bitPositions', /bit position 8: expected .* to 7, the last of 8 bits/],
    [
      { bits: '0,8', format: 'Q3.13', structures: 'weights,activations' },
      'bitPositions',
      /position 8: .* 8 bits/,
    ],
    [{ bits: '1,1' }, 'bitPositions', /bit position 1: expected each position once/],
    [{ bits: '-1' }, 'bitPositions', /bit position "-1": expected all, or whole numbers/],
    [{ 'activation-format': 'Q20.8' }, 'activationFormat', /28 bits wide: expected 2 to 24 bits/],
    [{ 'relu-words': 'short' }, 'reluWords', /"short": expected signed or unsigned/],
    [{ lifetime: 'weekly' }, 'lifetime', /"weekly": expected permanent or transient/],
    [{ ber: '' }, 'bers', /empty list of rates: expected at least one/],
    [{ ber: ',' }, 'bers', /bit error rate "": expected a number/],
  ])('refuses %o and names the setting', (options, field, sentence) => {
    const refused = thrownBy(() => read(options));
    expect(refused).toBeInstanceOf(SpecError);
    expect(refused).toMatchObject({ field, message: expect.stringMatching(sentence) });
  });

  it.each<[SpecOptions, string[]]>([
    [
      { lifetime: 'transient' },
      ['--lifetime changes nothing with faults in weights only: it acts with --structures activations'],
    ],
    [
      { model: 'ti-gru', structures: 'weights,biases', 'activation-format': 'Q4.4' },
      [
        '--activation-format changes nothing with faults in weights and biases only: it acts with --structures activations or hiddenState',
      ],
    ],
    [
      { structures: 'activations', format: 'Q2.6', sampling: 'count' },
      [
        '--format changes nothing with faults in activations only: it acts with --structures weights or biases',
        '--sampling changes nothing with faults in activations only: it acts with --structures weights or biases',
      ],
    ],
    [
      { model: 'ti-gru', structures: 'hiddenState', 'relu-words': 'unsigned' },
      [
        '--relu-words changes nothing with faults in hidden state only: it acts with --structures activations',
      ],
    ],
    [
      { structures: 'activations', layers: 'fc-3', 'relu-words': 'unsigned' },
      [
        '--relu-words changes nothing: no activation of fc-3 comes out of a ReLU, in LeNetFC those of fc-1, fc-2 do',
      ],
    ],
    [{ structures: 'weights,activations', 'relu-words': 'unsigned' }, []],
    [{ structures: 'weights,activations', format: 'Q2.6', 'activation-format': 'Q5.3' }, []],
    [{ link: '#/x?v=1&life=transient&ta=4.4' }, []],
  ])('of %j says which options nothing feels', (options, sentences) => {
    const said: string[] = [];
    readExperiment(options, (sentence) => said.push(sentence));
    expect(said).toEqual(sentences);
  });

  it('names every setting of a link that it cannot use', () => {
    const said: string[] = [];
    readExperiment({ link: '#/x?v=1&aa=1&bb=1&cc=1&n=-4' }, (sentence) => said.push(sentence));
    expect(said).toEqual([expect.stringMatching(/^4 settings in this link .*cc \(.*, n \(.*-4/)]);
  });

  it('takes fewer images only where nobody chose their number', () => {
    expect(read({}).takesFewerImages).toBe(true);
    expect(read({ images: '1000' }).takesFewerImages).toBe(false);
    expect(read({ link: '#/x?v=1' }).takesFewerImages).toBe(false);
  });

  it('keeps what the link looks at', () => {
    expect(read({}).view).toEqual(DEFAULT_VIEW);
    expect(read({ link: '#/x?v=1&x=1e-4&tr=9&dev=cpu' })).toMatchObject({
      device: 'cpu',
      view: { cursorBer: 1e-4, trial: 9 },
    });
  });
});

describe('unsupported options', () => {
  const unsupported = { ber: 'there is but one', trials: 'there are none' };

  it('are refused with the reason, and others are not', () => {
    expect(thrownBy(() => rejectUnsupported({ images: '5', trials: '3' }, unsupported))).toMatchObject({
      field: 'trials',
      message: 'Cannot use --trials here: there are none',
    });
    expect(() => rejectUnsupported({ images: '5' }, unsupported)).not.toThrow();
  });

  it('are left out of the help, which lists all others', () => {
    const listed = (text: string) => [...text.matchAll(/^ {2}--([\w-]+) </gm)].map(([, name]) => name);
    expect(listed(specUsage())).toEqual(Object.keys(SPEC_OPTIONS));
    const rest = Object.keys(SPEC_OPTIONS).filter((name) => name !== 'ber' && name !== 'trials');
    expect(listed(specUsage(Object.keys(unsupported)))).toEqual(rest);
  });

  it('stand in help beside their texts, or above where they are long', () => {
    const listed = ['seed', 'relu-words', 'activation-format'];
    const rest = Object.keys(SPEC_OPTIONS).filter((name) => !listed.includes(name));
    expect(specUsage(rest)).toMatchInlineSnapshot(`
      "Experiment (defaults in brackets; each option overrides the link):
        --activation-format <Qm.n>
                              type of activations and hidden state [the paper's for the model: Q5.3 for
                              lenet-fc]
        --relu-words <name>   signed or unsigned: words of activations that come out of a ReLU; unsigned
                              ones have no sign bit to flip and one more bit of magnitude, so bit 0 is
                              their highest [signed]
        --seed <n>            0 to 4294967295, or in hex as the page shows it: 0x7f3a9c01 [7]"
    `);
  });

  it('states the number of images that each network starts with', () => {
    const usage = specUsage();
    for (const id of CATALOG.keys()) {
      const { numSamples } = specOfModel(id, DEFAULT_SPEC);
      expect(usage).toMatch(new RegExp(`${numSamples} for\\s[\\w,\\s-]*\\b${id}\\b`));
    }
  });
});
