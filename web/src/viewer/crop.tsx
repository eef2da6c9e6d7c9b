import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Box } from "../api/types";
import { t } from "../i18n";
import { type Picture, picture } from "./pictures";

/** Room round the value, as parts of its own height and width: the label before it tells what it is. */
const AROUND = { x: 0.04, y: 0.5 };
const TALLEST = 110;

/** The value as it stands on the paper, cut out: right above its input, so that eyes need not travel. */
export function Crop({ dossier, page, box }: { dossier: string; page: number; box: Box }) {
  const frame = useRef<HTMLDivElement>(null);
  const image = useRef<HTMLImageElement>(null);
  const found = useSignal<Picture | null>(null);
  useEffect(() => {
    let here = true;
    void picture(dossier, page, true).then(
      (got) => {
        if (here) found.value = got;
      },
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [dossier, page]);
  const shown = found.value;
  useEffect(() => {
    if (!shown || !frame.current || !image.current) return;
    const room = (box[3] - box[1]) * AROUND.y;
    const [x0, y0] = [Math.max(0, box[0] - AROUND.x), Math.max(0, box[1] - room)];
    const [x1, y1] = [Math.min(1, box[2] + AROUND.x), Math.min(1, box[3] + room)];
    const [width, height] = [(x1 - x0) * shown.width, (y1 - y0) * shown.height];
    const scale = Math.min(frame.current.clientWidth / width, TALLEST / height, 2);
    frame.current.style.height = `${height * scale}px`;
    image.current.style.width = `${shown.width * scale}px`;
    image.current.style.transform = `translate(${-x0 * shown.width * scale}px, ${-y0 * shown.height * scale}px)`;
  }, [shown, box]);
  return (
    <div class="crop" ref={frame}>
      {shown && <img ref={image} src={shown.url} alt={t("check.crop")} />}
    </div>
  );
}
