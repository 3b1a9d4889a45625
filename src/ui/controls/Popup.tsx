import { type ReactNode, useEffect, useId, useRef } from 'react';

interface PopupProps {
  readonly title: string;
  readonly label: ReactNode;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly className?: string;
  readonly children: ReactNode;
}

/**
 * Draws a button with a panel below it. The rest of the page stays usable. Escape or a press
 * outside closes the panel.
 */
export function Popup({ title, label, open, onOpenChange, className = 'button', children }: PopupProps) {
  const panelId = useId();
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const onPointerDown = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) onOpenChange(false);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      onOpenChange(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', onPointerDown);
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('pointerdown', onPointerDown);
      document.removeEventListener('keydown', onKeyDown);
    };
  }, [open, onOpenChange]);
  return (
    <div className="popup" ref={root}>
      <button
        ref={button}
        type="button"
        className={className}
        aria-expanded={open}
        aria-controls={open ? panelId : undefined}
        onClick={() => onOpenChange(!open)}
      >
        {label}
      </button>
      {open && (
        <section id={panelId} className="popup-panel" aria-label={title}>
          {children}
        </section>
      )}
    </div>
  );
}
