import { t } from '../../../core/language/t';
import type { DataKind } from '../../../core/network/model';
import { samplesText, samplesWord } from '../../../core/network/sampleNoun';
import { capitalized } from '../../../experiment/text/capitalized';
import { grouped } from '../../../experiment/text/numberWords';
import { percent } from '../../../experiment/text/percentWords';
import { selectImagesPerClass } from '../../../store/selectors/classSelectors';
import { selectOwn } from '../../../store/selectors/measured';
import type { ExplorerState, LoadedData } from '../../../store/state';
import { useExplorer } from '../../hooks/useExplorer';

interface ClassTableProps {
  readonly data: LoadedData;
  readonly kind: DataKind;
  /** Class whose samples are shown; null for all. */
  readonly chosen: number | null;
  readonly onChoose: (label: number | null) => void;
}

/**
 * Table of the classes: their samples in the whole set, their counted samples if these are fewer,
 * and the share of wrong answers without faults and in the trial shown.
 */
export function ClassTable({ data, kind, chosen, onChoose }: ClassTableProps) {
  const without = useExplorer((state) => selectOwn(state).baseline?.quantized.wrongPerClass);
  const images = useExplorer((state) => state.spec.numSamples);
  const counted = useExplorer(selectImagesPerClass);
  const faulty = useExplorer(selectAdopted)?.wrongPerClass;
  const title = capitalized(samplesWord(kind));
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
      <section className="class-scroll" tabIndex={0} aria-label={t`Samples and errors per class`}>
        <table className="data-table class-table tabular">
          <caption className="sr-only">{t`Samples and errors per class`}</caption>
          <thead>
            <tr>
              <td colSpan={3} />
              <th scope="colgroup" colSpan={4}>
                {t`Error`}
              </th>
            </tr>
            <tr>
              <th scope="col">{t`Class`}</th>
              <th scope="col" colSpan={2}>
                {isPart ? t`${title} counted` : title}
              </th>
              <th scope="col" colSpan={2}>
                {t`without faults`}
              </th>
              <th scope="col" colSpan={2}>
                {t`with faults`}
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
                <td>{isPart ? t`${grouped(counted[label] ?? 0)} of ${grouped(count)}` : grouped(count)}</td>
                <ClassError error={shareOf(without, label)} worst={worst} kind="clean" />
                <ClassError error={shareOf(faulty, label)} worst={worst} kind="faulty" />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="note">
        {t`Errors are counted over the first ${samplesText(images, grouped(images), kind)}: quantised without faults, and in the
        trial at the cursor once it has run. Press a class to see only its ${samplesWord(kind)}.`}
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
      <td title={t`${grouped(wrong)} of ${grouped(of)} wrong`}>{percent(wrong / of)}</td>
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
