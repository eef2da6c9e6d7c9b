// One page, large: wheel or keys zoom; dragging, a click beside the words or arrows move it; words fill a field.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Box, PageWord } from "../api/types";
import { t } from "../i18n";
import { pressed } from "../keys";
import { type Picture, picture, wordsOf } from "./pictures";

const ZOOM_MOST = 6;
/** Pixels that an arrow moves the page by. */
const STEP = 60;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [STEP, 0],
  ArrowRight: [-STEP, 0],
  ArrowUp: [0, STEP],
  ArrowDown: [0, -STEP],
};

export interface Picked {
  text: string;
  page: number;
  box: Box;
}

interface Props {
  dossier: string;
  page: number;
  /** Where the value stands: zoomed to, and framed. */
  box?: Box | null;
  /** Framed instead, where a person pointed at another place: the page must not move under the pointer. */
  pointed?: Box | null | undefined;
  pick?: (picked: Picked) => void;
}

export function PageView({ dossier, page, box, pointed, pick }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const found = useSignal<Picture | null>(null);
  const failed = useSignal(false);
  const words = useSignal<PageWord[]>([]);
  const view = useSignal({ scale: 1, x: 0, y: 0 });
  const pickable = Boolean(pick);
  const range = useSignal<[number, number] | null>(null);

  useEffect(() => {
    let here = true;
    found.value = null;
    failed.value = false;
    range.value = null;
    picture(dossier, page, true).then(
      (got) => {
        if (here) found.value = got;
      },
      () => {
        if (here) failed.value = true;
      },
    );
    return () => {
      here = false;
    };
  }, [dossier, page]);
  useEffect(() => {
    let here = true;
    words.value = [];
    if (pickable)
      wordsOf(dossier, page).then(
        (got) => {
          if (here) words.value = got.words;
        },
        () => undefined,
      );
    return () => {
      here = false;
    };
  }, [dossier, page, pickable]);

  const shown = found.value;
  const fit = () => {
    const { clientWidth: width, clientHeight: height } = frame.current!;
    return { width, height, base: shown ? Math.min(width / shown.width, height / shown.height) : 1 };
  };

  /** The whole page, or the box in the middle with the lines round it. */
  function aim() {
    if (!shown || !frame.current) return;
    const { width, height, base } = fit();
    const [x0, y0, x1, y1] = box ?? [0, 0, 1, 1];
    const wanted = box
      ? Math.min(width / ((x1 - x0) * shown.width * 1.6), height / ((y1 - y0) * shown.height * 6))
      : base;
    const scale = Math.max(base, Math.min(wanted, base * 3.2));
    view.value = inside(
      scale,
      width / 2 - ((x0 + x1) / 2) * shown.width * scale,
      height / 2 - ((y0 + y1) / 2) * shown.height * scale,
    );
  }
  function inside(scale: number, x: number, y: number) {
    const { width, height } = fit();
    const hold = (at: number, size: number, room: number) =>
      size < room ? (room - size) / 2 : Math.min(0, Math.max(room - size, at));
    return { scale, x: hold(x, shown!.width * scale, width), y: hold(y, shown!.height * scale, height) };
  }
  function zoom(by: number, at?: { x: number; y: number }) {
    if (!shown) return;
    const { width, height, base } = fit();
    const { scale, x, y } = view.value;
    const now = Math.max(base, Math.min(base * ZOOM_MOST, scale * by));
    const about = at ?? { x: width / 2, y: height / 2 };
    view.value = inside(now, about.x - ((about.x - x) * now) / scale, about.y - ((about.y - y) * now) / scale);
  }
  function shift([dx, dy]: readonly [number, number]) {
    const { scale, x, y } = view.value;
    if (shown) view.value = inside(scale, x + dx, y + dy);
  }
  /** The point that was clicked comes to the middle: who cannot drag moves the page so (WCAG 2.2, 2.5.7). */
  function centre({ clientX, clientY }: PointerEvent) {
    const { left, top, width, height } = frame.current!.getBoundingClientRect();
    shift([left + width / 2 - clientX, top + height / 2 - clientY]);
  }
  useEffect(() => {
    const watch = new ResizeObserver(aim); // calls at once: only a new page, place or size may undo a person's zoom
    watch.observe(frame.current!);
    return () => watch.disconnect();
  }, [shown, box?.join()]);

  function take([from, to]: [number, number]) {
    const taken = words.value.slice(Math.min(from, to), Math.max(from, to) + 1);
    const text = taken.map((word) => word.text).join(" ");
    const edge = (i: 0 | 1 | 2 | 3) => taken.map((word) => word.box[i]);
    const around: Box = [Math.min(...edge(0)), Math.min(...edge(1)), Math.max(...edge(2)), Math.max(...edge(3))];
    pick?.({ text, page, box: around });
  }

  function press(event: PointerEvent) {
    if (event.button !== 0) return;
    const word = indexOf(event.target);
    const start = { x: event.clientX - view.value.x, y: event.clientY - view.value.y };
    range.value = word === null ? null : [word, word];
    frame.current!.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent) => {
      if (word === null) {
        if (shown) view.value = inside(view.value.scale, moved.clientX - start.x, moved.clientY - start.y);
        return;
      }
      const over = indexOf(document.elementFromPoint(moved.clientX, moved.clientY));
      if (over !== null) range.value = [word, over];
    };
    const end = (ended: PointerEvent) => {
      frame.current?.removeEventListener("pointermove", move);
      if (range.value) take(range.value);
      else if (Math.hypot(ended.clientX - event.clientX, ended.clientY - event.clientY) < 4) centre(event);
    };
    frame.current!.addEventListener("pointermove", move);
    frame.current!.addEventListener("pointerup", end, { once: true });
    if (word !== null) event.preventDefault(); // the field that is being filled keeps the focus
  }

  const framed = pointed ?? box;
  const { scale, x, y } = view.value;
  const picked = range.value ? [Math.min(...range.value), Math.max(...range.value)] : [1, 0];
  return (
    <section class="page-view" aria-label={t("page.alt", { page })}>
      <div class="row tools">
        <button type="button" onClick={() => zoom(1.4)} aria-label={t("page.larger")}>
          +
        </button>
        <button type="button" onClick={() => zoom(1 / 1.4)} aria-label={t("page.smaller")}>
          −
        </button>
        <span class="quiet">{t("page.alt", { page })}</span>
        {pick && <span class="hint wide">{t("page.pick")}</span>}
      </div>
      <div
        class="frame"
        ref={frame}
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what a mouse drags, arrows move (WCAG 2.2, 2.1.1)
        tabIndex={0}
        aria-label={t("page.arrows")}
        onKeyDown={(event) => {
          const by = ARROWS[event.key];
          if (!by || pressed(event) !== event.key) return;
          event.preventDefault();
          shift(by);
        }}
        onPointerDown={press}
        onWheel={(event) => {
          event.preventDefault();
          const { left, top } = frame.current!.getBoundingClientRect();
          zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, { x: event.clientX - left, y: event.clientY - top });
        }}
      >
        {failed.value && <p class="quiet">{t("page.failed")}</p>}
        {shown && (
          <div class="sheet" style={sheet(shown, scale, x, y)}>
            <img src={shown.url} alt={t("page.alt", { page })} draggable={false} />
            {framed && <span class="mark" style={place(framed)} />}
            {words.value.map((word, i) => (
              <span
                key={i}
                class={i >= picked[0]! && i <= picked[1]! ? "word picked" : "word"}
                data-word={i}
                style={place(word.box)}
              />
            ))}
          </div>
        )}
      </div>
    </section>
  );
}

function indexOf(target: EventTarget | null): number | null {
  const word = target instanceof HTMLElement ? target.dataset.word : undefined;
  return word === undefined ? null : Number(word);
}

function sheet({ width, height }: Picture, scale: number, x: number, y: number) {
  return { width: `${width * scale}px`, height: `${height * scale}px`, transform: `translate(${x}px, ${y}px)` };
}

function place([x0, y0, x1, y1]: Box) {
  return {
    left: `${x0 * 100}%`,
    top: `${y0 * 100}%`,
    width: `${(x1 - x0) * 100}%`,
    height: `${(y1 - y0) * 100}%`,
  };
}
