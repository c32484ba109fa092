// Builds styles, scripts, fonts and icons into ../build/assets, each under a name with its content's hash,
// and writes manifest.json (plain name → hashed name). Nothing is taken from the net.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateSync, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import * as sass from "sass";
import { star } from "./icon.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "build", "assets");
const fresh = `${target}.new`;
const manifest = {};

function put(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const extension = extname(name);
  const hashed = `${name.slice(0, -extension.length)}-${hash}${extension}`;
  mkdirSync(dirname(join(fresh, hashed)), { recursive: true });
  writeFileSync(join(fresh, hashed), content);
  manifest[name] = hashed;
}

function fonts() {
  const folder = join(here, "node_modules", "@fontsource", "be-vietnam-pro", "files");
  for (const subset of ["latin", "vietnamese"])
    for (const weight of [400, 600])
      put(`fonts/${subset}-${weight}.woff2`, readFileSync(join(folder, `be-vietnam-pro-${subset}-${weight}-normal.woff2`)));
}

function icons() {
  for (const name of readdirSync(join(here, "src", "icons"))) put(`icons/${name}`, readFileSync(join(here, "src", "icons", name)));
  for (const size of [180, 512]) put(`icons/mark-${size}.png`, star(size, deflateSync));
}

// The colours that a province may change, by their name in the theme and in province.toml: each becomes a custom
// property that falls back to the theme, so that a small stylesheet of the province's own can set it.
const BRAND = {
  indigo: "primary", "indigo-deep": "primary-deep", "indigo-mist": "primary-mist", gold: "gold", "gold-bright": "gold-bright",
  paper: "paper", "paper-line": "paper-line", ink: "ink", quiet: "quiet", link: "link", "link-deep": "link-deep",
  line: "line", focus: "focus", late: "late", soon: "soon", "soon-deep": "soon-deep", fine: "fine",
};

function brandable(css) {
  const theme = readFileSync(join(here, "src", "scss", "_theme.scss"), "utf8");
  for (const [name, property] of Object.entries(BRAND)) {
    const colour = theme.match(new RegExp(`^\\$${name}: (#[0-9a-f]{6});`, "m"))[1];
    css = css.replace(new RegExp(`${colour}(?![0-9a-fA-F])`, "gi"), `var(--ts-${property}, ${colour})`);
  }
  return css;
}

async function styles() {
  for (const name of ["resident", "officer", "charts"]) {
    const built = sass.compile(join(here, "src", "scss", `${name}.scss`), {
      loadPaths: [join(here, "node_modules")],
      quietDeps: true,
    });
    const plain = built.css.replace(/url\("?(fonts\/[a-z]+-\d+\.woff2)"?\)/g, (_, font) => `url("${manifest[font]}")`);
    const small = await esbuild.transform(brandable(plain), { loader: "css", minify: true, target: ["chrome109", "firefox115", "safari15.6"] });
    put(`${name}.css`, small.code);
  }
}

// bpmn-js and ours in one file: it is loaded on one page alone. Its symbols come as a file, never inlined, since
// the content policy lets fonts come from this site only.
async function designStyles() {
  const home = join(here, "node_modules", "bpmn-js", "dist", "assets");
  put("fonts/bpmn.woff2", readFileSync(join(home, "bpmn-font", "font", "bpmn.woff2")));
  const face = `@font-face { font-family: "bpmn"; src: url("${manifest["fonts/bpmn.woff2"]}") format("woff2"); }`;
  const symbols = readFileSync(join(home, "bpmn-font", "css", "bpmn.css"), "utf8").replace(/@font-face\s*\{[^}]*\}/g, "");
  const theirs = ["diagram-js.css", "bpmn-js.css"].map((name) => readFileSync(join(home, name), "utf8"));
  const ours = brandable(sass.compile(join(here, "src", "scss", "design.scss")).css);
  const all = [...theirs, face, symbols, ours].join("\n");
  const small = await esbuild.transform(all, { loader: "css", minify: true, target: ["chrome109", "firefox115", "safari15.6"] });
  put("design.css", small.code);
}

async function scripts() {
  for (const name of ["app", "officer", "upload", "queue", "sign", "sum", "design", "client"]) {
    const built = await esbuild.build({
      entryPoints: [join(here, "src", "js", `${name}.js`)],
      bundle: true,
      minify: true,
      format: "esm",
      target: ["chrome109", "firefox115", "safari15.6"],
      write: false,
    });
    put(`${name}.js`, built.outputFiles[0].contents);
  }
  put("htmx.min.js", readFileSync(join(here, "node_modules", "htmx.org", "dist", "htmx.min.js")));
}

function readManifest(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  } catch {
    return {};
  }
}

// Pages still open may ask for the build before this one; anything older goes.
function sweep(previous) {
  const kept = new Set([...Object.values(manifest), ...Object.values(previous), "manifest.json"]);
  for (const entry of readdirSync(target, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (entry.isFile() && !kept.has(relative(target, path).replaceAll("\\", "/"))) rmSync(path);
  }
}

const previous = readManifest(target);
rmSync(fresh, { recursive: true, force: true });
fonts();
icons();
await styles();
await designStyles();
await scripts();
writeFileSync(join(fresh, "manifest.json"), JSON.stringify(manifest, null, 2));
// Files first, manifest last: a running site never reads a manifest whose files are not there yet.
cpSync(fresh, target, { recursive: true, filter: (path) => !path.endsWith("manifest.json") });
renameSync(join(fresh, "manifest.json"), join(target, "manifest.json"));
rmSync(fresh, { recursive: true, force: true });
sweep(previous);
for (const [name, hashed] of Object.entries(manifest)) {
  const content = readFileSync(join(target, hashed));
  console.log(`${name.padEnd(28)} ${String(content.length).padStart(7)} B  gz ${String(gzipSync(content, { level: 9 }).length).padStart(6)} B`);
}
