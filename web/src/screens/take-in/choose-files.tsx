import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../i18n";
import { unsharp } from "./sharpness";

const KINDS = ".pdf,.jpg,.jpeg,.png,.tif,.tiff,.heic,.heif,.webp";
const MOST = 50;

interface Props {
  files: File[];
  change: (files: File[]) => void;
  send: () => void;
}

/** Files, a scanner's folder, the phone's camera; dropped or chosen. A photo that is blurred is said at once. */
export function Choose({ files, change, send }: Props) {
  const over = useSignal(false);
  const blurred = useSignal<ReadonlySet<File>>(new Set());
  const add = (list: FileList | null) => {
    const fresh = [...(list ?? [])].filter((file) => file.size > 0 && !file.name.startsWith("."));
    const known = new Set(files.map((file) => `${file.name}/${file.size}/${file.lastModified}`));
    const added = fresh.filter((file) => !known.has(`${file.name}/${file.size}/${file.lastModified}`));
    change([...files, ...added].slice(0, MOST));
    for (const file of added)
      void unsharp(file).then((bad) => {
        if (bad) blurred.value = new Set([...blurred.value, file]);
      });
  };
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (files.length) button.current?.focus();
  }, [files.length > 0]);
  return (
    <>
      <div
        role="group"
        aria-label={t("takeIn.files")}
        class={over.value ? "drop over" : "drop"}
        onDragOver={(event) => {
          event.preventDefault();
          over.value = true;
        }}
        onDragLeave={() => {
          over.value = false;
        }}
        onDrop={(event) => {
          event.preventDefault();
          over.value = false;
          add(event.dataTransfer?.files ?? null);
        }}
      >
        <p class="wide-only">{t("takeIn.drop")}</p>
        <div class="row">
          <Pick label={t("takeIn.pick")} add={add} accept={KINDS} multiple first />
          <span class="wide-only">
            <Pick label={t("takeIn.folder")} add={add} multiple folder />
          </span>
          <Pick label={t("takeIn.camera")} add={add} accept="image/*" capture />
        </div>
      </div>
      <ul class="plain files">
        {files.map((file, i) => (
          <li key={`${file.name}${i}`}>
            <span>{file.name}</span>
            <span class="quiet">{Math.max(1, Math.round(file.size / 1024))} KB</span>
            <button
              type="button"
              aria-label={t("takeIn.removeOf", { name: file.name })}
              onClick={() => change(files.filter((other) => other !== file))}
            >
              ✕
            </button>
            {blurred.value.has(file) && (
              <p class="notice warn" role="alert">
                {t("takeIn.blurred")}
              </p>
            )}
          </li>
        ))}
      </ul>
      {files.length > 0 && (
        <button type="button" class="primary" ref={button} onClick={send}>
          {t("takeIn.send", { n: files.length })}
        </button>
      )}
    </>
  );
}

interface PickProps {
  label: string;
  add: (files: FileList | null) => void;
  accept?: string;
  multiple?: boolean;
  folder?: boolean;
  capture?: boolean;
  /** Has the focus at first. */
  first?: boolean;
}

/** A button that opens the system's chooser; the input itself is hidden, so the button is what has the focus. */
function Pick({ label, add, accept, multiple, folder, capture, first }: PickProps) {
  const input = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (first) button.current?.focus();
    if (folder) input.current?.setAttribute("webkitdirectory", "");
    if (capture) input.current?.setAttribute("capture", "environment");
  }, []);
  return (
    <>
      <button type="button" ref={button} onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        multiple={multiple}
        onChange={(event) => {
          add(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}
