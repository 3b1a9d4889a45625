import { capitalized } from '../../../experiment/text/capitalized';
import { grouped } from '../../../experiment/text/numberWords';
import { percent } from '../../../experiment/text/percentWords';
import { selectImagesPerClass } from '../../../store/selectors/classSelectors';
import { selectOwn } from '../../../store/selectors/measured';
import type { ExplorerState, LoadedData } from '../../../store/state';
import { useExplorer } from '../../hooks/useExplorer';

interface ClassTableProps {
  readonly data: LoadedData;
  readonly noun: string;
  /** Class whose samples are shown; null for all. */
  readonly chosen: number | null;
  readonly onChoose: (label: number | null) => void;
}

/**
 * Table of the classes: their samples in the whole set, their counted samples if these are fewer,
 * and the share of wrong answers without faults and in the trial shown.
 */
export function ClassTable({ data, noun, chosen, onChoose }: ClassTableProps) {
  const without = useExplorer((state) => selectOwn(state).baseline?.quantized.wrongPerClass);
  const images = useExplorer((state) => state.spec.numSamples);
  const counted = useExplorer(selectImagesPerClass);
  const faulty = useExplorer(selectAdopted)?.wrongPerClass;
  const most = Math.max(1, ...data.classCounts);
  const rows = data.classCounts.flatMap((count, label) => (count > 0 ? [{ count, label }] : []));
  const isPart = counted !== null && rows.some(({ count, label }) => counted[label] !== count);
  const shareOf = (wrong: readonly number[] | undefined, label: number) => {
    const of = counted?.[label] ?? 0;
    return wrong?.[label] === undefined || of === 0 ? null : { wrong: wrong[label], of };
  };
  const errors = [without, faulty].flatMap((wrong) =>
    rows.flatMap(({ label }) => shareOf(wrong, label) ?? []),
  );
  // Both columns have one scale, so that their bars can be compared.
  const worst = Math.max(...errors.map(({ wrong, of }) => wrong / of), Number.MIN_VALUE);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
      <section className="class-scroll" tabIndex={0} aria-label="Samples and errors per class">
        <table className="data-table class-table tabular">
          <thead>
            <tr>
              <td colSpan={3} />
              <th scope="colgroup" colSpan={4}>
                Error
              </th>
            </tr>
            <tr>
              <th scope="col">Class</th>
              <th scope="col" colSpan={2}>
                {capitalized(noun)}s{isPart && ' counted'}
              </th>
              <th scope="col" colSpan={2}>
                without faults
              </th>
              <th scope="col" colSpan={2}>
                with faults
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ count, label }) => (
              <tr key={label}>
                <th scope="row">
                  <button
                    type="button"
                    className="class-button"
                    aria-pressed={chosen === label}
                    onClick={() => onChoose(chosen === label ? null : label)}
                  >
                    {data.classNames[label] ?? label}
                  </button>
                </th>
                <Bar share={count / most} kind="count" />
                <td>{isPart ? `${grouped(counted[label] ?? 0)} of ${grouped(count)}` : grouped(count)}</td>
                <ClassError error={shareOf(without, label)} worst={worst} kind="clean" />
                <ClassError error={shareOf(faulty, label)} worst={worst} kind="faulty" />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="note">
        Errors are counted over the first {grouped(images)} {noun}s: quantised without faults, and in the
        trial at the cursor once it has run. Press a class to see only its {noun}s.
      </p>
    </>
  );
}

interface ClassErrorProps {
  /** Null until errors are counted. */
  readonly error: { readonly wrong: number; readonly of: number } | null;
  /** Share of wrong answers at which a bar has its full length. */
  readonly worst: number;
  readonly kind: 'clean' | 'faulty';
}

function ClassError({ error, worst, kind }: ClassErrorProps) {
  if (error === null)
    return (
      <>
        <td className="class-bar" />
        <td>–</td>
      </>
    );
  const { wrong, of } = error;
  return (
    <>
      <Bar share={wrong / of / worst} kind={kind} />
      <td title={`${grouped(wrong)} of ${grouped(of)} wrong`}>{percent(wrong / of)}</td>
    </>
  );
}

function Bar({ share, kind }: { readonly share: number; readonly kind: 'count' | 'clean' | 'faulty' }) {
  return (
    <td className={`class-bar class-bar-${kind}`}>
      <svg aria-hidden="true">
        <rect width={`${(100 * share).toFixed(1)}%`} height="100%" />
      </svg>
    </td>
  );
}

/** Selects the trial that the gallery shows, if the sweep has run it. */
function selectAdopted(state: ExplorerState) {
  const { cursorBer, trial } = state.view;
  return selectOwn(state).results.find((result) => result.ber === cursorBer && result.trial === trial);
}
