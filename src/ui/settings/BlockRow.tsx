import { useState } from 'react';
import { t } from '../../core/language/t';
import { kernelsOf, type LayerDescription } from '../../core/network/model';
import { grouped } from '../../experiment/text/numberWords';
import { selectModel } from '../../store/selectors/selectors';
import { useExplorer } from '../hooks/useExplorer';

interface LayerWords {
  readonly layer: LayerDescription;
  /** Number of words of the faulty structures in this layer. */
  readonly words: number;
}

interface LayerRowProps extends LayerWords {
  readonly checked: boolean;
  /** True if no other layer with words is selected: this one then cannot be deselected. */
  readonly isLast: boolean;
  readonly onToggle: () => void;
}

/** Checkbox of one layer, with its kernel shapes or its pooling nodes and its number of words. */
export function LayerRow({ layer, words, checked, isLast, onToggle }: LayerRowProps) {
  const model = useExplorer(selectModel);
  const structures = useExplorer((state) => state.spec.structures);
  const parts = structures.includes('weights')
    ? kernelsOf(layer).map(({ shape }) => shape.join(' × '))
    : structures.includes('activations')
      ? model.buffers.filter((buffer) => buffer.layer === layer.name).map(({ node }) => node)
      : [];
  return (
    <label className="check">
      <input type="checkbox" checked={checked} disabled={isLast} onChange={onToggle} />
      <span className="check-name">{layer.name}</span>
      <span className="muted check-shape">
        {[...new Set(parts)]
          .filter((part) => part !== layer.name)
          .map((part) => (
            <span key={part}>{part}</span>
          ))}
      </span>
      <span className="tabular check-count">{grouped(words)}</span>
    </label>
  );
}

interface BlockRowProps {
  readonly name: string;
  readonly rows: readonly LayerWords[];
  readonly chosen: readonly string[];
  /** Tests whether no layer with words would be left without these. */
  readonly isLast: (names: readonly string[]) => boolean;
  /** Selects or deselects all of these layers. */
  readonly onChange: (names: readonly string[], on: boolean) => void;
}

/** Checkbox of a layer block, with three states, and its layers behind a button. */
export function BlockRow({ name, rows, chosen, isLast, onChange }: BlockRowProps) {
  const [open, setOpen] = useState(false);
  const names = rows.map(({ layer }) => layer.name);
  const on = names.filter((layer) => chosen.includes(layer));
  const isAll = on.length === names.length;
  return (
    <>
      <div className="block">
        <label className="check">
          <input
            type="checkbox"
            checked={isAll}
            disabled={isAll && isLast(names)}
            ref={(box) => {
              if (box !== null) box.indeterminate = on.length > 0 && !isAll;
            }}
            onChange={() => onChange(names, !isAll)}
          />
          <span className="check-name">{name}</span>
          <span className="muted tabular">
            {isAll || on.length === 0 ? t`${names.length} layers` : t`${on.length} of ${names.length} layers`}
          </span>
          <span className="tabular check-count">
            {grouped(rows.reduce((sum, { words }) => sum + words, 0))}
          </span>
        </label>
        <button
          type="button"
          className="block-toggle"
          aria-expanded={open}
          aria-label={t`Layers of ${name}`}
          onClick={() => setOpen(!open)}
        >
          <svg className="caret" viewBox="0 0 10 6" aria-hidden="true">
            <path d="M1 1l4 4 4-4" />
          </svg>
        </button>
      </div>
      {open && (
        <ul className="plain block-layers">
          {rows.map(({ layer, words }) => {
            const checked = chosen.includes(layer.name);
            return (
              <li key={layer.name}>
                <LayerRow
                  layer={layer}
                  words={words}
                  checked={checked}
                  isLast={checked && isLast([layer.name])}
                  onToggle={() => onChange([layer.name], !checked)}
                />
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
