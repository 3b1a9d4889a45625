import type { LoadedData } from '../../store/state';
import { grouped } from '../format';
import { useExplorer } from '../useExplorer';

interface ClassTableProps {
  readonly data: LoadedData;
  readonly noun: string;
  /** The class whose samples are shown; null for all. */
  readonly chosen: number | null;
  readonly onChoose: (label: number | null) => void;
}

/** Samples of each class in the whole set, and how many of the counted ones are wrong without faults and in the adopted trial. */
export function ClassTable({ data, noun, chosen, onChoose }: ClassTableProps) {
  const without = useExplorer((state) => state.baseline?.quantized.wrongPerClass);
  const images = useExplorer((state) => state.spec.images);
  const faulty = useExplorer(
    ({ results, view }) =>
      results.find(({ ber, trial }) => ber === view.cursorBer && trial === view.trial)?.wrongPerClass,
  );
  const most = Math.max(1, ...data.classCounts);
  const rows = data.classCounts.flatMap((count, label) => (count > 0 ? [{ count, label }] : []));
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
      <section className="class-scroll" tabIndex={0} aria-label="Samples per class">
        <table className="data-table class-table tabular">
          <thead>
            <tr>
              <th scope="col">Class</th>
              <td />
              <th scope="col">{noun[0]!.toUpperCase() + noun.slice(1)}s</th>
              <th scope="col">Wrong</th>
              <th scope="col">With faults</th>
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
                <td className="class-bar">
                  <svg aria-hidden="true">
                    <rect width={`${(100 * count) / most}%`} height="100%" />
                  </svg>
                </td>
                <td>{grouped(count)}</td>
                <td>{without?.[label] ?? '–'}</td>
                <td>{faulty?.[label] ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="note">
        Wrong ones are counted over the first {grouped(images)} {noun}s: quantised without faults, and in the
        trial at the cursor once it has run. Press a class to see only its {noun}s.
      </p>
    </>
  );
}
