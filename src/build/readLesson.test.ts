import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { readLesson } from './readLesson';

const HEAD = '# Title\n\nThis lesson does not show much.\n\n';
const FIGURE = ':::figure[A figure]{rate=1e-3}\n- [all](#/x?v=1)\n- [signs](#/x?v=1&bits=0)\n:::\n\n';
const read = (body: string) => readLesson('lessons/probe.md', HEAD + body);

describe('readLesson', () => {
  it('turns a lesson into records', () => {
    const lesson = read(
      `## Step\n\nSome **strong** text: :value[all]{show=flips rate=1e-2}.\n\n${FIGURE}` +
        ':::choice{answer=highest show=loss rate=1e-2}\nWhich?\n- all\n- signs\n:::\n\n' +
        '::::reveal\n:::paper\nA claim.\n:::\n\n::widget{name=table}\n::::\n',
    );
    expect(lesson).toMatchObject({
      id: 'probe',
      title: 'Title',
      limits: ['This lesson does not show much.'],
      steps: [
        {
          title: 'Step',
          blocks: [
            {
              kind: 'text',
              children: [
                'Some ',
                { kind: 'strong', text: 'strong' },
                ' text: ',
                { kind: 'value', of: 'all', show: 'flips', rate: 0.01, loss: 1 },
                '.',
              ],
            },
          ],
          figure: {
            title: 'A figure',
            rate: 1e-3,
            scale: 'linear',
            rateAxis: 'rate',
            series: [{ label: 'all' }, { label: 'signs', spec: { bitPositions: [0] } }],
          },
          question: {
            kind: 'choice',
            options: ['all', 'signs'],
            answer: { kind: 'highest', show: 'loss', rate: 0.01 },
          },
          reveal: {
            blocks: [
              { kind: 'paper', blocks: [{ kind: 'text', children: ['A claim.'] }] },
              { kind: 'widget', name: 'table' },
            ],
            figure: null,
          },
        },
      ],
    });
  });

  test.each([
    ['an unknown directive', '## A\n\n::video{name=x}\n', 'md:7: found directive ::video, expected :value,'],
    [
      'an unknown attribute',
      '## A\n\n::widget{size=2}\n',
      'md:7: found attribute size of ::widget, expected name',
    ],
    [
      'a directive in another form',
      '## A\n\n:::widget\n:::\n',
      'md:7: found directive :::widget, expected ::widget',
    ],
    ['a time of day', '## A\n\nAt 1:10 it ends.\n', 'md:7: found directive :10, expected :value,'],
    ['an unknown widget', '## A\n\n::widget{name=clock}\n', 'md:7: found name=clock, expected word,'],
    ['HTML', '## A\n\n<b>bold</b>\n', 'md:7: found html, expected text'],
    ['an image', '## A\n\n![a](b.png)\n', 'md:7: found image, expected text'],
    ['a script as a link', '## A\n\n[a](javascript:x)\n', 'md:7: found link javascript:x, expected https://'],
    ['a link with a mistake', '## A\n\n[a](#/x?v=1&t=9)\n', 'md:7: found #/x?v=1&t=9 (1 setting'],
    [
      'a series that is not there',
      `## A\n\n:value[most]\n\n${FIGURE}`,
      'found a series “most”, expected “all”, “signs”',
    ],
    [
      'a question alone',
      '## A\n\n:::choice{answer=1}\nQ?\n- a\n- b\n:::\n',
      'md:5: found a question or a reveal alone',
    ],
    [
      'an answer out of range',
      '## A\n\n:::choice{answer=3}\nQ?\n- a\n- b\n:::\n',
      'found answer=3, expected 1 to 2',
    ],
    [
      'a rate out of range',
      '## A\n\n:::figure[a]{rate=2}\n- [a](#/x?v=1)\n:::\n',
      'found rate=2, expected a number from 0',
    ],
    [
      'an unknown axis',
      '## A\n\n:::figure[a]{xs=bits}\n- [a](#/x?v=1)\n:::\n',
      'found xs=bits, expected rate, flips',
    ],
    ['no steps', '', 'md:3: found 0 steps, expected 1 to 8'],
  ])('refuses %s with file, line, what was found and what is known', (_, body, message) => {
    expect(() => read(body)).toThrow(message);
    expect(() => read(body)).toThrow(/^Cannot read lessons\/probe\.md:\d+: found /);
  });

  it('refuses a lesson that does not say what it does not show', () => {
    expect(() => readLesson('lessons/a.md', '# A\n\n## B\n\nText.\n')).toThrow(
      'lessons/a.md:1: found nothing, expected one paragraph under the title',
    );
  });

  it('reads every lesson', () => {
    const files = readdirSync('lessons').filter((file) => file.endsWith('.md'));
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) {
      const lesson = readLesson(`lessons/${file}`, readFileSync(`lessons/${file}`, 'utf8'));
      expect(lesson.limits.join(''), file).toMatch(/does not show/);
    }
  });
});
