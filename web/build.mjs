// Builds the app into dist/: hashed files below assets/, index.html that names them. Checks the messages first.
//   node build.mjs             build
//   node build.mjs --messages  check the messages only
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import * as esbuild from "esbuild";

const here = import.meta.dirname;
const dist = join(here, "dist");

function sources(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(folder, name), "utf8"));
}

/** Same keys and same {places} in every language; no key that nothing uses. */
function checkMessages(folder, users) {
  const vi = JSON.parse(readFileSync(join(folder, "vi.json"), "utf8"));
  const en = JSON.parse(readFileSync(join(folder, "en.json"), "utf8"));
  const places = (text) => (text.match(/\{\w+\}/g) ?? []).sort().join();
  const wrong = [];
  for (const key of new Set([...Object.keys(vi), ...Object.keys(en)])) {
    if (!(key in vi) || !(key in en)) wrong.push(`${key}: not in every language`);
    else if (places(vi[key]) !== places(en[key])) wrong.push(`${key}: other places in en than in vi`);
  }
  const code = sources(users).join("\n");
  const families = new Set([...code.matchAll(/tOf\(\s*"([\w.]+)"/g)].map((match) => `${match[1]}.`));
  for (const key of Object.keys(vi)) {
    const family = key.slice(0, key.lastIndexOf(".") + 1);
    const used = code.includes(`"${key}"`) || code.includes(`words.${key}`) || families.has(family);
    if (!used) wrong.push(`${key}: used nowhere`);
  }
  if (wrong.length) {
    console.error(`messages:\n  ${wrong.join("\n  ")}`);
    process.exit(1);
  }
}

checkMessages(join(here, "src/messages"), join(here, "src"));
checkMessages(join(here, "src/public"), join(here, "src/public"));
if (process.argv.includes("--messages")) process.exit(0);

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
const built = await esbuild.build({
  entryPoints: [join(here, "src/main.tsx"), join(here, "src/phone/phone.tsx"), join(here, "src/public/public.ts")],
  outdir: join(dist, "assets"),
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  sourcemap: process.argv.includes("--maps"),
  target: ["chrome111", "firefox115", "safari16.4"],
  jsx: "automatic",
  jsxImportSource: "preact",
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  metafile: true,
  logLevel: "warning",
});
const outputs = Object.entries(built.metafile.outputs);
const icon = readFileSync(join(here, "src/icon.svg"));
const iconName = `icon-${createHash("sha256").update(icon).digest("hex").slice(0, 8)}.svg`;
writeFileSync(join(dist, "assets", iconName), icon);

/** For pages whose address holds a secret. */
const NO_REFERRER = '<meta name="referrer" content="no-referrer">\n';

/** The page whose script is this entry, with the hashed names filled in. */
function writePage(entry, name, title, meta = "") {
  const [script, output] = outputs.find(([, one]) => one.entryPoint?.endsWith(entry));
  const page = readFileSync(join(here, "src/page.html"), "utf8")
    .replace("{meta}", meta)
    .replace("{title}", title)
    .replace("{script}", `assets/${basename(script)}`)
    .replace("{style}", `assets/${basename(output.cssBundle)}`)
    .replace("{icon}", `assets/${iconName}`);
  writeFileSync(join(dist, name), page);
}
writePage("main.tsx", "index.html", "Một Lần");
writePage("phone.tsx", "gui-anh.html", "Gửi ảnh · Một Lần", NO_REFERRER);
writePage("public.ts", "tra-cuu.html", "Tra cứu · Một Lần", NO_REFERRER);
