/**
 * Makes everything under static/ from frontend/: `npm ci && npm run build`.
 * A file's name holds a hash of what is in it, so that a browser may keep it for ever; static/manifest.json says
 * which file a page means by a logical name.
 */
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { icons } from "./icons/icons.js";
import { tabGroupWithoutScrollButtons } from "./build/webawesome.mjs";
import { licencesOf } from "./build/licences.mjs";
import { modules } from "./build/modules.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "static");
const targets = ["chrome123", "edge123", "firefox121", "safari17.5"];

const version = async (name) =>
  JSON.parse(await readFile(join(here, "node_modules", name, "package.json"), "utf8")).version;

/** Logical name -> how to make it. `folder` is below static/, `stem` the first part of the file's name. */
const bundles = {
  "theme.js": { entry: "src/theme/index.js", folder: "js", stem: "theme", format: "iife" },
  "app.js": { entry: "src/app/index.js", folder: "js", stem: "app", format: "iife" },
  "htmx.js": {
    entry: "src/vendor/htmx.js", folder: "vendor", stem: `htmx-${await version("htmx.org")}`, format: "iife",
  },
  "webawesome.js": {
    entry: "src/vendor/webawesome.js", folder: "vendor",
    stem: `webawesome-${await version("@awesome.me/webawesome")}`, format: "iife",
  },
  "charts.js": { entry: "src/performance/index.js", folder: "js", stem: "charts", format: "iife" },
  "charts.css": { entry: "src/performance/charts.css", folder: "css", stem: "charts" },
  "studio.css": { entry: "css/studio.css", folder: "css", stem: "studio" },
};

/** ES modules: the editor, and what it asks for when it is needed. */
const entries = { editor: "src/editor/index.js", language: "src/language/index.js", merge: "src/editor/merge.js" };

const common = {
  absWorkingDir: here, bundle: true, minify: true, target: targets, legalComments: "none", charset: "utf8",
  logLevel: "warning",
};

const hashed = (stem, extension, content) =>
  `${stem}-${createHash("sha256").update(content).digest("hex").slice(0, 10)}${extension}`;

async function bundle({ entry, format }) {
  const result = await build({
    ...common, entryPoints: [entry], write: false, metafile: true, format, outdir: "unused",
    loader: { ".css": "css" }, external: ["*.svg"], plugins: [tabGroupWithoutScrollButtons],
  });
  return { content: result.outputFiles[0].contents, inputs: Object.keys(result.metafile.inputs) };
}

function sprite() {
  const symbols = Object.entries(icons).map(
    ([name, body]) => `<symbol id="${name}" viewBox="0 0 16 16">${body}</symbol>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`;
}

/** @returns {Promise<string>} the path below static/ */
async function put(folder, stem, extension, content) {
  await mkdir(join(out, folder), { recursive: true });
  const path = join(folder, hashed(stem, extension, content));
  await writeFile(join(out, path), content);
  return path;
}

for (const folder of ["css", "js", "vendor", "img", "licences"]) {
  await rm(join(out, folder), { recursive: true, force: true });
}

const manifest = {};
const inputs = new Set();
for (const [name, recipe] of Object.entries(bundles)) {
  const made = await bundle(recipe);
  made.inputs.forEach((path) => inputs.add(path));
  manifest[name] = await put(recipe.folder, recipe.stem, name.slice(name.lastIndexOf(".")), made.content);
}
const shared = await modules(entries, common, out);
shared.inputs.forEach((path) => inputs.add(path));
Object.assign(manifest, shared.files);
manifest["icons.svg"] = await put("img", "icons", ".svg", sprite());
manifest["logo.svg"] = await put("img", "logo", ".svg", await readFile(join(here, "icons/logo.svg")));
await writeFile(join(out, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
await licencesOf(inputs, here, join(out, "licences"));

/** The browser tests' accessibility checker; never served. */
async function vendorAxe() {
  const folder = join(here, "..", "tests", "vendor", `axe-core-${await version("axe-core")}`);
  await mkdir(folder, { recursive: true });
  for (const file of ["axe.min.js", "LICENSE", "LICENSE-3RD-PARTY.txt"]) {
    await cp(join(here, "node_modules/axe-core", file), join(folder, file));
  }
}
await vendorAxe();
for (const [name, path] of Object.entries(manifest)) console.log(name.padEnd(14), path);
