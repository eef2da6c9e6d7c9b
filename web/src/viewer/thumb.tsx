import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../i18n";
import { type Picture, thumbnail } from "./pictures";

/** A page, small: fetched when it comes near the screen and let go when it is far, so that 200 of them scroll well. */
export function Thumb({
  dossier,
  page,
  loaded,
}: {
  dossier: string;
  page: number;
  loaded?: (picture: Picture) => void;
}) {
  const place = useRef<HTMLSpanElement>(null);
  const shown = useSignal<Picture | null>(null);
  useEffect(() => {
    let near = false;
    const watch = new IntersectionObserver(
      (seen) => {
        near = seen.some((entry) => entry.isIntersecting);
        if (!near) shown.value = null;
        else
          thumbnail(dossier, page).then(
            (found) => {
              if (near) shown.value = found;
              loaded?.(found);
            },
            () => undefined,
          );
      },
      { rootMargin: "600px" },
    );
    watch.observe(place.current!);
    return () => watch.disconnect();
  }, [dossier, page]);
  const found = shown.value;
  return (
    <span class="thumb" ref={place}>
      {found && <img src={found.url} alt={t("page.alt", { page })} width={found.width} height={found.height} />}
    </span>
  );
}
