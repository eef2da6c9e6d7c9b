import { type ComponentChildren, cloneElement, type VNode } from "preact";
import { useId } from "preact/hooks";

/** A label over its control; the hint is read out with it. The control is the only child. */
export function Field({
  label,
  hint,
  children,
}: {
  label: ComponentChildren;
  hint?: string | undefined;
  children: VNode<object>;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}h`}>
          {hint}
        </p>
      )}
      {cloneElement(children as VNode<Record<string, unknown>>, {
        id,
        ...(hint ? { "aria-describedby": `${id}h` } : {}),
      })}
    </div>
  );
}
