import { t } from '../../core/language/t';
import { changedShare, type NodeChange, type Propagation, relativeChange } from '../../core/site/propagation';
import { grouped } from './numberWords';

/** Returns the headings of the table with one row of `propagationRow` for each node. */
export function propagationHeadings(): readonly string[] {
  return [
    t`Layer`,
    t`Flipped bits`,
    t`Values`,
    t`Changed`,
    t`Share, %`,
    t`RMS change / RMS`,
    t`Largest change`,
    t`NaN or infinite`,
  ];
}

/** Formats a node as cells under `propagationHeadings`. */
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

/** Describes a node in clauses without a full stop. */
export function nodeSentence(node: NodeChange): string {
  const { changed, nonFinite, flips } = node;
  return [
    changeClause(node),
    ...(changed === 0 || nonFinite === 0 ? [] : [t`${grouped(nonFinite)} NaN or infinite`]),
    ...(flips === 0 ? [] : [flips === 1 ? t`1 bit flips here` : t`${grouped(flips)} bits flip here`]),
  ].join('; ');
}

function changeClause(node: NodeChange): string {
  const [all, changed] = [grouped(node.numValues), grouped(node.changed)];
  if (node.changed === 0) return t`none of ${all} values changed`;
  const size = relativeChange(node);
  const share = sharePercent(changedShare(node));
  const largest = changeSize(node.largestChange);
  return size === null
    ? t`${changed} of ${all} values changed (${share} %), all were 0 without faults, at most ${largest}`
    : t`${changed} of ${all} values changed (${share} %), by ${changeSize(size)} times their RMS, at most ${largest}`;
}

/** States what reached the answer. `nameOf` names a class. */
export function propagationSentence(
  { flips, nodes, label, before, after }: Propagation,
  nameOf: (label: number) => string,
): string {
  if (flips === 0) return t`No bit flips in this trial.`;
  const isOne = flips === 1;
  const bits = grouped(flips);
  const first = nodes.find(({ changed }) => changed > 0);
  if (first === undefined)
    return isOne ? t`1 flipped bit changes no value.` : t`${bits} flipped bits change no value.`;
  const last = nodes.at(-1)!;
  const answer = label < 0 ? '' : answerSentence(before, after, nameOf);
  const values = valuesOf(first);
  if (last === first)
    return `${isOne ? t`1 flipped bit changes ${values}.` : t`${bits} flipped bits change ${values}.`} ${answer}`.trim();
  const scores = scoresOf(last);
  const start = isOne
    ? t`1 flipped bit changes ${values} and ${scores}.`
    : t`${bits} flipped bits change ${values} and ${scores}.`;
  return `${start} ${answer}`.trim();
}

function valuesOf({ node, changed, numValues }: NodeChange): string {
  const all = grouped(numValues);
  return changed === numValues
    ? t`all ${all} values of ${node}`
    : t`${grouped(changed)} of ${all} values of ${node}`;
}

function scoresOf({ changed, numValues }: NodeChange): string {
  const all = grouped(numValues);
  return changed === numValues ? t`all ${all} scores` : t`${grouped(changed)} of ${all} scores`;
}

function answerSentence(
  before: number | null,
  after: number | null,
  nameOf: (label: number) => string,
): string {
  if (after === null) return t`There is no answer: a value exceeded float32.`;
  if (after === before) return t`The answer stays ${nameOf(after)}.`;
  return before === null
    ? t`The answer turns from none to ${nameOf(after)}.`
    : t`The answer turns from ${nameOf(before)} to ${nameOf(after)}.`;
}
