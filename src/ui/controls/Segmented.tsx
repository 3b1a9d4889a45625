import { useId } from 'react';

interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly options: readonly (readonly [value: T, title: string])[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly showLabel?: boolean;
}

/**
 * Draws a few exclusive choices side by side. They are native radio buttons, which support arrow
 * keys and forced colours.
 */
export function Segmented<T extends string>(props: SegmentedProps<T>) {
  const name = useId();
  return (
    <fieldset className="segmented">
      <legend className={props.showLabel ? 'field-label' : 'sr-only'}>{props.label}</legend>
      <div className="segmented-track">
        {props.options.map(([value, title]) => (
          <label key={value} className="segment">
            <input
              type="radio"
              name={name}
              value={value}
              checked={value === props.value}
              onChange={() => props.onChange(value)}
            />
            <span>{title}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
