import { useState } from 'react';
import type { LayerDescription } from '../../core/model';
import { numWeights } from '../../core/model';
import { grouped } from '../format';

interface LayerRowProps {
  readonly layer: LayerDescription;
  readonly checked: boolean;
  /** It is the only layer that may fault. */
  readonly isLast: boolean;
  readonly onToggle: () => void;
}

/** One layer: whether it may fault, the shapes of its kernels, its weights. */
export function LayerRow({ layer, checked, isLast, onToggle }: LayerRowProps) {
  return (
    <label className="check">
      <input type="checkbox" checked={checked} disabled={isLast} onChange={onToggle} />
      <span className="check-name">{layer.name}</span>
      <span className="muted check-shape">
        {layer.kernels.map(({ name, shape }) => (
          <span key={name}>{shape.join(' × ')}</span>
        ))}
      </span>
      <span className="tabular check-count">{grouped(numWeights(layer))}</span>
    </label>
  );
}

interface BlockRowProps {
  readonly name: string;
  readonly layers: readonly LayerDescription[];
  readonly chosen: readonly string[];
  /** Switches these layers of the block on or off, all of them to one side. */
  readonly onChange: (names: readonly string[], on: boolean) => void;
}

/** A block of the paper's figures as one tri-state box, which opens to its layers. */
export function BlockRow({ name, layers, chosen, onChange }: BlockRowProps) {
  const [open, setOpen] = useState(false);
  const names = layers.map((layer) => layer.name);
  const on = names.filter((layer) => chosen.includes(layer));
  const isAll = on.length === names.length;
  const holdsAllChosen = on.length === chosen.length;
  return (
    <>
      <div className="block">
        <label className="check">
          <input
            type="checkbox"
            checked={isAll}
            disabled={isAll && holdsAllChosen}
            ref={(box) => {
              if (box !== null) box.indeterminate = on.length > 0 && !isAll;
            }}
            onChange={() => onChange(names, !isAll)}
          />
          <span className="check-name">{name}</span>
          <span className="muted tabular">
            {isAll || on.length === 0 ? '' : `${on.length} of `}
            {names.length} layers
          </span>
          <span className="tabular check-count">
            {grouped(layers.reduce((sum, layer) => sum + numWeights(layer), 0))}
          </span>
        </label>
        <button
          type="button"
          className="block-toggle"
          aria-expanded={open}
          aria-label={`Layers of ${name}`}
          onClick={() => setOpen(!open)}
        >
          <svg className="caret" viewBox="0 0 10 6" aria-hidden="true">
            <path d="M1 1l4 4 4-4" />
          </svg>
        </button>
      </div>
      {open && (
        <ul className="plain block-layers">
          {layers.map((layer) => {
            const checked = chosen.includes(layer.name);
            return (
              <li key={layer.name}>
                <LayerRow
                  layer={layer}
                  checked={checked}
                  isLast={checked && chosen.length === 1}
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
