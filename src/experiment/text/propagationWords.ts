import { changedShare, type NodeChange, type Propagation, relativeChange } from '../../core/site/propagation';
import { countOf, grouped } from './numberWords';

/** Headings of the table with one row of `propagationRow` for each node. */
export const PROPAGATION_HEADINGS = [
  'Layer',
  'Flipped bits',
  'Values',
  'Changed',
  'Share, %',
  'RMS change / RMS',
  'Largest change',
  'NaN or infinite',
] as const;

/** Formats a node as cells under `PROPAGATION_HEADINGS`. */
export function propagationRow(node: NodeChange): string[] {
  return [
    node.node,
    grouped(node.flips),
    grouped(node.numValues),
    grouped(node.changed),
    sharePercent(changedShare(node)),
    changeSize(relativeChange(node)),
    changeSize(node.largestChange),
    grouped(node.nonFinite),
  ];
}

/**
 * Formats a share in per cent without the sign: two decimals from 0.1 % on, below two digits, so
 * that no share above 0 reads as 0.
 */
function sharePercent(share: number): string {
  const value = 100 * share;
  return value === 0 || value >= 0.1 ? value.toFixed(2) : value.toPrecision(2);
}

/** Formats the size of a change with three digits: `0.39`, `1.20e+7`. Null: infinite. */
function changeSize(size: number | null): string {
  if (size === null) return '∞';
  if (size === 0) return '0';
  return size >= 1e-3 && size < 1e4 ? String(Number(size.toPrecision(3))) : size.toExponential(2);
}

/** Describes a node in a sentence without its full stop. */
export function nodeSentence(node: NodeChange): string {
  const { numValues, changed, nonFinite, flips } = node;
  const own = flips === 0 ? '' : `; ${countOf(flips, 'bit')} ${flips === 1 ? 'flips' : 'flip'} here`;
  if (changed === 0) return `none of ${countOf(numValues, 'value')} changed${own}`;
  const size = relativeChange(node);
  const by = size === null ? 'all were 0 without faults' : `by ${changeSize(size)} times their RMS`;
  const largest = `at most ${changeSize(node.largestChange)}`;
  const overflow = nonFinite === 0 ? '' : `; ${grouped(nonFinite)} NaN or infinite`;
  return `${grouped(changed)} of ${countOf(numValues, 'value')} changed (${sharePercent(changedShare(node))} %), ${by}, ${largest}${overflow}${own}`;
}

/** States what reached the answer. `nameOf` names a class. */
export function propagationSentence(
  { flips, nodes, before, after }: Propagation,
  nameOf: (label: number) => string,
): string {
  if (flips === 0) return 'No bit flips in this trial.';
  const bits = countOf(flips, 'flipped bit');
  const first = nodes.find(({ changed }) => changed > 0);
  const verb = flips === 1 ? 'changes' : 'change';
  if (first === undefined) return `${bits} ${verb} no value.`;
  const last = nodes.at(-1)!;
  const of = ({ changed, numValues }: NodeChange, noun: string) =>
    `${changed === numValues ? 'all' : `${grouped(changed)} of`} ${countOf(numValues, noun)}`;
  const start = `${bits} ${verb} ${of(first, 'value')} of ${first.node}`;
  const end = last === first ? '' : ` and ${of(last, 'score')}`;
  return `${start}${end}. ${answerSentence(before, after, nameOf)}`;
}

function answerSentence(
  before: number | null,
  after: number | null,
  nameOf: (label: number) => string,
): string {
  if (after === null) return 'There is no answer: a value exceeded float32.';
  if (after === before) return `The answer stays ${nameOf(after)}.`;
  return `The answer turns from ${before === null ? 'none' : nameOf(before)} to ${nameOf(after)}.`;
}
